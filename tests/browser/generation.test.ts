// Writing in the page: a button, a temperature, sentences of known symbols, before, during and after a training; by keyboard too.

import type { Page } from "playwright";
import { describe, expect, test } from "vitest";
import { sentences } from "../../src/data/text/sentences.ts";
import { focused, openExample, seriousFaults } from "./hands.ts";
import { openPage } from "./page.ts";

const words = new Set(sentences.flatMap((sentence) => sentence.split(" ")));

const writtenTexts = (page: Page): Promise<string[]> => page.getByTestId("sentence").allInnerTexts();

/** The newest sentences, once there are `count` in all. */
async function newest(page: Page, count: number): Promise<string[]> {
  await expect.poll(async () => (await writtenTexts(page)).length, { timeout: 20_000 }).toBe(count);
  return (await writtenTexts(page)).slice(0, 5);
}

const unknownWords = (texts: readonly string[]): string[] =>
  texts.flatMap((text) =>
    text
      .replace(/[.…]$/, "")
      .split(" ")
      .filter((word) => word !== "" && !words.has(word)),
  );

const isOfTheText = (text: string): boolean => /^[a-z ]*[.…]$/.test(text);

describe("a net that reads characters", () => {
  test("writes those of the text, untrained, while it trains and paused, the newest on top", async () => {
    const page = await openExample("next-character", "lstm");
    const panel = page.getByRole("region", { name: "Writing" });
    await panel.getByText("Nothing is written yet.").waitFor();
    await page.getByTestId("write").click();
    const untrained = await newest(page, 5);
    await panel.getByText("untrained weights, temperature 0.7").waitFor();
    await page.getByTestId("train").click();
    await expect.poll(async () => Number(await page.getByTestId("epoch").innerText()), { timeout: 60_000 }).toBeGreaterThanOrEqual(1);
    await page.getByTestId("write").click();
    await newest(page, 10);
    await page.getByTestId("pause").click();
    await page.getByTestId("write").click();
    const trained = await newest(page, 15);
    expect([...untrained, ...trained].filter((text) => !isOfTheText(text))).toEqual([]);
    expect((await writtenTexts(page)).slice(-5)).toEqual(untrained);
    await panel
      .getByText(/^epoch \d+, temperature 0\.7$/)
      .first()
      .waitFor();
  });
});

describe("a net that reads words", () => {
  test("writes words of the text", async () => {
    const page = await openExample("next-word", "lstm");
    await page.getByTestId("step").click();
    await expect.poll(() => page.getByTestId("epoch").innerText(), { timeout: 30_000 }).toBe("1");
    await page.getByTestId("write").click();
    expect(unknownWords(await newest(page, 5))).toEqual([]);
  });

  test("shows them on the time slider", async () => {
    const page = await openExample("next-word", "lstm");
    const slider = page.getByTestId("slider");
    const shown = await slider.locator(".column em").allInnerTexts();
    expect(shown[0]).toBe("^");
    expect(unknownWords(shown.slice(1))).toEqual([]);
    await slider.focus();
    await page.keyboard.press("ArrowRight");
    await expect.poll(() => slider.getAttribute("aria-valuetext")).toBe(`step 1, ${shown[1]}`);
  });

  test("can be told to by keyboard, at another temperature", async () => {
    const page = await openExample("next-word", "lstm");
    await page.getByTestId("write").focus();
    await page.keyboard.press("Tab");
    expect(await focused(page)).toBe("temperature");
    await page.keyboard.press("Home");
    await page.keyboard.press("Shift+Tab");
    await page.keyboard.press("Enter");
    const greedy = await newest(page, 5);
    expect(new Set(greedy).size).toBe(1);
    expect(await focused(page)).toBe("write");
    await page.getByText("untrained weights, temperature 0.0").waitFor();
    expect(await page.locator(".written ol").getAttribute("aria-live")).toBe("polite");
  });
});

test("what another document has written is gone, and a document that predicts no symbol has no such place", async () => {
  const page = await openExample("next-word", "lstm");
  await page.getByTestId("write").click();
  await newest(page, 5);
  await page.getByTestId("examples").click();
  await page.getByTestId("example-rnn-reber").click();
  await page.getByTestId("node-rnn").waitFor();
  await expect.poll(() => page.getByTestId("write").count()).toBe(0);
});

describe.each(["light", "dark"] as const)("in the %s theme", (theme) => {
  test("everyone can use it", async () => {
    const { page } = await openPage({ theme, query: { example: "next-word" } });
    await page.getByTestId("write").click();
    await newest(page, 5);
    expect(await seriousFaults(page, ".training")).toEqual([]);
  });
});
