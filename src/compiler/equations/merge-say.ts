// Any graph as equations, the unfinished one too: what the notation has no words for is left as a node, and what others read of it
// is declared as an input in its place.

import { failure, type ProblemData, type Result, success } from "../../base/errors.ts";
import { isChoice } from "../../graph/attributes.ts";
import {
  type Document,
  type Endpoint,
  emptyGraph,
  type Graph,
  type GraphNode,
  type GraphScope,
  graphAt,
  type NodeId,
  type ParameterSetting,
  type PortId,
} from "../../graph/document.ts";
import { FreshNames } from "../../graph/fresh-id.ts";
import type { Registry } from "../../graph/node-type.ts";
import { portsOf, roleOf } from "../../graph/ports.ts";
import { withGraph } from "./merge-sheet.ts";
import { isEquationName } from "./name.ts";
import { printEquations } from "./print.ts";

export interface Axes {
  readonly shape: readonly number[];
  readonly time: boolean;
}

/** What the compiler knows of a port in the graph; undefined where it does not know. */
export type AxesLookup = (node: NodeId, port: PortId) => Axes | undefined;

export interface SayOptions {
  readonly registry: Registry;
  readonly scope?: GraphScope;
  readonly axesOf?: AxesLookup;
}

/** A declaration in the place of an output of a node that text cannot say. */
export interface StandIn extends Endpoint {
  readonly name: NodeId;
}

export interface Silent {
  readonly node: NodeId;
  readonly type: string;
  /** Why the notation has no words for it. */
  readonly why: string;
}

export interface Said {
  readonly text: string;
  /** The document with stand-ins: exactly what `text` says. */
  readonly document: Document;
  readonly standIns: readonly StandIn[];
  readonly silent: readonly Silent[];
  /** By name of an own parameter: how it begins, where text has no word for that. It begins so all the same. */
  readonly begins: ReadonlyMap<string, string>;
}

/** More nodes that cannot be said one after the other, and the whole is not worth saying. */
const mostTries = 200;

const speechless: Readonly<Partial<Record<string, string>>> = {
  data: "data sets have no notation",
  placeholder: "this version does not know its type",
};

/** A name that may stand in equations, from an id with or without `$`. */
const speakable = (id: NodeId): string => {
  const plain = id.replace(/^\$+|\$+$/g, "").replaceAll("$", "_");
  return isEquationName(plain) ? plain : "node";
};

const namesOf = (graph: Graph): string[] =>
  Object.values(graph.nodes).flatMap((node) => Object.values(node.parameters ?? {}).flatMap(({ name }) => name ?? []));

/** True for what `parameter(..., "he-normal")` can say. */
function initializersOf(registry: Registry): (initializer: string) => boolean {
  const spec = registry.get("parameter")?.attributes.find(({ id }) => id === "initializer");
  return (initializer) => spec?.kind === "choice" && isChoice(spec, initializer);
}

class Saying {
  private readonly begins = new Map<string, string>();
  private readonly hasNotation: (initializer: string) => boolean;
  private readonly silent = new Map<NodeId, Silent>();
  private readonly graph: Graph;
  private readonly scope: GraphScope;

  constructor(
    private readonly document: Document,
    private readonly options: SayOptions,
  ) {
    this.scope = options.scope ?? null;
    this.hasNotation = initializersOf(options.registry);
    this.graph = graphAt(document, this.scope) ?? emptyGraph;
    for (const node of Object.values(this.graph.nodes)) {
      const why = speechless[roleOf(node, options.registry)];
      if (why !== undefined) this.leave(node, why);
    }
  }

  run(): Result<Said> {
    for (let tries = 0; ; tries++) {
      const standIns = this.standIns();
      const document = withGraph(this.document, this.scope, this.withStandIns(standIns));
      const printed = this.print(document);
      if (printed.ok) return success({ text: printed.value, document, standIns, silent: [...this.silent.values()], begins: this.begins });
      if (tries >= mostTries || !this.leaveCulprit(printed.problem)) return failure(printed.problem);
    }
  }

