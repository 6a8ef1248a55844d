// Which symbols are looked at together with one: those that depend on its line, then those that the graph remembers as well.

import type { LineIndex } from "../../compiler/equations/merge-lines.ts";
import type { NodeId } from "../../graph/document.ts";
import { linesOf, nameOf } from "./lines.ts";

export interface Related {
  /** On the left of the line. */
  readonly name: string;
  readonly node: NodeId;
}

interface Statement {
  readonly name: string;
  readonly right: string;
}

const WORD = /[\p{L}_][\p{L}\p{N}_]*/gu;
const REMEMBERED = /([\p{L}_][\p{L}\p{N}_]*)\[t\s*[-+]\s*\d+\]/gu;

function statements(text: string): Statement[] {
  return linesOf(text).flatMap((line) => {
    const name = nameOf(line);
    return name === null ? [] : [{ name, right: line.slice(line.indexOf("=") + 1) }];
  });
}

const reads = ({ right }: Statement, name: string): boolean => right.match(WORD)?.includes(name) ?? false;

/** The node itself first, whatever it is called in the text. */
export function relatedTo(node: NodeId, text: string, { linesOf: ownLines, nodeOf }: LineIndex): readonly Related[] {
  const all = statements(text);
  const own = new Set(ownLines.get(node) ?? [node]);
  const dependent = all.filter((each) => [...own].some((name) => reads(each, name))).map(({ name }) => name);
  const remembered = all.flatMap(({ right }) => [...right.matchAll(REMEMBERED)].map(([, name = ""]) => name));
  const others = [...new Set([...dependent, ...remembered])].filter((name) => !own.has(name));
  const found = others.flatMap((name) => {
    const at = nodeOf.get(name);
    return at === undefined || at === node ? [] : [{ name, node: at }];
  });
  return [{ name: node, node }, ...found];
}
