"""Sums, means and extremes over each axis; cutting, stacking and turning."""

import torch

from functions import cat, loss, sigmoid, squared_error, tanh, zeros
from net import case


REDUCE = {
    "sum": lambda rows: rows.sum(0),
    "mean": lambda rows: rows.sum(0) / rows.shape[0],
    "max": lambda rows: rows.max(0).values,
    "min": lambda rows: rows.min(0).values,
}

for word, reduce in REDUCE.items():

    @case(
        f"reduce-{word}",
        f"{word} over the components, the steps, the examples, and everything",
        f"""
x = sequence(2)
W = parameter(3, 2)
z = W * x
f = {word}(z, "features")
s = {word}(z, "time")
b = {word}(z, "batch")
a = {word}(z)
w = {word}(W)
loss = sum(f .^ 2) + sum(s .^ 2) + sum(b .^ 2) + a ^ 2 + 0.5 * w
""",
        T=4,
        B=3,
    )
    def reduce_all(draw, reduce=reduce):
        def run(net):
            x, W = net["x W"]
            z, f, s, b = net.node("z"), net.node("f"), net.node("s", "b"), net.node("b", "t")
            for e in net.examples:
                for t in net.steps(e):
                    z[t, e] = W @ x[t, e]
                    f[t, e] = reduce(z[t, e].reshape(-1, 1))
                s[e] = reduce(torch.stack([z[t, e] for t in net.steps(e)]))
            for t in net.steps():
                b[t] = reduce(torch.stack([z[t, e] for e in net.examples]))
            a = net.value("a", reduce(cat([z[t, e] for e in net.examples for t in net.steps(e)])))
            w = net.value("w", reduce(W.reshape(-1)))
            squares = sum((v * v).sum() for node in (f, s, b) for v in node.at.values())
            net.value("loss", squares + a * a + 0.5 * w)

        return {"x": draw.sequence(2), "W": draw.matrix(3, 2)}, run

    @case(
        f"reduce-{word}-no-batch",
        f"{word} without a batch",
        f"""
x = sequence(3)
f = {word}(x, "features")
s = {word}(x, "time")
a = {word}(x)
loss = sum(f .^ 2) + sum(s .^ 2) + a ^ 2
""",
        T=4,
        B=None,
    )
    def reduce_no_batch(draw, reduce=reduce):
        def run(net):
            x = net["x"]
            f, s = net.node("f", "t"), net.node("s", "")
            for t in net.steps():
                f[t] = reduce(x[t, 0].reshape(-1, 1))
            s[()] = reduce(torch.stack([x[t, 0] for t in net.steps()]))
            a = net.value("a", reduce(cat([x[t, 0] for t in net.steps()])))
            squares = sum((v * v).sum() for node in (f, s) for v in node.at.values())
            net.value("loss", squares + a * a)

        return {"x": draw.sequence(3)}, run


@case(
    "batch-mean-inside-a-network",
    "each example is compared with the mean of the batch at its step",
    """
x = sequence(2)
W = parameter(3, 2)
U = parameter(3, 3)
h = tanh(W * x + U * h[t-1])
m = mean(h, "batch")
d = h - m
loss = mean(d .^ 2) - 0.1 * mean(m)
""",
)
def batch_mean(draw):
    def run(net):
        x, W, U = net["x W U"]
        h, m, d = net.node("h"), net.node("m", "t"), net.node("d")
        for e in net.examples:
            h[0, e] = zeros(3)
            for t in net.steps(e):
                h[t, e] = tanh(W @ x[t, e] + U @ h[t - 1, e])
        for t in net.steps():
            m[t] = sum(h[t, e] for e in net.examples) / net.B
            for e in net.examples:
                d[t, e] = h[t, e] - m[t]
        squares = cat([d[t, e] * d[t, e] for e in net.examples for t in net.steps()])
        means = cat([m[t] for t in net.steps()])
        net.value("loss", squares.sum() / squares.numel() - 0.1 * means.sum() / means.numel())

    return {"x": draw.sequence(2), "W": draw.matrix(3, 2), "U": draw.matrix(3, 3)}, run


@case(
    "slice-and-stack",
    "slice counts from 1 and keeps both ends; [a; b] and concat put columns on top of each other",
    """
x = sequence(4)
p = parameter(2)
y = sequence(7)
a = slice(x, 2, 3)
b = slice(x, 4, 4)
s = [b; tanh(a); p]
c = concat(s, 0.5 * a)
loss = meanSquaredError(c, y)
""",
)
def slice_stack(draw):
    def run(net):
        x, p, y = net["x p y"]
        a, b, s, c = [net.node(name) for name in "absc"]
        for e in net.examples:
            for t in net.steps(e):
                a[t, e], b[t, e] = x[t, e][1:3], x[t, e][3:4]
                s[t, e] = cat([b[t, e], tanh(a[t, e]), p])
                c[t, e] = cat([s[t, e], 0.5 * a[t, e]])
        net.value("loss", loss(net, squared_error, c, y))

    return {"x": draw.sequence(4), "p": draw.column(2), "y": draw.sequence(7)}, run


