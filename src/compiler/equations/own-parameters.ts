// What a gate or a layer trains by itself, as parameters with lines of their own: `W_f = parameter(20, 27)`.

import type { AttributeValue, GraphNode, ParameterSetting } from "../../graph/document.ts";
import type { PortSpec } from "../../graph/node-type.ts";
import type { Source } from "./gather.ts";
import { type Item, newItem, unwritable } from "./sheet.ts";
import { defaultsOf } from "./signature.ts";

/** `constant(3)` is an initializer with a value. */
function startOfParameter(initializer: string, rank: number): Record<string, AttributeValue> {
  const constant = /^constant\((.+)\)$/.exec(initializer);
  if (constant) return { initializer: "constant", value: Number(constant[1]) };
  const usual = rank === 1 ? "zeros" : "glorot-uniform";
  return { initializer: initializer === usual ? "auto" : initializer };
}

/** An input port takes one wire; a parameter that somebody shares has one. */
const isOwn = (item: Item, port: PortSpec): boolean => port.parameter !== undefined && !item.inputs.has(port.id);

/** An id that nobody has given, as the beginning of a name. */
export const readable = (id: string): string => id.replace(/^\$+|\$+$/g, "").replaceAll("$", "_");

function ownParameter(item: Item, port: PortSpec, setting: ParameterSetting | undefined, source: Source): Item {
  const type =
    source.registry.get("parameter") ??
    unwritable(item, item.type.id, `its parameter ${port.id} has no notation`, "wire a parameter into it", port.id);
  const shape = source.shapeOf(item.id, port.id);
  if (!shape)
    unwritable(
      item,
      item.type.id,
      `the shape of its parameter ${port.id} is not known`,
      "wire its inputs so that the shape follows",
      port.id,
    );
  const start = startOfParameter(setting?.initializer ?? port.parameter?.initializer ?? "auto", shape.length);
  const id = setting?.name ?? source.names.take(`${readable(item.id)}_${port.id}`);
  return newItem(id, type, { ...defaultsOf(type), shape, ...start }, { name: id });
}

/** Adds the parameters before the items that own them. */
export function withOwnParameters(items: readonly Item[], source: Source): readonly Item[] {
  return items.flatMap((item) => {
    const node: GraphNode | undefined = source.graph.nodes[item.id];
    const own = item.ports.filter((port) => isOwn(item, port));
    const added = own.map((port) => {
      const parameter = ownParameter(item, port, node?.parameters?.[port.id], source);
      item.inputs.set(port.id, parameter);
      return parameter;
    });
    return [...added, item];
  });
}
