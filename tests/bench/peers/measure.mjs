// What the JavaScript peers share: their tensors from files, their packages from outside of the project, and the clock.

import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";

/** @returns {Record<string, {shape: number[], data: Float32Array}>} */
export function readTensors(folder, workload) {
  const shapes = JSON.parse(readFileSync(join(folder, `${workload}.json`), "utf8"));
  const read = (name) => new Float32Array(Uint8Array.from(readFileSync(join(folder, `${workload}.${name}.f32`))).buffer);
  return Object.fromEntries(Object.entries(shapes).map(([name, shape]) => [name, { shape, data: read(name) }]));
}

/** Resolves packages of the folder that GRADWIRE_PEERS names. */
export const peerFolder = process.env.GRADWIRE_PEERS ?? "";
export const requirePeer = createRequire(join(peerFolder, "package.json"));

/** Times of `step`, which trains once and gives the loss before; `start` is when its preparation began. */
export async function measure(step, start, budget, together = 1) {
  const losses = [await step()];
  const firstMs = performance.now() - start;
  losses.push(await step(), await step());
  for (const end = performance.now() + budget / 3; performance.now() < end; ) await step();
  const times = [];
  for (const end = performance.now() + budget; times.length < 5 || performance.now() < end; ) {
    const begin = performance.now();
    for (let k = 0; k < together; k++) await step();
    times.push((performance.now() - begin) / together);
  }
  times.sort((a, b) => a - b);
  return { median: times[times.length >> 1], min: times[0], max: times.at(-1), firstMs, runs: times.length, losses };
}
