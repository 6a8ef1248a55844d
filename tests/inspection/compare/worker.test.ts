// Comparisons through the service that the page talks to.

import { expect, test } from "vitest";
import { registry } from "../../../nodes/index.ts";
import { generators } from "../../../src/data/index.ts";
import type { ComparisonReport, ComparisonRequest } from "../../../src/editor/worker/compare-protocol.ts";
import { createService } from "../../../src/editor/worker/service.ts";
import type { Document } from "../../../src/graph/document.ts";
import { swapCell } from "../../../src/inspection/compare/swap.ts";
import { createSession } from "../../../src/training/session.ts";
import { offer, smallLstm } from "./documents.ts";

const lstm = smallLstm();

function variant(file: string): { name: string; document: Document } {
  const swap = swapCell(lstm, "lstm", offer(file), registry);
  if (!swap.ok) throw new Error(swap.problem.message);
  return { name: file, document: swap.value.document };
}

const requestFor = (epochs: number, ...files: readonly string[]): ComparisonRequest => ({
  variants: [{ name: "lstm", document: lstm }, ...files.map(variant)],
  node: "lstm",
  epochs,
  example: 2,
});

const service = () => createService(registry);

test("all are trained for as many epochs, each as it would be alone, then looked into", async () => {
  const reports: ComparisonReport[] = [];
  await service().compare(requestFor(4, "gru", "rnn"), (report) => reports.push(report));
  const last = reports.at(-1)!;
  expect([reports[0]!.state, last.state, last.epochs]).toEqual(["preparing", "done", 4]);
  expect(last.entrants.map(({ name, losses }) => [name, losses.length])).toEqual([
    ["lstm", 4],
    ["gru", 4],
    ["rnn", 4],
  ]);
  for (const { gradient, score, verdict, seconds, parameterCount, problem } of last.entrants) {
    expect([gradient?.length, problem]).toEqual([last.entrants[0]!.gradient?.length, null]);
    expect(Object.keys(score?.metrics ?? {})).toEqual(["wrong_positions", "wrong_strings"]);
    expect([verdict?.fate, seconds > 0, (parameterCount ?? 0) > 0]).toEqual([expect.any(String), true, true]);
  }
  const session = createSession(variant("gru").document, registry, generators, { precision: "f32", feeds: new Map() });
  expect(last.entrants[1]!.losses).toEqual([1, 2, 3, 4].map(() => session.step().loss));
});

test("their curves grow together: none is more than an epoch ahead", async () => {
  const reports: ComparisonReport[] = [];
  await service().compare(requestFor(30, "gru"), (report) => reports.push(report));
  for (const { entrants } of reports) {
    const [one, other] = entrants.map(({ losses }) => losses.length);
    expect(one! - other!).toBeGreaterThanOrEqual(0);
    expect(one! - other!).toBeLessThanOrEqual(1);
  }
});

test("stopped, it is looked into as far as it has come", async () => {
  const engine = service();
  let last: ComparisonReport | null = null;
  await engine.compare(requestFor(100_000, "gru"), (report) => {
    last = report;
    if (report.entrants.every(({ losses }) => losses.length > 2)) void engine.stopComparing();
  });
  const { state, entrants } = last!;
  expect(state).toBe("stopped");
  expect(entrants.every(({ score, losses }) => score !== null && losses.length < 100_000)).toBe(true);
});

test("a newer one ends it, and nothing more is heard of it", async () => {
  const engine = service();
  const heard: string[] = [];
  const older = engine.compare(requestFor(100_000, "gru"), ({ state }) => heard.push(state));
  await new Promise((resolve) => setTimeout(resolve, 300));
  const before = heard.length;
  const newer = engine.compare(requestFor(1, "rnn"), () => {});
  await Promise.all([older, newer]);
  expect(heard.length).toBe(before);
});

test("one that cannot be trained is out, and says why; the others go on", async () => {
  let last: ComparisonReport | null = null;
  await service().compare(requestFor(2, "rnn-two-layers", "gru"), (report) => {
    last = report;
  });
  const { entrants } = last!;
  expect(entrants.map(({ losses }) => losses.length)).toEqual([2, 0, 2]);
  expect(entrants[1]!.problem).toMatchObject({ code: "cell-does-not-fit" });
});

test("the document in hand and its training are as before", async () => {
  const engine = service();
  await engine.open(lstm);
  const before = (await engine.step()).loss;
  const kept = await engine.kept();
  await engine.compare(requestFor(2, "gru"), () => {});
  expect(await engine.kept()).toEqual(kept);
  await engine.reset();
  expect((await engine.step()).loss).toBe(before);
});
