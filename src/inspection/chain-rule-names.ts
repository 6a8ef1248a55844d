// How a value is called at a step: f at t, C at t−1 behind a delay, W without a step. In TeX, in the notation, and in words.

import { texOfName } from "../compiler/equations/tex-name.ts";
import type { FlatEndpoint, FlatNode } from "../compiler/flatten.ts";
import type { Seen } from "./chain-rule-seen.ts";

export interface Letter {
  readonly name: string;
  /** Steps from the one that is looked at; null where it is the same at all steps. */
  readonly shift: number | null;
}

/** Nobody has named a node whose id has a `$`. */
export const isUnnamed = (node: FlatNode): boolean => node.node.id.includes("$");

const plain = (id: string): string => id.replace(/^\$+|\$+$/g, "").replaceAll("$", "_");

/** A single output is called by its node, one of several by the port, a trained part by its own name or letter, a loss L. */
function ownName(node: FlatNode, port: string): string {
  if (!node.outputs.some(({ id }) => id === port)) return node.node.parameters?.[port]?.name ?? port;
  if (node.type.role === "loss") return "L";
  return node.outputs.length === 1 ? plain(node.node.id) : port;
}

/** A letter that no node beside it has. */
export function standIn(seen: Seen, prefix: string): string {
  return ["y", "u", "v", "q"].find((letter) => !seen.nodes.has(prefix + letter)) ?? "y";
}

const LONGEST_CHAIN = 32;

/** The source behind a chain of delays, and how many steps away it is. */
export function behindDelays(seen: Seen, at: FlatEndpoint): { readonly at: FlatEndpoint; readonly shift: number } {
  let [place, shift] = [at, 0];
  for (let links = 0; links < LONGEST_CHAIN; links++) {
    const node = seen.nodes.get(place.path);
    const source = node?.type.delay && isUnnamed(node) ? node.inputs.get("x") : undefined;
    if (!node || !source) break;
    shift += node.type.delay!.step;
    place = source;
  }
  return { at: place, shift };
}

/** What is read at an output port. */
export function letterOf(seen: Seen, at: FlatEndpoint): Letter {
  const behind = behindDelays(seen, at);
  const source = seen.nodes.get(behind.at.path);
  const timed = seen.value(at)?.time === true || behind.shift !== 0;
  const name = !source ? (at.path.split(".").at(-1) ?? at.path) : ownName(source, behind.at.port);
  return { name, shift: timed ? behind.shift : null };
}

/** The value that is looked at; one that nobody named gets a letter. */
export function selfLetter(seen: Seen, at: FlatEndpoint): Letter {
  const node = seen.nodes.get(at.path);
  const timed = seen.value(at)?.time === true;
  if (!node || (isUnnamed(node) && !node.type.delay)) return { name: standIn(seen, node?.prefix ?? ""), shift: timed ? 0 : null };
  return letterOf(seen, at);
}

export const later = ({ name, shift }: Letter, by: number): Letter => ({ name, shift: shift === null ? null : shift + by });

const offset = (shift: number): string => (shift === 0 ? "t" : `t${shift < 0 ? "-" : "+"}${Math.abs(shift)}`);

export const texOfLetter = ({ name, shift }: Letter): string => texOfName(name, shift === null ? null : offset(shift));

/** `h[t-1]`. */
export const textOfLetter = ({ name, shift }: Letter): string => (shift === null ? name : `${name}[${offset(shift)}]`);

/** `h, one step earlier`. */
export function wordsOfLetter({ name, shift }: Letter): string {
  const said = name.replaceAll("_", " ");
  if (shift === null || shift === 0) return said;
  const count = Math.abs(shift) === 1 ? "one step" : `${Math.abs(shift)} steps`;
  return `${said} ${count} ${shift < 0 ? "earlier" : "later"}`;
}
