// One component of a node's result as an expression over the values that it reads. Nodes that nobody named are written out in it, so
// that h = o ⊙ tanh(C) is one expression, as in the paper.

import type { MathNode } from "mathjs";
import { attempt } from "../base/errors.ts";
import type { FlatEndpoint, FlatNode } from "../compiler/flatten.ts";
import { behindDelays, isUnnamed, type Letter, letterOf } from "./chain-rule-names.ts";
import { atStep, placeKey, type Seen } from "./chain-rule-seen.ts";
import { isKnown, type LetterAt } from "./local-derivative-evaluate.ts";
import { filled, lettersIn, parse } from "./local-derivative-mathjs.ts";
import { writtenOut } from "./local-derivative-symbols.ts";

/** A letter of an expression and the value it stands for. */
export interface Leaf {
  /** As it is called in the tree. */
  readonly symbol: string;
  readonly at: FlatEndpoint;
  readonly letter: Letter;
}

export interface Component {
  readonly tree: MathNode;
  readonly leaves: readonly Leaf[];
}

/** The text of the type's own expression. */
function ownText({ type, attributes, inputs }: FlatNode, seen: Seen): string | null {
  if (typeof type.component !== "function") return type.component ?? null;
  const shape = (port: string) => {
    const source = inputs.get(port);
    return source && seen.value(source)?.shape;
  };
  const { component } = type;
  const text = attempt(() => component({ attributes, ports: [...inputs.keys()], shape }));
  return text.ok ? text.value : null;
}

/** A number that nobody named is written as a number. */
function bareNumber(node: FlatNode): number | null {
  const { value } = node.attributes;
  return node.type.role === "constant" && isUnnamed(node) && typeof value === "number" ? value : null;
}

/** A person may have typed it: what cannot be read has no derivative, and Problems say why. */
function parsed(text: string): MathNode | null {
  try {
    return parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}

const MOST_LEVELS = 6;

class Writer {
  readonly leaves = new Map<string, Leaf>();

  constructor(private readonly seen: Seen) {}

  /** @param kept the port whose operand stays a letter whatever stands behind it */
  write(node: FlatNode, level: number, kept: string | null): MathNode | null {
    const text = ownText(node, this.seen);
    const tree = text === null ? null : parsed(text);
    if (!tree) return null;
    const letters = new Map<string, MathNode>();
    for (const letter of lettersIn(tree)) {
      const meaning = this.meaning(node, letter, level, kept);
      if (meaning) letters.set(letter, meaning);
    }
    const whole = writtenOut(filled(tree, letters));
    return isKnown(whole) ? whole : null;
  }

  /** Of a letter of the type's own expression: a wire, a trained part of the node such as the slopes of a PReLU, or an attribute. */
  private meaning(node: FlatNode, letter: string, level: number, kept: string | null): MathNode | null {
    const source = node.inputs.get(letter);
    if (source) return letter === kept ? this.leaf(source, true) : this.operand(source, level);
    const own = { path: node.path, port: letter };
    if (node.inputSpecs.some(({ id, parameter }) => parameter && id === letter) && this.seen.value(own)) return this.leaf(own, false);
    const value = node.attributes[letter];
    return typeof value === "number" ? parse(`(${value})`) : null;
  }

  private operand(source: FlatEndpoint, level: number): MathNode {
    const node = this.seen.nodes.get(source.path);
    const number = node ? bareNumber(node) : null;
    if (number !== null) return parse(`(${number})`);
    const inlined = node && isUnnamed(node) && level < MOST_LEVELS ? this.write(node, level + 1, null) : null;
    return inlined ?? this.leaf(source, false);
  }

  private leaf(at: FlatEndpoint, kept: boolean): MathNode {
    const key = kept ? "kept" : placeKey(at);
    const known = this.leaves.get(key);
    const leaf = known ?? { symbol: kept ? KEPT : `letter_${this.leaves.size}`, at, letter: letterOf(this.seen, at) };
    this.leaves.set(key, leaf);
    return parse(leaf.symbol);
  }
}

export const KEPT = "kept";

/** null where the result is not computed component by component. */
export function componentOf(seen: Seen, path: string, kept: string | null = null): Component | null {
  const node = seen.nodes.get(path);
  if (!node) return null;
  const writer = new Writer(seen);
  const tree = writer.write(node, 0, kept);
  return tree && { tree, leaves: [...writer.leaves.values()] };
}

/** The numbers of a leaf at a step; a single component is the same for all units. */
export function leafNumbers(seen: Seen, { at }: Leaf, step: number, units: number): LetterAt | null {
  const value = seen.value(at);
  if (!value) return null;
  const numbers = atStep(value.value, value, step);
  if (numbers.length === 1) return () => numbers[0]!;
  return numbers.length === units ? (component) => numbers[component]! : null;
}

/** The delay itself, for those that ask where a letter comes from. */
export const originOf = (seen: Seen, leaf: Leaf): FlatEndpoint => behindDelays(seen, leaf.at).at;
