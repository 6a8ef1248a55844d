// The measurements as Markdown.

import { bestOf, ratio } from "./summary.mjs";

/** What a coarse clock could not tell is a dash. */
export const short = (number) => {
  if (!Number.isFinite(number) || number === 0) return "–";
  return number >= 100 ? number.toFixed(0) : number.toPrecision(number >= 1 ? 3 : 2);
};

/** The minimum's text in brackets behind the median's; nothing where it was not measured or not told by the clock. */
const bracketed = (number, text) => (Number.isFinite(number) && number > 0 ? ` (${text(number)})` : "");

/** Milliseconds, and below a hundredth of them microseconds. */
const time = (milliseconds) => (milliseconds < 0.01 ? `${short(milliseconds * 1000)} µs` : short(milliseconds));

function cellText(cell) {
  if (!cell) return "–";
  if (cell.error !== undefined) return "failed";
  return `${time(cell.median)}${bracketed(cell.min, time)}${cell.differs ? " **other losses**" : ""}`;
}

const row = (cells) => `| ${cells.join(" | ")} |`;
const rows = (head, body) => [row(head), row(head.map(() => "---")), ...body.map(row)].join("\n");

function times(table, engines) {
  const shown = single(engines);
  const body = table.map(({ workload, cells }) => [
    `${workload.key} \`${workload.name}\``,
    ...shown.map(({ id }) => cellText(cells.get(id))),
  ]);
  return rows(["ms a step: median (min)", ...shown.map(({ title }) => title)], body);
}

/** Ratios by medians and by minima. */
const timesText = (median, min) => `${short(median)}×${bracketed(min, (ratio) => `${short(ratio)}×`)}`;

function ratioText(other, cell) {
  if (!other || cell?.median === undefined) return "–";
  const { median, min } = ratio(other.cell, cell);
  return timesText(median, min);
}

function ratios(table, engines) {
  const own = engines.filter(({ group, missing }) => group === "gradwire" && missing === null);
  const body = table.map(({ workload, cells }) => {
    const [pytorch, javascript] = ["pytorch", "javascript"].map((group) => bestOf(group, engines, cells));
    return [
      workload.key,
      pytorch?.engine.title ?? "–",
      ...own.map(({ id }) => ratioText(pytorch, cells.get(id))),
      javascript?.engine.title ?? "–",
      ...own.map(({ id }) => ratioText(javascript, cells.get(id))),
    ];
  });
  const names = own.map(({ title }) => title.replace("Gradwire, ", ""));
  return rows(["", "best form of PyTorch", ...names, "best JavaScript peer", ...names], body);
}

/** Two workers against one, of the same host; empty where no workload was measured with two. */
function pairs(table, engines) {
  const shown = engines.filter(({ group, missing }) => group === "pair" && missing === null);
  const measured = table.filter(({ cells }) => shown.some(({ id }) => cells.get(id)));
  if (measured.length === 0) return "";
  const body = measured.map(({ workload, cells }) => [
    workload.key,
    ...shown.map(({ id, of }) => {
      const [one, two] = [cells.get(of), cells.get(id)];
      if (one?.median === undefined || two?.median === undefined) return "–";
      const { median, min } = ratio(one, two);
      return `${cellText(two)}: ${timesText(median, min)}`;
    }),
  ]);
  return rows(["two workers against one, not pinned", ...shown.map(({ title }) => title)], body);
}

/** How near steps that are little but products come to a plain product of the same host. */
function products(table, engines, rates) {
  const shown = engines.filter(({ id }) => rates.has(id));
  const measured = table.filter(({ workload }) => workload.flops);
  if (shown.length === 0 || measured.length === 0) return "";
  const plain = ["512 × 512 × 512", ...shown.map(({ id }) => short(rates.get(id)))];
  const steps = measured.map(({ workload, cells }) => [
    workload.key,
    ...shown.map(({ id }) => {
      const rate = workload.flops / ((cells.get(id)?.median ?? Number.NaN) * 1e6);
      return Number.isNaN(rate) ? "–" : `${short(rate)} (${Math.round((100 * rate) / rates.get(id))} %)`;
    }),
  ]);
  return rows(["GFLOP/s in products", ...shown.map(({ title }) => title)], [plain, ...steps]);
}

const single = (engines) => engines.filter(({ group, missing }) => group !== "pair" && missing === null);

function begins(table, engines) {
  const shown = single(engines);
  const body = table.map(({ workload, cells }) => [
    workload.key,
    ...shown.map(({ id }) => {
      const cell = cells.get(id);
      return cell?.firstMs === undefined ? "–" : short(cell.firstMs);
    }),
  ]);
  return rows(["ms from graph to first step", ...shown.map(({ title }) => title)], body);
}

function memory(table) {
  const body = table.map(({ workload, cells }) => {
    const cell = cells.get("node");
    return [workload.key, cell?.bytes ? `${(cell.bytes / 2 ** 20).toFixed(1)} MiB` : "–", cell?.backend ?? "–"];
  });
  return rows(["", "all numbers of a step, Gradwire", "backend"], body);
}

function remarks(results, table, engines) {
  const absent = engines
    .filter(({ missing }) => missing !== null)
    .map(({ title, missing }) => `- ${title} is not installed: \`${missing}\``);
  const failed = results
    .filter(({ error }) => error !== undefined)
    .map(({ engine, workload, error }) => `- ${engine} failed on ${workload}: ${error}`);
  const differing = table.flatMap(({ workload, cells }) =>
    [...cells].flatMap(([id, cell]) => (cell?.differs ? [`- ${id} has other first losses on ${workload.name}: not the same work`] : [])),
  );
  return [...absent, ...failed, ...differing].join("\n");
}

const intro = `# Training steps beside other engines

One training step (forward, loss, backward, plain gradient descent) in f32 on the graphs of \`graphs/bench\`. Every engine begins at the same
numbers, and has to find the same first three losses within 1e-3. Each measurement is a process of its own with one thread; engines take
turns. Made by \`npm run bench:peers\`. Ratios say how many times as long the other takes, by medians and, in brackets, by minima; a
minimum that the clock could not tell is left out.`;

/**
 * @param machine lines about where it was measured
 * @param rates of plain products, in GFLOP/s, by the engine's id
 */
export function markdown(results, table, engines, machine, rates) {
  const workloads = table.map(({ workload }) => `- ${workload.key} \`${workload.name}\`: ${workload.title}`).join("\n");
  const parts = [
    intro,
    machine.map((line) => `- ${line}`).join("\n"),
    workloads,
    times(table, engines),
    ratios(table, engines),
    pairs(table, engines),
    products(table, engines, rates),
    begins(table, engines),
    memory(table),
    remarks(results, table, engines),
  ];
  return `${parts.filter((part) => part !== "").join("\n\n")}\n`;
}
