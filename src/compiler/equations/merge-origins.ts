// Which node of a drawn graph each node of its equations comes from. The graph is printed a second time with a name for every
// node, so that each has a line of its own; both texts read as the same graph, which is walked in both at once.

import {
  type Document,
  type Endpoint,
  edgeId,
  emptyGraph,
  type Graph,
  type GraphNode,
  graphAt,
  type NodeId,
  type PortId,
} from "../../graph/document.ts";
import { FreshNames } from "../../graph/fresh-id.ts";
import type { Registry } from "../../graph/node-type.ts";
import { outputName, portsOf, roleOf } from "../../graph/ports.ts";
import type { Library } from "./calls.ts";
import { parserWords } from "./line-check.ts";
import type { Said, SayOptions } from "./merge-say.ts";
import { isNamed, Sheet, statementOf, withGraph } from "./merge-sheet.ts";
import { parseEquations } from "./parse.ts";
import { printEquations } from "./print.ts";

export interface Origin {
  /** Node of the drawn graph. */
  readonly owner: NodeId;
  /** Its own copy in the text with all names. */
  readonly spelled: NodeId;
  /** `node`: the node itself; `inside`: a piece of what it is written as; `parameter`: one that it owns; `part`: of a split; `output`: a result under its name; `alias`: a second name for the owner. */
  readonly kind: "node" | "inside" | "parameter" | "part" | "output" | "alias";
  /** The owner's port that a parameter or a part stands for. */
  readonly port: PortId | null;
}

export interface Origins {
  /** By node of the graph that the text reads as. */
  readonly of: ReadonlyMap<NodeId, Origin>;
  /** Pieces that each drawn node is written as. */
  readonly pieces: ReadonlyMap<NodeId, readonly Origin[]>;
  /** Nodes of the text's graph by their copy in the text with all names; constants and stacks may be written several times. */
  readonly instances: ReadonlyMap<NodeId, readonly NodeId[]>;
  readonly bySpelled: ReadonlyMap<NodeId, Origin>;
  readonly spelled: Sheet;
}

type Options = SayOptions & { readonly registry: Registry; readonly library: Library };

interface Spelling {
  readonly sheet: Sheet;
  readonly graph: Graph;
  /** New id to old one. */
  readonly original: ReadonlyMap<NodeId, NodeId>;
}

/** The graph with a name for each node. */
function spellNames(graph: Graph): { graph: Graph; original: Map<NodeId, NodeId> } {
  const own = Object.values(graph.nodes).flatMap((node) => Object.values(node.parameters ?? {}).flatMap(({ name }) => name ?? []));
  const names = new FreshNames([...Object.keys(graph.nodes), ...own, ...parserWords, "t", "T", "true", "false"]);
  const to = new Map(Object.keys(graph.nodes).map((id) => [id, isNamed(id) ? id : names.take("spelled")]));
  const end = ({ node, port }: Endpoint): Endpoint => ({ node: to.get(node) ?? node, port });
  const nodes = Object.values(graph.nodes).map((node): GraphNode => ({ ...node, id: to.get(node.id) ?? node.id }));
  const edges = Object.values(graph.edges).map((edge) => ({ ...edge, from: end(edge.from), to: end(edge.to) }));
  return {
    graph: {
      nodes: Object.fromEntries(nodes.map((node) => [node.id, node])),
      edges: Object.fromEntries(edges.map((edge) => [edgeId(edge.to), edge])),
    },
    original: new Map([...to].map(([before, after]) => [after, before])),
  };
}

function spellOut(document: Document, { registry, library, scope = null, axesOf }: Options): Spelling | null {
  const { graph, original } = spellNames(graphAt(document, scope) ?? emptyGraph);
  const shapeOf = (node: NodeId, port: PortId) => axesOf?.(original.get(node) ?? node, port)?.shape;
  const printed = printEquations(withGraph(document, scope, graph), { registry, scope, shapeOf });
  const read = printed.ok ? parseEquations(printed.value, { registry, library }) : printed;
  return read.ok ? { sheet: new Sheet(read.value.graph), graph, original } : null;
}

/** Says for the spelled-out graph which drawn node each node is of. */
class Owners {
  constructor(
    private readonly spelling: Spelling,
    private readonly document: Document,
    private readonly options: Options,
  ) {}

  of(id: NodeId): Origin | null {
    const statement = statementOf(id);
    const owner = this.spelling.original.get(statement);
    if (owner !== undefined) return { owner, spelled: id, kind: id === statement ? "node" : "inside", port: null };
    switch (this.spelling.sheet.node(id)?.type) {
      case "parameter":
        return this.parameter(id);
      case "slice":
        return this.part(id);
      case "identity":
        return this.secondName(id);
      default:
        return null;
    }
  }

  private parameter(id: NodeId): Origin | null {
    const [reader] = this.spelling.sheet.readers(id);
    const holder = reader && this.spelling.graph.nodes[statementOf(reader.to.node)];
    const owner = holder && this.spelling.original.get(holder.id);
    if (!holder || owner === undefined) return null;
    const named = Object.entries(holder.parameters ?? {}).find(([, { name }]) => name === id)?.[0];
    return {
      owner,
      spelled: id,
      kind: "parameter",
      port: named ?? (id.startsWith(`${holder.id}_`) ? id.slice(holder.id.length + 1) : null),
    };
  }

