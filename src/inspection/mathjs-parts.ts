// What of mathjs it takes to differentiate. The list must hold every function that is differentiated, else `derivative` fails.

export {
  addDependencies,
  cosDependencies,
  derivativeDependencies,
  divideDependencies,
  expDependencies,
  logDependencies,
  multiplyDependencies,
  parseDependencies,
  powDependencies,
  sinDependencies,
  sqrtDependencies,
  subtractDependencies,
  unaryMinusDependencies,
} from "mathjs/number";
