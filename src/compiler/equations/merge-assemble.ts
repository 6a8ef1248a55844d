// The merged graph: drawn nodes that stay, nodes that come, and the wires between them.

import { type Edge, type Endpoint, edgeId, type Graph, type GraphNode, type NodeId, type PortId } from "../../graph/document.ts";
import { outputPorts, type Registry } from "../../graph/node-type.ts";
import { roleOf } from "../../graph/ports.ts";
import { Keeping, type Kept, type NodeInput, type Texts } from "./merge-keep.ts";
import { giveNames, type Names } from "./merge-names.ts";
import { lineOfResult } from "./merge-results.ts";
import type { StandIn } from "./merge-say.ts";
import { isNamed, Sheet, sameAttributes } from "./merge-sheet.ts";
import { defaultsOf } from "./signature.ts";

export interface Assembled {
  readonly graph: Graph;
  /** Old id to new one, of all nodes that stay. */
  readonly kept: ReadonlyMap<NodeId, NodeId>;
  /** Nodes that have come, in the order of the text. */
  readonly fresh: readonly NodeId[];
  /** Id of the graph by id in the text, where there is one. */
  readonly places: ReadonlyMap<NodeId, NodeId>;
}

export interface Source {
  /** The whole drawn graph. */
  readonly graph: Graph;
  readonly texts: Texts;
  readonly standIns: readonly StandIn[];
  readonly registry: Registry;
  readonly lineOf: (name: NodeId) => number;
  /** Names that printing made up for nodes and parameters without one, and that are theirs from now on. */
  readonly names: ReadonlySet<NodeId>;
}

class Assembly {
  private readonly drawn: Sheet;
  private readonly kept = new Map<NodeId, Kept>();
  /** Drawn nodes that are not in the text: notes, outputs, nodes without a notation. */
  private readonly silent = new Set<NodeId>();
  /** Drawn nodes that text writes as a part of something else. */
  private readonly hidden = new Set<NodeId>();
  /** Nodes of the new text by what they are in the drawn graph. */
  private readonly drawnAs = new Map<NodeId, NodeId>();
  private readonly standIns: ReadonlyMap<NodeId, StandIn>;
  /** Second names and results: whoever reads them reads what they read. */
  private readonly passing = new Set<NodeId>();
  /** Nodes of the new text that a wire from a hidden node stands for. */
  private readonly covered = new Map<NodeId, Endpoint>();
  private readonly nextOf: ReadonlyMap<NodeId, NodeId>;
  private names: Names = { kept: new Map(), fresh: new Map() };
  private readonly gone = new Set<NodeId>();

  constructor(private readonly source: Source) {
    this.drawn = new Sheet(source.graph);
    this.standIns = new Map(source.standIns.map((standIn) => [standIn.name, standIn]));
    this.nextOf = new Map([...source.texts.pairs].map(([next, base]) => [base, next]));
  }

  run(): Assembled {
    for (const node of Object.values(this.source.graph.nodes)) this.sort(node);
    this.secondNames();
    this.coverHidden();
    const come = this.source.texts.next.ids.filter((id) => this.isNew(id));
    this.dropHidden();
    const { texts, lineOf, names } = this.source;
    this.names = giveNames(this.kept, come, [...this.silent, ...this.hidden], texts.next, lineOf, names);
    return this.result(come);
  }

  private sort(node: GraphNode): void {
    const { texts, registry } = this.source;
    const role = roleOf(node, registry);
    if (role === "output") this.output(node);
    else if (role === "comment" || !texts.drawn.node(node.id)) this.silent.add(node.id);
    else if (!(texts.origins.pieces.get(node.id) ?? []).some(({ spelled }) => texts.origins.instances.has(spelled)))
      this.hidden.add(node.id);
    else this.keep(node);
  }

  private keep(node: GraphNode): void {
    const kept = new Keeping(this.source.texts, this.source.names).keep(node);
    if (!kept) return;
    this.kept.set(node.id, kept);
    for (const id of kept.covers) this.drawnAs.set(id, node.id);
  }

