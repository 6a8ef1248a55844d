"""A cell called by its name: c = lstm(x, 3). Its parameters and nodes are c.W_f, c.f, ...; c itself is the cell's output h."""

from cases.lstm import lstm_leaves, run_lstm
from cases.sources import NOTE_000, NOTE_001, NOTE_003
from functions import half_sum_of_squares, loss, sigmoid, sqrt, squared_error, tanh, zeros
from net import Leaf, case


SHAPES = (("", 3, None), ("-no-batch", None, None), ("-lengths", 3, [5, 2, 4]))


for suffix, B, lengths in SHAPES:

    @case(
        "cell-rnn" + suffix,
        NOTE_001 + ": h = tanh(W_i x + W_h h- + b_h)",
        """
x = sequence(2)
y = sequence(2)
V = parameter(2, 3)
c = rnn(x, 3)
o = V * c
loss = meanSquaredError(o, y)
""",
        B=B,
        lengths=lengths,
    )
    def cell_rnn(draw):
        leaves = {"x": draw.sequence(2), "y": draw.sequence(2), "V": draw.matrix(2, 3)}
        leaves |= {"c.W_i": draw.matrix(3, 2), "c.W_h": draw.matrix(3, 3), "c.b_h": draw.column(3)}

        def run(net):
            x, V, W_i, W_h, b_h = net["x V c.W_i c.W_h c.b_h"]
            h = net.node("c.h")
            for e in net.examples:
                h[0, e] = zeros(3)
                for t in net.steps(e):
                    h[t, e] = tanh(W_i @ x[t, e] + W_h @ h[t - 1, e] + b_h)
            c, o = net.rename("c", h), net.node("o")
            for e in net.examples:
                for t in net.steps(e):
                    o[t, e] = V @ c[t, e]
            net.value("loss", loss(net, squared_error, o, net["y"]))

        return leaves, run

    @case(
        "cell-lstm" + suffix,
        NOTE_000 + ": gates act on [h; x]",
        """
x = sequence(2)
y = sequence(2)
V = parameter(2, 3)
c = lstm(x, 3)
o = V * c
loss = meanSquaredError(o, y)
""",
        B=B,
        lengths=lengths,
    )
    def cell_lstm(draw):
        leaves = {"x": draw.sequence(2), "y": draw.sequence(2), "V": draw.matrix(2, 3), **lstm_leaves(draw, 2, 3, "c.")}

        def run(net):
            h = run_lstm(net, net["x"], lambda e: zeros(3), lambda e: zeros(3), "c.")
            c, o, V = net.rename("c", h), net.node("o"), net["V"]
            for e in net.examples:
                for t in net.steps(e):
                    o[t, e] = V @ c[t, e]
            net.value("loss", loss(net, squared_error, o, net["y"]))

        return leaves, run

    @case(
        "cell-adam-cell" + suffix,
        NOTE_003,
        """
x = sequence(2)
y = input(3)
c = adamCell(x, 3)
last = c[T]
loss = halfSumOfSquares(last, y)
""",
        B=B,
        lengths=lengths,
    )
    def cell_adam(draw):
        leaves = {"x": draw.sequence(2), "y": draw.input(3), "c.W": draw.matrix(3, 2), "c.U": draw.matrix(3, 3)}
        for name, value in (("mu", 0.9), ("S", 0.5), ("beta", 0.8), ("epsilon", 0.001)):
            leaves["c." + name] = Leaf(value, kind="given")

        def run(net):
            x, y, W, U, mu, S, beta, epsilon = net["x y c.W c.U c.mu c.S c.beta c.epsilon"]
            v, m, h = net.node("c.v"), net.node("c.m"), net.node("c.h")
            for e in net.examples:
                v[0, e], m[0, e], h[0, e] = zeros(3), zeros(3), zeros(3)
                for t in net.steps(e):
                    drive = W @ x[t, e]
                    v[t, e] = mu * v[t - 1, e] + S * drive
                    m[t, e] = beta * m[t - 1, e] + (1 - beta) * drive * drive
                    h[t, e] = sigmoid(U @ h[t - 1, e] + v[t, e] / (sqrt(m[t, e]) + epsilon))
            c, last = net.rename("c", h), net.node("last", "b")
            for e in net.examples:
                last[e] = c[net.length(e), e]
            net.value("loss", half_sum_of_squares(net, last, y))

        return leaves, run


@case(
    "cell-lstm-two-layers",
    "note 004: an LSTM that reads another one's output",
    """
x = sequence(2)
y = sequence(2)
a = lstm(x, 3)
b = lstm(a, 2)
loss = meanSquaredError(b, y)
""",
)
def cell_lstm_two(draw):
    leaves = {"x": draw.sequence(2), "y": draw.sequence(2), **lstm_leaves(draw, 2, 3, "a."), **lstm_leaves(draw, 3, 2, "b.")}

    def run(net):
        a = net.rename("a", run_lstm(net, net["x"], lambda e: zeros(3), lambda e: zeros(3), "a."))
        b = net.rename("b", run_lstm(net, a, lambda e: zeros(2), lambda e: zeros(2), "b."))
        net.value("loss", loss(net, squared_error, b, net["y"]))

    return leaves, run
