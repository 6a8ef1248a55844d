// From single measurements to one cell an engine and workload, and to ratios.

import { agrees } from "./workloads.mjs";

const middle = (numbers) => {
  const sorted = numbers.toSorted((a, b) => a - b);
  const half = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
};

/** Over the rounds: the median of medians, the least of all. @returns null where nothing was measured */
export function cellOf(results, engine, workload) {
  const own = results.filter((result) => result.engine === engine && result.workload === workload);
  if (own.length === 0) return null;
  const failed = own.find(({ error }) => error !== undefined);
  if (failed) return { error: failed.error };
  const differs = own.some(({ losses }) => !agrees(workload, losses));
  return {
    median: middle(own.map(({ median }) => median)),
    min: Math.min(...own.map(({ min }) => min)),
    firstMs: middle(own.map(({ firstMs }) => firstMs)),
    compileMs: own[0].compileMs === undefined ? null : middle(own.map(({ compileMs }) => compileMs)),
    bytes: own[0].bytes ?? null,
    backend: own[0].backend ?? null,
    differs,
  };
}

/** The form of a group with the least median, `{ engine, cell }`; null where none of it was measured. */
export function bestOf(group, engines, cells) {
  const measured = engines
    .filter((engine) => engine.group === group)
    .map((engine) => ({ engine, cell: cells.get(engine.id) }))
    .filter(({ cell }) => cell?.median !== undefined && !cell.differs);
  return measured.reduce((best, one) => (best === null || one.cell.median < best.cell.median ? one : best), null);
}

/** How many times as long the other takes, by medians and by minima. */
export const ratio = (other, own) => ({ median: other.median / own.median, min: other.min / own.min });

/** By workload: the cells of all engines. */
export const tableOf = (results, engines, workloads) =>
  workloads.map((workload) => ({
    workload,
    cells: new Map(engines.map(({ id }) => [id, cellOf(results, id, workload.name)])),
  }));
