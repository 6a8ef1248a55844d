"""What the text of the equations may look like: names, order, comments, signs, and names that the loss does not see."""

from cases.lstm import lstm_leaves, run_lstm
from functions import half_sum_of_squares, loss, ones, sigmoid, squared_error, tanh, zeros
from net import case, constant, parameter


@case(
    "names-of-mathjs",
    "names that mathjs gives to constants, units and functions of its own are ordinary names",
    """
e = sequence(2)
i = sequence(3)
phi = parameter(3, 2)
beta = parameter(3, 3)
gamma = parameter(3)
pi = 0.6
E = 0.4
tau = tanh(phi * e + beta * m[t-1] + gamma)
m = pi * m[t-1] + E * tau
det = m .* m
g = sigmoid(det) + sec
sec = 0.1 * tau
loss = meanSquaredError(g, i)
""",
)
def names(draw):
    leaves = {"e": draw.sequence(2), "i": draw.sequence(3), "phi": draw.matrix(3, 2), "beta": draw.matrix(3, 3), "gamma": draw.column(3)}
    leaves |= {"pi": constant(0.6), "E": constant(0.4)}

    def run(net):
        x, y, phi, beta, gamma, pi, E = net["e i phi beta gamma pi E"]
        tau, m, det, g, sec = [net.node(name) for name in ("tau", "m", "det", "g", "sec")]
        for e in net.examples:
            m[0, e] = zeros(3)
            for t in net.steps(e):
                tau[t, e] = tanh(phi @ x[t, e] + beta @ m[t - 1, e] + gamma)
                m[t, e] = pi * m[t - 1, e] + E * tau[t, e]
                det[t, e] = m[t, e] * m[t, e]
                sec[t, e] = 0.1 * tau[t, e]
                g[t, e] = sigmoid(det[t, e]) + sec[t, e]
        net.value("loss", loss(net, squared_error, g, y))

    return leaves, run


@case(
    "names-of-mathjs-no-batch",
    "the imaginary unit, Euler's number and a few units, as parameters",
    """
x = input(2)
i = parameter(2)
e = parameter(2)
LN2 = 3
kg = i .* x + e
s = LN2 * kg - i
loss = sum(s .^ 2)
""",
    B=None,
)
def names_no_batch(draw):
    def run(net):
        x, i, e, ln = net["x i e LN2"]
        kg = net.value("kg", i * x[0] + e)
        s = net.value("s", ln * kg - i)
        net.value("loss", (s * s).sum())

    return {"x": draw.input(2), "i": draw.column(2), "e": draw.column(2), "LN2": constant(3)}, run


@case(
    "greek-and-signs",
    "Greek names, the signs of printed papers, and the aliases of tanh and sigmoid",
    """
x = sequence(2)
y = sequence(3)
Ω = parameter(3, 2)
Θ = parameter(3, 3)
β_0 = parameter(3)
λ = 0.3
γ = σ(Ω · x + Θ · h[t−1] + β_0)
ψ = tgh(−Ω · x)
h = γ ⊙ h[t−1] + (1 − γ) ⊙ ψ − λ · γ
loss = meanSquaredError(h, y)
""",
)
def greek(draw):
    leaves = {"x": draw.sequence(2), "y": draw.sequence(3), "Ω": draw.matrix(3, 2), "Θ": draw.matrix(3, 3)}
    leaves |= {"β_0": draw.column(3), "λ": constant(0.3)}

    def run(net):
        x, y, omega, theta, beta_0, weight = net["x y Ω Θ β_0 λ"]
        gamma, psi, h = net.node("γ"), net.node("ψ"), net.node("h")
        for e in net.examples:
            h[0, e] = zeros(3)
            for t in net.steps(e):
                gamma[t, e] = sigmoid(omega @ x[t, e] + theta @ h[t - 1, e] + beta_0)
                psi[t, e] = tanh(-omega @ x[t, e])
                h[t, e] = gamma[t, e] * h[t - 1, e] + (1 - gamma[t, e]) * psi[t, e] - weight * gamma[t, e]
        net.value("loss", loss(net, squared_error, h, y))

    return leaves, run


