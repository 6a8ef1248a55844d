// Which executor runs a tape: f64 by the reference, f32 by WebAssembly where the host has SIMD.

import { flushTiny } from "../passes/flush-tiny.ts";
import { optimize } from "../passes/for-speed.ts";
import { type ExampleAxes, splitBatch } from "../passes/split-batch.ts";
import type { Tape } from "../tape.ts";
import type { Executable, Precision } from "./executable.ts";
import { prepare } from "./reference/executor.ts";
import { prepareWasm } from "./wasm/executor.ts";
import { hasRelaxedSimd, hasSimd, tileOfHost } from "./wasm/host.ts";
import type { StartPartner } from "./wasm/workers/pair.ts";

/**
 * @param examples the axis of each input that counts examples, for a tape whose outputs have no such axis
 * @param startPartner how to have a second worker, for steps that come again and again
 */
export const prepareFor = (
  tape: Tape,
  precision: Precision,
  examples: ExampleAxes = [],
  startPartner?: StartPartner | undefined,
): Executable =>
  precision === "f32" && hasSimd()
    ? prepareWasm(splitBatch(flushTiny(optimize(tape)), examples), { relaxed: hasRelaxedSimd(), tile: tileOfHost(), startPartner })
    : prepare(tape, precision);
