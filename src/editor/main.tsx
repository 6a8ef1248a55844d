// Starts the page: theme and type, the document to begin with, the exchange with the engine.

import "@fontsource-variable/inter";
import "./theme/tokens.css";
import "./theme/base.css";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { App } from "./app.tsx";
import { openAtStart } from "./storage/start.ts";
import { startSync } from "./worker/sync.ts";

const root = document.getElementById("root");
if (!root) throw new Error("index.html has no #root");

await openAtStart();
startSync();
createRoot(root).render(
  <StrictMode>
    <App />
  </StrictMode>,
);
