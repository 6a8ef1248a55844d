// The scene of a shipped graph, as the canvas would give it to the router: boxes, plates and ports from positions.

import { readFileSync } from "node:fs";
import { registry } from "../../../nodes/index.ts";
import { figureOf, SIZES } from "../../../src/editor/canvas/drawing.ts";
import { shownPorts } from "../../../src/editor/canvas/node-ports.ts";
import { type Direction, placePorts } from "../../../src/editor/canvas/port-layout.ts";
import type { Box, Scene, SceneNode, SceneWire, WireEnd } from "../../../src/editor/routing/scene.ts";
import { type Document, type Edge, type Endpoint, edgeId, type GraphNode } from "../../../src/graph/document.ts";
import { loadDocument } from "../../../src/graph/load.ts";
import { portsOf } from "../../../src/graph/ports.ts";

function load(path: string): Document {
  const result = loadDocument(readFileSync(new URL(`../../../graphs/${path}.json`, import.meta.url), "utf8"), registry);
  if (!result.ok) throw new Error(result.problem.message);
  return result.value.document;
}

const figure = (node: GraphNode) => figureOf(registry.get(node.type), node.attributes);

function boxOf(node: GraphNode): Box {
  const { width, height } = SIZES[figure(node)];
  return { x: node.position.x - width / 2, y: node.position.y - height / 2, width, height };
}

const PLATE = { width: 72, height: 35 };

/** As the style sheet of the figures places it. */
function plateOf(node: GraphNode): Box[] {
  const { x, y, width, height } = boxOf(node);
  const beside = node.position.y - 0.38 * PLATE.height;
  switch (node.look?.plate) {
    case "top":
      return [{ x: node.position.x - PLATE.width / 2, y: y - 4 - PLATE.height, ...PLATE }];
    case "bottom":
      return [{ x: node.position.x - PLATE.width / 2, y: y + height + 6, ...PLATE }];
    case "left":
      return [{ x: x - 8 - PLATE.width, y: beside, ...PLATE }];
    case "right":
      return [{ x: x + width + 8, y: beside, ...PLATE }];
    default:
      return [];
  }
}

class GraphScene {
  constructor(private readonly document: Document) {}

  private end({ node: id, port }: Endpoint, direction: Direction): WireEnd {
    const node = this.document.graph.nodes[id]!;
    const shown = shownPorts(this.document.graph, node, portsOf(node, this.document, registry, null));
    const ports = placePorts(node, figure(node), SIZES[figure(node)], shown);
    const placed = ports.find((one) => one.id === port && one.direction === direction)!;
    const { x, y } = boxOf(node);
    return { node: id, point: { x: x + placed.x, y: y + placed.y }, side: placed.side };
  }

  private wire = ({ from, to, route }: Edge): SceneWire => ({
    id: edgeId(to),
    from: this.end(from, "out"),
    to: this.end(to, "in"),
    route,
    loop: [from, to].some(({ node }) => this.document.graph.nodes[node]?.type === "delay"),
  });

  scene(): Scene {
    const nodes = Object.values(this.document.graph.nodes).map(
      (node): SceneNode => ({ id: node.id, box: boxOf(node), obstacles: plateOf(node) }),
    );
    return { nodes, wires: Object.values(this.document.graph.edges).map(this.wire) };
  }
}

/** @param path below `graphs`, `cells/lstm` */
export const graphScene = (path: string): Scene => new GraphScene(load(path)).scene();

export const withoutRoutes = (scene: Scene): Scene => ({ ...scene, wires: scene.wires.map((wire) => ({ ...wire, route: undefined })) });
