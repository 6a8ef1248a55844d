// The measurements as bars: the time of a step relative to PyTorch's best form. An SVG that reads on light and on dark ground.

import { short } from "./markdown.mjs";
import { bestOf } from "./summary.mjs";

/** Bars longer than so many times the unit are cut, with their number at the end. */
const LONGEST = 4;
const left = 190;
const scale = 105;
const bar = { height: 11, step: 15 };
const gap = 18;
const width = left + LONGEST * scale + 90;

const style = `
  text { font: 12px system-ui, sans-serif; fill: #1f2933 }
  .dim { fill: #5b6875 } .key { font-weight: 600 } .unit { stroke: #8a96a3; stroke-dasharray: 3 3 }
  .b0 { fill: #0b7a75 } .b1 { fill: #3aa99f } .b2 { fill: #d9822b } .b3 { fill: #8a96a3 } .b4 { fill: #b4bdc6 }
  @media (prefers-color-scheme: dark) {
    text { fill: #e6eaee } .dim { fill: #a3afba }
    .b0 { fill: #35c2b5 } .b1 { fill: #1f8f86 } .b2 { fill: #e09a4f } .b3 { fill: #8a96a3 } .b4 { fill: #66727e }
  }`;

const escaped = (text) => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;");

/** What is shown of a workload, in the order of the colours. */
function barsOf({ cells }, engines) {
  const byId = (id, title) => ({ title, cell: cells.get(id) });
  const best = (ids, title) => {
    const found = ids.map((id) => cells.get(id)).filter((cell) => cell?.median !== undefined);
    return { title, cell: found.toSorted((a, b) => a.median - b.median)[0] };
  };
  return [
    byId("chromium", "Gradwire, Chromium"),
    best(["node", "node-relaxed"], "Gradwire, Node"),
    { title: "PyTorch, best form", cell: bestOf("pytorch", engines, cells)?.cell },
    best(["jaxjs", "jaxjs-stepwise"], "jax-js"),
    byId("tfjs", "TensorFlow.js"),
  ].map((one, colour) => ({ ...one, colour }));
}

function barLine({ title, cell, colour }, unit, y) {
  const share = cell.median / unit;
  const length = Math.max(1, Math.min(share, LONGEST) * scale);
  const number = `${share > LONGEST ? "→ " : ""}${short(share)}`;
  return [
    `<text class="dim" x="${left - 8}" y="${y + 10}" text-anchor="end">${escaped(title)}</text>`,
    `<rect class="b${colour}" x="${left}" y="${y}" width="${length.toFixed(1)}" height="${bar.height}" rx="2"/>`,
    `<text class="dim" x="${(left + length + 6).toFixed(1)}" y="${y + 10}">${number}</text>`,
  ].join("\n");
}

/** @returns the lines of a workload and the height they take */
function group(entry, engines, y) {
  const bars = barsOf(entry, engines).filter(({ cell }) => cell?.median !== undefined && !cell.differs);
  const unit = (bars.find(({ colour }) => colour === 2) ?? bars[0])?.cell.median ?? 1;
  const { key, title } = entry.workload;
  const head = `<text class="key" x="8" y="${y + 11}">${key}</text><text x="36" y="${y + 11}">${escaped(title)}</text>`;
  const lines = bars.map((one, index) => barLine(one, unit, y + 20 + index * bar.step));
  return { lines: [head, ...lines], height: 20 + bars.length * bar.step + gap };
}

export function picture(table, engines) {
  let y = 34;
  const lines = table.flatMap((entry) => {
    const made = group(entry, engines, y);
    y += made.height;
    return made.lines;
  });
  const unit = engines.some(({ group: of, missing }) => of === "pytorch" && missing === null)
    ? "the best form of PyTorch"
    : "the first bar";
  const caption = `Time of one training step, one thread; ${unit} is 1, shorter is better`;
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${y}" viewBox="0 0 ${width} ${y}" role="img" aria-label="${caption}">
<style>${style}
</style>
<text class="dim" x="8" y="18">${caption}</text>
<line class="unit" x1="${left + scale}" x2="${left + scale}" y1="30" y2="${y - gap}"/>
${lines.join("\n")}
</svg>
`;
}
