// An optimizer is looked into like a cell: its graph is drawn, can be changed, trains as it is drawn, and one undo closes it again.

import type { Page } from "playwright";
import { expect, test } from "vitest";
import { data, emptyPage, expectClose, frame, node, numbers, openEquations, place, problemsTab, seriousFaults, set } from "./hands.ts";
import { openPage, type PageOptions } from "./page.ts";

const undo = (page: Page) => page.locator("body").press("Control+z");
const back = (page: Page) => page.getByTestId("crumb-top").click();
const crumbs = (page: Page) => page.locator(".crumbs");

/** θ² under momentum: from 5 it goes to 4, 2.3, 0.31 with μ = 0.9, and to 4, 3.2, 2.56 without. */
async function openMomentum(options: PageOptions = {}): Promise<Page> {
  const { page } = await openPage({ ...options, query: { example: "momentum-theta-squared" } });
  await node(page, "update").waitFor();
  await expect.poll(() => data(page, "loss")).toBe(25);
  return page;
}

async function lookInside(page: Page): Promise<void> {
  await node(page, "update").dblclick();
  await node(page, "v").waitFor();
}

async function trainSteps(page: Page, count: number): Promise<void> {
  const before = await data(page, "epoch");
  for (let step = 1; step <= count; step++) {
    await page.getByTestId("step").click();
    await expect.poll(() => data(page, "epoch")).toBe(before + step);
  }
}

async function expectTheta(page: Page, theta: number): Promise<void> {
  await page.getByRole("tab", { name: "Inspector" }).click();
  await frame(page, "theta").click();
  await expect.poll(async () => (await numbers(page, "value"))[0]).toBeCloseTo(theta, 5);
}

test("a double-click opens it, the crumbs lead back, and one undo takes the graph away again", async () => {
  const page = await openMomentum();
  await lookInside(page);
  expect(await crumbs(page).innerText()).toContain("update");
  for (const id of ["w", "g", "eta", "mu", "v$prev", "w_next"]) expect(await node(page, id).isVisible()).toBe(true);
  expect(await problemsTab(page)).toBe("Problems");
  expect(await seriousFaults(page)).toEqual([]);

  await back(page);
  await node(page, "theta").waitFor();
  const field = await openEquations(page);
  await expect.poll(() => field.inputValue()).toContain("update = momentumCopy(loss,");

  await lookInside(page);
  await undo(page);
  await node(page, "theta").waitFor();
  expect(await crumbs(page).count()).toBe(0);
  await expect.poll(() => field.inputValue()).toContain("update = momentum(loss,");
});

test("Enter opens it, and an opened one trains as before", async () => {
  const page = await openMomentum({ theme: "dark" });
  await frame(page, "update").click();
  await page.keyboard.press("Enter");
  await node(page, "v").waitFor();
  expect(await seriousFaults(page)).toEqual([]);
  await back(page);
  await trainSteps(page, 2);
  await expectTheta(page, 2.3);
});

test("a changed constant changes training, and undo brings the old one back", async () => {
  const page = await openMomentum();
  await lookInside(page);
  await frame(page, "mu").click();
  await set(page, "value", "0");
  await back(page);
  await trainSteps(page, 3);
  await expectTheta(page, 2.56);
  expect(await problemsTab(page)).toBe("Problems");

  await page.getByTestId("reset").click();
  await expect.poll(() => data(page, "epoch")).toBe(0);
  await undo(page);
  await trainSteps(page, 3);
  await expectTheta(page, 0.31);
});

test("its equations can be written anew: the step is as long as they say", async () => {
  const page = await openMomentum();
  await lookInside(page);
  const field = await openEquations(page);
  await expect.poll(() => field.inputValue()).toContain("w_next = w - v");
  await field.fill((await field.inputValue()).replace("w_next = w - v", "w_next = w - v ./ 2"));
  await expect.poll(() => page.locator(".react-flow__node").count()).toBe(12);
  await back(page);
  await trainSteps(page, 1);
  await expectTheta(page, 4.5);
});

test("one from the palette has a graph from the beginning; a picture of nothing is a sentence", async () => {
  const page = await emptyPage();
  await place(page, "optimizer", 0.5, 0.5);
  await node(page, "update").waitFor();
  expect(await problemsTab(page)).toBe("Problems");
  await node(page, "update").dblclick();
  await frame(page, "w_next").click();
  await page.getByText("No numbers yet: optimizer").waitFor();
  expect(await page.getByTestId("rule-problem").innerText()).toMatch(/^No numbers yet\. Optimizer "update": input loss has no wire/);
});

const ruleStep = (page: Page) => page.getByTestId("rule-step").getAttribute("data-step");

/** Numbers of a node inside, read off the inspector. */
async function inside(page: Page, id: string): Promise<readonly number[]> {
  await frame(page, id).click();
  await page.getByTestId("value-at-step").first().waitFor();
  return numbers(page, "value");
}

test("inside, the values of the next training step are seen: they follow training and the chosen parameter", async () => {
  const { page } = await openPage({ query: { example: "mlp-sine" } });
  await node(page, "update").dblclick();
  await node(page, "m_hat").waitFor();
  await expect.poll(() => ruleStep(page)).toBe("1");
  expect(await page.getByTestId("slider").count()).toBe(0);

  const [w, g, m] = [await inside(page, "w"), await inside(page, "g"), await inside(page, "m")];
  expect(g.some((x) => x !== 0)).toBe(true);
  expectClose(
    m,
    g.map((x) => 0.1 * x),
  );
  expect(await page.getByText("No gradients here").count()).toBeGreaterThan(0);
  expect(await seriousFaults(page)).toEqual([]);

  await trainSteps(page, 1);
  await expect.poll(() => ruleStep(page)).not.toBe("1");
  await expect.poll(() => inside(page, "w")).not.toEqual(w);
  await expect.poll(async () => (await inside(page, "m$prev")).some((x) => x !== 0)).toBe(true);

  const select = page.getByTestId("rule-parameter");
  const [first, second] = await select.locator("option").allInnerTexts();
  expect(await select.inputValue()).toBe(first);
  const before = await inside(page, "w");
  await select.selectOption(second!);
  await expect.poll(() => inside(page, "w")).not.toEqual(before);

  await back(page);
  await node(page, "update").waitFor();
  expect(await page.getByTestId("rule-step").count()).toBe(0);
});
