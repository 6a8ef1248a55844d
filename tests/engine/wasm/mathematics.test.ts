// The vector functions against Math on f64, over the whole range of f32.

import { describe, expect, it } from "vitest";
import { erf as erfOf } from "../../../src/engine/backend/reference/erf.ts";
import { Code } from "../../../src/engine/backend/wasm/emit/code.ts";
import { HOST, writeModule } from "../../../src/engine/backend/wasm/emit/module.ts";
import { Arithmetic } from "../../../src/engine/backend/wasm/mathematics/arithmetic.ts";
import { Constants } from "../../../src/engine/backend/wasm/mathematics/constants.ts";
import { laneFunctions, vectorFunctions } from "../../../src/engine/backend/wasm/mathematics/functions.ts";
import { type HostFunctions, hostFunctions, power } from "../../../src/engine/backend/wasm/mathematics/lanes.ts";

type Emit = (code: Code, x: number, arithmetic: Arithmetic, host: HostFunctions) => void;
type Run = (numbers: Float32Array) => Float32Array;

const HOST_INDICES: HostFunctions = { power: 0, sin: 1, cos: 2 };
const CHUNK = 1 << 14;
const INPUT = 4096;
const OUTPUT = INPUT + 4 * CHUNK;

/** One exported function: f of `CHUNK` numbers from INPUT on to OUTPUT on. */
function loop(emit: Emit, arithmetic: Arithmetic): Code {
  const code = new Code(["i32", "i32"]);
  const [place, left] = [0, 1];
  const x = code.local("v128");
  code.repeat(() => {
    code.get(place).memory("v128.load", INPUT).set(x).get(place);
    emit(code, x, arithmetic, HOST_INDICES);
    code.memory("v128.store", OUTPUT).advance(place, 16).advance(left, -4).get(left);
  });
  return code;
}

function compiled(emit: Emit, relaxed: boolean): Run {
  const constants = new Constants();
  const code = loop(emit, new Arithmetic({ relaxed, constants }));
  const imports = [hostFunctions.power, hostFunctions.sin, hostFunctions.cos];
  const bytes = writeModule({
    pages: { least: 3, most: 3, shared: false },
    imports,
    functions: [{ code, results: [], name: "probe", exportedAs: "run" }],
  });
  const memory = new WebAssembly.Memory({ initial: 3, maximum: 3 });
  const host = { memory, power: Math.pow, sin: Math.sin, cos: Math.cos };
  const { run } = new WebAssembly.Instance(new WebAssembly.Module(bytes), { [HOST]: host }).exports as {
    run: (place: number, left: number) => void;
  };
  return (numbers) => {
    const result = new Float32Array(numbers.length);
    for (let start = 0; start < numbers.length; start += CHUNK) {
      const part = numbers.subarray(start, start + CHUNK);
      new Float32Array(memory.buffer, INPUT, CHUNK).set(part);
      run(0, CHUNK);
      result.set(new Float32Array(memory.buffer, OUTPUT, part.length), start);
    }
    return result;
  };
}

function hasRelaxed(): boolean {
  try {
    compiled((code, x) => code.get(x).get(x).get(x).op("f32x4.relaxed_madd"), true);
    return true;
  } catch {
    return false;
  }
}

/** Numbers 0, 1, 2, … in the order of the reals, for the distance in ulp; ±0 are one. */
function rank(word: number): number {
  return word < 0 ? -(word & 0x7fffffff) : word;
}

/** mulberry32 */
function random(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return (t ^ (t >>> 14)) >>> 0;
  };
}

/** The numbers around `x`, of both signs. */
function around(x: number): number[] {
  const word = new Int32Array(Float32Array.of(Math.abs(x)).buffer)[0]!;
  const words = Int32Array.from({ length: 4001 }, (_, i) => Math.max(0, word + i - 2000));
  return [...new Float32Array(words.buffer)].flatMap((value) => [value, -value]);
}

/** All exponents with random mantissas, both signs; the numbers from -110 to 110 evenly; and those around `edges`. */
function samples(edges: readonly number[]): Float32Array {
  const next = random(7);
  const words: number[] = [];
  for (let exponent = 0; exponent < 255; exponent++) {
    for (let i = 0; i < 400; i++) words.push((exponent << 23) | (next() & 0x807fffff));
  }
  const exponents = [...new Float32Array(Int32Array.from(words).buffer)];
  const spread = (range: number) => Array.from({ length: 200_000 }, () => (next() / 2 ** 31 - 1) * range);
  return Float32Array.from([...exponents, ...[110, 10, 1].flatMap(spread), ...edges.flatMap(around)]);
}

interface Case {
  readonly exact: (x: number) => number;
  /** Where the function changes its course: ends of clamps, overflow, underflow, branches. */
  readonly edges: readonly number[];
  readonly bound: number;
  /** Smaller true values are not counted in ulp. */
  readonly least?: number;
}

