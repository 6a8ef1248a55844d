"""The Adam-infused cell and its relative with momentum alone."""

import torch

from cases.sources import NOTE_003
from functions import loss, ones, sigmoid, sqrt, squared_error, tanh, zeros
from net import Leaf, case, constant


def adam_leaves(draw, target):
    leaves = {"x": draw.sequence(2), "y": target, "W": draw.matrix(3, 2), "U": draw.matrix(3, 3)}
    return {**leaves, "mu": constant(0.9), "S": constant(0.5), "beta": constant(0.8), "eps": constant(0.001)}


def run_adam(net, first_h, first_m, names=("mu", "S", "beta", "eps", "Wx", "v", "m", "h")):
    """v = mu v- + S (W x), m = beta m- + (1 - beta) (W x)^2, h = sigmoid(U h- + v / (sqrt(m) + epsilon))."""
    x, W, U = net["x W U"]
    mu, S, beta, eps = net[" ".join(names[:4])]
    Wx, v, m, h = [net.node(name) for name in names[4:]]
    for e in net.examples:
        v[0, e], m[0, e], h[0, e] = zeros(3), first_m(e), first_h(e)
        for t in net.steps(e):
            Wx[t, e] = W @ x[t, e]
            v[t, e] = mu * v[t - 1, e] + S * Wx[t, e]
            m[t, e] = beta * m[t - 1, e] + (1 - beta) * Wx[t, e] * Wx[t, e]
            h[t, e] = sigmoid(U @ h[t - 1, e] + v[t, e] / (sqrt(m[t, e]) + eps))
    return h


ADAM = """
# the Adam-infused cell (003)
x = sequence(2)
y = TARGET
W = parameter(3, 2)
U = parameter(3, 3)
mu = 0.9
S = 0.5
beta = 0.8
eps = 0.001
Wx = W * x
v = mu * v[t-1] + S * Wx
m = beta * m[t-1] + (1 - beta) * Wx .^ 2
h = sigmoid(U * h[t-1] + v ./ (sqrt(m) + eps))
"""


for name, batch, m0 in (("adam-cell", 3, 0.01), ("adam-cell-zero-states", 3, None), ("adam-cell-no-batch", None, 0.01)):

    @case(
        name,
        NOTE_003,
        ADAM.replace("TARGET", "input(3)")
        + ("h0 = input(3)\nh[0] = h0\nm[0] = 0.01 * ones(3)\n" if m0 else "")
        + "loss = halfSumOfSquares(h[T], y)\n",
        B=batch,
    )
    def adam_cell(draw, m0=m0):
        leaves = adam_leaves(draw, draw.input(3))
        if m0:
            leaves["h0"] = draw.input(3)

        def run(net):
            first_h = (lambda e: net["h0"][e]) if m0 else (lambda e: zeros(3))
            h = run_adam(net, first_h, lambda e: m0 * ones(3) if m0 else zeros(3))
            net.value("loss", sum(0.5 * squared_error(h[net.T, e], net["y"][e]).sum() for e in net.examples))

        return leaves, run


@case(
    "adam-cell-every-step",
    NOTE_003 + "; an error at every step, all constants from outside",
    ADAM.replace("TARGET", "sequence(3)") + "m[0] = m0\nm0 = input(3)\nloss = meanSquaredError(h, y)\n",
)
def adam_cell_every_step(draw):
    leaves = adam_leaves(draw, draw.sequence(3))
    leaves["m0"] = draw.input(3, draw.uniform)
    for name, value in (("mu", 0.7), ("S", 1.3), ("beta", 0.6), ("eps", 0.05)):
        leaves[name] = Leaf(value, kind="given")

    def run(net):
        h = run_adam(net, lambda e: zeros(3), lambda e: net["m0"][e])
        net.value("loss", loss(net, squared_error, h, net["y"]))

    return leaves, run


