"""Each elementwise function at several points, kinks included; the derivative is also held against its closed form."""

import math

import numpy
import torch

import functions as F
from net import Leaf, case, parameter


POINTS = [-3.0, -1.25, -0.5, -1e-3, 0.0, 1e-3, 0.75, 1.0, 2.5]
POSITIVE = [1e-3, 0.25, 0.5, 1.0, 1.5, 2.0, 3.0, 10.0, 100.0]
EXTREMES = [-1000.0, -100.0, -40.0, -20.0, -1.0, 20.0, 40.0, 100.0, 1000.0]


def s(x):
    return 1 / (1 + math.exp(-x)) if x >= 0 else math.exp(x) / (1 + math.exp(x))


def normal(x):
    return math.exp(-x * x / 2) / math.sqrt(2 * math.pi)


def normal_below(x):
    return 0.5 * math.erfc(-x / math.sqrt(2))


L, A = F.SELU_LAMBDA, F.SELU_ALPHA

# name: (call, tensor function, value, derivative, points); the value and derivative are scalar closed forms
FUNCTIONS = {
    "sigmoid": ("sigmoid(x)", F.sigmoid, s, lambda x: s(x) * s(-x), POINTS),
    "tanh": ("tanh(x)", F.tanh, math.tanh, lambda x: 1 - math.tanh(x) ** 2, POINTS),
    "relu": ("relu(x)", F.relu, lambda x: max(x, 0.0), lambda x: float(x > 0), POINTS),
    "leaky-relu": (
        "leakyRelu(x, 0.01)",
        lambda x: F.leaky_relu(x, 0.01),
        lambda x: x if x > 0 else 0.01 * x,
        lambda x: 1 if x > 0 else 0.01,
        POINTS,
    ),
    "leaky-relu-02": (
        "leakyRelu(x, 0.2)",
        lambda x: F.leaky_relu(x, 0.2),
        lambda x: x if x > 0 else 0.2 * x,
        lambda x: 1 if x > 0 else 0.2,
        POINTS,
    ),
    "elu": (
        "elu(x, 1)",
        lambda x: F.elu(x, 1.0),
        lambda x: x if x >= 0 else math.expm1(x),
        lambda x: 1 if x >= 0 else math.exp(x),
        POINTS,
    ),
    "elu-alpha": (
        "elu(x, 1.5)",
        lambda x: F.elu(x, 1.5),
        lambda x: x if x >= 0 else 1.5 * math.expm1(x),
        lambda x: 1 if x >= 0 else 1.5 * math.exp(x),
        POINTS,
    ),
    "selu": (
        "selu(x)",
        F.selu,
        lambda x: L * x if x >= 0 else L * A * math.expm1(x),
        lambda x: L if x >= 0 else L * A * math.exp(x),
        POINTS,
    ),
    "softplus": ("softplus(x)", F.softplus, lambda x: max(x, 0) + math.log1p(math.exp(-abs(x))), s, POINTS),
    "gelu": ("gelu(x)", F.gelu, lambda x: x * normal_below(x), lambda x: normal_below(x) + x * normal(x), POINTS),
    "silu": ("silu(x)", F.silu, lambda x: x * s(x), lambda x: s(x) * (1 + x * s(-x)), POINTS),
    "log-sigmoid": (
        "logSigmoid(x)",
        F.log_sigmoid,
        lambda x: min(x, 0) - math.log1p(math.exp(-abs(x))),
        lambda x: s(-x),
        POINTS,
    ),
    "exp": ("exp(x)", torch.exp, math.exp, math.exp, POINTS),
    "log": ("log(x)", torch.log, math.log, lambda x: 1 / x, POSITIVE),
    "sqrt": ("sqrt(x)", torch.sqrt, math.sqrt, lambda x: 0.5 / math.sqrt(x), POSITIVE),
    "abs": ("abs(x)", torch.abs, abs, lambda x: float(numpy.sign(x)), POINTS),
    "sin": ("sin(x)", torch.sin, math.sin, math.cos, POINTS),
    "cos": ("cos(x)", torch.cos, math.cos, lambda x: -math.sin(x), POINTS),
    "step": ("step(x)", F.step, lambda x: float(x >= 0), lambda x: 0.0, POINTS),
}

