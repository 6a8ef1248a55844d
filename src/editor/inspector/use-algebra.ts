// The algebra of the selected value, kept until document or numbers change: moving the slider works nothing out anew.

import { useSyncExternalStore } from "react";
import { registry } from "../../../nodes/index.ts";
import { attempt } from "../../base/errors.ts";
import { type Flat, flatten } from "../../compiler/flatten.ts";
import type { Document } from "../../graph/document.ts";
import type { Seen } from "../../inspection/chain-rule-seen.ts";
import { useAfterFrame } from "../after-frame.ts";
import { type EditorState, useEditor } from "../store/state.ts";
import { whenIdle } from "../when-idle.ts";
import type { Inspection } from "../worker/protocol.ts";

export type Algebra = typeof import("./algebra.ts");

let algebra: Algebra | null = null;
let loading = false;
const listeners = new Set<() => void>();

async function load(): Promise<void> {
  if (loading) return;
  loading = true;
  algebra = await import("./algebra.ts");
  for (const listener of listeners) listener();
}

/** The chunk is large: it is fetched and read before somebody selects a node, so that the first selection does not wait for it. */
export const loadAlgebraWhenIdle = (): void => {
  whenIdle(() => void load());
};

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  void load();
  return () => listeners.delete(listener);
}

/** null while the document cannot be flattened: Problems say why. */
function flatOf(document: Document): Flat | null {
  const flattened = attempt(() => flatten(document, registry));
  return flattened.ok ? flattened.value : null;
}

export interface Ready {
  readonly algebra: Algebra;
  readonly seen: Seen;
}

interface Kept {
  readonly document: Document;
  readonly inspection: Inspection | null;
  readonly ready: Ready | null;
}

let kept: Kept | null = null;

function readyFor(document: Document, inspection: Inspection | null, loaded: Algebra): Ready | null {
  if (kept?.document !== document || kept.inspection !== inspection) {
    const flat = flatOf(document);
    kept = { document, inspection, ready: flat && { algebra: loaded, seen: loaded.seenOf(flat, inspection) } };
  }
  return kept.ready;
}

/** Numbers belong to the document that they were asked for: until those of an edit are there, nothing is worked out anew. */
const documentOf = ({ document, inspection }: EditorState): Document =>
  inspection && kept?.inspection === inspection ? kept.document : document;

/**
 * null until the chunk is there, and where the document says too little. The same object until something changes; new when the canvas has shown
 * the new numbers, as the values of the inspector are.
 */
export function useAlgebra(): Ready | null {
  const loaded = useSyncExternalStore(subscribe, () => algebra);
  const document = useAfterFrame(useEditor(documentOf));
  const inspection = useAfterFrame(useEditor((state) => state.inspection));
  return loaded && readyFor(document, inspection, loaded);
}
