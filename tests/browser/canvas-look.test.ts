// How the canvas shows what is asked of it: tips, ghosts, unknown shapes, long names, the card of a refused wire, hulls.

import type { Locator, Page } from "playwright";
import { describe, expect, test } from "vitest";
import { emptyPage, examplePage, frame, middle, node, openFile, place, port, saved, startDrag, wire } from "./hands.ts";
import { openPage } from "./page.ts";

interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

async function boxOf(locator: Locator): Promise<Box> {
  const box = await locator.boundingBox();
  if (!box) throw new Error("nothing to be seen there");
  return box;
}

const meet = (a: Box, b: Box): boolean => a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;

const holds = (outer: Box, inner: Box): boolean =>
  outer.x <= inner.x &&
  outer.y <= inner.y &&
  outer.x + outer.width >= inner.x + inner.width &&
  outer.y + outer.height >= inner.y + inner.height;

/** A wire from the cell's 20 units to the loss, which compares with 7. */
async function refusedPage(): Promise<Page> {
  const page = await examplePage();
  await wire(page, "lstm:h", "loss:prediction");
  await page.getByTestId("refused-wire").waitFor();
  await page.getByTestId("repair-1").waitFor();
  return page;
}

describe("a node under the pointer", () => {
  test("says its name and shape above itself, and covers no number", async () => {
    const page = await examplePage();
    await node(page, "z").hover();
    const tip = page.getByTestId("tip");
    await tip.waitFor();
    expect(await tip.innerText()).toMatch(/z\s*7 · time 17 · batch 400/);
    expect(meet(await boxOf(tip), await boxOf(node(page, "z").locator(".gate-number")))).toBe(false);
    await page.mouse.move(2, 2);
    await tip.waitFor({ state: "detached" });
  });

  test("is seen through while it is dragged, over an outline where it was", async () => {
    const page = await examplePage();
    const before = await boxOf(node(page, "lstm"));
    const from = await middle(node(page, "lstm"));
    await startDrag(page, from, { x: from.x + 40, y: from.y + 120 });
    const ghost = await boxOf(page.getByTestId("ghost-lstm"));
    expect(Math.hypot(ghost.x - before.x, ghost.y - before.y)).toBeLessThan(1);
    expect(await node(page, "lstm").evaluate((element) => getComputedStyle(element).opacity)).toBe("0.6");
    await page.mouse.up();
    await page.getByTestId("ghost-lstm").waitFor({ state: "detached" });
    expect(await node(page, "lstm").evaluate((element) => getComputedStyle(element).opacity)).toBe("1");
  });
});

test("a port of unknown shape is grey, one of known shape is not", async () => {
  const page = await emptyPage();
  await place(page, "tanh", 0.5, 0.5);
  await node(page, "tanh").waitFor();
  const shape = port(page, "tanh", "in:x");
  await expect.poll(() => shape.evaluate((element) => element.classList.contains("unknown"))).toBe(true);
  await place(page, "constant", 0.2, 0.5);
  await wire(page, "c", "tanh");
  await expect.poll(() => shape.evaluate((element) => element.classList.contains("unknown"))).toBe(false);
});

test("a long name ends in dots inside its node, and the tip has all of it", async () => {
  const page = await examplePage();
  const long = "a_name_of_sixty_letters_that_somebody_has_written_without_mercy";
  await openFile(page, (await saved(page)).replaceAll('"z"', `"${long}"`).replaceAll('"z:', `"${long}:`));
  await node(page, long).waitFor();
  const header = node(page, long).locator("header > .tex");
  await header.locator(".katex").waitFor();
  expect(holds(await boxOf(node(page, long)), await boxOf(header))).toBe(true);
  await node(page, long).click();
  await page.getByRole("tab", { name: "Inspector" }).click();
  const title = page.locator(".inspector .title");
  expect(await title.evaluate((element) => element.scrollWidth <= element.clientWidth)).toBe(true);
  expect(await title.innerText()).toContain(long);
  await page.mouse.move(2, 2);
  await node(page, long).hover();
  const spoken = await page.getByTestId("tip").locator("annotation").textContent();
  expect(spoken).toContain("mercy");
});

