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

const UNKNOWN: Examples = { axes: [], padded: null };

/**
 * @param examples where the inputs have them
 * @param startPartner how to have a second worker, for steps that come again and again
 */
export const prepareFor = (
  tape: Tape,
  precision: Precision,
  { axes, padded }: Examples = UNKNOWN,
  startPartner?: StartPartner | undefined,
): Executable =>
  precision === "f32" && hasSimd()
    ? prepareWasm(splitBatch(flushTiny(optimize(tape)), axes, {}, padded), { relaxed: hasRelaxedSimd(), tile: tileOfHost(), startPartner })
    : prepare(tape, precision);
