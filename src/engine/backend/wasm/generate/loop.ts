// A loop item as a function: nested loops over the axes, the innermost by four numbers at a time.

import { Code } from "../emit/code.ts";
import type { ValueType } from "../emit/opcodes.ts";
import type { Instruction, LoopItem, Operand, Operation, Reduction } from "../plan/items.ts";
import { type Access, Accesses, type Course } from "./accesses.ts";
import { Families } from "./families.ts";
import { type Layout, loop, WIDTH } from "./function-writer.ts";
import { load, store } from "./lanes.ts";
import type { Mathematics } from "./mathematics.ts";
import { operations } from "./operations.ts";
import { ReductionWriter } from "./reduction.ts";

/** As many vectors at most are written one after the other instead of as a loop. */
const UNROLLED = 6;
/** Instructions times vectors. */
const UNROLLED_WORK = 60;
/** Operations that are written as some ten instructions. */
const LONG: ReadonlySet<Operation> = new Set<Operation>(["exp", "log", "tanh", "sigmoid", "softplus", "erf"]);

const workOf = ({ instructions, reductions }: LoopItem): number =>
  instructions.reduce((work, { operation }) => work + (LONG.has(operation) ? 10 : 1), reductions.length);

class LoopWriter {
  readonly code: Code;
  private readonly accesses: Accesses;
  private readonly reads = new Map<Operand, Access>();
  private readonly stores = new Map<Instruction, Access>();
  private readonly reductions: readonly (readonly [Reduction, ReductionWriter])[];
  /** Operands that are the same along the inner axis, in locals. */
  private readonly held = new Map<string, number>();
  private readonly results = new Map<Instruction, number>();
  private readonly loaded = new Map<string, number>();
  private readonly families: Families;

  constructor(
    private readonly item: LoopItem,
    parameters: readonly ValueType[],
    private readonly layout: Layout,
    private readonly mathematics: Mathematics,
  ) {
    this.code = new Code(parameters);
    this.accesses = new Accesses(layout, item);
    this.families = new Families(item.instructions);
    for (const instruction of item.instructions) {
      for (const operand of instruction.operands) this.read(operand);
      if (instruction.stored) this.stores.set(instruction, this.accesses.of(instruction.stored));
    }
    this.reductions = item.reductions.map((reduction) => {
      this.read(reduction.operand);
      return [reduction, new ReductionWriter(reduction, this.accesses.of(reduction.into), mathematics)] as const;
    });
  }

  write(): Code {
    const { code, layout, accesses } = this;
    for (const [, writer] of this.reductions) writer.clear(code, layout);
    accesses.begin(code);
    this.nest(0);
    return code;
  }

  private read(operand: Operand): void {
    if (operand.kind === "memory") this.reads.set(operand, this.accesses.of(operand.location));
  }

  private get depth(): number {
    return this.accesses.axes.length;
  }

  private nest(axis: number): void {
    const { code } = this;
    const starting = this.reductions.filter(([, writer]) => writer.level === axis);
    for (const [, writer] of starting) writer.begin(code);
    if (axis >= this.depth - 1) this.inner();
    else this.outer(axis);
    for (const [, writer] of starting) writer.finish(code);
  }

  private outer(axis: number): void {
    const { code, accesses } = this;
    const count = accesses.axes[axis]!;
    const limit = axis === 0 ? (this.item.limit?.count ?? null) : null;
    loop(code, count, limit, () => {
      this.nest(axis + 1);
      for (const course of accesses.courses) code.advance(course.local, course.strides[axis]! * WIDTH);
    });
    // behind the outermost loop nothing comes
    if (limit) return;
    for (const course of accesses.courses) code.advance(course.local, -count * course.strides[axis]! * WIDTH);
  }

  private inner(): void {
    const { code, accesses } = this;
    const size = accesses.axes.at(-1) ?? 1;
    const vectors = Math.floor(size / 4);
    const tail = size % 4;
    this.hold();
    const work = workOf(this.item);
    if (vectors <= UNROLLED && vectors * work <= UNROLLED_WORK) {
      for (let vector = 0; vector < vectors; vector++) this.body(4 * vector, 4);
      if (tail > 0) this.body(4 * vectors, tail);
    } else this.innerLoop(vectors, tail);
    code.release("v128", ...this.held.values());
    this.held.clear();
  }

  private innerLoop(vectors: number, tail: number): void {
    const { code, accesses } = this;
    const move = (distance: (course: Course) => number) => {
      for (const course of accesses.courses) code.advance(course.local, distance(course) * WIDTH);
    };
    const stride = ({ strides }: Course) => strides.at(-1) ?? 0;
    code.times(vectors, () => {
      this.body(0, 4);
      move((course) => 4 * stride(course));
    });
    if (tail > 0) this.body(0, tail);
    // the innermost of several loops begins again
    if (this.depth > 1) move((course) => -4 * vectors * stride(course));
  }

  /** What does not move along the inner axis is loaded before. */
  private hold(): void {
    for (const access of this.reads.values()) {
      if ((access.strides.at(-1) ?? 0) !== 0 || this.held.has(keyOf(access))) continue;
      const local = this.code.local("v128");
      load(this.code, { access, inner: 0, from: 0 }, 4);
      this.code.set(local);
      this.held.set(keyOf(access), local);
    }
  }

  private body(from: number, lanes: number): void {
    const { code, item } = this;
    for (const instruction of item.instructions) this.instruction(instruction, from, lanes);
    for (const [{ operand }, writer] of this.reductions) writer.add(code, this.operand(operand, from, lanes), from, lanes);
    this.families.end(code);
    code.release("v128", ...this.results.values(), ...this.loaded.values());
    this.results.clear();
    this.loaded.clear();
  }

  private instruction(instruction: Instruction, from: number, lanes: number): void {
    const { code, mathematics } = this;
    const local = (operand: Operand) => this.operand(operand, from, lanes);
    if (!this.families.write(code, instruction, local, mathematics.arithmetic))
      operations[instruction.operation](code, instruction.operands.map(local), mathematics);
    const result = code.local("v128");
    code.set(result);
    this.results.set(instruction, result);
    const access = this.stores.get(instruction);
    if (access) store(code, { access, inner: access.strides.at(-1) ?? 1, from }, result, lanes);
  }

  /** In a local. */
  private operand(operand: Operand, from: number, lanes: number): number {
    if (operand.kind === "result") return this.results.get(operand.of)!;
    if (operand.kind === "number") return this.number(operand.value);
    const access = this.reads.get(operand)!;
    const key = keyOf(access);
    return this.held.get(key) ?? this.loaded.get(key) ?? this.loadNow(access, key, from, lanes);
  }

  private number(value: number): number {
    const key = `number ${Object.is(value, -0) ? "-0" : value}`;
    const known = this.loaded.get(key);
    if (known !== undefined) return known;
    this.mathematics.number(this.code, value);
    return this.keep(key);
  }

  private loadNow(access: Access, key: string, from: number, lanes: number): number {
    load(this.code, { access, inner: access.strides.at(-1)!, from }, lanes);
    return this.keep(key);
  }

  private keep(key: string): number {
    const local = this.code.local("v128");
    this.code.set(local);
    this.loaded.set(key, local);
    return local;
  }
}

const keyOf = ({ fixed, course }: Access): string => `${fixed} ${course.local}`;

export const writeLoop = (item: LoopItem, parameters: readonly ValueType[], layout: Layout, mathematics: Mathematics): Code =>
  new LoopWriter(item, parameters, layout, mathematics).write();
