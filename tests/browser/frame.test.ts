// Palette and its rail, ways to begin, playing the steps, the training panel, and what stands beside the equations.

import type { Page } from "playwright";
import { describe, expect, test } from "vitest";
import { data, emptyPage, focused, focusIsVisible, node, nodes, openEquations, openExample, seriousFaults } from "./hands.ts";
import { openPage } from "./page.ts";

const widthOf = async (page: Page, selector: string): Promise<number> => (await page.locator(selector).boundingBox())?.width ?? 0;
const step = (page: Page): Promise<number> => page.getByTestId("slider").getAttribute("aria-valuenow").then(Number);

/** Names of what is drawn, and whose middle a pointer would not hit. */
const unreachable = (page: Page, selector: string): Promise<string[]> =>
  page.locator(selector).evaluateAll((all) =>
    all.flatMap((element) => {
      const { x, y, width, height } = element.getBoundingClientRect();
      const hit = width > 0 && document.elementFromPoint(x + width / 2, y + height / 2);
      return width === 0 || (hit && element.contains(hit)) ? [] : [element.getAttribute("aria-label") ?? element.textContent ?? ""];
    }),
  );

/** Texts that end in "…", and blocks that hide some of what is in them. */
const cut = (page: Page, selector: string): Promise<string[]> =>
  page
    .locator(selector)
    .evaluateAll((all) =>
      all
        .filter(({ scrollWidth, clientWidth, scrollHeight, clientHeight }) => scrollWidth > clientWidth || scrollHeight > clientHeight)
        .map(({ textContent }) => textContent ?? ""),
    );

/** Pairs of blocks that lie over each other. */
const overlapping = (page: Page, selector: string): Promise<string[]> =>
  page.locator(selector).evaluateAll((all) => {
    const boxes = all.map((element) => ({ name: element.className, box: element.getBoundingClientRect() }));
    const meet = (a: DOMRect, b: DOMRect) => a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
    return boxes.flatMap(({ name, box }, k) =>
      boxes.slice(k + 1).flatMap((other) => (meet(box, other.box) ? [`${name}, ${other.name}`] : [])),
    );
  });

describe("the palette", () => {
  test("draws every glyph inside its circle or box, none too small to read", async () => {
    const page = await emptyPage();
    await page.locator(".palette-item .katex").first().waitFor();
    const glyphs = await page.locator(".palette-item").evaluateAll((items) =>
      items.map((item) => {
        const box = item.querySelector("b")?.getBoundingClientRect();
        const drawn = item.querySelector(".katex-html .base")?.getBoundingClientRect();
        const size = Number.parseFloat(getComputedStyle(item.querySelector(".katex") ?? item).fontSize);
        return { name: item.getAttribute("aria-label"), over: (drawn?.width ?? 0) - ((box?.width ?? 0) - 2.5), size };
      }),
    );
    expect(glyphs.length).toBeGreaterThan(70);
    expect(glyphs.filter(({ over }) => over > 0)).toEqual([]);
    expect(glyphs.filter(({ size }) => size < 8)).toEqual([]);
  });

  test("folds to a rail by button and key, and is as it was left after a reload", async () => {
    const page = await emptyPage();
    expect(await widthOf(page, ".palette")).toBe(208);
    await page.getByTestId("fold").click();
    expect(await widthOf(page, ".rail")).toBe(48);
    expect(await page.locator(".palette").count()).toBe(0);
    await page.reload();
    await page.getByTestId("rail").waitFor();
    await page.keyboard.press("p");
    await page.locator(".palette").waitFor();
    expect(await page.getByTestId("rail").count()).toBe(0);
  });

  test("folds by itself beside the equations, and comes back", async () => {
    const page = await emptyPage();
    await page.getByTestId("equations-tab").click();
    await page.getByTestId("rail").waitFor();
    expect(await widthOf(page, ".dock")).toBe(400);
    await page.getByRole("tab", { name: "Inspector" }).click();
    await page.locator(".palette").waitFor();
    await page.getByTestId("equations-tab").click();
    await page.getByTestId("unfold").click();
    expect(await widthOf(page, ".palette")).toBe(208);
    await page.getByRole("tab", { name: "Inspector" }).click();
    await page.getByTestId("equations-tab").click();
    expect(await page.getByTestId("rail").count()).toBe(0);
  });

  test("opens over the canvas while somebody searches from the rail", async () => {
    const page = await emptyPage();
    await page.keyboard.press("p");
    await page.getByTestId("rail").waitFor();
    const canvas = await widthOf(page, ".canvas");
    await page.keyboard.press("/");
    await expect.poll(() => page.evaluate(() => document.activeElement?.id)).toBe("palette-search");
    expect(await widthOf(page, ".canvas")).toBe(canvas);
    await page.keyboard.type("tanh");
    await page.keyboard.press("Enter");
    await node(page, "tanh").waitFor();
    await page.locator(".palette-search input").focus();
    await page.keyboard.press("Escape");
    await page.keyboard.press("Escape");
    await page.locator(".palette").waitFor({ state: "detached" });
    expect(await seriousFaults(page, ".rail", ".under-canvas")).toEqual([]);
  });
});

