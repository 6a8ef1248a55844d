// What of the inspector needs mathjs and the equation notation, as one chunk that arrives a moment after the page.

export { chainRule, chainSentence } from "../../inspection/chain-rule.ts";
export { selfLetter, texOfLetter } from "../../inspection/chain-rule-names.ts";
export { seenOf } from "../../inspection/chain-rule-seen.ts";
export { localDerivatives, slopeNumbers } from "../../inspection/local-derivative.ts";
export { formulaTex } from "./formula-text.ts";
