// The strongest way back: of all paths along which a gradient comes from the end of a state to its beginning, the one that carries most of it
// (Viterbi, 1967, over the unrolled cycle), and what is done to the gradient on it: by each node, and where other ways meet it.

import { portKey } from "../../compiler/shapes.ts";
import type { Flow, Passage } from "./flow.ts";
import { endOf } from "./jacobian.ts";
import type { RecurrentState } from "./states.ts";
import type { Subject } from "./subject.ts";

/** What is done to a gradient on the path at one place. All of them add up to the logarithm of what is left at its end. */
export interface Share {
  /** Of the node. */
  readonly path: string;
  /** What the node does to what passes it, or what other ways do that meet the path behind its output. */
  readonly kind: "node" | "meeting";
  /** Sum of the logarithms of its factors on the path. */
  readonly total: number;
  /** How often the path leads through it. */
  readonly passes: number;
}

/** Below this a gain is as good as none, and a product of many stays a number. */
const LEAST = 1e-300;

const logOf = (gain: number): number => Math.log(Math.max(LEAST, gain));

type Lengths = Flow["lengths"];

interface Place {
  /** An output port. */
  readonly key: string;
  readonly step: number;
}

interface Move {
  readonly from: Place;
  /** One step later where it leads through a delay. */
  readonly to: Place;
  /** Null for a delay. */
  readonly passage: Passage | null;
}

interface Best {
  readonly log: number;
  readonly next: Move | null;
}

/** What the other ways do that meet the path behind `to`: they add to what comes from there, or cancel it. */
function meeting(lengths: Lengths, from: Place, to: Place, gain: number): number {
  const lengthAt = ({ key, step }: Place): number => lengths.get(key)?.[step] ?? 0;
  return logOf(lengthAt(from)) - logOf(lengthAt(to) * gain);
}

/** Best ways from the places of one step to the end, by output port. */
type AtStep = Map<string, Best>;

function offer(places: AtStep, log: number, next: Move): void {
  const known = places.get(next.from.key);
  if (!known || log > known.log) places.set(next.from.key, { log, next });
}

function passagesInto(passages: readonly Passage[]): ReadonlyMap<string, readonly Passage[]> {
  const into = new Map<string, Passage[]>();
  for (const passage of passages) {
    const { path } = passage.factor.node;
    into.set(path, [...(into.get(path) ?? []), passage]);
  }
  return into;
}

class Search {
  private readonly into: ReadonlyMap<string, readonly Passage[]>;
  private readonly steps: AtStep[];

  constructor(
    subject: Subject,
    private readonly state: RecurrentState,
    passages: readonly Passage[],
    private readonly lengths: Lengths | null,
  ) {
    this.into = passagesInto(passages);
    this.steps = Array.from({ length: subject.steps }, () => new Map());
  }

  /** Logarithm: of the gain, or, where lengths are known, how nearly what arrives is what comes this way alone. */
  private worth(from: Place, to: Place, gain: number): number {
    return this.lengths ? -Math.abs(meeting(this.lengths, from, to, gain)) : logOf(gain);
  }

  /** The moves of the path, from the beginning on; none where there is no path. */
  path(begin: number): readonly Move[] {
    const goal = portKey(this.state.path, this.state.port);
    const end = endOf(this.state, this.steps.length);
    const backward = begin < end ? -1 : 1;
    this.steps[end]!.set(goal, { log: 0, next: null });
    for (let t = end; t !== begin; t += backward) {
      this.withinStep(t);
      this.toStepBefore(t, t + backward);
    }
    this.withinStep(begin);
    return this.follow({ key: goal, step: begin });
  }

  private withinStep(t: number): void {
    const places = this.steps[t]!;
    for (const node of this.state.cycle.members.toReversed()) {
      for (const passage of this.into.get(node.path) ?? []) {
        const { factor, gain } = passage;
        const to = { key: portKey(node.path, factor.output), step: t };
        const best = places.get(to.key);
        if (!best) continue;
        const from = { key: portKey(factor.from.path, factor.from.port), step: t };
        offer(places, best.log + this.worth(from, to, gain[t]!), { from, to, passage });
      }
    }
  }

  private toStepBefore(t: number, before: number): void {
    for (const node of this.state.cycle.members) {
      const source = node.type.role === "delay" ? node.inputs.get("x") : undefined;
      const to = { key: portKey(node.path, node.outputs[0]!.id), step: t };
      const best = this.steps[t]!.get(to.key);
      if (!source || !best) continue;
      const from = { key: portKey(source.path, source.port), step: before };
      offer(this.steps[before]!, best.log + this.worth(from, to, 1), { from, to, passage: null });
    }
  }

  private follow(start: Place): Move[] {
    const moves: Move[] = [];
    for (let next = this.at(start); next; next = this.at(next.to)) moves.push(next);
    return moves;
  }

  private at({ key, step }: Place): Move | null | undefined {
    return this.steps[step]!.get(key)?.next;
  }
}

/** Sums by place, in the order of the path. */
class Shares {
  private readonly sums = new Map<string, Share>();

  add(path: string, kind: Share["kind"], log: number): void {
    const key = `${kind} ${path}`;
    const { total, passes } = this.sums.get(key) ?? { total: 0, passes: 0 };
    this.sums.set(key, { path, kind, total: total + log, passes: passes + 1 });
  }

  get all(): readonly Share[] {
    return [...this.sums.values()];
  }
}

const nodeOf = ({ key }: Place): string => key.slice(0, key.lastIndexOf(":"));

/**
 * What is done on the strongest path, in its order. What does nothing (sums, stacks) is among it.
 * @param lengths of the gradient at all values, all ways together; null where there is none, so that the path is that of the largest gains
 * @param begin the step at which the path begins
 */
export function strongestPath(
  subject: Subject,
  state: RecurrentState,
  { passages, lengths }: { readonly passages: readonly Passage[]; readonly lengths: Lengths | null },
  begin: number,
): readonly Share[] {
  const shares = new Shares();
  for (const { from, to, passage } of new Search(subject, state, passages, lengths).path(begin)) {
    const gain = passage ? passage.gain[to.step]! : 1;
    if (lengths) shares.add(nodeOf(from), "meeting", meeting(lengths, from, to, gain));
    if (passage) shares.add(passage.factor.node.path, "node", logOf(gain));
  }
  return shares.all;
}
