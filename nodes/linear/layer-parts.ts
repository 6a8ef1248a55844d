// Attributes and trained parts that affine and gate have in common.

import type { AttributeSpec, PortSpec } from "../../src/graph/node-type.ts";

export const unitsAttribute: AttributeSpec = {
  id: "units",
  title: "Units",
  summary: "Components of the result; where it is left open, as many as what the result is wired to needs.",
  kind: "number",
  default: null,
  minimum: 1,
  integer: true,
};

export const biasAttribute: AttributeSpec = {
  id: "bias",
  title: "Bias",
  summary: "Adds a trained column b.",
  kind: "boolean",
  default: true,
};

export const weightPort: PortSpec = {
  id: "W",
  summary: "Weight, units × features; a wire shares one.",
  parameter: { initializer: "auto" },
};

export const biasPort = (initializer: string): PortSpec => ({
  id: "b",
  summary: "Bias, one component a unit; a wire shares one.",
  parameter: { initializer },
});
