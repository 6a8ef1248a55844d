// Errors at their place and under Problems, in one form; the canvas keeps what can still be computed.

import type { Page } from "playwright";
import { describe, expect, test } from "vitest";
import {
  drawnStrips,
  emptyPage,
  frame,
  middle,
  node,
  openEquations,
  openExample,
  openFile,
  problems,
  problemsTab,
  setting,
} from "./hands.ts";

type Spec = readonly [id: string, type: string, x: number, y: number, attributes?: Record<string, unknown>];

/** Nodes, and wires as `from > to:port`. */
function fileWith(specs: readonly Spec[], wires: readonly string[]): string {
  const nodes = specs.map(([id, type, x, y, attributes = {}]) => ({ id, type, position: { x, y }, attributes }));
  const edges = wires.map((wire) => {
    const [from = "", to = ""] = wire.split(" > ");
    const [target, port] = to.split(":");
    const [source, output = "value"] = from.split(":");
    return { from: { node: source, port: output }, to: { node: target, port } };
  });
  return JSON.stringify({ format: "gradwire", version: 1, title: "errors", description: "", source: "", graph: { nodes, edges } });
}

const marks = (page: Page): Promise<(string | undefined)[]> =>
  page.locator(".broken-mark").evaluateAll((all) => all.map((mark) => mark.closest<HTMLElement>(".react-flow__node")?.dataset.id));

test("a shape that is wrong in the file: said in place and with remedies, all else is computed, a remedy mends it", async () => {
  const page = await emptyPage();
  await openFile(
    page,
    fileWith(
      [
        ["x", "constant", 0, 0, { value: [1, 2, 3] }],
        ["a", "tanh", 160, 0],
        ["y", "constant", 0, 160, { value: [1, 2] }],
        ["sum", "add", 320, 80],
        ["after", "sigmoid", 480, 80],
        ["fine", "sin", 320, -80],
        ["loss", "half-sum-of-squares", 700, 0],
      ],
      ["x > a:x", "a > sum:a", "y > sum:b", "sum > after:x", "a > fine:x", "fine > loss:prediction"],
    ),
  );
  await expect.poll(() => marks(page)).toEqual(["sum"]);
  const sentence = 'add "sum": input a has 3 features, input b has 2';
  expect(await node(page, "sum").locator(".broken-mark").getAttribute("aria-label")).toBe(sentence);
  expect(await drawnStrips(page)).toBe(2);
  expect(await node(page, "loss").innerText()).toMatch(/0\.\d/);
  expect(await problemsTab(page)).toBe("Problems 1");
  expect(await problems(page)).toMatch(/add "sum": input a has 3 features, input b has 2[\s\S]*got[\s\S]*3[\s\S]*expected[\s\S]*2/);
  const offered = page.getByTestId("mend-sum:b").getByRole("button", { name: /Insert/ });
  await offered.first().click();
  await expect.poll(() => problemsTab(page)).toBe("Problems");
  await expect.poll(() => marks(page)).toEqual([]);
  await expect.poll(() => drawnStrips(page)).toBeGreaterThanOrEqual(5);
  await page.getByTestId("undo").click();
  await expect.poll(() => marks(page)).toEqual(["sum"]);
});

test("NaN has its sign at the node that made it first, and is told under Problems", async () => {
  const page = await emptyPage();
  await openFile(
    page,
    fileWith(
      [
        ["x", "constant", 0, 0, { value: [-1, 2, 3] }],
        ["l", "log", 160, 0],
        ["s", "tanh", 320, 0],
        ["loss", "half-sum-of-squares", 560, 0],
      ],
      ["x > l:x", "l > s:x", "s > loss:prediction"],
    ),
  );
  await expect.poll(() => marks(page)).toEqual(["l"]);
  expect(await problemsTab(page)).toBe("Problems 1");
  expect(await problems(page)).toMatch(
    /log "l": NaN or infinity comes up here first[\s\S]*got[\s\S]*expected[\s\S]*finite numbers[\s\S]*logarithm/,
  );
});

describe("a setting", () => {
  async function unitsOfZ(): Promise<Page> {
    const page = await openExample("rnn-reber", "z");
    await node(page, "z").click();
    await setting(page, "units").waitFor();
    return page;
  }

  const fault = (page: Page): Promise<string> => page.getByTestId("attribute-units").getByRole("alert").innerText();

  test("that is refused says so beside its field and under Problems; the graph and its pictures stay", async () => {
    const page = await unitsOfZ();
    const before = await drawnStrips(page);
    await setting(page, "units").fill("-3");
    await setting(page, "units").press("Enter");
    const sentence = 'affine "z": attribute units: got -3, expected a whole number of at least 1';
    expect(await fault(page)).toBe(sentence);
    expect(await setting(page, "units").getAttribute("aria-invalid")).toBe("true");
    expect(await problemsTab(page)).toBe("Problems 1");
    expect(await drawnStrips(page)).toBe(before);
    await setting(page, "units").press("Escape");
    expect(await page.getByTestId("attribute-units").getByRole("alert").count()).toBe(0);
    expect(await problemsTab(page)).toBe("Problems");
    await frame(page, "z").click();
    await setting(page, "units").fill("0");
    await setting(page, "units").press("Enter");
    expect(await problems(page)).toMatch(/attribute units: got 0[\s\S]*got[\s\S]*0[\s\S]*expected[\s\S]*a whole number of at least 1/);
  });

  test("with words in the place of a number, or far too large, is said in place, and what does not need it is still shown", async () => {
    const page = await unitsOfZ();
    for (const [typed, said] of [
      ["many", /affine "z": attribute units: "many": unknown name "many"/],
      ["9999999999", null],
    ] as const) {
      await setting(page, "units").fill(typed);
      await setting(page, "units").press("Enter");
      await expect.poll(() => problemsTab(page)).toBe("Problems 1");
      if (said) await expect.poll(() => fault(page)).toMatch(said);
      await expect.poll(() => marks(page)).toEqual(["z"]);
      expect(await drawnStrips(page)).toBeGreaterThan(0);
      expect(await page.getByTestId("slider").count()).toBe(1);
      expect(await problems(page)).toMatch(/affine "z"[\s\S]*got[\s\S]*expected[\s\S]*at (least|most)/);
      await page.getByTestId("undo").click();
      await expect.poll(() => problemsTab(page)).toBe("Problems");
      await page.getByRole("tab", { name: "Inspector" }).click();
    }
  });
});

test("a syntax error in the equations is told in its line and under Problems, and the canvas keeps its pictures", async () => {
  const page = await emptyPage();
  const field = await openEquations(page);
  await field.fill("x = sequence(2)\na = tanh(x)\nb = sin(a)\n");
  await node(page, "b").waitFor();
  await expect.poll(() => drawnStrips(page)).toBeGreaterThan(1);
  const before = await drawnStrips(page);
  const at = await middle(node(page, "b"));
  await field.fill("x = sequence(2)\na = tanh(x)\nb = sin a)\n");
  expect(await page.getByTestId("equations-error").innerText()).toMatch(/Line 3/);
  expect(await drawnStrips(page)).toBe(before);
  expect(await middle(node(page, "b"))).toEqual(at);
  expect(await problems(page)).toMatch(/sin/);
  expect(await problemsTab(page)).toBe("Problems 1");
});
