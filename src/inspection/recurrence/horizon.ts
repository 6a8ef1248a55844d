// The memory horizon of a state that is kept by a factor, c = φ ⊙ c⁻ + ...: what is left of it after k steps is Π φ, by itself, without
// the ways through the rest of the cell. For an LSTM φ is the forget gate, in a GRU 1 - z, a decay in the cells with momentum.

import { portKey } from "../../compiler/shapes.ts";
import { endOf, type Jacobian } from "./jacobian.ts";
import type { LocalFactor } from "./local-factor.ts";
import type { RecurrentState } from "./states.ts";
import type { Subject } from "./subject.ts";

export interface Horizon {
  /** `[T][n]`: φ at each step. */
  readonly kept: Float64Array;
  /** `[T][n]`: product of φ over all steps after i, so ∂c_T/∂c_i along the line of c alone; 1 at the last step. */
  readonly products: Float64Array;
  /** `[T]`: mean magnitude of the products over the units. */
  readonly means: Float64Array;
  /** `[T]`: mean magnitude of the diagonal of the whole ∂c_T/∂c_i, through all ways. */
  readonly total: Float64Array;
  /** Steps back until `means` falls below 1/e; null where it does not within the example. */
  readonly steps: number | null;
}

/** φ at each step: the sum over the ways from the delayed state to the state that do nothing but scale and add up. Null where there is none. */
function keptBy(subject: Subject, state: RecurrentState, factors: readonly LocalFactor[]): Float64Array | null {
  const size = subject.steps * state.units;
  const scale = new Map<string, Float64Array>();
  const outputs = state.cycle.members
    .filter(({ path }) => state.delays.includes(path))
    .map(({ path, outputs: [port] }) => portKey(path, port!.id));
  for (const key of outputs) scale.set(key, new Float64Array(size).fill(1));
  for (const { from, node, output, diagonal, scales, columns } of factors) {
    const before = scale.get(portKey(from.path, from.port));
    if (!before || !diagonal || !scales || columns !== state.units) continue;
    const key = portKey(node.path, output);
    const sum = scale.get(key);
    scale.set(
      key,
      before.map((x, k) => x * diagonal[k]! + (sum?.[k] ?? 0)),
    );
  }
  return scale.get(portKey(state.path, state.port)) ?? null;
}

/** From the end of the state to its beginning. */
function stepsBack({ steps }: Subject, state: RecurrentState): number[] {
  const end = endOf(state, steps);
  return Array.from({ length: steps }, (_, k) => Math.abs(end - k));
}

function productsOf(kept: Float64Array, order: readonly number[], units: number): Float64Array {
  const products = new Float64Array(kept.length);
  order.forEach((t, k) => {
    const later = order[k - 1];
    for (let unit = 0; unit < units; unit++) {
      products[t * units + unit] = later === undefined ? 1 : products[later * units + unit]! * kept[later * units + unit]!;
    }
  });
  return products;
}

const meanOf = (steps: number, units: number, at: (t: number, unit: number) => number): Float64Array =>
  Float64Array.from({ length: steps }, (_, t) => {
    let sum = 0;
    for (let unit = 0; unit < units; unit++) sum += Math.abs(at(t, unit));
    return sum / units;
  });

/**
 * Null for a state that nothing keeps but the way through a matrix or a bent function, as in a simple recurrent cell.
 * @param factors in the order of the cycle's members
 * @param own the state's Jacobian by itself
 */
export function memoryHorizon(subject: Subject, state: RecurrentState, factors: readonly LocalFactor[], own: Jacobian): Horizon | null {
  const kept = keptBy(subject, state, factors);
  if (!kept) return null;
  const { steps } = subject;
  const { units } = state;
  const order = stepsBack(subject, state);
  const products = productsOf(kept, order, units);
  const means = meanOf(steps, units, (t, unit) => products[t * units + unit]!);
  const total = meanOf(steps, units, (t, unit) => own.numbers[(t * units + unit) * units + unit]!);
  const fallen = order.findIndex((t) => means[t]! < 1 / Math.E);
  return { kept, products, means, total, steps: fallen < 0 ? null : fallen };
}
