// The page as a person uses it: built, in a real Chromium, by mouse and keyboard.

import type { ConsoleMessage, Page } from "playwright";
import { beforeEach, describe, expect, test } from "vitest";
import {
  data,
  drag,
  emptyPage,
  examplePage,
  frame,
  middle,
  node,
  nodes,
  numbers,
  openEquations,
  openFile,
  place,
  saved,
  seriousFaults,
  set,
  wire,
} from "./hands.ts";
import { openPage } from "./page.ts";

const edgeCount = (page: Page): Promise<number> => page.locator(".react-flow__edge").count();

/** sigmoid(W·x + b), dragged and wired by hand. */
async function drawLayer(page: Page): Promise<void> {
  await place(page, "input", 0.15, 0.5);
  await place(page, "affine", 0.4, 0.5);
  await place(page, "sigmoid", 0.65, 0.5);
  await wire(page, "x", "affine");
  await page.getByTestId("wire-affine:x").waitFor();
  await wire(page, "affine", "sigmoid");
  await page.getByTestId("wire-sigmoid:x").waitFor();
}

describe("the page", () => {
  test("opens with an example and says nothing on the console", async () => {
    const { page } = await openPage();
    await node(page, "lstm").waitFor();
    await expect.poll(() => page.getByTestId("slider").count()).toBe(1);
    expect(await page.getByTestId("title").inputValue()).toBe("lstm-embedded-reber");
  });

  test("has no serious fault of accessibility, in light and in dark, with a node selected", async () => {
    for (const theme of ["light", "dark"] as const) {
      const { page } = await openPage({ theme });
      await node(page, "z").click();
      await page.getByTestId("value-at-step").first().waitFor();
      expect(await seriousFaults(page), theme).toEqual([]);
    }
  });

  test("begins in the theme of the system, and changes it", async () => {
    const { page } = await openPage({ theme: "dark" });
    const theme = () => page.locator("html").getAttribute("data-theme");
    expect(await theme()).toBe("dark");
    await page.getByTestId("theme").click();
    expect(await theme()).toBe("light");
    await page.reload();
    await node(page, "lstm").waitFor();
    expect(await theme()).toBe("light");
  });
});

describe("drawing", () => {
  test("sigmoid(W·x + b) is drawn with the mouse and computed at once", async () => {
    const page = await emptyPage();
    await drawLayer(page);
    await node(page, "affine").click();
    await set(page, "units", "3");
    await node(page, "sigmoid").click();
    const values = await numbers(page, "value");
    expect(values).toHaveLength(3);
    expect(values.every((value) => value > 0 && value < 1)).toBe(true);
  });

  test("undo and redo go step by step, and a drag is one step", async () => {
    const page = await emptyPage();
    await drawLayer(page);
    const before = await middle(node(page, "sigmoid"));
    await drag(page, before, { x: before.x + 40, y: before.y + 80 });
    expect((await middle(node(page, "sigmoid"))).y).toBeGreaterThan(before.y + 40);
    await page.keyboard.press("Control+z");
    await expect.poll(async () => Math.round((await middle(node(page, "sigmoid"))).y - before.y)).toBe(0);
    await page.getByTestId("undo").click();
    await expect.poll(() => edgeCount(page)).toBe(1);
    await page.getByTestId("redo").click();
    await expect.poll(() => edgeCount(page)).toBe(2);
  });

  test("a wire that does not fit is refused with its reason, and the graph stays as it was", async () => {
    const page = await examplePage();
    const before = await saved(page);
    await wire(page, "lstm:h", "loss:prediction");
    const card = page.getByTestId("refused-wire");
    await card.waitFor();
    expect(await card.getAttribute("role")).toBe("alert");
    expect(await card.innerText()).toMatch(/20/);
    expect(await page.getByTestId("problems").innerText()).toContain("the graph is as it was");
    expect(await saved(page)).toBe(before);
    await page.keyboard.press("Escape");
    await card.waitFor({ state: "detached" });
  });

  test("by keyboard: search, Enter, arrows, Delete", async () => {
    const page = await emptyPage();
    await page.keyboard.press("/");
    await page.keyboard.type("tanh");
    await page.keyboard.press("Enter");
    await node(page, "tanh").waitFor();
    const before = await middle(node(page, "tanh"));
    await frame(page, "tanh").focus();
    await page.keyboard.press("ArrowRight");
    await expect.poll(async () => (await middle(node(page, "tanh"))).x).toBeGreaterThan(before.x);
    await page.keyboard.press("Delete");
    await node(page, "tanh").waitFor({ state: "detached" });
  });

  test("`/` has the cursor in the search box before the next key can come, with the palette open and folded", async () => {
    const page = await emptyPage();
    const focusedAtOnce = () =>
      page.evaluate(() => {
        window.dispatchEvent(new KeyboardEvent("keydown", { key: "/", code: "Slash" }));
        return document.activeElement?.id;
      });
    expect(await focusedAtOnce()).toBe("palette-search");
    await page.getByTestId("fold").click();
    expect(await focusedAtOnce()).toBe("palette-search");
  });

  test("copy and paste give new nodes with the wires among them", async () => {
    const page = await emptyPage();
    await drawLayer(page);
    await page.keyboard.press("Control+a");
    await page.keyboard.press("Control+c");
    await page.keyboard.press("Control+v");
    await expect.poll(() => nodes(page).count()).toBe(6);
    await expect.poll(() => edgeCount(page)).toBe(4);
  });
});

