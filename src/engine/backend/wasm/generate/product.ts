// A matrix product as a function: blocks along k, rows and panels of columns, each handed to a kernel.

import { Code } from "../emit/code.ts";
import type { ValueType } from "../emit/opcodes.ts";
import type { Around, Panel, ProductItem } from "../plan/items.ts";
import { panelsOf } from "../plan/products.ts";
import { type Layout, pushAddress, WIDTH } from "./function-writer.ts";
import { type KernelShape, rowsFor } from "./kernel.ts";

/** Gives the index of the function for a kernel, writing it once. */
export type KernelOf = (shape: KernelShape) => number;

/** Numbers of k at a time: blocks of a and b stay in the first cache, and sums in f32 stay short. */
const K_BLOCK = 256;
/** Rows of a at a time, where columns are many. */
const ROW_BLOCK = 48;

interface Block {
  readonly from: number;
  readonly size: number;
}

function blocks(size: number, most: number): Block[] {
  const count = Math.ceil(size / most);
  return Array.from({ length: count }, (_, index) => ({ from: index * most, size: Math.min(most, size - index * most) }));
}

class ProductWriter {
  readonly code: Code;
  private readonly a: number;
  private readonly b: number;
  private readonly c: number;
  private readonly panels: readonly Panel[];

  constructor(
    private readonly item: ProductItem,
    parameters: readonly ValueType[],
    private readonly layout: Layout,
    private readonly kernelOf: KernelOf,
  ) {
    this.code = new Code(parameters);
    [this.a, this.b, this.c] = [this.code.local("i32"), this.code.local("i32"), this.code.local("i32")];
    this.panels = "panels" in item.b ? item.b.panels : panelsOf(item.n, item.k);
  }

  write(): Code {
    const { code, item, layout } = this;
    for (const [local, { location }] of [
      [this.a, item.a],
      [this.b, item.b],
      [this.c, item.c],
    ] as const) {
      pushAddress(code, layout, location);
      code.set(local);
    }
    this.around(item.around, () => this.sums());
    return code;
  }

  private around(loops: readonly Around[], body: () => void): void {
    const [loop, ...inner] = loops;
    if (!loop) {
      body();
      return;
    }
    const { code } = this;
    this.times(loop.count, () => {
      this.around(inner, body);
      for (const [local, distance] of [
        [this.a, loop.a],
        [this.b, loop.b],
        [this.c, loop.c],
      ] as const)
        code.advance(local, distance * WIDTH);
    });
    code.advance(this.a, -loop.count * loop.a * WIDTH).advance(this.b, -loop.count * loop.b * WIDTH);
    code.advance(this.c, -loop.count * loop.c * WIDTH);
  }

  private times(count: number, body: () => void): void {
    const { code } = this;
    const counter = code.local("i32");
    code.i32(count).set(counter);
    code.repeat(() => {
      body();
      code.get(counter).i32(1).op("i32.sub").tee(counter);
    });
    code.release("i32", counter);
  }

  private sums(): void {
    const { item } = this;
    if (item.summed.length > 0) this.clear();
    this.around(item.summed, () => this.inBlocks(item.summed.length > 0));
  }

  /** c = 0, row by row. */
  private clear(): void {
    const { code, item } = this;
    const row = code.local("i32");
    code.get(this.c).set(row);
    this.times(item.m, () => {
      code.zero(() => code.get(row), item.n * WIDTH);
      code.advance(row, item.c.rows * WIDTH);
    });
    code.release("i32", row);
  }

  private inBlocks(adds: boolean): void {
    const { item } = this;
    const all = blocks(item.k, K_BLOCK);
    const full = all.filter(({ size }) => size === K_BLOCK);
    const rest = all.at(-1)!.size < K_BLOCK ? all.at(-1)! : null;
    if (full.length > 2) this.looped(full.length, rest, adds);
    else for (const [index, block] of all.entries()) this.rowBlocks(block, adds || index > 0);
  }

