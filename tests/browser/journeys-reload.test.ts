// A reload at any moment: the document is there, with what was typed last; also while the browser has no room to keep it.

import type { Page } from "playwright";
import { describe, expect, test } from "vitest";
import { data, emptyPage, examplePage, frame, middle, node, openEquations, saved, set, setting, startDrag, take } from "./hands.ts";

async function reload(page: Page, id: string): Promise<void> {
  await page.reload();
  await node(page, id).waitFor();
}

describe("a reload", () => {
  test("with the cursor still in a field keeps what was typed there", async () => {
    const page = await examplePage();
    await frame(page, "update").click();
    await setting(page, "learningRate").fill("0.125");
    await reload(page, "lstm");
    await frame(page, "update").click();
    await expect.poll(() => setting(page, "learningRate").inputValue()).toBe("0.125");
    await page.getByTestId("undo").click();
    await expect.poll(() => setting(page, "learningRate").inputValue()).not.toBe("0.125");
  });

  test("with nonsense in a field, or in the middle of a drag, leaves the document as it was", async () => {
    const page = await examplePage();
    const text = await saved(page);
    await frame(page, "update").click();
    await setting(page, "learningRate").fill("-1");
    await reload(page, "lstm");
    expect(await saved(page)).toBe(text);
    const from = await middle(node(page, "z"));
    await startDrag(page, from, { x: from.x + 90, y: from.y + 60 });
    await reload(page, "lstm");
    await page.mouse.up();
    expect(await saved(page)).toBe(text);
  });

  test("while it trains keeps the document, the weights and the epoch, and training goes on from there", async () => {
    const page = await examplePage();
    await page.getByTestId("title").fill("Trained");
    await page.getByTestId("title").press("Enter");
    // more than it can do until the page is loaded again
    await node(page, "update").click();
    await set(page, "epochs", "1000000");
    await page.getByTestId("train").click();
    await expect.poll(() => data(page, "epoch"), { timeout: 20_000 }).toBeGreaterThan(3);
    await page.waitForTimeout(1500);
    await reload(page, "lstm");
    expect(await page.getByTestId("title").inputValue()).toBe("Trained");
    await expect.poll(() => page.getByTestId("train").isDisabled()).toBe(false);
    const kept = await data(page, "epoch");
    expect(kept).toBeGreaterThan(0);
    expect(await page.locator(".progress").innerText()).toMatch(/paused[\s\S]*as the page was loaded again/i);
    expect(await page.getByTestId("loss-curve").getAttribute("data-points")).toBe(String(kept));
    await page.getByTestId("step").click();
    await expect.poll(() => data(page, "epoch")).toBe(kept + 1);
  });

  test("of a paused training shows the same numbers; after a reset nothing is kept", async () => {
    const page = await examplePage();
    await page.getByTestId("step").click();
    await expect.poll(() => data(page, "epoch")).toBe(1);
    const loss = await data(page, "loss");
    await page.waitForTimeout(500);
    await reload(page, "lstm");
    expect(await data(page, "epoch")).toBe(1);
    expect(await data(page, "loss")).toBe(loss);
    await page.getByTestId("reset").click();
    await expect.poll(() => data(page, "epoch")).toBe(0);
    await page.waitForTimeout(500);
    await reload(page, "lstm");
    expect(await data(page, "epoch")).toBe(0);
  });

  test("while an equation is half typed keeps the last whole graph, and a whole equation that was just typed", async () => {
    const page = await emptyPage();
    const field = await openEquations(page);
    await field.fill("x = sequence(2)\na = tanh(x)\n");
    await node(page, "a").waitFor();
    await field.fill("x = sequence(2)\na = tanh(x)\nb = sin(");
    await page.getByTestId("equations-error").waitFor();
    await reload(page, "a");
    expect(await node(page, "x").count()).toBe(1);
    expect(await node(page, "b").count()).toBe(0);
    await page.getByTestId("equations-tab").click();
    await expect.poll(() => field.inputValue()).toContain("a = tanh(x)");
    await field.fill("x = sequence(2)\na = tanh(x)\nb = sin(a)\n");
    await reload(page, "b");
  });
});

const NO_ROOM = "no room for the test";

/** From the next load on, the database refuses to store anything while the page is told to have no room. */
async function prepareRefusal(page: Page): Promise<void> {
  await page.addInitScript((flag) => {
    const { put } = IDBObjectStore.prototype;
    IDBObjectStore.prototype.put = function refuseOrPut(this: IDBObjectStore, ...given: Parameters<IDBObjectStore["put"]>) {
      if (localStorage.getItem(flag) !== null) throw new DOMException("the quota is used up", "QuotaExceededError");
      return put.apply(this, given);
    };
  }, NO_ROOM);
}

const takeRoom = (page: Page): Promise<void> => page.evaluate((flag) => localStorage.setItem(flag, "1"), NO_ROOM);
const giveRoom = (page: Page): Promise<void> => page.evaluate((flag) => localStorage.removeItem(flag), NO_ROOM);

async function entitle(page: Page, title: string): Promise<void> {
  await page.getByTestId("title").fill(title);
  await page.getByTestId("title").press("Enter");
}

const titleOf = (page: Page): Promise<string> => page.getByTestId("title").inputValue();

/** What a second tab begins with: the document that the browser has kept last. */
async function keptTitle(page: Page): Promise<string> {
  const other = await page.context().newPage();
  await other.goto(page.url());
  await node(other, "lstm").waitFor();
  const title = await titleOf(other);
  await other.close();
  return title;
}

describe("a browser without room", () => {
  test("is told of once; the work goes on, outlives a reload, and is kept again when there is room", async () => {
    const page = await examplePage();
    page.on("dialog", (dialog) => void dialog.accept());
    await prepareRefusal(page);
    await reload(page, "lstm");
    await entitle(page, "Older");
    await page.getByTestId("examples").click();
    await page.getByTestId("example-lstm-embedded-reber").click();
    await expect.poll(() => titleOf(page)).not.toBe("Older");
    await page.waitForTimeout(600);
    await takeRoom(page);

    await entitle(page, "Full");
    const notice = page.getByTestId("storage-notice");
    await notice.waitFor();
    expect(await notice.innerText()).toMatch(/no room left.*save the graph as a file/);
    await notice.getByRole("button").click();
    await page.locator(".react-flow__pane").dblclick({ position: { x: 60, y: 60 } });
    await take(page, "tanh");
    await node(page, "tanh").waitFor();
    await page.waitForTimeout(4000);
    expect(await notice.count()).toBe(0);
    expect(await titleOf(page)).toBe("Full");
    expect(await saved(page)).toContain('"tanh"');

    await reload(page, "tanh");
    expect(await titleOf(page)).toBe("Full");
    await notice.waitFor();
    await giveRoom(page);
    await notice.waitFor({ state: "detached" });
    expect(await keptTitle(page)).toBe("Full");
    await page.getByTestId("examples").click();
    const recent = page.locator("[data-testid^=recent-]");
    await expect.poll(async () => (await recent.allInnerTexts()).join()).toContain("Older");
  });
});
