// Equations as graphs: the Adam-infused cell typed into an empty document, whose nodes stay where a person puts them; an equation file.

import { expect, test } from "vitest";
import { adamCell } from "../compiler/equations/adam-cell.ts";
import { drag, emptyPage, frame, middle, node, numbers, openEquations, openFile, placeOf, problemsTab, showAll } from "./hands.ts";

test("the Adam-infused cell's equations: its loops, a node that was moved stays while β changes, and undo brings the text back", async () => {
  const page = await emptyPage();
  const field = await openEquations(page);
  await field.fill(adamCell);
  for (const id of ["v", "m", "h", "loss", "update"]) await node(page, id).waitFor();
  for (const state of ["v", "m", "h"]) {
    await node(page, `${state}$prev`).waitFor();
    await page.getByTestId(`wire-${state}$prev:x`).waitFor({ state: "attached" });
  }
  await page.getByTestId("slider").waitFor();
  await expect.poll(() => problemsTab(page)).toBe("Problems");

  await showAll(page);
  const before = await placeOf(page, "m");
  const from = await middle(node(page, "m"));
  await drag(page, from, { x: from.x + 40, y: from.y + 70 });
  await expect.poll(() => placeOf(page, "m")).not.toBe(before);
  const moved = await placeOf(page, "m");

  await expect.poll(() => field.inputValue()).toContain("beta = 0.8");
  const text = await field.inputValue();
  await field.fill(text.replace("beta = 0.8", "beta = 0.5"));
  await expect.poll(() => node(page, "beta").innerText()).toContain("0.5");
  expect(await placeOf(page, "m")).toBe(moved);

  // the change is what the engine computes with
  await page.getByRole("tab", { name: "Inspector" }).click();
  await frame(page, "beta").click();
  await expect.poll(() => numbers(page, "value")).toEqual([0.5]);
  await page.getByTestId("undo").click();
  await expect.poll(() => numbers(page, "value")).toEqual([0.8]);
  expect(await placeOf(page, "m")).toBe(moved);
  await page.getByTestId("equations-tab").click();
  await expect.poll(() => field.inputValue()).toBe(text);
});

test("an equation file is opened as a graph, and one with a fault names its line", async () => {
  const page = await emptyPage();
  await openFile(page, "x = sequence(2)\nh = tanh(x)\n", "small.eq");
  await node(page, "h").waitFor();
  expect(await page.getByTestId("title").inputValue()).toBe("small");
  await openFile(page, "x = sequence(2)\nh = sigmod(x)\n", "faulty.eq");
  await expect
    .poll(() => page.getByTestId("problems").innerText())
    .toMatch(/faulty\.eq: line 2: there is no function[\s\S]*Did you mean sigmoid/);
  expect(await node(page, "h").count()).toBe(1);
});
