// Shapes: each node type's rule is asked, in both directions, until nothing new follows. A size is stated once and found elsewhere.

import { Problem, type ProblemData } from "../base/errors.ts";
import { type Shape, sameShape, sizeOf } from "../engine/tape.ts";
import type { PortId } from "../graph/document.ts";
import { limits } from "../graph/limits.ts";
import type { ShapeView } from "../graph/node-type.ts";
import { mostNumbersText, sizesText } from "../graph/too-large.ts";
import type { FlatNode } from "./flatten.ts";

/** Shapes by `path:port`: of every output, and of input ports that no wire reaches (own parameters). */
export type Shapes = ReadonlyMap<string, Shape>;

export const portKey = (path: string, port: PortId) => `${path}:${port}`;

/** Where the shape of an input port is kept: with the output that feeds it. */
export function inputKey(node: FlatNode, port: PortId): string {
  const from = node.inputs.get(port);
  return from ? portKey(from.path, from.port) : portKey(node.path, port);
}

/** Ports that take part in the shape rule: wired ones, and parameters of the node's own. */
export const livePorts = (node: FlatNode): PortId[] => {
  const own = node.inputSpecs.filter((spec) => spec.parameter && !node.inputs.has(spec.id)).map((spec) => spec.id);
  return [...node.inputs.keys(), ...own];
};

export function describeShape(shape: Shape): string {
  if (shape.length === 0) return "one number";
  if (shape.length === 1) return `${shape[0]} feature${shape[0] === 1 ? "" : "s"}`;
  return `shape ${shape.join(" × ")}`;
}

const nodeLabel = (node: FlatNode) => `${node.type.title.toLowerCase()} "${node.path}"`;

const short = (shape: Shape) => (shape.length === 1 ? String(shape[0]) : shape.length === 0 ? "one number" : shape.join(" × "));

/** The way out of a shape that is too large, in the words of what the node says about itself. */
function smallerSizes({ attributes: { units, shape } }: FlatNode): string {
  if (typeof units === "number") return `choose fewer units, ${units} now, or give it fewer features`;
  return Array.isArray(shape) ? "choose smaller sizes in its shape" : "choose fewer units or smaller shapes in the nodes before it";
}

class Solver {
  readonly shapes = new Map<string, Shape>();
  readonly problems: ProblemData[] = [];
  readonly failed = new Set<string>();
  changed = false;
  guessing = false;

  set(key: string, shape: Shape): Shape | null {
    const known = this.shapes.get(key);
    if (known) return sameShape(known, shape) ? null : known;
    this.shapes.set(key, shape);
    this.changed = true;
    return null;
  }

  /** Whether any of these was news. */
  suppose(likely: Shapes): boolean {
    const news = [...likely].filter(([key]) => !this.shapes.has(key));
    for (const [key, shape] of news) this.shapes.set(key, shape);
    return news.length > 0;
  }

  visit(node: FlatNode): void {
    if (this.failed.has(node.path)) return;
    try {
      node.type.shapes(new NodeView(this, node));
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      this.failed.add(node.path);
      this.problems.push({ ...error.data, where: { node: node.path, ...error.data.where } });
    }
  }

  /** Sweeps forward and backward until nothing changes. */
  settle(nodes: readonly FlatNode[], guessing: boolean): boolean {
    let anything = false;
    const backward = [...nodes].reverse();
    this.guessing = guessing;
    do {
      this.changed = false;
      for (const node of nodes) this.visit(node);
      if (this.changed) for (const node of backward) this.visit(node);
      anything ||= this.changed;
    } while (this.changed && !guessing);
    return anything;
  }
}

class NodeView implements ShapeView {
  constructor(
    private readonly solver: Solver,
    private readonly node: FlatNode,
  ) {}

  get attributes() {
    return this.node.attributes;
  }

  get ports() {
    return livePorts(this.node);
  }

  get guessing() {
    return this.solver.guessing;
  }

  input(port: PortId): Shape | undefined {
    return this.solver.shapes.get(inputKey(this.node, port));
  }

  output(port?: PortId): Shape | undefined {
    return this.solver.shapes.get(this.outputKey(port));
  }

  setInput(port: PortId, shape: Shape | undefined, because?: string): void {
    if (!shape || !this.ports.includes(port)) return;
    this.refuseTooLarge(shape, `input ${port} has`, port);
    const known = this.solver.set(inputKey(this.node, port), shape);
    if (!known) return;
    this.fail({
      port,
      what: `input ${port} has ${describeShape(known)}, ${because ? `${because} ` : ""}expects ${short(shape)}`,
      got: describeShape(known),
      expected: describeShape(shape),
    });
  }

