// How a product is cut: blocks along k, and rows in groups for the kernels.

/** Numbers of k at a time, at most: blocks of a and b stay in the first cache, and sums in f32 stay short. */
const K_BLOCK = 256;
export interface Block {
  readonly from: number;
  readonly size: number;
}

/** As equal as can be: every size is a kernel of its own. */
export function blocks(size: number): Block[] {
  const count = Math.ceil(size / K_BLOCK);
  const each = Math.ceil(size / count);
  return Array.from({ length: count }, (_, index) => ({ from: index * each, size: Math.min(each, size - index * each) }));
}

export interface Rows {
  readonly rows: number;
  readonly count: number;
}

/** At most so many rows at a time, and nearly as many in each turn: a kernel of one row would wait for its own sums. */
export function evenly(rows: number, most: number): Rows[] {
  const turns = Math.ceil(rows / most);
  const [least, more] = [Math.floor(rows / turns), rows % turns];
  const sizes = [
    { rows: least + 1, count: more },
    { rows: least, count: turns - more },
  ];
  return sizes.filter(({ count }) => count > 0);
}