describe("files", () => {
  test("what was saved opens as the same document", async () => {
    const page = await emptyPage();
    await drawLayer(page);
    await page.getByTestId("title").fill("Logistic layer");
    await page.getByTestId("title").press("Enter");
    const before = await saved(page);
    expect(JSON.parse(before)).toMatchObject({ title: "Logistic layer" });
    await page.getByTestId("new").click();
    await expect.poll(() => nodes(page).count()).toBe(0);
    await openFile(page, before, "logistic-layer.json");
    await node(page, "sigmoid").waitFor();
    expect(await saved(page)).toBe(before);
  });

  test("a file that does not load says why, and the open graph stays", async () => {
    const page = await examplePage();
    await openFile(page, '{ "format": "gradwire", "version": 1, "title": 3 }', "broken.json");
    const problems = page.getByTestId("problems");
    await problems.waitFor();
    expect(await problems.innerText()).toMatch(/broken\.json/);
    expect(await problems.innerText()).toMatch(/title/);
    expect(await node(page, "lstm").count()).toBe(1);
  });
});

describe("cells", () => {
  test("a double click looks into a cell, the breadcrumb leads back", async () => {
    const { page } = await openPage();
    await node(page, "lstm").dblclick();
    await node(page, "C_tilde").waitFor();
    await page.getByTestId("crumb-top").click();
    await node(page, "lstm").waitFor();
  });
});

/** Opens it from the menu, and waits until its wires lie. */
async function openFromMenu(page: Page, name: string): Promise<void> {
  await page.getByTestId("examples").click();
  await page.getByTestId(`example-${name}`).click();
  await expect.poll(() => page.getByTestId("title").inputValue()).toBe(name);
  await page.locator('[data-testid="canvas"][data-routing="done"]').waitFor();
}

