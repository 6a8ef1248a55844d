// What the compiled tape computes is what plain loops compute: values at every real step, the loss, and the gradient by every node at every step.

import { describe, expect, test } from "vitest";
import { stream } from "../../src/base/random.ts";
import type { Feed, Feeds } from "../../src/compiler/feeds.ts";
import { type Shape, sizeOf } from "../../src/engine/tape.ts";
import { seed } from "../laws/seed.ts";
import { type Example, type Model, models, type Numbers, type Tap } from "./plain.ts";
import { placeOf, type Ran, run } from "./run.ts";

/** How a model is fed. */
interface Setting {
  readonly name: string;
  readonly steps: number;
  /** Null: no batch axis anywhere. */
  readonly batch: number | null;
  /** Real steps of each example; the rest is junk. */
  readonly lengths?: readonly number[];
  /** States, and inputs where `sharedInputs`, without a batch axis: the same for all examples. */
  readonly sharedStates?: boolean;
}

const settings: readonly Setting[] = [
  { name: "one example", steps: 4, batch: null },
  { name: "three examples", steps: 4, batch: 3 },
  { name: "three examples that begin in the same state", steps: 3, batch: 3, sharedStates: true },
  { name: "unequal lengths", steps: 4, batch: 3, lengths: [4, 1, 3] },
  { name: "lengths that all fall short", steps: 5, batch: 2, lengths: [2, 3] },
  { name: "one step", steps: 1, batch: null },
  { name: "one step of two examples", steps: 1, batch: 2 },
  { name: "one step and lengths", steps: 1, batch: 2, lengths: [1, 1] },
];

const plain: Tap = (_, __, value) => value;

/** Size of the numbers on padded steps: nothing may come of them. */
const JUNK = 50;

interface Fed {
  readonly feeds: Feeds;
  readonly examples: readonly Example[];
}

function feed(model: Model, { name, steps, batch, lengths, sharedStates = false }: Setting): Fed {
  const feeds = new Map<string, Feed>();
  const draw = (id: string, shape: Shape, of: (position: number, normal: number) => number = (_, normal) => normal) => {
    const random = stream(seed, `${model.name}, ${name}, ${id}`);
    feeds.set(id, { shape, data: Float64Array.from({ length: sizeOf(shape) }, (_, position) => of(position, random.normal())) });
  };
  const lead = batch === null ? [] : [batch];
  const reals = lengths ?? new Array<number>(batch ?? 1).fill(steps);
  for (const [id, shape] of Object.entries(model.sequences)) {
    const rows = sizeOf(shape) * (batch ?? 1);
    const isReal = (position: number) => Math.floor(position / rows) < reals[Math.floor((position % rows) / sizeOf(shape))]!;
    draw(id, [steps, ...lead, ...shape], (position, normal) => (isReal(position) ? normal : JUNK * normal));
    if (lengths) feeds.set(id, { ...feeds.get(id)!, lengths });
  }
  for (const [id, shape] of Object.entries(model.inputs)) draw(id, [...lead, ...shape]);
  for (const [id, shape] of Object.entries(model.states)) draw(id, sharedStates ? shape : [...lead, ...shape]);
  for (const [id, shape] of Object.entries(model.parameters)) draw(id, shape, (_, normal) => 0.7 * normal);
  const perExample = (id: string) => id in model.sequences || id in model.inputs || (id in model.states && !sharedStates);
  const shapeOf = (id: string) => ({ ...model.sequences, ...model.inputs, ...model.states, ...model.parameters })[id]!;
  const examples = reals.map(
    (length, example): Example => ({
      steps: length,
      fed(id, step = 0) {
        const size = sizeOf(shapeOf(id));
        const position = perExample(id) ? step * (batch ?? 1) + example : 0;
        return [...feeds.get(id)!.data.slice(position * size, (position + 1) * size)];
      },
    }),
  );
  return { feeds, examples };
}

/** Every value that the loops name, with its place among the numbers of the compiled one. */
interface Tapped {
  readonly name: string;
  readonly step: number | null;
  readonly example: number;
  readonly value: Numbers;
}

