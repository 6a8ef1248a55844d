// The only list of node types. To add one: write its file, and name it here.
//
// Notation. Where a type has several entries the first is how it prints, and all are read. An attribute of kind "shape" among the
// `positional` ones is spread: `reshape(x, 2, 3)`. In `written` entries the operands hold a text for every port that has one, the type's
// own parameters (W, b) included. The equation notation has a form of its own for these special types:
//   input, sequence, parameter      `x = sequence(2)`, `W = parameter(3, 2, "he-normal")`
//   constant                        a number alone, `[1, 2; 3, 4]`
//   output                          has no form; a cell's outputs are the names that its head lists
//   delay, delay-next               `h[t-1]`, `b[t+1]`, borders as `h[0] = ...`, `b[T+1] = ...`
//   last-step, first-step           `h[T]`, `h[1]`
//   split                           `slice(x, 1, 3)` for each part
//   cell                            `lstm(x, 20)`
//   data sets, comment              have none
// `concat` is also read from `[a; b]`; `power`, `square`, `one-minus`, `clip`, `mean-steps`, `identity`, `outer`, `affine`, `gate`
// and `expression` are written out in other operations.

import { createRegistry, type NodeType } from "../src/graph/node-type.ts";
import { elu } from "./activations/elu.ts";
import { gelu } from "./activations/gelu.ts";
import { leakyRelu } from "./activations/leaky-relu.ts";
import { logSigmoid } from "./activations/log-sigmoid.ts";
import { logSoftmax } from "./activations/log-softmax.ts";
import { prelu } from "./activations/prelu.ts";
import { relu } from "./activations/relu.ts";
import { selu } from "./activations/selu.ts";
import { sigmoid } from "./activations/sigmoid.ts";
import { silu } from "./activations/silu.ts";
import { softmax } from "./activations/softmax.ts";
import { softplus } from "./activations/softplus.ts";
import { step } from "./activations/step.ts";
import { straightThroughStep } from "./activations/straight-through-step.ts";
import { tanh } from "./activations/tanh.ts";
import { clipByNorm } from "./clipping/clip-by-norm.ts";
import { clipByValue } from "./clipping/clip-by-value.ts";
import { addingData } from "./data/adding.ts";
import { bitStringsData } from "./data/bit-strings.ts";
import { copyData } from "./data/copy.ts";
import { csvData } from "./data/csv.ts";
import { digitsData } from "./data/digits.ts";
import { embeddedReber } from "./data/embedded-reber.ts";
import { randomNumbers } from "./data/random-numbers.ts";
import { reber } from "./data/reber.ts";
import { shapesData } from "./data/shapes.ts";
import { sineData } from "./data/sine.ts";
import { textData } from "./data/text.ts";
import { toyPoints } from "./data/toy-points.ts";
import { averagePool } from "./images/average-pool.ts";
import { conv2d } from "./images/conv2d.ts";
import { maxPool } from "./images/max-pool.ts";
import { constant } from "./inputs/constant.ts";
import { ones, zeros } from "./inputs/filled.ts";
import { input } from "./inputs/input.ts";
import { output } from "./inputs/output.ts";
import { parameter } from "./inputs/parameter.ts";
import { sequence } from "./inputs/sequence.ts";
import { affine } from "./linear/affine.ts";
import { attention } from "./linear/attention.ts";
import { embedding } from "./linear/embedding.ts";
import { gate } from "./linear/gate.ts";
import { outer } from "./linear/outer.ts";
import { binaryCrossEntropy } from "./losses/binary-cross-entropy.ts";
import { binaryCrossEntropyWithLogits } from "./losses/binary-cross-entropy-with-logits.ts";
import { halfSumOfSquares } from "./losses/half-sum-of-squares.ts";
import { hinge } from "./losses/hinge.ts";
import { huber } from "./losses/huber.ts";
import { l1Penalty } from "./losses/l1-penalty.ts";
import { l2Penalty } from "./losses/l2-penalty.ts";
import { meanAbsoluteError } from "./losses/mean-absolute-error.ts";
import { meanSquaredError } from "./losses/mean-squared-error.ts";
import { negativeLogLikelihood } from "./losses/negative-log-likelihood.ts";
import { softmaxCrossEntropy } from "./losses/softmax-cross-entropy.ts";
import { accuracy } from "./metrics/accuracy.ts";
import { wrongPositions } from "./metrics/wrong-positions.ts";
import { wrongSequences } from "./metrics/wrong-sequences.ts";
import { batchNorm } from "./normalization/batch-norm.ts";
import { layerNorm } from "./normalization/layer-norm.ts";
import { absolute } from "./operations/absolute.ts";
import { add } from "./operations/add.ts";
import { clip } from "./operations/clip.ts";
import { cosine } from "./operations/cosine.ts";
import { divide } from "./operations/divide.ts";
import { exponential } from "./operations/exponential.ts";
import { expression } from "./operations/expression/expression.ts";
import { identity } from "./operations/identity.ts";
import { logarithm } from "./operations/logarithm.ts";
import { maximum } from "./operations/maximum.ts";
import { minimum } from "./operations/minimum.ts";
import { multiply } from "./operations/multiply.ts";
import { negate } from "./operations/negate.ts";
import { oneMinus } from "./operations/one-minus.ts";
import { power } from "./operations/power.ts";
import { product } from "./operations/product.ts";
import { sine } from "./operations/sine.ts";
import { square } from "./operations/square.ts";
import { squareRoot } from "./operations/square-root.ts";
import { stopGradient } from "./operations/stop-gradient.ts";
import { subtract } from "./operations/subtract.ts";
import { adagrad } from "./optimizers/adagrad.ts";
import { adam } from "./optimizers/adam.ts";
import { adamw } from "./optimizers/adamw.ts";
import { bfgs } from "./optimizers/bfgs.ts";
import { dfp } from "./optimizers/dfp.ts";
import { gradientDescent } from "./optimizers/gradient-descent.ts";
import { levenbergMarquardt } from "./optimizers/levenberg-marquardt.ts";
import { momentum } from "./optimizers/momentum.ts";
import { nadam } from "./optimizers/nadam.ts";
import { nesterov } from "./optimizers/nesterov.ts";
import { newton } from "./optimizers/newton.ts";
import { optimizer } from "./optimizers/optimizer.ts";
import { rmsprop } from "./optimizers/rmsprop.ts";
import { steepestDescent } from "./optimizers/steepest-descent.ts";
import { dropout } from "./regularization/dropout.ts";
import { cosineSchedule } from "./schedules/cosine.ts";
import { matlabSchedule } from "./schedules/matlab.ts";
import { piecewiseSchedule } from "./schedules/piecewise.ts";
import { plateauSchedule } from "./schedules/plateau.ts";
import { powerSchedule } from "./schedules/power.ts";
import { warmupSchedule } from "./schedules/warmup.ts";
import { concat } from "./shape/concat.ts";
import { flatten } from "./shape/flatten.ts";
import { max } from "./shape/max.ts";
import { mean } from "./shape/mean.ts";
import { min } from "./shape/min.ts";
import { oneHot } from "./shape/one-hot.ts";
import { reshape } from "./shape/reshape.ts";
import { slice } from "./shape/slice.ts";
import { split } from "./shape/split.ts";
import { sum } from "./shape/sum.ts";
import { transpose } from "./shape/transpose.ts";
import { cell } from "./structure/cell.ts";
import { comment } from "./structure/comment.ts";
import { delay } from "./time/delay.ts";
import { delayNext } from "./time/delay-next.ts";
import { firstStep } from "./time/first-step.ts";
import { lastStep } from "./time/last-step.ts";
import { mask } from "./time/mask.ts";
import { meanSteps } from "./time/mean-steps.ts";
import { reverse } from "./time/reverse.ts";

