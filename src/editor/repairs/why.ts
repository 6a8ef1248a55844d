// Why a wire does not fit, in a sentence about what the node does: the refusal itself only says what was found.

import type { ProblemData } from "../../base/errors.ts";
import type { NodeType } from "../../graph/node-type.ts";

const BY_CODE: Readonly<Record<string, string>> = {
  "cycle-without-delay":
    "Without a delay every value on the cycle would wait for itself. A step can only read what the step before has left, and z⁻¹ is how it reads it.",
  "changing-initial":
    "The value before the first step is one value; what comes along this wire is another one at each step, so one of its steps must be chosen.",
  "mixed-directions": "A cycle is computed step by step in one direction; one that reads both neighbours would wait for itself.",
  "recursive-cell": "A cell that contains itself would never end; a value of the step before comes through a delay.",
};

function byType({ role, category, title }: NodeType): string | null {
  const name = title.charAt(0).toUpperCase() + title.slice(1);
  if (role === "loss" || role === "metric") {
    return `${name} compares each prediction with a target of its own, so both need the same number of features. A layer W·x + b turns any number of features into that many.`;
  }
  if (role === "optimizer") return "Training lowers one number; what has several must first be summed or averaged.";
  if (role === "delay") return "A delay hands on what it gets one step later, so its initial value and what it delays have the same size.";
  if (category === "linear") return "A weight matrix has one column for each feature that it reads, and one row for each that it gives.";
  return category === "operations" ? `${name} works component by component, so its operands need the same size.` : null;
}

/** null where nothing more is to be said. `type` is that of the node at the end of the wire. */
export const whyNot = ({ code }: ProblemData, type: NodeType | undefined): string | null =>
  BY_CODE[code] ?? (code === "shape-mismatch" && type ? byType(type) : null);
