// What a node type is: one object that palette, inspector, validation, compiler, equations, exporters and tests read.

import { Problem } from "../base/errors.ts";
import type { TapeBuilder } from "../engine/builder.ts";
import type { Lowering, Signal } from "../engine/signal.ts";
import type { Shape, Value } from "../engine/tape.ts";
import type { AttributeValue, Document, PortId } from "./document.ts";

export type Category =
  | "operations"
  | "activations"
  | "linear"
  | "shape"
  | "time"
  | "cells"
  | "inputs"
  | "data"
  | "losses"
  | "metrics"
  | "optimizers"
  | "notes";

/** What the compiler makes of a node. An `operation` is lowered by its own rule; the others mean something to the compiler itself. */
export type Role =
  | "operation"
  | "input"
  | "sequence"
  | "output"
  | "parameter"
  | "constant"
  | "delay"
  | "cell"
  | "data"
  | "loss"
  | "metric"
  | "optimizer"
  | "schedule"
  | "comment"
  | "placeholder";

interface AttributeBase {
  readonly id: string;
  readonly title: string;
  /** One sentence for the inspector and the documentation page. */
  readonly summary: string;
}

export type AttributeSpec = AttributeBase &
  (
    | {
        readonly kind: "number";
        readonly default: number | null;
        readonly minimum?: number;
        readonly maximum?: number;
        /** Instead of a maximum: what it has to stay under. */
        readonly below?: number;
        readonly integer?: boolean;
        readonly unit?: string;
        /** Fed at run time, or only where numbers begin: changing it does not recompile. */
        readonly runtime?: boolean;
      }
    | { readonly kind: "boolean"; readonly default: boolean }
    | {
        readonly kind: "choice";
        readonly default: string;
        readonly options: readonly string[];
        /** Words that are also chosen with numbers in brackets, `uniform(0.5)`. */
        readonly calls?: readonly string[];
      }
    | { readonly kind: "text"; readonly default: string; readonly multiline?: boolean }
    /** Sizes of axes, `[3, 2]`. */
    | { readonly kind: "shape"; readonly default: readonly number[] | null }
    /** A number, a column or a matrix as nested arrays. */
    | { readonly kind: "tensor"; readonly default: AttributeValue }
  );

export interface PortSpec {
  readonly id: PortId;
  /** Letter in formulas; the id where it is missing. */
  readonly symbol?: string;
  readonly summary: string;
  readonly optional?: boolean;
  /** Takes any number of wires as `x1`, `x2`, ...; `minimum` of them at least (default 1). Inputs only. */
  readonly variadic?: { readonly minimum: number };
  /** Nodes of these roles alone can be wired to it, and a schedule only to a port that says so. Inputs only. */
  readonly takes?: readonly Role[];
  /** Wants what should become zero, number by number: a loss, which has summed it up, is refused. Inputs of optimizers only. */
  readonly residuals?: boolean;
  /** Trained by the node itself while no wire ends here; a wire shares a weight. Inputs only. */
  readonly parameter?: { readonly initializer: string };
}

/**
 * Shapes (features only, without time and batch) that are known so far around one node. A rule reads what is known and
 * states what follows, in both directions; the solver calls it until nothing new follows.
 */
export interface ShapeView {
  readonly attributes: ResolvedAttributes;
  /** Ids of the wired (or own-parameter) input ports, variadic ones spelled out. */
  readonly ports: readonly PortId[];
  input(port: PortId): Shape | undefined;
  output(port?: PortId): Shape | undefined;
  /** States a shape; a contradiction is a located Problem that names node, port, got and expected. */
  setInput(port: PortId, shape: Shape | undefined, because?: string): void;
  setOutput(shape: Shape | undefined, port?: PortId): void;
  /** True in the second round, when certain rules found nothing more: likely shapes may be stated now. */
  readonly guessing: boolean;
  /** Located failure in the common form. */
  fail(message: { port?: PortId; what: string; got?: string; expected?: string; remedy?: string }): never;
}

export type ResolvedAttributes = Readonly<Record<string, AttributeValue | null>>;

