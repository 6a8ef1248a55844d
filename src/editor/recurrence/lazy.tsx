// The panel that looks into recurrence is a chunk of its own: it comes when its tab is first opened.

import { lazy, Suspense } from "react";

const Panel = lazy(() => import("./panel.tsx"));

export const Recurrence = () => (
  <Suspense fallback={<p className="dim recurrence-waits">Loading…</p>}>
    <Panel />
  </Suspense>
);
