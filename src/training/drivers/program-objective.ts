// The loss of a program as an objective of all its parameters. Always in f64: a Hessian that differs by f32's rounding is of little use.

import type { Draw } from "../../compiler/bind.ts";
import { lossFirst } from "../../compiler/gradient.ts";
import type { Program } from "../../compiler/program.ts";
import type { Executable } from "../../engine/backend/executable.ts";
import { prepareFor } from "../../engine/backend/prepare-for.ts";
import { simplify } from "../../engine/passes/index.ts";
import { sizeOf, type Tape, type Value } from "../../engine/tape.ts";
import { NoiseInputs } from "../step/noise.ts";
import { gradientTape, hessianProductTape, jacobianProductTape, transposedProductTape } from "./derivative-tapes.ts";
import type { Objective, Point } from "./objective.ts";
import { joined, type ParameterSpan, parameterSpans, vectorSize } from "./parameter-vector.ts";

/** Index among the named values of what the optimizer makes of the residuals that it gets; null for other optimizers. */
function madeByOptimizer({ values, optimizer }: Program, made: "residuals" | "loss"): number | null {
  const index = values.findIndex(({ path, port }) => path === optimizer?.path && port === made);
  return index < 0 ? null : index;
}

/** m, the number of residuals; 0 where there are none. */
export function residualCount(program: Program): number {
  const index = madeByOptimizer(program, "residuals");
  return index === null ? 0 : sizeOf(program.forward.outputs[index]!.shape);
}

const sameNumbers = (a: Float64Array, b: Float64Array) => a.every((x, index) => x === b[index]);

export class ProgramObjective implements Objective {
  readonly size: number;
  private readonly spans: readonly ParameterSpan[];
  /** Prepared when they are first asked for. */
  private readonly executables = new Map<string, Executable>();
  /** Where the gradient was asked for last: a step often begins where the one before ended. */
  private last: { readonly w: Float64Array; readonly point: Point } | null = null;
  private readonly noise: NoiseInputs;
  private drawn: Draw | null = null;

  /** @param numbers for every slot; those in the places of parameters are not read */
  constructor(
    private readonly program: Program,
    private readonly numbers: Float64Array[],
  ) {
    this.spans = parameterSpans(program);
    this.size = vectorSize(this.spans);
    this.noise = new NoiseInputs(program, "f64");
  }

  /** From now on the noise is that of this draw: a search compares losses of the same function. */
  draw(draw: Draw): void {
    this.drawn = draw;
    if (this.program.slots.some(({ kind }) => kind === "noise")) this.last = null;
    for (const executable of this.executables.values()) this.noise.write(executable, draw);
  }

  /** Other numbers for a slot that is no parameter. */
  write(slot: number, numbers: Float64Array): void {
    this.numbers[slot] = numbers;
    this.last = null;
    for (const executable of this.executables.values()) executable.write(slot, numbers);
  }

  value(w: Float64Array): number {
    return this.run("value", () => simplify(this.loss()), w)[0]![0]!;
  }

  /** Of each metric of the program. */
  metrics(w: Float64Array): readonly number[] {
    const { forward, metrics } = this.program;
    if (metrics.length === 0) return [];
    const tape = () => simplify({ ...forward, outputs: metrics.map(({ index }) => forward.outputs[index]!) });
    return this.run("metrics", tape, w).map((numbers) => numbers[0]!);
  }

  /** What each running value of the program is after a step from w. */
  running(w: Float64Array): readonly Float64Array[] {
    const { forward, running } = this.program;
    if (running.length === 0) return [];
    const tape = () => simplify({ ...forward, outputs: running.map(({ output }) => forward.outputs[output]!) });
    return this.run("running", tape, w).map((numbers) => Float64Array.from(numbers));
  }

