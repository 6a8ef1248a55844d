// Sequences of a batch have lengths of their own, and a mask says which steps are real. What is computed behind the last real step of all
// examples counts for nothing: masks make the loss 0 there, and with it every gradient. This follows the equations to prove that, so that an
// executor may leave those steps out. What no rule knows is refused: then all steps are computed.

import type { Equation, EquationOf, Tape, Value } from "../tape.ts";
import {
  elementwise,
  type Fact,
  isElementwise,
  refuse,
  rules,
  type Steps,
  sameSteps,
  Unskippable,
  WHOLE,
  wholeRule,
} from "./real-step-rules.ts";

export class RealSteps {
  private readonly facts = new Map<Value, Fact>();
  /** Carries after their last step: what they are there hangs on steps that are left out. */
  private readonly lost = new Set<Value>();

  /** An input with an axis of steps. */
  input(value: Value, axis: number, number: number | null): void {
    this.facts.set(value, { steps: { axis, fewer: 0 }, number });
  }

  /** A value that is used as another one is. */
  alike(value: Value, other: Value): void {
    const fact = this.facts.get(other);
    if (fact) this.facts.set(value, fact);
  }

  /** Null where all of the value is there. */
  stepsOf(value: Value): Steps | null {
    return this.facts.get(value)?.steps ?? null;
  }

  /** Throws Unskippable. */
  follow(equations: readonly Equation[]): void {
    for (const equation of equations) {
      if (equation.inputs.some((input) => this.lost.has(input))) refuse();
      if (equation.primitive === "scan") this.scan(equation);
      else this.facts.set(equation.outputs[0]!, this.byRule(equation));
    }
  }

  /** Throws where a result would not be whole. */
  demandWhole(values: readonly Value[]): void {
    if (values.some((value) => this.stepsOf(value) || this.lost.has(value))) refuse();
  }

  private fact(value: Value): Fact {
    return this.facts.get(value) ?? WHOLE;
  }

  private byRule(equation: Exclude<Equation, EquationOf<"scan">>): Fact {
    const facts = equation.inputs.map((input) => this.fact(input));
    if (equation.primitive === "constant") return { steps: null, number: numberOf(equation.params.data) };
    if (isElementwise(equation.primitive)) return elementwise(equation.primitive, facts);
    if (facts.every(({ steps }) => steps === null)) return wholeRule(equation.primitive, facts);
    return (rules[equation.primitive as keyof typeof rules] as (of: Equation, facts: readonly Fact[]) => Fact)(equation, facts);
  }

  private scan({ inputs, outputs, params }: EquationOf<"scan">): void {
    const { constants, carries, reverse } = params;
    const facts = inputs.map((input) => this.fact(input));
    if (facts.slice(0, constants + carries).some(({ steps }) => steps)) refuse();
    const [steps, ...others] = facts.slice(constants + carries).flatMap((fact) => fact.steps ?? []);
    if (!steps) return;
    if (steps.axis !== 0 || others.some((other) => !sameSteps(other, steps))) refuse();
    const numbers = facts.map(({ number }) => number);
    const inner = reverse
      ? fromTheEnd(params.body, numbers, constants, carries)
      : oneStep(params.body, numbers.fill(null, constants, constants + carries));
    outputs.forEach((output, index) => {
      if (index >= carries) this.facts.set(output, { steps, number: inner.fact(params.body.outputs[index]!).number });
      else if (!reverse) this.lost.add(output);
    });
  }

  /** Whether a value of a body is 0 at a step that is not real. */
  isZero(value: Value): boolean {
    return this.fact(value).number === 0;
  }

  /** An input of a body. */
  seen(value: Value, number: number | null): void {
    this.facts.set(value, { steps: null, number });
  }
}

const numberOf = (data: number | readonly number[]): number | null => (typeof data === "number" ? data : null);

/** The body at a step that is not real. */
function oneStep(body: Tape, numbers: readonly (number | null)[]): RealSteps {
  const inner = new RealSteps();
  body.inputs.forEach((input, index) => {
    inner.seen(input, numbers[index]!);
  });
  inner.follow(body.equations);
  return inner;
}

/** What comes from the end has to arrive at the last real step as it began: as 0. */
function fromTheEnd(body: Tape, numbers: readonly (number | null)[], constants: number, carries: number): RealSteps {
  if (numbers.slice(constants, constants + carries).some((number) => number !== 0)) refuse();
  const inner = oneStep(body, numbers);
  if (body.outputs.slice(0, carries).some((output) => !inner.isZero(output))) refuse();
  return inner;
}

/**
 * What is left of each value where steps behind the last real one are left out; null where a result would change.
 * @param steps of inputs of the tape that have them: the axis
 * @param mask an input [steps, examples] that is 0 where a step is not real
 */
export function realSteps(tape: Tape, steps: ReadonlyMap<Value, number>, mask: Value): RealSteps | null {
  const found = new RealSteps();
  for (const [value, axis] of steps) found.input(value, axis, value === mask ? 0 : null);
  try {
    found.follow(tape.equations);
    found.demandWhole(tape.outputs);
    return found;
  } catch (error) {
    if (error instanceof Unskippable) return null;
    throw error;
  }
}

/** Without any word of steps that may be left out. */
export const withAllSteps = (tape: Tape): Tape => ({ ...tape, equations: tape.equations.map(allSteps) });

function allSteps(equation: Equation): Equation {
  if (equation.primitive !== "scan") return equation;
  const { padding: _, ...params } = equation.params;
  return { ...equation, params: { ...params, body: withAllSteps(params.body) } };
}
