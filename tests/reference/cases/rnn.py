"""Simple recurrent nets: h = f(W_i x + W_h h- + b_h), one layer or two, with several starts."""

from cases.sources import NOTE_001, NOTE_003, NOTE_004
from functions import cross_entropy, loss, ones, relu, sigmoid, squared_error, step, tanh, zeros
from net import case, constant, parameter


def rnn_leaves(draw, features=2, units=3, outputs=2, target=None):
    return {
        "x": draw.sequence(features),
        "y": draw.sequence(outputs, target),
        "W_i": draw.matrix(units, features),
        "W_h": draw.matrix(units, units),
        "b_h": draw.column(units),
        "W_o": draw.matrix(outputs, units),
        "b_o": draw.column(outputs),
    }


RNN = """
x = sequence(2)
y = sequence(2)
W_i = parameter(3, 2)
W_h = parameter(3, 3)
b_h = parameter(3)
W_o = parameter(2, 3)
b_o = parameter(2)
"""


def run_rnn(net, f, first, f_o=None):
    """h = f(W_i x + W_h h- + b_h), o = f_o(W_o h + b_o); first(e): the state before the first step."""
    x, W_i, W_h, b_h, W_o, b_o = net["x W_i W_h b_h W_o b_o"]
    h, o = net.node("h"), net.node("o")
    for e in net.examples:
        h[0, e] = first(e)
        for t in net.steps(e):
            h[t, e] = f(W_i @ x[t, e] + W_h @ h[t - 1, e] + b_h)
            o[t, e] = W_o @ h[t, e] + b_o if f_o is None else f_o(W_o @ h[t, e] + b_o)
    return o


for name, batch, text, f in (
    ("rnn-tanh", 3, "tanh", tanh),
    ("rnn-relu", 3, "relu", relu),
    ("rnn-tanh-no-batch", None, "tanh", tanh),
):

    @case(
        name,
        NOTE_001 + ", note 004",
        RNN
        + f"""
h = {text}(W_i * x + W_h * h[t-1] + b_h)
o = W_o * h + b_o
loss = meanSquaredError(o, y)
""",
        B=batch,
    )
    def rnn(draw, f=f):
        def run(net):
            o = run_rnn(net, f, lambda e: zeros(3))
            net.value("loss", loss(net, squared_error, o, net["y"]))

        return rnn_leaves(draw), run


@case(
    "rnn-sigmoid-outputs",
    NOTE_001,
    RNN
    + """
h0 = input(3)
h = tanh(W_i * x + W_h * h[t-1] + b_h)
h[0] = h0
o = sigmoid(W_o * h + b_o)
loss = binaryCrossEntropy(o, y, reduction="per-example")
""",
)
def rnn_sigmoid_outputs(draw):
    def run(net):
        h0 = net["h0"]
        o = run_rnn(net, tanh, lambda e: h0[e], sigmoid)
        net.value("loss", loss(net, cross_entropy, o, net["y"], "per-example"))

    return {**rnn_leaves(draw, target=draw.bits), "h0": draw.input(3)}, run


@case(
    "rnn-initial-ones",
    NOTE_001,
    RNN
    + """
h = tanh(W_i * x + W_h * h[t-1] + b_h)
h[0] = 0.1 * ones(3)
o = W_o * h + b_o
loss = meanSquaredError(o, y, reduction="sum")
""",
)
def rnn_initial_ones(draw):
    def run(net):
        o = run_rnn(net, tanh, lambda e: 0.1 * ones(3))
        net.value("loss", loss(net, squared_error, o, net["y"], "sum"))

    return rnn_leaves(draw), run


@case(
    "rnn-initial-parameter",
    "the initial state is trained too, one for all examples; its definition is a node of its own",
    RNN
    + """
s0 = parameter(3)
h0 = tanh(s0)
h[0] = h0
h = tanh(W_i * x + W_h * h[t-1] + b_h)
o = W_o * h + b_o
loss = meanSquaredError(o, y)
""",
)
def rnn_initial_parameter(draw):
    def run(net):
        h0 = net.value("h0", tanh(net["s0"]))
        o = run_rnn(net, tanh, lambda e: h0)
        net.value("loss", loss(net, squared_error, o, net["y"]))

    return {**rnn_leaves(draw), "s0": draw.column(3)}, run


@case(
    "rnn-initial-input-without-batch",
    "an input that is fed as one vector is equal for all examples: its gradient is summed over them",
    RNN
    + """
h0 = input(3)
h = tanh(W_i * x + W_h * h[t-1] + b_h)
h[0] = h0
o = W_o * h + b_o
loss = meanSquaredError(o, y)
""",
)
def rnn_initial_input(draw):
    def run(net):
        h0 = net["h0"]
        o = run_rnn(net, tanh, lambda e: h0[e])
        net.value("loss", loss(net, squared_error, o, net["y"]))

    return {**rnn_leaves(draw), "h0": draw.input(3, batch=False)}, run


