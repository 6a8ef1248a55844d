// Numbers from outside: what may be fed, which axes it brings, and how wrong numbers are told.

import { describe, expect, test } from "vitest";
import { registry } from "../../nodes/index.ts";
import { attempt, type ProblemData } from "../../src/base/errors.ts";
import { maskNumbers } from "../../src/compiler/bind.ts";
import { nestedOf, readFeeds, tensorOf } from "../../src/compiler/feeds.ts";
import { formsOf } from "../../src/compiler/forms.ts";
import { fault } from "../graph/build.ts";
import { run } from "./run.ts";
import { sketch } from "./sketch.ts";

const read = (values: unknown): ProblemData => fault(attempt(() => readFeeds(values)));

describe("nested lists", () => {
  test.each([
    [3],
    [[1, 2]],
    [
      [
        [1, 2],
        [3, 4],
      ],
    ],
    [
      [
        [[1], [2]],
        [[3], [4]],
      ],
    ],
  ])("%j comes back as it was", (value) => {
    expect(nestedOf(tensorOf("x", value))).toEqual(value);
  });

  test("what is not finite comes back as a text", () => {
    expect(nestedOf({ shape: [3], data: [Number.NaN, Number.NEGATIVE_INFINITY, 1] })).toEqual(["NaN", "-Infinity", 1]);
  });

  test.each<[string, unknown, string]>([
    ["an empty list", [], 'values "x": it is an empty list, expected at least one number'],
    ["an empty list inside", [[], []], 'values "x": [0] is an empty list, expected at least one number'],
    ["an empty list behind another", [[1], []], 'values "x": [1] has 0 entries, expected 1, as [0] has'],
    ["lists of different lengths", [[1, 2], [3]], 'values "x": [1] has 1 entry, expected 2, as [0] has'],
    ["examples of different lengths", [[[1], [2]], [[3]]], 'values "x": [1] has 1 entry, expected 2, as [0] has'],
    ["a number among lists", [[1], 2], 'values "x": [1] is 2, expected a list of 1 entry'],
    ["a list among numbers", [1, [2]], 'values "x": [1] is [2], expected a finite number'],
    ["a text", [1, "two"], 'values "x": [1] is "two", expected a finite number'],
    ["nothing", [1, null], 'values "x": [1] is null, expected a finite number'],
    ["an infinite number", Number.POSITIVE_INFINITY, 'values "x": it is Infinity, expected a finite number'],
    ["too many axes", [[[[[[[[[1]]]]]]]]], 'values "x": lists nested deeper than 8'],
    ["an object of something else", { numbers: [1] }, 'values "x": an object with numbers'],
    ["lengths without a batch axis", { data: [1, 2], lengths: [1, 2] }, 'values "x": lengths need a sequence with a batch axis'],
    ["too few lengths", { data: [[[1], [2]]], lengths: [1] }, 'values "x": 1 lengths for 2 examples'],
    [
      "a length beyond the steps",
      { data: [[[1], [2]]], lengths: [1, 2] },
      'values "x": a length of 2, expected a whole number from 1 to 1',
    ],
    ["a length of nothing", { data: [[[1], [2]]], lengths: [0, 1] }, 'values "x": a length of 0, expected a whole number from 1 to 1'],
  ])("%s is refused", (_, value, message) => {
    expect(read({ x: value })).toMatchObject({ code: "bad-values", message, where: { node: "x" } });
  });

  test("what is refused comes with got, expected and the way out, which is taken", () => {
    expect(read({ x: [], y: [] })).toMatchObject({
      got: "[]",
      expected: "at least one number",
      remedy: expect.stringContaining("one step"),
    });
    const uneven = read({ y: [[[1], [2]], [[3]]] });
    expect(uneven).toMatchObject({ got: "1 entry", expected: "2 entries" });
    expect(uneven.remedy).toContain('"y": {"data": [T][B][n], "lengths": [B]}');
    const filled = readFeeds({
      y: {
        data: [
          [[1], [2]],
          [[3], [0]],
        ],
        lengths: [2, 1],
      },
    });
    expect(filled.get("y")).toMatchObject({ shape: [2, 2, 1], lengths: [2, 1] });
  });

  test("more numbers than a value may have are told with their sizes, before they are read", () => {
    const row = new Array(2 ** 14).fill(0);
    const rows = new Array(2 ** 13 + 1).fill(row);
    expect(read({ x: rows })).toMatchObject({
      message: 'values "x": got 8193 × 16384 (134,234,112 numbers), expected at most 2^27 = 134,217,728 numbers',
      remedy: "feed fewer examples or fewer steps at once",
    });
  });

  test.each([null, [1], 3, "x"])("%j is no object with names", (values) => {
    expect(read(values)).toMatchObject({ code: "bad-values", expected: '{"name": numbers, ...}' });
  });
});

