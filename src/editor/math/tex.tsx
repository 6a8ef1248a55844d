// A formula in the page. KaTeX arrives a moment after the page; until then the place stays empty and keeps its size.

import { memo, useSyncExternalStore } from "react";
import type { renderTex } from "./katex.ts";

let render: typeof renderTex | null = null;
let loading = false;
const listeners = new Set<() => void>();

async function load(): Promise<void> {
  if (loading) return;
  loading = true;
  render = (await import("./katex.ts")).renderTex;
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  void load();
  return () => listeners.delete(listener);
}

const cache = new Map<string, string>();

function html(tex: string, display: boolean, spoken: boolean): string {
  if (!render) return "";
  const key = `${display}${spoken}${tex}`;
  let found = cache.get(key);
  if (found === undefined) {
    found = render(tex, { display, spoken });
    cache.set(key, found);
  }
  return found;
}

interface TexProps {
  readonly tex: string;
  readonly display?: boolean;
  /** False for glyphs beside a name: they would be read twice. */
  readonly spoken?: boolean;
  /** Of the surrounding type; 1 where nothing is said. */
  readonly size?: number;
}

export const Tex = memo(function Tex({ tex, display = false, spoken = false, size = 1 }: TexProps) {
  const ready = useSyncExternalStore(subscribe, () => render !== null);
  const content = ready ? html(tex, display, spoken) : "";
  const style = size === 1 ? undefined : { fontSize: `${size}em` };
  // biome-ignore lint/security/noDangerouslySetInnerHtml: KaTeX escapes all text that it puts into its HTML, and `trust` is off
  return <span className="tex" style={style} aria-hidden={!spoken} dangerouslySetInnerHTML={{ __html: content }} />;
});
