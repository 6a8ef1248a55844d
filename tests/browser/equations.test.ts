// Equations and canvas as one graph: typed, pasted, drawn, moved and mended in a real Chromium.

import AxeBuilder from "@axe-core/playwright";
import type { Locator, Page } from "playwright";
import { describe, expect, test } from "vitest";
import { openPage } from "./page.ts";

/** The Adam-infused cell as the contract of the notation writes it. */
const adam = `# the Adam-infused cell (003)
x = sequence(2)                  # 2 features at each step
y = input(3)
h0 = input(3)
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
h[0] = h0
m[0] = 0.01 * ones(3)
loss = halfSumOfSquares(h[T], y)
update = adam(loss, learningRate=0.01)
`;

const node = (page: Page, id: string): Locator => page.getByTestId(`node-${id}`);
const field = (page: Page): Locator => page.getByTestId("equations-text");
const text = (page: Page): Promise<string> => field(page).inputValue();
const count = (page: Page): Promise<number> => page.locator(".react-flow__node").count();

const port = (page: Page, id: string, handle: string): Locator =>
  page.locator(`.react-flow__node[data-id="${id}"] .react-flow__handle[data-handleid="${handle}"]`);

async function middle(locator: Locator): Promise<{ x: number; y: number }> {
  const box = await locator.boundingBox();
  if (!box) throw new Error("nothing to be seen there");
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
}

/** React Flow drops the first step of a drag, so a small one goes first. */
async function drag(page: Page, from: { x: number; y: number }, to: { x: number; y: number }): Promise<void> {
  await page.mouse.move(from.x, from.y);
  await page.mouse.down();
  await page.mouse.move(from.x + 2, from.y);
  await page.mouse.move(to.x, to.y, { steps: 8 });
  await page.mouse.up();
}

async function emptyPage(): Promise<Page> {
  const { page } = await openPage();
  await node(page, "lstm").waitFor();
  await page.getByTestId("new").click();
  await page.locator(".react-flow__node").first().waitFor({ state: "detached" });
  return page;
}

async function openPanel(page: Page): Promise<void> {
  await page.getByTestId("equations-tab").click();
  await field(page).waitFor();
}

/** The place of a node in the document, whatever the camera does. */
const placeOf = (page: Page, id: string): Promise<string | null> =>
  page.locator(`.react-flow__node[data-id="${id}"]`).evaluate((element) => (element as HTMLElement).style.transform);

const showAll = async (page: Page): Promise<void> => {
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: /fit/i }).first().click();
  await page.waitForTimeout(400);
};

describe("equations beside the canvas", () => {
  test("what is typed is the graph; a node that was moved stays while an equation changes; an error leaves the canvas", async () => {
    const page = await emptyPage();
    await openPanel(page);
    await field(page).fill(adam);
    for (const id of ["x", "W", "Wx", "v", "m", "h", "loss", "update"]) await node(page, id).waitFor();
    expect(await page.getByTestId("equations-error").count()).toBe(0);
    const nodes = await count(page);

    await showAll(page);
    const [before, from] = [await placeOf(page, "v"), await middle(node(page, "v"))];
    await drag(page, from, { x: from.x + 30, y: from.y - 60 });
    await expect.poll(() => placeOf(page, "v")).not.toBe(before);
    const moved = await placeOf(page, "v");

    await expect.poll(() => text(page)).toContain("v = mu * v[t-1] + S * Wx");
    await field(page).fill((await text(page)).replace("+ S * Wx", "+ S * tanh(Wx)"));
    await expect.poll(() => count(page)).toBe(nodes + 1);
    expect(await placeOf(page, "v")).toBe(moved);

    await field(page).fill((await text(page)).replace("sqrt(m)", "sqrt(mm)"));
    const error = page.getByTestId("equations-error");
    await error.waitFor();
    expect(await error.innerText()).toMatch(/Line \d+, column \d+[\s\S]*mm/);
    expect(await page.getByTestId("wrong-part").innerText()).toBe("mm");
    expect(await page.getByTestId("problems-tab").innerText()).toMatch(/1/);
    expect(await count(page)).toBe(nodes + 1);
    await page.getByTestId("equations-discard").click();
    await error.waitFor({ state: "detached" });
    expect(await text(page)).toContain("sqrt(m)");
  });

  test("the line of a selected node is marked, and a click on a line selects its node", async () => {
    const { page } = await openPage();
    await node(page, "lstm").waitFor();
    await openPanel(page);
    await expect.poll(() => text(page)).toMatch(/z = /);
    await node(page, "z").click();
    await expect.poll(() => page.getByTestId("marked-line").allInnerTexts()).toEqual([expect.stringContaining("z = ")]);
    const line = (await text(page)).split("\n").findIndex((each) => each.startsWith("p = "));
    await field(page).click({ position: { x: 80, y: line * 22 + 11 } });
    await expect.poll(() => page.getByTestId("marked-line").allInnerTexts()).toEqual([expect.stringContaining("p = ")]);
    expect(await page.getByTestId("paper").locator(".katex").count()).toBeGreaterThan(3);
    expect(await text(page)).toContain("# reber.x, a node");
  });

  test("a wire by mouse is written into the text", async () => {
    const page = await emptyPage();
    await openPanel(page);
    await field(page).fill("x = sequence(2)\na = tanh(x)\nb = sin(x)\nc = cos(a)\n");
    await node(page, "c").waitFor();
    await showAll(page);
    await drag(page, await middle(port(page, "b", "out:value")), await middle(port(page, "c", "in:x")));
    await expect.poll(() => text(page)).toContain("c = cos(b)");
  });

  test("equations are pasted onto the empty canvas, and undo takes them back", async () => {
    const page = await emptyPage();
    await page.getByTestId("canvas").click({ position: { x: 300, y: 300 } });
    await page.evaluate((content) => {
      const clipboardData = new DataTransfer();
      clipboardData.setData("text/plain", content);
      document.body.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }));
    }, adam);
    await node(page, "update").waitFor();
    await page.getByTestId("undo").click();
    await expect.poll(() => count(page)).toBe(0);
  });

  test("axe finds nothing serious, with an error in the text, in both themes", async () => {
    for (const theme of ["light", "dark"] as const) {
      const { page } = await openPage({ theme });
      await node(page, "z").click();
      await openPanel(page);
      await expect.poll(() => text(page)).toMatch(/z = /);
      await field(page).fill("z = ");
      await page.getByTestId("equations-error").waitFor();
      const { violations } = await new AxeBuilder({ page }).include(".equations").analyze();
      const serious = violations.filter(({ impact }) => impact === "serious" || impact === "critical");
      expect(serious.map(({ id, nodes }) => `${theme}: ${id}: ${nodes[0]?.html}`)).toEqual([]);
    }
  });
});
