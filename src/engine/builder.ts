// Writes a tape: an equation at a time, its output shapes computed by the shape rules, each value stamped with its origin.

import { outputShapes } from "./shape-rules.ts";
import type { Equation, Origin, PrimitiveName, PrimitiveParams, ScanParams, Shape, Tape, Value } from "./tape.ts";

export interface InputOptions {
  readonly name?: string;
  readonly origin?: Origin;
}

export class TapeBuilder {
  readonly inputs: Value[] = [];
  readonly equations: Equation[] = [];
  /** Stamped on every value that is emitted from now on. */
  origin: Origin | null = null;

  input(shape: Shape, { name, origin }: InputOptions = {}): Value {
    const value: Value = { shape, origin: origin ?? this.origin, name: name ?? null };
    this.inputs.push(value);
    return value;
  }

  /**
   * Appends an equation; throws where its operands do not fit the primitive, which is a defect of the caller.
   * What a scan gives comes from where its body's outputs do.
   */
  emit<K extends PrimitiveName>(primitive: K, inputs: readonly Value[], params: PrimitiveParams[K]): readonly Value[] {
    const shapes = outputShapes(
      primitive,
      inputs.map((value) => value.shape),
      params,
    );
    const origins = primitive === "scan" ? (params as ScanParams).body.outputs.map((value) => value.origin) : [];
    const outputs = shapes.map((shape, index): Value => ({ shape, origin: origins[index] ?? this.origin, name: null }));
    this.equations.push({ primitive, inputs, params, outputs } as Equation);
    return outputs;
  }

  /** As `emit`, for primitives with one output. */
  emitOne<K extends PrimitiveName>(primitive: K, inputs: readonly Value[], params: PrimitiveParams[K]): Value {
    return this.emit(primitive, inputs, params)[0]!;
  }

  /** Runs `write` with another origin. */
  at<T>(origin: Origin | null, write: () => T): T {
    const before = this.origin;
    this.origin = origin;
    try {
      return write();
    } finally {
      this.origin = before;
    }
  }

  finish(outputs: readonly Value[]): Tape {
    return { inputs: this.inputs, equations: this.equations, outputs };
  }
}
