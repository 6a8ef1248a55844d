// Operators: which node type each sign makes, read from the registry's notations.

import type { PortId } from "../../graph/document.ts";
import type { NodeType, Registry } from "../../graph/node-type.ts";
import type { Operator } from "./expression.ts";
import { notationsOf } from "./signature.ts";

export interface OperatorTable {
  readonly infix: ReadonlyMap<Operator, { readonly type: NodeType; readonly operands: readonly [PortId, PortId] }>;
  readonly prefix: { readonly type: NodeType; readonly operand: PortId } | undefined;
  readonly postfix: { readonly type: NodeType; readonly operand: PortId } | undefined;
}

export function operatorTable(registry: Registry): OperatorTable {
  const infix = new Map<Operator, { type: NodeType; operands: readonly [PortId, PortId] }>();
  let prefix: OperatorTable["prefix"];
  let postfix: OperatorTable["postfix"];
  for (const type of registry.values()) {
    for (const notation of notationsOf(type)) {
      if (notation.kind === "infix") infix.set(notation.operator, { type, operands: notation.operands });
      if (notation.kind === "prefix") prefix = { type, operand: notation.operand };
      if (notation.kind === "postfix") postfix = { type, operand: notation.operand };
    }
  }
  return { infix, prefix, postfix };
}
