// 000 and 002: update rules, step by step, in sessions and as the graphs that they are drawn as.

import { optimizerGraph } from "../../nodes/optimizers/graphs.ts";
import type { Document } from "../../src/graph/document.ts";
import { read } from "../compiler/equations/library.ts";
import { sketch } from "../compiler/sketch.ts";
import { type Check, check, computed, gatheredOf, parameterOf, sessionOf } from "./check.ts";

/** J = θ² from θ₀, under a rule. */
const onSquare = (theta0: number, rule: string): Document =>
  read(`theta = parameter(1, "constant", value=${theta0})\nloss = sum(theta .^ 2)\nupdate = ${rule}`);

const gradientDescent = check<{ theta0: number; alpha: number }>(({ theta0, alpha }) => {
  const document = onSquare(theta0, `gradientDescent(loss, learningRate=${alpha})`);
  const session = sessionOf(document);
  session.step();
  const theta1 = parameterOf(session, "theta");
  const [grad0] = computed(document).gradients.theta as readonly number[];
  return { grad0, theta1, J1: session.score("train")!.loss };
});

const momentum = check<{ theta0: number; mu: number; eta: number }>(({ theta0, mu, eta }) => {
  const session = sessionOf(onSquare(theta0, `momentum(loss, learningRate=${eta}, momentum=${mu})`));
  const continued = [1, 2, 3, 4, 5, 6].map((step) => {
    session.step();
    return { step, v: gatheredOf(session, "theta v"), theta: parameterOf(session, "theta"), J: session.score("train")!.loss };
  });
  const [first, second] = continued;
  return { v1: first!.v, theta1: first!.theta, v2: second!.v, theta2: second!.theta, continued };
});

interface Adam {
  readonly g: readonly number[];
  readonly beta1: number;
  readonly beta2: number;
  readonly eta: number;
  readonly eps: number;
}

/** The drawn rule as a recurrent cell: its weight comes back through a delay, so the steps of training are the steps of time. */
function adamOverSteps({ beta1, beta2, eta, eps }: Adam): Document {
  const { graph, title, description, source, attributes } = optimizerGraph("adam");
  const rule = `cell=adam, beta1=${beta1}, beta2=${beta2}, epsilon=${eps}, w < before, g < g, eta < eta, k < k`;
  return sketch(
    `g = sequence(shape=[])
     k = sequence(shape=[])
     eta = constant(value=${eta})
     before = delay(x < step.w_next)
     step = cell(${rule})
     delta = subtract(a < step.w_next, b < before)`,
    { adam: { title, description, source, attributes, ...graph } },
  );
}

const adam = check<Adam>((inputs) => {
  const { values } = computed(adamOverSteps(inputs), { g: inputs.g, k: inputs.g.map((_, step) => step + 1) });
  const at = (name: string, step: number) => (values[name] as readonly number[])[step]!;
  const steps = inputs.g.map((g, step) => ({
    t: step + 1,
    g,
    m: at("step.m", step),
    v: at("step.v", step),
    mhat: at("step.m_hat", step),
    vhat: at("step.v_hat", step),
    delta_theta: at("delta", step),
    theta_minus_theta0: at("step.w_next", step),
  }));
  return { steps };
});

interface Terminal {
  readonly beta: number;
  readonly eta: number;
  readonly g: number;
}

/** The gradient of g · w is g wherever w is. m is followed until 0.9ⁿ is nothing beside 1. */
const terminalVelocity = check<Terminal, { k: readonly number[] }>(({ beta, eta, g }, { k }) => {
  const on = (rule: string) => sessionOf(read(`w = parameter(1, "zeros")\nloss = sum(${g} * w)\nupdate = ${rule}`));
  const session = on(`momentum(loss, learningRate=${eta}, momentum=${beta}, form="step")`);
  const m = Array.from({ length: 1000 }, () => {
    session.step();
    return gatheredOf(session, "w m");
  });
  const plain = on(`gradientDescent(loss, learningRate=${eta})`);
  plain.step();
  return { m_inf: m.at(-1)!, ratio: m.at(-1)! / parameterOf(plain, "w"), m_after: k.map((steps) => m[steps - 1]!), k };
});

export const optimizers: Readonly<Record<string, Check>> = {
  sgd_theta2: gradientDescent,
  sgdm_theta2: momentum,
  adam_two_steps_as_computed: adam,
  adam_two_steps_corrected: adam,
  momentum_terminal_velocity: terminalVelocity,
};
