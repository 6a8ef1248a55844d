// What the WebAssembly executor refuses, and how it says so.

import { expect, it, vi } from "vitest";
import { Problem } from "../../../src/base/errors.ts";
import { prepareWasm } from "../../../src/engine/backend/wasm/executor.ts";
import * as ops from "../../../src/engine/ops.ts";
import { writeTape } from "../write-tape.ts";

const options = { relaxed: false };

it("more memory than addresses reach is one problem with a way out", () => {
  const tape = writeTape([[40_000, 40_000]], (t, x) => [ops.tanh(t, x)]);
  expect(() => prepareWasm(tape, options)).toThrow(Problem);
  expect(() => prepareWasm(tape, options)).toThrow(/needs \d+ MiB of memory in one piece/);
});

it("a value without elements is refused", () => {
  const tape = writeTape([[0, 3]], (t, x) => [ops.tanh(t, x)]);
  expect(() => prepareWasm(tape, options)).toThrow(/\[0,3\] has no elements/);
});

it("inputs of the wrong size are refused", () => {
  const { run } = prepareWasm(
    writeTape([[3]], (t, x) => [ops.tanh(t, x)]),
    options,
  );
  expect(() => run([new Float32Array(2)])).toThrow("input 0 has 2 numbers, expected 3");
});

it("a module that the host does not take is one problem with a way out", () => {
  const refusing = vi.spyOn(WebAssembly, "Module").mockImplementation(function refuse() {
    throw new WebAssembly.CompileError("no SIMD here");
  });
  const tape = writeTape([[3]], (t, x) => [ops.tanh(t, x)]);
  expect(() => prepareWasm(tape, options)).toThrow(Problem);
  expect(() => prepareWasm(tape, options)).toThrow(/does not take the compiled step .*no SIMD here/);
  refusing.mockRestore();
  expect(prepareWasm(tape, options).run([Float32Array.of(0, 0, 0)])[0]).toEqual(Float32Array.of(0, 0, 0));
});
