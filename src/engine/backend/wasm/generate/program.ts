// All functions of a plan, and the module that holds them.

import { Code } from "../emit/code.ts";
import { type OwnFunction, writeModule } from "../emit/module.ts";
import type { ValueType } from "../emit/opcodes.ts";
import { Arithmetic } from "../mathematics/arithmetic.ts";
import { Constants } from "../mathematics/constants.ts";
import { type HostFunctionName, type HostFunctions, hostFunctions } from "../mathematics/lanes.ts";
import { placeOf } from "../plan/allocate.ts";
import { type IndexedItem, LoopItem, ProductItem, ScanItem } from "../plan/items.ts";
import type { Plan } from "../plan/plan.ts";
import type { Frame, Item } from "../plan/storage.ts";
import type { Layout } from "./function-writer.ts";
import { writeIndexed } from "./indexed.ts";
import { inOrder, type KernelShape, type Tile, writeKernel } from "./kernel.ts";
import { writeLoop } from "./loop.ts";
import { type Mathematics, mathematicsOf } from "./mathematics.ts";
import { writeProduct } from "./product.ts";
import { writeScan, writeStep } from "./scan.ts";
import { exchangeOf, writeExchange } from "./transpose.ts";

export interface GenerateOptions {
  /** Multiply-add in one instruction, which may round once or twice: faster, and not the same bits on every host. */
  readonly relaxed: boolean;
  /** What the host's compiler keeps in registers; `inOrder` if not given. */
  readonly tile?: Tile;
  /** Memory that other workers can reach, where the work can be shared. */
  readonly shared?: boolean;
}

/** Bytes of memory. */
export interface Span {
  readonly from: number;
  readonly size: number;
}

/**
 * Exports `run`, the whole step. Where two workers can share the work also its parts: `before`, `share(0)` and `share(1)` in any order,
 * `after`.
 */
export interface GeneratedModule {
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** What the second share leaves for the rest; null where the work cannot be shared. */
  readonly secondShare: readonly Span[] | null;
  /** Whether it imports shared memory. */
  readonly shared: boolean;
  /** Where the arena begins, in bytes. */
  readonly arena: number;
  readonly pages: number;
}

/** Bytes before the arena: offsets that count back from its first numbers stay above 0. */
const START = 1024;
/** Loads may reach beyond the last number. */
const MARGIN = 64;
const PAGE = 65536;
const IMPORTS = Object.keys(hostFunctions) as HostFunctionName[];

const host = Object.fromEntries(IMPORTS.map((name, index) => [name, index])) as HostFunctions;

const nameOfLoop = ({ axes, instructions, reductions }: LoopItem): string =>
  `loop ${axes.join("x")}: ${[...instructions, ...reductions].map(({ operation }) => operation).join(" ")}`;

const nameOfKernel = ({ rows, width, inner, begins }: KernelShape): string =>
  `kernel ${rows.length}x${width}x${inner.map(({ size }) => size).join("x")} a${inner.at(-1)!.a} b${inner.at(-1)!.b}${begins === "zero" ? "" : ` ${begins}`}`;

class Generator {
  readonly functions: OwnFunction[] = [];
  private readonly layout: Layout = { arena: START };
  private readonly arithmetic: Arithmetic;
  private readonly mathematics: Mathematics;
  private readonly kernels = new Map<string, number>();

  private readonly tile: Tile;

  constructor({ relaxed, tile = inOrder }: GenerateOptions) {
    this.tile = tile;
    this.arithmetic = new Arithmetic({ relaxed, constants: new Constants() });
    this.mathematics = mathematicsOf(this.arithmetic, host);
  }

  /** The functions that run the frame once. */
  main(frame: Frame): void {
    const at = frame.items.findIndex(isShared);
    if (at < 0) this.export("run", this.frame(frame));
    else this.inShares(frame, at);
  }

  /** The whole step, and what is before the item, one step of it, and what is behind it. */
  private inShares(frame: Frame, at: number): void {
    const before = this.calls(frame.items.slice(0, at), frame);
    const share = this.add(writeStep(this.frame((frame.items[at] as ScanItem).body)), "share", "share");
    const after = this.calls(frame.items.slice(at + 1), frame);
    this.export("before", before);
    this.export("after", after);
    const run = new Code([]);
    for (const call of before) run.call(call);
    for (const number of [0, 1]) run.i32(number).call(share);
    for (const call of after) run.call(call);
    this.add(run, "run", "run");
  }

  private export(name: string, calls: readonly number[]): void {
    const code = new Code([]);
    for (const call of calls) code.call(call);
    this.add(code, name, name);
  }

  private add(code: Code, name: string, exportedAs?: string): number {
    this.functions.push({ code, results: [], name, ...(exportedAs === undefined ? {} : { exportedAs }) });
    return IMPORTS.length + this.functions.length - 1;
  }

  private frame(frame: Frame): number[] {
    return this.calls(frame.items, frame);
  }

  private calls(items: readonly Item[], frame: Frame): number[] {
    return items.map((item) => this.item(item, frame));
  }

  private item(item: Item, frame: Frame): number {
    const parameters = Array.from({ length: frame.variables }, (): ValueType => "i32");
    const { layout } = this;
    if (item instanceof LoopItem) {
      const exchange = exchangeOf(item);
      return exchange
        ? this.add(writeExchange(exchange, parameters, layout), `exchange ${item.axes.join("x")}`)
        : this.add(writeLoop(item, parameters, layout, this.mathematics), nameOfLoop(item));
    }
    if (item instanceof ProductItem)
      return this.add(
        writeProduct(item, parameters, layout, (shape) => this.kernel(shape), this.tile),
        `product ${item.sizes.m}x${item.sizes.n}x${item.k}`,
      );
    if (item instanceof ScanItem) return this.add(writeScan(item, parameters, layout, this.frame(item.body)), `scan ${item.length}`);
    return this.add(writeIndexed(item as IndexedItem, parameters, layout), "indexed");
  }

  private kernel(shape: KernelShape): number {
    const key = JSON.stringify(shape);
    const known = this.kernels.get(key);
    if (known !== undefined) return known;
    const index = this.add(writeKernel(shape, this.arithmetic, this.tile), nameOfKernel(shape));
    this.kernels.set(key, index);
    return index;
  }
}

/** A loop of two whose steps need nothing of each other. */
const isShared = (item: Item): boolean => item instanceof ScanItem && item.parts !== null && item.length === 2;

function secondShareOf(frame: Frame): Span[] | null {
  const item = frame.items.find(isShared) as ScanItem | undefined;
  if (!item?.parts) return null;
  return item.parts.map(({ location: { buffer, offset }, size }) => ({
    from: START + 4 * (placeOf(buffer) + offset + size),
    size: 4 * size,
  }));
}

export function generate({ frame }: Plan, options: GenerateOptions): GeneratedModule {
  const generator = new Generator(options);
  generator.main(frame);
  const secondShare = secondShareOf(frame);
  const shared = options.shared === true && secondShare !== null;
  const pages = Math.ceil((START + frame.size * 4 + MARGIN) / PAGE);
  const imports = IMPORTS.map((name) => hostFunctions[name]);
  const bytes = writeModule({ pages: { least: pages, most: pages, shared }, imports, functions: generator.functions });
  return { bytes, arena: START, pages, secondShare, shared };
}