EXTREME = ("sigmoid", "tanh", "relu", "elu", "selu", "softplus", "gelu", "silu", "log-sigmoid")


def define(name, entry, points):
    call, function, value, derivative, _ = entry

    @case(
        name,
        f"closed form of {call}, its value and derivative",
        f"x = input({len(points)})\nw = input({len(points)})\ny = {call}\nloss = sum(w .* y)\n",
        B=None,
        skip_difference=("x",) if "step" in name else (),
    )
    def activation(draw):
        leaves = {"x": Leaf(points, kind="input"), "w": draw.input(len(points))}

        def run(net):
            x, w = net["x w"]
            y = net.value("y", function(x[0]))
            total = net.value("loss", (w[0] * y).sum())
            if net.nudge is None:
                slope = torch.autograd.grad(total, [x[0]], retain_graph=True, allow_unused=True)[0]
                slope = numpy.zeros(len(points)) if slope is None else slope.numpy()
                exact = w[0].detach().numpy() * numpy.array([derivative(p) for p in points])
                # torch computes gelu as 1 + erf, which cancels below -6: close in absolute terms only
                numpy.testing.assert_allclose(y.detach().numpy(), [value(p) for p in points], rtol=1e-12, atol=1e-14)
                numpy.testing.assert_allclose(slope, exact, rtol=1e-12, atol=1e-14)

        return leaves, run


for key, entry in FUNCTIONS.items():
    define("activation-" + key, entry, entry[-1])
for key in EXTREME:
    define(f"activation-{key}-extreme", FUNCTIONS[key], EXTREMES)


@case(
    "activation-prelu",
    "a slope per component, trained; the derivative at 0 is the slope, as for leakyRelu",
    """
x = input(4)
a = parameter(4)
y = prelu(x, a)
w = input(4)
loss = sum(w .* y)
""",
    B=3,
)
def prelu(draw):
    x = draw.input(4)
    x.array[0, 1] = x.array[2, 3] = 0.0
    leaves = {"x": x, "a": parameter([0.01, 0.2, 0.5, -0.3]), "w": draw.input(4)}

    def run(net):
        x, a, w = net["x a w"]
        y = net.node("y", "b")
        for e in net.examples:
            y[e] = torch.where(x[e] > 0, x[e], a * x[e])
        net.value("loss", sum((w[e] * y[e]).sum() for e in net.examples))

    return leaves, run


for key, call, function in (("softmax", "softmax(z)", F.softmax), ("log-softmax", "logSoftmax(z)", F.log_softmax)):

    @case(
        key,
        "over the components of every step and example",
        f"x = sequence(4)\nw = sequence(4)\nA = parameter(3, 4)\nz = A * x\np = {call}\nloss = mean(p .* slice(w, 2, 4))\n",
    )
    def softmax_case(draw, function=function):
        leaves = {"x": draw.sequence(4), "w": draw.sequence(4), "A": draw.matrix(3, 4, scale=1.0)}

        def run(net):
            x, w, A = net["x w A"]
            z, p = net.node("z"), net.node("p")
            for e in net.examples:
                for t in net.steps(e):
                    z[t, e] = A @ x[t, e]
                    p[t, e] = function(z[t, e])
            terms = F.cat([p[t, e] * w[t, e][1:4] for e in net.examples for t in net.steps(e)])
            net.value("loss", terms.sum() / terms.numel())

        return leaves, run

    @case(
        key + "-extreme",
        "over the components, shifted by the largest: exact for inputs up to 1000",
        f"z = input(3)\nw = input(3)\np = {call}\nloss = sum(w .* p)\n",
        B=4,
    )
    def softmax_extreme(draw, function=function):
        z = Leaf([[1000, -1000, 0], [1000, 999, 998], [-1000, -1001, -1000.5], [0, 0, 0]], "b", "input")

        def run(net):
            z, w = net["z w"]
            p = net.node("p", "b")
            for e in net.examples:
                p[e] = function(z[e])
            net.value("loss", sum((w[e] * p[e]).sum() for e in net.examples))

        return {"z": z, "w": draw.input(3)}, run
