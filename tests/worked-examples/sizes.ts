// 002: how large the Hessian of a known net is. The nets' numbers of parameters are facts about Keras; those of VGG16 and VGG19, which
// are plain convolutions and dense layers, are counted from the nets as equations, the others enter as they stand.

import { tooManyParameters } from "../../src/training/drivers/limit.ts";
import { read } from "../compiler/equations/library.ts";
import { compiled } from "../compiler/run.ts";
import { type Check, check } from "./check.ts";
import { vgg } from "./vgg.ts";

const newton = { path: "update", type: { title: "Newton" } };

/** Entries that the refusal of a Newton step names, and the parameters that it counts. */
function refused(parameters: number): { entries: string; parameters: number } {
  const { message, got } = tooManyParameters(newton, "the Hessian", parameters)!;
  const plain = (text: string) => text.replaceAll(",", "");
  return { entries: plain(/has ([\d,]+) entries/.exec(message)![1]!), parameters: Number(plain(got!.replace(" parameters", ""))) };
}

const hessian = check<{ n: number }>(({ n }) => ({ n_squared: refused(n).entries }));

function parameterCount(equations: string): number {
  const image = { shape: [3, 224, 224], data: new Float64Array(3 * 224 * 224) };
  const { slots } = compiled(read(equations), new Map([["image", image]]));
  return slots.filter(({ kind }) => kind === "parameter").reduce((sum, { shape }) => sum + shape.reduce((a, b) => a * b, 1), 0);
}

const kerasTable = check<unknown, Readonly<Record<string, number | string>>>((_, table) => {
  const counts = Object.entries(table).filter((row): row is [string, number] => typeof row[1] === "number");
  const named = Object.fromEntries(counts.map(([name, count]) => [name, refused(count).parameters]));
  const [fewest] = counts.reduce((least, row) => (row[1] < least[1] ? row : least));
  return { ...named, VGG16: parameterCount(vgg([2, 2, 3, 3, 3])), VGG19: parameterCount(vgg([2, 2, 4, 4, 4])), fewest };
});

export const sizes: Readonly<Record<string, Check>> = {
  hessian_vgg16: hessian,
  hessian_mobilenetv2: hessian,
  keras_models_table: kerasTable,
};
