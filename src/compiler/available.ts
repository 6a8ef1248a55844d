// What can be computed: nodes with a missing input, and everything that depends on them, are set aside with the reason.

import type { ProblemData } from "../base/errors.ts";
import { variadicIndex } from "../graph/node-type.ts";
import type { FlatNode } from "./flatten.ts";
import { type Forms, fedForm } from "./program.ts";

const label = (node: FlatNode) => `${node.type.title.toLowerCase()} "${node.path}"`;

function missingPort(node: FlatNode): ProblemData | null {
  const wired = [...node.inputs.keys()];
  for (const spec of node.inputSpecs) {
    const count = spec.variadic ? wired.filter((port) => variadicIndex(spec, port) !== null).length : wired.includes(spec.id) ? 1 : 0;
    const needed = spec.optional || spec.parameter ? 0 : (spec.variadic?.minimum ?? 1);
    if (count >= needed) continue;
    return {
      code: "missing-input",
      message: `${label(node)}: input ${spec.id} has no wire`,
      where: { node: node.path, port: spec.id },
      got: "nothing",
      expected: spec.variadic ? `at least ${needed} wires` : "a wire",
      remedy: `wire something into ${spec.id}`,
    };
  }
  return null;
}

const noNumbers = (node: FlatNode, expected: string, remedy: string): ProblemData => ({
  code: "not-fed",
  message: `${label(node)}: no numbers are given for it`,
  where: { node: node.path },
  got: "nothing",
  expected,
  remedy,
});

function notFed(node: FlatNode, forms: Forms): ProblemData | null {
  const { role } = node.type;
  if (role === "data") return dataNotFed(node, forms);
  if (role !== "input" && role !== "sequence") return null;
  if (node.inputs.has("x") || node.attributes.optional === true) return null;
  if (node.prefix !== "") return missingBorder(node);
  if (fedForm(forms, node.path)) return null;
  const expected = role === "sequence" ? "numbers for each step" : "numbers";
  return noNumbers(node, expected, `feed "${node.path}" with --values, or wire a data node in its place`);
}

/** A data node whose data could not be made, or were not asked for. */
function dataNotFed(node: FlatNode, forms: Forms): ProblemData | null {
  const missing = node.outputs.find((port) => !fedForm(forms, `${node.path}.${port.id}`));
  return missing ? noNumbers(node, "its examples", `feed "${node.path}.${missing.id}" with --values`) : null;
}

/** A delay needs to know how many steps there are. */
const noSteps = (node: FlatNode): ProblemData => ({
  code: "no-steps",
  message: `${label(node)}: nothing says how many steps there are`,
  where: { node: node.path },
  got: "no steps",
  expected: "at least one sequence, fed with numbers",
  remedy: "add a sequence, or feed one",
});

function missingBorder(node: FlatNode): ProblemData {
  const cell = node.prefix.slice(0, -1);
  const port = node.node.id;
  return {
    code: "missing-input",
    message: `cell "${cell}": input ${port} has no wire`,
    where: { node: cell, port },
    got: "nothing",
    expected: "a wire",
    remedy: `wire something into ${port}`,
  };
}

export interface Availability {
  readonly nodes: ReadonlyMap<string, FlatNode>;
  /** Why the others are left out; one problem for each cause, none for what merely depends on it. */
  readonly problems: readonly ProblemData[];
}

/** Drops `without` and all that reads from it. */
export function dropDependents(nodes: ReadonlyMap<string, FlatNode>, without: Iterable<string>): Map<string, FlatNode> {
  const readers = new Map<string, string[]>();
  for (const node of nodes.values()) {
    for (const { path } of node.inputs.values()) readers.set(path, [...(readers.get(path) ?? []), node.path]);
  }
  const dropped = new Set(without);
  for (const path of dropped) for (const reader of readers.get(path) ?? []) dropped.add(reader);
  return new Map([...nodes].filter(([path]) => !dropped.has(path)));
}

export function availableNodes(nodes: ReadonlyMap<string, FlatNode>, forms: Forms): Availability {
  const causes = [...nodes.values()].flatMap((node) => {
    const problem = notFed(node, forms) ?? missingPort(node);
    return problem ? [{ path: node.path, problem }] : [];
  });
  const absent = [...nodes.values()].filter((node) => [...node.inputs.values()].some(({ path }) => !nodes.has(path)));
  const without = [...causes.map(({ path }) => path), ...absent.map(({ path }) => path)];
  const complete = dropDependents(nodes, without);
  // that there are no steps is told only where it does not follow from a sequence that is not fed
  const waiting = forms.steps === null ? [...complete.values()].filter((node) => node.type.role === "delay") : [];
  return {
    nodes: dropDependents(
      complete,
      waiting.map((node) => node.path),
    ),
    problems: [...causes.map(({ problem }) => problem), ...waiting.map(noSteps)],
  };
}
