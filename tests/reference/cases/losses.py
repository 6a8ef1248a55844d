"""Each loss with each reduction, at large inputs, and against targets without time or batch."""

import numpy
import torch
import torch.nn.functional as torch_functions

from functions import (
    absolute_error,
    cross_entropy,
    cross_entropy_of_logits,
    half_sum_of_squares,
    hinge_error,
    huber_error,
    log_softmax,
    loss,
    negative_log_likelihood,
    negative_log_likelihood_of_logarithms,
    sigmoid,
    softmax,
    softmax_cross_entropy,
    squared_error,
    tanh,
)
from net import Leaf, case


LOSSES = (
    ("mean-squared-error", "meanSquaredError", squared_error, None, None),
    ("mean-absolute-error", "meanAbsoluteError", absolute_error, None, None),
    ("huber", "huber", huber_error, None, None),
    ("binary-cross-entropy", "binaryCrossEntropy", cross_entropy, "sigmoid", "bits"),
    ("binary-cross-entropy-with-logits", "binaryCrossEntropyWithLogits", cross_entropy_of_logits, None, "bits"),
    ("softmax-cross-entropy", "softmaxCrossEntropy", softmax_cross_entropy, None, "one_hot"),
    ("negative-log-likelihood", "negativeLogLikelihood", negative_log_likelihood, "softmax", "one_hot"),
    ("hinge", "hinge", hinge_error, None, "signs"),
)
SQUASH = {"sigmoid": sigmoid, "softmax": softmax}


for key, call, term, squash, target in LOSSES:
    for reduction in ("mean", "sum", "per-example"):
        for shape, B in (("steps-and-batch", 3), ("steps", None), ("batch", 3)):
            if shape != "steps-and-batch" and reduction == "sum":
                continue
            argument = "" if reduction == "mean" else f', reduction="{reduction}"'
            fed = "input" if shape == "batch" else "sequence"

            @case(
                f"loss-{key}-{reduction}-{shape}",
                f"{call}: prediction first, target second; reduction {reduction}",
                f"x = {fed}(2)\ny = {fed}(3)\nW = parameter(3, 2)\nb = parameter(3)\nz = W * x + b\n"
                + (f"p = {squash}(z)\n" if squash else "")
                + f"loss = {call}({'p' if squash else 'z'}, y{argument})\n",
                T=4,
                B=B,
            )
            def loss_case(draw, term=term, squash=squash, target=target, reduction=reduction, shape=shape):
                draw_one = draw.input if shape == "batch" else draw.sequence
                leaves = {"x": draw_one(2), "y": draw_one(3, getattr(draw, target) if target else None)}
                leaves |= {"W": draw.matrix(3, 2, scale=1.0), "b": draw.column(3)}

                def run(net):
                    x, y, W, b = net["x y W b"]
                    axes = "b" if shape == "batch" else "tb"
                    z = net.node("z", axes)
                    p = net.node("p", axes) if squash else z
                    for keys in net.positions(z):
                        for at in keys:
                            z[at] = W @ x[at] + b
                            if squash:
                                p[at] = SQUASH[squash](z[at])
                    net.value("loss", loss(net, term, p, y, reduction))

                return leaves, run


@case(
    "loss-half-sum-of-squares",
    "half the sum over everything: steps, examples, components",
    "x = sequence(2)\ny = sequence(3)\nW = parameter(3, 2)\nz = W * x\nloss = halfSumOfSquares(z, y)\n",
    T=4,
)
def half_sum(draw):
    def run(net):
        x, y, W = net["x y W"]
        z = net.node("z")
        for e in net.examples:
            for t in net.steps(e):
                z[t, e] = W @ x[t, e]
        net.value("loss", half_sum_of_squares(net, z, y))

    return {"x": draw.sequence(2), "y": draw.sequence(3), "W": draw.matrix(3, 2)}, run


