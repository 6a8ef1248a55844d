// Editing as a person does it: adding at the pointer, refused wires and their repairs, cells, work that is kept, auto layout.

import { describe, expect, test } from "vitest";
import { drag, emptyPage, examplePage, focused, middle, node, nodes, port, problemsTab, seriousFaults, take, wire } from "./hands.ts";
import { openPage } from "./page.ts";

describe("adding", () => {
  test("with the keyboard alone: Tab adds, W wires on to a new node, and the graph is computed", async () => {
    const page = await emptyPage();
    await page.keyboard.press("Tab");
    await take(page, "input");
    await expect.poll(() => focused(page)).toBe("x");
    await page.keyboard.press("w");
    await take(page, "affine");
    await page.getByTestId("wire-affine:x").waitFor();
    await expect.poll(() => focused(page)).toBe("affine");
    await page.keyboard.press("w");
    await take(page, "sigmoid");
    await page.getByTestId("wire-sigmoid:x").waitFor();
    expect(await nodes(page).count()).toBe(3);
    await page.keyboard.press("Control+z");
    await expect.poll(() => nodes(page).count()).toBe(2);
  });

  test("Escape closes the list, and the next Tab goes on into the page", async () => {
    const page = await emptyPage();
    await page.keyboard.press("Tab");
    await page.getByTestId("search-list").waitFor();
    await page.keyboard.press("Escape");
    await page.getByTestId("search-list").waitFor({ state: "detached" });
    await page.keyboard.press("Tab");
    expect(await page.getByTestId("search-list").count()).toBe(0);
    expect(await page.evaluate(() => document.activeElement === document.body)).toBe(false);
  });

  test("a double click on the empty canvas adds there", async () => {
    const page = await emptyPage();
    const box = await page.getByTestId("canvas").boundingBox();
    const at = { x: (box?.x ?? 0) + 200, y: (box?.y ?? 0) + 300 };
    await page.mouse.dblclick(at.x, at.y);
    await take(page, "tanh");
    await node(page, "tanh").waitFor();
    const place = await middle(node(page, "tanh"));
    expect(Math.hypot(place.x - at.x, place.y - at.y)).toBeLessThan(16);
  });

  test("a wire that is dropped on the empty canvas asks for a node that fits, and is wired to it", async () => {
    const page = await examplePage();
    const from = await middle(port(page, "lstm", "out:h"));
    await drag(page, from, { x: from.x + 40, y: from.y + 180 });
    const list = page.getByTestId("add-list");
    await list.waitFor();
    expect(await list.getByRole("menuitem", { name: "parameter" }).count()).toBe(0);
    await take(page, "mean over");
    await expect.poll(() => page.locator('[data-testid^="wire-mean"]').count()).toBe(1);
  });
});

describe("a refused wire", () => {
  test("says why, offers what would fit, and Enter takes it: one step of undo", async () => {
    const page = await examplePage();
    await wire(page, "lstm:h", "loss:prediction");
    const card = page.getByTestId("refused-wire");
    await card.getByTestId("repair-1").waitFor();
    expect(await card.innerText()).toMatch(/input p has 20 features, target y has 7/);
    expect(await card.getByTestId("repair-1").innerText()).toContain("20 → 7");
    expect(await problemsTab(page)).toBe("Problems 1");
    expect(await page.getByTestId("problems").innerText()).toContain("compares each prediction with a target");
    expect(await seriousFaults(page)).toEqual([]);
    await expect.poll(() => focused(page)).toBe("repair-1");
    await page.keyboard.press("Enter");
    await card.waitFor({ state: "detached" });
    await node(page, "z2").waitFor();
    await page.getByTestId("wire-z2:x").waitFor();
    await expect.poll(() => problemsTab(page)).toBe("Problems");
    await page.getByTestId("undo").click();
    await node(page, "z2").waitFor({ state: "detached" });
  });

  test("the other repairs have numbers", async () => {
    const page = await examplePage();
    await wire(page, "lstm:h", "loss:prediction");
    await page.getByTestId("repair-2").waitFor();
    await page.keyboard.press("2");
    await node(page, "part").waitFor();
  });
});

