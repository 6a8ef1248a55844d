// What a person does with the page, for the journeys: by mouse, by keyboard, with files, and what can be read off the screen.

import { text } from "node:stream/consumers";
import AxeBuilder from "@axe-core/playwright";
import type { Locator, Page } from "playwright";
import { expect } from "vitest";
import { openPage, type PageOptions } from "./page.ts";

export interface Point {
  readonly x: number;
  readonly y: number;
}

export const node = (page: Page, id: string): Locator => page.getByTestId(`node-${id}`);
export const nodes = (page: Page): Locator => page.locator(".react-flow__node");

/** The element of React Flow around a node: it has the focus and the place. */
export const frame = (page: Page, id: string): Locator => page.locator(`.react-flow__node[data-id="${id}"]`);

/** A port of a node by its side and id, `in:x`. */
export const port = (page: Page, id: string, handle: string): Locator =>
  frame(page, id).locator(`.react-flow__handle[data-handleid="${handle}"]`);

/** The place of a node in the document, whatever the camera does. */
export const placeOf = (page: Page, id: string): Promise<string> =>
  frame(page, id).evaluate((element) => (element as HTMLElement).style.transform);

export async function middle(locator: Locator): Promise<Point> {
  const box = await locator.boundingBox();
  if (!box) throw new Error("nothing to be seen there");
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
}

/** React Flow drops the first step of a drag, so a small one goes first. */
export async function startDrag(page: Page, from: Point, to: Point): Promise<void> {
  await page.mouse.move(from.x, from.y);
  await page.mouse.down();
  await page.mouse.move(from.x + 2, from.y);
  await page.mouse.move(to.x, to.y, { steps: 8 });
}

export async function drag(page: Page, from: Point, to: Point): Promise<void> {
  await startDrag(page, from, to);
  await page.mouse.up();
}

/** `wire(page, "x", "sum:a")`: from the one output of a node, or the named one, to an input. */
export async function wire(page: Page, from: string, to: string): Promise<void> {
  const [source = "", output = "value"] = from.split(":");
  const [target = "", input = "x"] = to.split(":");
  await drag(page, await middle(port(page, source, `out:${output}`)), await middle(port(page, target, `in:${input}`)));
}

/** An example, drawn and computed: `first` is one of its nodes. */
async function drawnPage(options: PageOptions, first: string): Promise<Page> {
  const { page } = await openPage(options);
  await node(page, first).waitFor();
  await page.getByTestId("slider").waitFor();
  return page;
}

/** The example that the page begins with. */
export const examplePage = (options: PageOptions = {}): Promise<Page> => drawnPage(options, "lstm");

export const openExample = (name: string, first: string): Promise<Page> => drawnPage({ query: { example: name } }, first);

/** Inside the LSTM of the example, with its numbers. */
export async function openCell(): Promise<Page> {
  const page = await examplePage();
  await node(page, "lstm").dblclick();
  await node(page, "f").waitFor();
  await page.locator(".gate-number").first().waitFor();
  return page;
}

/** An empty graph with nothing in focus. */
export async function emptyPage(): Promise<Page> {
  const page = await examplePage();
  await page.getByTestId("new").click();
  await expect.poll(() => nodes(page).count()).toBe(0);
  await page.evaluate(() => document.activeElement instanceof HTMLElement && document.activeElement.blur());
  return page;
}

/** Drops a node type of the palette at a place of the canvas, in shares of its size. */
export async function place(page: Page, type: string, x: number, y: number): Promise<void> {
  const box = await page.getByTestId("canvas").boundingBox();
  if (!box) throw new Error("there is no canvas");
  await page.getByTestId(`palette-${type}`).dragTo(page.getByTestId("canvas"), { targetPosition: { x: box.width * x, y: box.height * y } });
}

/** Brings all nodes into sight, and waits for the camera. */
export async function showAll(page: Page): Promise<void> {
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: /fit/i }).first().click();
  await page.waitForTimeout(400);
}

/** Opens the equations beside the canvas; their field. */
export async function openEquations(page: Page): Promise<Locator> {
  await page.getByTestId("equations-tab").click();
  const field = page.getByTestId("equations-text");
  await field.waitFor();
  return field;
}

export const setting = (page: Page, attribute: string): Locator =>
  page.getByTestId(`attribute-${attribute}`).locator("input, select, textarea");

export async function set(page: Page, attribute: string, value: string): Promise<void> {
  await setting(page, attribute).fill(value);
  await setting(page, attribute).press("Enter");
}

export async function saved(page: Page, save: () => Promise<void> = () => page.getByTestId("save").click()): Promise<string> {
  const [download] = await Promise.all([page.waitForEvent("download"), save()]);
  return text(await download.createReadStream());
}

