// Cells side by side: curves that grow together, stopping, taking one, and the way back. The graph stays as it is until one is taken.

import type { Page } from "playwright";
import { describe, expect, test } from "vitest";
import { data, focused, focusIsVisible, openExample, saved, seriousFaults } from "./hands.ts";
import { openPage } from "./page.ts";

async function openPart(page: Page): Promise<void> {
  await page.getByTestId("recurrence-tab").click();
  await page.getByTestId("recurrence-together").click();
  await page.getByTestId("against-gru").waitFor();
}

async function choose(page: Page, epochs: number, ...cells: readonly string[]): Promise<void> {
  for (const cell of cells) await page.getByTestId(`against-${cell}`).check();
  await page.getByTestId("compare-epochs").fill(String(epochs));
}

const over = (page: Page, state: "done" | "stopped") =>
  page.locator(`[data-testid=comparing][data-state=${state}]`).waitFor({ timeout: 60_000 });

async function compared(page: Page, epochs: number, ...cells: readonly string[]): Promise<void> {
  await openPart(page);
  await choose(page, epochs, ...cells);
  await page.getByTestId("compare").click();
  await over(page, "done");
}

interface Entrant {
  readonly name: string;
  readonly epochs: number;
  readonly loss: number;
}

const entrants = (page: Page): Promise<Entrant[]> =>
  page.getByTestId("entrant").evaluateAll((rows) =>
    rows.map((row) => ({
      name: row.getAttribute("data-name") ?? "",
      epochs: Number(row.getAttribute("data-epochs")),
      loss: Number(row.getAttribute("data-loss") ?? Number.NaN),
    })),
  );

/** Waits until this cell is the one that the graph has. */
const present = (page: Page, name: string) => page.locator(`[data-testid=take-${name}][aria-disabled=true]`).waitFor();

const cellOf = async (page: Page): Promise<string> => {
  const { graph } = JSON.parse(await saved(page)) as { graph: { nodes: { id: string; attributes: { cell?: string } }[] } };
  return graph.nodes.find(({ id }) => id === "lstm")?.attributes.cell ?? "";
};