describe("a refused wire", () => {
  test("has its card hang clear of the nodes at its end", async () => {
    const page = await refusedPage();
    await expect
      .poll(async () => {
        const card = await boxOf(page.getByTestId("refused-wire"));
        const boxes = await Promise.all(["loss", "update"].map((id) => boxOf(node(page, id))));
        return boxes.some((box) => meet(card, box));
      })
      .toBe(false);
  });

  test("names the key only while it works", async () => {
    const page = await refusedPage();
    const key = page.getByTestId("repair-1").locator("kbd");
    expect(await key.isVisible()).toBe(true);
    await page.getByTestId("problems-tab").click();
    expect(await key.isVisible()).toBe(false);
    await page.getByTestId("repair-1").focus();
    expect(await key.isVisible()).toBe(true);
  });
});

test("a hull holds plates and numbers too", async () => {
  const page = await examplePage();
  await node(page, "p").click();
  await frame(page, "z").click({ modifiers: ["Shift"] });
  const hull = await boxOf(page.getByTestId("hull"));
  expect(holds(hull, await boxOf(node(page, "p").locator(".plate")))).toBe(true);
  expect(holds(hull, await boxOf(node(page, "z").locator(".gate-number")))).toBe(true);
});

test("the number of a gate stands inside the outline of the cell that it is alone in", async () => {
  const page = await examplePage();
  await node(page, "z").click();
  await page.keyboard.press("Control+g");
  await node(page, "cell").dblclick();
  await node(page, "z").waitFor();
  await page.locator(".gate-number").waitFor();
  expect(holds(await boxOf(page.getByTestId("cell-ground")), await boxOf(page.locator(".gate-number")))).toBe(true);
});

interface Clearance {
  /** How far the ring of a selected node reaches beyond its outline, in pixels of the node. */
  readonly ring: number;
  /** From the outline to the ink of the mark beside it, likewise. */
  readonly mark: number;
}

/** The ink of △ is nearest to the node with its lower left corner; outlines are rectangles with round corners, or circles. */
const clearanceOf = (page: Page, id: string): Promise<Clearance> =>
  node(page, id).evaluate((figure) => {
    const sign = figure.querySelector(":scope > :is(.warning-mark, .broken-mark)");
    const pen = document.createElement("canvas").getContext("2d");
    if (!(figure instanceof HTMLElement) || !sign || !pen) throw new Error("no mark");
    const box = figure.getBoundingClientRect();
    const zoom = box.width / figure.offsetWidth;
    const text = document.createRange();
    text.selectNodeContents(sign);
    pen.font = getComputedStyle(sign).font;
    const letter = pen.measureText(sign.textContent ?? "");
    const line = text.getBoundingClientRect();
    const ink = {
      x: line.left - letter.actualBoundingBoxLeft * zoom,
      y: line.top + (letter.fontBoundingBoxAscent + letter.actualBoundingBoxDescent) * zoom,
    };
    const { borderTopRightRadius, boxShadow } = getComputedStyle(figure);
    const round = Number.parseFloat(borderTopRightRadius) * zoom * (borderTopRightRadius.endsWith("%") ? figure.offsetWidth / 100 : 1);
    const dx = ink.x - (box.right - round);
    const dy = box.top + round - ink.y;
    const spreads = [...boxShadow.matchAll(/ ([\d.]+)px(?:,|$)/g)].map(([, spread]) => Number(spread));
    return { ring: Math.max(0, ...spreads), mark: (Math.hypot(Math.max(0, dx), Math.max(0, dy)) - round) / zoom };
  });

