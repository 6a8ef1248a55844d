// A matrix product as a function: blocks along k, rows and panels of columns, each handed to a kernel.

import { Code } from "../emit/code.ts";
import type { ValueType } from "../emit/opcodes.ts";
import type { Around, InnerAxis, Matrix, Panel, ProductItem, RowPlace } from "../plan/items.ts";
import { groupsOf, type PanelGroup, panelsOf } from "../plan/panels.ts";
import { type Block, blocks, evenly } from "./blocks.ts";
import { type Layout, pushAddress, WIDTH, loop as walk } from "./function-writer.ts";
import type { KernelBeginning, KernelShape, Tile } from "./kernel.ts";

/** Gives the index of the function for a kernel, writing it once. */
export type KernelOf = (shape: KernelShape) => number;

/** Rows of a at a time, where columns are many. */
const ROW_BLOCK = 48;

class ProductWriter {
  readonly code: Code;
  private readonly a: number;
  private readonly b: number;
  private readonly c: number;
  private readonly d: number;
  private readonly panels: readonly Panel[];

  constructor(
    private readonly item: ProductItem,
    parameters: readonly ValueType[],
    private readonly layout: Layout,
    private readonly kernelOf: KernelOf,
    private readonly tile: Tile,
  ) {
    this.code = new Code(parameters);
    const local = () => this.code.local("i32");
    [this.a, this.b, this.c, this.d] = [local(), local(), local(), local()];
    this.panels = "panels" in item.b ? item.b.panels : panelsOf(item.sizes.n, item.k, false);
  }

  write(): Code {
    const { code, item, layout } = this;
    for (const [local, { location }] of [
      [this.a, item.a],
      [this.b, item.b],
      [this.c, item.c],
      [this.d, this.beginning ?? item.c],
    ] as const) {
      pushAddress(code, layout, location);
      code.set(local);
    }
    this.around(item.around, () => this.sums());
    return code;
  }

  /** The matrix that the product is added to. */
  private get beginning(): Matrix | null {
    const { begins } = this.item;
    return typeof begins === "object" ? begins : null;
  }

  private around(loops: readonly Around[], body: () => void): void {
    const [loop, ...inner] = loops;
    if (!loop) {
      body();
      return;
    }
    const { code } = this;
    const places = [this.a, this.b, this.c, this.d];
    const begin = loop.limit ? places.map((place) => this.kept(place)) : null;
    walk(code, loop.count, loop.limit, () => {
      this.around(inner, body);
      for (const [local, distance] of [
        [this.a, loop.a],
        [this.b, loop.b],
        [this.c, loop.c],
        [this.d, loop.d],
      ] as const)
        code.advance(local, distance * WIDTH);
    });
    if (begin) {
      for (const [index, place] of places.entries()) code.get(begin[index]!).set(place);
      code.release("i32", ...begin);
      return;
    }
    code.advance(this.a, -loop.count * loop.a * WIDTH).advance(this.b, -loop.count * loop.b * WIDTH);
    code.advance(this.c, -loop.count * loop.c * WIDTH).advance(this.d, -loop.count * loop.d * WIDTH);
  }

  /** A copy of a local. */
  private kept(local: number): number {
    const copy = this.code.local("i32");
    this.code.get(local).set(copy);
    return copy;
  }

  private sums(): void {
    const { item } = this;
    const summed = item.summed.length > 0;
    if (summed && item.begins === "zero") this.clear();
    const begins = item.begins === "there" || summed ? "there" : this.beginning ? "elsewhere" : "zero";
    this.around(item.summed, () => this.inBlocks(begins));
  }

  /** c = 0, row by row. */
  private clear(): void {
    const { code, item } = this;
    for (const { c } of item.sizes.rows ?? [])
      code.zero(
        () =>
          code
            .get(this.c)
            .i32(c * WIDTH)
            .op("i32.add"),
        item.sizes.n * WIDTH,
      );
    if (item.sizes.rows) return;
    const row = code.local("i32");
    code.get(this.c).set(row);
    this.code.times(item.sizes.m, () => {
      code.zero(() => code.get(row), item.sizes.n * WIDTH);
      code.advance(row, item.c.rows * WIDTH);
    });
    code.release("i32", row);
  }

  private inBlocks(begins: KernelBeginning): void {
    const { item } = this;
    const all = item.sizes.inner.length > 1 ? [{ from: 0, size: item.k }] : blocks(item.k);
    const [{ size }] = all as [Block];
    const full = all.filter((block) => block.size === size);
    const rest = all.length > full.length ? all.at(-1)! : null;
    if (full.length > 2) this.looped(full, rest, begins);
    else for (const [index, block] of all.entries()) this.rowBlocks(block, index > 0 ? "there" : begins);
  }

  /** Many blocks along k: the first by itself, the others as a loop. */
  private looped(full: readonly Block[], rest: Block | null, begins: KernelBeginning): void {
    const { code, item } = this;
    const [a, b] = [code.local("i32"), code.local("i32")];
    code.get(this.a).set(a).get(this.b).set(b);
    const [block] = full as [Block];
    const move = () =>
      code.advance(this.a, block.size * item.a.columns * WIDTH).advance(this.b, block.size * this.bInner(this.panels[0]!) * WIDTH);
    this.rowBlocks(block, begins);
    move();
    this.code.times(full.length - 1, () => {
      this.rowBlocks(block, "there");
      move();
    });
    if (rest) this.rowBlocks({ from: 0, size: rest.size }, "there");
    code.get(a).set(this.a).get(b).set(this.b);
    code.release("i32", a, b);
  }

