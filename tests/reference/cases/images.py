"""Convolution, pooling and layer norm with PyTorch's own functions; images are [channels][rows][columns]."""

import math

import torch
import torch.nn.functional as torch_functions

from functions import cat, relu, softmax_cross_entropy, tanh
from net import Leaf, case, parameter


def image(draw, *shape):
    """One image an example."""
    return Leaf(draw.normal(draw.B, *shape, scale=1.0), "b", kind="input")


def film(draw, *shape):
    """One image a step; behind an example's end there is junk."""
    array = draw.normal(draw.T, draw.B, *shape, scale=1.0)
    for e, length in enumerate(draw.lengths or []):
        array[length:, e] = draw.normal(draw.T - length, *shape, scale=50.0)
    return Leaf(array, "tb", kind="sequence")


def kernel(draw, *shape):
    return parameter(draw.normal(*shape, scale=0.5))


def zeros_around(extent, size, stride):
    """TensorFlow's padding SAME: ceil(extent / stride) places, an odd zero at the end."""
    zeros = max((math.ceil(extent / stride) - 1) * stride + size - extent, 0)
    return zeros // 2, zeros - zeros // 2


def convolve(x, K, b=None, stride=1, padding="valid"):
    if padding == "same":
        above, below = zeros_around(x.shape[1], K.shape[2], stride)
        left, right = zeros_around(x.shape[2], K.shape[3], stride)
        x = torch_functions.pad(x, (left, right, above, below))
    return torch_functions.conv2d(x[None], K, b, stride=stride)[0]


def max_pool(x, size):
    return torch_functions.max_pool2d(x[None], size)[0]


def average_pool(x, size):
    return torch_functions.avg_pool2d(x[None], size)[0]


def layer_norm(x, gamma, beta, epsilon=1e-5):
    return torch_functions.layer_norm(x, x.shape, gamma.expand(x.shape), beta.expand(x.shape), epsilon)


# name: (image, kernel, stride, padding, settings in the text)
CONVOLUTIONS = {
    "valid": ((2, 5, 4), (3, 2, 3, 2), 1, "valid", ""),
    "valid-stride-2": ((1, 6, 7), (2, 1, 3, 3), 2, "valid", ", stride=2"),
    "stride-beyond-the-kernel": ((1, 7, 6), (2, 1, 2, 2), 3, "valid", ", stride=3"),
    "whole-image": ((2, 3, 4), (3, 2, 3, 4), 1, "valid", ""),
    "one-by-one": ((3, 2, 3), (2, 3, 1, 1), 1, "valid", ""),
    "same": ((2, 4, 5), (2, 2, 3, 3), 1, "same", ', padding="same"'),
    "same-even-kernel": ((1, 4, 3), (2, 1, 2, 4), 1, "same", ', padding="same"'),
    "same-stride-2": ((2, 5, 6), (2, 2, 3, 3), 2, "same", ', stride=2, padding="same"'),
    "same-stride-3": ((1, 7, 8), (1, 1, 5, 2), 3, "same", ', stride=3, padding="same"'),
    "same-kernel-larger-than-image": ((1, 2, 3), (2, 1, 5, 5), 1, "same", ', padding="same"'),
}

