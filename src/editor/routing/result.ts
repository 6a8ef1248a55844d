// From the wires that lie to what is drawn: ways, branches, crossings. What has not changed stays the same object.

import { drawNet, sameWay } from "./branches.ts";
import { findCrossings } from "./crossings.ts";
import type { Laid } from "./laid.ts";
import type { Branch, Routing, Way } from "./routing.ts";
import type { Scene } from "./scene.ts";
import type { Sheet } from "./sheet.ts";

type Known = Omit<Routing, "scene">;

const nothing: Known = { laid: new Map(), ways: new Map(), crossings: [], branches: [] };

/** Nets of which a wire has been laid, taken up or changed. */
function changedNets(sheet: Sheet, before: Known): Set<string> {
  const nets = new Set<string>();
  for (const id of sheet.touched) {
    const [old, now] = [before.laid.get(id), sheet.get(id)];
    if (old !== now) for (const laid of [old, now]) if (laid) nets.add(laid.net);
  }
  return nets;
}

interface Fresh {
  readonly ways: ReadonlyMap<string, Way>;
  readonly branches: readonly Branch[];
}

function drawFresh(sheet: Sheet, nets: ReadonlySet<string>, order: ReadonlyMap<string, number>, before: Known): Fresh {
  const ways = new Map<string, Way>();
  const branches: Branch[] = [];
  for (const net of nets) {
    const inOrder = [...sheet.mates(net)].sort((a, b) => order.get(a.id)! - order.get(b.id)!);
    const drawing = drawNet(inOrder);
    branches.push(...drawing.branches);
    for (const [id, way] of drawing.ways) ways.set(id, sameWay(before.ways.get(id), way) ? before.ways.get(id)! : way);
  }
  return { ways, branches };
}

/** All values by wire in drawing order: the known ones, but for those that are fresh. */
function merged<T>(scene: Scene, known: ReadonlyMap<string, T>, fresh: (id: string) => T | undefined): Map<string, T> {
  const all = new Map<string, T>();
  for (const { id } of scene.wires) {
    const value = fresh(id) ?? known.get(id);
    if (value !== undefined) all.set(id, value);
  }
  return all;
}

const allNets = (sheet: Sheet, scene: Scene): Set<string> => new Set(scene.wires.flatMap(({ id }) => sheet.get(id)?.net ?? []));

/**
 * @param before what was drawn until now
 * @param whole wires have come, gone or changed their order: everything is drawn anew
 */
export function drawn(sheet: Sheet, scene: Scene, before: Known = nothing, whole = true): Routing {
  const order = new Map(scene.wires.map(({ id }, k) => [id, k]));
  const nets = whole ? allNets(sheet, scene) : changedNets(sheet, before);
  const fresh = drawFresh(sheet, nets, order, before);
  const ways = merged(scene, before.ways, (id) => fresh.ways.get(id));
  const laid = merged<Laid>(scene, before.laid, (id) => (whole || sheet.touched.has(id) ? sheet.get(id) : undefined));
  const isOld = (id: string) => !fresh.ways.has(id) && before.ways.has(id) && ways.has(id);
  const branches = [...before.branches.filter(({ wires }) => wires.every(isOld)), ...fresh.branches];
  const kept = before.crossings.filter(({ over, under }) => isOld(over) && isOld(under));
  const crossings = [...kept, ...findCrossings({ sheet, ways, order }, fresh.ways.keys())];
  return { scene, ways, branches, crossings, laid };
}