  private part(id: NodeId): Origin | null {
    const split = Object.values(this.spelling.graph.nodes).find((node) => node.type === "split" && id.startsWith(`${node.id}_`));
    const owner = split && this.spelling.original.get(split.id);
    if (!split || owner === undefined) return null;
    const { sheet } = this.spelling;
    const from = (slice: NodeId): number => Number(sheet.node(slice)?.attributes.from ?? 0);
    const slices = sheet.ids.filter((other) => sheet.node(other)?.type === "slice" && other.startsWith(`${split.id}_`));
    const index = slices.sort((a, b) => from(a) - from(b)).indexOf(id);
    const { outputs } = portsOf(split, this.document, this.options.registry, this.options.scope ?? null);
    return { owner, spelled: id, kind: "part", port: outputs[index]?.id ?? null };
  }

  private secondName(id: NodeId): Origin | null {
    const { registry } = this.options;
    const { graph, original, sheet } = this.spelling;
    const output = Object.values(graph.nodes).find(
      (node) => roleOf(node, registry) === "output" && outputName(node, graph, registry) === id,
    );
    const source = sheet.inputs(id).get("x")?.node;
    const owner = original.get(output?.id ?? source ?? "");
    return owner === undefined ? null : { owner, spelled: id, kind: output ? "output" : "alias", port: null };
  }
}

/** Walks both graphs along the wires, from nodes that have one name in both. */
class Walk {
  readonly pairs = new Map<NodeId, NodeId>();

  constructor(
    private readonly base: Sheet,
    private readonly spelled: Sheet,
  ) {}

  run(): ReadonlyMap<NodeId, NodeId> {
    for (const id of this.base.ids) if (isNamed(id) && this.spelled.node(id)) this.from(id, id);
    this.strangers();
    return this.pairs;
  }

  private typeOf(sheet: Sheet, id: NodeId): string | undefined {
    return sheet.node(id)?.type;
  }

  private from(base: NodeId, spelled: NodeId): void {
    const open: [NodeId, NodeId][] = [[base, spelled]];
    for (let pair = open.pop(); pair; pair = open.pop()) open.push(...this.visit(...pair));
  }

  private visit(base: NodeId, spelled: NodeId): [NodeId, NodeId][] {
    if (this.pairs.has(base)) return [];
    const twin = this.pastCopies(base, spelled);
    if (twin === null) return [];
    this.pairs.set(base, twin);
    return [...this.base.inputs(base)].flatMap(([port, from]): [NodeId, NodeId][] => {
      const source = this.spelled.inputs(twin).get(port);
      return source ? [[from.node, source.node]] : [];
    });
  }

  /** A copy that nobody has named is not written. */
  private pastCopies(base: NodeId, spelled: NodeId): NodeId | null {
    const type = this.typeOf(this.base, base);
    for (let id: NodeId | undefined = spelled; id !== undefined; id = this.spelled.inputs(id).get("x")?.node) {
      if (this.typeOf(this.spelled, id) === type) return id;
      if (this.typeOf(this.spelled, id) !== "identity") return null;
    }
    return null;
  }

  /** Lines with names that printing made up and that nobody reads. */
  private strangers(): void {
    const met = new Set(this.pairs.values());
    const free = new Set(this.spelled.ids.filter((id) => isNamed(id) && !met.has(id)));
    for (const id of this.base.ids) {
      if (!isNamed(id) || this.pairs.has(id)) continue;
      const twin = [...free].find((candidate) => this.alike(id, candidate));
      if (twin === undefined) continue;
      free.delete(twin);
      this.from(id, twin);
    }
  }

  private alike(base: NodeId, spelled: NodeId): boolean {
    if (this.typeOf(this.base, base) !== this.typeOf(this.spelled, spelled)) return false;
    return [...this.base.inputs(base)].every(([port, from]) => {
      const source = this.spelled.inputs(spelled).get(port)?.node;
      const known = this.pairs.get(from.node);
      return (
        source !== undefined &&
        (known === undefined ? this.typeOf(this.base, from.node) === this.typeOf(this.spelled, source) : known === source)
      );
    });
  }
}

const group = <K, V>(entries: Iterable<readonly [K, V]>): Map<K, V[]> => {
  const found = new Map<K, V[]>();
  for (const [key, value] of entries) found.set(key, [...(found.get(key) ?? []), value]);
  return found;
};

/** `base` is the graph that the said text reads as. Null where the graph cannot be spelled out. */
export function findOrigins(said: Said, base: Sheet, options: Options): Origins | null {
  const spelling = spellOut(said.document, options);
  if (!spelling) return null;
  const owners = new Owners(spelling, said.document, options);
  const known = new Map(
    spelling.sheet.ids.flatMap((id): [NodeId, Origin][] => {
      const origin = owners.of(id);
      return origin ? [[id, origin]] : [];
    }),
  );
  const pairs = new Walk(base, spelling.sheet).run();
  const of = new Map([...pairs].flatMap(([id, spelled]): [NodeId, Origin][] => (known.has(spelled) ? [[id, known.get(spelled)!]] : [])));
  const pieces = group([...known.values()].map((origin) => [origin.owner, origin] as const));
  const instances = group([...pairs].map(([id, spelled]) => [spelled, id] as const));
  return { of, pieces, instances, bySpelled: known, spelled: spelling.sheet };
}
