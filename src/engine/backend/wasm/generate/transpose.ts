// A copy that exchanges axes: numbers that are neighbours in one place are far apart in the other. Four by four, they are loaded and
// stored as vectors, and exchanged in registers.

import { Code } from "../emit/code.ts";
import type { ValueType } from "../emit/opcodes.ts";
import type { LoopItem } from "../plan/items.ts";
import type { Location } from "../plan/storage.ts";
import { type Layout, pushAddress, WIDTH } from "./function-writer.ts";

/** An axis of the copy, with the distances of neighbours in bytes. */
interface Axis {
  readonly size: number;
  readonly from: number;
  readonly to: number;
}

export interface Exchange {
  readonly from: Location;
  readonly to: Location;
  /** Contiguous where the numbers come from. */
  readonly near: Axis;
  /** Contiguous where they go. */
  readonly far: Axis;
  readonly outer: readonly Axis[];
}

/** Null for a loop that is something else. */
export function exchangeOf({ axes, instructions, reductions, limit }: LoopItem): Exchange | null {
  const [only] = instructions;
  const [operand] = only?.operands ?? [];
  // squares of a limited axis would reach beyond its end, where others may have zeros
  if (limit) return null;
  if (instructions.length !== 1 || reductions.length > 0 || only!.operation !== "copy" || !only!.stored || operand?.kind !== "memory")
    return null;
  const [from, to] = [operand.location, only!.stored];
  const [near, far] = [from.strides.indexOf(1), to.strides.indexOf(1)];
  if (near < 0 || far < 0 || near === far || axes[near]! < 4 || axes[far]! < 4) return null;
  // constant offsets have no sign
  if (from.strides[far]! < 0 || to.strides[near]! < 0) return null;
  const axis = (at: number): Axis => ({ size: axes[at]!, from: from.strides[at]! * WIDTH, to: to.strides[at]! * WIDTH });
  const outer = axes.flatMap((_, at) => (at === near || at === far ? [] : [axis(at)]));
  return { from, to, near: axis(near), far: axis(far), outer };
}

/** Squares next to each other that are written in one turn: a line of the cache where they go. */
const SQUARES = 4;

class ExchangeWriter {
  readonly code: Code;
  private readonly from: number;
  private readonly to: number;

  constructor(
    private readonly exchange: Exchange,
    parameters: readonly ValueType[],
    layout: Layout,
  ) {
    this.code = new Code(parameters);
    [this.from, this.to] = [this.code.local("i32"), this.code.local("i32")];
    pushAddress(this.code, layout, exchange.from);
    this.code.set(this.from);
    pushAddress(this.code, layout, exchange.to);
    this.code.set(this.to);
  }

  write(): Code {
    this.nest(this.exchange.outer);
    return this.code;
  }

  private nest([axis, ...more]: readonly Axis[]): void {
    if (!axis) {
      this.plane();
      return;
    }
    this.code.times(axis.size, () => {
      this.nest(more);
      this.move(axis, 1);
    });
    this.move(axis, -axis.size);
  }

  private move({ from, to }: Axis, steps: number): void {
    this.code.advance(this.from, steps * from).advance(this.to, steps * to);
  }

  /** All of near × far. */
  private plane(): void {
    const { far } = this.exchange;
    const wide = Math.floor(far.size / (4 * SQUARES));
    const narrow = Math.floor((far.size % (4 * SQUARES)) / 4);
    const rest = far.size % 4;
    const band = (squares: number) => () => {
      this.band(squares);
      this.move(far, 4 * squares);
    };
    this.code.times(wide, band(SQUARES));
    if (narrow > 0) band(narrow)();
    this.code.times(rest, () => {
      this.line();
      this.move(far, 1);
    });
    this.move(far, -far.size);
  }

  /** Some squares side by side along far, all along near. */
  private band(squares: number): void {
    const { near } = this.exchange;
    this.code.times(Math.floor(near.size / 4), () => {
      for (let square = 0; square < squares; square++) this.square(4 * square);
      this.move(near, 4);
    });
    for (let rest = 0; rest < near.size % 4; rest++) for (let at = 0; at < 4 * squares; at++) this.single(rest, at);
    this.move(near, -4 * Math.floor(near.size / 4));
  }

  private square(start: number): void {
    const { code, exchange } = this;
    const { near, far } = exchange;
    const rows = [0, 1, 2, 3].map((row) => {
      const local = code.local("v128");
      code
        .get(this.from)
        .memory("v128.load", (start + row) * far.from)
        .set(local);
      return local;
    }) as [number, number, number, number];
    const joined = (a: number, b: number, ...places: [number, number, number, number]) => {
      const local = code.local("v128");
      code
        .get(a)
        .get(b)
        .shuffle(...places)
        .set(local);
      return local;
    };
    const low = [joined(rows[0], rows[1], 0, 4, 1, 5), joined(rows[2], rows[3], 0, 4, 1, 5)] as const;
    const high = [joined(rows[0], rows[1], 2, 6, 3, 7), joined(rows[2], rows[3], 2, 6, 3, 7)] as const;
    [low, high].forEach(([a, b], half) => {
      [0, 2].forEach((place, index) => {
        code
          .get(this.to)
          .get(a)
          .get(b)
          .shuffle(place, place + 1, place + 4, place + 5);
        code.memory("v128.store", (2 * half + index) * near.to + start * far.to);
      });
    });
    code.release("v128", ...rows, ...low, ...high);
  }

  private single(along: number, across: number): void {
    const { near, far } = this.exchange;
    const { code } = this;
    code.get(this.to).get(this.from);
    code.memory("f32.load", along * near.from + across * far.from).memory("f32.store", along * near.to + across * far.to);
  }

  /** One line along near. */
  private line(): void {
    const { near } = this.exchange;
    this.code.times(near.size, () => {
      this.single(0, 0);
      this.move(near, 1);
    });
    this.move(near, -near.size);
  }
}

export const writeExchange = (exchange: Exchange, parameters: readonly ValueType[], layout: Layout): Code =>
  new ExchangeWriter(exchange, parameters, layout).write();
