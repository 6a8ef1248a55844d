// A whole journey with the mouse: σ(W·x + b) from primitive nodes, its numbers checked by hand, saved, loaded anew, opened.

import type { Page } from "playwright";
import { describe, expect, test } from "vitest";
import { emptyPage, expectClose, frame, node, nodes, numbers, openFile, place, saved, set, setting, wire } from "./hands.ts";

interface Shown {
  readonly value: readonly number[];
  readonly gradient: readonly number[];
}

/** The weights that the page drew are read off the inspector like everything else. */
async function shown(page: Page, id: string): Promise<Shown> {
  await frame(page, id).click();
  await expect.poll(() => page.getByTestId("node-name").inputValue()).toBe(id);
  return { value: await numbers(page, "value"), gradient: await numbers(page, "gradient") };
}

async function drawNeuron(page: Page): Promise<void> {
  await place(page, "constant", 0.1, 0.7);
  await set(page, "value", "[0.5, -1, 2]");
  await place(page, "parameter", 0.1, 0.3);
  await set(page, "shape", "2, 3");
  await place(page, "product", 0.28, 0.5);
  await place(page, "parameter", 0.28, 0.8);
  await setting(page, "initializer").selectOption("normal");
  await page.getByTestId("node-name").fill("b");
  await page.getByTestId("node-name").press("Enter");
  await place(page, "add", 0.45, 0.5);
  await place(page, "sigmoid", 0.6, 0.5);
  await place(page, "constant", 0.6, 0.8);
  await set(page, "value", "[1, 0]");
  await place(page, "half-sum-of-squares", 0.82, 0.5);
}

const WIRES = [
  ["W", "product:a"],
  ["c", "product:b"],
  ["product", "add:a"],
  ["b", "add:b"],
  ["add", "sigmoid:x"],
  ["sigmoid", "loss:prediction"],
  ["c2", "loss:target"],
] as const;

describe("with the mouse", () => {
  test("σ(W·x + b) from an empty canvas, its numbers by hand, saved, loaded anew and opened: the same document", async () => {
    const page = await emptyPage();
    await drawNeuron(page);
    for (const [from, to] of WIRES) {
      await wire(page, from, to);
      await page.getByTestId(`wire-${to}`).waitFor();
    }

    const [x, y] = [
      [0.5, -1, 2],
      [1, 0],
    ] as const;
    const weights = await shown(page, "W");
    const bias = await shown(page, "b");
    const sum = [0, 1].map((i) => x.reduce((a, xj, j) => a + (weights.value[3 * i + j] ?? Number.NaN) * xj, bias.value[i] ?? Number.NaN));
    const p = sum.map((a) => 1 / (1 + Math.exp(-a)));
    const byPrediction = p.map((each, i) => each - (y[i] ?? Number.NaN));
    const bySum = p.map((each, i) => (byPrediction[i] ?? Number.NaN) * each * (1 - each));
    expect(bias.value.every((each) => each !== 0)).toBe(true);
    const sigmoid = await shown(page, "sigmoid");
    expectClose(sigmoid.value, p);
    expectClose(sigmoid.gradient, byPrediction);
    const add = await shown(page, "add");
    expectClose(add.value, sum);
    expectClose(add.gradient, bySum);
    expectClose(bias.gradient, bySum);
    expectClose(
      weights.gradient,
      bySum.flatMap((slope) => x.map((each) => slope * each)),
    );
    expectClose((await shown(page, "loss")).value, [0.5 * byPrediction.reduce((total, e) => total + e * e, 0)]);

    const text = await saved(page);
    await page.reload();
    await node(page, "sigmoid").waitFor();
    expect(await saved(page)).toBe(text);
    await page.getByTestId("new").click();
    await expect.poll(() => nodes(page).count()).toBe(0);
    await openFile(page, text);
    await node(page, "sigmoid").waitFor();
    expect(await saved(page)).toBe(text);
    expectClose((await shown(page, "sigmoid")).gradient, byPrediction);
  });

  test("a wire of the wrong shape: the reason is read, the repair is clicked, the result is computed", async () => {
    const page = await emptyPage();
    await place(page, "constant", 0.15, 0.3);
    await set(page, "value", "[1, 2, 3]");
    await place(page, "constant", 0.15, 0.7);
    await set(page, "value", "[1, 0]");
    await place(page, "half-sum-of-squares", 0.7, 0.5);
    await wire(page, "c2", "loss:target");
    await page.getByTestId("wire-loss:target").waitFor();
    await wire(page, "c", "loss:prediction");
    const card = page.getByTestId("refused-wire");
    await card.getByTestId("repair-1").waitFor();
    expect(await card.innerText()).toMatch(/input p has 3 features, target y has 2/);
    await card.getByTestId("repair-1").click();
    await page.getByTestId("wire-loss:prediction").waitFor();
    const z = await shown(page, "z");
    expectClose(
      z.gradient,
      z.value.map((each, k) => each - (k === 0 ? 1 : 0)),
    );
  });
});
