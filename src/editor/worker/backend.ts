// What trains in the page: the fast executor, or the reference backend, by choice or because the host has no SIMD.

import { hasRelaxedSimd, hasSimd } from "../../engine/backend/wasm/host.ts";
import { type BackendChoice, FASTEST, type Host, type KeptTraining, type TrainingBackend } from "./protocol.ts";

export const sameChoice = (a: BackendChoice, b: BackendChoice): boolean => a.precision === b.precision && a.reproducible === b.reproducible;

/** Of a training that was kept. */
export const choiceOf = ({ precision, reproducible }: KeptTraining): BackendChoice => ({
  precision: precision ?? FASTEST.precision,
  reproducible: reproducible ?? FASTEST.reproducible,
});

/** The rule of `prepareFor`. */
export const backendFor = (choice: BackendChoice): TrainingBackend => ({
  ...choice,
  backend: choice.precision === "f32" && hasSimd() ? "wasm" : "reference",
});

export const hostOfEngine = (): Host => ({ simd: hasSimd(), relaxedSimd: hasRelaxedSimd() });
