// Remembers how the wires of the open graph lie, and lays anew only what a change concerns. Small graphs are routed at once. In large
// ones the wires of what is being dragged go straight until it is let go, and the first routing is done in slices between frames.

import type { Edge, EdgeId } from "../../graph/document.ts";
import { reroute } from "../routing/reroute.ts";
import { routeInSteps, runFor } from "../routing/route.ts";
import type { Routing, Way } from "../routing/routing.ts";
import type { Scene } from "../routing/scene.ts";
import { type Routable, sceneOf } from "./scene.ts";
import { type Laid, layDirectly } from "./wire-drawing.ts";

/** Wires that are routed while somebody waits. */
const AT_ONCE = 300;
/** Milliseconds of a frame that the first routing of a large graph may take. */
const SLICE = 6;

const NO_WAYS: ReadonlyMap<EdgeId, Way> = new Map();

const portOf = ({ from }: Edge): string => `${from.node}:${from.port}`;

/** Wires at moved nodes, and all that share a port with one of them. */
function touched(edges: readonly Edge[], moved: ReadonlySet<string>): Edge[] {
  const ports = new Set(edges.filter(({ from, to }) => moved.has(from.node) || moved.has(to.node)).map(portOf));
  return edges.filter((edge) => ports.has(portOf(edge)));
}

export class WireLayer {
  private routing: Routing | null = null;
  private shown: Laid = { ways: NO_WAYS, crossings: [] };
  private steps: { readonly scene: Scene; readonly run: Generator<void, Routing> } | null = null;

  /** @param moved nodes in the hand */
  lay(nodes: readonly Routable[], edges: readonly Edge[], moved: ReadonlySet<string>): Laid {
    if (edges.length > AT_ONCE && moved.size > 0) return this.drag(nodes, edges, moved);
    const scene = sceneOf(nodes, edges, this.routing?.scene ?? this.steps?.scene ?? null);
    if (this.routing?.scene === scene) return this.show(this.routing);
    if (this.routing) return this.show(reroute(this.routing, scene));
    if (this.steps?.scene === scene) return this.shown;
    this.steps = { scene, run: routeInSteps(scene) };
    const done = edges.length > AT_ONCE ? undefined : runFor(this.steps.run, Number.POSITIVE_INFINITY);
    if (done) return this.show(done);
    this.shown = layDirectly(nodes, edges, this.shown.ways);
    return this.shown;
  }

  /** True where there is still something to route between frames. */
  get unfinished(): boolean {
    return this.routing === null && this.steps !== null;
  }

  /** One slice; true when everything lies. */
  proceed(): boolean {
    const done = this.steps ? runFor(this.steps.run, SLICE) : undefined;
    if (done) this.show(done);
    return done !== undefined;
  }

  private show(routing: Routing): Laid {
    this.steps = null;
    if (this.routing !== routing || this.shown.ways !== routing.ways) this.shown = { ways: routing.ways, crossings: routing.crossings };
    this.routing = routing;
    return this.shown;
  }

  private drag(nodes: readonly Routable[], edges: readonly Edge[], moved: ReadonlySet<string>): Laid {
    const direct = layDirectly(nodes, touched(edges, moved), this.shown.ways).ways;
    this.shown = { ways: new Map([...this.shown.ways, ...direct]), crossings: this.routing?.crossings ?? [] };
    return this.shown;
  }
}