export interface LowerContext {
  readonly attributes: ResolvedAttributes;
  /** Signal at an input port; a missing optional input is undefined. */
  input(port: PortId): Signal | undefined;
  /** Signal at an input port that must be there. */
  need(port: PortId): Signal;
  /** All signals of a variadic port, in order. */
  all(port: PortId): readonly Signal[];
  /** Shape found by the solver for an output port (default: the first). */
  outputShape(port?: PortId): Shape;
  /** A `runtime` number attribute as a scalar signal. */
  setting(attribute: string): Signal;
  /** Even draws from [0, 1) with the axes of `like`, new ones at every training step; null in mode infer. One a node. */
  noise(like: Signal): Signal | null;
  /** Numbers without time and batch that training carries from step to step, `bn.runningMean`; no gradient changes them. */
  running(id: string, shape: Shape, initializer: "zeros" | "ones"): Signal;
  /** Says what a running value is after a training step. Off the cycles only: on one, a node has a value a step. */
  keep(id: string, after: Signal): void;
}

/** Signal for the single output, or one for each output port. */
export type LowerResult = Signal | Readonly<Record<PortId, Signal>>;

/** What a schedule of the learning rate may read; all are scalars. */
export interface ScheduleContext {
  /** Steps made since it began: 0 in the first. */
  readonly index: Value;
  /** The loss before this step. */
  readonly loss: Value;
  readonly states: Readonly<Record<string, Value>>;
  readonly attributes: ResolvedAttributes;
  /** A `runtime` number attribute. */
  setting(attribute: string): Value;
  /** What the schedule wired to `then` gives, begun `after` steps later; null where there is none. */
  following(after: Value): Value | null;
}

/** A learning rate that changes from step to step. */
export interface ScheduleRule {
  /** Numbers that it keeps from one step to the next, 0 at first. */
  readonly states: readonly string[];
  rate(tape: TapeBuilder, context: ScheduleContext): { rate: Value; states: Readonly<Record<string, Value>> };
}

export interface DataField {
  readonly port: PortId;
  readonly time: boolean;
}

export interface DataSource {
  /** Id in src/data's list of generators. */
  readonly generator: string;
  fields(attributes: ResolvedAttributes): readonly (DataField & { readonly shape: Shape })[];
}

/** How the equation notation writes a node; the parser reads calls and operators from the same place. */
export type Notation =
  /** `name(arguments..., attribute=value)`; `positional` attributes follow the operands without a name. */
  | {
      readonly kind: "call";
      readonly name: string;
      readonly aliases?: readonly string[];
      readonly operands: readonly PortId[];
      /** Attributes that follow the operands, in this order, without a name. */
      readonly positional?: readonly string[];
      /** Attributes written `name=value` where they differ from the default. */
      readonly keywords?: readonly string[];
      /** Attribute values that this name stands for, e.g. `softmaxCrossEntropy` or `sum` over "time". */
      readonly fixed?: Readonly<Record<string, AttributeValue>>;
    }
  | {
      readonly kind: "infix";
      readonly operator: "+" | "-" | "*" | ".*" | "/" | "./" | ".^" | "^";
      readonly operands: readonly [PortId, PortId];
    }
  | { readonly kind: "prefix"; readonly operator: "-"; readonly operand: PortId }
  | { readonly kind: "postfix"; readonly operator: "'"; readonly operand: PortId }
  /** Written out in other operations; `write` gets the operands as texts that need no further brackets. */
  | { readonly kind: "written"; write(operands: Readonly<Record<PortId, string>>, attributes: ResolvedAttributes): string }
  /** The notation has a form of its own for it: inputs, parameters, constants, delays, cells, optimizers. */
  | { readonly kind: "special" };

export interface NodeExample {
  readonly attributes?: Readonly<Record<string, AttributeValue>>;
  /** Features only (no time, no batch), nested arrays. */
  readonly inputs: Readonly<Record<PortId, AttributeValue>>;
  readonly outputs: Readonly<Record<PortId, AttributeValue>>;
  readonly source?: string;
}

/** What the component expression of a type may depend on. */
export interface ComponentView {
  readonly attributes: ResolvedAttributes;
  /** Wired input ports. */
  readonly ports: readonly PortId[];
  shape(port: PortId): Shape | undefined;
}

