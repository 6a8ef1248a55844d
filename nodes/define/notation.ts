// Short ways to say how the equation notation writes a node.

import type { Notation } from "../../src/graph/node-type.ts";

export type Call = Extract<Notation, { kind: "call" }>;
type Infix = Extract<Notation, { kind: "infix" }>;

export const call = (name: string, operands: Call["operands"], rest: Partial<Call> = {}): Call => ({
  ...rest,
  kind: "call",
  name,
  operands,
});
export const infix = (operator: Infix["operator"]): Infix => ({ kind: "infix", operator, operands: ["a", "b"] });
export const special: Notation = { kind: "special" };
