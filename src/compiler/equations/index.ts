// The equation notation: text to document, document to text, a statement to TeX. See docs/equations.md.

export type { ShapeLookup } from "./gather.ts";
export { layoutGraph } from "./layout.ts";
export { type ParseOptions, parseEquations } from "./parse.ts";
export { type PrintOptions, printEquations } from "./print.ts";
export { texOf } from "./tex.ts";
