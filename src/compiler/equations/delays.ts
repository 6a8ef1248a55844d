// Other steps of a name as nodes: `h[t-1]` is h$prev, `h[t-2]` is h$prev2 behind it, `b[t+1]` is b$next, `h[T]` is h$last.

import type { Endpoint, NodeId } from "../../graph/document.ts";
import type { Step } from "./expression.ts";
import type { GraphBuilder } from "./graph-builder.ts";
import type { At } from "./refuse.ts";

export type Border = "before" | "after";

/** The delay whose value at a border is said. */
const delayType = (border: Border): string => (border === "before" ? "delay" : "delay-next");
const delaySuffix = (border: Border): string => (border === "before" ? "$prev" : "$next");

export class Delays {
  /** By name and border: the delays that read the name itself. */
  private readonly first = new Map<string, NodeId[]>();
  private readonly builder: GraphBuilder;

  constructor(builder: GraphBuilder) {
    this.builder = builder;
  }

  /** The nodes whose `initial` a border statement is wired into; there is one even where nobody reads it. */
  firstDelays(name: string, source: Endpoint, border: Border, at: At): readonly NodeId[] {
    const found = this.first.get(`${name} ${border}`);
    return found ?? [this.chain(name, source, border, 1, at)];
  }

  /** A node that is made once for all who read it. */
  shared(name: string, source: Endpoint, step: Exclude<Step, { kind: "now" }>, at: At): NodeId {
    if (step.kind === "shift") return this.chain(name, source, step.by < 0 ? "before" : "after", Math.abs(step.by), at);
    const end = step.kind === "last" ? "last" : "first";
    const id = `${name}$${end}`;
    if (!this.builder.has(id)) this.builder.connect(source, this.builder.addNode(id, `${end}-step`, {}, at), "x");
    return id;
  }

  /** A node of its own, `hp = h[t-1]`. */
  named(id: NodeId, name: string, source: Endpoint, step: Exclude<Step, { kind: "now" }>, at: At): void {
    if (step.kind !== "shift") {
      this.builder.connect(source, this.builder.addNode(id, step.kind === "last" ? "last-step" : "first-step", {}, at), "x");
      return;
    }
    const border: Border = step.by < 0 ? "before" : "after";
    const steps = Math.abs(step.by);
    const from = steps === 1 ? source : { node: this.chain(name, source, border, steps - 1, at), port: "value" };
    this.add(id, from, border, at);
    if (steps === 1) this.remember(name, border, id);
  }

  private chain(name: string, source: Endpoint, border: Border, steps: number, at: At): NodeId {
    const idOf = (count: number): NodeId => `${name}${delaySuffix(border)}${count === 1 ? "" : count}`;
    for (let count = 1; count <= steps; count++) {
      if (this.builder.has(idOf(count))) continue;
      this.add(idOf(count), count === 1 ? source : { node: idOf(count - 1), port: "value" }, border, at);
      if (count === 1) this.remember(name, border, idOf(1));
    }
    return idOf(steps);
  }

  private add(id: NodeId, from: Endpoint, border: Border, at: At): void {
    this.builder.connect(from, this.builder.addNode(id, delayType(border), {}, at), "x");
  }

  private remember(name: string, border: Border, id: NodeId): void {
    const key = `${name} ${border}`;
    this.first.set(key, [...(this.first.get(key) ?? []), id]);
  }
}
