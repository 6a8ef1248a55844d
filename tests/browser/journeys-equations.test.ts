// The Adam-infused cell typed into an empty document: a graph with loops through z⁻¹ whose nodes stay where a person puts them.

import type { Page } from "playwright";
import { expect, test } from "vitest";
import { drag, emptyPage, frame, middle, node, numbers, problemsTab } from "./hands.ts";

const adam = `x = sequence(2)
y = input(3)
W = parameter(3, 2)
U = parameter(3, 3)
mu = 0.9
S = 0.5
beta = 0.8
eps = 0.001
Wx = W * x
v = mu * v[t-1] + S * Wx
m = beta * m[t-1] + (1 - beta) * Wx .^ 2
h = sigmoid(U * h[t-1] + v ./ (sqrt(m) + eps))
m[0] = 0.01 * ones(3)
loss = halfSumOfSquares(h[T], y)
update = adam(loss, learningRate=0.01)
`;

const field = (page: Page) => page.getByTestId("equations-text");
const placeOf = (page: Page, id: string): Promise<string> =>
  frame(page, id).evaluate((element) => (element as HTMLElement).style.transform);

test("the Adam-infused cell's equations: its loops, a node that was moved stays while β changes, and undo brings the text back", async () => {
  const page = await emptyPage();
  await page.getByTestId("equations-tab").click();
  await field(page).fill(adam);
  for (const id of ["v", "m", "h", "loss", "update"]) await node(page, id).waitFor();
  for (const state of ["v", "m", "h"]) {
    await node(page, `${state}$prev`).waitFor();
    await page.getByTestId(`wire-${state}$prev:x`).waitFor({ state: "attached" });
  }
  await page.getByTestId("slider").waitFor();
  await expect.poll(() => problemsTab(page)).toBe("Problems");

  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: /fit/i }).first().click();
  await page.waitForTimeout(300);
  const before = await placeOf(page, "m");
  const from = await middle(node(page, "m"));
  await drag(page, from, { x: from.x + 40, y: from.y + 70 });
  await expect.poll(() => placeOf(page, "m")).not.toBe(before);
  const moved = await placeOf(page, "m");

  await expect.poll(() => field(page).inputValue()).toContain("beta = 0.8");
  const text = await field(page).inputValue();
  await field(page).fill(text.replace("beta = 0.8", "beta = 0.5"));
  await expect.poll(() => node(page, "beta").innerText()).toContain("0.5");
  expect(await placeOf(page, "m")).toBe(moved);

  // the change is what the engine computes with
  await page.getByRole("tab", { name: "Inspector" }).click();
  await frame(page, "beta").click();
  await expect.poll(() => numbers(page, "value")).toEqual([0.5]);
  await page.getByTestId("undo").click();
  await expect.poll(() => numbers(page, "value")).toEqual([0.8]);
  expect(await placeOf(page, "m")).toBe(moved);
  await page.getByTestId("equations-tab").click();
  await expect.poll(() => field(page).inputValue()).toBe(text);
});
