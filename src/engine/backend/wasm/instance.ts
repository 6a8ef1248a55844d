// A module over its memory, and what it exports.

import { HOST } from "./emit/module.ts";
import { hostFunctions } from "./mathematics/lanes.ts";

/** `run` does all; where the work can be shared, `before`, `share(0)`, `share(1)` and `after` do the same. */
export interface Exports {
  readonly run: () => void;
  readonly before?: () => void;
  readonly share?: (index: number) => void;
  readonly after?: () => void;
}

export function instantiate(module: WebAssembly.Module, memory: WebAssembly.Memory): Exports {
  const functions = Object.fromEntries(Object.values(hostFunctions).map(({ name, implementation }) => [name, implementation]));
  return new WebAssembly.Instance(module, { [HOST]: { memory, ...functions } }).exports as unknown as Exports;
}
