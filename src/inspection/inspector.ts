// What the page looks at: for one example, every value of the document and the gradient of the loss by it, kept fresh under edits.

import { Problem, type ProblemData } from "../base/errors.ts";
import type { Tensor } from "../base/tensor.ts";
import { bind } from "../compiler/bind.ts";
import type { Feeds } from "../compiler/feeds.ts";
import { formsOf } from "../compiler/forms.ts";
import { gradientTape } from "../compiler/gradient.ts";
import { createIncrementalCompiler } from "../compiler/incremental.ts";
import type { NamedValue, PortShape, Program } from "../compiler/program.ts";
import type { Executable } from "../engine/backend/executable.ts";
import { prepare } from "../engine/backend/reference/executor.ts";
import { type Shape, sameShape, sizeOf, type Tape } from "../engine/tape.ts";
import type { Document } from "../graph/document.ts";
import type { Registry } from "../graph/node-type.ts";
import { createDataLoader, exampleFeeds, type Generators, type LoadedData } from "../training/data-feeds.ts";
import { initialNumbers } from "../training/initializers.ts";
import { untrainable } from "../training/trainable.ts";
import { lookRefused } from "./look-memory.ts";
import { previewFeeds } from "./preview.ts";
import { stepSymbols } from "./symbols.ts";

/** Trained numbers by parameter name; those whose name and shape the document still has are used. */
export type Weights = ReadonlyMap<string, Tensor>;

/** One named value of one example: `[T][n]` row-major where `time`, else `[n]`. */
export interface SeenValue extends PortShape {
  readonly name: string;
  readonly path: string;
  readonly port: string;
  readonly value: Float64Array;
  /** ∂loss/∂value; null where there is no loss, and for what a node shows of its inside (`loss.perStep`). */
  readonly gradient: Float64Array | null;
}

/** The gradient that comes back through one wire; those of all wires from a port add up to the port's. */
export interface SeenWire extends PortShape {
  /** The port where it ends. */
  readonly path: string;
  readonly port: string;
  /** The output port where it begins, cell borders followed through. */
  readonly from: { readonly path: string; readonly port: string };
  readonly gradient: Float64Array;
}

export interface View {
  /** Steps of the example; null where nothing has a time axis. */
  readonly steps: number | null;
  readonly example: number;
  readonly examples: number;
  /** One readable line, e.g. the Reber string; null where there is none. */
  readonly label: string | null;
  /** What the example is at each step, where its data have a vocabulary: a letter, a word. */
  readonly symbols: readonly string[] | null;
  readonly loss: number | null;
  readonly values: readonly SeenValue[];
  /** Empty where there is no loss. */
  readonly wires: readonly SeenWire[];
  /** Inputs that nothing feeds, shown with random numbers. */
  readonly invented: readonly string[];
}

export interface Findings {
  readonly problems: readonly ProblemData[];
  /** By `path:port`. */
  readonly ports: Readonly<Record<string, PortShape>>;
  readonly parameterCount: number;
  readonly untrainable: ProblemData | null;
}

export interface Inspector {
  /** Compiles what can be compiled of the document. Throws a Problem where nothing can. */
  open(document: Document): Findings;
  /** What the data nodes of the open document give, but for those whose data cannot be made. Throws a Problem where none is open. */
  data(): LoadedData;
  /** One example of the training data alone, at these weights. */
  view(example: number, weights: Weights, seed?: number): View;
}

interface Opened {
  readonly document: Document;
  readonly data: LoadedData;
}

interface Compiled {
  readonly program: Program;
  readonly feeds: Feeds;
  readonly invented: readonly string[];
}

const firstSplit = (data: LoadedData) => [...data.values()][0]?.train;

/** Examples that every data set has; one where there are none. */
const countOf = (data: LoadedData) => (data.size === 0 ? 1 : Math.min(...[...data.values()].map(({ train }) => train.count)));

function symbolsOf(data: LoadedData, example: number): readonly string[] | null {
  for (const dataSet of data.values()) {
    const symbols = stepSymbols(dataSet, example);
    if (symbols) return symbols;
  }
  return null;
}

class DocumentInspector implements Inspector {
  private readonly load;
  private readonly compiler;
  private opened: Opened | null = null;
  /** By the forward tape of the program: as long as the compiler keeps it, what was prepared for it is kept. */
  private readonly prepared = new WeakMap<Tape, Executable>();
  /** The example looked at last: an edit is compiled for its length, and then looked at again. */
  private example = 0;
  /** What was compiled last, and for what. */
  private compiled: (Compiled & { readonly opened: Opened; readonly example: number }) | null = null;
  /** Starting numbers of parameters, by all that they depend on. */
  private starting = new Map<string, Float64Array>();

  constructor(
    private readonly registry: Registry,
    generators: Generators,
    kept: number,
  ) {
    this.load = createDataLoader(registry, generators);
    this.compiler = createIncrementalCompiler(registry, { partial: true, wires: true, inner: true }, kept);
  }

