"""25 epochs of each first-order rule on three small problems: numpy recurrences and gradients derived by hand.

`loss` of an epoch is the loss before its step, `trace` the parameters after it.
"""

import numpy

from net import write

EPOCHS = 25


# Problems: starting values, the loss, its gradient by hand, and the text of the equations.


class ThetaSquared:
    name = "theta-squared"
    source = "note 000 (a review of LSTM, SGDM and ADAM): J = theta^2 from 5"
    equations = "theta = parameter(1)\nloss = sum(theta .^ 2)\n"
    start = {"theta": numpy.array([5.0])}
    examples = {}
    rates = {"gradientDescent": 0.1, "momentum": 0.1, "nesterov": 0.1, "adagrad": 0.8, "rmsprop": 0.3, "adam": 0.5}
    clips = {"clipNorm": 4.0, "clipValue": 3.0}

    @staticmethod
    def loss(w):
        return w["theta"][0] ** 2

    @staticmethod
    def gradient(w):
        return {"theta": 2 * w["theta"]}


class Rosenbrock:
    name = "rosenbrock"
    source = "Rosenbrock 1960: (1 - a)^2 + 100 (b - a^2)^2 from (-1.2, 1)"
    equations = "a = parameter(1)\nb = parameter(1)\nloss = sum((1 - a) ^ 2 + 100 * (b - a ^ 2) ^ 2)\n"
    start = {"a": numpy.array([-1.2]), "b": numpy.array([1.0])}
    examples = {}
    rates = {"gradientDescent": 0.0005, "momentum": 0.0002, "nesterov": 0.0002, "adagrad": 0.2, "rmsprop": 0.005, "adam": 0.05}
    clips = {"clipNorm": 50.0, "clipValue": 40.0}

    @staticmethod
    def loss(w):
        a, b = w["a"][0], w["b"][0]
        return (1 - a) ** 2 + 100 * (b - a**2) ** 2

    @staticmethod
    def gradient(w):
        a, b = w["a"], w["b"]
        return {"a": -2 * (1 - a) - 400 * a * (b - a**2), "b": 200 * (b - a**2)}


class LeastSquaresNet:
    """o = V tanh(W x + b) + c, mean squared error over six examples and one output."""

    name = "least-squares-net"
    source = "a net of one hidden layer on six examples"
    equations = """x = input(2)
y = input(1)
W = parameter(3, 2)
b = parameter(3)
V = parameter(1, 3)
c = parameter(1)
h = tanh(W * x + b)
o = V * h + c
loss = meanSquaredError(o, y)
"""
    random = numpy.random.default_rng(20)
    examples = {"x": random.standard_normal((6, 2)), "y": 2 * random.standard_normal((6, 1))}
    start = {
        "W": 0.7 * random.standard_normal((3, 2)),
        "b": 0.3 * random.standard_normal(3),
        "V": 0.7 * random.standard_normal((1, 3)),
        "c": numpy.zeros(1),
    }
    rates = {"gradientDescent": 0.1, "momentum": 0.02, "nesterov": 0.02, "adagrad": 0.2, "rmsprop": 0.03, "adam": 0.05}
    clips = {"clipNorm": 0.8, "clipValue": 0.35}

    @classmethod
    def forward(cls, w):
        h = numpy.tanh(cls.examples["x"] @ w["W"].T + w["b"])  # [B][3]
        return h, h @ w["V"].T + w["c"]  # [B][1]

    @classmethod
    def loss(cls, w):
        return numpy.mean((cls.forward(w)[1] - cls.examples["y"]) ** 2)

    @classmethod
    def gradient(cls, w):
        h, o = cls.forward(w)
        d_o = 2 * (o - cls.examples["y"]) / o.size
        d_a = (d_o @ w["V"]) * (1 - h * h)
        return {"W": d_a.T @ cls.examples["x"], "b": d_a.sum(0), "V": d_o.T @ h, "c": d_o.sum(0)}


# Rules: (g, w, memory, step number from 1) -> new w, for one parameter; memory is a dict that starts empty.


def gradient_descent(eta):
    return lambda g, w, memory, i: w - eta * g


def momentum_velocity(eta, mu):
    def rule(g, w, memory, i):
        memory["v"] = mu * memory.get("v", 0.0) + eta * g
        return w - memory["v"]

    return rule


def momentum_step(eta, beta):
    def rule(g, w, memory, i):
        memory["m"] = beta * memory.get("m", 0.0) - eta * g
        return w + memory["m"]

    return rule


def heavy_ball(eta, beta):
    def rule(g, w, memory, i):
        before = memory.get("before", w)
        memory["before"] = w
        return w - eta * g + beta * (w - before)

    return rule


def nesterov(eta, beta):
    def rule(g, w, memory, i):
        memory["m"] = beta * memory.get("m", 0.0) - eta * g
        return w + memory["m"]

    # where the gradient is taken
    rule.ahead = lambda w, memory: w + beta * memory.get("m", 0.0)
    return rule


def root_of(s, epsilon, inside):
    return numpy.sqrt(s + epsilon) if inside else numpy.sqrt(s) + epsilon