for name, batch in (("rnn-two-layers", 3), ("rnn-two-layers-no-batch", None)):

    @case(
        name,
        NOTE_004 + ": two recurrent layers, output at the last step only",
        """
X = sequence(2)
Y = input(1)
alpha_1 = parameter(3)
A_xz1 = parameter(3, 2)
A_zz1 = parameter(3, 3)
alpha_2 = parameter(4)
A_xz2 = parameter(4, 3)
A_zz2 = parameter(4, 4)
beta_0 = parameter(1)
beta = parameter(4)
Z1 = tanh(alpha_1 + A_xz1 * X + A_zz1 * Z1[t-1])
Z2 = tanh(alpha_2 + A_xz2 * Z1 + A_zz2 * Z2[t-1])
Y_hat = beta_0 + beta' * Z2[T]
loss = meanSquaredError(Y_hat, Y)
""",
        B=batch,
    )
    def rnn_two_layers(draw):
        leaves = {
            "X": draw.sequence(2),
            "Y": draw.input(1),
            "alpha_1": draw.column(3),
            "A_xz1": draw.matrix(3, 2),
            "A_zz1": draw.matrix(3, 3),
            "alpha_2": draw.column(4),
            "A_xz2": draw.matrix(4, 3),
            "A_zz2": draw.matrix(4, 4),
            "beta_0": draw.column(1),
            "beta": draw.column(4),
        }

        def run(net):
            X, Y, alpha_1, A_xz1, A_zz1 = net["X Y alpha_1 A_xz1 A_zz1"]
            alpha_2, A_xz2, A_zz2, beta_0, beta = net["alpha_2 A_xz2 A_zz2 beta_0 beta"]
            Z1, Z2, Y_hat = net.node("Z1"), net.node("Z2"), net.node("Y_hat", "b")
            for e in net.examples:
                Z1[0, e], Z2[0, e] = zeros(3), zeros(4)
                for t in net.steps(e):
                    Z1[t, e] = tanh(alpha_1 + A_xz1 @ X[t, e] + A_zz1 @ Z1[t - 1, e])
                    Z2[t, e] = tanh(alpha_2 + A_xz2 @ Z1[t, e] + A_zz2 @ Z2[t - 1, e])
                Y_hat[e] = beta_0 + beta @ Z2[net.length(e), e]
            net.value("loss", loss(net, squared_error, Y_hat, Y))

        return leaves, run


@case(
    "linear-rnn",
    NOTE_001 + ": delta_t = W_h' delta_{t+1}, so the gradient of the state decays with the powers of W_h",
    """
x = sequence(2)
y = input(2)
W_h = parameter(2, 2)
h = x + W_h * h[t-1]
loss = halfSumOfSquares(h[T], y)
""",
    T=6,
    B=2,
)
def linear_rnn(draw):
    leaves = {"x": draw.sequence(2), "y": draw.input(2), "W_h": parameter([[0.5, 0.2], [0.0, 0.4]])}

    def run(net):
        x, y, W_h = net["x y W_h"]
        h = net.node("h")
        for e in net.examples:
            h[0, e] = zeros(2)
            for t in net.steps(e):
                h[t, e] = x[t, e] + W_h @ h[t - 1, e]
        net.value("loss", sum(0.5 * squared_error(h[net.T, e], y[e]).sum() for e in net.examples))

    return leaves, run


@case(
    "xnor-rnn",
    NOTE_003 + ": step units that say whether two bit strings agree so far; c0 = -0.5 is c + r with y[0] = 1",
    """
x = sequence(2)
d = sequence(1)
W = [1, 1; -1, -1]
B = parameter(2)
v = parameter(2)
r = 1
c = -1.5
h = step(W * x + B)
y = step(v' * h + r * y[t-1] + c)
y[0] = ones(1)
loss = meanSquaredError(y, d)
""",
    skip_difference=("x", "W", "B", "v", "r", "c", "h"),
)
def xnor_rnn(draw):
    leaves = {"x": draw.sequence(2, draw.bits), "d": draw.sequence(1, draw.bits), "W": constant([[1, 1], [-1, -1]])}
    leaves |= {"B": parameter([-1.5, 0.5]), "v": parameter([1, 1]), "r": constant(1), "c": constant(-1.5)}

    def run(net):
        x, W, B, v, r, c = net["x W B v r c"]
        h, y = net.node("h"), net.node("y")
        for e in net.examples:
            y[0, e] = ones(1)
            for t in net.steps(e):
                h[t, e] = step(W @ x[t, e] + B)
                y[t, e] = step((v @ h[t, e]).reshape(1) + r * y[t - 1, e] + c)
                agree = all(bool(x[s, e][0] == x[s, e][1]) for s in range(1, t + 1))
                assert y[t, e].item() == float(agree) or net.nudge
        net.value("loss", loss(net, squared_error, y, net["d"]))

    return leaves, run
