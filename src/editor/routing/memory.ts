// The sheet of the last routing is kept, so that a drag does not lay out a thousand nodes anew for each of its steps.

import type { Routing } from "./routing.ts";
import { Sheet } from "./sheet.ts";

const sheets = new WeakMap<Routing, Sheet>();

export function keep(routing: Routing, sheet: Sheet): Routing {
  sheets.set(routing, sheet);
  return routing;
}

function rebuilt({ scene, laid }: Routing): Sheet {
  const sheet = new Sheet();
  for (const node of scene.nodes) sheet.setNode(node.id, node);
  for (const one of laid.values()) sheet.put(one);
  return sheet;
}

/** The sheet on which a routing lies. Who takes it changes it; the next one who asks gets a rebuilt one. */
export function take(routing: Routing): Sheet {
  const sheet = sheets.get(routing) ?? rebuilt(routing);
  sheets.delete(routing);
  return sheet;
}