const cases: Record<keyof typeof vectorFunctions, Case> = {
  exp: { exact: Math.exp, edges: [0, 87.33654, 88.02969, 88.72284, 89, 103.27893, 103.97208, 104, 0.34657359, 1.0397208], bound: 1 },
  log: { exact: Math.log, edges: [0, 2 ** -126, Math.SQRT1_2, 1, Math.SQRT2, 2, 3.4028235e38], bound: 2 },
  tanh: { exact: Math.tanh, edges: [0, 2 ** -126, 2 ** -63, 1e-4, 0.0625, 0.55, 8.4, 8.8, 9.0109], bound: 4 },
  sigmoid: {
    exact: (x) => 1 / (1 + Math.exp(-x)),
    edges: [0, 0.34657359, 16.6, 17.3, 87.33654, 88, 88.37, 88.7],
    bound: 4,
    least: 2 ** -126,
  },
  softplus: { exact: (x) => Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x))), edges: [0, 16.6, 87.33654, 103.97208, 104], bound: 3 },
  erf: { exact: erfOf, edges: [0, 2 ** -126, 2 ** -63, 1, 3.8325, 4], bound: 3 },
  sqrt: { exact: Math.sqrt, edges: [0, 2 ** -126, 1], bound: 0 },
};

interface Worst {
  readonly ulp: number;
  readonly x: number;
}

function worst(inputs: Float32Array, outputs: Float32Array, { exact, least = 0 }: Case): Worst {
  const truth = Float32Array.from(inputs, exact);
  const [words, right] = [new Int32Array(outputs.buffer), new Int32Array(truth.buffer)];
  let [ulp, x] = [0, 0];
  for (let i = 0; i < inputs.length; i++) {
    const wrong = Number.isNaN(outputs[i]) !== Number.isNaN(truth[i]) || (truth[i]! < least && outputs[i]! > 2 * least);
    const distance = wrong ? Number.POSITIVE_INFINITY : Math.abs(rank(words[i]!) - rank(right[i]!));
    const counts = wrong || ((truth[i]! >= least || least === 0) && !Number.isNaN(truth[i]));
    if (counts && distance > ulp) [ulp, x] = [distance, inputs[i]!];
  }
  return { ulp, x };
}

const kinds = hasRelaxed() ? [false, true] : [false];
const names = Object.keys(cases) as (keyof typeof cases)[];
const SPECIAL = Float32Array.of(0, -0, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, Number.NaN, 2 ** -149, -(2 ** -149), 1);

describe.each(kinds)("vector functions, relaxed %s", (relaxed) => {
  it.each(names)("%s", (name) => {
    const inputs = samples(cases[name].edges);
    const { ulp, x } = worst(inputs, compiled(vectorFunctions[name], relaxed)(inputs), cases[name]);
    console.info(`${name}${relaxed ? ", relaxed" : ""}: at most ${ulp} ulp of ${inputs.length} numbers, at ${x}`);
    expect(ulp).toBeLessThanOrEqual(cases[name].bound);
  });

  it.each(names)("%s of special numbers, signs of 0 included", (name) => {
    const outputs = compiled(vectorFunctions[name], relaxed)(SPECIAL);
    const near = (a: number, b: number) => Object.is(a, b) || Math.abs(a - b) <= 2e-7 * Math.abs(b);
    for (const [i, x] of SPECIAL.entries()) {
      const truth = Math.fround(cases[name].exact(x));
      expect(near(outputs[i]!, truth), `${name}(${x}) = ${outputs[i]}, not ${truth}`).toBe(true);
    }
  });

  it.each(["tanh", "erf"] as const)("%s is odd to the bit, stays within ±1 and ends there", (name) => {
    const inputs = samples(cases[name].edges);
    const run = compiled(vectorFunctions[name], relaxed);
    const outputs = run(inputs);
    const mirrored = run(inputs.map((x) => -x));
    expect(outputs.findIndex((y, i) => !Object.is(y, -mirrored[i]!))).toBe(-1);
    expect(outputs.reduce((most, y) => Math.max(most, Math.abs(y)), 0)).toBe(1);
    expect(run(Float32Array.of(8.8, 20, 1e30))).toEqual(Float32Array.of(1, 1, 1));
  });

  it("a NaN of any bits stays one", () => {
    const inputs = new Float32Array(Int32Array.of(0x7fc00000, 0x7fc00001, -1, 0x7fffffff, 0x7f800001, 0x7faaaaaa).buffer);
    for (const name of names) expect([...compiled(vectorFunctions[name], relaxed)(inputs)].every(Number.isNaN), name).toBe(true);
  });
});

describe("functions of the host", () => {
  const inputs = Float32Array.from({ length: 1000 }, (_, i) => i / 7 - 60);

  it.each(["sin", "cos"] as const)("%s", (name) => {
    expect(compiled(laneFunctions[name], false)(inputs)).toEqual(inputs.map(Math[name]));
  });

  it("power, of a number by itself", () => {
    const emit: Emit = (code, x, _, host) => power(code, x, x, host);
    expect(compiled(emit, false)(inputs)).toEqual(inputs.map((x) => x ** x));
  });
});
