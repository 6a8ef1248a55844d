// The same numbers on every host: chosen in the training panel, kept, and those of a browser without relaxed SIMD.

import type { Page } from "playwright";
import { expect, test } from "vitest";
import { moveEngine } from "./engine-host.ts";
import { data, node, openExample, seriousFaults } from "./hands.ts";

const epoch = (page: Page): Promise<number> => data(page, "epoch");
const button = (page: Page, id: string) => page.getByTestId(id);
const box = (page: Page) => page.getByRole("checkbox", { name: "Same numbers on every host" });
const isChosen = (page: Page) => expect.poll(() => box(page).isChecked());

async function runFor(page: Page, epochs: number): Promise<void> {
  const goal = (await epoch(page)) + epochs;
  await expect.poll(() => epoch(page), { timeout: 20_000 }).toBeGreaterThanOrEqual(goal);
}

/** Rounded in another way they would differ from the seventh epoch on. */
const EPOCHS = 12;

/** Losses of the first epochs. */
async function firstLosses(page: Page): Promise<number[]> {
  const losses: number[] = [];
  for (let done = 1; done <= EPOCHS; done++) {
    await button(page, "step").click();
    await expect.poll(() => epoch(page)).toBe(done);
    losses.push(await data(page, "loss"));
  }
  return losses;
}

async function loadedAgain(page: Page): Promise<void> {
  await page.waitForTimeout(500);
  await page.reload();
  await node(page, "update").waitFor();
  await expect.poll(() => button(page, "train").isDisabled()).toBe(false);
}

test("chosen before the first epoch and in the middle of a run, which goes on; a reload keeps it, another document has its own", async () => {
  const page = await openExample("rnn-reber", "update");
  await isChosen(page).toBe(false);
  expect(await box(page).getAttribute("title")).toMatch(/bit for bit, on every computer.*a tenth to a third longer/);
  await box(page).focus();
  await page.keyboard.press("Space");
  await isChosen(page).toBe(true);
  expect(await seriousFaults(page, ".training")).toEqual([]);
  await loadedAgain(page);
  await isChosen(page).toBe(true);
  expect(await epoch(page)).toBe(0);

  await button(page, "train").click();
  await runFor(page, 10);
  await box(page).click();
  await isChosen(page).toBe(false);
  await runFor(page, 10);
  await box(page).click();
  await isChosen(page).toBe(true);
  await runFor(page, 10);
  await button(page, "pause").click();
  await button(page, "train").waitFor();
  const reached = await epoch(page);
  expect(await button(page, "loss-curve").getAttribute("data-points")).toBe(String(reached));

  await loadedAgain(page);
  await isChosen(page).toBe(true);
  expect(await epoch(page)).toBe(reached);
  await button(page, "new").click();
  await expect.poll(() => box(page).count()).toBe(0);
});

test("the losses are those of a browser without relaxed SIMD, where there is nothing to choose", async () => {
  const page = await openExample("rnn-reber", "update");
  await box(page).click();
  await isChosen(page).toBe(true);
  const here = await firstLosses(page);

  const other = await openExample("rnn-reber", "update");
  await moveEngine(other, "no relaxed SIMD");
  await node(other, "update").waitFor();
  await isChosen(other).toBe(true);
  expect(await box(other).isDisabled()).toBe(true);
  expect(await box(other).getAttribute("title")).toMatch(/anyway.*no relaxed SIMD/);
  expect(await seriousFaults(other, ".training")).toEqual([]);
  expect(await firstLosses(other)).toEqual(here);
});