  /** A result goes with its line, where it has one of its own. */
  private output(node: GraphNode): void {
    const { graph, texts, registry } = this.source;
    const base = lineOfResult(node, graph, texts, registry);
    const next = base === undefined ? undefined : this.nextOf.get(base);
    if (base === undefined) this.silent.add(node.id);
    else if (next === undefined) this.gone.add(node.id);
    else this.keepOutput(node, next, base);
  }

  private keepOutput(node: GraphNode, next: NodeId, base: NodeId): void {
    const { texts } = this.source;
    const renamed = next === base ? node : { ...node, attributes: { ...node.attributes, name: next } };
    const [port = "x"] = this.drawn.inputs(node.id).keys();
    const copied = this.isOnlyCopy(next) ? texts.next.inputs(next).get("x") : undefined;
    if (copied) this.passing.add(next);
    const from = copied ?? { node: next, port: texts.portOf(next) };
    const input: NodeInput = { next: from.node, nextPort: from.port, base: texts.base.inputs(base).get("x")?.node ?? null };
    this.kept.set(node.id, { node: renamed, next: node.id, base: node.id, inputs: new Map([[port, input]]), covers: [] });
  }

  /** `h = layer2` that nothing reads is the output itself; otherwise the name is a node's, and the output hands that out. */
  private isOnlyCopy(next: NodeId): boolean {
    const sheet = this.source.texts.next;
    return sheet.node(next)?.type === "identity" && sheet.readers(next).length === 0;
  }

  private secondNames(): void {
    const { pairs, origins, next } = this.source.texts;
    for (const id of next.ids) {
      const origin = origins.of.get(pairs.get(id) ?? "");
      if (origin?.kind === "alias" && next.node(id)?.type === "identity") this.passing.add(id);
    }
  }

  private isNew(id: NodeId): boolean {
    return !this.drawnAs.has(id) && !this.standIns.has(id) && !this.passing.has(id) && !this.covered.has(id);
  }

  /** Wires from hidden nodes stay where the text says the same as before. */
  private coverHidden(): void {
    for (const [id, { inputs }] of this.kept) {
      for (const [port, input] of inputs) {
        const from = this.drawn.inputs(id).get(port);
        if (from && this.hidden.has(from.node) && this.saysTheSame(input)) this.cover(input.next!, from);
      }
    }
  }

  private saysTheSame({ next, base }: NodeInput): boolean {
    if (next === null || base === null || this.source.texts.pairs.get(next) !== base) return false;
    const { texts } = this.source;
    if (texts.origins.of.has(base)) return this.drawnAs.has(next);
    const [now, before] = [texts.next.node(next)!, texts.base.node(base)!];
    if (now.type !== before.type || !sameAttributes(now, before)) return false;
    const inputs = [...texts.next.inputs(next)];
    return inputs.every(([port, from]) =>
      this.saysTheSame({ next: from.node, nextPort: from.port, base: texts.base.inputs(base).get(port)?.node ?? null }),
    );
  }

  private cover(next: NodeId, from: Endpoint): void {
    if (this.source.texts.origins.of.has(this.source.texts.pairs.get(next)!)) return;
    this.covered.set(next, from);
    for (const source of this.source.texts.next.inputs(next).values()) this.cover(source.node, from);
  }

  /** Of the hidden ones stay those that something reads which stays. */
  private dropHidden(): void {
    const needed = new Set<NodeId>();
    const visit = (id: NodeId): void => {
      if (!this.hidden.has(id) || needed.has(id)) return;
      needed.add(id);
      for (const from of this.drawn.inputs(id).values()) visit(from.node);
    };
    for (const [id, { inputs }] of this.kept) {
      for (const [port, from] of this.drawn.inputs(id)) {
        const input = inputs.get(port);
        if (!input || this.saysTheSame(input)) visit(from.node);
      }
    }
    for (const id of this.silent) for (const from of this.drawn.inputs(id).values()) visit(from.node);
    for (const id of this.hidden) if (!needed.has(id)) this.hidden.delete(id);
  }

