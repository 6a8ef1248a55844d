// A spatial hash: what lies where, in square cells, so that a search looks only at what is near.

import { overlap, type Rect } from "./legs.ts";

const CELL = 256;
/** Cells a row; far away cells may share a list, which costs time and changes nothing. */
const ROW = 1 << 15;

export interface Placed {
  readonly bounds: Rect;
}

const cellOf = (value: number): number => Math.floor(value / CELL);

const isFirst = (a: Rect, b: Rect, column: number, row: number): boolean =>
  column === cellOf(Math.max(a.left, b.left)) && row === cellOf(Math.max(a.top, b.top));

export class Places<T extends Placed> {
  private readonly cells = new Map<number, T[]>();

  add(item: T): void {
    this.visit(item.bounds, (key) => {
      const list = this.cells.get(key);
      if (list) list.push(item);
      else this.cells.set(key, [item]);
    });
  }

  remove(item: T): void {
    this.visit(item.bounds, (key) => {
      const list = this.cells.get(key);
      const k = list?.indexOf(item) ?? -1;
      if (k >= 0) list?.splice(k, 1);
    });
  }

  /** Every item whose bounds overlap a window, once: in the first of the cells that both have. */
  in(window: Rect): T[] {
    const found: T[] = [];
    this.visit(window, (key, column, row) => {
      for (const item of this.cells.get(key) ?? []) {
        if (overlap(item.bounds, window) && isFirst(item.bounds, window, column, row)) found.push(item);
      }
    });
    return found;
  }

  private visit({ left, top, right, bottom }: Rect, look: (key: number, column: number, row: number) => void): void {
    for (let column = cellOf(left); column <= cellOf(right); column++) {
      for (let row = cellOf(top); row <= cellOf(bottom); row++) look(column * ROW + row, column, row);
    }
  }
}