const marked = {
  format: "gradwire",
  version: 1,
  title: "marks",
  description: "",
  source: "",
  graph: {
    nodes: [
      { id: "a", type: "constant", attributes: { value: [1, 2, -3] }, position: { x: 100, y: 100 } },
      { id: "b", type: "constant", attributes: { value: [1, 2] }, position: { x: 100, y: 300 } },
      { id: "unequal", type: "add", position: { x: 260, y: 220 } },
      { id: "negative", type: "log", position: { x: 260, y: 80 } },
      { id: "loss", type: "half-sum-of-squares", position: { x: 500, y: 50 } },
      { id: "card", type: "mean-squared-error", position: { x: 500, y: 320 } },
    ],
    edges: [
      { from: { node: "a", port: "value" }, to: { node: "negative", port: "x" } },
      { from: { node: "negative", port: "value" }, to: { node: "loss", port: "prediction" } },
      { from: { node: "a", port: "value" }, to: { node: "unequal", port: "a" } },
      { from: { node: "b", port: "value" }, to: { node: "unequal", port: "b" } },
      { from: { node: "a", port: "value" }, to: { node: "card", port: "prediction" } },
      { from: { node: "b", port: "value" }, to: { node: "card", port: "target" } },
    ],
  },
};

describe("the mark beside a selected node", () => {
  const isClear = async (page: Page, id: string): Promise<void> => {
    await expect.poll(async () => (await clearanceOf(page, id)).ring).toBeGreaterThan(3);
    const { ring, mark } = await clearanceOf(page, id);
    expect(mark).toBeGreaterThan(ring + 0.5);
  };

  test("that warns is clear of the ring, and a click on it opens the inspector, which says why", async () => {
    const { page } = await openPage({ query: { example: "mlp-sine" } });
    const mark = node(page, "h_1").locator(".warning-mark");
    await mark.waitFor();
    await node(page, "h_1").click();
    await page.getByTestId("problems-tab").click();
    await isClear(page, "h_1");
    const { x, y } = await middle(mark);
    await page.mouse.click(x, y);
    await expect.poll(() => page.locator("#ailment").isVisible()).toBe(true);
    expect(await frame(page, "h_1").getAttribute("class")).toContain("selected");
  });

  test.each(["negative", "unequal", "card"])("of %s, where something is wrong, is clear of the ring and under the pointer", async (id) => {
    const page = await examplePage();
    await openFile(page, JSON.stringify(marked));
    const mark = node(page, id).locator(".broken-mark");
    await mark.waitFor();
    const { x, y } = await middle(mark);
    await page.mouse.click(x, y);
    await isClear(page, id);
    expect(await mark.evaluate((sign, [left, top]) => document.elementFromPoint(left, top) === sign, [x, y] as const)).toBe(true);
  });
});

const fields = {
  ...marked,
  graph: {
    nodes: [{ id: "noise", type: "random-numbers", attributes: { shape: [5], steps: 12 }, position: { x: 100, y: 100 } }],
    edges: [],
  },
};

test("a data card with one port draws one strip, beside its port and without a name over it", async () => {
  const page = await examplePage();
  await openFile(page, JSON.stringify(fields));
  const strips = node(page, "noise").locator(".picture");
  await strips.first().waitFor();
  expect(await strips.count()).toBe(1);
  expect(await node(page, "noise").locator(".card-row .tex").count()).toBe(0);
  const strip = await boxOf(strips);
  const { y } = await middle(port(page, "noise", "out:value"));
  expect(Math.abs(strip.y + strip.height / 2 - y)).toBeLessThan(4);
  expect(holds(await boxOf(node(page, "noise")), strip)).toBe(true);
});

test("a convolution without bias is drawn with its own sign, a product with a matrix as W", async () => {
  const page = await examplePage();
  const nodes = [
    { id: "kernel", type: "conv2d", attributes: { bias: false }, position: { x: 100, y: 100 } },
    { id: "matrix", type: "affine", attributes: { bias: false }, position: { x: 300, y: 100 } },
  ];
  await openFile(page, JSON.stringify({ ...marked, graph: { nodes, edges: [] } }));
  const sign = (id: string) => node(page, id).locator(":scope > .tex .katex-html").innerText();
  expect((await sign("kernel")).replace(/\s/g, "")).toMatch(/^K[∗*]x$/);
  expect((await sign("matrix")).replace(/\s/g, "")).toMatch(/^W[⋅·]$/);
});
