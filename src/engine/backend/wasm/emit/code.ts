// The body of one function, written instruction by instruction onto the operand stack.

import { Bytes } from "./bytes.ts";
import {
  type LaneMemoryName,
  type LaneName,
  lane,
  laneMemory,
  type MemoryName,
  memory,
  type PlainName,
  plain,
  type ValueType,
  valueTypes,
} from "./opcodes.ts";

export class Code {
  private readonly bytes = new Bytes();
  private readonly locals: ValueType[] = [];
  /** Locals that are free to be taken again. */
  private readonly spare: Record<ValueType, number[]> = { i32: [], f32: [], f64: [], v128: [] };

  constructor(readonly parameters: readonly ValueType[]) {}

  /** A local of its own until `release`. It may hold anything at first. */
  local(type: ValueType): number {
    const free = this.spare[type].pop();
    if (free !== undefined) return free;
    this.locals.push(type);
    return this.parameters.length + this.locals.length - 1;
  }

  release(type: ValueType, ...locals: readonly number[]): void {
    this.spare[type].push(...locals);
  }

  op(...names: readonly PlainName[]): this {
    for (let index = 0; index < names.length; index++) this.bytes.list(plain[names[index]!]);
    return this;
  }

  get(local: number): this {
    return this.indexed(0x20, local);
  }

  set(local: number): this {
    return this.indexed(0x21, local);
  }

  tee(local: number): this {
    return this.indexed(0x22, local);
  }

  call(index: number): this {
    return this.indexed(0x10, index);
  }

  i32(value: number): this {
    this.bytes.byte(0x41);
    this.bytes.signed(value);
    return this;
  }

  f32(value: number): this {
    this.bytes.byte(0x43);
    this.bytes.f32(value);
    return this;
  }

  f64(value: number): this {
    this.bytes.byte(0x44);
    this.bytes.f64(value);
    return this;
  }

  /** Four equal f32. */
  splat(value: number): this {
    return this.vector(Float32Array.of(value, value, value, value));
  }

  /** Four equal 32-bit words. */
  words(value: number): this {
    return this.vector(Int32Array.of(value, value, value, value));
  }

  /** Any constant of 16 bytes. */
  vector(numbers: Float32Array | Int32Array): this {
    this.raw([0xfd, 0x0c]);
    this.bytes.append(new Uint8Array(numbers.buffer));
    return this;
  }

  /** The address on the stack plus `offset`. */
  memory(name: MemoryName, offset: number): this {
    const [opcode, alignment] = memory[name];
    this.raw(opcode);
    return this.place(alignment, offset);
  }

  laneMemory(name: LaneMemoryName, offset: number, index: number): this {
    const [opcode, alignment] = laneMemory[name];
    this.raw(opcode);
    this.place(alignment, offset);
    this.bytes.byte(index);
    return this;
  }

  lane(name: LaneName, index: number): this {
    this.raw(lane[name]);
    this.bytes.byte(index);
    return this;
  }

  /** Four of the eight numbers of the two vectors on the stack, by their places. */
  shuffle(...places: readonly [number, number, number, number]): this {
    this.raw([0xfd, 0x0d]);
    return this.raw(places.flatMap((place) => [0, 1, 2, 3].map((byte) => 4 * place + byte)));
  }

  /** Sets `bytes` bytes from address `from` on to zero. */
  zero(from: () => void, bytes: number): this {
    from();
    this.i32(0).i32(bytes);
    return this.raw([0xfc, 0x0b, 0x00]);
  }

  /** Moves bytes from one place to another. */
  move(to: () => void, from: () => void, bytes: number): this {
    to();
    from();
    this.i32(bytes);
    return this.raw([0xfc, 0x0a, 0x00, 0x00]);
  }

  /** Runs `body`, and again for as long as it leaves a number other than 0. */
  repeat(body: () => void): this {
    this.raw([0x03, 0x40]);
    body();
    return this.raw([0x0d, 0x00, 0x0b]);
  }

  /** Writes `body` once and runs it so often; nothing for 0, no loop for 1. */
  times(count: number, body: () => void): this {
    if (count === 1) body();
    if (count <= 1) return this;
    const left = this.local("i32");
    this.i32(count).set(left);
    this.repeat(() => {
      body();
      this.get(left).i32(1).op("i32.sub").tee(left);
    });
    this.release("i32", left);
    return this;
  }

  /** As `times`, for a number that a local holds; nothing where it is not above 0. The local counts down. */
  countDown(left: number, body: () => void): this {
    this.when(
      () => {
        this.get(left).i32(0).op("i32.gt_s");
      },
      () =>
        this.repeat(() => {
          body();
          this.get(left).i32(1).op("i32.sub").tee(left);
        }),
    );
    return this;
  }

  /** Runs `body` where `condition` leaves a number other than 0. */
  when(condition: () => void, body: () => void): this {
    condition();
    this.raw([0x04, 0x40]);
    body();
    return this.raw([0x0b]);
  }

  /** Adds a constant to a local. */
  advance(local: number, by: number): this {
    return by === 0 ? this : this.get(local).i32(by).op("i32.add").set(local);
  }

  /** With its declarations, as the code section wants it. */
  finished(): Bytes {
    const body = new Bytes();
    body.unsigned(this.locals.length);
    for (const type of this.locals) {
      body.unsigned(1);
      body.byte(valueTypes[type]);
    }
    body.append(this.bytes.view());
    body.byte(0x0b);
    return body;
  }

  private indexed(opcode: number, index: number): this {
    this.bytes.indexed(opcode, index);
    return this;
  }

  private raw(bytes: readonly number[]): this {
    this.bytes.list(bytes);
    return this;
  }

  private place(alignment: number, offset: number): this {
    this.bytes.indexed(alignment, offset);
    return this;
  }
}
