// The loss of support vector machines: nothing is lost where the prediction has the target's sign and is at least 1 away from 0.

import { defineLoss } from "./define-loss.ts";

export const hinge = defineLoss({
  id: "hinge",
  title: "hinge",
  glyph: "\\operatorname{hinge}",
  summary: "Grows as soon as a prediction is less than 1 on the right side of zero; targets are 1 and -1.",
  searchWords: ["margin", "svm", "support vector machine", "classification", "maximum margin"],
  formula: "\\max(0, 1 - y\\,p)",
  source: "C. Cortes, V. Vapnik, Support-vector networks, 1995",
  prediction: "Any numbers; their sign is the class.",
  target: "1 or -1 for each component.",
  call: "hinge",
  slopes: ["-y \\text{ for } y\\,p < 1,\\ \\text{else } 0", "-p \\text{ for } y\\,p < 1,\\ \\text{else } 0"],
  compare: (lowering, prediction, target) => {
    const short = lowering.binary("subtract", lowering.number(1), lowering.binary("multiply", target, prediction));
    const inside = lowering.binary("greater", short, lowering.number(0));
    return lowering.select(inside, short, lowering.number(0));
  },
  examples: [
    { inputs: { prediction: [0.25, -2, 1.5, -0.5], target: [1, -1, -1, 1] }, outputs: { loss: 1.1875 } },
    { attributes: { reduction: "sum" }, inputs: { prediction: [0.25, -2, 1.5, -0.5], target: [1, -1, -1, 1] }, outputs: { loss: 4.75 } },
    { inputs: { prediction: [1, -1000], target: [1, -1] }, outputs: { loss: 0 } },
  ],
});
