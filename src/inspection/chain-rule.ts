// The chain rule at one value and one step, one vector a row: a product (∂L/∂C ⊙ C⁻ = ∂L/∂f) where a single wire leads through known
// slopes to a value with a name, else a sum over the wires. The rows always combine to the value's own gradient.

import type { FlatEndpoint } from "../compiler/flatten.ts";
import { isUnnamed, type Letter, later, letterOf, selfLetter, texOfLetter, wordsOfLetter } from "./chain-rule-names.ts";
import { type Factor, liveWires, type Way, wayOf } from "./chain-rule-paths.ts";
import { atStep, type Seen } from "./chain-rule-seen.ts";
import { isOne, isSimple, slopeNumbers, slopeTex } from "./local-derivative.ts";

export interface ChainRow {
  readonly sign: "" | "+" | "⊙" | "=";
  /** `\partial L/\partial C_{t}`, without the sign. */
  readonly tex: string;
  /** The same for those who listen. */
  readonly words: string;
  /** Whether the numbers are a gradient or a value: they are drawn on different scales. */
  readonly kind: "gradient" | "value";
  numbersAt(step: number): Float64Array;
}

export interface ChainRule {
  readonly form: "product" | "sum";
  readonly rows: readonly ChainRow[];
}

const MOST_WIRES = 8;

const gradientTex = (letter: Letter): string => `\\partial L/\\partial ${texOfLetter(letter)}`;
const gradientWords = (letter: Letter): string => `gradient by ${wordsOfLetter(letter)}`;

function gradientAt(seen: Seen, at: FlatEndpoint, step: number): Float64Array {
  const value = seen.value(at);
  return value?.gradient ? atStep(value.gradient, value, step) : new Float64Array(0);
}

function resultRow(seen: Seen, at: FlatEndpoint): ChainRow {
  const letter = selfLetter(seen, at);
  return {
    sign: "=",
    tex: gradientTex(letter),
    words: gradientWords(letter),
    kind: "gradient",
    numbersAt: (step) => gradientAt(seen, at, step),
  };
}

function targetRow(seen: Seen, { target, shift }: Way): ChainRow {
  const letter = later(selfLetter(seen, target), shift);
  return {
    sign: "",
    tex: gradientTex(letter),
    words: gradientWords(letter),
    kind: "gradient",
    numbersAt: (step) => gradientAt(seen, target, step + shift),
  };
}

function factorRow(seen: Seen, { slope, shift }: Factor): ChainRow {
  const tex = slopeTex(slope, shift);
  const leaf = slope.leaves.find(({ symbol }) => slope.tree.toString() === symbol);
  const words = leaf ? wordsOfLetter(later(leaf.letter, shift)) : "the local derivative";
  const numbersAt = (step: number) => slopeNumbers(seen, slope, step + shift) ?? new Float64Array(slope.units);
  return { sign: "⊙", tex, words, kind: "value", numbersAt };
}

/** Whether the rows can be multiplied out: all in one graph, every slope with numbers, and the target's gradient there. */
function isProduct(seen: Seen, at: FlatEndpoint, way: Way): way is Way & { readonly factors: readonly Factor[] } {
  const usable = ({ slope, shift }: Factor) => slopeNumbers(seen, slope, shift) !== null;
  const isBeside = seen.nodes.get(at.path)?.prefix === seen.nodes.get(way.target.path)?.prefix;
  return isBeside && way.factors?.every(usable) === true && seen.value(way.target)?.gradient != null;
}

/** How the far end is called from where the value lies: a cell seen from outside by its own name. */
function targetLetter(seen: Seen, at: FlatEndpoint, { target, shift }: Way): Letter | null {
  const node = seen.nodes.get(target.path);
  const prefix = seen.nodes.get(at.path)?.prefix ?? "";
  if (!node || isUnnamed(node)) return null;
  const timed = seen.value(at)?.time === true;
  const letter = timed ? later(letterOf(seen, target), shift) : { ...letterOf(seen, target), shift: null };
  if (node.prefix === prefix || !node.path.startsWith(prefix)) return letter;
  return { ...letter, name: node.path.slice(prefix.length).split(".")[0]! };
}

