// This process as a host with relaxed SIMD, and a look at the modules that it compiles.

import v8 from "node:v8";
import { expect, vi } from "vitest";
import { plain } from "../../../src/engine/backend/wasm/emit/opcodes.ts";
import { hasRelaxedSimd } from "../../../src/engine/backend/wasm/host.ts";

/** From now on; Node 20 has it behind a flag. To be called before anything is prepared: what the host can do is found out once. */
export function becomeRelaxed(): void {
  v8.setFlagsFromString("--experimental-wasm-relaxed-simd");
  expect(hasRelaxedSimd()).toBe(true);
}

const MADD = Buffer.from(plain["f32x4.relaxed_madd"]);

export const isRelaxed = (module: Uint8Array): boolean => Buffer.from(module).includes(MADD);

/** The modules that are compiled from now on in this test, in their order. */
export function compiledModules(): Uint8Array[] {
  const { Module } = WebAssembly;
  const found: Uint8Array[] = [];
  vi.spyOn(WebAssembly, "Module").mockImplementation(function (this: unknown, bytes: Uint8Array<ArrayBuffer>) {
    found.push(bytes);
    return new Module(bytes);
  } as never);
  return found;
}
