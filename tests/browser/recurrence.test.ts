// The panel that looks into recurrence: its numbers, what it says, and that it goes with slider, example, edits and training.

import { readFileSync } from "node:fs";
import type { Page } from "playwright";
import { describe, expect, test } from "vitest";
import { data, emptyPage, focused, openExample, openFile, seriousFaults } from "./hands.ts";
import { openPage, type PageOptions } from "./page.ts";

async function openPanel(page: Page): Promise<void> {
  await page.getByTestId("recurrence-tab").click();
  await page.getByTestId("verdict").waitFor();
}

const norms = async (page: Page): Promise<number[]> => {
  const text = await page.getByTestId("recurrence-norms").getAttribute("data-norms");
  return (text ?? "").split(" ").map(Number);
};

const fate = (page: Page) => page.getByTestId("verdict").getAttribute("data-fate");

async function toEnd(page: Page): Promise<void> {
  await page.getByTestId("slider").focus();
  await page.keyboard.press("End");
}

describe("a simple recurrent cell", () => {
  test("vanishes at the rate of its norms, through tanh", async () => {
    const page = await openExample("rnn-reber", "rnn");
    await openPanel(page);
    const all = await norms(page);
    expect(all.at(-1)).toBeCloseTo(1, 12);
    expect(all[0]).toBeLessThan(0.01);
    expect(await fate(page)).toBe("vanishes");
    const rate = Number(await page.getByTestId("verdict").getAttribute("data-rate"));
    expect(rate).toBeCloseTo(all[0]! ** (1 / (all.length - 1)), 12);
    expect(await page.getByTestId("verdict").innerText()).toContain("Most of it is lost at rnn.h (hidden state)");
    const radii = await page.getByTestId("matrix").evaluateAll((rows) => rows.map((row) => Number(row.getAttribute("data-radius"))));
    expect(radii).toHaveLength(1);
    // orthogonal at first
    expect(radii[0]).toBeCloseTo(1, 12);
  });

  test("shows the Jacobian at the step under the slider", async () => {
    const page = await openExample("rnn-reber", "rnn");
    await openPanel(page);
    const all = await norms(page);
    expect(await data(page, "by-state-at-step")).toBe(all[0]);
    await toEnd(page);
    await page.getByText(`Jacobians at i = ${all.length - 1}`).waitFor();
    expect(await data(page, "by-state-at-step")).toBe(all.at(-1));
    const frobenius = Number(await page.getByTestId("jacobian-by-state").getAttribute("data-frobenius"));
    // the identity of four units
    expect(frobenius).toBeCloseTo(2, 12);
  });

  test("goes with the example, and with training", async () => {
    const page = await openExample("rnn-reber", "rnn");
    await openPanel(page);
    const before = await norms(page);
    await page.getByLabel("example").fill("3");
    await page.keyboard.press("Enter");
    await expect.poll(() => norms(page)).not.toEqual(before);
    const untrained = await norms(page);
    await page.getByTestId("train").click();
    await expect.poll(() => norms(page)).not.toEqual(untrained);
    await page.getByTestId("pause").click();
    expect(await fate(page)).toBeTruthy();
  });

  test("goes to the node that is to blame", async () => {
    const page = await openExample("rnn-reber", "rnn");
    await openPanel(page);
    await page.getByRole("button", { name: "Show rnn.h" }).click();
    await page.getByTestId("inspector").getByText("hidden state").first().waitFor();
  });
});

describe("an LSTM", () => {
  test("has two states, four matrices, and a memory horizon for C", async () => {
    const page = await openExample("lstm-embedded-reber", "lstm");
    await openPanel(page);
    expect(await page.getByTestId("recurrence-state").inputValue()).toBe("lstm.h");
    expect(await page.getByTestId("matrix").count()).toBe(4);
    expect(await page.getByTestId("saturation").count()).toBe(5);
    expect(await page.getByTestId("horizon").count()).toBe(0);
    await page.getByTestId("recurrence-state").selectOption("lstm.C");
    await page.getByTestId("horizon").waitFor();
    expect(await data(page, "kept-at-step")).toBeGreaterThan(0.2);
    await toEnd(page);
    await expect.poll(() => data(page, "kept-at-step")).toBe(1);
  });
});

describe("an LSTM with its gates' matrices below each other", () => {
  test("shows the matrix of each gate by its name", async () => {
    const page = await emptyPage();
    await openFile(page, readFileSync(new URL("../../graphs/cells/momentum-lstm.json", import.meta.url), "utf8"));
    await openPanel(page);
    await expect.poll(() => page.getByTestId("matrix").count()).toBe(4);
    const rows = await page.getByTestId("matrix").evaluateAll((all) => all.map((row) => row.getAttribute("data-rows-of")));
    expect(rows).toEqual(["f", "i", "C_tilde", "o"]);
    expect(await page.getByTestId("matrix").first().getByRole("rowheader").innerText()).toContain("rows of");
  });
});

describe("a large graph", () => {
  test("says that it is being computed; that can be stopped, and gone on with", async () => {
    const page = await openExample("next-character", "lstm");
    await page.getByTestId("recurrence-tab").click();
    await page.getByTestId("recurrence-stop").click();
    await page.getByTestId("recurrence-stopped").waitFor();
    expect(await page.getByTestId("verdict").count()).toBe(0);
    await page.getByTestId("recurrence-go-on").click();
    await page.getByTestId("recurrence-working").waitFor();
    await page.getByTestId("verdict").waitFor({ timeout: 60_000 });
    expect(await page.getByTestId("recurrence-working").count()).toBe(0);
  });
});

describe("a graph without recurrence", () => {
  test("is told what is missing", async () => {
    const { page } = await openPage({ query: { example: "mlp-sine" } });
    await page.getByTestId("recurrence-tab").click();
    await page.getByTestId("recurrence-nothing").waitFor();
    expect(await page.getByTestId("recurrence-nothing").innerText()).toContain("There is no recurrence in this graph");
  });
});

describe.each(["light", "dark"] as const)("in the %s theme", (theme) => {
  test("everyone can use it", async () => {
    const options: PageOptions = { theme, query: { example: "lstm-embedded-reber" } };
    const { page } = await openPage(options);
    await openPanel(page);
    expect(await seriousFaults(page, "#dock")).toEqual([]);
  });
});

test("by keyboard: to the tab, to the state, and on", async () => {
  const page = await openExample("adam-cell-embedded-reber", "adam");
  await page.getByRole("tab", { name: "Inspector" }).focus();
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("ArrowRight");
  await page.getByTestId("verdict").waitFor();
  expect(await fate(page)).toBe("vanishes");
  await page.keyboard.press("Tab");
  expect(
    await page
      .getByTestId("recurrence-alone")
      .locator("input")
      .evaluate((radio) => radio === document.activeElement),
  ).toBe(true);
  await page.keyboard.press("Tab");
  expect(await focused(page)).toBe("recurrence-state");
  await page.keyboard.press("ArrowUp");
  await page.getByTestId("horizon").waitFor();
  expect(await page.getByTestId("recurrence-state").inputValue()).toBe("adam.m");
  expect(await focused(page)).toBe("recurrence-state");
});
