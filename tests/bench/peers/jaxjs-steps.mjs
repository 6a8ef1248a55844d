// Times training steps of jax-js on its WebAssembly backend, the whole step under jit: jaxjs-steps.mjs FOLDER WORKLOAD FORM MILLISECONDS
// FORM: together (the input's product for all steps at once) or stepwise (inside the loop). Arrays are used up by what reads them (.ref keeps one).

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { measure, peerFolder, readTensors } from "./measure.mjs";

const [folder, workload, form, budget] = process.argv.slice(2);
globalThis.navigator ??= { userAgent: "node" };
const home = join(peerFolder, "node_modules/@jax-js/jax");
const jax = await import(pathToFileURL(join(home, "dist/index.js")).href);
await jax.init("wasm");
jax.defaultDevice("wasm");
const { numpy: np, nn, lax } = jax;

const start = performance.now();
const given = Object.entries(readTensors(folder, workload));
const t = Object.fromEntries(
  given.map(([name, { shape, data }]) => [name, shape.length > 0 ? np.array(data, { shape }) : np.array(data).reshape([])]),
);

const affine = (x, W, b) => np.add(np.matmul(x, W), b);
const logitLoss = (z, y) => np.sum(np.add(np.subtract(nn.relu(z.ref), np.multiply(z.ref, y)), np.log1p(np.exp(np.negative(np.abs(z))))));
const meanSquares = (p, y) => np.mean(np.square(np.subtract(p, y)));

/** What W and b make of each step of x. */
function driven(x, W, b) {
  const [steps, batch, size] = x.shape;
  const width = W.shape[1];
  if (form !== "stepwise") return np.unstack(affine(x.reshape([steps * batch, size]), W, b).reshape([steps, batch, width]), 0);
  const drives = np.unstack(x, 0).map((xt) => affine(xt, W.ref, b.ref));
  W.dispose();
  b.dispose();
  return drives;
}

function rnnStates(x, Wx, Wh, b) {
  let h = np.zeros([x.shape[1], Wh.shape[0]]);
  const states = driven(x, Wx, b).map((drive) => {
    h = np.tanh(affine(h, Wh.ref, drive));
    return h.ref;
  });
  h.dispose();
  Wh.dispose();
  return states;
}

function lstmStates(x, Wx, Wh, b, keep) {
  const size = [x.shape[1], Wh.shape[0]];
  let [h, c] = [np.zeros(size), np.zeros(size)];
  const states = [];
  for (const drive of driven(x, Wx, b)) {
    const [i, f, g, o] = np.split(affine(h, Wh.ref, drive), 4, 1);
    c = np.add(np.multiply(nn.sigmoid(f), c), np.multiply(nn.sigmoid(i), np.tanh(g)));
    h = np.multiply(nn.sigmoid(o), np.tanh(c.ref));
    if (keep) states.push(h.ref);
  }
  c.dispose();
  Wh.dispose();
  if (!keep) return [h];
  h.dispose();
  return states;
}

const outputsLoss = (states, Wo, bo, y) => logitLoss(affine(np.concatenate(states, 0), Wo, bo), y.reshape([-1, 7]));

function adamLoss([W, U], x, y) {
  const size = [x.shape[1], U.shape[0]];
  let [v, m, h] = [np.zeros(size), np.zeros(size), np.zeros(size)];
  for (const p of driven(x, W, np.zeros([U.shape[0]]))) {
    v = np.add(np.multiply(v, 0.9), np.multiply(p.ref, 0.1));
    m = np.add(np.multiply(m, 0.9), np.multiply(np.square(p), 0.1));
    h = nn.sigmoid(affine(h, U.ref, np.divide(v.ref, np.add(np.sqrt(m.ref), 1e-5))));
  }
  for (const used of [U, v, m]) used.dispose();
  return meanSquares(h, y);
}

function cnnLoss([K, k, W1, b1, W2, b2], x, y) {
  const [batch, filters] = [x.shape[0], K.shape[0]];
  const maps = nn.relu(np.add(lax.conv(x, K, [1, 1], "VALID"), k));
  const pooled = np.max(maps.reshape([batch, filters, 9, 2, 9, 2]), [3, 5]).reshape([batch, 81 * filters]);
  const scores = affine(nn.relu(affine(pooled, W1, b1)), W2, b2);
  return np.negative(np.mean(np.sum(np.multiply(y, nn.logSoftmax(scores)), 1)));
}

/** Kernel and first matrix for channels first. */
function cnnParameters() {
  const filters = t.K.shape[1];
  const K = np.transpose(t.K, [1, 0]).reshape([filters, 1, 3, 3]);
  const W1 = np.transpose(t.W_1.reshape([81, filters, 64]), [1, 0, 2]).reshape([81 * filters, 64]);
  return [K, t.k.reshape([filters, 1, 1]), W1, t.b_1, t.W_2, t.b_2];
}

const nets = {
  "rnn-reber": () => ({
    parameters: [t.W_x, t.W_h, t.b, t.W_o, t.b_o],
    rate: 1e-5,
    loss: ([Wx, Wh, b, Wo, bo], x, y) => outputsLoss(rnnStates(x, Wx, Wh, b), Wo, bo, y),
  }),
  "lstm-embedded-reber": () => ({
    parameters: [t.W_x, t.W_h, t.b, t.W_o, t.b_o],
    rate: 1e-5,
    loss: ([Wx, Wh, b, Wo, bo], x, y) => outputsLoss(lstmStates(x, Wx, Wh, b, true), Wo, bo, y),
  }),
  "adam-cell": () => ({ parameters: [t.W, t.U], rate: 1e-2, loss: adamLoss }),
  "lstm-medium": () => ({
    parameters: [t.W_x, t.W_h, t.b],
    rate: 1e-2,
    loss: ([Wx, Wh, b], x, y) => meanSquares(lstmStates(x, Wx, Wh, b, false)[0], y),
  }),
  "cnn-shapes": () => ({ parameters: cnnParameters(), rate: 1e-2, loss: cnnLoss }),
  "tiny-scalar": () => ({
    parameters: [t.w, t.b],
    rate: 1e-3,
    loss: ([w, b]) => np.square(np.subtract(np.tanh(np.add(np.multiply(w, 0.7), b)), 0.2)),
  }),
};

const { parameters, rate, loss } = nets[workload]();
const data = "x" in t ? [t.x, t.y] : [];
const train = jax.jit((weights, ...examples) => {
  const [value, slopes] = jax.valueAndGrad(loss)(
    weights.map((weight) => weight.ref),
    ...examples,
  );
  return [value, weights.map((weight, index) => np.subtract(weight, np.multiply(slopes[index], rate)))];
});

let weights = parameters;
const step = async () => {
  const [value, next] = train(weights, ...data.map((one) => one.ref));
  weights = next;
  await jax.blockUntilReady(weights);
  return (await value.data())[0];
};
const result = await measure(step, start, Number(budget), workload === "tiny-scalar" ? 20 : 1);
const { version } = JSON.parse(readFileSync(join(home, "package.json"), "utf8"));
console.log(JSON.stringify({ ...result, version }));
