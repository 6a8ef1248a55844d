// A document on the way: what is wrong is left out with all that depends on it, the rest is computed, and only causes are told.

import { describe, expect, test } from "vitest";
import { type Ran, run } from "./run.ts";
import { sketch } from "./sketch.ts";

const x = [
  [1, 2, 3],
  [4, 5, 6],
];

const partial = (text: string, values: object = { x }): Ran => run(sketch(text), values, { partial: true });
const names = (ran: Ran): string[] => [...ran.seen.keys()];
const told = (ran: Ran): string[] => ran.program.warnings.map(({ message }) => message);

/** Stands beside every broken part: it must be there in the end. */
const SOUND = "x = sequence()\n sound = tanh(x < x)";

describe("what is left out", () => {
  test("a node with a missing input, and what reads it", () => {
    const ran = partial(`${SOUND}\n s = add(a < x)\n t = tanh(x < s)\n u = multiply(a < t, b < x)`);
    expect(names(ran)).toEqual(["x", "sound"]);
    expect(told(ran)).toEqual(['add "s": input b has no wire']);
    expect(ran.values("sound")).toHaveLength(6);
  });

  test("a node whose shapes contradict each other, and what reads it", () => {
    const ran = partial(`${SOUND}\n c = constant(value=[1, 2])\n s = add(a < x, b < c)\n t = tanh(x < s)`);
    expect(names(ran)).toEqual(["x", "sound", "c"]);
    expect(told(ran)).toEqual(['add "s": input a has 3 features, input b has 2']);
  });

  test("a layer without a size, but not what reads it as a second cause", () => {
    const ran = partial(`${SOUND}\n h = affine(x < x)\n t = tanh(x < h)\n u = tanh(x < t)`);
    expect(names(ran)).toEqual(["x", "sound"]);
    expect(told(ran)).toEqual(['affine "h": the size of value does not follow from anything that is wired to it']);
  });

  test("the whole of a cycle that a broken node lies on", () => {
    const ran = partial(`${SOUND}\n z = delay(x < h)\n s = add(a < z)\n h = tanh(x < s)`);
    expect(names(ran)).toEqual(["x", "sound"]);
    expect(told(ran)).toEqual(['add "s": input b has no wire']);
  });

  test("a cycle without a delay", () => {
    const ran = partial(`${SOUND}\n a = tanh(x < b)\n b = tanh(x < a)\n c = tanh(x < b)`);
    expect(names(ran)).toEqual(["x", "sound"]);
    expect(told(ran)).toEqual(["cycle without a delay: a → b → a"]);
  });

  test("a cycle through both directions of time", () => {
    const ran = partial(`${SOUND}\n z = delay(x < n)\n s = add(a < z, b < x)\n n = delay-next(x < s)`);
    expect(names(ran)).toEqual(["x", "sound"]);
    expect(told(ran)).toEqual(['cycle through "z" and "n" reads both the step before and the step after']);
  });

  test("what looks at all steps from within a cycle", () => {
    const ran = partial(`${SOUND}\n z = delay(x < h)\n m = mean-steps(x < z)\n h = add(a < m, b < x)`);
    expect(names(ran)).toEqual(["x", "sound"]);
    expect(told(ran)).toHaveLength(1);
  });

  test("a delay where there are no steps", () => {
    const ran = partial("c = constant(value=[1, 2])\n z = delay(x < c)\n y = tanh(x < z)\n sound = tanh(x < c)", {});
    expect(names(ran)).toEqual(["c", "sound"]);
    expect(told(ran)).toEqual(['delay "z": nothing says how many steps there are']);
  });

  test("a sequence that is not fed, but not the delay behind it as a second cause", () => {
    const ran = partial("s = sequence()\n z = delay(x < s)\n c = constant(value=2)\n sound = tanh(x < c)", {});
    expect(names(ran)).toEqual(["c", "sound"]);
    expect(told(ran)).toEqual(['sequence "s": no numbers are given for it']);
  });

  test("a data node whose examples nobody has given", () => {
    const ran = partial("d = toy-points()\n t = tanh(x < d.x)\n c = constant(value=2)\n sound = tanh(x < c)", {});
    expect(names(ran)).toEqual(["c", "sound"]);
    expect(told(ran)).toEqual(['points in the plane "d": no numbers are given for it']);
  });

  test("a second optimizer", () => {
    const ran = partial(
      "p = parameter(shape=[2])\n l = half-sum-of-squares(prediction < p)\n a = adam(loss < l)\n b = gradient-descent(loss < l)",
      {},
    );
    expect(ran.program.optimizer?.path).toBe("a");
    expect(told(ran)).toEqual(['optimizers "a" and "b": a model has one']);
  });

  test("a loss that is not one number: then nothing is differentiated", () => {
    const ran = partial(`${SOUND}\n loss = sum(x < sound, over=time)`);
    expect(ran.program.lossIndex).toBe(null);
    expect(told(ran)).toEqual(['loss "loss": it has 3 features; only one number can be differentiated']);
  });
});

describe("what stays", () => {
  test("the loss, where it does not depend on what is broken", () => {
    const ran = partial(
      `${SOUND}\n s = add(a < x)\n l = half-sum-of-squares(prediction < sound)\n m = wrong-positions(prediction < s, target < x)`,
    );
    expect(ran.loss).toBeGreaterThan(0);
    expect(ran.gradient("x").every((slope) => slope > 0)).toBe(true);
  });

  test("several causes are told once each", () => {
    const ran = partial(`${SOUND}
      a = add(a < x)
      b = add(a < a)
      c = constant(value=[1, 2])
      d = add(a < c, b < x)
      e = multiply(a < d, b < a)
      f = affine(x < sound)`);
    expect(names(ran)).toEqual(["x", "sound", "c"]);
    expect(told(ran)).toEqual([
      'add "a": input b has no wire',
      'add "b": input b has no wire',
      'add "d": input a has 2 features, input b has 3',
      'affine "f": the size of value does not follow from anything that is wired to it',
    ]);
  });

  test("an optional input without a wire is nothing missing", () => {
    const ran = partial("x = sequence()\n z = delay(x < x)\n l = half-sum-of-squares(prediction < z)");
    expect(told(ran)).toEqual([]);
    expect(names(ran)).toEqual(["x", "z", "l", "x[0]"]);
  });

  test("a document that is right compiles to the same as without leaving out", () => {
    const document = sketch(
      "x = sequence()\n z = delay(x < h)\n h = gate(x1 < z, x2 < x, units=2)\n loss = half-sum-of-squares(prediction < h)",
    );
    expect(run(document, { x }, { partial: true }).seen).toEqual(run(document, { x }).seen);
  });

  test("of nothing at all comes an empty program", () => {
    expect(partial("", {}).program).toMatchObject({ slots: [], values: [], lossIndex: null, warnings: [] });
  });
});

test("a loss where an optimizer wants residuals is told, and everything is computed all the same", () => {
  const text = "w = parameter(shape=[2])\n t = constant(value=[1, 2])\n l = mean-squared-error(prediction < w, target < t)";
  const wrong = partial(`${text}\n u = levenberg-marquardt(e < l)`, { w: [4, -2] });
  expect(told(wrong)).toEqual(['levenberg-marquardt "u": it fits residuals, and input e gets the loss "l" (mean squared error)']);
  expect(names(wrong)).toEqual(expect.arrayContaining(["w", "t", "l"]));
  const right = partial(`${text}\n r = subtract(a < w, b < t)\n u = levenberg-marquardt(e < r)`, { w: [4, -2] });
  expect(told(right)).toEqual([]);
});
