// A graph that grows node by node while equations are read.

import type { Attributes, Edge, Endpoint, Graph, GraphNode, NodeId, PortId } from "../../graph/document.ts";
import { edgeId } from "../../graph/document.ts";
import { limits } from "../../graph/limits.ts";
import { type At, refuse } from "./refuse.ts";

export class GraphBuilder {
  private readonly nodes = new Map<NodeId, GraphNode>();
  private readonly edges = new Map<string, Edge>();
  private readonly counts = new Map<string, number>();

  has(id: NodeId): boolean {
    return this.nodes.has(id);
  }

  /** `at` is where the text asks for the node. */
  addNode(id: NodeId, type: string, attributes: Attributes, at: At): NodeId {
    if (this.nodes.size >= limits.nodes) {
      refuse(at, {
        code: "too-big",
        message: `these equations make more than ${limits.nodes} nodes`,
        expected: `at most ${limits.nodes}`,
        remedy: "use cells",
      });
    }
    this.nodes.set(id, { id, type, position: { x: 0, y: 0 }, attributes });
    return id;
  }

  connect(from: Endpoint, node: NodeId, port: PortId): void {
    const to = { node, port };
    this.edges.set(edgeId(to), { from, to });
  }

  /** `v$1`, `v$2`, ... */
  nextId(prefix: string): NodeId {
    const count = (this.counts.get(prefix) ?? 0) + 1;
    this.counts.set(prefix, count);
    return `${prefix}${count}`;
  }

  graph(): Graph {
    return { nodes: Object.fromEntries(this.nodes), edges: Object.fromEntries(this.edges) };
  }
}
