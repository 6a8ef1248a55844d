// Where a state of the step before lies, untouched, within other values of the step: behind concatenations and slices.

import { portKey } from "../../compiler/shapes.ts";
import type { LocalFactor } from "./local-factor.ts";
import type { RecurrentState } from "./states.ts";

/** For each component of the state, its place in the value. */
export type Places = readonly number[];

/** Of a gain that random directions have told. */
const SLACK = 1e-6;

/** For each operand component, the one place of the result that it becomes; null where the node does more than to move components. */
export function moves({ sample, diagonal, gain, rows, columns }: LocalFactor): readonly (number | null)[] | null {
  if (diagonal?.every((x) => x === 1)) return Array.from({ length: columns }, (_, column) => column);
  if (!sample || gain.some((x) => Math.abs(x - gain[0]!) > SLACK)) return null;
  if (sample.some((x) => x !== 0 && x !== 1)) return null;
  return Array.from({ length: columns }, (_, column) => {
    const places = Array.from({ length: rows }, (_, row) => row).filter((row) => sample[row * columns + column] === 1);
    return places.length === 1 ? places[0]! : null;
  });
}

function moved(places: Places | null, factor: LocalFactor): Places | null {
  const map = places && moves(factor);
  const found = map ? places.map((place) => map[place] ?? null) : null;
  return found?.every((place) => place !== null) ? found : null;
}

/**
 * By output port: what depends on the state of the step before within the step, and the state's places where its components are only moved
 * (null where something has been done to them).
 * @param factors in the order of the cycle's members
 */
export function placesWithinStep({ delays, units }: RecurrentState, cycle: RecurrentState["cycle"], factors: readonly LocalFactor[]) {
  const found = new Map<string, Places | null>();
  const own = Array.from({ length: units }, (_, k) => k);
  for (const { path, outputs } of cycle.members) if (delays.includes(path)) found.set(portKey(path, outputs[0]!.id), own);
  for (const factor of factors) {
    const from = portKey(factor.from.path, factor.from.port);
    const places = found.get(from);
    if (places === undefined) continue;
    const to = portKey(factor.node.path, factor.output);
    // what comes together from two sides is something else than either
    found.set(to, found.has(to) ? null : moved(places, factor));
  }
  return found as ReadonlyMap<string, Places | null>;
}