def adagrad(eta, epsilon, inside):
    def rule(g, w, memory, i):
        s = memory["s"] = memory.get("s", 0.0) + g * g
        return w - eta * g / root_of(s, epsilon, inside)

    return rule


def rmsprop(eta, rho, epsilon, inside):
    def rule(g, w, memory, i):
        s = memory["s"] = rho * memory.get("s", 0.0) + (1 - rho) * g * g
        return w - eta * g / root_of(s, epsilon, inside)

    return rule


def adam(eta, beta1, beta2, epsilon, inside, decay=0.0, nesterov=False):
    def rule(g, w, memory, i):
        m = memory["m"] = beta1 * memory.get("m", 0.0) + (1 - beta1) * g
        v = memory["v"] = beta2 * memory.get("v", 0.0) + (1 - beta2) * g * g
        m_hat, v_hat = m / (1 - beta1**i), v / (1 - beta2**i)
        if nesterov:
            m_hat = beta1 * m / (1 - beta1 ** (i + 1)) + (1 - beta1) * g / (1 - beta1**i)
        return w - eta * decay * w - eta * m_hat / root_of(v_hat, epsilon, inside)

    return rule


def rules(rates):
    """(name, start of the call, rule)"""
    yield "gradient-descent", f"gradientDescent(loss, learningRate={rates['gradientDescent']}", gradient_descent(rates["gradientDescent"])
    eta = rates["momentum"]
    for form, rule in (("velocity", momentum_velocity), ("step", momentum_step), ("heavy-ball", heavy_ball)):
        yield "momentum-" + form, f'momentum(loss, learningRate={eta}, momentum=0.9, form="{form}"', rule(eta, 0.9)
    eta = rates["nesterov"]
    yield "nesterov", f"nesterov(loss, learningRate={eta}, momentum=0.9", nesterov(eta, 0.9)
    for name, inside in (("epsilon-outside", False), ("epsilon-inside", True)):
        root = f"epsilonInsideRoot={str(inside).lower()}"
        eta = rates["adagrad"]
        yield "adagrad-" + name, f"adagrad(loss, learningRate={eta}, epsilon=0.05, {root}", adagrad(eta, 0.05, inside)
        eta = rates["rmsprop"]
        yield "rmsprop-" + name, f"rmsprop(loss, learningRate={eta}, decay=0.8, epsilon=0.05, {root}", rmsprop(eta, 0.8, 0.05, inside)
        eta = rates["adam"]
        moments = f"loss, learningRate={eta}, beta1=0.9, beta2=0.99, epsilon=0.05, {root}"
        yield "adam-" + name, f"adam({moments}", adam(eta, 0.9, 0.99, 0.05, inside)
        yield "adamw-" + name, f"adamw({moments}, weightDecay=0.02", adam(eta, 0.9, 0.99, 0.05, inside, decay=0.02)
        yield "nadam-" + name, f"nadam({moments}", adam(eta, 0.9, 0.99, 0.05, inside, nesterov=True)


# Schedules: (eta0) -> the text of the call, and a function of the losses so far (before the steps 1, 2, ...) that gives the rate of the next step.


def power_schedule(eta0):
    return f"powerSchedule({eta0}, c1=5, c2=0.7)", lambda losses: eta0 / (1 + (len(losses) - 1) / 5) ** 0.7


def piecewise_schedule(eta0):
    rates, ends = [eta0, eta0 / 2, eta0 / 8], [5, 20]
    rate = lambda losses: rates[0] if len(losses) <= ends[0] else rates[1] if len(losses) <= ends[1] else rates[2]
    return f"piecewiseSchedule([{rates[0]}, {rates[1]}, {rates[2]}], [5, 20])", rate


def plateau_schedule(eta0):
    def rate(losses):
        eta, best, wait = eta0, losses[0], 0
        for after in losses[1:]:
            if after < best:
                best, wait = after, 0
            else:
                wait += 1
                if wait >= 2:
                    eta, wait = 0.8 * eta, 0
        return eta

    return f"plateauSchedule({eta0}, patience=2, factor=0.8)", rate


def matlab_schedule(eta0):
    def rate(losses):
        eta = eta0
        for before, after in zip(losses, losses[1:]):
            eta *= 1.05 if after < before else 0.7
        return eta

    return f"matlabSchedule({eta0}, increase=1.05, decrease=0.7)", rate


def cosine_schedule(eta0):
    low = eta0 / 10
    rate = lambda losses: low + 0.5 * (eta0 - low) * (1 + numpy.cos(numpy.pi * min(len(losses) - 1, 15) / 15))
    return f"cosineSchedule({eta0}, steps=15, minimum={low})", rate


def warmup_schedule(eta0):
    then = power_schedule(eta0)
    rate = lambda losses: eta0 * len(losses) / 4 if len(losses) <= 4 else then[1](losses[4:])
    return f"warmupSchedule({eta0}, steps=4, then={then[0]})", rate


SCHEDULES = {
    "power": power_schedule,
    "piecewise": piecewise_schedule,
    "plateau": plateau_schedule,
    "matlab": matlab_schedule,
    "cosine": cosine_schedule,
    "warmup": warmup_schedule,
}

