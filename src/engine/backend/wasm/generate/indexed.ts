// gather and scatterAdd as functions: a row is copied, or added, for each index.

import { Code } from "../emit/code.ts";
import type { ValueType } from "../emit/opcodes.ts";
import type { IndexedItem } from "../plan/items.ts";
import { type Layout, loop, pushAddress, WIDTH } from "./function-writer.ts";

class IndexedWriter {
  readonly code: Code;
  private readonly x: number;
  private readonly index: number;
  private readonly out: number;

  constructor(
    private readonly item: IndexedItem,
    parameters: readonly ValueType[],
    private readonly layout: Layout,
  ) {
    this.code = new Code(parameters);
    [this.x, this.index, this.out] = [this.code.local("i32"), this.code.local("i32"), this.code.local("i32")];
  }

  write(): Code {
    const { code, item, layout } = this;
    if (item.direction === "scatter") code.zero(() => pushAddress(code, layout, item.out), item.size * WIDTH);
    for (const [local, location] of [
      [this.x, item.x],
      [this.index, item.index],
      [this.out, item.out],
    ] as const) {
      pushAddress(code, layout, location);
      code.set(local);
    }
    const lead = code.local("i32");
    loop(code, item.count, item.limit, () => {
      code.i32(0).set(lead);
      this.code.times(item.lead, () => {
        this.row(lead);
        code.advance(lead, 1);
      });
    });
    return code;
  }

  /** From the row that an index names to the next row of the result, or the other way. */
  private row(lead: number): void {
    const { code, item } = this;
    const [from, to] = [code.local("i32"), code.local("i32")];
    const named = item.direction === "gather" ? this.x : this.out;
    const next = item.direction === "gather" ? this.out : this.x;
    code.get(this.index).memory("f32.load", 0).op("i32.trunc_sat_f32_s");
    code.i32(item.lead).op("i32.mul").get(lead).op("i32.add");
    code
      .i32(item.rest * WIDTH)
      .op("i32.mul")
      .get(named)
      .op("i32.add");
    code.set(item.direction === "gather" ? from : to);
    code.get(next).set(item.direction === "gather" ? to : from);
    this.code.times(item.rest, () => {
      this.element(from, to);
      code.advance(from, WIDTH).advance(to, WIDTH);
    });
    code.advance(this.index, WIDTH).advance(next, item.rest * WIDTH);
    code.release("i32", from, to);
  }

  private element(from: number, to: number): void {
    const { code, item } = this;
    code.get(to);
    if (item.direction === "scatter") code.get(to).memory("f32.load", 0);
    code.get(from).memory("f32.load", 0);
    if (item.direction === "scatter") code.op("f32.add");
    code.memory("f32.store", 0);
  }
}

export const writeIndexed = (item: IndexedItem, parameters: readonly ValueType[], layout: Layout): Code =>
  new IndexedWriter(item, parameters, layout).write();
