// Dense numbers with their axes, as data sets and fed values carry them.

/** Row-major; shape [] is one number. */
export interface Tensor {
  readonly shape: readonly number[];
  readonly data: Float64Array;
}
