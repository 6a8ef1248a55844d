// Broadcasts of broadcasts.

import { expect, it } from "vitest";
import * as ops from "../../../src/engine/ops.ts";
import { joinBroadcasts } from "../../../src/engine/passes/join-broadcasts.ts";
import { writeTape } from "../write-tape.ts";
import { expectSameNumbers } from "./equal-numbers.ts";
import { around } from "./loops.ts";

it("a chain of broadcasts becomes one, and what lies between stays for its other readers", () => {
  const tape = writeTape([[2]], (t, x) => {
    const first = ops.broadcastAxes(t, x, [3, 2], [1]);
    const second = ops.broadcastAxes(t, first, [3, 4, 2], [0, 2]);
    return [ops.broadcastAxes(t, second, [3, 4, 2, 5], [0, 1, 2]), ops.sin(t, first)];
  });
  const joined = joinBroadcasts(tape);
  expectSameNumbers(joined, tape);
  expect(around(joined)).toEqual(["broadcast", "broadcast", "sin"]);
  expect(joined.equations[1]!.params).toEqual({ shape: [3, 4, 2, 5], axes: [2] });
});