  valueAndGradient(w: Float64Array): Point {
    if (this.last && sameNumbers(this.last.w, w)) return this.last.point;
    const [value, ...gradient] = this.run("gradient", () => gradientTape(this.loss(), this.parameters()), w);
    const point = { value: value![0]!, gradient: joined(gradient) };
    this.last = { w: w.slice(), point };
    return point;
  }

  hessian(w: Float64Array): Float64Array {
    const n = this.size;
    const matrix = new Float64Array(n * n);
    const tape = () => hessianProductTape(this.loss(), this.parameters());
    // H is symmetric: its column is its row
    for (let i = 0; i < n; i++) matrix.set(joined(this.run("hessian", tape, w, this.parts(unit(n, i)))), i * n);
    return matrix;
  }

  jacobian(w: Float64Array): Float64Array {
    const residual = this.residual();
    const m = sizeOf(residual.outputs[0]!.shape);
    return m <= this.size ? this.jacobianByRows(residual, m, w) : this.jacobianByColumns(residual, m, w);
  }

  end(): void {
    for (const executable of this.executables.values()) executable.end();
  }

  private jacobianByRows(residual: Tape, m: number, w: Float64Array): Float64Array {
    const n = this.size;
    const matrix = new Float64Array(m * n);
    const tape = () => transposedProductTape(residual, this.parameters());
    for (let i = 0; i < m; i++) matrix.set(joined(this.run("rows", tape, w, [unit(m, i)])), i * n);
    return matrix;
  }

  private jacobianByColumns(residual: Tape, m: number, w: Float64Array): Float64Array {
    const n = this.size;
    const matrix = new Float64Array(m * n);
    const tape = () => jacobianProductTape(residual, this.parameters());
    const anywhere = new Float64Array(m);
    for (let j = 0; j < n; j++) {
      const [column] = this.run("columns", tape, w, [anywhere, ...this.parts(unit(n, j))]);
      for (let i = 0; i < m; i++) matrix[i * n + j] = column![i]!;
    }
    return matrix;
  }

  private loss(): Tape {
    const { program } = this;
    // half the sum of squares, where the document has another loss beside it
    const index = madeByOptimizer(program, "loss") ?? program.lossIndex;
    if (index === null) throw new Error("an objective needs a loss");
    const tape = lossFirst(program, index);
    return { ...tape, outputs: tape.outputs.slice(0, 1) };
  }

  private residual(): Tape {
    const { program } = this;
    const index = madeByOptimizer(program, "residuals");
    if (index === null) throw new Error("a Jacobian needs residuals");
    return { ...program.forward, outputs: [program.forward.outputs[index]!] };
  }

  private parameters(): readonly Value[] {
    return this.spans.map(({ slot }) => this.program.forward.inputs[slot]!);
  }

  /** A vector cut at the borders of the parameters. */
  private parts(vector: Float64Array): readonly Float64Array[] {
    return this.spans.map(({ from, to }) => vector.subarray(from, to));
  }

  /** @param probes numbers for the inputs behind the slots */
  private run(name: string, tape: () => Tape, w: Float64Array, probes: readonly Float64Array[] = []) {
    const executable = this.prepared(name, tape);
    for (const { slot, from, to } of this.spans) executable.write(slot, w.subarray(from, to));
    for (const [index, probe] of probes.entries()) executable.write(this.numbers.length + index, probe);
    return executable.step();
  }

  private prepared(name: string, tape: () => Tape): Executable {
    const known = this.executables.get(name);
    if (known) return known;
    const executable = prepareFor(tape(), "f64");
    const parameters = new Set(this.spans.map(({ slot }) => slot));
    for (const [slot, numbers] of this.numbers.entries()) if (!parameters.has(slot)) executable.write(slot, numbers);
    if (this.drawn) this.noise.write(executable, this.drawn);
    this.executables.set(name, executable);
    return executable;
  }
}

/** [size]: 1 at `index`, 0 elsewhere. */
function unit(size: number, index: number): Float64Array {
  const vector = new Float64Array(size);
  vector[index] = 1;
  return vector;
}
