// What the host's WebAssembly can do, found out once by validating small modules.

import { Code } from "./emit/code.ts";
import { writeModule } from "./emit/module.ts";
import { inOrder, loadsFirst, type Tile } from "./generate/kernel.ts";

const pages = { least: 1, most: 1, shared: false };

/** True where the host takes a module whose one function has this body. */
function takes(write: (code: Code) => void): boolean {
  if (typeof WebAssembly === "undefined") return false;
  const code = new Code([]);
  write(code);
  return WebAssembly.validate(writeModule({ pages, imports: [], functions: [{ code, results: [], name: "probe" }] }));
}

function once<T>(find: () => T): () => T {
  let known: T | null = null;
  return () => {
    known ??= find();
    return known;
  };
}

export const hasSimd = once(() => takes((code) => code.splat(1).splat(2).op("f32x4.add", "drop")));

/** What the host's compiler of WebAssembly does best with. Only V8 tells its version, and only in Node. */
export const tileOfHost = once((): Tile => {
  const { process } = globalThis as { readonly process?: { readonly versions?: { readonly v8?: string } } };
  const version = Number.parseInt(process?.versions?.v8 ?? "", 10);
  return version < 13 ? loadsFirst : inOrder;
});

export const hasRelaxedSimd = once(() => takes((code) => code.splat(1).splat(2).splat(3).op("f32x4.relaxed_madd", "drop")));
