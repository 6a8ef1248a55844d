// What a slot holds by the document: a constant's numbers, a setting's number, how a parameter begins. None of it changes the tape.

import type { FlatNode } from "./flatten.ts";
import type { Slot } from "./program.ts";
import { literalOf } from "./tensor-attribute.ts";

/** Initializer of a parameter node: its attribute, with the number of `constant`. */
function declaredInitializer({ attributes }: FlatNode): string {
  const name = String(attributes.initializer ?? "auto");
  return name === "constant" ? `constant(${attributes.value ?? 0})` : name;
}

/** Initializer of a parameter that a layer trains itself: set on the node, else the type's. */
const ownInitializer = (node: FlatNode, port: string): string =>
  node.node.parameters?.[port]?.initializer ?? node.inputSpecs.find((spec) => spec.id === port)?.parameter?.initializer ?? "auto";

/** The slot with what the document says about it now. */
export function withContent(slot: Slot, node: FlatNode): Slot {
  switch (slot.kind) {
    case "constant":
      return { ...slot, data: literalOf(node.attributes.value ?? 0).data };
    case "setting":
      return { ...slot, data: [Number(node.attributes[slot.port] ?? 0)] };
    case "parameter":
      return { ...slot, initializer: node.type.role === "parameter" ? declaredInitializer(node) : ownInitializer(node, slot.port) };
    default:
      return slot;
  }
}
