// z⁻¹, the unit delay of signal flow graphs: the value of the step before.

import { defineDelay } from "./define-delay.ts";

export const delay = defineDelay({
  id: "delay",
  title: "delay",
  glyph: "z^{-1}",
  summary: "Gives the value that its input had one step before.",
  searchWords: ["z-1", "previous", "memory", "recurrence", "state", "loop", "lag"],
  formula: "x_{t-1}",
  source: "S. Mason, Feedback theory: some properties of signal flow graphs, 1953",
  step: -1,
  border: "before the first step",
  slope: "\\bar{x}_{t} = \\bar{y}_{t+1}",
});
