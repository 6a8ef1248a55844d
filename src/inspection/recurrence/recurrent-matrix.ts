// The square matrices that take a state to the next step: matrices, the same at all steps, that something with the state of the step before
// is multiplied by. Of a matrix on a stack [h⁻; x] it is the columns of h⁻; of matrices below each other it is the rows of each that are taken
// apart behind the product. Spectral radius and norm are of the numbers alone, without slopes and gates.

import type { FlatEndpoint, FlatNode } from "../../compiler/flatten.ts";
import { parameterName } from "../../compiler/lower.ts";
import { portKey } from "../../compiler/shapes.ts";
import { sizeOf } from "../../engine/tape.ts";
import type { LocalFactor } from "./local-factor.ts";
import { spectralRadius } from "./matrix/eigenvalues.ts";
import { frobeniusNorm, spectralNorm } from "./matrix/spectral-norm.ts";
import { type RowBlock, rowBlocks } from "./row-blocks.ts";
import { type Places, placesWithinStep } from "./selection.ts";
import type { RecurrentState } from "./states.ts";
import { locate, type Subject } from "./subject.ts";

export interface MatrixBlock extends RowBlock {
  /** 1 for the first of those that are found. */
  readonly number: number;
  readonly count: number;
}

export interface RecurrentMatrix {
  /** The parameter's, `lstm.W_f`. */
  readonly name: string;
  /** The node that multiplies by it. */
  readonly path: string;
  readonly size: number;
  /** Whether it is only some columns of the parameter. */
  readonly partial: boolean;
  /** Which of several below each other it is; null where it is all rows of the parameter. */
  readonly block: MatrixBlock | null;
  /** Largest magnitude of an eigenvalue: below 1 its powers vanish, above 1 they explode. */
  readonly spectralRadius: number;
  /** Largest singular value: what one product can stretch a vector by. */
  readonly spectralNorm: number;
  readonly frobeniusNorm: number;
  /** `[n][n]` row-major. */
  readonly numbers: Float64Array;
}

interface Trained {
  readonly name: string;
  readonly rows: number;
  readonly columns: number;
  readonly numbers: Float64Array;
}

/** What is wired in and is a matrix that stays the same at all steps. */
function wiredMatrix(subject: Subject, { path, port }: FlatEndpoint): Trained | null {
  const { named, numbers } = locate(subject, path, port);
  const [rows, columns, ...more] = named.shape;
  if (named.time || rows === undefined || columns === undefined || more.length > 0) return null;
  return { name: named.name, rows, columns, numbers };
}

/** Matrices of the node's own, and those that are wired to it. */
function matricesOf(subject: Subject, node: FlatNode): Trained[] {
  const { slots } = subject.program;
  const own = node.inputSpecs.filter((spec) => spec.parameter && !node.inputs.has(spec.id)).map((spec) => parameterName(node, spec.id));
  const wired = [...node.inputs.values()].flatMap((from) => wiredMatrix(subject, from) ?? []);
  const trained = own.flatMap((name): Trained[] => {
    const index = slots.findIndex((slot) => slot.kind === "parameter" && slot.name === name);
    const [rows, columns, ...more] = slots[index]?.shape ?? [];
    if (rows === undefined || columns === undefined || more.length > 0) return [];
    return [{ name, rows, columns, numbers: subject.inputs[index]! }];
  });
  return [...trained, ...wired];
}

interface Operand {
  readonly key: string;
  /** Its columns of the matrix. */
  readonly from: number;
  readonly size: number;
}

/** What the node multiplies: its other operands on top of each other. */
function operandsOf(subject: Subject, node: FlatNode): { operands: readonly Operand[]; size: number } {
  let size = 0;
  const operands: Operand[] = [];
  for (const from of node.inputs.values()) {
    if (wiredMatrix(subject, from)) continue;
    const { path, port } = from;
    const components = sizeOf(locate(subject, path, port).named.shape);
    operands.push({ key: portKey(path, port), from: size, size: components });
    size += components;
  }
  return { operands, size };
}

/** The columns of a matrix that the state meets; null where they are not as many as the state has components. */
function columnsOf({ from, size }: Operand, places: Places | null, units: number): readonly number[] | null {
  const chosen = places ?? Array.from({ length: size }, (_, k) => k);
  return chosen.length === units ? chosen.map((place) => from + place) : null;
}

/** The operand that has the state itself in it, before one of its size that is made of it. */
function operandWith(operands: readonly Operand[], reached: ReadonlyMap<string, Places | null>, units: number): Operand | undefined {
  const met = operands.filter(({ key }) => reached.has(key));
  return met.find(({ key }) => reached.get(key) !== null) ?? met.find(({ size }) => size === units);
}

/** Null is all rows. */
function blocksOf({ rows }: Trained, node: FlatNode, units: number, factors: readonly LocalFactor[]): readonly (MatrixBlock | null)[] {
  if (rows === units) return [null];
  if (rows < units) return [];
  const found = node.outputs.flatMap(({ id }) => rowBlocks(portKey(node.path, id), rows, units, factors));
  return found.map((block, index) => ({ ...block, number: index + 1, count: found.length }));
}

function describe(trained: Trained, path: string, columns: readonly number[], block: MatrixBlock | null): RecurrentMatrix {
  const size = columns.length;
  const at = (row: number, column: number) => trained.numbers[((block?.from ?? 0) + row) * trained.columns + columns[column]!]!;
  const numbers = Float64Array.from({ length: size * size }, (_, k) => at(Math.floor(k / size), k % size));
  return {
    name: trained.name,
    path,
    size,
    partial: trained.columns !== size,
    block,
    spectralRadius: spectralRadius(numbers, size),
    spectralNorm: spectralNorm(numbers, size, size),
    frobeniusNorm: frobeniusNorm(numbers),
    numbers,
  };
}

/** Throws a Problem where a matrix holds a number that is not finite. */
export function recurrentMatrices(subject: Subject, state: RecurrentState, factors: readonly LocalFactor[]): readonly RecurrentMatrix[] {
  const reached = placesWithinStep(state, state.cycle, factors);
  const found = new Map<string, readonly RecurrentMatrix[]>();
  for (const node of state.cycle.members) {
    const { operands, size } = operandsOf(subject, node);
    const operand = operandWith(operands, reached, state.units);
    const columns = operand && columnsOf(operand, reached.get(operand.key) ?? null, state.units);
    for (const trained of matricesOf(subject, node)) {
      if (!columns || trained.columns !== size || found.has(trained.name)) continue;
      const blocks = blocksOf(trained, node, state.units, factors);
      if (blocks.length > 0)
        found.set(
          trained.name,
          blocks.map((block) => describe(trained, node.path, columns, block)),
        );
    }
  }
  return [...found.values()].flat();
}
