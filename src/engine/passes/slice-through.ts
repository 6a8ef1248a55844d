// A part of a value, computed as such: the part of a product is a product with a part of its operand.

import type { TapeBuilder } from "../builder.ts";
import * as ops from "../ops.ts";
import type { EquationOf, Value } from "../tape.ts";
import type { Definitions } from "./dependence.ts";

/** Elements `starts[i] <= index < ends[i]` of each axis. */
export interface Part {
  readonly starts: readonly number[];
  readonly ends: readonly number[];
}

const isAll = ({ shape }: Value, { starts, ends }: Part) => shape.every((size, axis) => starts[axis] === 0 && ends[axis] === size);

/** The joined operand in which the part lies, and the part of it; null where it lies in several. */
export function partOfConcat({ inputs, params: { axis } }: EquationOf<"concat">, part: Part): { operand: Value; part: Part } | null {
  let before = 0;
  for (const operand of inputs) {
    const from = part.starts[axis]! - before;
    const to = part.ends[axis]! - before;
    const size = operand.shape[axis]!;
    if (0 <= from && from < to && to <= size) {
      return { operand, part: { starts: part.starts.with(axis, from), ends: part.ends.with(axis, to) } };
    }
    before += size;
  }
  return null;
}

function ofOperand({ out }: EquationOf<"contract">["params"], operand: Value, letters: string, { starts, ends }: Part): Part {
  const along = (list: readonly number[], whole: (axis: number) => number) =>
    [...letters].map((letter, axis) => (out.includes(letter) ? list[out.indexOf(letter)]! : whole(axis)));
  return { starts: along(starts, () => 0), ends: along(ends, (axis) => operand.shape[axis]!) };
}

export class PartWriter {
  constructor(
    private readonly t: TapeBuilder,
    private readonly definitions: Definitions,
  ) {}

  /** A slice, or what it is a slice of, where that is all of it or joined of parts. */
  slice(value: Value, part: Part): Value {
    if (isAll(value, part)) return value;
    const definition = this.definitions.get(value);
    const inside = definition?.primitive === "concat" ? partOfConcat(definition, part) : null;
    return inside ? this.slice(inside.operand, inside.part) : ops.slice(this.t, value, part.starts, part.ends);
  }

  /** Goes through sums and products to their operands. */
  through(value: Value, part: Part): Value {
    const definition = this.definitions.get(value);
    if (definition?.primitive === "add") {
      const [a, b] = definition.inputs as readonly [Value, Value];
      return this.t.at(value.origin, () => ops.add(this.t, this.through(a, part), this.through(b, part)));
    }
    return definition?.primitive === "contract" ? this.product(definition, part) : this.slice(value, part);
  }

  private product({ inputs, params, outputs }: EquationOf<"contract">, part: Part): Value {
    const [a, b] = inputs as readonly [Value, Value];
    return this.t.at(outputs[0]!.origin, () => {
      const left = this.slice(a, ofOperand(params, a, params.left, part));
      const right = this.slice(b, ofOperand(params, b, params.right, part));
      return this.t.emitOne("contract", [left, right], params);
    });
  }
}
