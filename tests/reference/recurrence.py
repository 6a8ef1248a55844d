"""How a state depends on its past: /usr/bin/python3 tests/reference/recurrence.py writes tests/fixtures/recurrence.json.

Every Jacobian is torch's: h_T as a function of what is added to one state, or to x, at step i (the sum is what the later steps read). Two
of them are compared with central differences. Spectral radii and norms are numpy's.
"""

import json
import os

import numpy
import torch
from torch.autograd.functional import jacobian

torch.set_default_dtype(torch.float64)

FILE = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "fixtures", "recurrence.json")
FEATURES, UNITS, STEPS = 2, 3, 7
TOLERANCE = 1e-5

sigmoid, tanh, cat, sqrt = torch.sigmoid, torch.tanh, torch.cat, torch.sqrt


# One step each: parameters, x_t, states before -> states. What is made of a state afterwards, in this step too, reads what `name` gives back.


def linear_rnn(p, x, s, name):
    return {"h": name("h", p["W_i"] @ x + p["W_h"] @ s["h"])}


def rnn(p, x, s, name):
    return {"h": name("h", tanh(p["W_i"] @ x + p["W_h"] @ s["h"] + p["b_h"]))}


def lstm(p, x, s, name):
    stack = cat([s["h"], x])
    f, i, o = (sigmoid(p[f"W_{g}"] @ stack + p[f"b_{g}"]) for g in "fio")
    C = name("C", f * s["C"] + i * tanh(p["W_C"] @ stack + p["b_C"]))
    return {"C": C, "h": name("h", o * tanh(C))}


def gru(p, x, s, name):
    r, z = (sigmoid(p[f"W_{g}"] @ cat([s["h"], x]) + p[f"b_{g}"]) for g in "rz")
    candidate = tanh(p["W"] @ cat([r * s["h"], x]) + p["b"])
    return {"h": name("h", z * s["h"] + (1 - z) * candidate)}


def adam_cell(p, x, s, name):
    drive = p["W"] @ x
    v = name("v", 0.9 * s["v"] + 0.5 * drive)
    m = name("m", 0.8 * s["m"] + (1 - 0.8) * drive * drive)
    return {"v": v, "m": m, "h": name("h", sigmoid(p["U"] @ s["h"] + v / (sqrt(m) + 0.001)))}


n, m = UNITS, FEATURES
GATE = (n, n + m)

CASES = {
    "linear-rnn": (
        linear_rnn,
        "x = sequence(2)\nW_i = parameter(3, 2)\nW_h = parameter(3, 3)\nh = W_i * x + W_h * h[t-1]\n",
        "",
        {"W_i": (n, m), "W_h": (n, n)},
        ["h"],
    ),
    "rnn": (rnn, "x = sequence(2)\nc = rnn(x, 3)\n", "c.", {"W_i": (n, m), "W_h": (n, n), "b_h": (n,)}, ["h"]),
    "lstm": (
        lstm,
        "x = sequence(2)\nc = lstm(x, 3)\n",
        "c.",
        {f"{kind}_{g}": GATE if kind == "W" else (n,) for g in "fioC" for kind in "Wb"},
        ["h", "C"],
    ),
    "gru": (
        gru,
        "x = sequence(2)\nc = gru(x, 3)\n",
        "c.",
        {"W_r": GATE, "b_r": (n,), "W_z": GATE, "b_z": (n,), "W": GATE, "b": (n,)},
        ["h"],
    ),
    "adam-cell": (adam_cell, "x = sequence(2)\nc = adamCell(x, 3)\n", "c.", {"W": (n, m), "U": (n, n)}, ["h", "v", "m"]),
}


def run(step, parameters, xs, start, nudged, at, nudge):
    """All states at the last step, with `nudge` added to a state (or to x) at step `at`."""
    states = start
    for t, x in enumerate(xs):

        def name(state, value, t=t):
            return value + nudge if (nudged, at) == (state, t) else value

        states = step(parameters, name("x", x), states, name)
    return states