describe("cells", () => {
  test("are made of selected nodes, opened, unpacked, and all of it is undone", async () => {
    const page = await examplePage();
    await node(page, "z").click();
    await node(page, "p").click({ modifiers: ["Shift"] });
    await page.keyboard.press("Control+g");
    await node(page, "cell").waitFor();
    await node(page, "z").waitFor({ state: "detached" });
    await page.getByTestId("wire-loss:prediction").waitFor();
    await node(page, "cell").dblclick();
    await node(page, "z").waitFor();
    await node(page, "p").waitFor();
    await page.getByTestId("crumb-top").click();
    await node(page, "cell").click();
    await page.keyboard.press("Control+Shift+g");
    await node(page, "z").waitFor();
    await node(page, "cell").waitFor({ state: "detached" });
    await page.getByTestId("undo").click();
    await node(page, "cell").waitFor();
    await page.getByTestId("undo").click();
    await node(page, "z").waitFor();
    expect(await nodes(page).count()).toBe(8);
    expect(await page.getByTestId("undo").isDisabled()).toBe(true);
  });

  test("the menu of a node does what the keys do", async () => {
    const page = await examplePage();
    await node(page, "lstm").click({ button: "right" });
    await page.getByTestId("menu-unpack").waitFor();
    expect(await seriousFaults(page)).toEqual([]);
    await page.getByTestId("menu-unpack").click();
    await node(page, "C_tilde").waitFor();
    await node(page, "f").click({ button: "right" });
    await page.getByTestId("menu-duplicate").click();
    await node(page, "f2").waitFor();
  });
});

describe("find or add", () => {
  test("goes to a node inside a cell, adds nodes, does what it is told", async () => {
    const page = await examplePage();
    await page.keyboard.press("Control+k");
    await page.getByTestId("finder").waitFor();
    expect(await seriousFaults(page)).toEqual([]);
    await take(page, "C_tilde");
    await node(page, "C_tilde").waitFor();
    await expect.poll(() => focused(page)).toBe("C_tilde");
    await page.getByTestId("find").click();
    await take(page, "leave the cell");
    await node(page, "lstm").waitFor();
    await page.keyboard.press("Control+k");
    await take(page, "show or hide the map");
    await page.locator(".react-flow__minimap").waitFor();
  });
});

describe("work", () => {
  test("is there again after a reload right after an edit, with its way back", async () => {
    const page = await examplePage();
    await page.keyboard.press("Tab");
    await take(page, "tanh");
    await node(page, "tanh").waitFor();
    await page.reload();
    await node(page, "tanh").waitFor();
    await page.getByTestId("undo").click();
    await node(page, "tanh").waitFor({ state: "detached" });
    await node(page, "lstm").waitFor();
    await page.reload();
    await node(page, "lstm").waitFor();
    expect(await node(page, "tanh").count()).toBe(0);
  });

  test("stays among the recent documents when another one is opened", async () => {
    const page = await examplePage();
    await page.getByTestId("title").fill("Mine");
    await page.getByTestId("title").press("Enter");
    await page.getByTestId("new").click();
    await expect.poll(() => nodes(page).count()).toBe(0);
    await page.getByTestId("examples").click();
    const recent = page.getByTestId("recent-0");
    await recent.waitFor();
    expect(await recent.innerText()).toContain("Mine");
    await recent.click();
    await node(page, "lstm").waitFor();
    expect(await page.getByTestId("title").inputValue()).toBe("Mine");
    expect(await page.getByTestId("undo").isDisabled()).toBe(false);
  });

  test("an example in the address is opened, and what becomes of it is kept", async () => {
    const { page } = await openPage({ query: { example: "rnn-reber" } });
    await node(page, "rnn").waitFor();
    await page.getByTestId("title").fill("Mine");
    await page.getByTestId("title").press("Enter");
    await page.reload();
    await node(page, "rnn").waitFor();
    expect(await page.getByTestId("title").inputValue()).toBe("Mine");
  });

  test("storage that fails is said once, and the work goes on", async () => {
    const { page } = await openPage();
    await page.addInitScript(() => {
      IDBFactory.prototype.open = () => {
        throw new DOMException("denied", "SecurityError");
      };
    });
    await page.reload();
    await node(page, "lstm").waitFor();
    const notice = page.getByTestId("storage-notice");
    await notice.waitFor();
    expect(await notice.innerText()).toMatch(/save the graph as a file/);
    await notice.getByRole("button").click();
    await notice.waitFor({ state: "detached" });
    await page.locator(".react-flow__pane").dblclick({ position: { x: 60, y: 60 } });
    await take(page, "tanh");
    await node(page, "tanh").waitFor();
    await page.waitForTimeout(600);
    expect(await notice.count()).toBe(0);
  });
});

describe("layout", () => {
  test("puts the graph in layers from left to right, in one step of undo", async () => {
    const page = await examplePage();
    await drag(page, await middle(node(page, "z")), await middle(node(page, "reber")));
    await page.keyboard.press("Escape");
    await page.keyboard.press("l");
    const x = async (id: string) => (await middle(node(page, id))).x;
    await expect.poll(async () => (await x("reber")) < (await x("lstm")) && (await x("lstm")) < (await x("z"))).toBe(true);
    await page.getByTestId("undo").click();
    await expect.poll(async () => (await x("z")) < (await x("lstm"))).toBe(true);
  });
});
