// Starts the page: theme and type, the first example, the exchange with the engine.

import "@fontsource-variable/inter";
import "./theme/tokens.css";
import "./theme/base.css";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { App } from "./app.tsx";
import { FIRST_EXAMPLE, openExample } from "./files/examples.ts";
import { startSync } from "./worker/sync.ts";

const root = document.getElementById("root");
if (!root) throw new Error("index.html has no #root");

await openExample(FIRST_EXAMPLE);
startSync();
createRoot(root).render(
  <StrictMode>
    <App />
  </StrictMode>,
);
