"""Elementwise arithmetic, powers, the greater and the smaller, and where a gradient stops."""

import torch

from functions import cat, exp, loss, sqrt, squared_error, tanh, zeros
from net import case, constant, parameter


@case(
    "elementwise-operators",
    "equal shapes, or one side a number or a one-component column",
    """
x = sequence(3)
y = sequence(3)
a = parameter(3)
s = parameter(1)
k = -0.4
d = x ./ a - a / 2
u = x + s
v = s - x
g = x .* s ./ (1 + s .^ 2)
n = -x .* a + k
m = 1 / (2 + x .* x)
p = d + u .* v + g - n + m
loss = meanSquaredError(p, y)
""",
)
def elementwise(draw):
    leaves = {"x": draw.sequence(3), "y": draw.sequence(3), "a": parameter([0.8, -1.3, 1.7]), "s": draw.column(1), "k": constant(-0.4)}

    def run(net):
        x, y, a, s, k = net["x y a s k"]
        d, u, v, g, n, m, p = [net.node(name) for name in ("d", "u", "v", "g", "n", "m", "p")]
        for e in net.examples:
            for t in net.steps(e):
                c = x[t, e]
                d[t, e] = c / a - a / 2
                u[t, e], v[t, e] = c + s, s - c
                g[t, e] = c * s / (1 + s * s)
                n[t, e] = -(c * a) + k
                m[t, e] = 1 / (2 + c * c)
                p[t, e] = d[t, e] + u[t, e] * v[t, e] + g[t, e] - n[t, e] + m[t, e]
        net.value("loss", loss(net, squared_error, p, y))

    return leaves, run


@case(
    "powers",
    "elementwise powers: ^ with a number is .^; a column, a number and one component as exponents; negative bases with whole exponents",
    """
x = sequence(2)
b = sequence(2)
p = parameter(2)
s = parameter(1)
k = 1.5
c = b .^ p
d = b .^ s + b ^ k
e = x .^ 2 - x ^ 3
f = k .^ x + 2 ^ k
g = b .^ -1 + b ^ 0.5
h = -x .^ 2
z = c + d + e + f + g + h
loss = mean(z)
""",
    T=4,
)
def powers(draw):
    leaves = {"x": draw.sequence(2), "b": draw.sequence(2, draw.uniform)}
    leaves |= {"p": parameter([1.7, -0.6]), "s": parameter([0.3]), "k": constant(1.5)}

    def run(net):
        x, b, p, s, k = net["x b p s k"]
        c, d, e_, f, g, h, z = [net.node(name) for name in "cdefghz"]
        for e in net.examples:
            for t in net.steps(e):
                a, q = x[t, e], b[t, e]
                c[t, e] = exp(p * torch.log(q))
                d[t, e] = exp(s * torch.log(q)) + exp(k * torch.log(q))
                e_[t, e] = a * a - a * a * a
                f[t, e] = exp(a * torch.log(k)) + exp(k * torch.log(torch.tensor(2.0)))
                g[t, e] = 1 / q + sqrt(q)
                h[t, e] = -(a * a)
                z[t, e] = c[t, e] + d[t, e] + e_[t, e] + f[t, e] + g[t, e] + h[t, e]
        every = cat([z[t, e] for e in net.examples for t in net.steps(e)])
        net.value("loss", every.sum() / every.numel())

    return leaves, run


@case(
    "greater-and-smaller",
    "max(a, b) and min(a, b) element by element, with a column, a number, one component",
    """
x = sequence(3)
y = sequence(3)
a = parameter(3)
s = parameter(1)
b = max(x, a)
c = min(x, 0.25)
d = max(s, x)
e = min(max(x, -0.5), y)
z = b + c .* d - e
loss = meanSquaredError(z, y)
""",
)
def greater_smaller(draw):
    def run(net):
        x, y, a, s = net["x y a s"]
        b, c, d, e_, z = [net.node(name) for name in "bcdez"]

        def larger(p, q):
            return torch.where(p > q, p, q)

        def smaller(p, q):
            return torch.where(p < q, p, q)

        for e in net.examples:
            for t in net.steps(e):
                v = x[t, e]
                b[t, e] = larger(v, a)
                c[t, e] = smaller(v, torch.full((3,), 0.25))
                d[t, e] = larger(s.expand(3), v)
                e_[t, e] = smaller(larger(v, torch.full((3,), -0.5)), y[t, e])
                z[t, e] = b[t, e] + c[t, e] * d[t, e] - e_[t, e]
        net.value("loss", loss(net, squared_error, z, y))

    return {"x": draw.sequence(3), "y": draw.sequence(3), "a": draw.column(3), "s": draw.column(1)}, run


@case(
    "stop-gradient",
    "the value goes on, the gradient stops: through one branch, through a state, before the loss",
    """
x = sequence(2)
y = sequence(2)
W = parameter(2, 2)
U = parameter(2, 2)
u = W * x
s = stopGradient(u)
h = tanh(U * stopGradient(h[t-1]) + u .* s)
q = stopGradient(U) * h
dead = tanh(q)
d = q + stopGradient(dead)
loss = meanSquaredError(d, y)
""",
    skip_difference=("x", "W", "U", "u", "s", "h", "dead", "q"),
)
def stop_gradient(draw):
    def run(net):
        x, y, W, U = net["x y W U"]
        u, s, h, q, dead, d = [net.node(name) for name in ("u", "s", "h", "q", "dead", "d")]
        for e in net.examples:
            h[0, e] = zeros(2)
            for t in net.steps(e):
                u[t, e] = W @ x[t, e]
                s[t, e] = u[t, e].detach()
                h[t, e] = tanh(U @ h[t - 1, e].detach() + u[t, e] * s[t, e])
                q[t, e] = U.detach() @ h[t, e]
                dead[t, e] = tanh(q[t, e])
                d[t, e] = q[t, e] + dead[t, e].detach()
        net.value("loss", loss(net, squared_error, d, y))

    return {"x": draw.sequence(2), "y": draw.sequence(2), "W": draw.matrix(2, 2), "U": draw.matrix(2, 2)}, run
