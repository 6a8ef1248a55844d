// An optimizer's graph as tapes of one training step: its time is the training step, so a delay is a state that the step reads and writes.

import { Problem } from "../base/errors.ts";
import type { Signal } from "../engine/signal.ts";
import { type Shape, sameShape, type Tape, type Value } from "../engine/tape.ts";
import type { Document } from "../graph/document.ts";
import type { NodeType, Registry, ResolvedAttributes } from "../graph/node-type.ts";
import { type Flat, type FlatEndpoint, type FlatNode, flatten, valueName } from "./flatten.ts";
import { Lowerer } from "./lower.ts";
import { nodesOf, orderStages } from "./order.ts";
import type { Forms } from "./program.ts";
import { portKey, type Shapes, shapeAt, solveShapes } from "./shapes.ts";
import { AHEAD, borders, checkAhead, checkNodes, checkSlots, isBorder, missingOutput, NEXT, refuse } from "./update-checks.ts";

export type UpdateInput =
  | { readonly kind: (typeof borders)[keyof typeof borders] }
  | { readonly kind: "state"; readonly id: string }
  | { readonly kind: "constant"; readonly id: string; readonly shape: Shape; readonly data: readonly number[] };

export interface UpdateState {
  /** Name of the value that is kept: `m`. */
  readonly id: string;
  readonly shape: Shape;
}

/** What a node of the graph gives, by its path in the graph: `m`. */
export interface UpdateValue {
  readonly name: string;
  readonly path: string;
  readonly port: string;
  readonly shape: Shape;
}

/** One parameter's update. All tapes have the same inputs. */
export interface Update {
  readonly inputs: readonly UpdateInput[];
  readonly states: readonly UpdateState[];
  /** Outputs: the weight after the step, then the states. */
  readonly step: Tape;
  /** Output: where the gradient is taken; null where that is the weight itself. It does not read the gradient. */
  readonly ahead: Tape | null;
  /** Outputs: the states before the first step. */
  readonly start: Tape;
  /** Of all nodes that lead to the outputs, in the order of the graph, and of the instances of cells. */
  readonly values: readonly UpdateValue[];
  /** Outputs: the values. */
  readonly inside: Tape;
}

const ONE: Shape = [1];
const SEVERAL: Shape = [2];

/** A node that takes numbers from outside, without time. */
const asInput = (node: FlatNode, input: NodeType): FlatNode => ({ ...node, prefix: "", type: input, inputs: new Map() });

class UpdateGraph {
  private readonly flat: Flat;
  private readonly nodes: ReadonlyMap<string, FlatNode>;
  private readonly delays: readonly FlatNode[];

  constructor(
    graph: Document,
    private readonly registry: Registry,
    private readonly where: string,
  ) {
    this.flat = flatten(graph, registry);
    const [missing] = this.flat.missing;
    if (missing) refuse(where, missing.message);
    this.nodes = this.needed([this.output(NEXT) ?? missingOutput(where), this.output(AHEAD)]);
    this.delays = [...this.nodes.values()].filter(({ type }) => type.role === "delay");
    checkNodes(this.nodes, where);
  }

  /** What leads to the outputs, in the order of the graph; anything else is left out. */
  private needed(outputs: readonly (FlatEndpoint | undefined)[]): ReadonlyMap<string, FlatNode> {
    const found = new Set<string>();
    const visit = (path: string): void => {
      if (found.has(path)) return;
      found.add(path);
      for (const from of this.flat.nodes.get(path)?.inputs.values() ?? []) visit(from.path);
    };
    for (const output of outputs) if (output) visit(output.path);
    return new Map([...this.flat.nodes].filter(([path]) => found.has(path)));
  }

  compile(shape: Shape): Update {
    const nodes = this.opened();
    const shapes = this.shapes(shape);
    const lowerer = new Lowerer(nodes, shapes, this.forms(nodes, shapes));
    lowerer.lower(orderStages(nodes));
    checkSlots(lowerer.slots.list, this.nodes, this.where);
    const signal = (from: FlatEndpoint | undefined) => from && lowerer.signals.get(portKey(from.path, from.port));
    const filled = (from: FlatEndpoint | undefined, wanted: Shape): Value => this.filled(lowerer, signal(from), wanted);

    const states = this.delays.map((node): UpdateState => ({ id: this.stateId(node), shape: shapeAt(shapes, node.path, "value") }));
    const kept = this.delays.map((node, index) => filled(node.inputs.get("x"), states[index]!.shape));
    const initial = this.delays.map((node, index) => filled(node.inputs.get("initial"), states[index]!.shape));
    const next = filled(this.output(NEXT) ?? missingOutput(this.where), shape);
    const ahead = this.output(AHEAD);
    const aheadValue = ahead && filled(ahead, shape);
    const inside = this.inside(lowerer);
    const { inputs, equations } = lowerer.tape;
    const tape = (outputs: readonly Value[]): Tape => ({ inputs, equations, outputs });
    return {
      inputs: lowerer.slots.list.map((slot) => this.inputOf(slot.path, slot)),
      states,
      step: tape([next, ...kept]),
      ahead: aheadValue ? checkAhead(tape([aheadValue]), lowerer.slots.list, this.where) : null,
      start: tape(initial),
      values: inside.map(({ named, signal }) => ({ ...named, shape: signal.shape })),
      inside: tape(inside.map(({ signal: { value } }) => value)),
    };
  }

