"""Batch norm with PyTorch's batch_norm in training mode: statistics of the batch itself, biased variance."""

import torch
import torch.nn.functional as torch_functions

from cases.images import film, image
from functions import cat, tanh, zeros
from net import case, parameter


def batch_norm(rows, gamma, beta, epsilon=1e-5):
    """rows: what belongs together, each [n] or [channels][rows][columns]."""
    x = torch.stack(rows)
    gain, shift = gamma.expand(x.shape[1]).contiguous(), beta.expand(x.shape[1]).contiguous()
    if x.shape[0] == 1 and x.dim() == 2:
        # PyTorch refuses a single value a channel; it is its own mean
        return [shift + 0 * gain * x[0]]
    return list(torch_functions.batch_norm(x, None, None, gain, shift, training=True, eps=epsilon))


def normalize(net, source, name, gamma, beta, epsilon=1e-5):
    """A node that is `source` with the statistics of all real positions together."""
    keys = [key for keys in net.positions(source) for key in keys]
    node = net.node(name, source.axes)
    for key, value in zip(keys, batch_norm([source[key] for key in keys], gamma, beta, epsilon)):
        node[key] = value
    return node


def squares(net, node, target):
    terms = cat([((node[key] - target[key]) ** 2).reshape(-1) for keys in net.positions(node) for key in keys])
    net.value("loss", terms.sum() / terms.numel())


SHAPES = {
    "batch": ("input", 5, None),
    "steps-and-batch": ("sequence", 3, None),
    "steps": ("sequence", None, None),
    "lengths": ("sequence", 3, [4, 2, 3]),
    "no-example-is-full": ("sequence", 2, [1, 3]),
}

for name, (fed, B, lengths) in SHAPES.items():

    @case(
        f"batch-norm-{name}",
        "mean and biased variance of each component over all examples and real steps; PyTorch's batch_norm",
        f"""
x = {fed}(2)
y = {fed}(3)
W = parameter(3, 2)
g = parameter(3)
s = parameter(3)
z = W * x
n = batchNorm(z, g, s)
loss = meanSquaredError(n, y)
""",
        T=4,
        B=B,
        lengths=lengths,
    )
    def batch_norm_case(draw, fed=fed):
        draw_one = draw.input if fed == "input" else draw.sequence

        def run(net):
            x, y, W, g, s = net["x y W g s"]
            z = net.node("z", x.axes)
            for key in [key for keys in net.positions(x) for key in keys]:
                z[key] = W @ x[key]
            squares(net, normalize(net, z, "n", g, s), y)

        return {"x": draw_one(2), "y": draw_one(3), "W": draw.matrix(3, 2), "g": draw.column(3), "s": draw.column(3)}, run


@case(
    "batch-norm-epsilon",
    "another epsilon, and one gain and one shift for all components",
    """
x = input(3)
y = input(3)
g = parameter(1)
s = parameter(1)
n = batchNorm(x, g, s, epsilon=0.1)
loss = meanSquaredError(n, y)
""",
    B=4,
)
def batch_norm_epsilon(draw):
    def run(net):
        x, y, g, s = net["x y g s"]
        squares(net, normalize(net, x, "n", g, s, 0.1), y)

    return {"x": draw.input(3), "y": draw.input(3), "g": draw.column(1), "s": draw.column(1)}, run


@case(
    "batch-norm-of-images",
    "each channel over examples, rows and columns",
    """
x = input(3, 2, 4)
w = input(3, 2, 4)
g = parameter(3)
s = parameter(3)
n = batchNorm(x, g, s)
loss = mean(w .* n .^ 2)
""",
    B=3,
)
def batch_norm_of_images(draw):
    def run(net):
        x, w, g, s = net["x w g s"]
        n = normalize(net, x, "n", g, s)
        terms = cat([(w[e] * n[e] * n[e]).reshape(-1) for e in net.examples])
        net.value("loss", terms.sum() / terms.numel())

    return {"x": image(draw, 3, 2, 4), "w": image(draw, 3, 2, 4), "g": parameter(draw.normal(3)), "s": draw.column(3)}, run


@case(
    "batch-norm-of-films",
    "each channel over examples, real steps, rows and columns",
    """
x = sequence(2, 3, 2)
y = sequence(2, 3, 2)
g = parameter(2)
s = parameter(2)
n = batchNorm(x, g, s)
loss = meanSquaredError(n, y)
""",
    T=4,
    B=3,
    lengths=[2, 4, 3],
)
def batch_norm_of_films(draw):
    def run(net):
        x, y, g, s = net["x y g s"]
        squares(net, normalize(net, x, "n", g, s), y)

    return {"x": film(draw, 2, 3, 2), "y": film(draw, 2, 3, 2), "g": draw.column(2), "s": draw.column(2)}, run


for name, lengths in (("", None), ("-lengths", [4, 2, 3])):

    @case(
        f"batch-norm-on-a-cycle{name}",
        "in a recurrent cell each step has statistics of its own, over the examples that have this step",
        """
x = sequence(2)
y = sequence(3)
W = parameter(3, 2)
U = parameter(3, 3)
g = parameter(3)
s = parameter(3)
a = W * x + U * h[t-1]
n = batchNorm(a, g, s)
h = tanh(n)
loss = meanSquaredError(h, y)
""",
        T=4,
        B=3,
        lengths=lengths,
    )
    def batch_norm_on_a_cycle(draw):
        def run(net):
            x, y, W, U, g, s = net["x y W U g s"]
            a, n, h = net.node("a"), net.node("n"), net.node("h")
            for e in net.examples:
                h[0, e] = zeros(3)
            for t in net.steps():
                there = [e for e in net.examples if t <= net.length(e)]
                for e in there:
                    a[t, e] = W @ x[t, e] + U @ h[t - 1, e]
                for e, value in zip(there, batch_norm([a[t, e] for e in there], g, s)):
                    n[t, e] = value
                    h[t, e] = tanh(n[t, e])
            squares(net, h, y)

        leaves = {"x": draw.sequence(2), "y": draw.sequence(3), "W": draw.matrix(3, 2), "U": draw.matrix(3, 3)}
        return {**leaves, "g": draw.column(3), "s": draw.column(3)}, run
