// The verdict as sentences.

import { EVEN, FRACTION, LEAST, rateDigits, type Stretch } from "./rate.ts";
import type { Fate, Verdict } from "./verdict.ts";
import { HOLDS } from "./verdict.ts";

const RAISED = "⁰¹²³⁴⁵⁶⁷⁸⁹";

const raised = (exponent: number): string =>
  `10${exponent < 0 ? "⁻" : ""}${String(Math.abs(exponent)).replace(/\d/g, (digit) => RAISED[Number(digit)] ?? "")}`;

function digitsOf(x: number, digits: number): string {
  if (x >= 99.5 && x < 1e6) return x.toLocaleString("en", { maximumSignificantDigits: digits });
  const [mantissa, exponent] = x.toPrecision(digits).split("e");
  return exponent === undefined ? mantissa! : `${mantissa} · ${raised(Number(exponent))}`;
}

/** Two digits: `0.62`, `1.0`, `130`. */
const twoDigits = (x: number): string => digitsOf(x, 2);

/** The nearest power of ten: `10⁻¹³`. */
const power = (x: number): string => raised(Math.round(Math.log10(x)));

/** A factor over several steps as people say it: `1/52`, `0.62`, `15`, `10⁻¹³`. */
function factorText(factor: number): string {
  if (factor < 1e-6 || factor > 1e6) return power(factor);
  return factor < FRACTION ? `1/${twoDigits(1 / factor)}` : twoDigits(factor);
}

/** A factor a step, with as many digits as it takes to come out at the total: `0.62`, `1.0043`. */
const rateText = (stretch: Pick<Stretch, "rate" | "steps">): string => digitsOf(stretch.rate, rateDigits(stretch));

/** A factor that stands for 0. */
const NOTHING = 1e-200;

const count = (steps: number): string => (steps === 1 ? "1 step" : `${steps} steps`);

export const FATE_WORDS: Readonly<Record<Fate, string>> = {
  vanishes: "Vanishes",
  holds: "Holds",
  explodes: "Explodes",
  cut: "Does not come back",
  broken: "Not a number",
  short: "Too short",
};

/** The verdict as a title. */
export function fateText({ fate, course }: Verdict): string {
  if (!course || course.parts.length === 0) return FATE_WORDS[fate];
  return fate === "holds" ? "Holds on the whole" : `${FATE_WORDS[fate]}, unevenly`;
}

/** `× 0.62 a step`, the mean; empty where there is none to tell. */
export const meanText = ({ rate, steps }: Verdict): string => (rate === null ? "" : `× ${rateText({ rate, steps })} a step`);

function leftText(left: number): string {
  const text = factorText(left);
  if (text === "1.0") return "it is as large as at the end";
  return left < 1 ? `${text} of it is left` : `it is ${text} times as large`;
}

/** No line ends there. */
const NARROW = "\u202f";

/** `falls to 1/2.9 (× 0.59 a step)`. */
function stretchText(stretch: Stretch, what: string): string {
  const { steps, factor } = stretch;
  const text = factorText(factor);
  const told = factor < 1 ? `falls to ${text}${what}` : `becomes ${text} times as large`;
  const mean = steps === 1 ? "" : ` (×${NARROW}${rateText(stretch)} a step)`;
  return text === "1.0" ? "stays as it is" : `${told}${mean}`;
}

/** Where it does not go evenly, what the two stretches do: their factors multiply to what is left. */
function partsText([near, far]: readonly Stretch[]): string {
  if (!near || !far) return "";
  const first = near.steps === 1 ? "the first step back" : `the first ${near.steps} steps back`;
  const other = far.steps === 1 ? "the last one" : `the other ${far.steps}`;
  return ` Not evenly: over ${first} it ${stretchText(near, "")}, over ${other} it ${stretchText(far, " of that")}.`;
}

function courseText({ course, steps }: Verdict): string {
  if (!course) return "";
  const { whole, parts, beyond, gaps } = course;
  const nothing = `${count(steps)} back nothing of it is left: farther than ${count(whole.steps)} back it is less than ${power(LEAST)}.`;
  const mean = `a step back multiplies the gradient by ${rateText(whole)}: ${count(whole.steps)} back ${leftText(whole.factor)}.`;
  const zeros = gaps > 0 ? ` At ${count(gaps)} between it is 0.` : "";
  return `${beyond > 0 ? `${nothing} Up to there` : "On average"} ${mean}${partsText(parts)}${zeros}`;
}

/** What happens, in one to three sentences. */
export function verdictText(verdict: Verdict): string {
  switch (verdict.fate) {
    case "cut":
      return "From one step back on it is 0: the state does not depend on what it was.";
    case "broken":
      return "The derivative is not finite at some step.";
    case "short":
      return "Fewer than three steps tell nothing of a rate.";
    default:
      return courseText(verdict);
  }
}

/** What the cause does, and what is done by all else: the two multiply to what the verdict says, a step or in all. */
function doesText({ passes, total }: { readonly passes: number; readonly total: number }, { steps, rate, factor }: Stretch): string {
  const own = Math.exp(total);
  if (own < NOTHING && factor === 0) return "lets nothing through";
  if (passes === steps) {
    const mean = Math.exp(total / steps);
    return `multiplies the gradient by ${digitsOf(mean, 3)} a step, all else together by ${digitsOf(rate / mean, 3)}`;
  }
  const times = passes === 1 ? "once" : `${passes} times`;
  const rest = factorText(Math.exp(Math.log(factor) - total));
  return `is passed ${times} and multiplies by ${factorText(own)}${passes === 1 ? "" : " in all"}, all else together by ${rest}`;
}

/**
 * What does most of it; empty where nothing does.
 * @param name of a node by its path, as people call it
 */
export function causeText({ fate, cause, isMost, course, steps }: Verdict, name: (path: string) => string): string {
  if (!cause) return "";
  const share = isMost ? "Most of it" : "More of it than anywhere else";
  const what = fate === "explodes" ? "is added" : "is lost";
  const does = doesText(cause, course?.whole ?? { steps, rate: 0, factor: 0 });
  if (cause.kind === "node") return `${share} ${what} at ${name(cause.path)}, which ${does}.`;
  const ways = fate === "explodes" ? "add up" : "cancel each other";
  return `${share} ${what} at ${name(cause.path)}, where several ways back meet and ${ways}: their meeting ${does}.`;
}

/** How the words are meant. */
export const VERDICT_NOTE = `The gradient is measured by the largest singular value of the Jacobian. The factor a step is the geometric mean over all steps: multiplied as often as there are steps, it gives what is left in all. A mean of ${HOLDS.from} to ${HOLDS.to} counts as holding, if no less than half and no more than double is left. It goes evenly if it is at no step off that mean by more than a factor ${EVEN.factor}, or than ${100 * EVEN.share} % of the whole change in logarithms. To find what does most, the gradient that arrives largest is followed back on the way that carries most of it: the factors of all nodes on the way, and of the places where other ways meet it, multiply to what is left.`;
