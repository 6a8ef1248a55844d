// Routes again after a change: only the wires that it concerns; all others stay exactly where they are.

import { changesBetween } from "./changes.ts";
import { concerned } from "./concerned.ts";
import { covered } from "./judge.ts";
import { isByHand, netOf } from "./laid.ts";
import { Layout } from "./lay.ts";
import { keep, take } from "./memory.ts";
import { drawn } from "./result.ts";
import type { Routing } from "./routing.ts";
import type { Scene, SceneWire } from "./scene.ts";
import type { Sheet } from "./sheet.ts";

/** Wires that lie right before a port that has come there. */
function inFrontOf(sheet: Sheet, wires: readonly SceneWire[]): Set<string> {
  const found = new Set<string>();
  for (const wire of wires) {
    const { from, to } = sheet.endsOf(wire);
    for (const end of [from, to]) for (const id of covered(sheet, netOf(wire.from), [end.port, end.point])) found.add(id);
  }
  return found;
}

/**
 * For a drag, an edit, a changed port. Ways that still do are kept, stretched to where their ports are now; ways of wires that
 * the change does not concern stay the same objects.
 */
export function reroute(previous: Routing, scene: Scene): Routing {
  const changes = changesBetween(previous.scene, scene);
  const sheet = take(previous);
  const { lifted, freed } = concerned(sheet, scene, changes);
  sheet.begin(scene.frames);
  for (const { id, now } of changes.nodes) sheet.setNode(id, now);
  for (const id of lifted) sheet.lift(id);
  const wires = scene.wires.filter(({ id }) => lifted.has(id));
  const hit = inFrontOf(sheet, wires);
  const pushed = scene.wires.filter((wire) => hit.has(wire.id) && !isByHand(wire));
  for (const { id } of pushed) sheet.lift(id);
  const layout = new Layout(sheet, scene, previous.laid);
  for (const _ of layout.lay([...wires, ...pushed]));
  for (const _ of layout.reconsider(scene.wires.filter((wire) => freed.has(wire.id) && !hit.has(wire.id) && !isByHand(wire))));
  return keep(drawn(sheet, scene, previous, !changes.sameWires), sheet);
}
