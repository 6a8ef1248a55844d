// What a driver asks of a model: a function of one vector that holds all parameters, with its derivatives.

/** The function and its gradient at one point. */
export interface Point {
  readonly value: number;
  /** [n] */
  readonly gradient: Float64Array;
}

/** E(w) for w of n numbers. Vectors that are handed in are never changed; those given back belong to the caller. */
export interface Objective {
  /** n */
  readonly size: number;
  value(w: Float64Array): number;
  valueAndGradient(w: Float64Array): Point;
  /** ∂²E/∂w², n × n row by row. */
  hessian(w: Float64Array): Float64Array;
  /** ∂e/∂w where E = ½ Σ e²: a row of n numbers for each residual. */
  jacobian(w: Float64Array): Float64Array;
}
