// The size of a Hessian, as the summary writes it.

import { expect, test } from "vitest";
import { hessianEntries } from "../../../src/editor/inspector/hessian.ts";

test.each([
  [1, "1"],
  [27, "729"],
  [1000, "1,000,000"],
  [31_622, "999,950,884"],
  [31_623, "1.0 × 10⁹"],
  [166_467, "2.8 × 10¹⁰"],
  [138_000_000, "1.9 × 10¹⁶"],
])("%i trained numbers", (parameters, text) => {
  expect(hessianEntries(parameters)).toBe(text);
});
