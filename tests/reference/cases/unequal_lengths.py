"""Sequences of unequal length. The steps behind an example's end hold junk, and nothing is said about values there."""

import torch

from cases.lstm import LSTM_EQUATIONS, LSTM_PARAMETERS, lstm_leaves, run_lstm
from cases.rnn import RNN, rnn_leaves, run_rnn
from cases.sources import NOTE_001
from functions import (
    cat,
    cross_entropy,
    cross_entropy_of_logits,
    half_sum_of_squares,
    loss,
    ones,
    sigmoid,
    softmax_cross_entropy,
    squared_error,
    tanh,
    zeros,
)
from net import case


LENGTHS = [5, 2, 4]


for reduction in ("mean", "sum", "per-example"):
    argument = "" if reduction == "mean" else f', reduction="{reduction}"'
    for name, call, term, f_o, bits in (
        ("mean-squared-error", "meanSquaredError(o, y", squared_error, None, None),
        ("binary-cross-entropy", "binaryCrossEntropy(o, y", cross_entropy, sigmoid, "bits"),
        ("binary-cross-entropy-with-logits", "binaryCrossEntropyWithLogits(o, y", cross_entropy_of_logits, None, "bits"),
        ("softmax-cross-entropy", "softmaxCrossEntropy(o, y", softmax_cross_entropy, None, "one_hot"),
    ):

        @case(
            f"lengths-{name}-{reduction}",
            "losses count real steps only: the mean divides by their number, per-example by that of the examples",
            RNN
            + "h = tanh(W_i * x + W_h * h[t-1] + b_h)\n"
            + ("o = sigmoid(W_o * h + b_o)" if f_o else "o = W_o * h + b_o")
            + f"\nloss = {call}{argument})\n",
            lengths=LENGTHS,
        )
        def rnn_lengths(draw, reduction=reduction, term=term, f_o=f_o, bits=bits):
            def run(net):
                o = run_rnn(net, tanh, lambda e: zeros(3), f_o)
                net.value("loss", loss(net, term, o, net["y"], reduction))

            return rnn_leaves(draw, target=getattr(draw, bits) if bits else None), run


@case(
    "lengths-no-example-is-full",
    "the data have more steps than the longest example",
    RNN + "h = tanh(W_i * x + W_h * h[t-1] + b_h)\no = W_o * h + b_o\nloss = meanSquaredError(o, y)\n",
    T=6,
    lengths=[3, 5, 1],
)
def lengths_none_full(draw):
    def run(net):
        o = run_rnn(net, tanh, lambda e: zeros(3))
        net.value("loss", loss(net, squared_error, o, net["y"]))

    return rnn_leaves(draw), run


@case(
    "lengths-last-step",
    "h[T] is each example's last real step, h[1] its first",
    """
x = sequence(2)
y = input(3)
h0 = input(3)
W = parameter(3, 2)
U = parameter(3, 3)
h = tanh(W * x + U * h[t-1])
h[0] = h0
last = h[T]
q = last + 0.5 * h[1]
loss = halfSumOfSquares(q, y)
""",
    lengths=LENGTHS,
)
def lengths_last(draw):
    leaves = {"x": draw.sequence(2), "y": draw.input(3), "h0": draw.input(3), "W": draw.matrix(3, 2), "U": draw.matrix(3, 3)}

    def run(net):
        x, y, h0, W, U = net["x y h0 W U"]
        h, last, q = net.node("h"), net.node("last", "b"), net.node("q", "b")
        for e in net.examples:
            h[0, e] = h0[e]
            for t in net.steps(e):
                h[t, e] = tanh(W @ x[t, e] + U @ h[t - 1, e])
            last[e] = h[net.length(e), e]
            q[e] = last[e] + 0.5 * h[1, e]
        net.value("loss", half_sum_of_squares(net, q, y))

    return leaves, run


@case(
    "lengths-lstm",
    NOTE_001 + "; an LSTM over strings of unequal length",
    "x = sequence(2)\ny = sequence(3)"
    + LSTM_PARAMETERS
    + LSTM_EQUATIONS.strip("\n")
    + '\nloss = meanSquaredError(h, y, reduction="per-example")\n',
    lengths=LENGTHS,
)
def lengths_lstm(draw):
    def run(net):
        h = run_lstm(net, net["x"], lambda e: zeros(3), lambda e: zeros(3))
        net.value("loss", loss(net, squared_error, h, net["y"], "per-example"))

    return {"x": draw.sequence(2), "y": draw.sequence(3), **lstm_leaves(draw, 2, 3)}, run


@case(
    "lengths-advance",
    "the step after an example's last real one is the border, not the padding",
    """
x = sequence(2)
a = parameter(2)
b = parameter(2)
x_end = input(2)
x[T+1] = x_end
z = a .* x[t+1] + b .* x[t-1]
loss = halfSumOfSquares(z, x)
""",
    lengths=LENGTHS,
)
def lengths_advance(draw):
    def run(net):
        x, a, b, x_end = net["x a b x_end"]
        z = net.node("z")
        for e in net.examples:
            x[0, e], x[net.length(e) + 1, e] = zeros(2), x_end[e]
            for t in net.steps(e):
                z[t, e] = a * x[t + 1, e] + b * x[t - 1, e]
        net.value("loss", half_sum_of_squares(net, z, x))

    return {"x": draw.sequence(2), "a": draw.column(2), "b": draw.column(2), "x_end": draw.input(2)}, run