  /** What nodes give, and what an instance of a cell gives first, under the name of the instance. */
  private inside({ signals }: Lowerer): { named: Omit<UpdateValue, "shape">; signal: Signal }[] {
    const own = [...this.nodes.values()].flatMap((node) =>
      node.outputs.map(({ id }) => ({ name: valueName(node, id), path: node.path, port: id })),
    );
    const instances = this.flat.aliases.flatMap(({ name, of }) => (of.path.startsWith(`${name}.`) ? [{ name, ...of }] : []));
    return [...own, ...instances].flatMap((named) => {
      const signal = signals.get(portKey(named.path, named.port));
      return signal ? [{ named, signal }] : [];
    });
  }

  /** Delays and sequences take numbers from outside. */
  private opened(): ReadonlyMap<string, FlatNode> {
    const input = [...this.registry.values()].find(({ role }) => role === "input")!;
    const opens = (node: FlatNode) => node.type.role === "delay" || isBorder(node);
    return new Map([...this.nodes].map(([path, node]) => [path, opens(node) ? asInput(node, input) : node]));
  }

  /**
   * With the delays in place: what is kept has the shape of what is computed. One component goes with anything, so that a cycle of them
   * would settle nothing; there the shapes of a column of several say which values are columns.
   */
  private shapes(shape: Shape): Shapes {
    if (!sameShape(shape, ONE)) return this.solved(shape);
    const several = [...this.solved(SEVERAL)];
    return new Map(several.map(([key, found]) => [key, sameShape(found, SEVERAL) ? ONE : found]));
  }

  private solved(shape: Shape): Shapes {
    const given = Object.entries(borders).map(([id, kind]): [string, Shape] => [
      portKey(id, "value"),
      kind === "weight" || kind === "gradient" ? shape : [],
    ]);
    const { shapes, problems } = solveShapes(nodesOf(orderStages(this.nodes)), new Map(given));
    const [problem] = problems;
    if (problem) throw new Problem({ ...problem, message: `optimizer "${this.where}": ${problem.message}`, where: { node: this.where } });
    return shapes;
  }

  private forms(nodes: ReadonlyMap<string, FlatNode>, shapes: Shapes): Forms {
    const fed = [...nodes.values()].filter(isBorder);
    const inputs = fed.map(({ path }) => [path, { shape: shapeAt(shapes, path, "value"), batch: false }]);
    return { steps: null, batch: 1, lengths: false, inputs: Object.fromEntries(inputs), mode: "train" };
  }

  private filled({ lowering }: Lowerer, signal: Signal | undefined, shape: Shape): Value {
    return (signal ? lowering.fill(signal, shape) : lowering.constant(shape, 0)).value;
  }

  private inputOf(path: string, slot: { readonly name: string; readonly shape: Shape; readonly data?: readonly number[] }): UpdateInput {
    const delay = this.delays.find((node) => node.path === path);
    if (delay) return { kind: "state", id: this.stateId(delay) };
    const kind = borders[path as keyof typeof borders];
    return kind ? { kind } : { kind: "constant", id: slot.name, shape: slot.shape, data: slot.data ?? [0] };
  }

  /** What is delayed gives the state its name; a second delay of the same value has its own. */
  private stateId(node: FlatNode): string {
    const from = node.inputs.get("x");
    const source = from && this.flat.nodes.get(from.path);
    const rival = this.delays.find((other) => other.inputs.get("x")?.path === from?.path && other.inputs.get("x")?.port === from?.port);
    return source && rival === node ? valueName(source, from.port) : node.path;
  }

  private output(name: string): FlatEndpoint | undefined {
    const alias = this.flat.aliases.find((candidate) => candidate.name === name);
    const node = this.flat.nodes.get(name);
    return alias?.of ?? (node && { path: name, port: node.outputs[0]?.id ?? "value" });
  }
}

/** The graph with the settings of one optimizer node in the places of its attributes. */
export const withSettings = (graph: Document, settings: ResolvedAttributes): Document => ({
  ...graph,
  attributes: graph.attributes.map((attribute) => {
    const set = settings[attribute.id];
    return typeof set === "number" ? { ...attribute, default: set } : attribute;
  }),
});

/**
 * Compiles the update of parameters of any shape; throws a located Problem where the graph is no update rule.
 * @param where path of the optimizer node, for messages
 */
export function createUpdateCompiler(graph: Document, registry: Registry, where: string): (shape: Shape) => Update {
  const update = new UpdateGraph(graph, registry, where);
  const known = new Map<string, Update>();
  return (shape) => {
    const key = shape.join();
    const found = known.get(key) ?? update.compile(shape);
    known.set(key, found);
    return found;
  };
}
