"""Batch norm over ten steps of gradient descent, and by its running statistics afterwards.

The normalisation and all gradients are PyTorch's batch_norm. The running statistics are numpy's, as PyTorch's own take the unbiased variance:
r <- (1 - momentum) r + momentum s, from 0 and 1, with the biased variance s of the batch before the step.

    /usr/bin/python3 tests/reference/running_statistics.py      # writes tests/fixtures/running-statistics.json
"""

import json
import os

import numpy
import torch
import torch.nn.functional as torch_functions

EPOCHS = 10
FIXTURE = os.path.join(os.path.dirname(__file__), "..", "fixtures", "running-statistics.json")

torch.set_default_dtype(torch.float64)


class Columns:
    """Five examples through a layer: each component has statistics of its own."""

    name = "columns"
    equations = """x = input(2)
y = input(2)
W = parameter(3, 2)
b = parameter(3)
g = parameter(3)
s = parameter(3)
V = parameter(2, 3)
n = batchNorm(W * x + b, g, s)
p = V * tanh(n)
loss = meanSquaredError(p, y)
update = gradientDescent(loss, learningRate=0.3)
"""
    rate, momentum, epsilon = 0.3, 0.1, 1e-5
    shapes = {"x": (5, 2), "y": (5, 2), "W": (3, 2), "b": (3,), "g": (3,), "s": (3,), "V": (2, 3)}
    examples = ("x", "y")

    @staticmethod
    def before(v):
        return v["x"] @ v["W"].T + v["b"]

    @staticmethod
    def loss(v, n):
        return ((torch.tanh(n) @ v["V"].T - v["y"]) ** 2).mean()


class Images:
    """Four images of two channels: each channel over examples, rows and columns; another momentum and epsilon."""

    name = "images"
    equations = """x = input(2, 3, 2)
y = input(2, 3, 2)
k = parameter(2, 3, 2)
g = parameter(2)
s = parameter(2)
n = batchNorm(k .* x, g, s, epsilon=0.01, momentum=0.4)
loss = meanSquaredError(n, y)
update = gradientDescent(loss, learningRate=0.5)
"""
    rate, momentum, epsilon = 0.5, 0.4, 0.01
    shapes = {"x": (4, 2, 3, 2), "y": (4, 2, 3, 2), "k": (2, 3, 2), "g": (2,), "s": (2,)}
    examples = ("x", "y")

    @staticmethod
    def before(v):
        return v["k"] * v["x"]

    @staticmethod
    def loss(v, n):
        return ((n - v["y"]) ** 2).mean()


def statistics(a):
    """Of each channel, the second axis: mean and biased variance."""
    rows = numpy.moveaxis(a, 1, 0).reshape(a.shape[1], -1)
    return rows.mean(axis=1), rows.var(axis=1)


def run(problem):
    random = numpy.random.default_rng(sum(map(ord, problem.name)))
    values = {name: random.normal(size=shape) for name, shape in problem.shapes.items()}
    trained = [name for name in values if name not in problem.examples]
    v = {name: torch.tensor(value, requires_grad=name in trained) for name, value in values.items()}
    channels = problem.before(v).shape[1]
    mean, variance = numpy.zeros(channels), numpy.ones(channels)
    trace = {"loss": [], "runningMean": [], "runningVariance": []}
    for _ in range(EPOCHS):
        a = problem.before(v)
        n = torch_functions.batch_norm(a, None, None, v["g"], v["s"], training=True, eps=problem.epsilon)
        loss = problem.loss(v, n)
        gradients = torch.autograd.grad(loss, [v[name] for name in trained])
        batch_mean, batch_variance = statistics(a.detach().numpy())
        mean = (1 - problem.momentum) * mean + problem.momentum * batch_mean
        variance = (1 - problem.momentum) * variance + problem.momentum * batch_variance
        for name, gradient in zip(trained, gradients):
            v[name] = (v[name] - problem.rate * gradient).detach().requires_grad_()
        trace["loss"].append(loss.item())
        trace["runningMean"].append(mean.tolist())
        trace["runningVariance"].append(variance.tolist())
    a = problem.before(v)
    n = torch_functions.batch_norm(
        a, torch.tensor(mean), torch.tensor(variance), v["g"], v["s"], training=False, eps=problem.epsilon
    )
    return {
        "name": problem.name,
        "equations": problem.equations,
        "values": {name: value.tolist() for name, value in values.items()},
        **trace,
        "infer": {"n": n.tolist(), "loss": problem.loss(v, n).item()},
    }


def main():
    lines = [json.dumps(run(problem), allow_nan=False) for problem in (Columns, Images)]
    with open(FIXTURE, "w", encoding="utf-8") as file:
        file.write("[\n" + ",\n".join(lines) + "\n]\n")


if __name__ == "__main__":
    main()
