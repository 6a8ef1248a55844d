// The folded palette: 48 px with a button for each thing that is looked for there.

import { useReactFlow, useStoreApi } from "@xyflow/react";
import { pointerOver } from "../adding/pointer.ts";
import { openAddList } from "../adding/wiring-request.ts";
import { showEquations } from "../equations/start.ts";
import { Icon, type IconName } from "../frame/icons.tsx";
import { showDock } from "../store/view.ts";
import { searchPalette, toggleFolded } from "./folding.ts";

interface RailButtonProps {
  readonly icon: IconName;
  readonly name: string;
  readonly keys?: string;
  readonly testid?: string;
  readonly act: () => void;
}

function RailButton({ icon, name, keys, testid, act }: RailButtonProps) {
  const title = keys ? `${name} (${keys})` : name;
  return (
    <button type="button" className="button icon" aria-label={name} title={title} data-testid={testid} onClick={act}>
      <Icon name={icon} />
    </button>
  );
}

/** The list comes where the pointer was last over the canvas. */
function useAddList(): () => void {
  const flow = useReactFlow();
  const store = useStoreApi();
  return () => {
    const { domNode } = store.getState();
    if (!domNode) return;
    const screen = pointerOver(domNode);
    openAddList({ at: flow.screenToFlowPosition(screen), screen, wire: null });
  };
}

export function Rail() {
  const add = useAddList();
  return (
    <nav className="rail" aria-label="Palette, folded" data-testid="rail">
      <RailButton icon="menu" name="Open the palette" keys="P" testid="unfold" act={toggleFolded} />
      <RailButton icon="plus" name="Add a node" keys="Tab" act={add} />
      <RailButton icon="find" name="Search nodes" keys="/" testid="rail-search" act={searchPalette} />
      <RailButton icon="equations" name="Equations" act={showEquations} />
      <RailButton icon="problems" name="Problems" act={() => showDock("problems")} />
    </nav>
  );
}