def by_differences(of, size):
    """Central differences, column by column."""
    eye = torch.eye(size) * 1e-7
    return torch.stack([(of(e) - of(-e)) / 2e-7 for e in eye], dim=1)


def case(title):
    step, equations, prefix, shapes, states = CASES[title]
    torch.manual_seed(sum(map(ord, title)))
    parameters = {key: torch.randn(*shape) * 0.8 for key, shape in shapes.items()}
    xs = torch.randn(STEPS, FEATURES)
    start = {state: torch.zeros(UNITS) for state in states}
    jacobians = {}
    for state in states:
        for by in [*states, "x"]:
            size = FEATURES if by == "x" else UNITS
            steps = []
            for at in range(STEPS):

                def of(nudge):
                    return run(step, parameters, xs, start, by, at, nudge)[state]

                found = jacobian(of, torch.zeros(size))
                if at in (0, STEPS - 1):
                    assert torch.allclose(found, by_differences(of, size), rtol=TOLERANCE, atol=TOLERANCE), (title, state, by, at)
                steps.append(found.tolist())
            jacobians[f"{prefix}{state} by {'x' if by == 'x' else prefix + by}"] = steps
    values = {"x": xs.tolist(), **{prefix + key: value.tolist() for key, value in parameters.items()}}
    return {"equations": equations, "values": values, "jacobians": jacobians}


def matrices():
    """Matrices that an eigenvalue routine may stumble over."""
    random = numpy.random.default_rng(5)
    jordan = 2 * numpy.eye(4) + numpy.eye(4, k=1)
    graded = numpy.outer(10.0 ** numpy.arange(0, -8, -1), 10.0 ** numpy.arange(8)) * random.normal(size=(8, 8))
    # real eigenvectors are missing, and one eigenvalue is met three times
    turn = numpy.kron(numpy.eye(2), [[0, -1.5], [1.5, 0]]) + numpy.eye(4, k=2)
    return {
        "one number": numpy.array([[-3.0]]),
        "two by two": numpy.array([[1.0, 2.0], [3.0, 4.0]]),
        "zero": numpy.zeros((3, 3)),
        "nilpotent": numpy.eye(5, k=1),
        "a Jordan block": jordan,
        "turns, defective": turn,
        "a cycle": numpy.roll(numpy.eye(6), 1, axis=0),
        "orthogonal": numpy.linalg.qr(random.normal(size=(7, 7)))[0],
        "symmetric": (lambda a: a + a.T)(random.normal(size=(6, 6))),
        "random": random.normal(size=(9, 9)),
        "random, larger": random.normal(size=(24, 24)) / 5,
        "graded": graded,
        "of rank one": numpy.outer(random.normal(size=5), random.normal(size=5)),
    }


def described(matrix):
    return {
        "matrix": matrix.tolist(),
        "spectralRadius": float(max(abs(numpy.linalg.eigvals(matrix)))),
        "spectralNorm": float(numpy.linalg.norm(matrix, 2)),
        "frobeniusNorm": float(numpy.linalg.norm(matrix)),
    }


def stacked():
    """Four matrices below each other, each with its own radius, and more columns than the state has."""
    random = numpy.random.default_rng(11)
    U = random.normal(size=(4 * UNITS, UNITS + FEATURES))
    blocks = [described(U[k * UNITS : (k + 1) * UNITS, :UNITS]) for k in range(4)]
    return {"U": U.tolist(), "blocks": blocks}


if __name__ == "__main__":
    content = {
        "cells": {name: case(name) for name in CASES},
        "matrices": {name: described(matrix) for name, matrix in matrices().items()},
        "stacked": stacked(),
    }
    with open(FILE, "w", encoding="utf-8") as file:
        json.dump(content, file, ensure_ascii=False, allow_nan=False)
        file.write("\n")
