// The thread of a second worker. Node does not load TypeScript by itself at the top of a thread, so it is asked for.

import { workerData } from "node:worker_threads";
import { tsImport } from "tsx/esm/api";

const { servePartner } = await tsImport("../engine/backend/wasm/workers/partner.ts", import.meta.url);
servePartner(workerData);
