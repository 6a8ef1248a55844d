// mathjs's parser, and nothing else of mathjs. It is imported here only, so that a page can load it when the first equation is met.
// Nothing that it makes is ever evaluated or compiled.

import type { MathNode } from "mathjs";
import { create, parseDependencies } from "mathjs/number";

export type { MathNode } from "mathjs";
export {
  isAccessorNode,
  isArrayNode,
  isAssignmentNode,
  isFunctionNode,
  isIndexNode,
  isOperatorNode,
  isParenthesisNode,
  isSymbolNode,
} from "mathjs/number";

let parser: ((text: string) => MathNode) | null = null;

function buildParser(): (text: string) => MathNode {
  if (!parseDependencies) throw new Error("mathjs has no parser");
  const { parse } = create(parseDependencies);
  return (text) => parse(text);
}

/** The tree of one expression; null where mathjs refuses it. */
export function parseSyntax(text: string): MathNode | null {
  parser ??= buildParser();
  try {
    return parser(text);
  } catch (error) {
    if (error instanceof SyntaxError || error instanceof RangeError) return null;
    throw error;
  }
}
