// The drivers by the name that a node type gives (`driver: "newton"`). To add one: write its file, and name it here.

import { levenbergMarquardt } from "./levenberg-marquardt.ts";
import { newton } from "./newton.ts";
import { bfgs, dfp } from "./quasi-newton.ts";
import type { DriverRule } from "./rule.ts";
import { steepestDescent } from "./steepest-descent.ts";

export const driverRules: Readonly<Record<string, DriverRule>> = {
  "steepest-descent": steepestDescent,
  newton,
  bfgs,
  dfp,
  "levenberg-marquardt": levenbergMarquardt,
};