for reduction in ("mean", "sum", "per-example"):
    argument = "" if reduction == "mean" else f', reduction="{reduction}"'

    @case(
        f"loss-against-one-target-{reduction}",
        "a target without time axis goes with every step; its gradient is summed over them",
        f"x = sequence(2)\ny = input(3)\nW = parameter(3, 2)\nz = W * x\nloss = meanSquaredError(z, y{argument})\n",
        T=4,
    )
    def one_target(draw, reduction=reduction):
        def run(net):
            x, y, W = net["x y W"]
            z = net.node("z")
            for e in net.examples:
                for t in net.steps(e):
                    z[t, e] = W @ x[t, e]
            net.value("loss", loss(net, squared_error, z, y, reduction))

        return {"x": draw.sequence(2), "y": draw.input(3), "W": draw.matrix(3, 2)}, run


@case(
    "loss-absolute-error-at-zero",
    "where prediction and target are equal the absolute error has the derivative 0",
    "x = input(3)\ny = input(3)\nloss = meanAbsoluteError(x, y)\n",
    B=2,
)
def absolute_at_zero(draw):
    leaves = {"x": Leaf([[1.0, 2.0, -1.0], [0.0, 3.0, 0.5]], "b", "input"), "y": Leaf([[1.0, 1.0, 1.0], [0.0, 3.5, 0.5]], "b", "input")}

    def run(net):
        net.value("loss", loss(net, absolute_error, net["x"], net["y"]))

    return leaves, run


BIG = [1000.0, -1000.0, 999.0, -40.0, 40.0, 0.0]


for reduction in ("mean", "sum", "per-example"):
    argument = "" if reduction == "mean" else f', reduction="{reduction}"'

    @case(
        f"loss-binary-cross-entropy-with-logits-extreme-{reduction}",
        "log(1 + e^z) - y z, exact at +-1000",
        f"z = input(6)\ny = input(6)\nloss = binaryCrossEntropyWithLogits(z, y{argument})\n",
        B=2,
    )
    def extreme_logits(draw, reduction=reduction):
        leaves = {"z": Leaf([BIG, BIG], "b", "input"), "y": Leaf([[1, 0, 0, 1, 0, 1], [0, 1, 1, 0, 1, 0]], "b", "input")}

        def run(net):
            value = net.value("loss", loss(net, cross_entropy_of_logits, net["z"], net["y"], reduction))
            log2 = 0.6931471805599453
            exact = 999.0 + 40.0 + 40.0 + 2 * log2 + 1000.0 + 1000.0
            exact /= {"mean": 12, "sum": 1, "per-example": 2}[reduction]
            assert net.nudge or abs(value.item() - exact) < 1e-9

        return leaves, run

    @case(
        f"loss-softmax-cross-entropy-extreme-{reduction}",
        "log of the sum of exponentials, shifted by the largest: exact at +-1000",
        f"z = input(3)\ny = input(3)\nloss = softmaxCrossEntropy(z, y{argument})\n",
        B=4,
    )
    def extreme_softmax(draw, reduction=reduction):
        z = [[1000.0, -1000.0, 0.0], [1000.0, -1000.0, 0.0], [-1000.0, -999.0, -998.5], [1000.0, 1000.0, 1000.0]]
        y = [[1, 0, 0], [0, 1, 0], [1, 0, 0], [0, 0, 1]]
        leaves = {"z": Leaf(z, "b", "input"), "y": Leaf(y, "b", "input")}

        def run(net):
            net.value("loss", loss(net, softmax_cross_entropy, net["z"], net["y"], reduction))

        return leaves, run


@case(
    "loss-softmax-cross-entropy-soft-target",
    "a target that is a distribution, not one-hot; the gradient of the logits is softmax(z) - y",
    "z = input(3)\ny = input(3)\nloss = softmaxCrossEntropy(z, y)\n",
)
def soft_target(draw):
    def shares(*shape):
        y = draw.uniform(*shape)
        return y / y.sum(-1, keepdims=True)

    def run(net):
        z, y = net["z y"]
        value = net.value("loss", loss(net, softmax_cross_entropy, z, y))
        if net.nudge is None:
            for e in net.examples:
                slope = torch.autograd.grad(value, [z[e]], retain_graph=True)[0]
                numpy.testing.assert_allclose(slope.numpy(), (softmax(z[e]) - y[e]).detach().numpy() / net.B, rtol=1e-12, atol=1e-15)

    return {"z": draw.input(3), "y": draw.input(3, shares)}, run


