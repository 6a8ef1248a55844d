// What a graph must be to serve as an update rule; each fault is one located Problem at the optimizer.

import { Problem } from "../base/errors.ts";
import { eliminateDeadCode } from "../engine/passes/dead-code.ts";
import type { Tape } from "../engine/tape.ts";
import type { PortSpec } from "../graph/node-type.ts";
import type { FlatNode } from "./flatten.ts";
import { delayDirection } from "./order.ts";
import type { Slot } from "./program.ts";

/** Ids of the nodes through which an optimizer's graph is fed. `w` and `g` have the parameter's shape, `eta` and `k` are numbers. */
export const borders = { w: "weight", g: "gradient", eta: "learningRate", k: "step" } as const;

/** The weight after the step, and, where the graph says so, the point at which the gradient is taken. */
export const NEXT = "w_next";
export const AHEAD = "ahead";

type Nodes = ReadonlyMap<string, FlatNode>;

interface Fault {
  readonly got: string;
  readonly expected: string;
  readonly remedy: string;
}

const FOLLOWS = "values that follow from w, g, eta, k and states";

/** @param where path of the optimizer */
export function refuse(where: string, what: string, rest: Partial<Fault> = {}): never {
  throw new Problem({ code: "bad-optimizer", message: `optimizer "${where}": ${what}`, where: { node: where }, ...rest });
}

export const isBorder = ({ type, prefix }: FlatNode): boolean => prefix === "" && (type.role === "input" || type.role === "sequence");

/** The first input that must have a wire and has none. */
function unwired({ inputSpecs, inputs }: FlatNode): string | undefined {
  const wires = ({ id, variadic }: PortSpec) =>
    variadic ? [...inputs.keys()].filter((port) => port.startsWith(id)).length : Number(inputs.has(id));
  return inputSpecs.find((spec) => !spec.optional && !spec.parameter && wires(spec) < (spec.variadic?.minimum ?? 1))?.id;
}

function faultOf(node: FlatNode): Fault | null {
  const { type, path } = node;
  const open = unwired(node);
  if (open !== undefined) return { got: `no wire at input ${open}`, expected: "one", remedy: "open it, and wire the input" };
  const names = Object.keys(borders);
  if (isBorder(node) && !names.includes(path)) {
    const expected = `${names.join(", ")} (weight, gradient, learning rate, step)`;
    return { got: `input "${path}"`, expected, remedy: "rename it, or make it a constant" };
  }
  if (type.role === "delay" && delayDirection(node) === "backward")
    return { got: "the step after", expected: "the step before", remedy: "training goes forward: use z⁻¹" };
  if (type.role === "parameter" || node.inputSpecs.some(({ id, parameter }) => parameter && !node.inputs.has(id)))
    return { got: "a parameter of its own", expected: FOLLOWS, remedy: "use a constant or a state (z⁻¹)" };
  return null;
}

export function checkNodes(nodes: Nodes, where: string): void {
  for (const node of nodes.values()) {
    const fault = faultOf(node);
    if (fault) refuse(where, `${node.type.title} "${node.path}": got ${fault.got}, expected ${fault.expected}`, fault);
  }
}

/** What training draws or carries for a model has no place here: the states of an update rule are delays. */
export function checkSlots(slots: readonly Slot[], nodes: Nodes, where: string): void {
  const slot = slots.find(({ kind }) => kind === "noise" || kind === "running");
  const node = slot && nodes.get(slot.path);
  if (!node) return;
  const { title } = node.type;
  refuse(where, `${title} "${node.path}" is for models`, { got: title, expected: FOLLOWS, remedy: "leave it out" });
}

export const missingOutput = (where: string): never =>
  refuse(where, `its graph gives no ${NEXT}, the weight after the step`, {
    got: `no ${NEXT}`,
    expected: `an output ${NEXT}`,
    remedy: `open it, and wire the new weight into an output called ${NEXT}`,
  });

/** The point where the gradient is taken is there before the gradient: `tape` gives it and must not read the slot `g`. */
export function checkAhead(tape: Tape, slots: readonly Slot[], where: string): Tape {
  const gradient = tape.inputs[slots.findIndex(({ path }) => path === "g")];
  const isRead = eliminateDeadCode(tape).equations.some(({ inputs }) => gradient && inputs.includes(gradient));
  if (!isRead && !(gradient && tape.outputs.includes(gradient))) return tape;
  return refuse(where, `${AHEAD} reads the gradient, which is taken there`, {
    got: "the gradient g",
    expected: "weights, states and constants",
    remedy: `leave g out of what leads to ${AHEAD}`,
  });
}
