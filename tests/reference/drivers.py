"""25 steps of the second-order rules on small problems: numpy in float64, from the published recurrences.

Gradients, Hessians and Jacobians are written by hand, and checked by central differences before anything is written. The exact line
search finds the nearest minimum along the ray: where the loss along it is a polynomial from the roots of its derivative, else by a fine
scan for the first change of sign of the slope and bisection. `loss` of an epoch is the loss before its step, `trace` the parameters after
it, `growth` how many times an error in the start comes back.

    /usr/bin/python3 tests/reference/drivers.py      # writes tests/fixtures/drivers.json
"""

import json
import os

import numpy

EPOCHS = 25
FIXTURE = os.path.join(os.path.dirname(__file__), "..", "fixtures", "drivers.json")


# Problems: a vector of all parameters, in the order in which the equations name them.


class ThetaSquared:
    name = "theta-squared"
    loss_equations = "theta = parameter(1)\nloss = sum(theta .^ 2)\n"
    residual_equations = "theta = parameter(1)\ne = theta\n"
    shapes = {"theta": (1,)}
    start = numpy.array([5.0])
    examples = {}
    degree = 2

    @staticmethod
    def loss(w):
        return w[0] ** 2

    @staticmethod
    def gradient(w):
        return 2 * w

    @staticmethod
    def hessian(w):
        return numpy.array([[2.0]])

    @staticmethod
    def residuals(w):
        return w.copy()

    @staticmethod
    def jacobian(w):
        return numpy.array([[1.0]])


class Rosenbrock:
    """(1 - a)^2 + 100 (b - a^2)^2 from (-1.2, 1); its residuals are sqrt 2 (1 - a) and sqrt 2 10 (b - a^2)."""

    name = "rosenbrock"
    loss_equations = """w = parameter(2)
a = slice(w, 1, 1)
b = slice(w, 2, 2)
loss = sum((1 - a) ^ 2 + 100 * (b - a ^ 2) ^ 2)
"""
    residual_equations = """w = parameter(2)
a = slice(w, 1, 1)
b = slice(w, 2, 2)
e = sqrt(2) * [1 - a; 10 * (b - a ^ 2)]
"""
    shapes = {"w": (2,)}
    start = numpy.array([-1.2, 1.0])
    examples = {}
    degree = 4

    @staticmethod
    def loss(w):
        a, b = w
        return (1 - a) ** 2 + 100 * (b - a * a) ** 2

    @staticmethod
    def gradient(w):
        a, b = w
        return numpy.array([-2 * (1 - a) - 400 * a * (b - a * a), 200 * (b - a * a)])

    @staticmethod
    def hessian(w):
        a, b = w
        return numpy.array([[2 - 400 * (b - 3 * a * a), -400 * a], [-400 * a, 200.0]])

    @staticmethod
    def residuals(w):
        a, b = w
        return numpy.sqrt(2) * numpy.array([1 - a, 10 * (b - a * a)])

    @staticmethod
    def jacobian(w):
        return numpy.sqrt(2) * numpy.array([[-1.0, 0.0], [-20 * w[0], 10.0]])


class Quadratic:
    """½ wᵀ A w - cᵀ w with a positive definite A of four components."""

    name = "quadratic"
    A = numpy.array([[4.0, 1.0, 0.0, 0.5], [1.0, 3.0, 0.25, 0.0], [0.0, 0.25, 2.0, 0.75], [0.5, 0.0, 0.75, 1.0]])
    c = numpy.array([1.0, -2.0, 0.5, 3.0])
    loss_equations = (
        "A = [" + "; ".join(", ".join(f"{x:g}" for x in row) for row in A) + "]\n"
        "c = [" + "; ".join(f"{x:g}" for x in c) + "]\n"
        "w = parameter(4)\nq = 0.5 * w .* (A * w) - c .* w\nloss = sum(q)\n"
    )
    residual_equations = loss_equations.split("w = ")[0] + "w = parameter(4)\ne = A * w - c\n"
    shapes = {"w": (4,)}
    start = numpy.array([1.0, 2.0, -1.5, 0.5])
    examples = {}
    degree = 2

    @classmethod
    def loss(cls, w):
        return 0.5 * w @ cls.A @ w - cls.c @ w

    @classmethod
    def gradient(cls, w):
        return cls.A @ w - cls.c

    @classmethod
    def hessian(cls, w):
        return cls.A

    @classmethod
    def residuals(cls, w):
        return cls.A @ w - cls.c

    @classmethod
    def jacobian(cls, w):
        return cls.A


