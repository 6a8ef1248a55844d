// A split in equations: a slice for each part.

import type { FreshNames } from "../../graph/fresh-id.ts";
import { inputPorts, type Registry } from "../../graph/node-type.ts";
import { type Item, newItem, unwritable } from "./sheet.ts";
import { defaultsOf } from "./signature.ts";

interface Around {
  readonly registry: Registry;
  readonly names: FreshNames;
  readonly shapeOf: (node: string, port: string) => readonly number[] | undefined;
}

function partSizes(item: Item, { shapeOf }: Around): readonly number[] {
  const { sizes, parts } = item.attributes;
  if (Array.isArray(sizes)) return sizes.map(Number);
  const size = shapeOf(item.id, "part1")?.[0];
  if (size === undefined)
    return unwritable(item, item.type.id, "the sizes of its parts are not known", "set its sizes, or wire it so that they follow", "part1");
  return Array.from({ length: Number(parts) }, () => size);
}

/** `s` in two parts is s_1 and s_2; parts of a split that nobody has named have no names either. */
export function partsAsSlices(item: Item, around: Around): readonly Item[] {
  const type = around.registry.get("slice");
  if (!type) return unwritable(item, item.type.id, "it has no notation", "take the parts with slice nodes");
  let from = 1;
  return partSizes(item, around).map((size, index) => {
    const attributes = { ...defaultsOf(type), from, to: from + size - 1 };
    from += size;
    const id = item.id.includes("$") ? `${item.id}$${index + 1}` : around.names.take(`${item.id}_${index + 1}`);
    return newItem(id, type, attributes, { ports: inputPorts(type, attributes) });
  });
}
