export interface Cell {
  readonly median: number;
  readonly min: number;
  readonly differs?: boolean;
}

export interface Engine {
  readonly id: string;
  readonly title: string;
  readonly group: "gradwire" | "pytorch" | "javascript" | "pair";
  readonly missing: null;
}

export interface Row {
  readonly workload: { readonly key: string; readonly name: string; readonly title: string };
  readonly cells: ReadonlyMap<string, Cell>;
}

export function markdown(
  results: readonly never[],
  table: readonly Row[],
  engines: readonly Engine[],
  machine: readonly string[],
  rates: ReadonlyMap<string, number>,
): string;