class Net:
    """o = v' tanh(W x + b) + c on eight examples of one output: W 2 x 2, b 2, v 1 x 2, c 1; nine parameters, half the sum of squares."""

    name = "net"
    body = """x = input(2)
y = input(1)
W = parameter(2, 2)
b = parameter(2)
V = parameter(1, 2)
c = parameter(1)
h = tanh(W * x + b)
o = V * h + c
"""
    loss_equations = body + "loss = halfSumOfSquares(o, y)\n"
    residual_equations = body + "e = o - y\n"
    shapes = {"W": (2, 2), "b": (2,), "V": (1, 2), "c": (1,)}
    random = numpy.random.default_rng(9)
    x = random.standard_normal((8, 2))
    y = numpy.sin(1.3 * x[:, :1]) + 0.4 * x[:, 1:] ** 2
    start = numpy.concatenate([0.9 * random.standard_normal(4), 0.3 * random.standard_normal(2), 0.9 * random.standard_normal(2), [0.1]])
    examples = {"x": x, "y": y}
    degree = None

    @classmethod
    def forward(cls, w):
        W, b, v, c = w[:4].reshape(2, 2), w[4:6], w[6:8], w[8]
        h = numpy.tanh(cls.x @ W.T + b)
        return h, v, h @ v + c - cls.y[:, 0]

    @classmethod
    def residuals(cls, w):
        return cls.forward(w)[2]

    @classmethod
    def jacobian(cls, w):
        h, v, _ = cls.forward(w)
        slope = v * (1 - h * h)  # [8][2]
        return numpy.hstack([numpy.einsum("ei,ej->eij", slope, cls.x).reshape(8, 4), slope, h, numpy.ones((8, 1))])

    @classmethod
    def loss(cls, w):
        return 0.5 * numpy.sum(cls.residuals(w) ** 2)

    @classmethod
    def gradient(cls, w):
        return cls.jacobian(w).T @ cls.residuals(w)

    @classmethod
    def hessian(cls, w):
        """JᵀJ + Σ e ∂²e: by the pre-activations z = W x + b and v; e = Σ v_i tanh z_i + c."""
        h, v, e = cls.forward(w)
        J = cls.jacobian(w)
        total = J.T @ J
        for k in range(8):
            bend = numpy.zeros((9, 9))
            inputs = numpy.concatenate([cls.x[k], [1.0]])  # by W_i1, W_i2, b_i
            for i in range(2):
                at = [2 * i, 2 * i + 1, 4 + i]
                first, second = 1 - h[k, i] ** 2, -2 * h[k, i] * (1 - h[k, i] ** 2)
                bend[numpy.ix_(at, at)] += v[i] * second * numpy.outer(inputs, inputs)
                bend[at, 6 + i] += first * inputs
                bend[6 + i, at] += first * inputs
            total += e[k] * bend
        return total


# Line searches along d from w.


def exact(problem, w, d):
    slope = lambda a: problem.gradient(w + a * d) @ d  # noqa: E731
    if problem.degree:
        # the slope is a polynomial of one degree less: through that many points, exactly
        reach = 1.0 / max(1.0, numpy.abs(d).max())
        at = reach * numpy.cos(numpy.pi * (numpy.arange(problem.degree) + 0.5) / problem.degree)
        roots = numpy.roots(numpy.polyfit(at / reach, [slope(a) for a in at], problem.degree - 1)) * reach
        low = min(r.real for r in roots if abs(r.imag) < 1e-9 * max(1.0, abs(r.real)) and r.real > 0)
        low, high = low * (1 - 1e-4), low * (1 + 1e-4)
        assert slope(low) < 0 < slope(high)
    else:
        low, high = 0.0, 1e-3
        while slope(high) < 0:
            low, high = high, high + 1e-3
    for _ in range(200):
        middle = (low + high) / 2
        if middle in (low, high):
            break
        low, high = (middle, high) if slope(middle) < 0 else (low, middle)
    return low if abs(slope(low)) < abs(slope(high)) else high


def backtracking(c):
    def search(problem, w, d):
        a, here, along = 1.0, problem.loss(w), problem.gradient(w) @ d
        for _ in range(60):
            if problem.loss(w + a * d) <= here + c * a * along:
                break
            a /= 2
        return a

    return search


# Rules: (problem, w, memory) -> new w; memory is a dict that starts empty.


def steepest_descent(search):
    def rule(problem, w, memory):
        d = -problem.gradient(w)
        return w + search(problem, w, d) * d

    return rule


def newton(eta):
    return lambda problem, w, memory: w - eta * numpy.linalg.solve(problem.hessian(w), problem.gradient(w))


def quasi_newton(search, update):
    def rule(problem, w, memory):
        g = problem.gradient(w)
        V = memory.setdefault("V", numpy.eye(w.size))
        d = -V @ g
        new = w + search(problem, w, d) * d
        s, r = new - w, problem.gradient(new) - g
        if s @ r > 1e-12:
            memory["V"] = update(V, s, r)
        return new

    return rule


def bfgs(V, s, r):
    rho, unit = 1 / (s @ r), numpy.eye(s.size)
    return (unit - rho * numpy.outer(s, r)) @ V @ (unit - rho * numpy.outer(r, s)) + rho * numpy.outer(s, s)


def dfp(V, s, r):
    Vr = V @ r
    return V + numpy.outer(s, s) / (s @ r) - numpy.outer(Vr, Vr) / (r @ Vr)


