// Instructions of a loop that take softplus or σ of the same number, or of its negative: they share an exponential.

import type { Code } from "../emit/code.ts";
import type { Arithmetic } from "../mathematics/arithmetic.ts";
import { beginLogistic, type Logistic, releaseLogistic, sigmoidOf, softplusOf } from "../mathematics/logistic.ts";
import type { Instruction, Operand } from "../plan/items.ts";
import type { Buffer } from "../plan/storage.ts";

interface Member {
  /** What stands for ±x itself. */
  readonly base: Operand;
  readonly key: string;
  readonly flipped: boolean;
}

export class Families {
  private readonly members = new Map<Instruction, Member>();
  private readonly begun = new Map<string, Logistic>();
  private readonly buffers = new Map<Buffer, number>();

  constructor(instructions: readonly Instruction[]) {
    const all = instructions.filter(({ operation }) => operation === "softplus" || operation === "sigmoid");
    const found = all.map((instruction) => [instruction, this.memberOf(instruction, instructions)] as const);
    const sizes = new Map<string, number>();
    for (const [, { key }] of found) sizes.set(key, (sizes.get(key) ?? 0) + 1);
    for (const [instruction, member] of found) if (sizes.get(member.key)! > 1) this.members.set(instruction, member);
  }

  /** Leaves the result on the stack and says so, if the instruction has relatives. */
  write(code: Code, instruction: Instruction, local: (operand: Operand) => number, arithmetic: Arithmetic): boolean {
    const member = this.members.get(instruction);
    if (!member) return false;
    const { key, base, flipped } = member;
    const logistic = this.begun.get(key) ?? beginLogistic(code, local(base), arithmetic);
    this.begun.set(key, logistic);
    const write = instruction.operation === "softplus" ? softplusOf : sigmoidOf;
    write(code, logistic, flipped, arithmetic);
    return true;
  }

  /** At the end of the loop's body. */
  end(code: Code): void {
    for (const logistic of this.begun.values()) releaseLogistic(code, logistic);
    this.begun.clear();
  }

  private memberOf({ operands }: Instruction, instructions: readonly Instruction[]): Member {
    const [operand] = operands as readonly [Operand];
    const negated = operand.kind === "result" && operand.of.operation === "negate";
    const base = negated ? operand.of.operands[0]! : operand;
    return { base, key: this.keyOf(base, instructions), flipped: negated };
  }

  /** Equal for operands that are the same number. */
  private keyOf(operand: Operand, instructions: readonly Instruction[]): string {
    if (operand.kind === "number") return `number ${operand.value}`;
    if (operand.kind === "result") return `result ${instructions.indexOf(operand.of)}`;
    const { buffer, offset, steps, strides } = operand.location;
    const number = this.buffers.get(buffer) ?? this.buffers.size;
    this.buffers.set(buffer, number);
    return `memory ${number} ${offset} ${JSON.stringify(steps)} ${strides}`;
  }
}
