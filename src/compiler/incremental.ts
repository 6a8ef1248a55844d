// Recompiling only where it pays: an edit that changes no structure (a constant, a learning rate, a position) keeps the tape.

import type { AttributeValue, Document } from "../graph/document.ts";
import type { Registry } from "../graph/node-type.ts";
import { type CompileOptions, compile } from "./compile.ts";
import { type Flat, type FlatNode, flatten } from "./flatten.ts";
import { optimizerUse } from "./optimizer-use.ts";
import type { Forms, Program } from "./program.ts";
import { withContent } from "./slot-content.ts";
import { literalOf } from "./tensor-attribute.ts";

/** What of an attribute can change the tape: nothing of a number fed at run time but whether it is there. */
function structural(node: FlatNode): Record<string, unknown> {
  // A table may have a million characters; its tape knows only what the fields are like.
  if (node.type.data) return { fields: node.type.data.fields(node.attributes) };
  const entries = node.type.attributes.map((spec) => {
    const value = node.attributes[spec.id] ?? null;
    if (spec.kind === "number" && spec.runtime) return [spec.id, value !== null];
    if (node.type.role === "constant" && spec.id === "value") return [spec.id, literalOf(value as AttributeValue).shape];
    return [spec.id, value];
  });
  return Object.fromEntries(entries);
}

const nodeKey = (node: FlatNode) => [
  node.path,
  node.type.id,
  structural(node),
  [...node.inputs],
  Object.entries(node.node.parameters ?? {}).flatMap(([port, { name }]) => (name === undefined ? [] : [[port, name]])),
];

/** Equal keys compile to equal tapes. */
export const structureKey = (flat: Flat, forms: Forms): string =>
  JSON.stringify([[...flat.nodes.values()].map(nodeKey), flat.aliases, flat.missing, forms]);

/** The program with constants, settings and initializers as the document has them now. */
function refreshed(program: Program, { nodes }: Flat, document: Document): Program {
  const slots = program.slots.map((slot) => {
    const node = nodes.get(slot.path);
    return node ? withContent(slot, node) : slot;
  });
  const optimizer = program.optimizer && optimizerUse(nodes.get(program.optimizer.path)!, nodes, document);
  return { ...program, slots, optimizer };
}

export interface IncrementalCompiler {
  /** As `compile`; `forward` is the same object as before where nothing structural has changed since one of the kept programs. */
  compile(document: Document, forms: Forms): Program;
}

/** @param kept How many programs are remembered, the last used ones: what is undone, or switched back, is not compiled again. */
export function createIncrementalCompiler(registry: Registry, options: CompileOptions = {}, kept = 1): IncrementalCompiler {
  /** By structure, in the order of their last use. */
  const programs = new Map<string, Program>();
  return {
    compile(document, forms) {
      const flat = flatten(document, registry);
      const key = structureKey(flat, forms);
      const program = programs.get(key) ?? compile(document, registry, forms, options);
      programs.delete(key);
      programs.set(key, program);
      if (programs.size > kept) programs.delete(programs.keys().next().value!);
      return refreshed(program, flat, document);
    },
  };
}
