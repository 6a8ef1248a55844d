// A host that refuses the fast backend: one clear error, the reference backend behind a button, and the way back.

import type { Page, Worker } from "playwright";
import { expect, test } from "vitest";
import { moveEngine } from "./engine-host.ts";
import { data, frame, node, openExample, problems, problemsTab, saved, seriousFaults, set } from "./hands.ts";

const epoch = (page: Page): Promise<number> => data(page, "epoch");
const button = (page: Page, id: string) => page.getByTestId(id);

function engineOf(page: Page): Worker {
  const worker = page.workers().find((candidate) => candidate.url().includes("engine"));
  if (!worker) throw new Error("the engine's worker does not run");
  return worker;
}

/** From now on the engine's host gives no memory to modules. */
const refuseMemory = (page: Page): Promise<void> =>
  engineOf(page).evaluate(() => {
    WebAssembly.Memory = class {
      constructor() {
        throw new RangeError("WebAssembly.Memory(): could not allocate memory");
      }
    } as unknown as typeof WebAssembly.Memory;
  });

const refuseModules = (page: Page): Promise<void> =>
  engineOf(page).evaluate(() => {
    const { CompileError } = WebAssembly;
    WebAssembly.Module = class {
      constructor() {
        throw new CompileError("WebAssembly.Module(): invalid opcode");
      }
    } as unknown as typeof WebAssembly.Module;
  });

async function pausedAfter(page: Page, epochs: number): Promise<number> {
  const goal = (await epoch(page)) + epochs;
  await expect.poll(() => epoch(page), { timeout: 20_000 }).toBeGreaterThanOrEqual(goal);
  await button(page, "pause").click();
  await button(page, "train").waitFor();
  return epoch(page);
}

test("no memory in the middle of a training: the reference backend goes on, a reload keeps it, and the fast one takes over again", async () => {
  const page = await openExample("rnn-reber", "update");
  const atFirst = await data(page, "loss");
  await button(page, "train").click();
  const reached = await pausedAfter(page, 20);
  expect(await button(page, "backend").count()).toBe(0);
  // the present step has its memory already; an edit needs a new one
  await frame(page, "update").click();
  await set(page, "learningRate", "0.5");
  const text = await saved(page);
  await refuseMemory(page);
  await button(page, "train").click();
  await page.locator(".progress").getByText("stopped").waitFor();
  expect(await problemsTab(page)).toBe("Problems 1");
  expect(await problems(page)).toMatch(
    /the step needs \d+ MiB of memory in one piece, and this machine does not give it[\s\S]*Take fewer examples in a batch or shorter sequences; the reference backend needs no memory in one piece/,
  );
  expect(await page.getByTestId("problems").getByRole("alert").count()).toBe(1);
  expect(await saved(page)).toBe(text);
  expect(await epoch(page)).toBe(reached);
  expect(await seriousFaults(page, ".training", ".problems")).toEqual([]);

  await button(page, "problem-reference").click();
  await button(page, "pause").waitFor();
  expect(await problemsTab(page)).toBe("Problems");
  const onReference = await pausedAfter(page, 2);
  expect(onReference).toBeGreaterThanOrEqual(reached + 2);
  expect(await data(page, "loss")).toBeLessThan(0.9 * atFirst);
  expect(await button(page, "backend").innerText()).toBe("reference backend, f64: slower");
  expect(await button(page, "reproducible").count()).toBe(0);
  expect(await button(page, "loss-curve").getAttribute("data-points")).toBe(String(onReference));
  expect(await seriousFaults(page, ".training")).toEqual([]);

  await page.waitForTimeout(500);
  await page.reload();
  await node(page, "update").waitFor();
  await button(page, "backend").waitFor();
  await expect.poll(() => button(page, "train").isDisabled()).toBe(false);
  await button(page, "step").click();
  await expect.poll(() => epoch(page)).toBe(onReference + 1);
  expect(await button(page, "backend").count()).toBe(1);

  await button(page, "fast-backend").click();
  await button(page, "backend").waitFor({ state: "detached" });
  await button(page, "train").click();
  expect(await pausedAfter(page, 20)).toBeGreaterThan(onReference + 20);
  expect(await button(page, "backend").count()).toBe(0);
  expect(await problemsTab(page)).toBe("Problems");
});

test("a module that is not taken: the panel has the offer too, and another document begins on the fast backend", async () => {
  const page = await openExample("rnn-reber", "update");
  await refuseModules(page);
  await button(page, "step").click();
  await page.locator(".progress").getByText("stopped").waitFor();
  expect(await problems(page)).toMatch(/this machine does not take the compiled step[\s\S]*invalid opcode[\s\S]*reference backend/);
  await button(page, "panel-reference").click();
  await pausedAfter(page, 1);
  expect(await button(page, "backend").innerText()).toMatch(/f64/);
  await button(page, "reset").click();
  await expect.poll(() => epoch(page)).toBe(0);
  expect(await button(page, "backend").innerText()).toMatch(/f64/);

  // chosen and not trained with yet: a reload keeps it
  await page.waitForTimeout(500);
  await page.reload();
  await node(page, "update").waitFor();
  await expect.poll(async () => (await button(page, "backend").count()) && button(page, "backend").innerText()).toMatch(/f64/);
  expect(await epoch(page)).toBe(0);

  await button(page, "new").click();
  await expect.poll(() => button(page, "backend").count()).toBe(0);
});

test("without SIMD it trains at once, and the panel says that it is slower and why", async () => {
  const page = await openExample("rnn-reber", "update");
  await moveEngine(page, "no SIMD");
  await node(page, "update").waitFor();
  await expect.poll(() => button(page, "step").isDisabled()).toBe(false);
  await button(page, "step").click();
  await expect.poll(() => epoch(page)).toBe(1);
  expect(await button(page, "backend").innerText()).toBe("reference backend, f32, slower: this browser has no SIMD");
  expect(await button(page, "fast-backend").count()).toBe(0);
  expect(await button(page, "reproducible").count()).toBe(0);
  expect(await problemsTab(page)).toBe("Problems");
});