export interface NodeType {
  /** Permanent: it stands in files. */
  readonly id: string;
  readonly title: string;
  /** Drawn on the canvas, in TeX: `\\odot`. */
  readonly glyph: string;
  readonly category: Category;
  readonly role: Role;
  readonly summary: string;
  readonly searchWords: readonly string[];
  /** TeX over port symbols, `\\sigma(x)`. */
  readonly formula: string;
  /** Paper, note or standard the definition is from. */
  readonly source?: string;
  readonly attributes: readonly AttributeSpec[];
  readonly inputs: readonly PortSpec[] | ((attributes: ResolvedAttributes) => readonly PortSpec[]);
  readonly outputs: readonly PortSpec[] | ((attributes: ResolvedAttributes) => readonly PortSpec[]);
  /** What the shapes say about each other. */
  shapes(view: ShapeView): void;
  /** Emits primitives. Missing for roles that the compiler lowers itself. */
  readonly lower?: (lowering: Lowering, context: LowerContext) => LowerResult;
  /**
   * What people want to see of a node besides its outputs, by name; `loss.perStep` outside. Nothing is computed from it, it has no
   * gradient, and it is emitted only for those who look (`compile(..., {inner: true})`), never on a cycle.
   */
  readonly inner?: (lowering: Lowering, context: LowerContext) => Readonly<Record<string, Signal>>;
  /**
   * Optimizers that follow a graph whose time is the training step: the graph, for these attributes. Its sequences `w` (weight), `g`
   * (gradient) and `k` (number of the step) and its input `eta` (learning rate) are fed; its outputs are `w_next` and, where the gradient
   * is not taken at w, `ahead`. The graph's attributes are set by the node's attributes of the same names.
   */
  readonly update?: (attributes: ResolvedAttributes) => Document;
  /** Nodes between the loss and the optimizer: how they bound the gradient of all parameters by their attribute `limit`. */
  readonly clip?: "value" | "norm";
  readonly schedule?: ScheduleRule;
  /** Optimizers that need more than a gradient: the driver in `src/training/drivers` that trains instead of an update rule. */
  readonly driver?: string;
  /** Delays: which step the result is from, seen from its own: -1 for z⁻¹, 1 for z⁺¹. */
  readonly delay?: { readonly step: -1 | 1 };
  readonly data?: DataSource;
  /** Metrics: how those of several batches become one. Counts add up (the default), shares are averaged over the examples. */
  readonly aggregate?: "sum" | "mean";
  readonly notation: Notation | readonly Notation[];
  /** Local derivative ∂output/∂input per input port, in TeX. */
  readonly derivative?: Readonly<Record<PortId, string>>;
  /**
   * Elementwise types: one component of the result as a mathjs expression over ports and numeric attributes, to be
   * differentiated in symbols. A letter that is neither is an inner quantity, such as what a gate's function is applied to.
   */
  readonly component?: string | ((view: ComponentView) => string | null);
  /** Points where the gradient check must not step: kinks are checked by examples instead. */
  readonly kinks?: readonly number[];
  readonly examples: readonly NodeExample[];
}

/** The list of node types that somebody passes to the compiler, the editor or a test. */
export type Registry = ReadonlyMap<string, NodeType>;

const IDENTIFIER = /^[a-z][a-z0-9-]*$/;

/** Checks what the type system cannot, and gives the type back. */
export function defineNode(type: NodeType): NodeType {
  if (!IDENTIFIER.test(type.id)) {
    throw new Problem({ code: "bad-node-type", message: `node type "${type.id}": an id is lower case letters, digits and hyphens` });
  }
  if (type.role === "operation" && !type.lower) {
    throw new Problem({ code: "bad-node-type", message: `node type "${type.id}": an operation needs a lower rule` });
  }
  return type;
}

export function createRegistry(types: readonly NodeType[]): Registry {
  const registry = new Map<string, NodeType>();
  for (const type of types) {
    if (registry.has(type.id)) throw new Problem({ code: "bad-node-type", message: `node type "${type.id}" is listed twice` });
    registry.set(type.id, type);
  }
  return registry;
}

const resolvePorts = (ports: NodeType["inputs"], attributes: ResolvedAttributes) =>
  typeof ports === "function" ? ports(attributes) : ports;

export const inputPorts = (type: NodeType, attributes: ResolvedAttributes): readonly PortSpec[] => resolvePorts(type.inputs, attributes);
export const outputPorts = (type: NodeType, attributes: ResolvedAttributes): readonly PortSpec[] => resolvePorts(type.outputs, attributes);

/** `x3` of the variadic port `x` is 3; other ids give null. */
export function variadicIndex(port: PortSpec, id: PortId): number | null {
  if (!port.variadic || !id.startsWith(port.id)) return null;
  const digits = id.slice(port.id.length);
  return /^[1-9]\d*$/.test(digits) ? Number(digits) : null;
}

/** The spec that a (possibly numbered) input port id belongs to. */
export const portSpec = (ports: readonly PortSpec[], id: PortId): PortSpec | undefined =>
  ports.find((port) => (port.variadic ? variadicIndex(port, id) !== null : port.id === id));
