// A broadcast of a broadcast is one broadcast.

import type { Equation, EquationOf, Tape, Value } from "../tape.ts";
import { eliminateDeadCode } from "./dead-code.ts";
import { rewrite } from "./rewrite.ts";

function joined(outer: EquationOf<"broadcast">, inner: EquationOf<"broadcast">): EquationOf<"broadcast"> {
  const axes = inner.params.axes.map((axis) => outer.params.axes[axis]!);
  return { ...outer, inputs: inner.inputs, params: { shape: outer.params.shape, axes } };
}

export function joinBroadcasts(tape: Tape): Tape {
  const shorter = rewrite(tape, () => {
    const known = new Map<Value, EquationOf<"broadcast">>();
    return (equation: Equation, emit) => {
      if (equation.primitive !== "broadcast") return null;
      const before = known.get(equation.inputs[0]!);
      const broadcast = before ? joined(equation, before) : equation;
      known.set(equation.outputs[0]!, broadcast);
      if (!before) return null;
      emit(broadcast);
      return broadcast.outputs;
    };
  });
  return eliminateDeadCode(shorter);
}