describe("the keyboard", () => {
  test("reaches the canvas soon: the palette is one stop, arrow keys go through it, Enter adds", async () => {
    const page = await openExample("rnn-reber", "rnn");
    await page.locator(".palette-search input").focus();
    await page.keyboard.press("ArrowDown");
    expect(await focused(page)).toBe("palette-add");
    await page.keyboard.press("ArrowRight");
    await page.keyboard.press("ArrowDown");
    const below = await focused(page);
    expect(below).not.toBe("palette-add");
    await page.keyboard.press("ArrowUp");
    await page.keyboard.press("End");
    expect(await page.evaluate(() => document.activeElement === [...document.querySelectorAll(".palette-item")].at(-1))).toBe(true);
    await page.keyboard.press("Home");
    expect(await focused(page)).toBe("palette-add");
    expect(await focusIsVisible(page)).toBe(true);
    await page.keyboard.press("Enter");
    await node(page, "add").waitFor();
    expect(await seriousFaults(page, ".palette")).toEqual([]);

    await page.locator(".palette-search input").focus();
    await page.keyboard.type("tanh");
    await page.locator(".palette h2", { hasText: "Found" }).waitFor();
    let stops = 0;
    while (stops < 9 && !(await page.evaluate(() => document.activeElement?.closest(".canvas") !== null))) {
      await page.keyboard.press("Tab");
      stops++;
    }
    expect(stops).toBeLessThan(5);
  });
});

describe("a small window", () => {
  const sizes = [
    { width: 1024, height: 768 },
    { width: 900, height: 600 },
    { width: 720, height: 450 },
    { width: 390, height: 844 },
  ];
  test.each(sizes)("of $width x $height has every button within reach", async (viewport) => {
    const { page } = await openPage({ query: { example: "lstm-embedded-reber" }, viewport });
    await page.getByTestId("slider").waitFor();
    await page.getByTestId("lens-gradient").click();
    await node(page, "lstm").dblclick();
    await node(page, "f").waitFor();
    expect(await unreachable(page, ".top-bar :is(button, .segment), .time button, .training button")).toEqual([]);
    expect(await widthOf(page, ".track")).toBeGreaterThanOrEqual(120);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(viewport.width);
    expect(await cut(page, ".training-state, .training-state p, .reproducible > span")).toEqual([]);
    expect(await overlapping(page, ".training > *")).toEqual([]);
    if (viewport.width > 700) expect(await seriousFaults(page)).toEqual([]);
  });

  test("has the dock over the canvas when it is asked for", async () => {
    const { page } = await openPage({ query: { example: "rnn-reber" }, viewport: { width: 720, height: 450 } });
    await node(page, "rnn").waitFor();
    expect(await page.locator(".dock").isVisible()).toBe(false);
    await page.getByTestId("drawer").click();
    await page.getByTestId("problems-tab").click();
    expect(await page.getByTestId("drawer").getAttribute("aria-expanded")).toBe("true");
    await page.getByTestId("drawer").click();
    expect(await page.locator(".dock").isVisible()).toBe(false);
    await page.getByTestId("rail").getByRole("button", { name: "Problems" }).click();
    expect(await page.getByTestId("problems").isVisible()).toBe(true);
  });
});

describe("a graph from equations", () => {
  test("begins in the menu", async () => {
    const page = await openExample("rnn-reber", "rnn");
    await page.getByTestId("examples").click();
    await page.getByTestId("new-equations").click();
    await expect.poll(() => page.evaluate(() => document.activeElement?.id)).toBe("equations-text");
    await page.keyboard.type("x = sequence(2)\nW = parameter(3, 2)\nh = tanh(W * x)");
    await node(page, "h").waitFor();
  });

  test("is found by name", async () => {
    const page = await openExample("rnn-reber", "rnn");
    await page.keyboard.press("Control+k");
    await page.keyboard.type("from equations");
    await page.keyboard.press("Enter");
    await expect.poll(() => page.evaluate(() => document.activeElement?.id)).toBe("equations-text");
    await expect.poll(() => nodes(page).count()).toBe(0);
  });
});

describe("the steps", () => {
  test("play to the end by button, by Space, and stop", async () => {
    const page = await openExample("rnn-reber", "rnn");
    const last = Number(await page.getByTestId("slider").getAttribute("aria-valuemax"));
    await page.getByTestId("play").click();
    await expect.poll(() => step(page)).toBeGreaterThanOrEqual(2);
    await page.getByRole("button", { name: "Stop playing" }).click();
    const stopped = await step(page);
    await page.waitForTimeout(600);
    expect(await step(page)).toBe(stopped);

    await page.getByTestId("slider").focus();
    await page.keyboard.press("End");
    await page.keyboard.press("ArrowLeft");
    await page.keyboard.press("Space");
    await expect.poll(() => step(page)).toBe(last);
    await page.getByRole("button", { name: "Play the steps" }).waitFor();
  });
});

