// The only list of the data sets that can be generated.

import { adding } from "./adding.ts";
import { bitStrings } from "./bit-strings.ts";
import { copy } from "./copy.ts";
import { csv } from "./csv/generate.ts";
import type { Generator } from "./dataset.ts";
import { digits } from "./digits/digits.ts";
import { embeddedReber } from "./embedded-reber.ts";
import { randomNumbers } from "./random-numbers.ts";
import { reber } from "./reber.ts";
import { shapes } from "./shapes.ts";
import { sine } from "./sine.ts";
import { text } from "./text/text.ts";
import { toyPoints } from "./toy-points.ts";

/** Generators by the id that a document names them with. */
export const generators: Readonly<Record<string, Generator>> = {
  reber,
  "embedded-reber": embeddedReber,
  sine,
  "toy-points": toyPoints,
  "random-numbers": randomNumbers,
  csv,
  shapes,
  digits,
  text,
  "bit-strings": bitStrings,
  adding,
  copy,
};