  setOutput(shape: Shape | undefined, port?: PortId): void {
    if (!shape) return;
    this.refuseTooLarge(shape, "what it gives has");
    const known = this.solver.set(this.outputKey(port), shape);
    if (!known) return;
    this.fail({
      what: `what it gives has ${describeShape(shape)} by one wire, ${describeShape(known)} by another`,
      got: describeShape(shape),
      expected: describeShape(known),
    });
  }

  fail({ port, what, got, expected, remedy }: Parameters<ShapeView["fail"]>[0]): never {
    throw new Problem({
      code: "shape-mismatch",
      message: `${nodeLabel(this.node)}: ${what}`,
      where: { node: this.node.path, ...(port ? { port } : {}) },
      ...(got ? { got } : {}),
      ...(expected ? { expected } : {}),
      ...(remedy ? { remedy } : {}),
    });
  }

  /** A size that was mistyped must not ask for more memory than there is. */
  private refuseTooLarge(shape: Shape, what: string, port?: PortId): void {
    const count = sizeOf(shape);
    if (count <= limits.shapeElements) return;
    const got = shape.length < 2 ? describeShape(shape) : `shape ${sizesText(shape, count)}`;
    this.fail({
      ...(port === undefined ? {} : { port }),
      what: `${what} ${got}, expected ${mostNumbersText}`,
      got,
      expected: mostNumbersText,
      remedy: smallerSizes(this.node),
    });
  }

  private outputKey(port?: PortId): string {
    return portKey(this.node.path, port ?? this.node.outputs[0]?.id ?? "value");
  }
}

function unknownShapeProblem(node: FlatNode, port: PortId): ProblemData {
  return {
    code: "unknown-shape",
    message: `${nodeLabel(node)}: the size of ${port} does not follow from anything that is wired to it`,
    where: { node: node.path, port },
    got: "no size",
    expected: "a size, here or on a node it is wired with",
    remedy: node.type.role === "delay" ? "give its initial value a size, for example h[0] = zeros(3)" : "state a size on this node",
  };
}

export interface SolvedShapes {
  readonly shapes: Shapes;
  /** Shapes that contradict each other; where none do, those that nothing determines. One a node, causes only. */
  readonly problems: readonly ProblemData[];
}

/**
 * @param nodes in the order of computation
 * @param given shapes that are known from outside, by `path:port`
 * @param likely shapes that are taken where certain rules find none
 */
export function solveShapes(nodes: readonly FlatNode[], given: Shapes, likely: Shapes = new Map()): SolvedShapes {
  const solver = new Solver();
  for (const [key, shape] of given) solver.shapes.set(key, shape);
  do solver.settle(nodes, false);
  while (solver.suppose(likely) || solver.settle(nodes, true));
  const problems = solver.problems.length > 0 ? solver.problems : unknownShapes(nodes, solver.shapes);
  return { shapes: solver.shapes, problems };
}

/** The first port of a node that has no shape: an output, or a parameter of its own. */
function openPort(node: FlatNode, shapes: Shapes): PortId | undefined {
  const output = node.outputs.find((port) => !shapes.has(portKey(node.path, port.id)))?.id;
  return output ?? livePorts(node).find((port) => !node.inputs.has(port) && !shapes.has(portKey(node.path, port)));
}

/** Nodes where a size is missing although all that they read has one; on a cycle, where nothing has, its first delay. */
function unknownShapes(nodes: readonly FlatNode[], shapes: Shapes): ProblemData[] {
  const open = nodes.flatMap((node) => {
    const port = openPort(node, shapes);
    return port === undefined ? [] : [{ node, port }];
  });
  const causes = open.filter(({ node }) => [...node.inputs.keys()].every((port) => shapes.has(inputKey(node, port))));
  const onCycle = open.find(({ node }) => node.type.role === "delay");
  const told = causes.length > 0 ? causes : onCycle ? [onCycle] : open;
  return told.map(({ node, port }) => unknownShapeProblem(node, port));
}

export function shapeAt(shapes: Shapes, path: string, port: PortId): Shape {
  const shape = shapes.get(portKey(path, port));
  if (!shape) throw new Error(`the shape of ${path}:${port} was not solved`);
  return shape;
}