# What a schedule is tried with: a rule that a rate enters at once, and one whose steps make the loss rise now and then.
SCHEDULED = {
    "gradientDescent": (gradient_descent, "gradientDescent(loss"),
    "momentum": (lambda eta: momentum_velocity(eta, 0.9), "momentum(loss, momentum=0.9"),
}


def norm(g):
    return numpy.sqrt(sum(numpy.sum(part * part) for part in g.values()))


def clipped(g, clip, c):
    """By value: every entry into [-c, c]. By norm: all parameters together scaled down to length c, where they are longer."""
    if clip == "clipValue":
        return {name: numpy.clip(part, -c, c) for name, part in g.items()}
    if clip == "clipNorm" and norm(g) > c:
        return {name: part * (c / norm(g)) for name, part in g.items()}
    return g


def train(problem, rule_at, clip, c, start):
    """`rule_at` gives the rule of a step from the losses before it and before the earlier ones."""
    w, memory = {name: value.copy() for name, value in start.items()}, {name: {} for name in start}
    losses, trace, active = [], {name: [] for name in start}, []
    for i in range(1, EPOCHS + 1):
        losses.append(float(problem.loss(w)))
        rule = rule_at(losses)
        ahead = getattr(rule, "ahead", lambda w, memory: w)
        g = problem.gradient({name: ahead(w[name], memory[name]) for name in w})
        used = clipped(g, clip, c)
        active.append(any((used[name] != g[name]).any() for name in g))
        w = {name: rule(used[name], w[name], memory[name], i) for name in w}
        for name in w:
            trace[name].append(w[name].tolist())
    return losses, trace, active


def check_gradient(problem):
    w, g = problem.start, problem.gradient(problem.start)
    for name in w:
        for index in numpy.ndindex(w[name].shape):
            sides = []
            for sign in (1, -1):
                moved = {k: v.copy() for k, v in w.items()}
                moved[name][index] += sign * 1e-6
                sides.append(problem.loss(moved))
            difference = (sides[0] - sides[1]) / 2e-6
            assert abs(difference - g[name][index]) < 1e-6 * max(1, abs(difference)), (problem.name, name, index)


def fixture(name, problem, call, losses, trace):
    values = {key: array.tolist() for key, array in {**problem.start, **problem.examples}.items()}
    return {
        "name": name,
        "source": problem.source,
        "equations": f"{problem.equations}update = {call}\n",
        "values": values,
        "epochs": EPOCHS,
        "trace": trace,
        "loss": losses,
    }


def check_stable(problem, rule_at, clip, c, trace):
    """A trajectory that magnifies rounding errors would be no test."""
    near = {key: value * (1 + 1e-13) for key, value in problem.start.items()}
    moved = train(problem, rule_at, clip, c, near)[1]
    assert max(numpy.max(numpy.abs(numpy.subtract(trace[key], moved[key]))) for key in trace) < 1e-11


def trajectories():
    """(problem, name, call, rule at a step, clip, limit)"""
    for problem in (ThetaSquared, Rosenbrock, LeastSquaresNet):
        for rule_name, call, rule in rules(problem.rates):
            for clip, c in ((None, None), *problem.clips.items()):
                name = f"{rule_name}-{problem.name}" + {None: "", "clipNorm": "-clip-norm", "clipValue": "-clip-value"}[clip]
                full = call + (f", {clip}={c:g})" if clip else ")")
                yield problem, name, full, lambda losses, rule=rule: rule, clip, c
        for schedule_name, schedule in SCHEDULES.items():
            for rule_name, (factory, call) in SCHEDULED.items():
                text, rate = schedule(problem.rates[rule_name])
                name = f"{schedule_name}-schedule-{rule_name}-{problem.name}"
                full = f"{call}, learningRate={text})"
                yield problem, name, full, lambda losses, factory=factory, rate=rate: factory(rate(losses)), None, None
        c = problem.clips["clipNorm"]
        eta = problem.rates["gradientDescent"]
        full = f"gradientDescent(clipByNorm(loss, {c:g}), learningRate={eta})"
        yield problem, f"clip-node-{problem.name}", full, lambda losses, eta=eta: gradient_descent(eta), "clipNorm", c


def write_all(part=""):
    written = []
    for problem in (ThetaSquared, Rosenbrock, LeastSquaresNet):
        check_gradient(problem)
    for problem, name, call, rule_at, clip, c in trajectories():
        written.append(name)
        if part not in name:
            continue
        losses, trace, active = train(problem, rule_at, clip, c, problem.start)
        check_stable(problem, rule_at, clip, c, trace)
        write("train", fixture(name, problem, call, losses, trace))
        print(f"{name}: loss {losses[0]:.4g} to {losses[-1]:.4g}, clipped in {sum(active)} of {EPOCHS} epochs")
        if name == "momentum-velocity-theta-squared":
            # The steps that note 000 prints.
            numpy.testing.assert_allclose(trace["theta"][:2], [[4.0], [2.3]], rtol=1e-15)
    return written
