"""Activations and losses, written out from their definitions (tensors of one step and one example).

Values at the kinks: relu'(0) = 0, leakyRelu'(0) = slope, elu'(0) = 1, selu'(0) = lambda, sign(0) = 0, step(0) = 1.
"""

import math

import torch

tanh, exp, sqrt, cat = torch.tanh, torch.exp, torch.sqrt, torch.cat

SELU_LAMBDA = 1.0507009873554804934193349852946
SELU_ALPHA = 1.6732632423543772848170429916717


def zeros(*shape):
    return torch.zeros(*shape)


def ones(*shape):
    return torch.ones(*shape)


def sigmoid(x):
    """Without overflow. (Not by abs(x), whose derivative at 0 is taken as 0.)"""
    small = exp(torch.where(x >= 0, -x, x))
    return torch.where(x >= 0, 1 / (1 + small), small / (1 + small))


def relu(x):
    return torch.where(x > 0, x, torch.zeros_like(x))


def leaky_relu(x, slope):
    return torch.where(x > 0, x, slope * x)


def elu(x, alpha):
    """The branch x >= 0 holds 0, so elu'(0) = 1 whatever alpha is. (Clamped by a mask: no infinities in the other branch.)"""
    below = torch.where(x < 0, x, torch.zeros_like(x))
    return torch.where(x >= 0, x, alpha * (exp(below) - 1))


def selu(x):
    return SELU_LAMBDA * elu(x, SELU_ALPHA)


def softplus(x):
    return torch.logaddexp(x, torch.zeros_like(x))


def log_sigmoid(x):
    return -softplus(-x)


def silu(x):
    return x * sigmoid(x)


def gelu(x):
    return 0.5 * x * (1 + torch.erf(x / math.sqrt(2)))


def step(x):
    """1 for x >= 0, else 0. It has no derivative, so it comes as a constant."""
    return (x.detach() >= 0).to(torch.float64)


def straight_through_step(x, steepness=1.0):
    """The step, with the derivative of sigmoid(steepness x)."""
    smooth = sigmoid(steepness * x)
    return smooth + (step(x) - smooth).detach()


def log_softmax(x):
    return x - torch.logsumexp(x, 0)


def softmax(x):
    e = exp(x - x.detach().max())
    return e / e.sum()


# Losses: one term per component (or per step, for the softmax), kept apart by example.


def squared_error(p, y):
    return (p - y) * (p - y)


def absolute_error(p, y):
    return torch.abs(p - y)


def huber_error(p, y):
    """With delta = 1."""
    e = p - y
    return torch.where(torch.abs(e) <= 1, 0.5 * e * e, torch.abs(e) - 0.5)


def cross_entropy(p, y):
    return -(y * torch.log(p) + (1 - y) * torch.log(1 - p))


def cross_entropy_of_logits(z, y):
    return softplus(z) - y * z


def softmax_cross_entropy(z, y):
    """Summed over the components: one term for a step."""
    return -(y * log_softmax(z)).sum().reshape(1)


def negative_log_likelihood(p, y):
    """Of probabilities, summed over the components; 0 log 0 is 0."""
    empty = (y == 0) & (p == 0)
    return -(y * torch.log(torch.where(empty, torch.ones_like(p), p))).sum().reshape(1)


def negative_log_likelihood_of_logarithms(z, y):
    return -(y * z).sum().reshape(1)


def hinge_error(p, y):
    return relu(1 - y * p)


def loss(net, term, prediction, target, reduction="mean"):
    """mean: over all terms at real steps; sum: all of them; per-example: sum within an example, mean over examples."""
    terms = [[term(prediction[key], target[key]) for key in keys] for keys in net.positions(prediction, target)]
    total = sum(t.sum() for example in terms for t in example)
    if reduction == "sum":
        return total
    if reduction == "per-example":
        return total / len(terms)
    return total / sum(t.numel() for example in terms for t in example)


def half_sum_of_squares(net, prediction, target):
    return 0.5 * loss(net, squared_error, prediction, target, "sum")
