// The glyph of a node type, small enough for the place it stands in.

import { Tex } from "../../math/tex.tsx";

/** Commands that print their own name. */
const WORDS = /\\(tanh|exp|log|sin|cos|max|min)(?![a-zA-Z])/g;

function letters(tex: string): number {
  const plain = tex.replace(/\\[a-zA-Z]+/g, "x").replace(/[{}\s,;!:\\]/g, "");
  const capitals = plain.replace(/[^A-Z]/g, "").length;
  return plain.length + 0.4 * capitals;
}

/** Width on paper in letters, roughly; indices are smaller. */
export function printedWidth(tex: string): number {
  const plain = tex.replace(/\\(operatorname|mathrm|mathit|mathbf|text|phantom)\b/g, "").replace(WORDS, "$1");
  const indices = [...plain.matchAll(/[_^](\{[^}]*\}|\\?[a-zA-Z0-9])/g)].map(([, index = ""]) => letters(index));
  const base = letters(plain.replace(/[_^](\{[^}]*\}|\\?[a-zA-Z0-9])/g, ""));
  return base + 0.7 * indices.reduce((sum, count) => sum + count, 0);
}

/** Of the surrounding type. Long words get less air than short ones. */
function scaleOf(width: number): number {
  if (width <= 3) return 1;
  return width <= 5 ? 3 / width : 3.5 / width;
}

export const Glyph = ({ tex }: { readonly tex: string }) => <Tex tex={tex} size={scaleOf(printedWidth(tex))} />;
