// Laws of routing on random scenes: right-angled, from port to port, around nodes and plates, no wire on another.

import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { route } from "../../../src/editor/routing/route.ts";
import { seed } from "../../laws/seed.ts";
import { faults } from "./faults.ts";
import { randomScene } from "./random-scene.ts";

describe(`random scenes (seed ${seed})`, () => {
  test("all laws hold", () => {
    fc.assert(
      fc.property(randomScene, (scene) => {
        expect(faults(route(scene))).toEqual([]);
      }),
      { seed, numRuns: Number(process.env.RUNS ?? 150) },
    );
  });
});
