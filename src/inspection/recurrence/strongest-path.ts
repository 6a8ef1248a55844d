// The strongest way back: of all paths along which a gradient comes from the end of a state to its beginning, the one whose local gains
// have the largest product (Viterbi, 1967, over the unrolled cycle). What shrinks or grows on it decides what arrives.

import { portKey } from "../../compiler/shapes.ts";
import { endOf } from "./jacobian.ts";
import type { LocalFactor } from "./local-factor.ts";
import type { RecurrentState } from "./states.ts";
import type { Subject } from "./subject.ts";

/** A node's share in what the path does to a gradient. */
export interface Share {
  readonly path: string;
  /** Sum of the logarithms of its gains on the path. */
  readonly total: number;
  /** How often the path leads through it. */
  readonly passes: number;
  /** exp(total / passes): the factor of one pass. */
  readonly factor: number;
}

/** Below this a gain is as good as none, and a product of many stays a number. */
const LEAST = 1e-300;

interface Move {
  /** Where the path goes on, one step later where that is a delay. */
  readonly to: string;
  readonly step: number;
  /** Null for a delay. */
  readonly factor: LocalFactor | null;
}

interface Best {
  readonly log: number;
  readonly next: Move | null;
}

/** Best ways from the places of one step to the end, by output port. */
type AtStep = Map<string, Best>;

const offer = (places: AtStep, key: string, log: number, next: Move): void => {
  const known = places.get(key);
  if (!known || log > known.log) places.set(key, { log, next });
};

function factorsInto(factors: readonly LocalFactor[]): ReadonlyMap<string, readonly LocalFactor[]> {
  const into = new Map<string, LocalFactor[]>();
  for (const factor of factors) into.set(factor.node.path, [...(into.get(factor.node.path) ?? []), factor]);
  return into;
}

class Search {
  private readonly into: ReadonlyMap<string, readonly LocalFactor[]>;
  private readonly steps: AtStep[];

  constructor(
    private readonly subject: Subject,
    private readonly state: RecurrentState,
    factors: readonly LocalFactor[],
  ) {
    this.into = factorsInto(factors);
    this.steps = Array.from({ length: subject.steps }, () => new Map());
  }

  /** The moves of the path, from the first step on which one begins. */
  path(): readonly Move[] {
    const { steps } = this.subject;
    const backward = this.state.direction === "forward" ? -1 : 1;
    const goal = portKey(this.state.path, this.state.port);
    const end = endOf(this.state, steps);
    this.steps[end]!.set(goal, { log: 0, next: null });
    let begin = end;
    for (let t = end; t >= 0 && t < steps; t += backward) {
      this.withinStep(t);
      if (this.steps[t]!.has(goal)) begin = t;
      this.toStepBefore(t, t + backward);
    }
    return this.follow(goal, begin);
  }

  private withinStep(t: number): void {
    const places = this.steps[t]!;
    for (const node of this.state.cycle.members.toReversed()) {
      for (const factor of this.into.get(node.path) ?? []) {
        const to = portKey(node.path, factor.output);
        const best = places.get(to);
        if (!best) continue;
        const log = best.log + Math.log(Math.max(LEAST, factor.gain[t]!));
        offer(places, portKey(factor.from.path, factor.from.port), log, { to, step: t, factor });
      }
    }
  }

  private toStepBefore(t: number, before: number): void {
    const places = this.steps[before];
    if (!places) return;
    for (const node of this.state.cycle.members) {
      const from = node.type.role === "delay" ? node.inputs.get("x") : undefined;
      const to = portKey(node.path, node.outputs[0]!.id);
      const best = this.steps[t]!.get(to);
      if (from && best) offer(places, portKey(from.path, from.port), best.log, { to, step: t, factor: null });
    }
  }

  private follow(key: string, step: number): Move[] {
    const moves: Move[] = [];
    for (let next = this.steps[step]?.get(key)?.next; next; next = this.steps[next.step]?.get(next.to)?.next) moves.push(next);
    return moves;
  }
}

/** What each node on the strongest path adds, in the order of the path. Gains of 1 (sums, stacks) are among them. */
export function strongestPath(subject: Subject, state: RecurrentState, factors: readonly LocalFactor[]): readonly Share[] {
  const sums = new Map<string, { total: number; passes: number }>();
  for (const { factor, step } of new Search(subject, state, factors).path()) {
    if (!factor) continue;
    const { total, passes } = sums.get(factor.node.path) ?? { total: 0, passes: 0 };
    sums.set(factor.node.path, { total: total + Math.log(Math.max(LEAST, factor.gain[step]!)), passes: passes + 1 });
  }
  return [...sums].map(([path, { total, passes }]) => ({ path, total, passes, factor: Math.exp(total / passes) }));
}
