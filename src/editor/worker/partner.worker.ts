// The thread of a second worker. Its first message is its last: from then on it waits for steps, until it is ended.

import { type PartnerMessage, servePartner } from "../../engine/backend/wasm/workers/partner.ts";

self.onmessage = ({ data }: MessageEvent<PartnerMessage>) => servePartner(data);
