// How vector code brings its constants: as v128.const where they are used.
//
// Measured against v128.load32_splat from a pool in memory, and v128.load from a pool of whole vectors, for tanh and sigmoid on data in L1:
// in Node 20 v128.const is a tenth to a third faster, as fast as locals that are set before the loop; in Chromium 156 all are alike.

import type { Code } from "../emit/code.ts";

export class Constants {
  /** Leaves a vector of four times `value`, rounded to f32, on the stack. */
  push(code: Code, value: number): void {
    code.splat(value);
  }

  /** Leaves a vector of four times the 32 bits of `word` on the stack. */
  pushWord(code: Code, word: number): void {
    code.words(word);
  }
}