describe("the LSTM beside a GRU and a simple recurrent cell", () => {
  test("all are trained from fresh weights, and told in curves and numbers; the graph stays as it is", async () => {
    const page = await openExample("lstm-embedded-reber", "lstm");
    const before = await saved(page);
    await compared(page, 6, "gru", "rnn");
    const found = await entrants(page);
    expect(found.map(({ name, epochs }) => [name, epochs])).toEqual([
      ["lstm", 6],
      ["gru", 6],
      ["rnn", 6],
    ]);
    expect(new Set(found.map(({ loss }) => loss)).size).toBe(3);
    expect(await page.locator(".loss-plot canvas").count()).toBe(1);
    expect(await page.getByTestId("gradient-lines").getAttribute("data-lines")).toBe("3");
    for (const name of ["lstm", "gru", "rnn"])
      expect(await page.getByTestId(`verdict-of-${name}`).getAttribute("data-fate")).toBe("vanishes");
    expect(await saved(page)).toBe(before);
    expect(await data(page, "epoch")).toBe(0);
    // the loss of the graph's own cell is that of the training panel after as many epochs
    for (let epoch = 1; epoch <= 6; epoch++) {
      await page.getByTestId("step").click();
      await expect.poll(() => data(page, "epoch")).toBe(epoch);
    }
    expect(await data(page, "loss")).toBeCloseTo(found[0]!.loss, 10);
  });

  test("can be stopped while it trains; what is known by then is looked into", async () => {
    const page = await openExample("lstm-embedded-reber", "lstm");
    await openPart(page);
    await choose(page, 10_000, "gru");
    await page.getByTestId("compare").click();
    // before the first report there is nobody
    const shortest = async () => Math.min(...(await entrants(page)).map(({ epochs }) => epochs));
    const begun = async () => (await entrants(page)).length === 2 && (await shortest()) > 2;
    await expect.poll(begun, { timeout: 30_000 }).toBe(true);
    await page.getByTestId("stop-comparing").click();
    await over(page, "stopped");
    // the same button begins anew
    expect(await focused(page)).toBe("compare");
    const [lstm, gru] = await entrants(page);
    expect(lstm!.epochs).toBeLessThan(10_000);
    expect(Math.abs(lstm!.epochs - gru!.epochs)).toBeLessThanOrEqual(1);
    expect(await page.getByTestId("verdict-of-gru").getAttribute("data-fate")).toBeTruthy();
  });

  test("the page answers while it trains, and another tab does not end it", async () => {
    const page = await openExample("lstm-embedded-reber", "lstm");
    await openPart(page);
    await choose(page, 150, "gru");
    await page.getByTestId("compare").click();
    await page.getByTestId("entrant").first().waitFor();
    await page.getByRole("tab", { name: "Inspector" }).click();
    await page.getByLabel("example").fill("3");
    await page.keyboard.press("Enter");
    await page.getByTestId("recurrence-tab").click();
    await over(page, "done");
    expect((await entrants(page)).map(({ epochs }) => epochs)).toEqual([150, 150]);
  });

  test("one is taken into the graph; one undo brings the other back", async () => {
    const page = await openExample("lstm-embedded-reber", "lstm");
    const before = await saved(page);
    await compared(page, 2, "gru");
    await present(page, "lstm");
    await page.getByTestId("take-gru").focus();
    await page.keyboard.press("Enter");
    await present(page, "gru");
    expect(await focused(page)).toBe("take-gru");
    expect(await cellOf(page)).toBe("gru");
    await page.getByText("The graph has changed since").waitFor();
    await page.getByTestId("train").waitFor();
    await page.locator("body").press("Control+z");
    await present(page, "lstm");
    expect(await saved(page)).toBe(before);
  });

  test("a cell that does not fit says why, and the others go on", async () => {
    const page = await openExample("lstm-embedded-reber", "lstm");
    await compared(page, 2, "gru", "rnnTwoLayers");
    expect((await entrants(page)).map(({ epochs }) => epochs)).toEqual([2, 2, 0]);
    expect(await page.getByTestId("verdict-of-rnnTwoLayers").innerText()).toContain("one value for the whole sequence");
  });

  test("another file ends it", async () => {
    const page = await openExample("lstm-embedded-reber", "lstm");
    await openPart(page);
    await choose(page, 10_000, "gru");
    await page.getByTestId("compare").click();
    await page.getByTestId("entrant").first().waitFor();
    await page.getByTestId("new").click();
    await page.getByTestId("recurrence-tab").click();
    await page.getByText("Nothing to compare").waitFor();
    expect(await page.getByTestId("comparing").count()).toBe(0);
  });
});

test("by keyboard: to the part, a cell, the epochs and on", async () => {
  const page = await openExample("rnn-reber", "rnn");
  await page.getByTestId("recurrence-tab").click();
  await page.getByTestId("recurrence-alone").locator("input").focus();
  await page.keyboard.press("ArrowRight");
  await page.getByTestId("against-gru").focus();
  expect(await focusIsVisible(page)).toBe(true);
  await page.keyboard.press("Space");
  await page.getByTestId("compare-epochs").focus();
  await page.keyboard.press("Control+a");
  await page.keyboard.type("3");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  await over(page, "done");
  expect((await entrants(page)).map(({ name }) => name)).toEqual(["rnn", "gru"]);
});

test("nothing is begun without a cell or with epochs that are none", async () => {
  const page = await openExample("rnn-reber", "rnn");
  await openPart(page);
  expect(await page.getByTestId("compare").isDisabled()).toBe(true);
  await choose(page, 0, "gru");
  expect(await page.getByTestId("compare").isDisabled()).toBe(true);
  expect(await page.getByTestId("compare-epochs").getAttribute("aria-invalid")).toBe("true");
  await page.getByTestId("compare-epochs").fill("5");
  expect(await page.getByTestId("compare").isDisabled()).toBe(false);
});

describe.each(["light", "dark"] as const)("in the %s theme", (theme) => {
  test("everyone can use it", async () => {
    const { page } = await openPage({ theme, query: { example: "lstm-embedded-reber" } });
    await compared(page, 2, "gru", "rnn");
    expect(await seriousFaults(page, "#dock")).toEqual([]);
  });
});