  private result(come: readonly NodeId[]): Assembled {
    const kept = new Map([...this.names.kept, ...[...this.silent, ...this.hidden].map((id): [NodeId, NodeId] => [id, id])]);
    const places = new Map([...this.drawnAs].map(([next, id]): [NodeId, NodeId] => [next, kept.get(id) ?? id]));
    for (const [next, id] of this.names.fresh) places.set(next, id);
    const fresh = come.map((id) => this.names.fresh.get(id) ?? id);
    return { graph: { nodes: this.nodes(come, kept, places), edges: this.edges(come) }, kept, fresh, places };
  }

  private nodes(
    come: readonly NodeId[],
    kept: ReadonlyMap<NodeId, NodeId>,
    places: ReadonlyMap<NodeId, NodeId>,
  ): Record<NodeId, GraphNode> {
    const fresh = new Map(come.map((id) => [this.names.fresh.get(id) ?? id, this.freshNode(id)]));
    const nodes: GraphNode[] = [];
    for (const node of Object.values(this.source.graph.nodes)) {
      const id = kept.get(node.id);
      const there = this.kept.get(node.id)?.node ?? node;
      const heir = id === undefined ? fresh.get(node.id) : undefined;
      if (id !== undefined) nodes.push(id === node.id ? there : { ...there, id });
      else if (heir) nodes.push(heir);
      if (heir) fresh.delete(node.id);
    }
    return Object.fromEntries(
      inserted(
        nodes,
        fresh,
        [...this.source.texts.next.ids].map((id) => places.get(id) ?? id),
      ).map((node) => [node.id, node]),
    );
  }

  /** Another kind of node under the same name stands where the old one stood. */
  private freshNode(next: NodeId): GraphNode {
    const id = this.names.fresh.get(next) ?? next;
    const node: GraphNode = { ...this.source.texts.next.node(next)!, id };
    const before = this.source.graph.nodes[id];
    if (!before || !isNamed(id) || this.names.kept.has(id)) return node;
    return { ...node, position: before.position, ...(before.role === undefined ? {} : { role: before.role }) };
  }

  private edges(come: readonly NodeId[]): Record<string, Edge> {
    const edges: Edge[] = [];
    for (const id of Object.keys(this.source.graph.nodes)) {
      const kept = this.kept.get(id);
      if (kept) edges.push(...this.keptEdges(id, kept));
      else if (this.silent.has(id) || this.hidden.has(id)) edges.push(...this.silentEdges(id));
    }
    for (const id of come) edges.push(...this.freshEdges(id));
    return this.inOldOrder(edges);
  }

  private edgeAt(node: NodeId, port: PortId): Edge | undefined {
    return this.source.graph.edges[edgeId({ node, port })];
  }

  private keptEdges(id: NodeId, { inputs }: Kept): Edge[] {
    const to = this.names.kept.get(id) ?? id;
    const ports = new Set([...this.drawn.inputs(id).keys(), ...inputs.keys()]);
    return [...ports].flatMap((port) => {
      const [old, input] = [this.edgeAt(id, port), inputs.get(port)];
      const stays = old && (!input || (this.hidden.has(old.from.node) && this.saysTheSame(input)));
      const from = stays
        ? this.oldEnd(old.from)
        : input && input.next !== null
          ? this.end({ node: input.next, port: input.nextPort })
          : null;
      return from ? [this.rewired(old, from, { node: to, port })] : [];
    });
  }

  private silentEdges(id: NodeId): Edge[] {
    return [...this.drawn.inputs(id).keys()].flatMap((port) => {
      const old = this.edgeAt(id, port)!;
      const from = this.handedOut(id, old.from) ?? this.oldEnd(old.from);
      return from ? [this.rewired(old, from, { node: id, port })] : [];
    });
  }