for name, (size, weights, stride, padding, settings) in CONVOLUTIONS.items():
    rows, columns = (
        [math.ceil(extent / stride) if padding == "same" else (extent - k) // stride + 1 for extent, k in zip(size[1:], weights[2:])]
    )

    @case(
        f"conv2d-{name}",
        "PyTorch's conv2d; same is padded by TensorFlow's rule",
        f"""
x = input({size[0]}, {size[1]}, {size[2]})
w = input({weights[0]}, {rows}, {columns})
K = parameter({weights[0]}, {weights[1]}, {weights[2]}, {weights[3]})
b = parameter({weights[0]})
c = conv2d(x, K, b{settings})
loss = mean(w .* c .^ 2)
""",
        B=2,
    )
    def convolution(draw, size=size, weights=weights, stride=stride, padding=padding, out=(rows, columns)):
        def run(net):
            x, w, K, b = net["x w K b"]
            c = net.node("c", "b")
            for e in net.examples:
                c[e] = convolve(x[e], K, b, stride, padding)
            terms = cat([(w[e] * c[e] * c[e]).reshape(-1) for e in net.examples])
            net.value("loss", terms.sum() / terms.numel())

        leaves = {"x": image(draw, *size), "w": image(draw, weights[0], *out), "K": kernel(draw, *weights)}
        return {**leaves, "b": draw.column(weights[0])}, run


@case(
    "conv2d-without-bias",
    "two operands: no bias, not even one that the node trains itself",
    """
x = input(1, 4, 4)
K = parameter(2, 1, 3, 3)
c = conv2d(x, K)
loss = sum(c .^ 2)
""",
    B=None,
)
def without_bias(draw):
    def run(net):
        x, K = net["x K"]
        c = net.value("c", convolve(x[0], K))
        net.value("loss", (c * c).sum())

    return {"x": Leaf(draw.normal(1, 4, 4), kind="input"), "K": kernel(draw, 2, 1, 3, 3)}, run


@case(
    "max-pool",
    "an odd last row and column are left out; PyTorch's max_pool2d",
    """
x = input(2, 5, 7)
w = input(2, 2, 3)
p = maxPool(x, 2)
loss = sum(w .* p)
""",
    B=2,
)
def max_pool_case(draw):
    def run(net):
        x, w = net["x w"]
        p = net.node("p", "b")
        for e in net.examples:
            p[e] = max_pool(x[e], 2)
        net.value("loss", sum((w[e] * p[e]).sum() for e in net.examples))

    return {"x": image(draw, 2, 5, 7), "w": image(draw, 2, 2, 3)}, run


@case(
    "max-pool-ties",
    "a tie goes to the first in row order, with the whole gradient; PyTorch's max_pool2d",
    """
x = input(1, 4, 6)
w = input(1, 2, 3)
p = maxPool(x, 2)
q = maxPool(x, 3)
loss = sum(w .* p) + 10 * sum(q)
""",
    B=3,
)
def max_pool_ties(draw):
    x = Leaf(draw.random.integers(-1, 2, (draw.B, 1, 4, 6)), "b", kind="input")
    x.array[0] = 0.5

    def run(net):
        x, w = net["x w"]
        p, q = net.node("p", "b"), net.node("q", "b")
        for e in net.examples:
            p[e], q[e] = max_pool(x[e], 2), max_pool(x[e], 3)
        net.value("loss", sum((w[e] * p[e]).sum() + 10 * q[e].sum() for e in net.examples))

    return {"x": x, "w": image(draw, 1, 2, 3)}, run


@case(
    "average-pool",
    "an odd last row and column are left out; PyTorch's avg_pool2d",
    """
x = input(2, 5, 7)
w = input(2, 2, 3)
v = input(2, 1, 2)
p = averagePool(x, 2)
q = averagePool(x, 3)
loss = sum(w .* p .^ 2) + sum(v .* q .^ 2)
""",
    B=2,
)
def average_pool_case(draw):
    def run(net):
        x, w, v = net["x w v"]
        p, q = net.node("p", "b"), net.node("q", "b")
        for e in net.examples:
            p[e], q[e] = average_pool(x[e], 2), average_pool(x[e], 3)
        net.value("loss", sum((w[e] * p[e] * p[e]).sum() + (v[e] * q[e] * q[e]).sum() for e in net.examples))

    return {"x": image(draw, 2, 5, 7), "w": image(draw, 2, 2, 3), "v": image(draw, 2, 1, 2)}, run


for name, call, epsilon in (("", "layerNorm(z, g, s)", 1e-5), ("-epsilon", "layerNorm(z, g, s, epsilon=0.1)", 0.1)):

    @case(
        f"layer-norm{name}",
        "over the components of every step and example, biased variance; PyTorch's layer_norm",
        f"""
x = sequence(3)
y = sequence(4)
W = parameter(4, 3)
g = parameter(4)
s = parameter(4)
z = W * x
n = {call}
loss = meanSquaredError(n, y)
""",
    )
    def layer_norm_case(draw, epsilon=epsilon):
        def run(net):
            x, y, W, g, s = net["x y W g s"]
            z, n = net.node("z"), net.node("n")
            for e in net.examples:
                for t in net.steps(e):
                    z[t, e] = W @ x[t, e]
                    n[t, e] = layer_norm(z[t, e], g, s, epsilon)
            terms = cat([(n[t, e] - y[t, e]) ** 2 for e in net.examples for t in net.steps(e)])
            net.value("loss", terms.sum() / terms.numel())

        leaves = {"x": draw.sequence(3), "y": draw.sequence(4), "W": draw.matrix(4, 3)}
        return {**leaves, "g": draw.column(4), "s": draw.column(4)}, run


@case(
    "layer-norm-of-an-image",
    "all components of an image together; a gain for each, one shift for all",
    """
x = input(2, 3, 2)
w = input(2, 3, 2)
g = parameter(2, 3, 2)
s = parameter(1)
n = layerNorm(x, g, s)
loss = sum(w .* n .^ 2)
""",
)
def layer_norm_of_an_image(draw):
    def run(net):
        x, w, g, s = net["x w g s"]
        n = net.node("n", "b")
        for e in net.examples:
            n[e] = layer_norm(x[e], g, s)
        net.value("loss", sum((w[e] * n[e] * n[e]).sum() for e in net.examples))

    return {"x": image(draw, 2, 3, 2), "w": image(draw, 2, 3, 2), "g": kernel(draw, 2, 3, 2), "s": draw.column(1)}, run


@case(
    "convolutional-network",
    "two convolutions with pooling and a dense layer, in the manner of LeNet",
    """
x = input(1, 10, 9)
y = input(3)
K1 = parameter(2, 1, 3, 3)
b1 = parameter(2)
K2 = parameter(3, 2, 2, 2)
b2 = parameter(3)
W = parameter(3, 6)
b = parameter(3)
c1 = relu(conv2d(x, K1, b1, padding="same"))
p1 = maxPool(c1, 2)
c2 = tanh(conv2d(p1, K2, b2))
p2 = averagePool(c2, 2)
f = flatten(p2)
o = W * f + b
loss = softmaxCrossEntropy(o, y)
""",
)
def network(draw):
    def run(net):
        x, y, K1, b1, K2, b2, W, b = net["x y K1 b1 K2 b2 W b"]
        c1, p1, c2, p2, f, o = [net.node(name, "b") for name in ("c1", "p1", "c2", "p2", "f", "o")]
        for e in net.examples:
            c1[e] = relu(convolve(x[e], K1, b1, padding="same"))
            p1[e] = max_pool(c1[e], 2)
            c2[e] = tanh(convolve(p1[e], K2, b2))
            p2[e] = average_pool(c2[e], 2)
            f[e] = torch.stack([p2[e][k, i, j] for k in range(3) for i in range(2) for j in range(p2[e].shape[2])])
            o[e] = W @ f[e] + b
        net.value("loss", sum(softmax_cross_entropy(o[e], y[e]).sum() for e in net.examples) / net.B)

    leaves = {"x": image(draw, 1, 10, 9), "y": draw.input(3, draw.one_hot), "K1": kernel(draw, 2, 1, 3, 3), "b1": draw.column(2)}
    return {**leaves, "K2": kernel(draw, 3, 2, 2, 2), "b2": draw.column(3), "W": draw.matrix(3, 6), "b": draw.column(3)}, run


for name, lengths in (("convolutional-rnn", None), ("convolutional-rnn-lengths", [4, 2])):

    @case(
        name,
        "the state is an image, and convolutions stand on the cycle (the recurrence of Shi et al. 2015 without gates)",
        """
x = sequence(1, 4, 3)
y = input(2)
K = parameter(2, 1, 3, 3)
U = parameter(2, 2, 3, 3)
b = parameter(2)
V = parameter(2, 4)
h = tanh(conv2d(x, K, b, padding="same") + conv2d(h[t-1], U, padding="same"))
p = maxPool(h, 2)
q = averagePool(h, 2)
o = V * flatten(p[T]) + V * flatten(q[T])
loss = meanSquaredError(o, y)
""",
        T=4,
        B=2,
        lengths=lengths,
    )
    def convolutional_rnn(draw):
        def run(net):
            x, y, K, U, b, V = net["x y K U b V"]
            h, p, q, o = net.node("h"), net.node("p"), net.node("q"), net.node("o", "b")
            for e in net.examples:
                h[0, e] = torch.zeros(2, 4, 3)
                for t in net.steps(e):
                    h[t, e] = tanh(convolve(x[t, e], K, b, padding="same") + convolve(h[t - 1, e], U, padding="same"))
                    p[t, e], q[t, e] = max_pool(h[t, e], 2), average_pool(h[t, e], 2)
                end = net.length(e)
                o[e] = V @ p[end, e].reshape(-1) + V @ q[end, e].reshape(-1)
            terms = cat([(o[e] - y[e]) ** 2 for e in net.examples])
            net.value("loss", terms.sum() / terms.numel())

        leaves = {"x": film(draw, 1, 4, 3), "y": draw.input(2), "K": kernel(draw, 2, 1, 3, 3), "U": kernel(draw, 2, 2, 3, 3)}
        return {**leaves, "b": draw.column(2), "V": draw.matrix(2, 4)}, run
