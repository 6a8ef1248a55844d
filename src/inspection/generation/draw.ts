// One symbol from a prediction, at a temperature: probabilities in proportion to p^(1/T), which is softmax(logits / T).

function largestPlace(scores: ArrayLike<number>): number {
  let best = 0;
  for (let place = 1; place < scores.length; place++) if (scores[place]! > scores[best]!) best = place;
  return best;
}

/**
 * @param scores logarithms of numbers in proportion to the probabilities, at least one of them finite
 * @param temperature 0 takes the most probable one, the first of equals
 * @param uniform gives a number from [0, 1); asked for once, and at temperature 0 not at all
 * @returns its place
 */
export function drawSymbol(scores: ArrayLike<number>, temperature: number, uniform: () => number): number {
  const best = largestPlace(scores);
  if (temperature === 0) return best;
  const weights = Array.from(scores, (score) => Math.exp((score - scores[best]!) / temperature));
  let left = uniform() * weights.reduce((sum, weight) => sum + weight, 0);
  for (const [place, weight] of weights.entries()) {
    left -= weight;
    if (left < 0) return place;
  }
  // rounding has left a little over
  return best;
}
