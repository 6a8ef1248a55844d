// The square matrices that take a state to the next step: matrices, the same at all steps, that something with the state of the step before
// is multiplied by. Of a matrix on a stack [h⁻; x] it is the columns of h⁻. Spectral radius and norm are of the numbers alone, without slopes and gates.

import type { FlatEndpoint, FlatNode } from "../../compiler/flatten.ts";
import { parameterName } from "../../compiler/lower.ts";
import { portKey } from "../../compiler/shapes.ts";
import { sizeOf } from "../../engine/tape.ts";
import type { LocalFactor } from "./local-factor.ts";
import { spectralRadius } from "./matrix/eigenvalues.ts";
import { frobeniusNorm, spectralNorm } from "./matrix/spectral-norm.ts";
import { type Places, placesWithinStep } from "./selection.ts";
import type { RecurrentState } from "./states.ts";
import { locate, type Subject } from "./subject.ts";

export interface RecurrentMatrix {
  /** The parameter's, `lstm.W_f`. */
  readonly name: string;
  /** The node that multiplies by it. */
  readonly path: string;
  readonly size: number;
  /** Whether it is only some columns of the parameter. */
  readonly partial: boolean;
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

/** The columns of a matrix that the state meets; null where they make no square. */
function block({ rows, columns, numbers }: Trained, { from, size }: Operand, places: Places | null, units: number): Float64Array | null {
  const chosen = places ?? (size === rows ? Array.from({ length: size }, (_, k) => k) : []);
  if (chosen.length !== rows || rows !== units) return null;
  return Float64Array.from({ length: rows * rows }, (_, k) => numbers[Math.floor(k / rows) * columns + from + chosen[k % rows]!]!);
}

function describe(trained: Trained, path: string, numbers: Float64Array): RecurrentMatrix {
  const size = trained.rows;
  return {
    name: trained.name,
    path,
    size,
    partial: trained.columns !== size,
    spectralRadius: spectralRadius(numbers, size),
    spectralNorm: spectralNorm(numbers, size, size),
    frobeniusNorm: frobeniusNorm(numbers),
    numbers,
  };
}

/** Throws a Problem where a matrix holds a number that is not finite. */
export function recurrentMatrices(subject: Subject, state: RecurrentState, factors: readonly LocalFactor[]): readonly RecurrentMatrix[] {
  const reached = placesWithinStep(state, state.cycle, factors);
  const found = new Map<string, RecurrentMatrix>();
  for (const node of state.cycle.members) {
    const { operands, size } = operandsOf(subject, node);
    for (const trained of matricesOf(subject, node)) {
      if (trained.columns !== size || found.has(trained.name)) continue;
      for (const operand of operands) {
        const numbers = reached.has(operand.key) ? block(trained, operand, reached.get(operand.key)!, state.units) : null;
        if (numbers) found.set(trained.name, describe(trained, node.path, numbers));
      }
    }
  }
  return [...found.values()];
}
