// Scaled dot-product attention: each query takes a mean of the values, weighted by how well their keys match it. Vaswani et al. 2017.

import * as ops from "../../src/engine/ops.ts";
import type { Lowering, Signal } from "../../src/engine/signal.ts";
import { defineNode, type LowerContext } from "../../src/graph/node-type.ts";
import { booleanOf } from "../define/attributes.ts";
import { call } from "../define/notation.ts";
import { valueOutput } from "../define/ports.ts";
import { attentionRule } from "./attention-rule.ts";
import { realAsRow, rowsAsSteps, stepsAsRows } from "./steps-as-rows.ts";

type Operands = readonly [query: Signal, keys: Signal, values: Signal];

/** Largest component of each row, as a constant: a common shift of a row has no derivative. */
function rowMaximum(lowering: Lowering, x: Signal): Signal {
  const last = x.value.shape.length - 1;
  const value = ops.stopGradient(lowering.tape, ops.max(lowering.tape, x.value, [last]));
  return { ...x, value, shape: x.shape.slice(0, 1) };
}

/** Each row of [queries, keys] as shares that add up to 1. */
function rowSoftmax(lowering: Lowering, x: Signal): Signal {
  const [, keys] = x.shape as readonly [number, number];
  const alongRow = (row: Signal) => lowering.broadcast(row, x.shape, [0]);
  const shares = lowering.unary("exp", lowering.binary("subtract", x, alongRow(rowMaximum(lowering, x))));
  const total = lowering.contract(shares, lowering.constant([keys], 1), "qk,k->q");
  return lowering.binary("divide", shares, alongRow(total));
}

const hideUnless = (lowering: Lowering, seen: Signal, scores: Signal): Signal =>
  lowering.select(seen, scores, lowering.number(Number.NEGATIVE_INFINITY));

/** No query sees a key behind its own row. */
function hideLater(lowering: Lowering, scores: Signal): Signal {
  const [queries, keys] = scores.shape as readonly [number, number];
  const seen = Array.from({ length: queries * keys }, (_, index) => (index % keys <= Math.floor(index / keys) ? 1 : 0));
  return hideUnless(lowering, lowering.constant(scores.shape, seen), scores);
}

/** Queries [m, d], keys [n, d] and values [n, v] give [m, v]. `hide` takes scores [m, n] away by -∞. */
function attend(lowering: Lowering, queries: Signal, keys: Signal, values: Signal, hide: (scores: Signal) => Signal): Signal {
  const scale = lowering.number(1 / Math.sqrt(queries.shape[1]!));
  const scores = lowering.contract(lowering.binary("multiply", queries, scale), keys, "qd,kd->qk");
  return lowering.contract(rowSoftmax(lowering, hide(scores)), values, "qk,kv->qv");
}

function overRows(lowering: Lowering, [query, keys, values]: Operands, causal: boolean): Signal {
  const single = query.shape.length === 1;
  const queries = single ? lowering.reshape(query, [1, query.shape[0]!]) : query;
  const found = attend(lowering, queries, keys, values, (scores) => (causal ? hideLater(lowering, scores) : scores));
  return single ? lowering.reshape(found, [values.shape[1]!]) : found;
}

/** Keys and values are those of the steps; a query without steps looks at all of them. */
function overSteps(lowering: Lowering, [query, keys, values]: Operands, causal: boolean): Signal {
  const timed = keys.time || values.time;
  const rows = (x: Signal) => stepsAsRows(lowering, lowering.onlyReal(lowering.expand(x, timed, false)));
  const [queries, keyRows, valueRows] = [stepsAsRows(lowering, query), rows(keys), rows(values)];
  const real = timed ? realAsRow(lowering) : null;
  const found = attend(lowering, queries, keyRows, valueRows, (scores) => {
    const earlier = causal && query.time && timed ? hideLater(lowering, scores) : scores;
    return real ? hideUnless(lowering, lowering.broadcast(real, scores.shape, [1]), earlier) : earlier;
  });
  return query.time ? rowsAsSteps(lowering, found) : lowering.reshape(found, [values.shape[0]!]);
}

function lower(lowering: Lowering, context: LowerContext): Signal {
  const operands = [context.need("Q"), context.need("K"), context.need("V")] as const;
  const causal = booleanOf(context.attributes, "causal");
  return operands[1].shape.length === 1 ? overSteps(lowering, operands, causal) : overRows(lowering, operands, causal);
}

export const attention = defineNode({
  id: "attention",
  title: "attention",
  glyph: "\\operatorname{att}",
  category: "linear",
  role: "operation",
  summary: "Gives each query a mean of the values, weighted by softmax of how well their keys match it.",
  searchWords: ["scaled dot-product", "transformer", "query", "key", "value", "self-attention", "cross-attention"],
  formula: "\\operatorname{softmax}\\left(\\frac{Q K^\\top}{\\sqrt{d}}\\right) V",
  source: "A. Vaswani et al., Attention is all you need, 2017",
  attributes: [
    {
      id: "causal",
      title: "Causal",
      summary: "Each row, or step, sees those up to its own and none behind it.",
      kind: "boolean",
      default: false,
    },
  ],
  inputs: [
    { id: "Q", summary: "Queries, one a row; a column is a single one, or that of a step." },
    { id: "K", summary: "Keys, one a row, as wide as a query; a column is that of a step, and attention goes over all steps." },
    { id: "V", summary: "Values, one a row, as many as keys; a column is that of a step." },
  ],
  outputs: valueOutput("What each query finds, one a row; a column where the query is one."),
  shapes: attentionRule,
  lower,
  notation: call("attention", ["Q", "K", "V"], { keywords: ["causal"] }),
  derivative: {
    Q: "\\bar{Q} = \\tfrac{1}{\\sqrt{d}}\\,\\bar{S} K,\\ \\bar{S} = A \\odot (\\bar{A} - (\\bar{A} \\odot A)\\,\\mathbf{1}\\mathbf{1}^\\top),\\ \\bar{A} = \\bar{Y} V^\\top",
    K: "\\bar{K} = \\tfrac{1}{\\sqrt{d}}\\,\\bar{S}^\\top Q",
    V: "\\bar{V} = A^\\top \\bar{Y},\\ A = \\operatorname{softmax}\\left(\\tfrac{1}{\\sqrt{d}}\\,Q K^\\top\\right)",
  },
  examples: [
    {
      // equal keys: the mean of the values
      inputs: {
        Q: [
          [1, -2, 0.5, 0],
          [0, 3, 1, 1],
        ],
        K: [
          [0.5, 1, -1, 2],
          [0.5, 1, -1, 2],
        ],
        V: [
          [1, 4, -2],
          [3, 0, 1],
        ],
      },
      outputs: {
        value: [
          [2, 2, -0.5],
          [2, 2, -0.5],
        ],
      },
    },
    {
      // scores 0 and log 3 after the scale of 1/2
      inputs: {
        Q: [2, 0, 0, 0],
        K: [
          [0, 1, 1, 1],
          [1.0986122886681098, 5, -3, 2],
        ],
        V: [
          [4, 0],
          [0, 8],
        ],
      },
      outputs: { value: [1, 6] },
    },
    {
      attributes: { causal: true },
      inputs: {
        Q: [[0.3], [-0.7], [0]],
        K: [[1], [1], [1]],
        V: [[1], [2], [6]],
      },
      outputs: { value: [[1], [1.5], [3]] },
    },
    { inputs: { Q: [1], K: [[1000], [-1000]], V: [[0.5], [7]] }, outputs: { value: [0.5] } },
  ],
});
