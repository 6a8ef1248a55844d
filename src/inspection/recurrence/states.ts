// The states of a graph: values on a cycle that a delay takes to the next step; and the sequences that a state depends on.

import { type Direction, delayDirection, type Stage } from "../../compiler/order.ts";
import { portKey } from "../../compiler/shapes.ts";
import { sizeOf } from "../../engine/tape.ts";
import type { Located, Subject } from "./subject.ts";

export type Cycle = Extract<Stage, { kind: "scan" }>;

export interface RecurrentState {
  /** As people write it, `lstm.C`. */
  readonly name: string;
  readonly path: string;
  readonly port: string;
  /** Paths of the delays that take it to the next step. */
  readonly delays: readonly string[];
  /** n: its components. */
  readonly units: number;
  readonly cycle: Cycle;
  readonly direction: Direction;
  /** The first output of its cell or of the graph, or something else that is had outside of the cycle, or neither. */
  readonly standing: "main" | "given" | "inner";
}

const isCycle = (stage: Stage): stage is Cycle => stage.kind === "scan";

/** Outputs give a value a second name; the first output of a cell that of the cell itself, `lstm` for `lstm.h`. */
function standingOf({ nodes, program, outputs }: Subject, cycle: Cycle, key: string): RecurrentState["standing"] {
  const names = program.values.filter(({ path, port }) => portKey(path, port) === key);
  if ([...outputs][0] === key || names.some(({ name, path }) => path.startsWith(`${name}.`))) return "main";
  const members = new Set(cycle.members.map(({ path }) => path));
  const isRead = [...nodes.values()].some(
    (node) => !members.has(node.path) && [...node.inputs.values()].some(({ path, port }) => portKey(path, port) === key),
  );
  return isRead || outputs.has(key) || names.length > 1 ? "given" : "inner";
}

function statesOf(subject: Subject, cycle: Cycle): RecurrentState[] {
  const delays = cycle.members.filter(({ type }) => type.role === "delay");
  const delaysOf = new Map<string, string[]>();
  for (const delay of delays) {
    const from = delay.inputs.get("x");
    // a delay of a delay is the same state, seen later
    if (!from || subject.nodes.get(from.path)?.type.role === "delay") continue;
    const key = portKey(from.path, from.port);
    delaysOf.set(key, [...(delaysOf.get(key) ?? []), delay.path]);
  }
  return [...delaysOf].flatMap(([key, paths]): RecurrentState[] => {
    const found = subject.values.get(key);
    if (!found) return [];
    const { name, path, port, shape } = found.named;
    const direction = delayDirection(delays[0]!);
    return [{ name, path, port, delays: paths, units: sizeOf(shape), cycle, direction, standing: standingOf(subject, cycle, key) }];
  });
}

/** All of them, in the order in which they are computed. */
export const recurrentStates = (subject: Subject): readonly RecurrentState[] =>
  subject.stages.filter(isCycle).flatMap((cycle) => statesOf(subject, cycle));

/** The one to begin with: of the cycle that is computed last, what is given to the outside; so `h`, before what only leads to it. */
export function defaultState(states: readonly RecurrentState[]): RecurrentState | undefined {
  const last = states.filter(({ cycle }) => cycle === states.at(-1)?.cycle);
  return last.find(({ standing }) => standing === "main") ?? last.findLast(({ standing }) => standing === "given") ?? last.at(-1);
}

/** Paths of all nodes that the state depends on, through delays too; its own among them. */
export function ancestors({ nodes }: Subject, { path }: RecurrentState): ReadonlySet<string> {
  const found = new Set([path]);
  const waiting = [path];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    for (const from of nodes.get(next)?.inputs.values() ?? []) {
      if (found.has(from.path)) continue;
      found.add(from.path);
      waiting.push(from.path);
    }
  }
  return found;
}

/** The fed sequences that a state depends on: `reber.x`. */
export function sequencesInto(subject: Subject, state: RecurrentState): readonly Located[] {
  const above = ancestors(subject, state);
  const read = new Set(
    [...above].flatMap((path) => [...(subject.nodes.get(path)?.inputs.values() ?? [])].map((from) => portKey(from.path, from.port))),
  );
  const slots = subject.program.slots.filter(({ kind, time, path, port }) => kind === "input" && time && read.has(portKey(path, port)));
  return slots.flatMap(({ path, port }) => subject.values.get(portKey(path, port)) ?? []);
}
