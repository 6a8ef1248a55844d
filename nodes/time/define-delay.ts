// The delays z⁻¹ and z⁺¹: the one way in which a value of another step is read, and the one thing that makes a cycle legal.
// The compiler lowers them: what lies on a cycle becomes a scan.

import { defineNode, type NodeType, type ShapeView } from "../../src/graph/node-type.ts";
import { special } from "../define/notation.ts";
import { valueOutput } from "../define/ports.ts";
import { disagree, isSingle } from "../rules/describe.ts";

/** x and the result are one value at two steps; a single number or component at `initial` fills that shape, one that is open has it. */
function shapes(view: ShapeView): void {
  view.setOutput(view.input("x"));
  view.setInput("x", view.output());
  if (!view.ports.includes("initial")) return;
  const [initial, known] = [view.input("initial"), view.output()];
  if (!initial) {
    // a single number would do as well, so this waits until nothing else says what it is
    if (view.guessing) view.setInput("initial", known);
    return;
  }
  if (known && !isSingle(initial) && known.join() !== initial.join()) {
    disagree(view, { port: "initial", name: "input initial", shape: initial }, { port: "x", name: "input x", shape: known });
  }
  if (!known && (!isSingle(initial) || view.guessing)) view.setOutput(initial);
}

export interface DelaySpec extends Pick<NodeType, "id" | "title" | "glyph" | "summary" | "searchWords" | "formula" | "source"> {
  /** What `initial` is the value of: the step that does not exist. */
  readonly border: string;
  readonly slope: string;
  readonly step: -1 | 1;
}

export const defineDelay = ({ border, slope, step, ...spec }: DelaySpec): NodeType =>
  defineNode({
    ...spec,
    category: "time",
    role: "delay",
    delay: { step },
    attributes: [],
    inputs: [
      { id: "x", summary: "The value at its own step." },
      { id: "initial", symbol: "x_0", summary: `The value ${border}; zero without a wire.`, optional: true },
    ],
    outputs: valueOutput("The value of the other step."),
    shapes,
    notation: special,
    derivative: { x: slope },
    examples: [],
  });
