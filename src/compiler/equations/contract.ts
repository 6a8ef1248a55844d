// All functions that the notation will have. What the registry lacks of them is not an unknown name but one that comes later.

const functions =
  "sigmoid tanh relu selu softplus gelu silu exp log sqrt abs sin cos step logSigmoid stopGradient leakyRelu elu prelu softmax logSoftmax " +
  "sum mean max min concat slice reshape flatten transpose reverse mask conv2d maxPool averagePool batchNorm layerNorm dropout zeros ones";
const losses =
  "meanSquaredError meanAbsoluteError huber binaryCrossEntropy binaryCrossEntropyWithLogits softmaxCrossEntropy negativeLogLikelihood halfSumOfSquares";
const optimizers = "gradientDescent momentum nesterov adagrad rmsprop adam adamw nadam steepestDescent bfgs dfp newton levenbergMarquardt";
const schedules = "powerSchedule piecewiseSchedule plateauSchedule matlabSchedule cosineSchedule warmupSchedule";

const contractFunctions: ReadonlySet<string> = new Set([functions, losses, optimizers, schedules].join(" ").split(" "));

export const isPlanned = (name: string): boolean => contractFunctions.has(name);
export const isSchedule = (name: string): boolean => schedules.split(" ").includes(name);
