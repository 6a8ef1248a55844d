// Ids that read well and are not taken: `tanh`, `tanh2`, `tanh3`.

import { limits } from "./limits.ts";
import { isId } from "./schema.ts";

/** `log-sigmoid` as `logSigmoid`; letters that no id may have are left out. */
function asId(wanted: string): string {
  const joined = wanted.replace(/-(\p{L})/gu, (_, letter: string) => letter.toUpperCase());
  const letters = joined.replace(/[^\p{L}\p{N}_$]/gu, "").replace(/^[\p{N}$]+/u, "");
  return letters.slice(0, limits.idLength) || "node";
}

/**
 * `wanted` itself where it is free, else with the first number behind it that is. Who asks often keeps `tried`, the next
 * number for each stem, so that a thousand names do not each begin at 2.
 */
export function freshId(wanted: string, taken: (id: string) => boolean, tried = new Map<string, number>()): string {
  const id = asId(wanted);
  if (isId(id) && !taken(id)) return id;
  const stem = id.replace(/\d+$/, "") || id;
  for (let number = tried.get(stem) ?? 2; ; number++) {
    const candidate = `${stem.slice(0, limits.idLength - String(number).length)}${number}`;
    tried.set(stem, number + 1);
    if (!taken(candidate)) return candidate;
  }
}

/** Gives names that are not taken, each once. */
export class FreshNames {
  private readonly taken: Set<string>;
  private readonly tried = new Map<string, number>();

  constructor(taken: Iterable<string>) {
    this.taken = new Set(taken);
  }

  take(wanted: string): string {
    const name = freshId(wanted, (id) => this.taken.has(id), this.tried);
    this.taken.add(name);
    return name;
  }
}