@case(
    "loss-negative-log-likelihood-of-logarithms",
    "PyTorch's nll_loss: the prediction is what logSoftmax gives",
    """
x = sequence(2)
y = sequence(3)
W = parameter(3, 2)
z = W * x
p = logSoftmax(z)
loss = negativeLogLikelihood(p, y, of="logarithms")
""",
    T=4,
)
def likelihood_of_logarithms(draw):
    def run(net):
        x, y, W = net["x y W"]
        z, p = net.node("z"), net.node("p")
        for e in net.examples:
            for t in net.steps(e):
                z[t, e] = W @ x[t, e]
                p[t, e] = log_softmax(z[t, e])
        value = net.value("loss", loss(net, negative_log_likelihood_of_logarithms, p, y))
        if net.nudge is None:
            keys = [key for keys in net.positions(p) for key in keys]
            rows, classes = torch.stack([p[key] for key in keys]), torch.stack([y[key] for key in keys]).argmax(1)
            numpy.testing.assert_allclose(value.item(), torch_functions.nll_loss(rows, classes).item(), rtol=1e-12)

    return {"x": draw.sequence(2), "y": draw.sequence(3, draw.one_hot), "W": draw.matrix(3, 2)}, run


@case(
    "loss-negative-log-likelihood-of-certainty",
    "a probability of 0 costs nothing where the target is 0",
    "p = input(3)\ny = input(3)\nloss = negativeLogLikelihood(p, y)\n",
    B=2,
    skip_difference=("p", "y"),
)
def certainty(draw):
    leaves = {"p": Leaf([[0.0, 1.0, 0.0], [0.25, 0.0, 0.75]], "b", "input"), "y": Leaf([[0, 1, 0], [1, 0, 0]], "b", "input")}

    def run(net):
        net.value("loss", loss(net, negative_log_likelihood, net["p"], net["y"]))

    return leaves, run


@case(
    "loss-with-penalty",
    "a loss of two terms: the error, and the squares of the weights, which belong to no example",
    """
x = input(2)
y = input(1)
W = parameter(3, 2)
v = parameter(3)
lambda_2 = 0.05
o = v' * tanh(W * x)
error = meanSquaredError(o, y)
penalty = lambda_2 * (sum(W .^ 2) + sum(v .^ 2))
loss = error + penalty
""",
    B=4,
)
def penalty(draw):
    leaves = {"x": draw.input(2), "y": draw.input(1), "W": draw.matrix(3, 2), "v": draw.column(3), "lambda_2": Leaf(0.05, kind="constant")}

    def run(net):
        x, y, W, v, weight = net["x y W v lambda_2"]
        o = net.node("o", "b")
        for e in net.examples:
            o[e] = (v @ tanh(W @ x[e])).reshape(1)
        error = net.value("error", loss(net, squared_error, o, y))
        extra = net.value("penalty", weight * ((W * W).sum() + (v * v).sum()))
        net.value("loss", error + extra)

    return leaves, run


@case(
    "loss-with-named-penalties",
    "l2Penalty is the sum of squares without a half, l1Penalty the sum of magnitudes; both over several weights",
    """
x = input(2)
y = input(1)
W = parameter(3, 2)
b = parameter(3)
v = parameter(3)
o = v' * tanh(W * x + b)
error = meanSquaredError(o, y)
squares = l2Penalty(W, v)
magnitudes = l1Penalty(W, b)
loss = error + 0.05 * squares + 0.01 * magnitudes
""",
    B=4,
)
def named_penalties(draw):
    weights = {"W": draw.matrix(3, 2), "b": Leaf([0.5, 0.0, -0.25]), "v": draw.column(3)}

    def run(net):
        x, y, W, b, v = net["x y W b v"]
        o = net.node("o", "b")
        for e in net.examples:
            o[e] = (v @ tanh(W @ x[e] + b)).reshape(1)
        error = net.value("error", loss(net, squared_error, o, y))
        squares = net.value("squares", (W * W).sum() + (v * v).sum())
        magnitudes = net.value("magnitudes", torch.abs(W).sum() + torch.abs(b).sum())
        net.value("loss", error + 0.05 * squares + 0.01 * magnitudes)

    return {"x": draw.input(2), "y": draw.input(1), **weights}, run
