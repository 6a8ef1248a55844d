// An inspection whose numbers all lie in one piece of memory: handed over at once, where a hundred pieces would each cost something.

import type { Inspection } from "./protocol.ts";

class Pack {
  private readonly numbers: Float64Array<ArrayBuffer>;
  private used = 0;

  constructor(length: number) {
    this.numbers = new Float64Array(length);
  }

  put(array: Float64Array): Float64Array {
    const place = this.numbers.subarray(this.used, this.used + array.length);
    place.set(array);
    this.used += array.length;
    return place;
  }

  get buffer(): ArrayBuffer {
    return this.numbers.buffer;
  }
}

export interface Packed {
  readonly inspection: Inspection;
  readonly buffer: ArrayBuffer;
}

export function packed(inspection: Inspection): Packed {
  const { values, wires } = inspection;
  const lengths = [
    ...values.map(({ value, gradient }) => value.length + (gradient?.length ?? 0)),
    ...wires.map((wire) => wire.gradient.length),
  ];
  const pack = new Pack(lengths.reduce((sum, length) => sum + length, 0));
  const moved = {
    ...inspection,
    values: values.map((entry) => ({ ...entry, value: pack.put(entry.value), gradient: entry.gradient && pack.put(entry.gradient) })),
    wires: wires.map((wire) => ({ ...wire, gradient: pack.put(wire.gradient) })),
  };
  return { inspection: moved, buffer: pack.buffer };
}
