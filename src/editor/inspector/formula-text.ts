// The formula of a node with this graph's own letters: its type's notation is filled with what is wired, f = σ(W_f [h_{t-1}; x_t] + b_f).

import { attempt } from "../../base/errors.ts";
import { texOf } from "../../compiler/equations/index.ts";
import type { FlatEndpoint, FlatNode } from "../../compiler/flatten.ts";
import { type Notation, variadicIndex } from "../../graph/node-type.ts";
import { isUnnamed, type Letter, letterOf, selfLetter, texOfLetter, textOfLetter } from "../../inspection/chain-rule-names.ts";
import type { Seen } from "../../inspection/chain-rule-seen.ts";

const MOST_LEVELS = 4;

/** In brackets, of which the printer leaves out those that nobody needs. */
const bracketed = (text: string): string => `(${text})`;

type Operands = ReadonlyMap<string, string>;

class FormulaWriter {
  constructor(private readonly seen: Seen) {}

  /** null where the notation has no form for it, or something is not wired. */
  write(node: FlatNode, level: number): string | null {
    const operands = this.operands(node, level);
    if (node.type.id === "concat") return `[${[...operands.values()].join("; ")}]`;
    if (node.type.role === "delay") return textOfLetter(letterOf(this.seen, { path: node.path, port: node.outputs[0]?.id ?? "value" }));
    for (const notation of [node.type.notation].flat()) {
      const text = written(node, notation, operands);
      if (text !== null) return text;
    }
    return null;
  }

  operand(source: FlatEndpoint, level: number): string {
    const node = this.seen.nodes.get(source.path);
    const isWritten = node && isUnnamed(node) && node.type.role !== "delay" && level < MOST_LEVELS;
    const text = isWritten ? (bareNumber(node) ?? this.write(node, level + 1)) : null;
    if (text === null) return textOfLetter(letterOf(this.seen, source));
    return text.startsWith("[") ? text : bracketed(text);
  }

  private operands(node: FlatNode, level: number): Operands {
    const operands = new Map([...node.inputs].map(([port, source]) => [port, this.operand(source, level)]));
    for (const { id, parameter } of node.inputSpecs) {
      if (parameter && !operands.has(id)) operands.set(id, textOfLetter(letterOf(this.seen, { path: node.path, port: id })));
    }
    return operands;
  }
}

function bareNumber({ type, attributes }: FlatNode): string | null {
  return type.role === "constant" && typeof attributes.value === "number" ? String(attributes.value) : null;
}

function written(node: FlatNode, notation: Notation, operands: Operands): string | null {
  switch (notation.kind) {
    case "call":
      return call(node, notation, operands);
    case "infix": {
      const [left, right] = notation.operands.map((port) => operands.get(port));
      return left !== undefined && right !== undefined ? `${left} ${notation.operator} ${right}` : null;
    }
    case "prefix":
    case "postfix": {
      const operand = operands.get(notation.operand);
      if (operand === undefined) return null;
      return notation.kind === "prefix" ? `-${operand}` : `${operand}'`;
    }
    case "written": {
      const isComplete = node.inputSpecs.every(({ id, optional, variadic }) => optional || variadic || operands.has(id));
      const text = attempt(() => notation.write(Object.fromEntries(operands), node.attributes));
      return isComplete && text.ok ? text.value : null;
    }
    case "special":
      return null;
  }
}

function call(node: FlatNode, notation: Extract<Notation, { kind: "call" }>, operands: Operands): string | null {
  const isThis = Object.entries(notation.fixed ?? {}).every(([id, value]) => node.attributes[id] === value);
  const wired = notation.operands.flatMap((port) => portsOf(node, port, operands));
  if (!isThis || wired.length < notation.operands.length) return null;
  const settings = (notation.positional ?? []).map((id) => node.attributes[id]).filter((value) => typeof value === "number");
  return `${notation.name}(${[...wired, ...settings].join(", ")})`;
}

function portsOf({ inputSpecs }: FlatNode, port: string, operands: Operands): string[] {
  const spec = inputSpecs.find(({ id }) => id === port);
  return [...operands].flatMap(([id, text]) => (id === port || (spec && variadicIndex(spec, id) !== null) ? [text] : []));
}

/** Losses and metrics are known by their own formula; what they are wired to says little. */
const hasOwnFormula = ({ type: { role } }: FlatNode): boolean => role === "operation" || role === "delay" || role === "constant";

/** Brackets grow with fractions only; elsewhere TeX would put space before them. */
const plainBrackets = (tex: string): string => (tex.includes("\\frac") ? tex : tex.replace(/\\(left|right)(?=[()[\]])/g, ""));

const equation = (left: Letter, text: string): string | null => {
  const tex = texOf(`y = ${text}`);
  return tex.ok ? `${texOfLetter(left)} = ${plainBrackets(tex.value.slice("y = ".length))}` : null;
};

/** A cell's instance: its name, and what is wired to its ports. */
function instanceFormula(seen: Seen, instance: string, cell: string, shown: FlatEndpoint | undefined): string | null {
  const writer = new FormulaWriter(seen);
  const ports = [...seen.nodes.values()].filter(({ prefix, inputs }) => prefix === `${instance}.` && inputs.has("x"));
  const borders = ports.filter(({ type }) => type.role === "input" || type.role === "sequence");
  const operands = borders.map(({ inputs }) => writer.operand(inputs.get("x")!, MOST_LEVELS));
  const left = shown ? selfLetter(seen, shown) : { name: instance.split(".").at(-1) ?? instance, shift: null };
  return equation(left, `${cell.replace(/[^A-Za-z0-9_]/g, "_")}(${operands.join(", ")})`);
}

/** `z^{-1} C_t = C_{t-1}`; a delay with a name of its own is written as it stands. */
function delayFormula(seen: Seen, node: FlatNode): string | null {
  const [source, at] = [node.inputs.get("x"), { path: node.path, port: node.outputs[0]?.id ?? "value" }];
  if (!source || !node.type.delay) return null;
  const [before, own] = [letterOf(seen, source), letterOf(seen, at)];
  const shifted = { ...before, shift: (before.shift ?? 0) + node.type.delay.step };
  return isUnnamed(node)
    ? `${node.type.glyph} ${texOfLetter({ ...before, shift: before.shift ?? 0 })} = ${texOfLetter(shifted)}`
    : `${texOfLetter(own)} = ${texOfLetter(shifted)}`;
}

export interface FormulaOf {
  /** `lstm.f`. */
  readonly path: string;
  /** The definition, where it is a cell's instance. */
  readonly cell: string | null;
  /** The output that is shown. */
  readonly at: FlatEndpoint | undefined;
}

/** TeX, or null where the type's own formula says more. */
export function formulaTex(seen: Seen, { path, cell, at }: FormulaOf): string | null {
  if (cell !== null) return instanceFormula(seen, path, cell, at);
  const node = seen.nodes.get(path);
  if (!node || !hasOwnFormula(node)) return null;
  if (node.type.role === "delay") return delayFormula(seen, node);
  const text = bareNumber(node) ?? new FormulaWriter(seen).write(node, 0);
  return text === null ? null : equation(selfLetter(seen, { path, port: node.outputs[0]?.id ?? "value" }), text);
}
