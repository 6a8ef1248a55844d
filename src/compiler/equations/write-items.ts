// Expressions for all items, what they read first. What would be too deep to be read again gets lines of its own.

import { attempt, Problem } from "../../base/errors.ts";
import { components } from "../../base/topology.ts";
import type { FreshNames } from "../../graph/fresh-id.ts";
import { type Expression, partsOf } from "./expression.ts";
import { formatExpression } from "./format.ts";
import { formulaOf } from "./formula.ts";
import { checkLine } from "./line-check.ts";
import { giveName, repeats } from "./naming.ts";
import { type Item, isDelay, readsByName } from "./sheet.ts";
import { scanLine } from "./tokens.ts";
import { isChained, readItem } from "./written-delays.ts";

/** Items whose text becomes part of this one's. */
function partsOfItem(item: Item): Item[] {
  if (isDelay(item)) return isChained(item) ? [readItem(item)] : [];
  return [...item.inputs].filter(([port, source]) => source.name === null && !readsByName(item, port)).map(([, source]) => source);
}

/** Expressions of fewer parts than this are never too deep. */
const shallow = 40;

function hasMoreParts(expression: Expression, most: number): boolean {
  const open = [expression];
  for (let count = 0; open.length > 0; count++) {
    if (count > most) return true;
    open.push(...partsOf(open.pop()!));
  }
  return false;
}

const canBeRead = (expression: Expression): boolean =>
  !hasMoreParts(expression, shallow) || attempt(() => checkLine(scanLine(`x = ${formatExpression(expression)}`, 1))).ok;

function write(item: Item, names: FreshNames): void {
  item.expression = formulaOf(item);
  if (canBeRead(item.expression)) return;
  for (const part of partsOfItem(item)) if (!repeats(part)) giveName(part, names);
  item.expression = formulaOf(item);
}

export function writeItems(items: readonly Item[], names: FreshNames): void {
  for (const component of components(items, partsOfItem)) {
    const [item] = component;
    if (component.length > 1 || !item || partsOfItem(item).includes(item)) refuseCycle(component);
    write(item!, names);
  }
}

function refuseCycle(items: readonly Item[]): never {
  const names = items.map(({ id }) => id).join(" → ");
  throw new Problem({
    code: "cycle-without-delay",
    message: `the cycle ${names} has no delay`,
    ...(items[0] && { where: { node: items[0].id } }),
    got: names,
    expected: "a delay on every cycle",
    remedy: "put a delay (z⁻¹) on one of its wires",
  });
}