@case(
    "lengths-advance-two-steps",
    "x[t+2] at the last two real steps of each example is the zero border, however much padding follows",
    """
x = sequence(2)
a = parameter(2)
z = tanh(a .* x[t+2]) + x
loss = sum(z .^ 2)
""",
    lengths=LENGTHS,
)
def lengths_advance_two(draw):
    def run(net):
        x, a = net["x a"]
        z = net.node("z")
        for e in net.examples:
            x[net.length(e) + 1, e], x[net.length(e) + 2, e] = zeros(2), zeros(2)
            for t in net.steps(e):
                z[t, e] = tanh(a * x[t + 2, e]) + x[t, e]
        net.value("loss", sum((z[t, e] * z[t, e]).sum() for e in net.examples for t in net.steps(e)))

    return {"x": draw.sequence(2), "a": draw.column(2)}, run


@case(
    "lengths-mask",
    "mask(x) is 1 on real steps and 0 behind an example's end: a mean written out by hand",
    """
x = sequence(2)
y = sequence(3)
W = parameter(3, 2)
U = parameter(3, 3)
h = tanh(W * x + U * h[t-1])
real = mask(x)
loss = sum((h - y) .^ 2 .* mask(x)) / sum(mask(x))
""",
    lengths=LENGTHS,
)
def lengths_mask(draw):
    leaves = {"x": draw.sequence(2), "y": draw.sequence(3), "W": draw.matrix(3, 2), "U": draw.matrix(3, 3)}

    def run(net):
        x, y, W, U = net["x y W U"]
        h, real = net.node("h"), net.node("real", padding=[0.0])
        for e in net.examples:
            h[0, e] = zeros(3)
            for t in net.steps(e):
                h[t, e] = tanh(W @ x[t, e] + U @ h[t - 1, e])
                real[t, e] = ones(1)
        net.value("loss", loss(net, squared_error, h, y, "sum") / sum(LENGTHS))

    return leaves, run


@case(
    "lengths-reductions",
    "sums, means and extremes over time, and over everything, see real steps only",
    """
x = sequence(2)
k = parameter(2)
z = k .* x
s = sum(z, "time")
m = mean(z, "time")
a = max(z, "time")
b = min(z, "time")
s_all = sum(z)
m_all = mean(z)
a_all = max(z)
b_all = min(z)
loss = sum(s .* m + a .* b) + s_all * m_all + a_all * b_all
""",
    lengths=LENGTHS,
)
def lengths_reductions(draw):
    def run(net):
        x, k = net["x k"]
        z = net.node("z")
        s, m, a, b = [net.node(name, "b") for name in "smab"]
        for e in net.examples:
            for t in net.steps(e):
                z[t, e] = k * x[t, e]
            rows = torch.stack([z[t, e] for t in net.steps(e)])
            s[e], m[e] = rows.sum(0), rows.sum(0) / net.length(e)
            a[e], b[e] = rows.max(0).values, rows.min(0).values
        every = cat([z[t, e] for e in net.examples for t in net.steps(e)])
        s_all, m_all = net.value("s_all", every.sum()), net.value("m_all", every.sum() / every.numel())
        a_all, b_all = net.value("a_all", every.max()), net.value("b_all", every.min())
        columns = sum((s[e] * m[e] + a[e] * b[e]).sum() for e in net.examples)
        net.value("loss", columns + s_all * m_all + a_all * b_all)

    return {"x": draw.sequence(2), "k": draw.column(2)}, run


@case(
    "lengths-reverse",
    "reverse turns each example's real steps round, so its first step is the last real one",
    """
x = sequence(2)
y = sequence(3)
W = parameter(3, 2)
U = parameter(3, 3)
r = reverse(x)
h = tanh(W * r + U * h[t-1])
g = reverse(h)
loss = meanSquaredError(g, y)
""",
    lengths=LENGTHS,
)
def lengths_reverse(draw):
    leaves = {"x": draw.sequence(2), "y": draw.sequence(3), "W": draw.matrix(3, 2), "U": draw.matrix(3, 3)}

    def run(net):
        x, y, W, U = net["x y W U"]
        r, h, g = net.node("r"), net.node("h"), net.node("g")
        for e in net.examples:
            h[0, e] = zeros(3)
            for t in net.steps(e):
                r[t, e] = x[net.length(e) + 1 - t, e]
                h[t, e] = tanh(W @ r[t, e] + U @ h[t - 1, e])
            for t in net.steps(e):
                g[t, e] = h[net.length(e) + 1 - t, e]
        net.value("loss", loss(net, squared_error, g, y))

    return leaves, run


@case(
    "lengths-last-step-feeds-every-step",
    "each example's own last real step goes back to all of its steps",
    """
x = sequence(2)
W = parameter(2, 2)
h = tanh(x + W * h[t-1])
d = h - h[T]
loss = mean(d .^ 2)
""",
    lengths=LENGTHS,
)
def lengths_last_back(draw):
    def run(net):
        x, W = net["x W"]
        h, d = net.node("h"), net.node("d")
        for e in net.examples:
            h[0, e] = zeros(2)
            for t in net.steps(e):
                h[t, e] = tanh(x[t, e] + W @ h[t - 1, e])
            for t in net.steps(e):
                d[t, e] = h[t, e] - h[net.length(e), e]
        squares = cat([d[t, e] * d[t, e] for e in net.examples for t in net.steps(e)])
        net.value("loss", squares.sum() / squares.numel())

    return {"x": draw.sequence(2), "W": draw.matrix(2, 2)}, run
