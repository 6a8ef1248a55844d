// Images are [channels, rows, columns]. How shape rules read them, and how they say that something is none.

import type { Shape } from "../../src/engine/tape.ts";
import type { PortId } from "../../src/graph/document.ts";
import type { ShapeView } from "../../src/graph/node-type.ts";
import { nameShape, predicate } from "../rules/describe.ts";

/** [channels, rows, columns] */
export type ImageShape = readonly [number, number, number];
/** Rows and columns. */
export type Extent = readonly [number, number];

const IMAGE = "an image [channels, rows, columns]";

const asImage = (shape: Shape | undefined): ImageShape | undefined => (shape?.length === 3 ? [shape[0]!, shape[1]!, shape[2]!] : undefined);

/** Sizes under which the same components are an image: 784 of a column are most likely 28 × 28. */
function imageSizes(shape: Shape): string {
  if (shape.length === 2) return `1, ${shape[0]}, ${shape[1]}`;
  const side = Math.sqrt(shape[0] ?? 1);
  return shape.length === 1 && Number.isInteger(side) ? `1, ${side}, ${side}` : "channels, rows, columns";
}

/** The image at an input; fails where something with other axes is there. */
export function imageAt(view: ShapeView, port: PortId): ImageShape | undefined {
  const shape = view.input(port);
  if (shape && shape.length !== 3) {
    view.fail({
      port,
      what: `input ${port} ${predicate(shape)}, expected ${IMAGE}`,
      got: nameShape(shape),
      expected: IMAGE,
      remedy: `images are [channels, rows, columns]: put reshape before it, reshape(${port}, ${imageSizes(shape)})`,
    });
  }
  return asImage(shape);
}

/** The image that comes out, where that is known already; who wants other axes of it is told when they are stated. */
export const imageOut = (view: ShapeView): ImageShape | undefined => asImage(view.output());

/** `5 × 5` */
export const nameExtent = ([rows, columns]: Extent): string => `${rows} × ${columns}`;
