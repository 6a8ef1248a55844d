// A setting may take a port away, as `bias=false` does; what is given for the port all the same says two things.

import type { AttributeValue, PortId } from "../../graph/document.ts";
import { inputPorts, variadicIndex } from "../../graph/node-type.ts";
import { type Call, type Expression, startOf } from "./expression.ts";
import { refuse } from "./refuse.ts";
import { defaultsOf, type Signature } from "./signature.ts";

type Settings = Readonly<Record<string, AttributeValue>>;

interface Operand {
  readonly port: PortId;
  readonly value: Expression;
}

function hasPort({ type, fixed }: Signature, settings: Settings, port: PortId): boolean {
  const ports = inputPorts(type, { ...defaultsOf(type), ...fixed, ...settings });
  return ports.some((spec) => (spec.variadic ? variadicIndex(spec, port) !== null : spec.id === port));
}

/** Throws a Problem at the setting that takes away what an operand is given for. The ports of a cell do not hang on settings. */
export function refuseContradictions(signature: Signature, call: Call, operands: readonly Operand[], settings: Settings): void {
  if (signature.cell !== null) return;
  for (const { port, value } of operands) {
    if (hasPort(signature, settings, port)) continue;
    const without = (id: string): Settings => Object.fromEntries(Object.entries(settings).filter(([other]) => other !== id));
    const id = Object.keys(settings).find((each) => hasPort(signature, without(each), port));
    const said = id === undefined ? "its settings" : `${id}=${String(settings[id])}`;
    refuse(call.arguments.find(({ keyword }) => keyword !== null && keyword === id)?.at ?? startOf(value), {
      code: "wrong-argument",
      message: `${call.name}: ${said} and the operand ${port} contradict each other`,
      got: `${port} and ${said}`,
      expected: "one of the two",
      remedy: id === undefined ? `leave ${port} out` : `leave out ${said}, or ${port}`,
    });
  }
}
