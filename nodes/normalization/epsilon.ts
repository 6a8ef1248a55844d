// What the normalisations add to a variance.

import type { AttributeSpec } from "../../src/graph/node-type.ts";

export const epsilon: AttributeSpec = {
  id: "epsilon",
  title: "Epsilon",
  summary: "Added to the variance, so that equal components do not divide by 0.",
  kind: "number",
  default: 1e-5,
  minimum: 0,
};