  open(document: Document): Findings {
    // where nothing can be made of it nothing is open, and the old document is not shown in its place
    this.opened = null;
    const problems: ProblemData[] = [];
    const data = this.load(document, (problem) => problems.push(problem));
    this.opened = { document, data };
    const { program } = this.program(Math.min(this.example, countOf(data) - 1));
    const isKnown = ({ code, where }: ProblemData) => code === "not-fed" && problems.some((problem) => problem.where?.node === where?.node);
    const parameters = program.slots.filter((slot) => slot.kind === "parameter");
    const tooLarge = lookRefused(program);
    return {
      problems: [...(tooLarge ? [tooLarge] : []), ...problems, ...program.warnings.filter((problem) => !isKnown(problem))],
      ports: Object.fromEntries(program.values.map(({ path, port, shape, time, batch }) => [`${path}:${port}`, { shape, time, batch }])),
      parameterCount: parameters.reduce((count, slot) => count + sizeOf(slot.shape), 0),
      untrainable: untrainable(program),
    };
  }

  data(): LoadedData {
    return this.current().data;
  }

  view(example: number, weights: Weights, seed?: number): View {
    const { data } = this.current();
    const split = firstSplit(data);
    const examples = countOf(data);
    const chosen = Math.min(Math.max(0, example), examples - 1);
    this.example = chosen;
    const { program, feeds, invented } = this.program(chosen);
    const tooLarge = lookRefused(program);
    if (tooLarge) throw new Problem(tooLarge);
    const start = this.starter(seed ?? seedOf(program));
    const numbers = bind(program, feeds, (name, shape, text) => {
      const trained = weights.get(name);
      return trained && sameShape(trained.shape, shape) ? trained.data : start(name, shape, text);
    });
    const outputs = this.prepare(program).run(numbers);
    const hasLoss = program.lossIndex !== null;
    const count = program.values.length;
    const values = program.values.map((value, index): SeenValue => {
      const gradient = hasLoss ? Float64Array.from(outputs[1 + count + program.inner.length + index]!) : null;
      return { ...seen(value), value: Float64Array.from(outputs[(hasLoss ? 1 : 0) + index]!), gradient };
    });
    const inside = program.inner.map((value, index): SeenValue => {
      const numbers = outputs[(hasLoss ? 1 : 0) + count + index]!;
      return { ...seen(value), value: Float64Array.from(numbers), gradient: null };
    });
    const behind = 1 + count + inside.length;
    const time = program.values.some((value) => value.time);
    return {
      steps: time ? program.forms.steps : null,
      example: chosen,
      examples,
      label: split?.labels?.[chosen] ?? null,
      symbols: symbolsOf(data, chosen),
      loss: hasLoss ? outputs[0]![0]! : null,
      values: [...values, ...inside],
      wires: hasLoss
        ? program.wires.map((wire, index) => ({ ...wire, gradient: Float64Array.from(outputs[behind + count + index]!) }))
        : [],
      invented,
    };
  }

  private current(): Opened {
    if (!this.opened) throw new Problem({ code: "nothing-open", message: "no document is open that could be computed" });
    return this.opened;
  }

  /** Starting numbers as `initialNumbers` makes them; those of the last look are kept. */
  private starter(seed: number): (name: string, shape: Shape, text: string) => Float64Array {
    const before = this.starting;
    const now = new Map<string, Float64Array>();
    this.starting = now;
    return (name, shape, text) => {
      const key = JSON.stringify([seed, name, shape, text]);
      const numbers = before.get(key) ?? initialNumbers(name, shape, text, seed);
      now.set(key, numbers);
      return numbers;
    };
  }

  private program(example: number): Compiled {
    const opened = this.current();
    if (this.compiled?.opened !== opened || this.compiled.example !== example) {
      const { document, data } = opened;
      const fed = exampleFeeds(data, "train", example);
      const { feeds, invented } = previewFeeds(document, this.registry, fed, formsOf(document, this.registry, fed));
      const program = this.compiler.compile(document, formsOf(document, this.registry, feeds));
      this.compiled = { opened, example, program, feeds, invented };
    }
    return this.compiled;
  }

  private prepare(program: Program): Executable {
    const before = this.prepared.get(program.forward);
    if (before) return before;
    const all = program.values.map((_, index) => index);
    const wires = program.wires.map((_, index) => all.length + index);
    const inner = program.inner.map((_, index) => all.length + wires.length + index);
    const run = prepare(gradientTape(program, [...all, ...inner], [...all, ...wires]), "f64");
    this.prepared.set(program.forward, run);
    return run;
  }
}

const seedOf = (program: Program): number => Number(program.optimizer?.attributes.seed ?? 1);

const seen = ({ name, path, port, shape, time, batch }: NamedValue) => ({ name, path, port, shape, time, batch });

/** @param kept How many structures stay compiled: the last ones, so that undo and switching back need no new tape. */
export const createInspector = (registry: Registry, generators: Generators, kept = 4): Inspector =>
  new DocumentInspector(registry, generators, kept);
