// The results as two tables: runs that are to make no error, and runs of which something else is measured. Seeds stand in their order.

import type { Results } from "./results.ts";
import type { Result, Run } from "./run.ts";

type Runs = Readonly<Record<string, Run>>;

interface Column {
  readonly title: string;
  readonly text: (run: Run, results: readonly Result[]) => string;
}

const list = (texts: readonly (string | number | null)[]): string => texts.map((text) => text ?? "–").join(", ");

/** The same for all seeds, or a list. */
const common = (texts: readonly string[]): string => (new Set(texts).size === 1 ? texts[0]! : list(texts));

/** Counts whole, measures with three digits that count. */
const digits = (x: number): string => (Number.isInteger(x) ? x.toLocaleString("en") : `${Number(x.toPrecision(3))}`);

const epochsOf = ({ epochs, broken }: Result): string =>
  `${epochs.toLocaleString("en")}${broken === null ? "" : ", then no finite numbers"}`;

function numbers(results: readonly Result[]): string {
  const names = Object.keys(results[0]!.numbers);
  return names.map((name) => `${name}: ${common(results.map((result) => digits(result.numbers[name]!)))}`).join("<br>");
}

const epochs: Column = { title: "epochs", text: (_, results) => common(results.map(epochsOf)) };
const measured: Column = { title: "measured", text: (_, results) => numbers(results) };
const seconds: Column = { title: "seconds", text: (_, results) => list(results.map((result) => digits(Math.round(result.seconds)))) };

const counting: readonly Column[] = [
  epochs,
  { title: "right after", text: (_, results) => list(results.map(({ firstRight }) => firstRight)) },
  { title: "last wrong at", text: (_, results) => list(results.map(({ lastWrong }) => lastWrong)) },
  measured,
  seconds,
];

function table(runs: Runs, results: Results, columns: readonly Column[]): string {
  const rows = Object.entries(runs).flatMap(([name, run]) => {
    const seeds = Object.keys(results[name] ?? {});
    if (seeds.length === 0) return [];
    const cells = columns.map(({ text }) => text(run, Object.values(results[name]!)));
    return [[`\`${name}\``, `\`${run.example}\`: ${run.recipe}`, seeds.join(", "), ...cells]];
  });
  const titles = ["run", "what", "seeds", ...columns.map(({ title }) => title)];
  return [titles, titles.map(() => "---"), ...rows].map((cells) => `| ${cells.join(" | ")} |`).join("\n");
}

const only = (runs: Runs, wanted: (run: Run) => boolean): Runs => Object.fromEntries(Object.entries(runs).filter(([, run]) => wanted(run)));

export function tables(runs: Runs, results: Results): string {
  const counted = table(
    only(runs, ({ counts }) => counts !== undefined),
    results,
    counting,
  );
  const others = table(
    only(runs, ({ counts }) => counts === undefined),
    results,
    [epochs, measured, seconds],
  );
  return `${counted}\n\n${others}`;
}