def levenberg_marquardt(damping, factor):
    def rule(problem, w, memory):
        nu = memory.setdefault("nu", damping)
        e, J = problem.residuals(w), problem.jacobian(w)
        new = w + numpy.linalg.solve(J.T @ J + nu * numpy.eye(w.size), -J.T @ e)
        better = numpy.sum(problem.residuals(new) ** 2) < numpy.sum(e**2)
        memory["nu"] = nu / factor if better else nu * factor
        return new if better else w

    return rule


RULES = [
    ("steepest-descent-exact", "steepestDescent({})", steepest_descent(exact)),
    ("steepest-descent-backtracking", 'steepestDescent({}, lineSearch="backtracking")', steepest_descent(backtracking(1e-4))),
    ("newton", "newton({})", newton(1.0)),
    ("newton-half", "newton({}, learningRate=0.5)", newton(0.5)),
    ("bfgs-exact", "bfgs({})", quasi_newton(exact, bfgs)),
    ("bfgs-backtracking", 'bfgs({}, lineSearch="backtracking", sufficientDecrease=0.1)', quasi_newton(backtracking(0.1), bfgs)),
    ("dfp-exact", 'dfp({}, lineSearch="exact")', quasi_newton(exact, dfp)),
    ("dfp-backtracking", 'dfp({}, lineSearch="backtracking")', quasi_newton(backtracking(1e-4), dfp)),
    ("levenberg-marquardt", "levenbergMarquardt({})", levenberg_marquardt(0.01, 10.0)),
    ("levenberg-marquardt-damped", "levenbergMarquardt({}, damping=2, factor=3)", levenberg_marquardt(2.0, 3.0)),
]


def check_derivatives(problem):
    w, h = problem.start, 1e-5
    steps = h * numpy.eye(w.size)
    difference = lambda f: numpy.stack([(f(w + s) - f(w - s)) / (2 * h) for s in steps], axis=-1)  # noqa: E731
    for got, f in ((problem.gradient(w), problem.loss), (problem.hessian(w), problem.gradient), (problem.jacobian(w), problem.residuals)):
        numpy.testing.assert_allclose(got, difference(f), rtol=1e-6, atol=1e-6)


def nested(problem, w):
    parts, at = {}, 0
    for name, shape in problem.shapes.items():
        size = int(numpy.prod(shape))
        parts[name] = w[at : at + size].reshape(shape).tolist()
        at += size
    return parts


def trajectory(problem, rule, loss):
    """Ends before the gradient is gone: what follows is decided by rounding."""
    w, memory, losses, trace = problem.start.copy(), {}, [], []
    for _ in range(EPOCHS):
        if numpy.linalg.norm(problem.gradient(w)) < 1e-7:
            break
        losses.append(float(loss(w)))
        w = rule(problem, w, memory)
        trace.append(nested(problem, w))
    return losses, trace


def sensitivity(problem, rule, loss, trace):
    """How far points move when the first is moved by a share of 1e-13, in units of that: what rounding in one step becomes in later ones."""
    moved = type(problem.name, (problem,), {"start": problem.start * (1 + 1e-13)})
    other = trajectory(moved, rule, loss)[1]
    assert len(other) == len(trace), problem.name
    flat = lambda point: numpy.concatenate([numpy.ravel(part) for part in point.values()])  # noqa: E731
    return max(numpy.abs(flat(a) - flat(b)).max() for a, b in zip(trace, other)) / 1e-13


def main():
    cases = []
    for problem in (ThetaSquared, Rosenbrock, Quadratic, Net):
        check_derivatives(problem)
        for name, call, rule in RULES:
            least_squares = name.startswith("levenberg")
            equations = problem.residual_equations if least_squares else problem.loss_equations
            loss = (lambda w, p=problem: 0.5 * numpy.sum(p.residuals(w) ** 2)) if least_squares else problem.loss
            with_loss = type(problem.name, (problem,), {"gradient": staticmethod(lambda w, p=problem: p.jacobian(w).T @ p.residuals(w))})
            used = with_loss if least_squares else problem
            losses, trace = trajectory(used, rule, loss)
            growth = sensitivity(used, rule, loss, trace)
            cases.append(
                {
                    "name": f"{name} {problem.name}",
                    "equations": equations + f"update = {call.format('e' if least_squares else 'loss')}\n",
                    "values": {**nested(problem, problem.start), **{key: value.tolist() for key, value in problem.examples.items()}},
                    "growth": float(f"{growth:.2g}"),
                    "loss": losses,
                    "trace": trace,
                }
            )
            print(f"{name} {problem.name}: {len(trace)} steps, loss {losses[0]:.4g} to {losses[-1]:.4g}, errors grow {growth:.3g} times")
    with open(FIXTURE, "w", encoding="utf-8") as file:
        file.write("[\n" + ",\n".join(json.dumps(case, allow_nan=False) for case in cases) + "\n]\n")


if __name__ == "__main__":
    main()
