// How vector code multiplies and adds, and where its constants come from: decided once for a module.

import type { Code } from "../emit/code.ts";
import type { Constants } from "./constants.ts";

/** Emits code that leaves one v128 on the stack; empty when it lies there already. */
export type Push = () => void;

export interface ArithmeticOptions {
  /** With f32x4.relaxed_madd: a host may round once or twice. Without, every host gives the same bits. */
  readonly relaxed: boolean;
  readonly constants: Constants;
}

export class Arithmetic {
  readonly relaxed: boolean;
  readonly constants: Constants;

  constructor({ relaxed, constants }: ArithmeticOptions) {
    this.relaxed = relaxed;
    this.constants = constants;
  }

  /** Leaves a·b + c on the stack. */
  multiplyAdd(code: Code, a: Push, b: Push, c: Push): void {
    a();
    b();
    if (!this.relaxed) code.op("f32x4.mul");
    c();
    code.op(this.relaxed ? "f32x4.relaxed_madd" : "f32x4.add");
  }

  /** Leaves c₀ + c₁ x + c₂ x² + … on the stack, by Horner's scheme. */
  polynomial(code: Code, x: number, coefficients: readonly number[]): void {
    const push = (value: number) => this.constants.push(code, value);
    push(coefficients.at(-1)!);
    for (const coefficient of coefficients.slice(0, -1).reverse()) {
      this.multiplyAdd(
        code,
        () => {},
        () => code.get(x),
        () => push(coefficient),
      );
    }
  }
}
