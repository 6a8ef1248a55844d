// Times training steps of TensorFlow.js on its WebAssembly backend: tfjs-steps.mjs FOLDER WORKLOAD MILLISECONDS

import { join } from "node:path";
import { measure, peerFolder, readTensors, requirePeer } from "./measure.mjs";

const [folder, workload, budget] = process.argv.slice(2);
// it greets on the console
const { log } = console;
console.log = () => {};
console.warn = () => {};
const tf = requirePeer("@tensorflow/tfjs");
requirePeer("@tensorflow/tfjs-backend-wasm").setWasmPaths(join(peerFolder, "node_modules/@tensorflow/tfjs-backend-wasm/dist/"));
await tf.setBackend("wasm");
await tf.ready();

const start = performance.now();
const given = Object.entries(readTensors(folder, workload));
const t = Object.fromEntries(given.map(([name, { shape, data }]) => [name, tf.tensor(data, shape)]));

/** Tensors that are trained. */
const trained = (...names) =>
  names.map((name) => {
    t[name] = tf.variable(t[name]);
    return t[name];
  });

const affine = (x, W, b) => tf.add(tf.matMul(x, W), b);
/** [T, B, n] as T matrices, after W has been applied to all of them at once. */
const projected = (x, W, b) => {
  const [steps, batch, size] = x.shape;
  const flat = tf.matMul(x.reshape([steps * batch, size]), W);
  return (b ? tf.add(flat, b) : flat).reshape([steps, batch, W.shape[1]]).unstack(0);
};
const nothing = (batch, units) => tf.zeros([batch, units]);

const logitLoss = (z, y) => tf.sum(tf.add(tf.sub(tf.relu(z), tf.mul(z, y)), tf.log1p(tf.exp(tf.neg(tf.abs(z))))));
const outputsLoss = (states) => logitLoss(affine(tf.concat(states, 0), t.W_o, t.b_o), t.y.reshape([-1, t.y.shape[2]]));

function rnnStates() {
  let h = nothing(t.x.shape[1], t.W_h.shape[0]);
  return projected(t.x, t.W_x, t.b).map((drive) => {
    h = tf.tanh(affine(h, t.W_h, drive));
    return h;
  });
}

function lstmStates() {
  let [h, c] = [nothing(t.x.shape[1], t.W_h.shape[0]), nothing(t.x.shape[1], t.W_h.shape[0])];
  return projected(t.x, t.W_x, t.b).map((drive) => {
    const [i, f, g, o] = tf.split(affine(h, t.W_h, drive), 4, 1);
    c = tf.add(tf.mul(tf.sigmoid(f), c), tf.mul(tf.sigmoid(i), tf.tanh(g)));
    h = tf.mul(tf.sigmoid(o), tf.tanh(c));
    return h;
  });
}

function adamLoss() {
  const [batch, units] = [t.x.shape[1], t.U.shape[0]];
  let [v, m, h] = [nothing(batch, units), nothing(batch, units), nothing(batch, units)];
  for (const p of projected(t.x, t.W)) {
    v = tf.add(tf.mul(v, 0.9), tf.mul(p, 0.1));
    m = tf.add(tf.mul(m, 0.9), tf.mul(tf.square(p), 0.1));
    h = tf.sigmoid(affine(h, t.U, tf.div(v, tf.add(tf.sqrt(m), 1e-5))));
  }
  return tf.losses.meanSquaredError(t.y, h);
}

/** This backend has no gradient of a convolution's kernel: patches and a product instead. */
function cnnLoss(patches) {
  const [batch, filters] = [t.x.shape[0], t.k.shape[0]];
  const maps = tf.relu(affine(patches, t.K, t.k)).reshape([batch, 18, 18, filters]);
  const pooled = tf.maxPool(maps, 2, 2, "valid").reshape([batch, 81 * filters]);
  const scores = affine(tf.relu(affine(pooled, t.W_1, t.b_1)), t.W_2, t.b_2);
  return tf.neg(tf.mean(tf.sum(tf.mul(t.y, tf.logSoftmax(scores)), 1)));
}

function patchesOf(images) {
  const batch = images.shape[0];
  const rows = images.reshape([batch, 20, 20, 1]);
  const offsets = Array.from({ length: 9 }, (_, k) => [Math.floor(k / 3), k % 3]);
  const windows = offsets.map(([row, column]) => rows.slice([0, row, column, 0], [batch, 18, 18, 1]));
  return tf.concat(windows, 3).reshape([batch * 324, 9]);
}

const nets = {
  "rnn-reber": () => ({ parameters: trained("W_x", "W_h", "b", "W_o", "b_o"), rate: 1e-5, loss: () => outputsLoss(rnnStates()) }),
  "lstm-embedded-reber": () => ({
    parameters: trained("W_x", "W_h", "b", "W_o", "b_o"),
    rate: 1e-5,
    loss: () => outputsLoss(lstmStates()),
  }),
  "adam-cell": () => ({ parameters: trained("W", "U"), rate: 1e-2, loss: adamLoss }),
  "lstm-medium": () => ({
    parameters: trained("W_x", "W_h", "b"),
    rate: 1e-2,
    loss: () => tf.losses.meanSquaredError(t.y, lstmStates().at(-1)),
  }),
  "cnn-shapes": () => {
    const patches = patchesOf(t.x);
    return { parameters: trained("K", "k", "W_1", "b_1", "W_2", "b_2"), rate: 1e-2, loss: () => cnnLoss(patches) };
  },
  "tiny-scalar": () => ({
    parameters: trained("w", "b"),
    rate: 1e-3,
    loss: () => tf.square(tf.sub(tf.tanh(tf.add(tf.mul(t.w, 0.7), t.b)), 0.2)),
  }),
};

const { parameters, rate, loss } = nets[workload]();
const optimizer = tf.train.sgd(rate);
const step = () => {
  const value = optimizer.minimize(loss, true, parameters);
  const [number] = value.dataSync();
  value.dispose();
  return number;
};
const result = await measure(step, start, Number(budget), workload === "tiny-scalar" ? 20 : 1);
log(JSON.stringify({ ...result, version: tf.version.tfjs }));
