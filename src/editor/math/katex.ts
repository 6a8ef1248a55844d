// KaTeX with its fonts, in a chunk of its own: loaded when the first formula is drawn.

import katex from "katex";
import "katex/dist/katex.min.css";

/** Formulas come from documents of strangers: no macros that reach outside, no long loops. */
const SAFE = { trust: false, throwOnError: false, strict: "ignore", maxSize: 20, maxExpand: 200 } as const;
const LONGEST = 2000;

/** HTML of a formula. `spoken` adds MathML for screen readers; glyphs have a name elsewhere and go without. */
export function renderTex(tex: string, options: { readonly display: boolean; readonly spoken: boolean }): string {
  return katex.renderToString(tex.slice(0, LONGEST), {
    ...SAFE,
    displayMode: options.display,
    output: options.spoken ? "htmlAndMathml" : "html",
  });
}
