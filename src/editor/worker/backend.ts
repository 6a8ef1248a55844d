// What trains in the page: the fast executor, or the reference backend, by choice or because the host has no SIMD.

import type { Precision } from "../../engine/backend/executable.ts";
import { hasSimd } from "../../engine/backend/wasm/host.ts";
import type { TrainingBackend } from "./protocol.ts";

/** The rule of `prepareFor`. */
export const backendFor = (precision: Precision): TrainingBackend => ({
  precision,
  backend: precision === "f32" && hasSimd() ? "wasm" : "reference",
});