@case(
    "gates-from-one-matrix",
    "an LSTM whose four gates are slices of one product, as frameworks store it",
    """
x = sequence(2)
y = sequence(3)
W = parameter(12, 5)
b = parameter(12)
a = W * [h[t-1]; x] + b
f = sigmoid(slice(a, 1, 3))
i = sigmoid(slice(a, 4, 6))
g = tanh(slice(a, 7, 9))
o = sigmoid(slice(a, 10, 12))
c = f .* c[t-1] + i .* g
h = o .* tanh(c)
loss = meanSquaredError(h, y)
""",
)
def gates_from_one(draw):
    def run(net):
        x, y, W, b = net["x y W b"]
        a, f, i, g, o, c, h = [net.node(name) for name in "afigoch"]
        for e in net.examples:
            h[0, e], c[0, e] = zeros(3), zeros(3)
            for t in net.steps(e):
                a[t, e] = W @ cat([h[t - 1, e], x[t, e]]) + b
                f[t, e], i[t, e] = sigmoid(a[t, e][0:3]), sigmoid(a[t, e][3:6])
                g[t, e], o[t, e] = tanh(a[t, e][6:9]), sigmoid(a[t, e][9:12])
                c[t, e] = f[t, e] * c[t - 1, e] + i[t, e] * g[t, e]
                h[t, e] = o[t, e] * tanh(c[t, e])
        net.value("loss", loss(net, squared_error, h, y))

    return {"x": draw.sequence(2), "y": draw.sequence(3), "W": draw.matrix(12, 5), "b": draw.column(12)}, run


@case(
    "reshape-and-transpose",
    "reshape and flatten go row by row",
    """
x = input(6)
y = input(6)
P = parameter(2, 3)
M = reshape(x, 2, 3)
N = transpose(M)
Q = P * N
q = flatten(Q)
R = M .* P
r = reshape(R, 6)
s = flatten(N)
z = r + s + [q; slice(q, 1, 2)]
loss = meanSquaredError(z, y)
""",
)
def reshape_transpose(draw):
    def run(net):
        x, y, P = net["x y P"]
        M, N, Q, q, R, r, s, z = [net.node(name, "b") for name in ("M", "N", "Q", "q", "R", "r", "s", "z")]
        for e in net.examples:
            M[e] = torch.stack([x[e][0:3], x[e][3:6]])
            N[e] = torch.stack([M[e][:, 0], M[e][:, 1], M[e][:, 2]])
            Q[e] = P @ N[e]
            q[e] = cat([Q[e][0], Q[e][1]])
            R[e] = M[e] * P
            r[e] = cat([R[e][0], R[e][1]])
            s[e] = cat([N[e][0], N[e][1], N[e][2]])
            z[e] = r[e] + s[e] + cat([q[e], q[e][0:2]])
        net.value("loss", loss(net, squared_error, z, y))

    return {"x": draw.input(6), "y": draw.input(6), "P": draw.matrix(2, 3)}, run


@case(
    "transpose-of-a-parameter",
    "tied weights: a matrix there, its transpose back, in both notations",
    """
x = input(4)
W = parameter(3, 4)
b = parameter(3)
h = tanh(W * x + b)
r = transpose(W) * h
s = W' * h
loss = meanSquaredError(r + 0.5 * s, x)
""",
)
def tied(draw):
    def run(net):
        x, W, b = net["x W b"]
        h, r, s = [net.node(name, "b") for name in "hrs"]
        terms = []
        for e in net.examples:
            h[e] = tanh(W @ x[e] + b)
            r[e], s[e] = W.T @ h[e], W.T @ h[e]
            terms.append(squared_error(r[e] + 0.5 * s[e], x[e]))
        net.value("loss", cat(terms).sum() / (4 * net.B))

    return {"x": draw.input(4), "W": draw.matrix(3, 4), "b": draw.column(3)}, run


for name, batch in (("reverse", 3), ("reverse-no-batch", None)):

    @case(
        name,
        "a second net reads the sequence from its end; its states are turned back",
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
        B=batch,
    )
    def reverse(draw):
        def run(net):
            x, y, W, U = net["x y W U"]
            r, h, g = net.node("r"), net.node("h"), net.node("g")
            for e in net.examples:
                h[0, e] = zeros(3)
                for t in net.steps(e):
                    r[t, e] = x[net.T + 1 - t, e]
                    h[t, e] = tanh(W @ r[t, e] + U @ h[t - 1, e])
                for t in net.steps(e):
                    g[t, e] = h[net.T + 1 - t, e]
            net.value("loss", loss(net, squared_error, g, y))

        return {"x": draw.sequence(2), "y": draw.sequence(3), "W": draw.matrix(3, 2), "U": draw.matrix(3, 3)}, run