function tapped(model: Model, examples: readonly Example[]): Tapped[] {
  return examples.flatMap((one, example) => {
    const list: Tapped[] = [];
    model.loss(one, (name, step, value) => {
      list.push({ name, step, example, value });
      return value;
    });
    return list;
  });
}

const H = 1e-5;

/** Central difference of one example's loss when a value is moved at this step, and all later steps follow. */
function slope(model: Model, example: Example, place: Tapped, component: number): number {
  const at = (shift: number) =>
    model.loss(example, (name, step, value) =>
      name === place.name && step === place.step ? value.map((x, i) => (i === component ? x + shift : x)) : value,
    );
  return (at(H) - at(-H)) / (2 * H);
}

const share = (model: Model, examples: readonly Example[]) => model.share?.(examples.map(({ steps }) => steps)) ?? 1;

/** Gradients by the loops, added up over the steps and examples that the compiled value does not tell apart. */
function expectedGradients(model: Model, examples: readonly Example[], ran: Ran): ReadonlyMap<string, Float64Array> {
  const gradients = new Map<string, Float64Array>();
  for (const place of tapped(model, examples)) {
    const value = ran.seen.get(place.name)!;
    const sum = gradients.get(place.name) ?? new Float64Array(value.numbers.length);
    gradients.set(place.name, sum);
    const start = placeOf(value, ran.program, place.step ?? 0, place.example);
    place.value.forEach((_, component) => {
      sum[start + component]! += share(model, examples) * slope(model, examples[place.example]!, place, component);
    });
  }
  return gradients;
}

describe.each(models)("$name", (model) => {
  describe.each(settings)("$name", (setting) => {
    const { feeds, examples } = feed(model, setting);
    const ran = run(model.document, feeds);

    test("the loss is that of the loops", () => {
      const loss = share(model, examples) * examples.reduce((sum, example) => sum + model.loss(example, plain), 0);
      expect(ran.loss).toBeCloseTo(loss, 11);
    });

    test("every value at every real step is that of the loops", () => {
      for (const { name, step, example, value } of tapped(model, examples)) {
        const seen = ran.seen.get(name)!;
        expect(seen, name).toBeDefined();
        const start = placeOf(seen, ran.program, step ?? 0, example);
        value.forEach((number, component) => {
          expect(seen.numbers[start + component], `${name} at step ${step} of example ${example}`).toBeCloseTo(number, 12);
        });
      }
    });

    test("every gradient at every real step is the difference that moving the value there makes, and on padding it is zero", () => {
      for (const [name, expected] of expectedGradients(model, examples, ran)) {
        const { gradient } = ran.seen.get(name)!;
        expect(gradient.length).toBe(expected.length);
        expected.forEach((slopeThere, index) => {
          const tolerance = 2e-8 * (1 + Math.abs(slopeThere));
          const off = Math.abs(gradient[index]! - slopeThere);
          if (!(off <= tolerance)) expect.fail(`${name}[${index}]: gradient ${gradient[index]}, difference ${slopeThere}`);
        });
      }
    });
  });

  test("all that has a name was compared", () => {
    const { feeds, examples } = feed(model, settings[0]!);
    const names = new Set(tapped(model, examples).map(({ name }) => name));
    const left = [...run(model.document, feeds).seen.keys()].filter((name) => !names.has(name));
    const isState = (name: string) => name.endsWith("]");
    expect(left.filter((name) => !isState(name))).toEqual(["loss"]);
  });
});

describe("axes found through a cycle", () => {
  const ran = run(models.find(({ name }) => name === "number-valued states")!.document, {
    x: [
      [1, 2],
      [3, 4],
      [5, 6],
    ],
    w: 0.5,
  });

  test("a clock that all examples share has no batch axis", () => {
    expect(ran.seen.get("n")).toMatchObject({ time: true, batch: false, shape: [], numbers: [1, 2, 3] });
  });

  test("a state that begins the same for all becomes one for each example", () => {
    expect(ran.seen.get("m")).toMatchObject({ time: true, batch: true, shape: [] });
    expect(ran.seen.get("mz")).toMatchObject({ batch: true });
    expect(ran.seen.get("half")).toMatchObject({ time: false, batch: false });
  });
});
