// The sheet that wires are laid on: things in the way, wires that lie already, and the ports that still wait for theirs.

import type { Position } from "../../graph/document.ts";
import { type Approach, approach } from "./approach.ts";
import { type Laid, type LaidLeg, laidAlong, waitingAt } from "./laid.ts";
import { grown, joined, type Rect, rectOf } from "./legs.ts";
import { LANE } from "./measures.ts";
import { Places } from "./places.ts";
import type { Box, SceneNode, SceneWire } from "./scene.ts";

/** A node's box, or the box of a plate or label. */
export interface Thing {
  readonly bounds: Rect;
  readonly node: string;
  readonly plate: boolean;
}

/** Where the free part of a wire begins and ends. */
export interface Ends {
  readonly from: Approach;
  readonly to: Approach;
}

const thingsOf = ({ id, box, obstacles = [] }: SceneNode): Thing[] => [
  { bounds: rectOf(box), node: id, plate: false },
  ...obstacles.map((obstacle) => ({ bounds: rectOf(obstacle), node: id, plate: true })),
];

const none: ReadonlySet<Laid> = new Set();

export class Sheet {
  frames: readonly Rect[] = [];
  /** Wires that have been laid or taken up since the last `begin`. */
  readonly touched = new Set<string>();
  private readonly nodes = new Map<string, readonly Thing[]>();
  private readonly thingPlaces = new Places<Thing>();
  private readonly legPlaces = new Places<LaidLeg>();
  private readonly laid = new Map<string, Laid>();
  private readonly nets = new Map<string, Set<Laid>>();
  private readonly waiting = new Map<string, Laid>();
  private readonly approaches = new Map<string, Ends>();

  /** How a wire comes to its ports is found anew, as nodes may have moved. */
  begin(frames: readonly Box[] = []): void {
    this.frames = frames.map(rectOf);
    this.approaches.clear();
    this.touched.clear();
  }

  setNode(id: string, node: SceneNode | undefined): void {
    for (const thing of this.nodes.get(id) ?? []) this.thingPlaces.remove(thing);
    this.nodes.delete(id);
    if (!node) return;
    const things = thingsOf(node);
    this.nodes.set(id, things);
    for (const thing of things) this.thingPlaces.add(thing);
  }

  boxOf(node: string): Rect | undefined {
    return this.nodes.get(node)?.[0]?.bounds;
  }

  get things(): Thing[] {
    return [...this.nodes.values()].flat();
  }

  /** How many nodes there are. */
  get size(): number {
    return this.nodes.size;
  }

  thingsIn(window: Rect): Thing[] {
    return this.thingPlaces.in(window);
  }

  endsOf(wire: SceneWire): Ends {
    const known = this.approaches.get(wire.id);
    if (known) return known;
    const ends = { from: approach(wire.from, this), to: approach(wire.to, this) };
    this.approaches.set(wire.id, ends);
    return ends;
  }

  /** Keeps the space before the ports of a wire free until it is laid. */
  await(wire: SceneWire): void {
    const { from, to } = this.endsOf(wire);
    const waiting = waitingAt(wire, [
      [from.port, from.point],
      [to.port, to.point],
    ]);
    this.waiting.set(wire.id, waiting);
    for (const leg of waiting.legs) this.legPlaces.add(leg);
  }

  lay(wire: SceneWire, points: readonly Position[]): void {
    this.put(laidAlong(wire, points));
  }

  put(laid: Laid): void {
    this.lift(laid.id);
    this.laid.set(laid.id, laid);
    for (const leg of laid.legs) this.legPlaces.add(leg);
    const mates = this.nets.get(laid.net);
    if (mates) mates.add(laid);
    else this.nets.set(laid.net, new Set([laid]));
  }

  /** Takes a wire up, or what waits for it. */
  lift(id: string): Laid | undefined {
    this.touched.add(id);
    const laid = this.laid.get(id);
    for (const leg of [...(laid?.legs ?? []), ...(this.waiting.get(id)?.legs ?? [])]) this.legPlaces.remove(leg);
    this.waiting.delete(id);
    if (laid) this.removeMate(laid);
    this.laid.delete(id);
    return laid;
  }

  private removeMate(laid: Laid): void {
    const mates = this.nets.get(laid.net);
    mates?.delete(laid);
    if (mates?.size === 0) this.nets.delete(laid.net);
  }

  get(id: string): Laid | undefined {
    return this.laid.get(id);
  }

  /** The wires of a net that lie. */
  mates(net: string): ReadonlySet<Laid> {
    return this.nets.get(net) ?? none;
  }

  /** Legs of wires, and of those that wait, in a window or close beside it. */
  legsIn(window: Rect): LaidLeg[] {
    return this.legPlaces.in(grown(window, 2 * LANE));
  }

  /** Around everything there is. */
  bounds(): Rect {
    const rects = [...this.things, ...this.laid.values()].map(({ bounds }) => bounds);
    return rects.reduce(joined, { left: 0, top: 0, right: 0, bottom: 0 });
  }
}
