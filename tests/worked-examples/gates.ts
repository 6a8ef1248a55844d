// 001: gates as elementwise products.

import { read } from "../compiler/equations/library.ts";
import { type Check, check, computed } from "./check.ts";

interface Gate {
  readonly g: readonly number[];
  readonly h: readonly number[];
}

const gated = check<Gate>((fed) => ({
  product: computed(read("g = input()\nh = input()\nproduct = g .* h"), { ...fed }).values.product,
}));

interface ForgetGate {
  readonly h_prev: readonly number[];
  readonly u: readonly number[];
  readonly phi: readonly number[];
}

/** The note's table has 1 - φ as a row of its own; here it is computed. */
const forgetGate = `
h_prev = input()
u = input()
phi = input()
phi_h = phi .* h_prev
one_minus_phi_u = (1 - phi) .* u
h = phi_h + one_minus_phi_u`;

export const gates: Readonly<Record<string, Check>> = {
  gate_hadamard_binary: gated,
  gate_hadamard_soft: gated,
  forget_gate_update: check<ForgetGate>(({ h_prev, u, phi }) => {
    const { phi_h, one_minus_phi_u, h } = computed(read(forgetGate), { h_prev, u, phi }).values;
    return { phi_h, one_minus_phi_u, h };
  }),
};
