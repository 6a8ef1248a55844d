// An analysis that says of most ports what the one before said: those keep their objects, so that only changed ports redraw.

import type { Analysis, PortAxes } from "./protocol.ts";

const sameAxes = (a: PortAxes, b: PortAxes | undefined): b is PortAxes =>
  b !== undefined &&
  a.time === b.time &&
  a.batch === b.batch &&
  a.shape.length === b.shape.length &&
  a.shape.every((n, k) => n === b.shape[k]);

type Ports = Analysis["ports"];

function settledPorts(ports: Ports, before: Ports): Ports {
  const entries = Object.entries(ports).map(([key, axes]): [string, PortAxes] => {
    const old = before[key];
    return [key, sameAxes(axes, old) ? old : axes];
  });
  const isOld = entries.length === Object.keys(before).length && entries.every(([key, axes]) => before[key] === axes);
  return isOld ? before : Object.fromEntries(entries);
}

export function settled(analysis: Analysis, before: Analysis | null): Analysis {
  return before ? { ...analysis, ports: settledPorts(analysis.ports, before.ports) } : analysis;
}
