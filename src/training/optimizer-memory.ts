// What an optimizer gathers while it trains: averages of gradients, the number of steps. With it training goes on as if it had not stopped.

import type { OptimizerUse } from "../compiler/program.ts";
import { ruleText } from "../compiler/rule-text.ts";
import type { Numbers, Precision } from "../engine/backend/executable.ts";
import { prepare } from "../engine/backend/reference/executor.ts";
import type { Registry } from "../graph/node-type.ts";
import type { TrainingTape } from "./training-tape.ts";

/** Which optimizer has gathered: another one means something else by its states. */
interface Gatherer {
  /** The type, or the name of a graph of the document's. */
  readonly optimizer: string;
  /** Its update rule as text: a drawn copy of a built-in optimizer has the same. Drivers have none, nor have records of before. */
  readonly rule?: string;
}

export interface OptimizerMemory extends Gatherer {
  /** Steps made, for bias corrections. */
  readonly steps: number;
  /** By parameter and state, `lstm.W_f m`, and by schedule and state, `rate best`; row by row. */
  readonly states: ReadonlyMap<string, Float64Array>;
}

export function gathererOf({ type, attributes, graph }: OptimizerUse, registry: Registry): Gatherer {
  const optimizer = [type.id, attributes.cell ?? ""].join(" ").trim();
  return graph ? { optimizer, rule: ruleText(graph, registry) } : { optimizer };
}

/**
 * The states before the first step, by key.
 * @param weightOf numbers of a parameter by its name, row by row
 */
export function begunStates(
  { start, parameters, settings, states }: TrainingTape,
  weightOf: (name: string) => Numbers,
  precision: Precision,
): Map<string, Numbers> {
  const weights = parameters.map(({ slot }) => weightOf(slot.name));
  const begun = prepare(start, precision).run([...weights, ...settings.map(({ data }) => Float64Array.from(data))]);
  return new Map(states.map(({ key }, index) => [key, begun[index]!.slice()]));
}

/** Whether these are the states that a memory was gathered in. An edited graph goes on with them while they keep names and sizes. */
export function fitsMemory(
  { optimizer, rule, states }: OptimizerMemory,
  now: Gatherer,
  wanted: ReadonlyMap<string, { readonly length: number }>,
): boolean {
  const isSame = optimizer === now.optimizer || (rule !== undefined && rule === now.rule);
  if (!isSame || states.size !== wanted.size) return false;
  return [...wanted].every(([key, { length }]) => states.get(key)?.length === length);
}
