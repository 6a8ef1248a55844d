// Sums with matrix products among their terms: the other terms are where a product begins to add up, and each further product adds to
// the one before. A product whose only reader is an addition therefore waits for it.

import type { EquationOf, Value } from "../../../tape.ts";
import type { FrameBuilder } from "./frame-builder.ts";
import { addProduct, isMatrixProduct } from "./products.ts";
import type { Uses } from "./uses.ts";

/** A sum that nothing has been computed of yet. */
export interface Waiting {
  readonly products: readonly EquationOf<"contract">[];
  readonly others: readonly Value[];
}

export class Sums {
  private readonly waiting = new Map<Value, Waiting>();

  constructor(
    private readonly builder: FrameBuilder,
    private readonly uses: Uses,
  ) {}

  /** True where the product waits for the addition that reads it. */
  contract(equation: EquationOf<"contract">): boolean {
    const [output] = equation.outputs as readonly [Value];
    if (!this.isTerm(output) || !isMatrixProduct(equation)) return false;
    this.waiting.set(output, { products: [equation], others: [] });
    return true;
  }

  /** True where the addition was taken care of. */
  add({ inputs, outputs }: EquationOf<"add">): boolean {
    const parts = inputs.map((input) => this.waiting.get(input) ?? { products: [], others: [input] });
    const sum = { products: parts.flatMap(({ products }) => products), others: parts.flatMap(({ others }) => others) };
    if (sum.products.length === 0) return false;
    const [output] = outputs as readonly [Value];
    if (this.isTerm(output)) this.waiting.set(output, sum);
    else this.write(output, sum);
    return true;
  }

  private isTerm(value: Value): boolean {
    return this.uses.onlyReader(value)?.primitive === "add";
  }

  private write(output: Value, { products, others }: Waiting): void {
    const { builder } = this;
    const [first, ...more] = products as readonly [EquationOf<"contract">, ...EquationOf<"contract">[]];
    const rest = others.length === 0 ? null : others.reduce((a, b) => this.plus(a, b));
    if (rest === null) addProduct(builder, first, builder.fresh(output), "zero");
    // what is not stored yet is stored where the sum will be
    else if (this.isUnstored(rest, others.length > 1)) {
      const place = builder.fresh(output);
      builder.copyValue(rest, place);
      addProduct(builder, first, place, "there");
    } else {
      const begins = builder.located(rest);
      addProduct(builder, first, builder.fresh(output), begins);
    }
    for (const product of more) addProduct(builder, product, builder.located(output), "there");
  }

  private plus(a: Value, b: Value): Value {
    const sum: Value = { shape: a.shape, origin: null, name: null };
    this.builder.limits?.alike(sum, this.builder.limits.of(a) ? a : b);
    this.builder.compute(sum, "add", [a, b]);
    return sum;
  }

  /** Nobody else reads it, under this name or another. */
  private isUnstored(value: Value, own: boolean): boolean {
    const known = this.builder.known.get(value)!;
    if (known.kind !== "computed") return known.kind === "number";
    return !known.instruction.stored && known.of === value && (own || this.uses.onlyReader(value) !== null);
  }
}