  private print(document: Document): Result<string> {
    const { registry, axesOf } = this.options;
    return printEquations(document, { registry, scope: this.scope, shapeOf: (node, port) => axesOf?.(node, port)?.shape });
  }

  private leave({ id, type }: GraphNode, why: string): void {
    this.silent.set(id, { node: id, type, why });
  }

  private leaveCulprit({ where, message }: ProblemData): boolean {
    const named = where?.node ?? "";
    const id = [named, named.replace(/[$_]\d+$/, "")].find((candidate) => Object.hasOwn(this.graph.nodes, candidate));
    const node = id === undefined ? undefined : this.graph.nodes[id];
    if (!node || this.silent.has(node.id)) return false;
    this.leave(node, message.replace(/^[^:]*: /, ""));
    return true;
  }

  private standIns(): StandIn[] {
    const names = new FreshNames([...Object.keys(this.graph.nodes).filter((id) => !this.silent.has(id)), ...namesOf(this.graph)]);
    const ends = new Map<string, Endpoint>();
    for (const { from, to } of Object.values(this.graph.edges)) {
      if (this.silent.has(from.node) && !this.silent.has(to.node)) ends.set(`${from.node}:${from.port}`, from);
    }
    return [...ends.values()].map(({ node, port }) => {
      const only = this.outputCount(node) === 1;
      return { node, port, name: names.take(only ? speakable(node) : speakable(`${speakable(node)}_${port}`)) };
    });
  }

  private outputCount(id: NodeId): number {
    const node = this.graph.nodes[id];
    return node ? portsOf(node, this.document, this.options.registry, this.scope).outputs.length : 0;
  }

  private standInNode({ name, node, port }: StandIn): GraphNode {
    const axes = this.options.axesOf?.(node, port);
    const shape = axes?.shape.length ? { shape: [...axes.shape] } : {};
    const position = this.graph.nodes[node]?.position ?? { x: 0, y: 0 };
    return { id: name, type: axes?.time === false ? "input" : "sequence", position, attributes: shape };
  }

  private isSayable({ initializer }: ParameterSetting): boolean {
    return initializer === undefined || this.hasNotation(initializer) || /^constant\(.+\)$/.test(initializer);
  }

  /** Without the beginnings of own parameters that have no notation. */
  private sayable(node: GraphNode): GraphNode {
    const settings = Object.entries(node.parameters ?? {});
    if (settings.every(([, setting]) => this.isSayable(setting))) return node;
    const said = settings.map(([port, setting]): [PortId, ParameterSetting] => {
      if (this.isSayable(setting)) return [port, setting];
      const { initializer = "", ...rest } = setting;
      if (setting.name !== undefined) this.begins.set(setting.name, initializer);
      return [port, rest];
    });
    return { ...node, parameters: Object.fromEntries(said) };
  }

  private withStandIns(standIns: readonly StandIn[]): Graph {
    const nodes = Object.values(this.graph.nodes).flatMap((node) =>
      this.silent.has(node.id)
        ? standIns.filter((standIn) => standIn.node === node.id).map((standIn) => this.standInNode(standIn))
        : [this.sayable(node)],
    );
    const edges = Object.entries(this.graph.edges).flatMap(([id, edge]): [string, Graph["edges"][string]][] => {
      if (this.silent.has(edge.to.node)) return [];
      if (!this.silent.has(edge.from.node)) return [[id, edge]];
      const standIn = standIns.find(({ node, port }) => node === edge.from.node && port === edge.from.port);
      return standIn ? [[id, { ...edge, from: { node: standIn.name, port: "value" } }]] : [];
    });
    return { nodes: Object.fromEntries(nodes.map((node) => [node.id, node])), edges: Object.fromEntries(edges) };
  }
}

/** The equations of a graph, whatever is in it. Fails only where nothing sensible can be said. */
export const sayGraph = (document: Document, options: SayOptions): Result<Said> => new Saying(document, options).run();
