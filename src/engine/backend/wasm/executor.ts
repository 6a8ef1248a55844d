// The WebAssembly executor: a tape becomes one module over one arena of f32. Nothing is allocated while it runs.

import { Problem } from "../../../base/errors.ts";
import { TapeError } from "../../shape-rules.ts";
import { formatShape, sizeOf, type Tape } from "../../tape.ts";
import type { Executable, Numbers } from "../executable.ts";
import { writeInput } from "../write-input.ts";
import { type GenerateOptions, generate } from "./generate/program.ts";
import { type Exports, instantiate } from "./instance.ts";
import { placeOf } from "./plan/allocate.ts";
import { type Plan, planTape } from "./plan/plan.ts";
import type { Frame, Location } from "./plan/storage.ts";
import { canShareMemory, Pair, type StartPartner } from "./workers/pair.ts";

export interface WasmExecutable extends Executable {
  readonly precision: "f32";
  /** Of the module's code. */
  readonly codeBytes: number;
}

/** Numbers that memory begins with. */
function writeData(frame: Frame, memory: Float32Array, start: number): void {
  for (const buffer of frame.buffers) if (buffer.data) memory.set(buffer.data, start + placeOf(buffer));
}

function views({ inputs, outputs }: Plan, tape: Tape, memory: WebAssembly.Memory, arena: number) {
  const view = (location: Location, size: number) =>
    new Float32Array(memory.buffer, arena + 4 * (placeOf(location.buffer) + location.offset), size);
  return {
    inputs: inputs.map((location, index) => view(location, sizeOf(tape.inputs[index]!.shape))),
    outputs: outputs.map((location, index) => view(location, sizeOf(tape.outputs[index]!.shape))),
  };
}

const PAGE = 65536;
/** Addresses have 32 bits. */
const MOST_PAGES = 65536;

/** One piece, or a Problem that says what would need less. */
function memoryOf(pages: number, shared: boolean): WebAssembly.Memory {
  const refuse = (): never => {
    const needed = `${Math.ceil((pages * PAGE) / 2 ** 20)} MiB`;
    throw new Problem({
      code: "out-of-memory",
      message: `the step needs ${needed} of memory in one piece, and this machine does not give it`,
      got: needed,
      expected: `at most ${(MOST_PAGES * PAGE) / 2 ** 20} MiB, and free`,
      remedy: "take fewer examples in a batch or shorter sequences, or train with --precision f64 on the reference backend",
    });
  };
  if (pages > MOST_PAGES) refuse();
  try {
    return new WebAssembly.Memory({ initial: pages, maximum: pages, shared });
  } catch (error) {
    if (error instanceof RangeError) return refuse();
    throw error;
  }
}

/** A module that this host does not take is a defect or a limit of the host: said in words, with the way out. */
function moduleOf(bytes: Uint8Array<ArrayBuffer>): WebAssembly.Module {
  try {
    return new WebAssembly.Module(bytes);
  } catch (error) {
    if (!(error instanceof WebAssembly.CompileError || error instanceof RangeError)) throw error;
    throw new Problem({
      code: "module-refused",
      message: `this machine does not take the compiled step (${Math.ceil(bytes.length / 1024)} KiB of WebAssembly): ${error.message}`,
      remedy: "train with --precision f64 on the reference backend",
    });
  }
}

/** Loops run at least once. */
function demandElements(tape: Tape): void {
  const values = [...tape.inputs, ...tape.equations.flatMap(({ outputs }) => outputs)];
  const empty = values.find(({ shape }) => sizeOf(shape) === 0);
  if (empty) throw new TapeError(`a value of shape ${formatShape(empty.shape)} has no elements: feed at least one example and one step`);
  for (const equation of tape.equations) if (equation.primitive === "scan") demandElements(equation.params.body);
}

export interface WasmOptions extends Pick<GenerateOptions, "relaxed" | "tile"> {
  /** Where the work can be shared and there is a second worker to be had. */
  readonly startPartner?: StartPartner | undefined;
}

/**
 * @throws Problem where there is not enough memory, TapeError where a value has no elements
 */
export function prepareWasm(tape: Tape, { startPartner, ...form }: WasmOptions): WasmExecutable {
  demandElements(tape);
  const plan = planTape(tape);
  const { bytes, arena, pages, secondShare, shared } = generate(plan, { ...form, shared: startPartner !== undefined && canShareMemory() });
  const memory = memoryOf(pages, shared);
  const module = moduleOf(bytes);
  const exports = instantiate(module, memory);
  writeData(plan.frame, new Float32Array(memory.buffer), arena / 4);
  const { inputs, outputs } = views(plan, tape, memory, arena);
  const pair =
    shared && startPartner && secondShare
      ? new Pair({ module, exports: exports as Required<Exports>, memory, secondShare }, startPartner)
      : null;
  const write = (index: number, numbers: Numbers | undefined) => {
    writeInput(inputs, index, numbers);
    pair?.written(inputs[index]!.byteOffset, inputs[index]!.byteLength);
  };
  const step = () => {
    if (pair) pair.step();
    else exports.run();
    return outputs;
  };
  return {
    precision: "f32",
    backend: "wasm",
    relaxed: form.relaxed,
    get bytes() {
      return memory.buffer.byteLength + (pair?.bytes ?? 0);
    },
    get workers() {
      return pair?.isShared ? 2 : 1;
    },
    codeBytes: bytes.length,
    write,
    step,
    run(given) {
      inputs.forEach((_, index) => {
        write(index, given[index]);
      });
      return step();
    },
    end: () => pair?.end(),
  };
}