describe("the training panel", () => {
  test("trains, pauses, goes on and starts again by keyboard, with two curves and all read-outs", async () => {
    const page = await openExample("rnn-reber", "rnn");
    await page.keyboard.press("t");
    await page.getByTestId("pause").waitFor();
    await page.getByText(/left · .* epochs\/s/).waitFor();
    await expect.poll(() => data(page, "epoch"), { timeout: 30_000 }).toBeGreaterThanOrEqual(3);
    await page.keyboard.press("t");
    await page.getByTestId("train").waitFor();
    const paused = await data(page, "epoch");
    for (const curve of ["loss-curve", "norm-curve"]) {
      expect(Number(await page.getByTestId(curve).getAttribute("data-points"))).toBeGreaterThanOrEqual(3);
      await page.locator(`[data-testid=${curve}] canvas`).waitFor();
    }
    const rows = (await page.locator(".readouts tbody th").allTextContents()).map((text) => text.trim());
    expect(rows.slice(0, 5)).toEqual(["loss", "wrong positions", "wrong strings", "gradient norm", "clipped to"]);
    expect(rows[5]).toContain("rate");
    expect(await page.getByTestId("metric-wrong_strings").textContent()).toMatch(/^\d+ \/ 400$/);
    expect(await data(page, "loss-test")).toBeGreaterThan(0);

    await page.keyboard.press("Shift+T");
    await expect.poll(() => data(page, "epoch")).toBe(paused + 1);
    await page.getByTestId("reset").focus();
    await page.keyboard.press("Enter");
    await expect.poll(() => data(page, "epoch")).toBe(0);
  });

  test("says what is missing while there is nothing to train", async () => {
    const page = await emptyPage();
    await page.getByText("Nothing to train yet").waitFor();
    await page.getByText(/There is no loss/).waitFor();
    expect(await page.getByTestId("train").isDisabled()).toBe(true);
    await page.keyboard.press("t");
    expect(await page.getByTestId("pause").count()).toBe(0);
  });
});

describe("beside the equations", () => {
  test("stand maps, step symbols, the norm that the canvas says, and the norms over the steps", async () => {
    const page = await openExample("adam-cell-embedded-reber", "adam");
    await node(page, "adam").dblclick();
    await node(page, "m").click();
    await openEquations(page);
    const norms = page.getByTestId("norm-lines");
    await norms.waitFor();
    expect(await norms.locator(".curve").count()).toBe(3);
    const names = await page.getByTestId("norm-line-name").allTextContents();
    expect(names).toContain("∂L/∂m");
    expect(await page.locator(".symbol canvas").count()).toBe(2);
    expect(await page.locator(".symbol .letters span").count()).toBeGreaterThan(5);
    const said = (await page.getByTestId("equations-norm").innerText()).split(/\s/).at(-1) ?? "";
    expect(said).toMatch(/^(−?\d{1,3}(\.\d+)?|\d\.\de−?\d+)$/);
  });

  test("remarks stay when the field is left and when the graph changes", async () => {
    const page = await emptyPage();
    const field = await openEquations(page);
    const text = "# a layer\nx = sequence(2)\nW = parameter(3, 2)\nh = tanh(W * x)  # bounded\n";
    await field.fill(text);
    await node(page, "h").waitFor();
    await page.getByTestId("equations-tab").focus();
    await page.waitForTimeout(400);
    expect(await field.inputValue()).toBe(text);
    await node(page, "h").click();
    await page.keyboard.press("Delete");
    await expect.poll(() => field.inputValue()).not.toContain("tanh");
    expect(await field.inputValue()).toContain("# a layer\nx = ");
    await page.keyboard.press("Control+z");
    await expect.poll(() => field.inputValue()).toBe(text);
  });

  test("the footer covers nothing, in a low window with an error too", async () => {
    const { page } = await openPage({ query: { example: "adam-cell-embedded-reber" }, viewport: { width: 1280, height: 600 } });
    await node(page, "adam").dblclick();
    await node(page, "m").click();
    const field = await openEquations(page);
    await page.getByTestId("norm-lines").waitFor();
    await field.focus();
    await page.keyboard.press("Control+End");
    await page.keyboard.type("q = ");
    await page.getByTestId("equations-error").waitFor();
    const rest = await page.locator(".equations-rest").boundingBox();
    const foot = await page.locator(".equations-foot").boundingBox();
    if (!rest || !foot) throw new Error("the panel is not to be seen");
    expect(rest.y + rest.height).toBeLessThanOrEqual(foot.y + 0.5);
    expect(foot.y + foot.height).toBeLessThanOrEqual(600.5);
    expect(rest.height).toBeGreaterThan(80);
  });
});
