// The tape as text, stable enough for snapshots: values are numbered in the order in which they are defined.

import type { Equation, Origin, Tape, Value } from "./tape.ts";
import { formatShape } from "./tape.ts";

const marks = { forward: "", backward: "∂ ", update: "⟵ " } as const;
const formatOrigin = (origin: Origin | null): string => (origin ? `${marks[origin.direction]}${origin.path}:${origin.port}` : "");

function formatParams(equation: Equation): string {
  switch (equation.primitive) {
    case "contract":
      return ` ${equation.params.left},${equation.params.right}->${equation.params.out}`;
    case "constant": {
      const { data } = equation.params;
      if (typeof data === "number") return ` ${data}`;
      return data.length <= 6 ? ` ${data.join(" ")}` : ` ${data.slice(0, 3).join(" ")} … ${data.at(-1)}`;
    }
    case "broadcast":
      return ` axes=${equation.params.axes.join(",")}`;
    case "scan": {
      const { length, reverse, constants, carries } = equation.params;
      return ` ${reverse ? "backward over" : "over"} ${length} steps, ${constants} constants, ${carries} carries`;
    }
    default: {
      const entries = Object.entries(equation.params).filter(([key]) => key !== "shape");
      return entries.map(([key, value]) => ` ${key}=${value}`).join("");
    }
  }
}

class Printer {
  private readonly lines: string[] = [];
  private readonly numbers = new Map<Value, number>();
  private next = 0;

  print(tape: Tape, indent = ""): string[] {
    for (const input of tape.inputs)
      this.define(input, `${indent}${this.name(input)} ${formatShape(input.shape)} = input`, input.name ?? "");
    for (const equation of tape.equations) this.equation(equation, indent);
    this.lines.push(`${indent}return ${tape.outputs.map((value) => this.name(value)).join(" ")}`);
    return this.lines;
  }

  private equation(equation: Equation, indent: string): void {
    const results = equation.outputs.map((value) => `${this.fresh(value)} ${formatShape(value.shape)}`).join(", ");
    const operands = equation.inputs.map((value) => ` ${this.name(value)}`).join("");
    const text = `${indent}${results} = ${equation.primitive}${formatParams(equation)}${operands}`;
    this.define(equation.outputs[0], text, "");
    if (equation.primitive === "scan") {
      // the body's values shadow nothing: it is numbered on its own
      const body = new Printer().print(equation.params.body, `${indent}  `);
      this.lines.push(...body);
    }
  }

  private define(value: Value | undefined, text: string, name: string): void {
    const remark = [name && `"${name}"`, value ? formatOrigin(value.origin) : ""].filter(Boolean).join(" ");
    this.lines.push(remark ? `${text.padEnd(56)}  # ${remark}` : text);
  }

  private fresh(value: Value): string {
    this.numbers.set(value, this.next++);
    return this.name(value);
  }

  private name(value: Value): string {
    if (!this.numbers.has(value)) this.numbers.set(value, this.next++);
    return `%${this.numbers.get(value)}`;
  }
}

/** One line an equation: results with shapes, primitive, parameters, operands, and where it comes from. */
export const printTape = (tape: Tape): string => `${new Printer().print(tape).join("\n")}\n`;

/** Equations, those inside scans included. */
export function tapeLength(tape: Tape): number {
  return tape.equations.reduce((count, equation) => count + 1 + (equation.primitive === "scan" ? tapeLength(equation.params.body) : 0), 0);
}
