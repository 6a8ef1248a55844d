// Writes docs/gradwire.schema.json: `npx tsx scripts/write-schema.ts`.

import { writeFileSync } from "node:fs";
import { publishedSchema } from "../src/graph/published-schema.ts";

writeFileSync(new URL("../docs/gradwire.schema.json", import.meta.url), publishedSchema());
