// A document of a thousand nodes and about 1,400 wires, the same for the same seed: layers of gates and operators, wired to near ones.

import { stream } from "../../src/base/random.ts";

const ROWS = 25;
const APART = { x: 176, y: 128 };

interface Place {
  readonly x: number;
  readonly y: number;
}

interface FileNode {
  readonly id: string;
  readonly type: string;
  readonly position: Place;
  readonly attributes?: Readonly<Record<string, unknown>>;
}

interface FileEdge {
  readonly from: { readonly node: string; readonly port: string };
  readonly to: { readonly node: string; readonly port: string };
}

export interface LargeFile {
  readonly format: "gradwire";
  readonly version: 1;
  readonly title: string;
  readonly description: string;
  readonly source: string;
  readonly graph: { readonly nodes: readonly FileNode[]; readonly edges: readonly FileEdge[] };
  readonly cells: Readonly<Record<string, never>>;
}

const ONE = ["tanh", "sigmoid", "relu", "one-minus"] as const;
const TWO = ["add", "multiply", "subtract"] as const;

const nameOf = (column: number, row: number): string => `n${column}_${row}`;
const placeOf = (column: number, row: number): Place => ({ x: column * APART.x, y: row * APART.y });

export function largeDocument(count = 1000, seed = 1): LargeFile {
  const random = stream(seed, "large document");
  const source = (column: number, row: number): string => {
    const near = Math.min(ROWS - 1, Math.max(0, row + random.integer(5) - 2));
    return nameOf(Math.max(0, column - 1 - (random.integer(4) === 0 ? 1 : 0)), near);
  };
  const nodes: FileNode[] = [];
  const edges: FileEdge[] = [];
  for (let k = 0; k < count; k++) {
    const [column, row] = [Math.floor(k / ROWS), k % ROWS];
    const [id, position] = [nameOf(column, row), placeOf(column, row)];
    const inputs = column === 0 ? [] : random.uniform() < 0.44 ? ["a", "b"] : ["x"];
    const types = inputs.length === 2 ? TWO : ONE;
    if (column === 0) nodes.push({ id, type: "input", position, attributes: { shape: [4] } });
    else nodes.push({ id, type: types[random.integer(types.length)] as string, position });
    for (const port of inputs) edges.push({ from: { node: source(column, row), port: "value" }, to: { node: id, port } });
  }
  return { format: "gradwire", version: 1, title: `${count} nodes`, description: "", source: "", graph: { nodes, edges }, cells: {} };
}
