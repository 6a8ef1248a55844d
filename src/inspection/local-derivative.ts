// The local derivative of a node in symbols, ∂f/∂a = f ⊙ (1 − f), and its numbers at a step.

import type { MathNode } from "mathjs";
import { isFunctionNode, isSymbolNode } from "mathjs/number";
import type { FlatEndpoint } from "../compiler/flatten.ts";
import { type Letter, later, selfLetter, texOfLetter } from "./chain-rule-names.ts";
import type { Seen } from "./chain-rule-seen.ts";
import { type Component, componentOf, KEPT, type Leaf, leafNumbers, originOf } from "./local-derivative-component.ts";
import { compiled, type LetterAt } from "./local-derivative-evaluate.ts";
import { lettersIn, numberIn } from "./local-derivative-mathjs.ts";
import { differentiated, named } from "./local-derivative-symbols.ts";
import { texOfTree } from "./local-derivative-tex.ts";

/** A derivative of one component by another, the same for all components. */
export interface Slope {
  readonly tree: MathNode;
  readonly leaves: readonly Leaf[];
  readonly units: number;
}

const SELF = "self";

/** Where the whole expression stands in its own derivative, the result's letter does: f · (1 − f), not σ(a) · (1 − σ(a)). */
function slopeBy(seen: Seen, at: FlatEndpoint, { tree, leaves }: Component, symbol: string): Slope {
  const slope = differentiated(tree, symbol);
  const short = isFunctionNode(tree) ? named(slope, tree, SELF) : slope;
  const self: Leaf = { symbol: SELF, at, letter: selfLetter(seen, at) };
  const units = seen.value(at)?.shape.reduce((product, size) => product * size, 1) ?? 0;
  return { tree: short, leaves: [...leaves, self], units };
}

/** ∂(first output)/∂(what arrives at `port`), all else held still; null where it is not taken component by component. */
export function slopeByPort(seen: Seen, at: FlatEndpoint, port: string): Slope | null {
  const component = componentOf(seen, at.path, port);
  return component && slopeBy(seen, at, component, KEPT);
}

/** null where a letter has no numbers. */
export function slopeNumbers(seen: Seen, { tree, leaves, units }: Slope, step: number): Float64Array | null {
  const letters = new Map<string, LetterAt>();
  for (const leaf of leaves) {
    const numbers = leafNumbers(seen, leaf, step, units);
    if (numbers) letters.set(leaf.symbol, numbers);
  }
  const at = compiled(tree, letters);
  return at && Float64Array.from({ length: units }, (_, component) => at(component));
}

/** @param shift steps from the one that is looked at; null leaves all steps out */
export function slopeTex({ tree, leaves }: Slope, shift: number | null): string {
  const letters = new Map(leaves.map(({ symbol, letter }) => [symbol, letter]));
  return texOfTree(tree, (symbol) => texOfLetter(shown(letters.get(symbol) ?? { name: symbol, shift: null }, shift)));
}

const shown = (letter: Letter, shift: number | null): Letter => (shift === null ? { ...letter, shift: null } : later(letter, shift));

export const isOne = ({ tree }: Slope): boolean => numberIn(tree) === 1;

/** A single letter or number: short enough to stand in a row. */
export const isSimple = ({ tree }: Slope): boolean => isSymbolNode(tree) || numberIn(tree) !== null;

export interface LocalDerivative {
  /** `\partial f/\partial a = f \odot (1 - f)`. */
  readonly tex: string;
  readonly slope: Slope;
}

/** Letters of the expression that no wire brings, such as what a gate's function is applied to. */
function innerLetters(seen: Seen, at: FlatEndpoint, { tree, leaves }: Component): Leaf[] {
  const taken = new Set(leaves.map(({ symbol }) => symbol));
  const names = [...lettersIn(tree)].filter((name) => !taken.has(name));
  return names.map((symbol) => ({ symbol, at, letter: { name: symbol, shift: selfLetter(seen, at).shift } }));
}

const samePlace = (a: FlatEndpoint, b: FlatEndpoint): boolean => a.path === b.path && a.port === b.port;

/** Its own past first: that is the line the gradient comes back along. Then what changes over time, then the rest. */
function ordered(seen: Seen, at: FlatEndpoint, leaves: readonly Leaf[]): readonly Leaf[] {
  const rank = (leaf: Leaf) => (samePlace(originOf(seen, leaf), at) ? 0 : leaf.letter.shift !== null ? 1 : 2);
  return [...leaves].sort((a, b) => rank(a) - rank(b));
}

/** By every value that the node reads; none where it is not computed component by component. */
export function localDerivatives(seen: Seen, at: FlatEndpoint): readonly LocalDerivative[] {
  const isOutput = seen.nodes.get(at.path)?.outputs.some(({ id }) => id === at.port);
  const component = isOutput ? componentOf(seen, at.path) : null;
  if (!component) return [];
  const inner = innerLetters(seen, at, component);
  const variables = [...inner, ...ordered(seen, at, component.leaves)];
  const self = selfLetter(seen, at);
  // steps are written only where they differ
  const shift = variables.some(({ letter }) => letter.shift !== null && letter.shift !== 0) ? 0 : null;
  return variables.map(({ symbol, letter }) => {
    const slope = slopeBy(seen, at, component, symbol);
    const left = `\\partial ${texOfLetter(shown(self, shift))}/\\partial ${texOfLetter(shown(letter, shift))}`;
    return { tex: `${left} = ${slopeTex({ ...slope, leaves: [...slope.leaves, ...inner] }, shift)}`, slope };
  });
}