@case(
    "order-scrambled",
    "the order of the statements says nothing: the LSTM of note 000 from its end, with comments and empty lines",
    """
loss = meanSquaredError(h, y)   # first what is wanted

C[0] = 0.5 * ones(3)
h = o .* tanh(C)
o = sigmoid(W_o * [h[t-1]; x] + b_o)
# the state
C = f .* C[t-1] + i .* C_tilde
C_tilde = tanh(W_C * [h[t-1]; x] + b_C)

i = sigmoid(W_i * [h[t-1]; x] + b_i)
h[0] = h0#no space before a comment
f = sigmoid(W_f * [h[t-1]; x] + b_f)
b_o = parameter(3)
W_o = parameter(3, 5)
b_C = parameter(3)
W_C = parameter(3, 5)
b_i = parameter(3)
W_i = parameter(3, 5)
b_f = parameter(3)
W_f = parameter(3, 5)
   h0 = input(3)
y = sequence(3)
x = sequence(2)
""",
)
def scrambled(draw):
    leaves = {"x": draw.sequence(2), "y": draw.sequence(3), "h0": draw.input(3), **lstm_leaves(draw, 2, 3)}

    def run(net):
        h0 = net["h0"]
        h = run_lstm(net, net["x"], lambda e: h0[e], lambda e: 0.5 * ones(3))
        net.value("loss", loss(net, squared_error, h, net["y"]))

    return leaves, run


@case(
    "names-that-the-loss-does-not-see",
    "a name that the loss does not depend on has gradient zero: a parameter, an input, a node, a state, the step after the last one used",
    """
x = sequence(2)
unused = sequence(2)
y = input(2)
W = parameter(2, 2)
V = parameter(3, 2)
k = 0.3
h = tanh(W * x + h[t-1])
o = V * h
r = tanh(x + r[t-1])
q = h[1]
loss = halfSumOfSquares(q, y)
""",
)
def unseen(draw):
    leaves = {"x": draw.sequence(2), "unused": draw.sequence(2), "y": draw.input(2), "W": draw.matrix(2, 2)}
    leaves |= {"V": draw.matrix(3, 2), "k": constant(0.3)}

    def run(net):
        x, y, W, V = net["x y W V"]
        h, o, r, q = net.node("h"), net.node("o"), net.node("r"), net.node("q", "b")
        for e in net.examples:
            h[0, e], r[0, e] = zeros(2), zeros(2)
            for t in net.steps(e):
                h[t, e] = tanh(W @ x[t, e] + h[t - 1, e])
                o[t, e] = V @ h[t, e]
                r[t, e] = tanh(x[t, e] + r[t - 1, e])
            q[e] = h[1, e]
        net.value("loss", half_sum_of_squares(net, q, y))

    return leaves, run


@case(
    "a-name-for-a-name",
    "o = net is a node of its own, with its own gradient",
    """
x = sequence(2)
y = sequence(2)
W = parameter(2, 2)
net = W * x + 0.5 * o[t-1]
o = net
p = o + net .* o
loss = meanSquaredError(p, y)
""",
)
def alias(draw):
    def run(net):
        x, y, W = net["x y W"]
        n, o, p = net.node("net"), net.node("o"), net.node("p")
        for e in net.examples:
            o[0, e] = zeros(2)
            for t in net.steps(e):
                n[t, e] = W @ x[t, e] + 0.5 * o[t - 1, e]
                o[t, e] = n[t, e]
                p[t, e] = o[t, e] + n[t, e] * o[t, e]
        net.value("loss", loss(net, squared_error, p, y))

    return {"x": draw.sequence(2), "y": draw.sequence(2), "W": draw.matrix(2, 2)}, run


@case(
    "parameters-only",
    "no input at all: the loss is a function of the parameters (Rosenbrock's)",
    """
a = parameter(1)
b = parameter(1)
u = 1 - a
v = b - a ^ 2
loss = sum(u ^ 2 + 100 * v ^ 2)
""",
    B=None,
)
def parameters_only(draw):
    def run(net):
        a, b = net["a b"]
        u, v = net.value("u", 1 - a), net.value("v", b - a * a)
        net.value("loss", (u * u + 100 * v * v).sum())

    return {"a": parameter([-1.2]), "b": parameter([1.0])}, run
