"""Bidirectional nets: h_t from h_{t-1}, b_t from b_{t+1}."""

from cases.sources import NOTE_001
from cases.unequal_lengths import LENGTHS
from functions import loss, ones, squared_error, tanh, zeros
from net import case


BRNN = """
x = sequence(2)
y = sequence(2)
W_h = parameter(3, 2)
W_hh = parameter(3, 3)
b_h = parameter(3)
W_b = parameter(3, 2)
W_bb = parameter(3, 3)
b_b = parameter(3)
W_ho = parameter(2, 3)
W_bo = parameter(2, 3)
b_o = parameter(2)
h = tanh(W_h * x + W_hh * h[t-1] + b_h)
b = tanh(W_b * x + W_bb * b[t+1] + b_b)
o = W_ho * h + W_bo * b + b_o
"""


for name, batch, lengths, borders in (
    ("brnn", 3, None, False),
    ("brnn-no-batch", None, None, False),
    ("brnn-borders", 3, None, True),
    ("brnn-borders-no-batch", None, None, True),
    ("brnn-lengths", 3, LENGTHS, False),
    ("brnn-borders-lengths", 3, LENGTHS, True),
):

    @case(
        name,
        NOTE_001 + ": h_t from h_{t-1}, b_t from b_{t+1}"
        + ("; the step after an example's last real one is the border" if lengths else ""),
        BRNN
        + ("h0 = input(3)\nh[0] = h0\nb_end = input(3)\nb[T+1] = b_end\n" if borders else "")
        + "loss = meanSquaredError(o, y)\n",
        B=batch,
        lengths=lengths,
    )
    def brnn(draw, borders=borders):
        leaves = {"x": draw.sequence(2), "y": draw.sequence(2)}
        for direction in "hb":
            leaves["W_" + direction], leaves[f"W_{direction}{direction}"] = draw.matrix(3, 2), draw.matrix(3, 3)
            leaves["b_" + direction] = draw.column(3)
        leaves |= {"W_ho": draw.matrix(2, 3), "W_bo": draw.matrix(2, 3), "b_o": draw.column(2)}
        if borders:
            leaves |= {"h0": draw.input(3), "b_end": draw.input(3)}

        def run(net):
            x, y, W_h, W_hh, b_h, W_b, W_bb, b_b, W_ho, W_bo, b_o = net["x y W_h W_hh b_h W_b W_bb b_b W_ho W_bo b_o"]
            h, b, o = net.node("h"), net.node("b"), net.node("o")
            for e in net.examples:
                h[0, e] = net["h0"][e] if borders else zeros(3)
                for t in net.steps(e):
                    h[t, e] = tanh(W_h @ x[t, e] + W_hh @ h[t - 1, e] + b_h)
                b[net.length(e) + 1, e] = net["b_end"][e] if borders else zeros(3)
                for t in reversed(net.steps(e)):
                    b[t, e] = tanh(W_b @ x[t, e] + W_bb @ b[t + 1, e] + b_b)
                for t in net.steps(e):
                    o[t, e] = W_ho @ h[t, e] + W_bo @ b[t, e] + b_o
            net.value("loss", loss(net, squared_error, o, y))

        return leaves, run


@case(
    "brnn-constant-border",
    NOTE_001 + "; b[T+1] is a constant column, and the backward net reads the forward one",
    """
x = sequence(2)
y = input(3)
W = parameter(3, 2)
U = parameter(3, 3)
V = parameter(3, 3)
h = tanh(W * x + U * h[t-1])
b = tanh(h + V * b[t+1])
b[T+1] = 0.2 * ones(3)
loss = halfSumOfSquares(b[1], y)
""",
)
def brnn_constant(draw):
    leaves = {"x": draw.sequence(2), "y": draw.input(3), "W": draw.matrix(3, 2), "U": draw.matrix(3, 3), "V": draw.matrix(3, 3)}

    def run(net):
        x, y, W, U, V = net["x y W U V"]
        h, b = net.node("h"), net.node("b")
        for e in net.examples:
            h[0, e], b[net.T + 1, e] = zeros(3), 0.2 * ones(3)
            for t in net.steps(e):
                h[t, e] = tanh(W @ x[t, e] + U @ h[t - 1, e])
            for t in reversed(net.steps(e)):
                b[t, e] = tanh(h[t, e] + V @ b[t + 1, e])
        net.value("loss", sum(0.5 * squared_error(b[1, e], y[e]).sum() for e in net.examples))

    return leaves, run
