"""Writes losses.json: the loss before each of the first three steps of every workload of graphs/bench, in float64, by PyTorch.

    /usr/bin/python3 tests/bench/losses.py

Numbers are drawn anew here and the nets are written as plain loops: nothing of Gradwire is read or runs.
"""
import json
import os
import numpy as np
import torch

SEED = 12345
torch.set_default_dtype(torch.float64)


class Draws:
    """mulberry32 (T. Ettinger, 2017); uniform numbers are rounded to 32 bits."""

    def __init__(self):
        self.drawn = 0

    def _unit(self, count):
        k = np.arange(self.drawn + 1, self.drawn + count + 1, dtype=np.uint64)
        self.drawn += count
        low = np.uint64(0xFFFFFFFF)
        state = (np.uint64(SEED) + k * np.uint64(0x6D2B79F5)) & low
        mixed = ((state ^ (state >> np.uint64(15))) * (state | np.uint64(1))) & low
        inner = ((mixed ^ (mixed >> np.uint64(7))) * (mixed | np.uint64(61))) & low
        mixed = mixed ^ ((mixed + inner) & low)
        return ((mixed ^ (mixed >> np.uint64(14))) & low).astype(np.float64) / 2.0**32

    def uniform(self, *shape, low, high):
        numbers = low + (high - low) * self._unit(int(np.prod(shape)))
        return torch.from_numpy(numbers.astype(np.float32).astype(np.float64)).reshape(shape)

    def symmetric(self, *shape, limit):
        return self.uniform(*shape, low=-limit, high=limit)

    def bits(self, *shape):
        return torch.from_numpy((self._unit(int(np.prod(shape))) < 0.3).astype(np.float64)).reshape(shape)

    def one_hot(self, *shape):
        index = np.floor(self._unit(int(np.prod(shape[:-1]))) * shape[-1]).astype(np.int64)
        return torch.from_numpy(np.eye(shape[-1])[index]).reshape(shape)


def cross_entropy_of_logits(z, y):
    return (y * torch.nn.functional.softplus(-z) + (1 - y) * torch.nn.functional.softplus(z)).sum()


def rnn_states(x, Wx, Wh, b):
    h = torch.zeros(x.shape[1], Wh.shape[0])
    for xt in x:
        h = torch.tanh(xt @ Wx + h @ Wh + b)
        yield h


def lstm_states(x, Wx, Wh, b):
    units = Wh.shape[0]
    h = c = torch.zeros(x.shape[1], units)
    for xt in x:
        z = xt @ Wx + h @ Wh + b
        i, f, g, o = (z[:, k * units:(k + 1) * units] for k in range(4))
        c = torch.sigmoid(f) * c + torch.sigmoid(i) * torch.tanh(g)
        h = torch.sigmoid(o) * torch.tanh(c)
        yield h


def rnn_reber(d):
    x, y = d.one_hot(52, 400, 7), d.bits(52, 400, 7)
    p = [d.symmetric(7, 4, limit=.5), d.symmetric(4, 4, limit=.5), d.symmetric(4, limit=.5), d.symmetric(4, 7, limit=.5), d.symmetric(7, limit=.5)]
    return p, 1e-5, lambda Wx, Wh, b, Wo, bo: cross_entropy_of_logits(torch.stack(list(rnn_states(x, Wx, Wh, b))) @ Wo + bo, y)


def lstm_embedded_reber(d):
    x, y = d.one_hot(64, 400, 7), d.bits(64, 400, 7)
    r = .22
    p = [d.symmetric(7, 80, limit=r), d.symmetric(20, 80, limit=r), d.symmetric(80, limit=r), d.symmetric(20, 7, limit=r), d.symmetric(7, limit=r)]
    return p, 1e-5, lambda Wx, Wh, b, Wo, bo: cross_entropy_of_logits(torch.stack(list(lstm_states(x, Wx, Wh, b))) @ Wo + bo, y)


def adam_cell(d):
    x, y = d.symmetric(100, 32, 32, limit=1), d.uniform(32, 64, low=0, high=1)
    p = [d.symmetric(32, 64, limit=.2), d.symmetric(64, 64, limit=.8)]

    def loss(W, U):
        v = m = h = torch.zeros(32, 64)
        for xt in x:
            v = .9 * v + .1 * (xt @ W)
            m = .9 * m + .1 * (xt @ W) ** 2
            h = torch.sigmoid(h @ U + v / (torch.sqrt(m) + 1e-5))
        return ((h - y) ** 2).mean()

    return p, 1e-2, loss


def lstm_medium(d):
    x, y = d.symmetric(64, 32, 128, limit=1), d.symmetric(32, 256, limit=.5)
    p = [d.symmetric(128, 1024, limit=.0625), d.symmetric(256, 1024, limit=.0625), d.symmetric(1024, limit=.0625)]
    return p, 1e-2, lambda Wx, Wh, b: ((list(lstm_states(x, Wx, Wh, b))[-1] - y) ** 2).mean()


def cnn_shapes(d):
    x, y = d.uniform(32, 1, 20, 20, low=0, high=1), d.one_hot(32, 3)
    p = [d.symmetric(9, 32, limit=.3), d.symmetric(32, limit=.1), d.symmetric(81 * 32, 64, limit=.02), d.symmetric(64, limit=.02), d.symmetric(64, 3, limit=.12), d.symmetric(3, limit=.12)]

    def loss(K, k, W1, b1, W2, b2):
        patches = x.unfold(2, 3, 1).unfold(3, 3, 1).reshape(32, 18, 18, 9)
        maps = torch.relu(patches @ K + k)
        pooled = maps.reshape(32, 9, 2, 9, 2, 32).amax(dim=(2, 4)).reshape(32, 81 * 32)
        scores = torch.relu(pooled @ W1 + b1) @ W2 + b2
        return -(y * torch.log_softmax(scores, 1)).sum(1).mean()

    return p, 1e-2, loss


def tiny_scalar(_):
    return [torch.tensor(.5), torch.tensor(.1)], 1e-3, lambda w, b: (torch.tanh(w * .7 + b) - .2) ** 2


def first_losses(workload):
    parameters, rate, loss = workload(Draws())
    parameters = [p.requires_grad_() for p in parameters]
    found = []
    for _ in range(3):
        value = loss(*parameters)
        found.append(float(value))
        with torch.no_grad():
            for p, g in zip(parameters, torch.autograd.grad(value, parameters)):
                p -= rate * g
    return found


WORKLOADS = (rnn_reber, lstm_embedded_reber, adam_cell, lstm_medium, cnn_shapes, tiny_scalar)
out = {
    "source": f"tests/bench/losses.py, PyTorch {torch.__version__}, float64: the loss before each of the first three steps of plain gradient descent",
    "losses": {w.__name__.replace("_", "-"): first_losses(w) for w in WORKLOADS},
}
path = os.path.join(os.path.dirname(os.path.abspath(__file__)), "losses.json")
with open(path, "w", encoding="utf-8") as file:
    json.dump(out, file, indent=2)
    file.write("\n")