  /** Many blocks along k: the first by itself, the others as a loop. */
  private looped(count: number, rest: Block | null, adds: boolean): void {
    const { code, item } = this;
    const [a, b] = [code.local("i32"), code.local("i32")];
    code.get(this.a).set(a).get(this.b).set(b);
    const move = () =>
      code.advance(this.a, K_BLOCK * item.a.columns * WIDTH).advance(this.b, K_BLOCK * this.bInner(this.panels[0]!) * WIDTH);
    const block = { from: 0, size: K_BLOCK };
    this.rowBlocks(block, adds);
    move();
    this.times(count - 1, () => {
      this.rowBlocks(block, true);
      move();
    });
    if (rest) this.rowBlocks({ from: 0, size: rest.size }, true);
    code.get(a).set(this.a).get(b).set(this.b);
    code.release("i32", a, b);
  }

  /** With few columns the right matrix stays in the cache by itself. */
  private rowBlocks(k: Block, adds: boolean): void {
    const { item } = this;
    const large = k.size * item.n * WIDTH > 24 * 1024;
    const most = large ? ROW_BLOCK : item.m;
    const full = Math.floor(item.m / most);
    const { code } = this;
    const [a, c] = [code.local("i32"), code.local("i32")];
    code
      .get(this.a)
      .i32(k.from * item.a.columns * WIDTH)
      .op("i32.add")
      .set(a)
      .get(this.c)
      .set(c);
    const block = (rows: number) => {
      for (const group of groupsOf(this.panels)) this.panelGroup(group, rows, k, adds, a, c);
    };
    const step = () => {
      block(most);
      code.advance(a, most * item.a.rows * WIDTH).advance(c, most * item.c.rows * WIDTH);
    };
    if (full > 1) this.times(full, step);
    else if (full === 1) step();
    if (item.m % most > 0) block(item.m % most);
    code.release("i32", a, c);
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
  private panelGroup(group: Group, rows: number, k: Block, adds: boolean, a: number, c: number): void {
    const { code } = this;
    const { panel, count } = group;
    const [b, column] = [code.local("i32"), code.local("i32")];
    code
      .get(this.b)
      .i32(this.bPlace(panel, k.from) * WIDTH)
      .op("i32.add")
      .set(b);
    code
      .get(c)
      .i32(panel.column * WIDTH)
      .op("i32.add")
      .set(column);
    const one = () => this.rowsOf(panel, rows, k, adds, a, b, column);
    if (count === 1) one();
    else {
      const next = { ...panel, column: panel.column + panel.width };
      const distance = this.bPlace(next, 0) - this.bPlace(panel, 0);
      this.times(count, () => {
        one();
        code.advance(b, distance * WIDTH).advance(column, panel.width * WIDTH);
      });
    }
    code.release("i32", b, column);
  }

  /** All rows of a block for one panel. */
  private rowsOf(panel: Panel, rows: number, k: Block, adds: boolean, aStart: number, b: number, cStart: number): void {
    const { code, item } = this;
    const most = rowsFor(panel.vectors);
    const [a, c] = [code.local("i32"), code.local("i32")];
    code.get(aStart).set(a).get(cStart).set(c);
    const call = (count: number) => {
      code.get(a).get(b).get(c);
      code.call(this.kernelOf(this.shape(panel, count, k, adds)));
    };
    const step = () => {
      call(most);
      code.advance(a, most * item.a.rows * WIDTH).advance(c, most * item.c.rows * WIDTH);
    };
    const full = Math.floor(rows / most);
    if (full > 1) this.times(full, step);
    else if (full === 1) step();
    if (rows % most > 0) call(rows % most);
    code.release("i32", a, c);
  }

  private shape({ vectors, width }: Panel, rows: number, k: Block, adds: boolean): KernelShape {
    const { a, c } = this.item;
    const bInner = this.bInner({ column: 0, vectors, width });
    return { rows, vectors, width, k: k.size, aRow: a.rows, aInner: a.columns, bInner, cRow: c.rows, adds };
  }
}

interface Group {
  readonly panel: Panel;
  readonly count: number;
}

function groupsOf(panels: readonly Panel[]): Group[] {
  const groups: Group[] = [];
  for (const panel of panels) {
    const last = groups.at(-1);
    const joins = last && last.panel.vectors === panel.vectors && last.panel.width === panel.width && panel.width === 4 * panel.vectors;
    if (joins) groups[groups.length - 1] = { panel: last.panel, count: last.count + 1 };
    else groups.push({ panel, count: 1 });
  }
  return groups;
}

export const writeProduct = (item: ProductItem, parameters: readonly ValueType[], layout: Layout, kernelOf: KernelOf): Code =>
  new ProductWriter(item, parameters, layout, kernelOf).write();
