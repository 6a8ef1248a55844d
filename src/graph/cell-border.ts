// Where wires would cross the border of a cell that is made of some nodes of a graph: its ports, with names, and its border nodes.

import {
  type Edge,
  type Endpoint,
  edgeId,
  type Graph,
  type GraphNode,
  type NodeId,
  nodeAt,
  type PortId,
  type Position,
} from "./document.ts";
import { FreshNames } from "./fresh-id.ts";
import type { Registry, Role } from "./node-type.ts";
import { outputName, roleOf } from "./ports.ts";
import { parameterNames } from "./subgraph.ts";

/** An input of the cell: one for each port outside that wires come from. */
export interface BorderInput {
  /** Id of the border node, and of the port. */
  readonly id: NodeId;
  readonly type: "input" | "sequence";
  readonly from: Endpoint;
  /** Wires of the graph around it that end inside. */
  readonly wires: readonly Edge[];
}

/** An output of the cell: one for each port inside that wires go out from. */
export interface BorderOutput {
  readonly id: NodeId;
  readonly port: PortId;
  readonly from: Endpoint;
  /** Wires of the graph around it that begin inside. */
  readonly wires: readonly Edge[];
}

export interface CellBorder {
  readonly inputs: readonly BorderInput[];
  readonly outputs: readonly BorderOutput[];
}

const bySource = (wires: readonly Edge[]): Edge[][] => {
  const groups = new Map<string, Edge[]>();
  for (const wire of wires) {
    const key = edgeId(wire.from);
    groups.set(key, [...(groups.get(key) ?? []), wire]);
  }
  return [...groups.values()];
};

/** The letter of what a port gives: `h` of the node h and of `lstm.h`; nobody has named ids with a `$`. */
function letterOf({ node, port }: Endpoint, unnamed: string): string {
  const name = port === "value" ? node : port;
  return name.includes("$") ? unnamed : name;
}

/** What these give is the same at all steps. */
const STEADY: ReadonlySet<Role> = new Set<Role>(["input", "parameter", "constant"]);

const borderType = (source: GraphNode | undefined, registry: Registry): BorderInput["type"] =>
  source && STEADY.has(roleOf(source, registry)) ? "input" : "sequence";

/** A cell that hands out nothing would be of no use: what nobody reads yet is what it is for. */
function unread(graph: Graph, inside: Graph, ports: (node: GraphNode) => readonly PortId[]): Endpoint[] {
  const read = new Set(Object.values(graph.edges).map(({ from }) => from.node));
  const ends = Object.values(inside.nodes).filter(({ id }) => !read.has(id));
  return ends.flatMap((node) => ports(node).map((port) => ({ node: node.id, port })));
}

/** `ports` gives the output ports of a node. */
export function borderOf(graph: Graph, inside: Graph, registry: Registry, ports: (node: GraphNode) => readonly PortId[]): CellBorder {
  const isInside = (id: NodeId) => Object.hasOwn(inside.nodes, id);
  const wires = Object.values(graph.edges);
  const arriving = bySource(wires.filter(({ from, to }) => !isInside(from.node) && isInside(to.node)));
  const leaving = bySource(wires.filter(({ from, to }) => isInside(from.node) && !isInside(to.node)));
  const nodeIds = new FreshNames([...Object.keys(inside.nodes), ...parameterNames(inside)]);
  const portNames = new FreshNames([]);
  const outputs = leaving.map((group) => ({ from: (group[0] as Edge).from, wires: group }));
  const given = outputs.length > 0 ? outputs : unread(graph, inside, ports).map((from) => ({ from, wires: [] }));
  return {
    inputs: arriving.map((group) => {
      const { from } = group[0] as Edge;
      return { id: nodeIds.take(letterOf(from, "x")), type: borderType(nodeAt(graph, from.node), registry), from, wires: group };
    }),
    outputs: given.map((end) => ({ ...end, id: nodeIds.take("output$"), port: portNames.take(letterOf(end.from, "y")) })),
  };
}

/** From the outermost nodes to the border. */
const MARGIN = 192;
/** Between border nodes below each other. */
const ROW = 48;

/** Heights at which border nodes stand: beside what they are wired to, but never on each other. */
function rows(wanted: readonly number[]): number[] {
  const placed = wanted.map((y, index) => ({ y, index })).sort((a, b) => a.y - b.y);
  for (let k = 1; k < placed.length; k++) {
    const [above, here] = [placed[k - 1], placed[k]];
    if (above && here) here.y = Math.max(here.y, above.y + ROW);
  }
  return placed.sort((a, b) => a.index - b.index).map(({ y }) => y);
}

const heightOf = (inside: Graph, id: NodeId | undefined): number => (id === undefined ? 0 : (nodeAt(inside, id)?.position.y ?? 0));

/** Output nodes take the name of what is wired into them where they have none of their own. */
const nameAttribute = ({ from, port }: BorderOutput): GraphNode["attributes"] => (from.node === port ? {} : { name: port });

function borderNodes({ inputs, outputs }: CellBorder, inside: Graph, left: number, right: number): GraphNode[] {
  const inputRows = rows(inputs.map(({ wires }) => heightOf(inside, wires[0]?.to.node)));
  const outputRows = rows(outputs.map(({ from }) => heightOf(inside, from.node)));
  const at = (x: number, y: number | undefined): Position => ({ x, y: y ?? 0 });
  return [
    ...inputs.map(({ id, type }, k) => ({ id, type, position: at(left - MARGIN, inputRows[k]), attributes: {} })),
    ...outputs.map((output, k) => ({
      id: output.id,
      type: "output",
      position: at(right + MARGIN, outputRows[k]),
      attributes: nameAttribute(output),
    })),
  ];
}

/** The graph of the cell: the nodes as they were, with border nodes left and right of them. */
export function withBorder(inside: Graph, border: CellBorder): Graph {
  const across = Object.values(inside.nodes).map(({ position }) => position.x);
  const [inputs, outputs] = [border.inputs.length, border.outputs.length];
  const added = borderNodes(border, inside, Math.min(...across), Math.max(...across));
  const nodes = [...added.slice(0, inputs), ...Object.values(inside.nodes), ...added.slice(inputs, inputs + outputs)];
  const entering = border.inputs.flatMap(({ id, wires }) => wires.map(({ to }): Edge => ({ from: { node: id, port: "value" }, to })));
  const leaving = border.outputs.map(({ id, from }): Edge => ({ from, to: { node: id, port: "x" } }));
  const edges = [...entering, ...Object.values(inside.edges), ...leaving];
  return {
    nodes: Object.fromEntries(nodes.map((node) => [node.id, node])),
    edges: Object.fromEntries(edges.map((edge) => [edgeId(edge.to), edge])),
  };
}

/** The name that an output node outside has only by its wire from `source`, so that it can keep it when the wire begins elsewhere. */
export function borrowedName(graph: Graph, wire: Edge, registry: Registry): string | null {
  const node = nodeAt(graph, wire.to.node);
  if (!node || roleOf(node, registry) !== "output" || node.attributes.name) return null;
  return outputName(node, graph, registry);
}