export const fileOf = (content: string, name = "graph.json") => ({ name, mimeType: "application/json", buffer: Buffer.from(content) });

export const openFile = (page: Page, content: string, name?: string): Promise<void> =>
  page.getByTestId("open-input").setInputFiles(fileOf(content, name));

/** The numbers that the inspector lists for the present step. */
export async function numbers(page: Page, what: "value" | "gradient"): Promise<number[]> {
  const cells = page.getByTestId(`${what}-at-step`);
  await cells.first().waitFor({ state: "attached" });
  return cells.evaluateAll((all) => all.map((cell) => Number(cell.getAttribute("data-value"))));
}

/** Component by component, within 5e-13. */
export function expectClose(got: readonly number[], expected: readonly number[]): void {
  expect(got).toHaveLength(expected.length);
  got.forEach((x, k) => {
    expect(x).toBeCloseTo(expected[k] ?? Number.NaN, 12);
  });
}

export const data = async (page: Page, testid: string): Promise<number> => {
  const value = await page.getByTestId(testid).getAttribute("data-value");
  return value === null ? Number.NaN : Number(value);
};

export const problemsTab = (page: Page): Promise<string> => page.getByTestId("problems-tab").innerText();

export async function problems(page: Page): Promise<string> {
  await page.getByTestId("problems-tab").click();
  return page.getByTestId("problems").innerText();
}

/** What axe finds that keeps people out: on the whole page, or within what the selectors name. */
export async function seriousFaults(page: Page, ...within: readonly string[]): Promise<string[]> {
  const { violations } = await within.reduce((axe, selector) => axe.include(selector), new AxeBuilder({ page })).analyze();
  const serious = violations.filter(({ impact }) => impact === "serious" || impact === "critical");
  return serious.map(({ id, nodes: found }) => `${id}: ${found[0]?.html}`);
}

/** Chooses from an open list with the keyboard. */
export async function take(page: Page, words: string): Promise<void> {
  await page.getByTestId("search-list").waitFor();
  await page.keyboard.type(words);
  await page.keyboard.press("Enter");
  await page.getByTestId("search-list").waitFor({ state: "detached" });
}

/** How many strips of nodes are really to be seen: where each lies, the canvas of all strips has paint. */
export const drawnStrips = (page: Page): Promise<number> =>
  page.evaluate(() => {
    const layer = document.querySelector<HTMLCanvasElement>("canvas.strips-layer");
    const context = layer?.getContext("2d");
    if (!layer || !context) throw new Error("there is no canvas for strips");
    if (layer.hidden) return 0;
    const box = layer.getBoundingClientRect();
    const scale = layer.width / box.width;
    const isPainted = (strip: Element): boolean => {
      const { x, y, width, height } = strip.getBoundingClientRect();
      return (
        context.getImageData(Math.floor((x + width / 2 - box.x) * scale), Math.floor((y + height / 2 - box.y) * scale), 1, 1).data[3]! > 0
      );
    };
    return [...document.querySelectorAll(".react-flow__node .picture")].filter(isPainted).length;
  });

/** Who has the focus: a node by its id, else test id or accessible name. */
export const focused = (page: Page): Promise<string> =>
  page.evaluate(() => {
    const element = document.activeElement;
    const name = (attribute: string) => element?.getAttribute(attribute);
    return name("data-id") ?? name("data-testid") ?? name("aria-label") ?? element?.id ?? element?.tagName ?? "nothing";
  });

/**
 * Whether the focus can be seen: on the screen, and told by an outline, a ring or a border that it has only then. A selected node has
 * its ring with and without the focus.
 */
export const focusIsVisible = (page: Page): Promise<boolean> =>
  page.evaluate(() => {
    const element = document.activeElement;
    if (!(element instanceof HTMLElement) || element === document.body) return false;
    const box = element.getBoundingClientRect();
    const onScreen = box.width > 0 && box.bottom > 0 && box.right > 0 && box.top < window.innerHeight && box.left < window.innerWidth;
    const looks = (of: Element) => {
      const { outlineStyle, outlineColor, outlineWidth, boxShadow, borderColor } = getComputedStyle(of);
      return [outlineStyle, outlineColor, outlineWidth, boxShadow, borderColor].join(" ");
    };
    const around = [element, ...element.querySelectorAll("*"), ...(element.parentElement ? [element.parentElement] : [])];
    const withFocus = around.map(looks);
    element.blur();
    const without = around.map(looks);
    element.focus({ preventScroll: true });
    const figure = element.querySelector(".figure");
    const ringed = element.matches(".selected") && figure !== null && getComputedStyle(figure).boxShadow !== "none";
    return onScreen && (ringed || withFocus.some((look, k) => look !== without[k]));
  });