  /** A wire between the same nodes is the same wire, route and all. */
  private rewired(old: Edge | undefined, from: Endpoint, to: Endpoint): Edge {
    if (!old) return { from, to };
    if (sameEnd(old.from, from) && sameEnd(old.to, to)) return old;
    const before = this.oldEnd(old.from);
    return before && sameEnd(before, from) ? { ...old, from, to } : { from, to };
  }

  private freshEdges(next: NodeId): Edge[] {
    const id = this.names.fresh.get(next) ?? next;
    return [...this.source.texts.next.inputs(next)].map(([port, from]) => ({ from: this.end(from), to: { node: id, port } }));
  }

  /** An output hands out what has the name, whatever became of the node that had it. */
  private handedOut(id: NodeId, from: Endpoint): Endpoint | null {
    const { registry, graph, texts } = this.source;
    const node = graph.nodes[id];
    const follows = node && roleOf(node, registry) === "output" && isNamed(from.node) && texts.next.node(from.node);
    return follows ? this.end({ node: from.node, port: texts.portOf(from.node) }) : null;
  }

  /** Where a wire of the drawn graph begins now; null where nothing of it is left. */
  private oldEnd(from: Endpoint): Endpoint | null {
    const kept = this.names.kept.get(from.node);
    if (kept !== undefined) return { ...from, node: kept };
    if (this.silent.has(from.node) || this.hidden.has(from.node)) return from;
    const { origins, portOf } = this.source.texts;
    const piece = origins.pieces.get(from.node)?.find(({ kind, port }) => kind === "node" || (kind === "part" && port === from.port));
    const [base] = (piece && origins.instances.get(piece.spelled)) ?? [];
    const next = base === undefined ? undefined : this.nextOf.get(base);
    return next === undefined ? null : this.end({ node: next, port: portOf(next) });
  }

  /** Where a wire of the new text begins in the graph. */
  private end(from: Endpoint): Endpoint {
    const standIn = this.standIns.get(from.node);
    if (standIn) return { node: standIn.node, port: standIn.port };
    const [source] = this.passing.has(from.node) ? this.source.texts.next.inputs(from.node).values() : [];
    if (source) return this.end(source);
    const covered = this.covered.get(from.node);
    if (covered) return this.oldEnd(covered) ?? covered;
    const drawn = this.drawnAs.get(from.node);
    return drawn === undefined ? { ...from, node: this.names.fresh.get(from.node) ?? from.node } : this.drawnEnd(drawn, from);
  }

  private drawnEnd(drawn: NodeId, from: Endpoint): Endpoint {
    const { pairs, origins } = this.source.texts;
    const node = this.names.kept.get(drawn) ?? drawn;
    const origin = origins.of.get(pairs.get(from.node) ?? "");
    if (origin?.kind === "part" && origin.port !== null) return { node, port: origin.port };
    const type = this.source.registry.get(this.source.graph.nodes[drawn]?.type ?? "");
    const same = type?.id === this.source.texts.next.node(from.node)?.type;
    const first = type && !same ? outputPorts(type, defaultsOf(type))[0]?.id : undefined;
    return { node, port: first ?? from.port };
  }

  private inOldOrder(edges: readonly Edge[]): Record<string, Edge> {
    const byId = new Map(edges.map((edge) => [edgeId(edge.to), edge]));
    const old = Object.keys(this.source.graph.edges).filter((id) => byId.has(id));
    return Object.fromEntries([...new Set([...old, ...byId.keys()])].map((id) => [id, byId.get(id)!]));
  }
}

const sameEnd = (a: Endpoint, b: Endpoint): boolean => a.node === b.node && a.port === b.port;

/** New nodes behind those that stand before them in the text. */
function inserted(nodes: readonly GraphNode[], fresh: Map<NodeId, GraphNode>, order: readonly NodeId[]): GraphNode[] {
  const list = [...nodes];
  let at = 0;
  for (const id of order) {
    const node = fresh.get(id);
    if (node) list.splice(at, 0, node);
    const found = list.findIndex((other) => other.id === id);
    if (found >= 0) at = found + 1;
  }
  return list;
}

export const assemble = (source: Source): Assembled => new Assembly(source).run();