/** What comes back through a wire. Into a recurrence a value that is the same at all steps is wired anew at each: those add up. */
function wireNumbers(seen: Seen, at: FlatEndpoint, { wire }: Way, step: number): Float64Array {
  if (seen.value(at)?.time !== false || !wire.time) return atStep(wire.gradient, wire, step);
  const units = wire.shape.reduce((product, size) => product * size, 1);
  const steps = Array.from({ length: units > 0 ? wire.gradient.length / units : 0 }, (_, t) => atStep(wire.gradient, wire, t));
  return added(steps);
}

/** Where a sum's row comes from, as shortly as it can be said. */
function sourceOf(seen: Seen, at: FlatEndpoint, way: Way): Pick<ChainRow, "tex" | "words"> {
  const factors = way.factors?.filter(({ slope }) => !isOne(slope)) ?? null;
  const letter = targetLetter(seen, at, way);
  if (letter && way.shift !== 0 && factors?.length === 1 && isSimple(factors[0]!.slope)) {
    const [{ slope, shift }] = factors as [Factor];
    return { tex: `${gradientTex(letter)} \\odot ${slopeTex(slope, shift)}`, words: `${gradientWords(letter)}, times its slope` };
  }
  if (letter) return { tex: `\\text{from } ${texOfLetter(letter)}`, words: `what comes from ${wordsOfLetter(letter)}` };
  if (way.shift === 0) return unnamedSource(seen, way);
  const own = later(selfLetter(seen, at), way.shift);
  return { tex: `\\text{from } ${texOfLetter(own)}`, words: `what comes from ${wordsOfLetter(own)}` };
}

function unnamedSource(seen: Seen, { target }: Way): Pick<ChainRow, "tex" | "words"> {
  const type = seen.nodes.get(target.path)?.type;
  return { tex: `\\text{from } ${type?.glyph ?? "?"}`, words: `what comes from the ${type?.title ?? "node"}` };
}

function added(vectors: readonly Float64Array[]): Float64Array {
  const sum = Float64Array.from(vectors[0] ?? []);
  for (const vector of vectors.slice(1)) for (let k = 0; k < sum.length; k++) sum[k]! += vector[k]!;
  return sum;
}

function wireRow(seen: Seen, at: FlatEndpoint, way: Way, index: number): ChainRow {
  return {
    sign: index === 0 ? "" : "+",
    ...sourceOf(seen, at, way),
    kind: "gradient",
    numbersAt: (step) => wireNumbers(seen, at, way, step),
  };
}

/** The wires beyond those that have a row of their own. */
function restRow(seen: Seen, at: FlatEndpoint, ways: readonly Way[]): ChainRow {
  const said = `${ways.length} further wires`;
  const numbersAt = (step: number) => added(ways.map((way) => wireNumbers(seen, at, way, step)));
  return { sign: "+", tex: `\\text{${said}}`, words: said, kind: "gradient", numbersAt };
}

/** null where no wire leaves the value, or nothing is differentiated. */
export function chainRule(seen: Seen, at: FlatEndpoint): ChainRule | null {
  if (!seen.value(at)?.gradient) return null;
  const ways = liveWires(seen, at).map((wire) => wayOf(seen, at, wire));
  const [only, another] = ways;
  if (!only) return null;
  if (!another && isProduct(seen, at, only)) {
    const factors = only.factors.filter(({ slope }) => !isOne(slope)).map((factor) => factorRow(seen, factor));
    return { form: "product", rows: [targetRow(seen, only), ...factors, resultRow(seen, at)] };
  }
  const shown = ways.length > MOST_WIRES ? ways.slice(0, MOST_WIRES - 1) : ways;
  const rest = ways.slice(shown.length);
  const rows = shown.map((way, index) => wireRow(seen, at, way, index));
  return { form: "sum", rows: [...rows, ...(rest.length > 0 ? [restRow(seen, at, rest)] : []), resultRow(seen, at)] };
}

const joints: Readonly<Record<ChainRow["sign"], string>> = { "": "", "+": " plus ", "⊙": " times ", "=": " is " };

/** `The gradient by f is the gradient by C times C one step earlier.` */
export function chainSentence({ rows }: ChainRule): string {
  const result = rows.at(-1)!;
  const parts = rows.slice(0, -1).map(({ sign, words }) => `${joints[sign]}${words.replace(/^gradient/, "the gradient")}`);
  return `The ${result.words} is ${parts.join("")}.`;
}
