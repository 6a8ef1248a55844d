// The inspector in a real browser: what it shows of the LSTM's nodes agrees, number by number, with the numbers in its own table.

import type { Locator, Page } from "playwright";
import { describe, expect, test } from "vitest";
import { examplePage, expectClose, frame, node, numbers, seriousFaults } from "./hands.ts";
import type { PageOptions } from "./page.ts";

/** The cell of the example that the page begins with, at a step in the middle. */
async function openCell(options: PageOptions = {}): Promise<Page> {
  const page = await examplePage(options);
  await node(page, "lstm").dblclick();
  await page.getByTestId("summary-f").waitFor();
  return page;
}

async function select(page: Page, id: string): Promise<void> {
  await frame(page, id).click();
  await page.getByTestId("chain-row").first().waitFor();
}

async function toStep(page: Page, step: number): Promise<void> {
  await page.getByTestId("slider").focus();
  await page.keyboard.press("Home");
  for (let k = 0; k < step; k++) await page.keyboard.press("ArrowRight");
  await page.getByText(`Numbers at t = ${step}`).waitFor();
}

const dataOf = (locator: Locator, name: string): Promise<string[]> =>
  locator.evaluateAll((elements, key) => elements.map((element) => element.getAttribute(`data-${key}`) ?? ""), name);

interface Shown {
  readonly value: readonly number[];
  readonly gradient: readonly number[];
}

const shown = async (page: Page, id: string): Promise<Shown> => {
  await select(page, id);
  return { value: await numbers(page, "value"), gradient: await numbers(page, "gradient") };
};

interface Row {
  readonly sign: string;
  readonly tex: string;
  readonly norm: number;
  readonly numbers: readonly number[];
}

async function chain(page: Page): Promise<Row[]> {
  const rows = page.getByTestId("chain-row");
  const [signs, texts, norms, vectors] = await Promise.all(["sign", "tex", "norm", "numbers"].map((name) => dataOf(rows, name)));
  return signs!.map((sign, k) => ({
    sign,
    tex: texts![k]!,
    norm: Number(norms![k]),
    numbers: vectors![k]!.split(" ").map(Number),
  }));
}

const norm = (numbers: readonly number[]): number => Math.hypot(...numbers);
const attribute = (page: Page, testid: string, name: string) => page.getByTestId(testid).first().getAttribute(name);

describe("the forget gate", () => {
  test("has the formula of the paper, a product of vectors and its slope", async () => {
    const page = await openCell();
    await select(page, "f");
    await toStep(page, 5);
    const state = await shown(page, "C");
    const before = await shown(page, "C_before$");
    const gate = await shown(page, "f");
    expect(await attribute(page, "formula", "data-tex")).toBe("f_{t} = \\sigma(W_{f} \\, [h_{t-1};\\, x_{t}] + b_{f})");

    const rows = await chain(page);
    expect(rows.map(({ sign }) => sign)).toEqual(["", "⊙", "="]);
    expectClose(rows[0]!.numbers, state.gradient);
    expectClose(rows[1]!.numbers, before.value);
    expectClose(rows[2]!.numbers, gate.gradient);
    expectClose(
      state.gradient.map((x, k) => x * before.value[k]!),
      gate.gradient,
    );
    expect(Number(await attribute(page, "norm-at-step", "data-value"))).toBeCloseTo(norm(gate.gradient), 12);
    expectClose(
      rows.map((row) => row.norm),
      rows.map((row) => norm(row.numbers)),
    );

    expect(await attribute(page, "local-derivative", "data-tex")).toBe("\\partial f/\\partial a = f \\odot (1 - f)");
    const mean = gate.value.reduce((sum, x) => sum + x * (1 - x), 0) / gate.value.length;
    expect(Number(await attribute(page, "local-derivative", "data-mean"))).toBeCloseTo(mean, 12);
  });
});

describe("the states", () => {
  test("are sums over their wires at every step", async () => {
    const page = await openCell();
    for (const [id, step] of [
      ["C", 3],
      ["h", 9],
    ] as const) {
      await select(page, id);
      await toStep(page, step);
      const rows = await chain(page);
      const { gradient } = await shown(page, id);
      expect(rows.map(({ sign }) => sign)).toEqual(["", "+", "="]);
      expectClose(
        gradient.map((_, k) => rows[0]!.numbers[k]! + rows[1]!.numbers[k]!),
        gradient,
      );
    }
  });

  test("are told in words to those who listen", async () => {
    const page = await openCell();
    await select(page, "h");
    const table = page.getByRole("table", { name: "The gradient by h is what comes from h one step later plus what comes from z." });
    expect(await table.count()).toBe(1);
  });
});

test("a gate's weight is a matrix, with a gradient of its own", async () => {
  const page = await openCell();
  await select(page, "f");
  await page.getByRole("combobox", { name: "Shown" }).selectOption("lstm.W_f");
  await page.getByText("Value, rows × columns").waitFor();
  expect(await page.getByTestId("chain-row").count()).toBe(0);
  expect(await attribute(page, "local-derivative", "data-tex")).toContain("\\bar{W}");
});

test("by keyboard: from the summary to a value, its numbers folded and opened", async () => {
  const page = await openCell();
  await page.getByTestId("summary-C").focus();
  await page.keyboard.press("Enter");
  await page.getByTestId("chain-row").first().waitFor();
  await page.locator("details.numbers summary").focus();
  await page.keyboard.press("Enter");
  await expect.poll(() => page.getByTestId("value-at-step").first().isVisible()).toBe(false);
  await page.keyboard.press("Enter");
  await expect.poll(() => page.getByTestId("value-at-step").first().isVisible()).toBe(true);
});

test("the dock has no serious fault of accessibility, in light and in dark", async () => {
  for (const theme of ["light", "dark"] as const) {
    const page = await openCell({ theme });
    expect(await seriousFaults(page, ".dock"), theme).toEqual([]);
    await select(page, "C");
    expect(await seriousFaults(page, ".dock"), theme).toEqual([]);
  }
});

test("another selection is on screen within 100 ms", async () => {
  const page = await openCell();
  for (const id of ["f", "C", "h", "stack$"]) await select(page, id);
  const times = await page.evaluate(async () => {
    const frame = () => new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
    const measured: number[] = [];
    for (let round = 0; round < 12; round++) {
      const id = ["f", "C", "h", "o"][round % 4];
      const node = document.querySelector<HTMLElement>(`.react-flow__node[data-id="${id}"]`);
      const start = performance.now();
      node?.click();
      await frame();
      measured.push(performance.now() - start);
    }
    return measured.sort((a, b) => a - b);
  });
  const [quartile, median, worst] = [times[3], times[6], times[11]].map((time) => time ?? Number.NaN);
  console.info(`selection to screen: quartile ${quartile?.toFixed(0)} ms, median ${median?.toFixed(0)} ms, worst ${worst?.toFixed(0)} ms`);
  // what the page itself needs: other work on the machine only adds to it
  expect(quartile).toBeLessThan(100);
});
