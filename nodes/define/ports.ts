// Ports that most node types have.

import type { PortSpec } from "../../src/graph/node-type.ts";

/** The only output port of most node types. */
export const valueOutput = (summary: string): readonly PortSpec[] => [{ id: "value", summary }];