  /** With few columns the right matrix stays in the cache by itself. */
  private rowBlocks(k: Block, begins: KernelBeginning): void {
    const { code, item } = this;
    const { sizes } = item;
    const large = k.size * sizes.n * WIDTH > 24 * 1024;
    const most = large && !sizes.rows ? ROW_BLOCK : sizes.m;
    const full = Math.floor(sizes.m / most);
    const at = this.copied({ a: this.a, c: this.c, d: this.d });
    code
      .get(at.a)
      .i32(k.from * item.a.columns * WIDTH)
      .op("i32.add")
      .set(at.a);
    const block = (rows: number) => {
      for (const group of groupsOf(this.panels)) this.panelGroup(group, rows, k, begins, at);
    };
    const step = () => {
      block(most);
      this.nextRows(at, most);
    };
    this.code.times(full, step);
    if (sizes.m % most > 0) block(sizes.m % most);
    this.release(at);
  }

  private copied({ a, c, d }: Places): Places {
    const { code } = this;
    const at = { a: code.local("i32"), c: code.local("i32"), d: code.local("i32") };
    code.get(a).set(at.a).get(c).set(at.c).get(d).set(at.d);
    return at;
  }

  private release({ a, c, d }: Places): void {
    this.code.release("i32", a, c, d);
  }

  private nextRows({ a, c, d }: Places, rows: number): void {
    const { code, item, beginning } = this;
    code.advance(a, rows * item.a.rows * WIDTH).advance(c, rows * item.c.rows * WIDTH);
    if (beginning) code.advance(d, rows * beginning.rows * WIDTH);
  }

  private nextColumns({ c, d }: Places, columns: number): void {
    this.code.advance(c, columns * WIDTH);
    if (this.beginning) this.code.advance(d, columns * WIDTH);
  }

  private bInner(panel: Panel): number {
    const { b } = this.item;
    return "panels" in b ? 4 * panel.vectors : b.rows;
  }

  /** Elements from the start of b to a panel's row `from`. */
  private bPlace(panel: Panel, from: number): number {
    const { b, k } = this.item;
    return "panels" in b ? panel.column * k + from * 4 * panel.vectors : panel.column + from * b.rows;
  }

  /** Equal panels next to each other, as a loop. */
  private panelGroup({ panel, count }: PanelGroup, rows: number, k: Block, begins: KernelBeginning, start: Places): void {
    const { code } = this;
    const b = code.local("i32");
    const at = this.copied(start);
    code
      .get(this.b)
      .i32(this.bPlace(panel, k.from) * WIDTH)
      .op("i32.add")
      .set(b);
    this.nextColumns(at, panel.column);
    const one = () => this.rowsOf(panel, rows, k, begins, b, at);
    if (count === 1) one();
    else {
      const next = { ...panel, column: panel.column + panel.width };
      const distance = this.bPlace(next, 0) - this.bPlace(panel, 0);
      this.code.times(count, () => {
        one();
        code.advance(b, distance * WIDTH);
        this.nextColumns(at, panel.width);
      });
    }
    code.release("i32", b);
    this.release(at);
  }

  /** All rows of a block for one panel. */
  private rowsOf(panel: Panel, rows: number, k: Block, begins: KernelBeginning, b: number, start: Places): void {
    const { code } = this;
    const at = this.copied(start);
    const call = (places: readonly RowPlace[]) => {
      // what adds to another matrix can add to its own: one kernel for both
      const isOwn = begins === "there" && this.beginning !== null && places.every(({ c, d }) => c === d);
      const form = isOwn ? "elsewhere" : begins;
      code.get(at.a).get(b).get(at.c);
      if (form === "elsewhere") code.get(isOwn ? at.c : at.d);
      code.call(this.kernelOf(this.shape(panel, places, k, form)));
    };
    const listed = this.item.sizes.rows;
    let next = 0;
    for (const { rows: size, count } of evenly(rows, this.tile.rows[panel.vectors - 1]!)) {
      if (listed) for (const end = next + count * size; next < end; next += size) call(listed.slice(next, next + size));
      else
        code.times(count, () => {
          call(this.equalRows(size));
          this.nextRows(at, size);
        });
    }
    this.release(at);
  }

  private equalRows(count: number): RowPlace[] {
    const { a, c } = this.item;
    const d = this.beginning?.rows ?? 0;
    return Array.from({ length: count }, (_, row) => ({ a: row * a.rows, c: row * c.rows, d: row * d }));
  }

  private shape({ vectors, width }: Panel, rows: readonly RowPlace[], k: Block, begins: KernelBeginning): KernelShape {
    const { sizes, b } = this.item;
    const [axis, ...more] = sizes.inner as readonly [InnerAxis, ...InnerAxis[]];
    const inner = more.length > 0 ? sizes.inner : [{ size: k.size, a: axis.a, b: "panels" in b ? 4 * vectors : b.rows }];
    return { rows, vectors, width, inner, begins };
  }
}

/** Locals with the addresses where a block of rows begins: of a, c and d. */
interface Places {
  readonly a: number;
  readonly c: number;
  readonly d: number;
}

export const writeProduct = (item: ProductItem, parameters: readonly ValueType[], layout: Layout, kernelOf: KernelOf, tile: Tile): Code =>
  new ProductWriter(item, parameters, layout, kernelOf, tile).write();
