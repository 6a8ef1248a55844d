// z⁺¹: the value of the step after, for the direction of a bidirectional network that runs backward in time.

import { defineDelay } from "./define-delay.ts";

export const delayNext = defineDelay({
  id: "delay-next",
  title: "delay from the next step",
  glyph: "z^{+1}",
  summary: "Gives the value that its input has one step later, for networks that read a sequence backward.",
  searchWords: ["z+1", "next", "future", "bidirectional", "backward", "lead"],
  formula: "x_{t+1}",
  source: "M. Schuster, K. Paliwal, Bidirectional recurrent neural networks, 1997",
  step: 1,
  border: "after the last step",
  slope: "\\bar{x}_{t} = \\bar{y}_{t-1}",
});
