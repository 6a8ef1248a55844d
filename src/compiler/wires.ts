// A wire with a value of its own: what arrives at one port, so that the gradient that comes back through it can be told from
// that of the other wires of the same output.

import type { TapeBuilder } from "../engine/builder.ts";
import * as ops from "../engine/ops.ts";
import type { Signal } from "../engine/signal.ts";
import type { PortId } from "../graph/document.ts";
import type { FlatNode } from "./flatten.ts";

/** Key of the wire that ends at an input port; no output port has one like it. */
export const wireKey = (path: string, port: PortId) => `${path}<${port}`;

export function wireSignal(tape: TapeBuilder, node: FlatNode, port: PortId, signal: Signal): Signal {
  const origin = { path: node.path, port, direction: "forward" } as const;
  return { ...signal, value: tape.at(origin, () => ops.identity(tape, signal.value)) };
}
