// Lays wires one after the other: by hand, loops, then the easiest first. Where one finds no way, others make room for it.

import type { Position } from "../../graph/document.ts";
import { wayByHand } from "./by-hand.ts";
import { isClear } from "./clear.ts";
import { elbow, findWay, findWayOver } from "./find-way.ts";
import { leastCorners } from "./heading.ts";
import { covered, crossed, priceOf } from "./judge.ts";
import { isByHand, type Laid, netOf } from "./laid.ts";
import { distance, simplified } from "./legs.ts";
import { laneMiddle, loopCorners } from "./loops.ts";
import { BEND, MARGIN } from "./measures.ts";
import type { Scene, SceneWire } from "./scene.ts";
import type { Sheet } from "./sheet.ts";
import { stretched } from "./stretched.ts";
import { RELAXED, STRICT } from "./terms.ts";

/** How often a wire may be taken up again for another. */
const PATIENCE = 2;

const isLoop = (wire: SceneWire): boolean => wire.loop === true && !isByHand(wire);

/** What a wire would cost in a world of its own. */
export function idealPrice(sheet: Sheet, wire: SceneWire): number {
  const { from, to } = sheet.endsOf(wire);
  const [dx, dy] = [to.point.x - from.point.x, to.point.y - from.point.y];
  return BEND * leastCorners(from.out, to.in, dx, dy) + distance(from.point, to.point);
}

function easiestFirst(sheet: Sheet, wires: readonly SceneWire[]): SceneWire[] {
  const priced = wires.map((wire) => ({ wire, price: idealPrice(sheet, wire) }));
  return priced.sort((a, b) => a.price - b.price).map(({ wire }) => wire);
}

const isCovered = (sheet: Sheet, { x, y }: Position): boolean =>
  sheet.thingsIn({ left: x - MARGIN, top: y - MARGIN, right: x + MARGIN, bottom: y + MARGIN }).length > 0;

/** The ways that a loop would like, best first. */
function loopWay(sheet: Sheet, wire: SceneWire, corners: readonly Position[]): Position[] | null {
  const { from, to } = sheet.endsOf(wire);
  const ideal = simplified([from.port, ...corners, to.port]);
  if (isClear(sheet, wire, ideal)) return ideal;
  const middle = laneMiddle(corners);
  return isCovered(sheet, middle) ? null : findWayOver(sheet, wire, [middle], STRICT);
}

/** A way that is still possible is given up only for one that is better by a corner. */
const LOYALTY = BEND;

export class Layout {
  private readonly patience = new Map<string, number>();
  /** When each wire was laid. */
  private readonly turns = new Map<string, number>();

  /** @param before ways from which wires part only for better ones */
  constructor(
    private readonly sheet: Sheet,
    private readonly scene: Scene,
    private readonly before: ReadonlyMap<string, Laid> = new Map(),
  ) {}

  /** Lays wires; each yield is a place to pause. */
  *lay(wires: readonly SceneWire[]): Generator<void> {
    for (const wire of wires) this.sheet.await(wire);
    for (const wire of wires.filter(isByHand)) yield this.layByHand(wire);
    const free = wires.filter((wire) => !isByHand(wire));
    const loops = free.some(isLoop) ? loopCorners(this.sheet, this.scene.wires.filter(isLoop)) : new Map<string, Position[]>();
    for (const wire of free) {
      const corners = loops.get(wire.id);
      if (corners) yield this.layLoop(wire, corners);
    }
    yield* this.layFree(
      easiestFirst(
        this.sheet,
        free.filter(({ id }) => !this.turns.has(id)),
      ),
    );
  }

  /** Takes up every wire that others have crossed since it was laid, and looks for a better way now that all lie. */
  *improve(wires: readonly SceneWire[]): Generator<void> {
    for (const wire of wires) {
      if (!isByHand(wire) && !isLoop(wire)) yield this.improveOne(wire);
    }
  }

  /** Takes up wires one by one, and lays each better where there is now a better way. */
  *reconsider(wires: readonly SceneWire[]): Generator<void> {
    for (const wire of wires) yield this.relay(wire, LOYALTY);
  }

  private put(wire: SceneWire, way: readonly Position[]): void {
    this.sheet.lay(wire, way);
    this.turns.set(wire.id, this.turns.size);
  }

  private layByHand(wire: SceneWire): void {
    this.put(wire, wayByHand(this.sheet, wire) ?? elbow(this.sheet, wire));
  }

  private layLoop(wire: SceneWire, corners: readonly Position[]): void {
    const way = loopWay(this.sheet, wire, corners);
    if (way) this.put(wire, way);
  }

  private *layFree(wires: readonly SceneWire[]): Generator<void> {
    const queue = [...wires];
    for (let wire = queue.shift(); wire; wire = queue.shift()) {
      const way = this.bestWay(wire);
      if (way) this.put(wire, way);
      else queue.push(...this.force(wire));
      yield;
    }
  }

  private bestWay(wire: SceneWire): readonly Position[] | null {
    const { sheet } = this;
    const before = this.before.get(wire.id);
    const kept = before ? stretched(sheet, wire, before.points) : null;
    if (!kept) return findWay(sheet, wire, STRICT);
    const price = priceOf(sheet, netOf(wire.from), kept);
    if (price <= idealPrice(sheet, wire) + LOYALTY) return kept;
    const way = findWay(sheet, wire, STRICT);
    return way && priceOf(sheet, netOf(wire.from), way) < price - LOYALTY ? way : kept;
  }

  /** Lays a wire over others and takes those up. */
  private force(wire: SceneWire): SceneWire[] {
    const way = findWay(this.sheet, wire, RELAXED) ?? elbow(this.sheet, wire);
    const inTheWay = covered(this.sheet, netOf(wire.from), way);
    this.put(wire, way);
    const lifted = this.scene.wires.filter((other) => inTheWay.has(other.id) && this.mayLift(other));
    for (const other of lifted) {
      this.sheet.lift(other.id);
      this.sheet.await(other);
    }
    return lifted;
  }

  private mayLift(wire: SceneWire): boolean {
    const times = this.patience.get(wire.id) ?? 0;
    if (isByHand(wire) || times === PATIENCE) return false;
    this.patience.set(wire.id, times + 1);
    return true;
  }

  private isCrossedSince(wire: SceneWire, { net, points }: Laid): boolean {
    const turn = (id: string) => this.turns.get(id) ?? -1;
    return crossed(this.sheet, net, points).some(({ by }) => turn(by.wire) > turn(wire.id));
  }

  private improveOne(wire: SceneWire): void {
    const laid = this.sheet.get(wire.id);
    if (laid && this.isCrossedSince(wire, laid)) this.relay(wire, 1);
  }

  /** @param gain how much better a new way has to be */
  private relay(wire: SceneWire, gain: number): void {
    const { sheet } = this;
    const laid = sheet.lift(wire.id);
    if (!laid) return;
    const way = findWay(sheet, wire, STRICT);
    if (way && priceOf(sheet, laid.net, way) < priceOf(sheet, laid.net, laid.points) - gain) this.put(wire, way);
    else sheet.put(laid);
  }
}
