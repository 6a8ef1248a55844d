// What editing adds to the canvas: the list at the pointer, the finder, the menu, the map, and their keys.

import { CanvasMenu } from "../cells/canvas-menu.tsx";
import { Minimap } from "../layout/minimap.tsx";
import { AddList } from "./add-list.tsx";
import { useCommands } from "./commands.ts";
import { useEditingKeys } from "./editing-keys.ts";
import { Finder } from "./finder.tsx";
import { useKeptFocus } from "./keep-focus.ts";

export function Editing() {
  const commands = useCommands();
  useEditingKeys(commands);
  useKeptFocus();
  return (
    <>
      <Minimap />
      <AddList />
      <Finder />
      <CanvasMenu commands={commands} />
    </>
  );
}