@case(
    "adam-cell-greek",
    NOTE_003 + "; with the signs as papers print them",
    """
x = sequence(2)
y = input(3)
W = parameter(3, 2)
U = parameter(3, 3)
μ = 0.9
S = 0.5
β = 0.8
ε = 0.001
Wx = W · x
v = μ · v[t−1] + S · Wx
m = β · m[t−1] + (1 − β) · Wx ⊙ Wx      # squares, element by element
h = σ(U · h[t−1] + v ./ (sqrt(m) + ε))
m[0] = 0.01 · ones(3)
loss = halfSumOfSquares(h[T], y)
""",
)
def adam_cell_greek(draw):
    leaves = adam_leaves(draw, draw.input(3))
    for latin, greek in (("mu", "μ"), ("beta", "β"), ("eps", "ε")):
        leaves[greek] = leaves.pop(latin)

    def run(net):
        h = run_adam(net, lambda e: zeros(3), lambda e: 0.01 * ones(3), ("μ", "S", "β", "ε", "Wx", "v", "m", "h"))
        net.value("loss", sum(0.5 * squared_error(h[net.T, e], net["y"][e]).sum() for e in net.examples))

    return leaves, run


@case(
    "adam-cell-bias-corrected",
    NOTE_003 + "; with Adam's correction by 1 - beta^t, whose powers change per step but not per example",
    ADAM.replace("TARGET", "input(3)").replace("h = sigmoid(U * h[t-1] + v ./ (sqrt(m) + eps))\n", "")
    + """
p = beta * p[t-1]
p[0] = 1
q = mu * q[t-1]
q[0] = 1
m_hat = m / (1 - p)
v_hat = v / (1 - q)
h = sigmoid(U * h[t-1] + v_hat ./ (sqrt(m_hat) + eps))
loss = halfSumOfSquares(h[T], y)
""",
)
def adam_cell_bias_corrected(draw):
    def run(net):
        x, y, W, U, mu, S, beta, eps = net["x y W U mu S beta eps"]
        Wx, v, m, v_hat, m_hat, h = [net.node(name) for name in ("Wx", "v", "m", "v_hat", "m_hat", "h")]
        p, q = net.node("p", "t"), net.node("q", "t")
        p[0], q[0] = torch.tensor(1.0), torch.tensor(1.0)
        for t in net.steps():
            p[t], q[t] = beta * p[t - 1], mu * q[t - 1]
        for e in net.examples:
            v[0, e], m[0, e], h[0, e] = zeros(3), zeros(3), zeros(3)
            for t in net.steps(e):
                Wx[t, e] = W @ x[t, e]
                v[t, e] = mu * v[t - 1, e] + S * Wx[t, e]
                m[t, e] = beta * m[t - 1, e] + (1 - beta) * Wx[t, e] * Wx[t, e]
                m_hat[t, e] = m[t, e] / (1 - p[t])
                v_hat[t, e] = v[t, e] / (1 - q[t])
                h[t, e] = sigmoid(U @ h[t - 1, e] + v_hat[t, e] / (sqrt(m_hat[t, e]) + eps))
        net.value("loss", sum(0.5 * squared_error(h[net.T, e], y[e]).sum() for e in net.examples))

    return adam_leaves(draw, draw.input(3)), run


for name, batch in (("momentum-cell", 3), ("momentum-cell-no-batch", None)):

    @case(
        name,
        "Nguyen et al. 2020, MomentumRNN: v = mu v- + s W x, h = tanh(U h- + v + b)",
        """
x = sequence(2)
y = sequence(3)
v0 = input(3)
W = parameter(3, 2)
U = parameter(3, 3)
b = parameter(3)
mu = 0.6
s = 0.9
v = mu * v[t-1] + s * (W * x)
v[0] = v0
h = tanh(U * h[t-1] + v + b)
loss = meanSquaredError(h, y)
""",
        B=batch,
    )
    def momentum_cell(draw):
        leaves = {"x": draw.sequence(2), "y": draw.sequence(3), "v0": draw.input(3), "W": draw.matrix(3, 2)}
        leaves |= {"U": draw.matrix(3, 3), "b": draw.column(3), "mu": constant(0.6), "s": constant(0.9)}

        def run(net):
            x, y, v0, W, U, b, mu, s = net["x y v0 W U b mu s"]
            v, h = net.node("v"), net.node("h")
            for e in net.examples:
                v[0, e], h[0, e] = v0[e], zeros(3)
                for t in net.steps(e):
                    v[t, e] = mu * v[t - 1, e] + s * (W @ x[t, e])
                    h[t, e] = tanh(U @ h[t - 1, e] + v[t, e] + b)
            net.value("loss", loss(net, squared_error, h, y))

        return leaves, run
