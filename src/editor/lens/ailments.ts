// What ails the units of a node, as a sentence; worked out once for each inspection.

import { registry } from "../../../nodes/index.ts";
import type { GraphNode } from "../../graph/document.ts";
import { ailmentOf, describeAilment } from "../../inspection/unit-health.ts";
import { unitsOf } from "../pictures/units.ts";
import { pathOf } from "../store/scope.ts";
import { valuesAt } from "../store/selectors.ts";
import { type EditorState, useEditor } from "../store/state.ts";
import type { InspectedValue } from "../worker/protocol.ts";
import { legendAt } from "./legend.ts";

/** What the node applies last: the function that a gate ends with, else what it is. */
function activationOf({ type, attributes }: GraphNode): string {
  const chosen = attributes.activation ?? registry.get(type)?.attributes.find(({ id }) => id === "activation")?.default;
  return typeof chosen === "string" ? chosen : type;
}

const known = new WeakMap<InspectedValue, Map<string, string | null>>();

function search({ inspection, path }: EditorState, entry: InspectedValue, activation: string): string | null {
  const { gradient, value } = entry;
  if (!gradient || !inspection) return null;
  const ailment = ailmentOf({ activation, value, gradient, units: unitsOf(entry), largestNorm: 10 ** legendAt(inspection, path).top });
  return ailment && describeAilment(ailment);
}

/** Only what is computed can ail: weights and constants are what they are. */
const canAil = ({ type }: GraphNode): boolean => {
  const role = registry.get(type)?.role;
  return role === "operation" || role === "delay" || role === "cell";
};

export function ailmentText(state: EditorState, node: GraphNode): string | null {
  const [entry] = valuesAt(state.inspection, pathOf(state.path, node.id));
  if (!entry || !canAil(node)) return null;
  const activation = activationOf(node);
  const found = known.get(entry) ?? new Map<string, string | null>();
  known.set(entry, found);
  const text = found.has(activation) ? (found.get(activation) ?? null) : search(state, entry, activation);
  found.set(activation, text);
  return text;
}

export const useAilment = (node: GraphNode): string | null => useEditor((state) => ailmentText(state, node));
