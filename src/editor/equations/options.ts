// What merging needs to know of the open graph: its scope, axes of ports as the engine found them, sizes on the canvas.

import { registry } from "../../../nodes/index.ts";
import type { Library, MergeOptions } from "../../compiler/equations/merge.ts";
import type { Axes } from "../../compiler/equations/merge-say.ts";
import type { NodeId } from "../../graph/document.ts";
import { sizeOf } from "../canvas/drawing.ts";
import { pathOf } from "../store/scope.ts";
import { currentScope } from "../store/selectors.ts";
import type { EditorState } from "../store/state.ts";

/** Axes that the text was written with; what a text says of them stays true until it is written anew. */
export type KnownAxes = Map<string, Axes>;

const keyOf = (node: NodeId, port: string): string => `${node}:${port}`;

/** The engine's answer of the moment, where `known` has none yet; what is asked is remembered there. */
export function mergeOptions(state: EditorState, library: Library, known: KnownAxes): MergeOptions {
  const ports = state.analysis?.ports ?? {};
  return {
    registry,
    library,
    scope: currentScope(state),
    sizeOf: (type) => sizeOf(registry.get(type)),
    axesOf: (node, port) => {
      const axes = known.get(keyOf(node, port)) ?? ports[keyOf(pathOf(state.path, node), port)];
      if (axes) known.set(keyOf(node, port), axes);
      return axes;
    },
  };
}

/** The same axes under the nodes' new names. */
export function renameAxes(known: KnownAxes, kept: ReadonlyMap<NodeId, NodeId>): void {
  for (const [from, to] of kept) {
    if (from === to) continue;
    for (const [key, axes] of [...known]) if (key.startsWith(`${from}:`)) known.set(`${to}${key.slice(from.length)}`, axes);
  }
}
