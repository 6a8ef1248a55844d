// The top bar: mark, where one is, and what can be done with the document as a whole.

import { useRef } from "react";
import { openFinder } from "../adding/finder.tsx";
import { newDocument, openFile } from "../files/open.ts";
import { saveFile } from "../files/save.ts";
import { LensControl } from "../lens/lens-control.tsx";
import { redoEdit, undoEdit } from "../store/edit.ts";
import { useEditor } from "../store/state.ts";
import { toggleDrawer } from "../store/view.ts";
import { toggleTheme, useTheme } from "../theme/theme.ts";
import { Breadcrumbs } from "./breadcrumbs.tsx";
import { ExamplesMenu } from "./examples-menu.tsx";
import { Icon, type IconName, Mark } from "./icons.tsx";
import "./top-bar.css";
import { FileInput } from "../files/file-input.tsx";

interface IconButtonProps {
  readonly icon: IconName;
  readonly name: string;
  readonly keys?: string;
  readonly testid?: string;
  readonly disabled?: boolean;
  readonly act: () => void;
}

function IconButton({ icon, name, keys, testid, disabled = false, act }: IconButtonProps) {
  const title = keys ? `${name} (${keys})` : name;
  return (
    <button type="button" className="button icon" aria-label={name} title={title} data-testid={testid} disabled={disabled} onClick={act}>
      <Icon name={icon} />
    </button>
  );
}

function UndoRedo() {
  const canUndo = useEditor((state) => state.history.past.length > 0);
  const canRedo = useEditor((state) => state.history.future.length > 0);
  return (
    <>
      <IconButton icon="undo" name="Undo" keys="Ctrl Z" testid="undo" disabled={!canUndo} act={undoEdit} />
      <IconButton icon="redo" name="Redo" keys="Ctrl Shift Z" testid="redo" disabled={!canRedo} act={redoEdit} />
    </>
  );
}

function ThemeButton() {
  const theme = useTheme((state) => state.theme);
  return <IconButton icon="theme" name={theme === "dark" ? "Light theme" : "Dark theme"} testid="theme" act={toggleTheme} />;
}

/** The same file may be chosen twice, so the input forgets what it had. */
function OpenButton() {
  const input = useRef<HTMLInputElement>(null);
  return (
    <>
      <IconButton icon="open" name="Open a file" keys="Ctrl O" act={() => input.current?.click()} />
      <FileInput
        input={input}
        id="open-input"
        accept=".json,.eq,.csv,.tsv,application/json,text/csv"
        label="File to open"
        testid="open-input"
        take={(file) => void openFile(file)}
      />
    </>
  );
}

const FindButton = () => (
  <button
    type="button"
    className="button outlined find"
    aria-label="Find or add"
    title="Find or add (Ctrl K)"
    data-testid="find"
    onClick={openFinder}
  >
    <Icon name="find" /> <span className="word">Find or add</span> <kbd>Ctrl K</kbd>
  </button>
);

/** Only where the window is too narrow for the dock beside the canvas. */
function DrawerButton() {
  const drawn = useEditor((state) => state.drawer);
  return (
    <button
      type="button"
      className="button icon drawer-button"
      aria-label="Inspector, equations, problems"
      title="Inspector, equations, problems"
      aria-expanded={drawn}
      aria-controls="dock"
      data-testid="drawer"
      onClick={toggleDrawer}
    >
      <Icon name="dock" />
    </button>
  );
}

export function TopBar() {
  return (
    <header className="top-bar">
      <div className="bar-start">
        <h1 className="brand">
          <Mark /> <span className="word">Gradwire</span>
        </h1>
        <Breadcrumbs />
      </div>
      <LensControl />
      <div className="bar-end">
        <UndoRedo />
        <ThemeButton />
        <ExamplesMenu />
        <IconButton icon="file" name="New graph" testid="new" act={newDocument} />
        <OpenButton />
        <FindButton />
        <button type="button" className="button outlined" data-testid="save" title="Save (Ctrl S)" onClick={saveFile}>
          <Icon name="save" /> <span className="word">Save</span>
        </button>
        <DrawerButton />
      </div>
    </header>
  );
}
