// The cells that equations may call, loaded when the panel first opens.

import { registry } from "../../../nodes/index.ts";
import type { Library } from "../../compiler/equations/merge.ts";
import { loadDocument } from "../../graph/load.ts";
import { libraryCells } from "../files/library.ts";

let loading: Promise<Library> | null = null;

async function load(): Promise<Library> {
  const files = await Promise.all(
    libraryCells.map(async ({ title, load: read }) => ({ title, loaded: loadDocument(await read(), registry) })),
  );
  return Object.fromEntries(files.flatMap(({ title, loaded }) => (loaded.ok ? [[title, loaded.value.document]] : [])));
}

/** A cell that cannot be fetched is not there; the next call tries again. */
export function loadLibrary(): Promise<Library> {
  loading ??= load().catch(() => {
    loading = null;
    return {};
  });
  return loading;
}
