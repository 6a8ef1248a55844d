// How the lines of several cells are told apart: by dashes, and besides by the colours of the theme.

export interface LineStyle {
  /** Name of a colour of the theme. */
  readonly token: string;
  /** Lengths of dashes and gaps in pixels; empty: drawn through. */
  readonly dash: readonly number[];
}

/** The first is the cell that the graph has. */
export const LINE_STYLES: readonly LineStyle[] = [
  { token: "ink", dash: [] },
  { token: "value-positive", dash: [7, 3] },
  { token: "value-negative", dash: [2, 3] },
  { token: "gradient-positive", dash: [9, 3, 2, 3] },
  { token: "gradient-negative", dash: [12, 5] },
  { token: "norm-2", dash: [5, 2, 1, 2, 1, 2] },
];

/** So many can be told apart. */
export const MOST_LINES = LINE_STYLES.length;

export const lineStyle = (index: number): LineStyle => LINE_STYLES[index % MOST_LINES]!;
