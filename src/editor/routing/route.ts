// Routes all wires of a scene: right-angled, around nodes, plates and labels, in lanes of their own.

import { Layout } from "./lay.ts";
import { keep } from "./memory.ts";
import { drawn } from "./result.ts";
import type { Routing } from "./routing.ts";
import type { Scene } from "./scene.ts";
import { Sheet } from "./sheet.ts";

/**
 * The same in steps of one wire, for large scenes: the page draws a frame between two steps.
 * Searches share memory, so no step may run inside of another.
 */
export function* routeInSteps(scene: Scene): Generator<void, Routing> {
  const sheet = new Sheet();
  sheet.begin(scene.frames);
  for (const node of scene.nodes) sheet.setNode(node.id, node);
  const layout = new Layout(sheet, scene);
  yield* layout.lay(scene.wires);
  yield* layout.improve(scene.wires);
  return keep(drawn(sheet, scene), sheet);
}

/** Runs steps until they are done, or until `milliseconds` have passed; undefined means that there is more to do. */
export function runFor(steps: Generator<void, Routing>, milliseconds: number): Routing | undefined {
  const end = performance.now() + milliseconds;
  do {
    const { done, value } = steps.next();
    if (done) return value;
  } while (performance.now() < end);
  return undefined;
}

/** Every wire gets a way, whatever the scene; the same scene gives the same ways. */
export function route(scene: Scene): Routing {
  const steps = routeInSteps(scene);
  for (let step = steps.next(); ; step = steps.next()) if (step.done) return step.value;
}
