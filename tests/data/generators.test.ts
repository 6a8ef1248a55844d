// What holds of every data set: defaults that work, the same bits from the same seed, fields and names that fit each other.
import { createHash } from "node:crypto";
import { describe, expect, it } from "vitest";
import type { Split } from "../../src/data/dataset.ts";
import { generators } from "../../src/data/index.ts";

/** The same for the same bits in every field. */
function digest({ fields, lengths, labels, count }: Split): string {
  const hash = createHash("sha256").update(JSON.stringify([count, lengths && [...lengths], labels]));
  for (const [name, { tensor, time }] of Object.entries(fields)) {
    hash
      .update(JSON.stringify([name, time, tensor.shape]))
      .update(new Uint8Array(tensor.data.buffer, tensor.data.byteOffset, tensor.data.byteLength));
  }
  return hash.digest("hex");
}

/** A table is nothing without its text. */
const { csv: _, ...complete } = generators;

describe.each(Object.entries(complete))("%s", (_, generator) => {
  const { train, test, symbols } = generator({}, 3);

  it("has examples to train on by default, and the same ones again for the same seed", () => {
    expect(train.count).toBeGreaterThan(0);
    const again = generator({}, 3);
    expect([digest(again.train), digest(again.test), again.symbols]).toEqual([digest(train), digest(test), symbols]);
  });

  it("has all examples in every field", () => {
    for (const split of [train, test]) {
      for (const { tensor, time } of Object.values(split.fields)) {
        expect(tensor.shape[time ? 1 : 0]).toBe(split.count);
        expect(tensor.data.length).toBe(tensor.shape.reduce((product, size) => product * size, 1));
      }
      expect(split.lengths?.length ?? split.count).toBe(split.count);
      expect(split.labels?.length ?? split.count).toBe(split.count);
    }
  });

  it("names the components of fields that it has, each of them", () => {
    for (const [field, names] of Object.entries(symbols ?? {})) {
      expect(train.fields[field]?.tensor.shape.at(-1), field).toBe(names.length);
      expect(new Set(names).size).toBe(names.length);
    }
  });

  it("refuses a seed that is no number", () => {
    expect(() => generator({}, Number.NaN)).toThrow("seed is NaN");
  });
});
