// Tables of one's own: dropped, opened, chosen; columns and their roles; what is wrong with a file, and the way back.

import type { Page } from "playwright";
import { describe, expect, test } from "vitest";
import { emptyPage, middle, node, nodes, type Point, problems, saved, seriousFaults, set, setting } from "./hands.ts";
import { openPage } from "./page.ts";

const LEAVES = "length,width,kind\n80,50,beech\n90,75,hazel\n95,18,willow\n82,47,beech\n88,79,hazel\n";

/** What the browser does with a file that comes from outside. */
async function dropFile(page: Page, name: string, content: string, at: Point): Promise<void> {
  await page.evaluate(
    ([fileName, text, x, y]) => {
      const dataTransfer = new DataTransfer();
      dataTransfer.items.add(new File([text], fileName, { type: "text/csv" }));
      const target = document.elementFromPoint(x, y);
      const happening = { dataTransfer, clientX: x, clientY: y, bubbles: true, cancelable: true };
      for (const kind of ["dragover", "drop"]) target?.dispatchEvent(new DragEvent(kind, happening));
    },
    [name, content, at.x, at.y] as const,
  );
}

async function pageWithLeaves(): Promise<Page> {
  const page = await emptyPage();
  await dropFile(page, "my leaves.csv", LEAVES, await middle(page.getByTestId("canvas")));
  await page.getByTestId("table-settings").waitFor();
  return page;
}

const tableSize = (page: Page): Promise<string> => page.getByTestId("table-size").innerText();
const box = (page: Page, name: string, role: "an input" | "a target") => page.getByRole("checkbox", { name: `${name} is ${role}` });
const choose = (page: Page, name: string, content: string): Promise<void> =>
  page.getByTestId("table-input").setInputFiles({ name, mimeType: "text/csv", buffer: Buffer.from(content) });

/** Attributes of the only node, as they are saved. */
async function attributes(page: Page): Promise<Record<string, unknown>> {
  const [only] = JSON.parse(await saved(page)).graph.nodes;
  return only.attributes;
}

describe("a table that is dropped on the canvas", () => {
  test("is a node where it fell, with sensible columns and its numbers; one undo takes it away", async () => {
    const page = await emptyPage();
    const at = await middle(page.getByTestId("canvas"));
    await dropFile(page, "my leaves.csv", LEAVES, at);
    await node(page, "my_leaves").waitFor();
    const place = await middle(node(page, "my_leaves"));
    expect(Math.hypot(place.x - at.x, place.y - at.y)).toBeLessThan(24);
    expect(await tableSize(page)).toBe("5 rows × 3 columns");
    expect(await box(page, "width", "an input").isChecked()).toBe(true);
    expect(await box(page, "kind", "an input").isChecked()).toBe(false);
    expect(await box(page, "kind", "a target").isChecked()).toBe(true);
    expect(await setting(page, "classes").inputValue()).toBe("beech, hazel, willow");
    await expect.poll(() => node(page, "my_leaves").innerText()).toContain("4 examples, the first shown");
    expect(await node(page, "my_leaves").locator(".picture").count()).toBe(2);
    expect(await page.getByTestId("undo").isEnabled()).toBe(true);
    await page.getByTestId("undo").click();
    await expect.poll(() => nodes(page).count()).toBe(0);
    expect(await page.getByTestId("undo").isEnabled()).toBe(false);
  });

  test("on a table takes its place, and keeps what the columns are for", async () => {
    const page = await pageWithLeaves();
    await box(page, "length", "an input").uncheck();
    await dropFile(page, "more.csv", `${LEAVES}70,60,oak\n`, await middle(node(page, "my_leaves")));
    await expect.poll(() => tableSize(page)).toBe("6 rows × 3 columns");
    expect(await nodes(page).count()).toBe(1);
    expect(await box(page, "length", "an input").isChecked()).toBe(false);
    expect(await setting(page, "classes").inputValue()).toBe("beech, hazel, willow, oak");
    await page.getByTestId("undo").click();
    await expect.poll(() => tableSize(page)).toBe("5 rows × 3 columns");
    expect(await setting(page, "classes").inputValue()).toBe("beech, hazel, willow");
  });

  test("comes by the dialog too, and is saved inside the graph", async () => {
    const page = await emptyPage();
    await page
      .getByTestId("open-input")
      .setInputFiles({ name: "a.csv", mimeType: "text/csv", buffer: Buffer.from("u;v\r\n1;2\r\n3;4\r\n") });
    await page.getByTestId("table-settings").waitFor();
    expect(await attributes(page)).toEqual({ inputs: "u", targets: "v", text: "u;v\r\n1;2\r\n3;4\r\n" });
  });
});

