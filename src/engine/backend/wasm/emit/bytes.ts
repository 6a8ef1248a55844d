// Bytes of the WebAssembly binary format: LEB128 integers, floats, names, vectors.

export class Bytes {
  private data = new Uint8Array(256);
  private used = 0;

  get length(): number {
    return this.used;
  }

  byte(value: number): void {
    if (this.used === this.data.length) this.grow(this.used + 1);
    this.data[this.used++] = value;
  }

  list(values: readonly number[]): void {
    const end = this.used + values.length;
    if (end > this.data.length) this.grow(end);
    for (let index = 0; index < values.length; index++) this.data[this.used + index] = values[index]!;
    this.used = end;
  }

  /** An opcode of one byte and what it speaks of, below 2^32: most of what a module consists of, so it takes one call. */
  indexed(opcode: number, value: number): void {
    if (value >= 0x80 || this.used + 2 > this.data.length) {
      this.byte(opcode);
      this.unsigned(value);
      return;
    }
    this.data[this.used] = opcode;
    this.data[this.used + 1] = value;
    this.used += 2;
  }

  append(bytes: Uint8Array): void {
    if (this.used + bytes.length > this.data.length) this.grow(this.used + bytes.length);
    this.data.set(bytes, this.used);
    this.used += bytes.length;
  }

  /** LEB128 of a whole number from 0 to 2^32 - 1. */
  unsigned(value: number): void {
    let rest = value;
    for (; rest >= 0x80; rest = Math.floor(rest / 0x80)) this.byte((rest % 0x80) | 0x80);
    this.byte(rest);
  }

  /** LEB128 of a 32-bit whole number. */
  signed(value: number): void {
    let rest = value | 0;
    for (;;) {
      const low = rest & 0x7f;
      rest >>= 7;
      const last = (rest === 0 && (low & 0x40) === 0) || (rest === -1 && (low & 0x40) !== 0);
      this.byte(last ? low : low | 0x80);
      if (last) return;
    }
  }

  f32(value: number): void {
    this.append(new Uint8Array(Float32Array.of(value).buffer));
  }

  f64(value: number): void {
    this.append(new Uint8Array(Float64Array.of(value).buffer));
  }

  name(text: string): void {
    const encoded = new TextEncoder().encode(text);
    this.unsigned(encoded.length);
    this.append(encoded);
  }

  /** Length first, then the bytes: how sections and function bodies are stored. */
  sized(bytes: Bytes): void {
    this.unsigned(bytes.length);
    this.append(bytes.view());
  }

  /** Valid until the next write. */
  view(): Uint8Array {
    return this.data.subarray(0, this.used);
  }

  private grow(least: number): void {
    const larger = new Uint8Array(Math.max(least, 2 * this.data.length));
    larger.set(this.view());
    this.data = larger;
  }
}
