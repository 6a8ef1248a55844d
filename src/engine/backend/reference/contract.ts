// Contraction: both operands are laid out as [batch, rows, inner], so that every product is a dot product of two rows.

import { letterSizes } from "../../shape-rules.ts";
import type { ContractParams } from "../../tape.ts";
import { type Shape, sizeOf } from "../../tape.ts";
import type { Numbers } from "../executable.ts";
import { type Cell, strides } from "./cell.ts";
import { copyStrided, type Walk } from "./strided.ts";

interface Layout {
  readonly letters: string;
  readonly shape: Shape;
}

/** Strides that visit an array, whose axes are named `letters`, in the order of `wanted`. */
function walkAs(wanted: string, letters: string, shape: Shape): Walk {
  const steps = strides(shape);
  return { offset: 0, strides: [...wanted].map((letter) => steps[letters.indexOf(letter)]!) };
}

/** Gives the numbers in the wanted order of axes, copying them only where the order differs. */
function arranged(cell: Cell, letters: string, wanted: Layout): () => Numbers {
  if (letters === wanted.letters) return () => cell.data;
  const from = walkAs(wanted.letters, letters, cell.shape);
  const to = { offset: 0, strides: strides(wanted.shape) };
  const packed = new Float64Array(sizeOf(wanted.shape));
  return () => {
    copyStrided(packed, to, cell.data, from, wanted.shape);
    return packed;
  };
}

interface Counts {
  readonly batch: number;
  readonly rows: number;
  readonly columns: number;
  readonly inner: number;
}

function dotRows(y: Numbers, a: Numbers, b: Numbers, { batch, rows, columns, inner }: Counts): void {
  for (let n = 0; n < batch; n++) {
    for (let i = 0; i < rows; i++) {
      const aRow = (n * rows + i) * inner;
      for (let j = 0; j < columns; j++) {
        const bRow = (n * columns + j) * inner;
        let total = 0;
        for (let k = 0; k < inner; k++) total += a[aRow + k]! * b[bRow + k]!;
        y[(n * rows + i) * columns + j] = total;
      }
    }
  }
}

export function contractKernel(params: ContractParams, [a, b]: readonly Cell[], [y]: readonly Cell[]): () => void {
  const { left, right, out } = params;
  const sizes = letterSizes(params, a!.shape, b!.shape);
  const layout = (letters: string): Layout => ({ letters, shape: [...letters].map((letter) => sizes.get(letter)!) });
  const batch = [...out].filter((letter) => left.includes(letter) && right.includes(letter)).join("");
  const rows = [...out].filter((letter) => left.includes(letter) && !right.includes(letter)).join("");
  const columns = [...out].filter((letter) => !left.includes(letter) && right.includes(letter)).join("");
  const inner = [...left].filter((letter) => !out.includes(letter)).join("");
  const size = (letters: string) => sizeOf(layout(letters).shape);
  const counts: Counts = { batch: size(batch), rows: size(rows), columns: size(columns), inner: size(inner) };
  const leftRows = arranged(a!, left, layout(batch + rows + inner));
  const rightRows = arranged(b!, right, layout(batch + columns + inner));
  const natural = layout(batch + rows + columns);
  const product = natural.letters === out ? null : new Float64Array(sizeOf(natural.shape));
  const from = { offset: 0, strides: [...out].map((letter) => strides(natural.shape)[natural.letters.indexOf(letter)]!) };
  const to = { offset: 0, strides: strides(y!.shape) };
  return () => {
    dotRows(product ?? y!.data, leftRows(), rightRows(), counts);
    if (product) copyStrided(y!.data, to, product, from, y!.shape);
  };
}
