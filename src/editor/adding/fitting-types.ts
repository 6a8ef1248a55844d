// Node types that a wire could go on to: those with a port that would take it. The type's own shape rule is asked with what is
// known of the wire, which costs nothing; the engine has the last word when the wire is made.

import { Problem } from "../../base/errors.ts";
import type { Shape } from "../../engine/tape.ts";
import type { PortId } from "../../graph/document.ts";
import {
  inputPorts,
  type NodeType,
  outputPorts,
  type PortSpec,
  type ResolvedAttributes,
  type Role,
  type ShapeView,
} from "../../graph/node-type.ts";

const defaultsOf = (type: NodeType): ResolvedAttributes => Object.fromEntries(type.attributes.map((spec) => [spec.id, spec.default]));

/** A variadic port is entered at its first place. */
const entryOf = (spec: PortSpec): PortId => (spec.variadic ? `${spec.id}1` : spec.id);

/** Ports that a value may be wired into, the needed ones first; a node's own weights last. */
export function entries(ports: readonly PortSpec[]): PortId[] {
  const rank = (spec: PortSpec) => (spec.parameter ? 2 : spec.optional ? 1 : 0);
  return [...ports].sort((a, b) => rank(a) - rank(b)).map(entryOf);
}

/** A wire that hangs at an input begins at a port that gives something. */
export const hasExit = (type: NodeType): boolean => outputPorts(type, defaultsOf(type)).length > 0;

/** A node of the type that stands alone, but for one wire. */
function aloneWith(type: NodeType, port: PortId, shape: Shape): ShapeView {
  return {
    attributes: defaultsOf(type),
    ports: [port],
    guessing: false,
    input: (asked) => (asked === port ? shape : undefined),
    output: () => undefined,
    setInput: () => undefined,
    setOutput: () => undefined,
    fail: ({ what }) => {
      throw new Problem({ code: "shape-mismatch", message: what });
    },
  };
}

function takes(type: NodeType, port: PortId, shape: Shape): boolean {
  try {
    type.shapes(aloneWith(type, port, shape));
    return true;
  } catch (error) {
    if (error instanceof Problem) return false;
    throw error;
  }
}

/** Whether a port is for what a node of this role gives: schedules go to learning rates, values everywhere else. */
export const isFor = ({ takes: roles }: PortSpec, role: Role): boolean => (roles ? roles.includes(role) : role !== "schedule");

/** The port of a new node that a value of this shape, from a node of this role, would go into; null where none takes it. */
export function fittingEntry(type: NodeType, shape: Shape | undefined, from: Role = "operation"): PortId | null {
  const free = inputPorts(type, defaultsOf(type)).filter((spec) => !spec.parameter && isFor(spec, from));
  return entries(free).find((port) => shape === undefined || takes(type, port, shape)) ?? null;
}
