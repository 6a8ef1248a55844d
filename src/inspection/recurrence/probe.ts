// Vector-Jacobian products of one node by one of its inputs, at several steps at once.

import type { FlatNode } from "../../compiler/flatten.ts";
import type { Executable } from "../../engine/backend/executable.ts";
import { prepare } from "../../engine/backend/reference/executor.ts";
import { grad } from "../../engine/grad.ts";
import * as ops from "../../engine/ops.ts";
import { simplify } from "../../engine/passes/index.ts";
import { loneNode, type Window } from "./lone-node.ts";
import type { Subject } from "./subject.ts";

export class Probe {
  private readonly run: Executable;
  private readonly seed: number;
  private readonly count: number;
  private readonly operand: number;
  private readonly numbers: Float64Array;

  /** @param rows m, of the output */
  constructor(
    subject: Subject,
    node: FlatNode,
    port: string,
    output: string,
    readonly rows: number,
    { from, count }: Window,
  ) {
    const { builder, value, ports, numbers } = loneNode(subject, node, output, { from, count });
    const seed = builder.input([count, rows]);
    const flat = ops.reshape(builder, value, [count, rows]);
    const along = ops.sum(builder, ops.multiply(builder, flat, seed), [0, 1]);
    const operand = ports.get(port);
    if (!operand) throw new Error(`${node.path}: its rule does not read ${port}`);
    this.run = prepare(simplify(grad(builder.finish([along]), { of: 0, wrt: [operand] })), "f64");
    numbers.forEach((given, index) => {
      this.run.write(index, given);
    });
    this.seed = numbers.length;
    this.count = count;
    this.operand = [...ports.keys()].indexOf(port);
    this.numbers = numbers[this.operand]!;
  }

  /** Σ_k seed_k ∂out_t[k]/∂in_t, `[count][n]`, with the same seed `[m]` at all steps. */
  along(seed: Float64Array): Float64Array {
    return this.back(Float64Array.from({ length: this.count * this.rows }, (_, k) => seed[k % this.rows]!));
  }

  /** The same with a seed of its own at each step, `[count][m]`. */
  back(seeds: Float64Array): Float64Array {
    this.run.write(this.seed, seeds);
    return Float64Array.from(this.run.step()[1]!);
  }

  /** Row k of the Jacobian at each step. */
  row(k: number): Float64Array {
    return this.along(Float64Array.from({ length: this.rows }, (_, other) => (other === k ? 1 : 0)));
  }

  /** Whether the slopes stay the same wherever the operand stands: tried at two other places. */
  isLinear(): boolean {
    const seed = new Float64Array(this.rows).fill(1);
    const before = this.along(seed);
    const stays = [(x: number) => 2 * x + 0.25, (x: number) => -0.5 * x - 0.125].every((elsewhere) => {
      this.run.write(this.operand, this.numbers.map(elsewhere));
      return this.along(seed).every((x, k) => Math.abs(x - before[k]!) <= 1e-12 * Math.abs(before[k]!));
    });
    this.run.write(this.operand, this.numbers);
    return stays;
  }
}