describe("one graph after the other", () => {
  const warnings: string[] = [];

  const note = (message: ConsoleMessage): void => void (message.type() === "warning" && warnings.push(message.text()));
  beforeEach(() => {
    warnings.length = 0;
  });

  test("examples that share names of nodes but not their ports follow each other without a warning", async () => {
    const page = await examplePage();
    page.on("console", note);
    const names = ["mlp-sine", "momentum-theta-squared", "next-character", "next-word", "note-003-jacobian", "rnn-reber"];
    for (const name of names) await openFromMenu(page, name);
    expect(warnings).toEqual([]);
  });

  test("a cell and an optimizer open from the menu by keyboard alone, and by the address", async () => {
    const page = await examplePage();
    page.on("console", note);
    for (const [typed, name] of [
      ["gru-r", "gru-reset-after"],
      ["nest", "nesterov"],
    ]) {
      await page.getByTestId("examples").focus();
      await page.keyboard.press("Enter");
      await page.getByRole("menu").waitFor();
      await page.keyboard.type(typed!);
      await page.keyboard.press("Enter");
      await expect.poll(() => page.getByTestId("title").inputValue()).toBe(name);
      await page.getByRole("menu").waitFor({ state: "detached" });
    }
    expect(warnings).toEqual([]);
    const { page: asked } = await openPage({ query: { example: "rmsprop" } });
    await node(asked, "w_next").waitFor();
    expect(await asked.getByTestId("title").inputValue()).toBe("rmsprop");
  });

  test("the menu has its sections, scrolls to what the keyboard is at, and has no serious fault of accessibility", async () => {
    const page = await examplePage();
    await page.getByTestId("examples").click();
    const sections = await page
      .getByRole("menu")
      .getByRole("group")
      .evaluateAll((all) => all.map((one) => one.getAttribute("aria-label")));
    expect(sections.filter((name) => name !== "Worked on before")).toEqual(["New", "Examples", "Notes' errors", "Cells", "Optimizers"]);
    await page.keyboard.press("End");
    const last = page.getByRole("menuitem").last();
    expect(await last.evaluate((item) => item === document.activeElement)).toBe(true);
    await expect.poll(async () => (await middle(last)).y).toBeLessThan(900);
    expect(await seriousFaults(page, ".popover")).toEqual([]);
  });

  test("equations that give a name another meaning replace each other without a warning", async () => {
    const page = await emptyPage();
    page.on("console", note);
    const field = await openEquations(page);
    const meanings = ["h = a + b", "h = tanh(a)\nb = -h", "h = halfSumOfSquares(a, b)", "h = a[t-1]\nb = h .* a", "h = a + b"];
    for (const meaning of meanings) {
      const inputs = ["a = sequence(2)", ...(meaning.includes("\nb =") ? [] : ["b = sequence(2)"])];
      await field.fill([...inputs, meaning].join("\n"));
      await page.getByTestId("canvas").and(page.locator('[data-routing="done"]')).waitFor();
      await expect.poll(() => edgeCount(page)).toBe(meaning.includes("tanh") ? 2 : meaning.includes("\n") ? 3 : 2);
    }
    expect(warnings).toEqual([]);
  });
});

async function loss(page: Page): Promise<number> {
  await expect.poll(() => data(page, "loss")).not.toBeNaN();
  return data(page, "loss");
}

describe("training", () => {
  test("trains rnn-reber for 50 epochs, pauses, and shows the gradient of a node at two steps", async () => {
    const { page } = await openPage();
    await page.getByTestId("examples").click();
    await page.getByTestId("example-rnn-reber").click();
    await node(page, "rnn").waitFor();
    const first = await loss(page);
    await page.getByTestId("train").click();
    await expect.poll(() => data(page, "epoch"), { timeout: 50_000 }).toBeGreaterThanOrEqual(50);
    await page.getByTestId("pause").click();
    await page.getByTestId("train").waitFor();
    expect(await loss(page)).toBeLessThan(first);

    await node(page, "rnn").dblclick();
    await node(page, "h").click();
    await page.getByTestId("slider").focus();
    await page.keyboard.press("Home");
    const early = await numbers(page, "gradient");
    await page.keyboard.press("End");
    await expect.poll(() => numbers(page, "gradient")).not.toEqual(early);
    const late = await numbers(page, "gradient");
    expect(early).toHaveLength(late.length);
    expect([...early, ...late].every(Number.isFinite)).toBe(true);
    expect(early.some((x) => x !== 0)).toBe(true);
  });
});
