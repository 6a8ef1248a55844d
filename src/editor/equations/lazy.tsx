// The panel with the reader of equations is a chunk of its own: it comes when the tab is first opened.

import { lazy, Suspense } from "react";

const Panel = lazy(() => import("./panel.tsx"));

export const Equations = () => (
  <Suspense fallback={<p className="dim equations-loading">Loading…</p>}>
    <Panel />
  </Suspense>
);
