// What the shapes of image, kernel [filters, channels, rows, columns], bias and result of a convolution say about each other.

import type { Shape } from "../../src/engine/tape.ts";
import type { ShapeView } from "../../src/graph/node-type.ts";
import { numberOf, optionalNumberOf, textOf } from "../define/attributes.ts";
import { expectInput, nameShape, predicate } from "../rules/describe.ts";
import { type Extent, type ImageShape, imageAt, imageOut, nameExtent } from "./image.ts";
import { type Padding, placesAlong } from "./sliding.ts";

/** Most used since Simonyan and Zisserman 2015; taken where nothing says the size. */
const USUAL_KERNEL: Extent = [3, 3];

interface Known {
  readonly image: ImageShape | undefined;
  readonly kernel: Shape | undefined;
  readonly result: ImageShape | undefined;
  readonly stride: number;
  readonly padding: Padding;
}

function kernelAt(view: ShapeView): Shape | undefined {
  const shape = view.input("K");
  const expected = "a kernel [filters, channels, rows, columns]";
  if (shape && shape.length !== 4) {
    view.fail({
      port: "K",
      what: `kernel K ${predicate(shape)}, expected ${expected}`,
      got: nameShape(shape),
      expected,
      remedy: "give it four sizes, for example parameter(6, 1, 5, 5)",
    });
  }
  return shape;
}

const read = (view: ShapeView): Known => ({
  image: imageAt(view, "x"),
  kernel: kernelAt(view),
  result: imageOut(view),
  stride: numberOf(view.attributes, "stride"),
  padding: textOf(view.attributes, "padding") === "same" ? "same" : "valid",
});

function sameChannels(view: ShapeView, { image, kernel }: Known): void {
  if (!image || !kernel || image[0] === kernel[1]) return;
  view.fail({
    port: "x",
    what: `input x has ${image[0]} channels, kernel K expects ${kernel[1]}`,
    got: `${image[0]} channels`,
    expected: `${kernel[1]} channels`,
    remedy: "the second size of the kernel is the number of channels that come in",
  });
}

const filtersOf = (view: ShapeView, { kernel, result }: Known): number | undefined =>
  optionalNumberOf(view.attributes, "filters") ?? kernel?.[0] ?? result?.[0] ?? view.input("b")?.[0];

/** Without padding and step by step, the result is smaller than the image by the kernel's size less one. */
function betweenImages({ image, result, stride, padding }: Known): Extent | undefined {
  if (!image || !result || stride !== 1 || padding === "same") return undefined;
  const [rows, columns] = [image[1] - result[1] + 1, image[2] - result[2] + 1];
  return rows > 0 && columns > 0 ? [rows, columns] : undefined;
}

function kernelExtent(view: ShapeView, known: Known): Extent | undefined {
  const size = optionalNumberOf(view.attributes, "kernelSize");
  if (size !== null) return [size, size];
  if (known.kernel) return [known.kernel[2]!, known.kernel[3]!];
  return betweenImages(known) ?? (view.guessing ? USUAL_KERNEL : undefined);
}

function mustFit(view: ShapeView, [, rows, columns]: ImageShape, extent: Extent): void {
  if (extent[0] <= rows && extent[1] <= columns) return;
  view.fail({
    port: "x",
    what: `input x has ${nameExtent([rows, columns])} rows and columns, a kernel of ${nameExtent(extent)} does not fit`,
    got: `${nameExtent([rows, columns])} rows and columns`,
    expected: `at least ${nameExtent(extent)}`,
    remedy: 'choose a smaller kernel or padding "same"',
  });
}

/** The image before a convolution with stride 1 follows from the one after it; with longer strides several fit. */
function imageBefore({ result, stride, padding }: Known, channels: number, [rows, columns]: Extent): Shape | undefined {
  if (!result || stride !== 1) return undefined;
  return padding === "same" ? [channels, result[1], result[2]] : [channels, result[1] + rows - 1, result[2] + columns - 1];
}

export function convolutionRule(view: ShapeView): void {
  const known = read(view);
  sameChannels(view, known);
  const filters = filtersOf(view, known);
  const channels = known.image?.[0] ?? known.kernel?.[1];
  const extent = kernelExtent(view, known);
  if (filters !== undefined && channels !== undefined && extent) expectInput(view, "K", [filters, channels, ...extent], "the convolution");
  if (filters !== undefined && view.ports.includes("b")) expectInput(view, "b", [filters], "the convolution");
  if (!extent) return;
  const { image, stride, padding } = known;
  if (image) {
    if (padding === "valid") mustFit(view, image, extent);
    const [rows, columns] = [placesAlong(image[1], extent[0], stride, padding), placesAlong(image[2], extent[1], stride, padding)];
    if (filters !== undefined) view.setOutput([filters, rows, columns]);
  } else if (channels !== undefined) view.setInput("x", imageBefore(known, channels, extent));
}