describe("forms", () => {
  const document = sketch(
    "x = sequence(shape=[2])\n u = input(shape=[2])\n m = input(shape=[2, 2])\n k = input(shape=[])\n s = add(a < x, b < u)",
  );
  const forms = (values: object) => formsOf(document, registry, readFeeds(values));
  const problem = (values: object) => fault(attempt(() => forms(values))).message;

  test("come from the axes that are fed", () => {
    expect(
      forms({
        x: [
          [1, 2],
          [3, 4],
          [5, 6],
        ],
      }),
    ).toMatchObject({ steps: 3, batch: 1, lengths: false, inputs: { x: { shape: [2], batch: false } } });
    expect(
      forms({
        x: [
          [
            [1, 2],
            [3, 4],
          ],
        ],
        u: [1, 2],
      }),
    ).toMatchObject({ steps: 1, batch: 2, inputs: { x: { batch: true }, u: { batch: false } } });
    expect(
      forms({
        m: [
          [
            [1, 2],
            [3, 4],
          ],
        ],
        k: 3,
      }),
    ).toMatchObject({ steps: null, batch: 1, inputs: { m: { batch: true }, k: { shape: [], batch: false } } });
    expect(
      forms({
        x: {
          data: [
            [
              [1, 2],
              [3, 4],
            ],
          ],
          lengths: [1, 1],
        },
      }),
    ).toMatchObject({ lengths: true });
  });

  test("that disagree are told with both names", () => {
    expect(
      problem({
        x: [
          [
            [1, 2],
            [3, 4],
          ],
        ],
        u: [
          [1, 2],
          [3, 4],
          [5, 6],
        ],
      }),
    ).toBe('values "u": 3 examples, "x" has 2');
  });

  test("of a wrong rank say what was expected", () => {
    expect(problem({ x: [1, 2] })).toBe('values "x": [2], expected [T][2] or [T][B][2]');
    expect(problem({ u: [[[1, 2]]] })).toBe('values "u": [1][1][2], expected [2] or [B][2]');
    expect(problem({ k: [[1]] })).toBe('values "k": [1][1], expected a number or [B]');
    expect(problem({ x: [[1, 2, 3]] })).toBe('values "x": [1][3], expected [T][2] or [T][B][2]');
  });

  test("lengths belong to a sequence with examples", () => {
    expect(
      problem({
        x: {
          data: [
            [1, 2],
            [3, 4],
          ],
          lengths: [1, 2],
        },
      }),
    ).toBe('values "x": lengths go with a sequence that has a batch axis');
    expect(
      problem({
        u: {
          data: [
            [1, 2],
            [3, 4],
          ],
          lengths: [1, 2],
        },
      }),
    ).toBe('values "u": lengths go with a sequence that has a batch axis');
  });

  test("two sequences of different lengths are refused", () => {
    const two = sketch("x = sequence()\n y = sequence()");
    const feeds = readFeeds({
      x: {
        data: [
          [[1], [2]],
          [[1], [2]],
        ],
        lengths: [1, 2],
      },
      y: {
        data: [
          [[1], [2]],
          [[1], [2]],
        ],
        lengths: [2, 2],
      },
    });
    expect(fault(attempt(() => formsOf(two, registry, feeds))).message).toBe('values "y": its lengths differ from those of "x"');
  });
});

describe("binding", () => {
  const document = sketch(
    "x = sequence()\n net = affine(x < x, units=2)\n k = constant(value=[1, 2])\n z = delay(x < s)\n a = add(a < net, b < k)\n s = add(a < a, b < z)",
  );
  const x = [[1, 0, 0]];
  const problem = (values: object) => fault(attempt(() => run(document, { x, ...values })));

  test("a constant, a parameter and a state take fed numbers by name", () => {
    const ran = run(document, {
      x,
      k: [10, 20],
      "net.W": [
        [1, 1, 1],
        [2, 2, 2],
      ],
      "net.b": [0, 0],
      "s[0]": [100, 200],
    });
    expect(ran.values("s")).toEqual([111, 222]);
  });

  test("a number is welcome where one component is wanted, and the other way round", () => {
    const single = sketch("p = parameter(shape=[1])\n q = parameter(shape=[])\n s = add(a < p, b < q)");
    expect(run(single, { p: 2, q: [3] }).values("s")).toEqual([5]);
  });

  test("numbers of a wrong size are refused", () => {
    expect(problem({ "net.W": [[1, 1]] })).toMatchObject({
      code: "bad-values",
      message: 'values "net.W": [1][2], the parameter has [2][3]',
      where: { node: "net" },
    });
    expect(problem({ k: [1, 2, 3] }).message).toBe('values "k": [3], the constant has [2]');
  });

  test("a name that nothing takes is refused, with the one that was meant", () => {
    expect(problem({ W: [1] })).toMatchObject({ code: "unknown-name", remedy: "did you mean net.W" });
    expect(problem({ X: [1] })).toMatchObject({ remedy: "did you mean x" });
    expect(problem({ other: [1] })).toMatchObject({ remedy: "names that take numbers: x, net.W, net.b, k, s[0]" });
    expect(problem({ "q[0]": [1] })).toMatchObject({ code: "unknown-name" });
  });

  test("the names of an object's own methods are names like others", () => {
    const odd = sketch("constructor = input(optional=true, shape=[2])\n toString = input()\n s = add(a < constructor, b < toString)");
    expect(run(odd, { toString: [1, 2] }).values("s")).toEqual([1, 2]);
  });

  test("two ports of one node have states of their own", () => {
    const ports = sketch("d = reber(trainCount=1)\n zx = delay(x < d.x)\n zm = delay(x < d.mask)\n s = add(a < zx, b < zm)");
    const one = [[[1, 0, 0, 0, 0, 0, 0]]];
    const ran = run(ports, { "d.x": one, "d.y": one, "d.mask": [[[1]]], "d.mask[0]": [5] });
    expect(ran.values("s")).toEqual([5, 5, 5, 5, 5, 5, 5]);
  });

  test("the mask is 1 on real steps", () => {
    expect([...maskNumbers([1, 3], 3)]).toEqual([1, 1, 0, 1, 0, 1]);
  });
});
