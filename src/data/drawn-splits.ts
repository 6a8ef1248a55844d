// Training and new examples of a task that is drawn: each split from a stream of its own, so that the size of one says nothing of the other.

import { type RandomStream, stream } from "../base/random.ts";
import { type AttributeReader, checkFieldSize, largestCount } from "./attributes.ts";
import type { DataSet, Split } from "./dataset.ts";

export interface DrawnTask {
  /** Of the generator: names the streams. */
  readonly id: string;
  /** Examples where the attributes `trainCount` and `testCount` say nothing. */
  readonly usual: { readonly train: number; readonly test: number };
  /** Numbers of one example in its largest field. */
  readonly each: number;
  readonly draw: (count: number, random: RandomStream) => Split;
}

/** Reads `trainCount` (at least 1) and `testCount`, and draws so many. Throws a located Problem for counts that no field can hold. */
export function drawnSplits(reader: AttributeReader, seed: number, { id, usual, each, draw }: DrawnTask): Pick<DataSet, "train" | "test"> {
  const split = (name: "train" | "test", minimum: number): Split => {
    const attribute = `${name}Count`;
    const count = reader.integer(attribute, { fallback: usual[name], minimum, maximum: largestCount });
    checkFieldSize(reader, attribute, count, each);
    return draw(count, stream(seed, `${id}/${name}`));
  };
  return { train: split("train", 1), test: split("test", 0) };
}