describe("a table that is wrong", () => {
  const million = (): string => `a,b\n${"1.25,2.5\n".repeat(1_000_000)}`;

  test.each([
    [
      "a text among numbers",
      "a,b,c\n1,2,3\n4,x,6\n7,8,9\n",
      /bad\.csv: line 3, column b: "x" is no number[\s\S]*got[\s\S]*"x"[\s\S]*expected/,
    ],
    ["a short line", "a,b\n1,2\n3\n", /bad\.csv: line 3: 1 cell, the first line has 2/],
    ["nothing", "", /bad\.csv: the table is empty[\s\S]*Give it a line of names/],
    ["decimal commas", "a;b\n1,5;2\n", /bad\.csv: line 2, column a: "1,5" has a decimal comma[\s\S]*Write 1\.5/],
  ])("with %s is refused in one sentence, and the graph stays", async (_, content, sentence) => {
    const page = await pageWithLeaves();
    const before = await saved(page);
    await dropFile(page, "bad.csv", content, await middle(node(page, "my_leaves")));
    await expect.poll(() => problems(page)).toMatch(sentence);
    expect(await saved(page)).toBe(before);
    expect(await page.getByTestId("problems-tab").innerText()).toBe("Problems 1");
  });

  test("with a million rows is refused soon", async () => {
    const page = await pageWithLeaves();
    const before = await saved(page);
    await choose(page, "million.csv", million());
    await expect
      .poll(() => problems(page))
      .toMatch(/million\.csv: the table has 9\.0 MB, expected at most 1,000,000 characters[\s\S]*Keep every 10th row, or fewer columns/);
    expect(await saved(page)).toBe(before);
  });
});

describe("columns", () => {
  test("change their role by a click; each click is one undo", async () => {
    const page = await pageWithLeaves();
    await box(page, "kind", "a target").uncheck();
    await expect.poll(() => page.getByTestId("table-settings").getByRole("alert").innerText()).toMatch(/targets name no column/);
    await box(page, "width", "a target").check();
    await expect.poll(() => page.getByTestId("table-settings").getByRole("alert").count()).toBe(0);
    expect(await attributes(page)).toMatchObject({ inputs: "length, width", targets: "width" });
    await page.getByTestId("undo").click();
    await page.getByTestId("undo").click();
    expect(await attributes(page)).toMatchObject({ targets: "kind", classes: "beech, hazel, willow" });
    expect(await box(page, "kind", "a target").isChecked()).toBe(true);
  });

  test("of text that become inputs are told by line, in the form and under Problems", async () => {
    const page = await pageWithLeaves();
    await box(page, "kind", "an input").check();
    const sentence = 'csv "my_leaves": line 2, column kind: "beech" is no number';
    await expect.poll(() => page.getByTestId("table-settings").getByRole("alert").innerText()).toContain(sentence);
    expect(await problems(page)).toContain(sentence);
  });

  test("with equal texts make sequences", async () => {
    const page = await pageWithLeaves();
    await choose(page, "steps.csv", "run,x,y\na,1,2\na,3,4\nb,5,6\nb,7,8\n");
    await expect.poll(() => tableSize(page)).toBe("4 rows × 3 columns");
    await setting(page, "sequence").selectOption("run");
    await expect.poll(() => page.getByTestId("slider").count()).toBe(1);
    expect(await attributes(page)).toMatchObject({ sequence: "run" });
  });

  test("of numbers may be classes", async () => {
    const page = await pageWithLeaves();
    await choose(page, "marks.csv", "x,mark\n0.5,0\n0.7,1\n0.9,2\n");
    await expect.poll(() => tableSize(page)).toBe("3 rows × 2 columns");
    await page.getByTestId("target-is-class").check();
    expect(await setting(page, "classes").inputValue()).toBe("0, 1, 2");
    expect(await attributes(page)).toMatchObject({ classes: "0, 1, 2" });
  });

  test("beyond a screenful are named in fields", async () => {
    const page = await pageWithLeaves();
    const names = Array.from({ length: 80 }, (_, k) => `c${k}`);
    await choose(page, "wide.csv", `${names.join(",")}\n${names.map((_, k) => k).join(",")}\n`);
    await expect.poll(() => tableSize(page)).toBe("1 row × 80 columns");
    expect(await page.getByTestId("column-list").count()).toBe(0);
    await set(page, "inputs", "c1, c2");
    expect(await attributes(page)).toMatchObject({ inputs: "c1, c2", targets: "c79" });
  });
});

test("the text of the table is in no field", async () => {
  const page = await pageWithLeaves();
  const fields = page.getByTestId("inspector").locator("input, textarea");
  const values = await fields.evaluateAll((all) => all.map((field) => (field as HTMLInputElement).value));
  expect(values.join("\n")).not.toContain("80,50");
  expect(await page.getByTestId("attribute-text").count()).toBe(0);
});

test.each(["light", "dark"] as const)("the form keeps nobody out (%s)", async (theme) => {
  const { page } = await openPage({ theme, query: { example: "leaves-csv" } });
  await node(page, "leaves").click();
  await page.getByTestId("column-list").waitFor();
  expect(await seriousFaults(page, ".inspector")).toEqual([]);
});
