// Sums of padded values.

import { expect, it } from "vitest";
import type { TapeBuilder } from "../../../src/engine/builder.ts";
import * as ops from "../../../src/engine/ops.ts";
import { joinPads } from "../../../src/engine/passes/join-pads.ts";
import type { Value } from "../../../src/engine/tape.ts";
import { writeTape } from "../write-tape.ts";
import { expectSameNumbers } from "./equal-numbers.ts";
import { around } from "./loops.ts";

/** x among zeros along the last axis of [2, n]. */
const padded = (t: TapeBuilder, x: Value, before: number, after: number) => ops.pad(t, x, [0, before], [0, after]);

it("values padded to lie side by side become one concatenation, in whatever order they are added", () => {
  const tape = writeTape(
    [
      [2, 2],
      [2, 3],
      [2, 1],
      [2, 6],
    ],
    (t, a, b, c, rest) => [ops.add(t, ops.add(t, padded(t, c, 5, 0), padded(t, a, 0, 4)), ops.add(t, rest, padded(t, b, 2, 1)))],
  );
  const joined = joinPads(tape);
  expectSameNumbers(joined, tape);
  expect(around(joined)).toEqual(["concat", "add"]);
});

it("what overlaps, leaves a gap or is padded along two axes stays a sum", () => {
  const tape = writeTape(
    [
      [2, 2],
      [2, 3],
      [1, 3],
    ],
    (t, a, b, c) => [
      ops.add(t, padded(t, a, 0, 3), padded(t, b, 1, 1)),
      ops.add(t, padded(t, a, 0, 4), padded(t, b, 3, 0)),
      ops.add(t, padded(t, a, 0, 3), ops.pad(t, c, [1, 2], [0, 0])),
    ],
  );
  const joined = joinPads(tape);
  expectSameNumbers(joined, tape);
  expect(around(joined).filter((name) => name === "concat")).toEqual([]);
});
