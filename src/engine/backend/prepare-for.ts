// Which executor runs a tape: f64 by the reference, f32 by WebAssembly where the host has SIMD.

import type { ExampleAxes, PaddedInputs } from "../passes/batch-cut.ts";
import { flushTiny } from "../passes/flush-tiny.ts";
import { optimize } from "../passes/for-speed.ts";
import { splitBatch } from "../passes/split-batch.ts";
import type { Tape } from "../tape.ts";
import type { Executable, Precision } from "./executable.ts";
import { prepare } from "./reference/executor.ts";
import { prepareWasm } from "./wasm/executor.ts";
import { hasRelaxedSimd, hasSimd, tileOfHost } from "./wasm/host.ts";
import type { StartPartner } from "./wasm/workers/pair.ts";

/** What a tape's inputs are, for a tape whose outputs have no axis of examples. */
export interface Examples {
  readonly axes: ExampleAxes;
  /** Where they have lengths of their own. */
  readonly padded: PaddedInputs | null;
}

export const NO_EXAMPLES: Examples = { axes: [], padded: null };

export interface PrepareOptions {
  /** How to have a second worker, for steps that come again and again. */
  readonly startPartner?: StartPartner | undefined;
  /**
   * The same bits on every host with SIMD: without the multiply-add of relaxed SIMD, which rounds once or twice as the host likes. Neither
   * tiles nor workers change bits; sin, cos and powers are the host's own, rounded from f64. f64 never has relaxed SIMD.
   */
  readonly reproducible?: boolean | undefined;
}

/** @param examples where the inputs have them */
export function prepareFor(
  tape: Tape,
  precision: Precision,
  { axes, padded }: Examples = NO_EXAMPLES,
  { startPartner, reproducible = false }: PrepareOptions = {},
): Executable {
  if (precision === "f64" || !hasSimd()) return prepare(tape, precision);
  const fast = splitBatch(flushTiny(optimize(tape)), axes, {}, padded);
  return prepareWasm(fast, { relaxed: !reproducible && hasRelaxedSimd(), tile: tileOfHost(), startPartner });
}