const operations = [
  add,
  subtract,
  multiply,
  divide,
  negate,
  power,
  square,
  squareRoot,
  exponential,
  logarithm,
  absolute,
  sine,
  cosine,
  oneMinus,
  maximum,
  minimum,
  clip,
  stopGradient,
  identity,
  expression,
];
const activations = [
  sigmoid,
  tanh,
  relu,
  leakyRelu,
  prelu,
  elu,
  selu,
  softplus,
  gelu,
  silu,
  logSigmoid,
  softmax,
  logSoftmax,
  layerNorm,
  batchNorm,
  dropout,
  step,
  straightThroughStep,
];
const linear = [product, outer, affine, gate, conv2d, embedding, attention];
const shape = [concat, split, slice, reshape, flatten, transpose, sum, mean, max, min, maxPool, averagePool, oneHot];
const time = [delay, delayNext, lastStep, firstStep, meanSteps, reverse, mask];
const inputs = [input, sequence, parameter, constant, zeros, ones, output];
const data = [
  reber,
  embeddedReber,
  sineData,
  toyPoints,
  shapesData,
  digitsData,
  textData,
  bitStringsData,
  addingData,
  copyData,
  randomNumbers,
  csvData,
];
const losses = [
  meanSquaredError,
  meanAbsoluteError,
  huber,
  halfSumOfSquares,
  binaryCrossEntropy,
  binaryCrossEntropyWithLogits,
  softmaxCrossEntropy,
  negativeLogLikelihood,
  hinge,
  l1Penalty,
  l2Penalty,
];
const metrics = [accuracy, wrongPositions, wrongSequences];
const optimizers = [gradientDescent, momentum, nesterov, adagrad, rmsprop, adam, adamw, nadam, optimizer];
const drivers = [steepestDescent, newton, bfgs, dfp, levenbergMarquardt];
const schedules = [powerSchedule, piecewiseSchedule, plateauSchedule, matlabSchedule, cosineSchedule, warmupSchedule];
const clipping = [clipByNorm, clipByValue];
const structure = [cell, comment];

/** In the order of the palette. */
export const nodeTypes: readonly NodeType[] = [
  ...operations,
  ...activations,
  ...linear,
  ...shape,
  ...time,
  ...inputs,
  ...data,
  ...losses,
  ...metrics,
  ...optimizers,
  ...drivers,
  ...schedules,
  ...clipping,
  ...structure,
];

export const registry = createRegistry(nodeTypes);
