"""Delays and borders: several steps, steps ahead, first and last step, states that read each other."""

from functions import loss, ones, sigmoid, squared_error, tanh, zeros
from net import case


for name, batch in (("delay-three-steps", 3), ("delay-three-steps-no-batch", None)):

    @case(
        name,
        "delays of several steps are chains, zero at the border: a moving window over the last four steps",
        """
x = sequence(2)
y = sequence(3)
A = parameter(3, 2)
B = parameter(3, 2)
C = parameter(3, 2)
D = parameter(3, 2)
z = tanh(A * x + B * x[t-1] + C * x[t-2] + D * x[t-3])
loss = meanSquaredError(z, y)
""",
        B=batch,
    )
    def delay_three(draw):
        leaves = {"x": draw.sequence(2), "y": draw.sequence(3), **{name: draw.matrix(3, 2) for name in "ABCD"}}

        def run(net):
            x, y, A, B, C, D = net["x y A B C D"]
            z = net.node("z")
            for e in net.examples:
                x[0, e], x[-1, e], x[-2, e] = zeros(2), zeros(2), zeros(2)
                for t in net.steps(e):
                    z[t, e] = tanh(A @ x[t, e] + B @ x[t - 1, e] + C @ x[t - 2, e] + D @ x[t - 3, e])
            net.value("loss", loss(net, squared_error, z, y))

        return leaves, run


@case(
    "delay-longer-than-the-sequence",
    "a delay of more steps than there are gives the border only",
    """
x = sequence(2)
a = parameter(2)
z = a .* x[t-3] + x
loss = sum(z .^ 2)
""",
    T=2,
    B=2,
)
def delay_longer(draw):
    def run(net):
        x, a = net["x a"]
        z = net.node("z")
        for e in net.examples:
            for t in net.steps(e):
                z[t, e] = a * zeros(2) + x[t, e]
        net.value("loss", sum((z[t, e] * z[t, e]).sum() for e in net.examples for t in net.steps(e)))

    return {"x": draw.sequence(2), "a": draw.column(2)}, run


@case(
    "delay-with-border",
    "x[0] is given: differences of a sequence from the step before",
    """
x = sequence(2)
x0 = input(2)
x[0] = x0
y = sequence(2)
d = x - x[t-1]
s = tanh(d) + x[t-1]
loss = meanSquaredError(s, y)
""",
)
def delay_border(draw):
    def run(net):
        x, x0, y = net["x x0 y"]
        d, s = net.node("d"), net.node("s")
        for e in net.examples:
            x[0, e] = x0[e]
            for t in net.steps(e):
                d[t, e] = x[t, e] - x[t - 1, e]
                s[t, e] = tanh(d[t, e]) + x[t - 1, e]
        net.value("loss", loss(net, squared_error, s, y))

    return {"x": draw.sequence(2), "x0": draw.input(2), "y": draw.sequence(2)}, run


@case(
    "advance-two-steps",
    "the steps ahead, x[t+1] and x[t+2], zero behind the last step; and a border of its own, z[T+1]",
    """
x = sequence(2)
a = parameter(2)
b = parameter(2)
e_end = parameter(2)
z = tanh(a .* x[t+1] + b .* x[t+2])
w = z[t+1] - z
z[T+1] = e_end
loss = sum(w .^ 2)
""",
)
def advance_two(draw):
    def run(net):
        x, a, b, e_end = net["x a b e_end"]
        z, w = net.node("z"), net.node("w")
        T = net.T
        for e in net.examples:
            x[T + 1, e], x[T + 2, e], z[T + 1, e] = zeros(2), zeros(2), e_end
            for t in net.steps(e):
                z[t, e] = tanh(a * x[t + 1, e] + b * x[t + 2, e])
            for t in net.steps(e):
                w[t, e] = z[t + 1, e] - z[t, e]
        net.value("loss", sum((w[t, e] * w[t, e]).sum() for e in net.examples for t in net.steps(e)))

    return {"x": draw.sequence(2), "a": draw.column(2), "b": draw.column(2), "e_end": draw.column(2)}, run


for name, batch in (("first-and-last-step", 3), ("first-and-last-step-no-batch", None)):

    @case(
        name,
        "h[1] and h[T] have no time axis",
        """
x = sequence(2)
y = input(3)
W = parameter(3, 2)
U = parameter(3, 3)
h = tanh(W * x + U * h[t-1])
h[0] = 0.1 * ones(3)
first = h[1]
last = h[T]
p = first .* last - 0.5 * x[1]' * x[T]
loss = meanSquaredError(p, y, reduction="sum")
""",
        B=batch,
    )
    def first_last(draw):
        leaves = {"x": draw.sequence(2), "y": draw.input(3), "W": draw.matrix(3, 2), "U": draw.matrix(3, 3)}

        def run(net):
            x, y, W, U = net["x y W U"]
            h, first, last, p = net.node("h"), net.node("first", "b"), net.node("last", "b"), net.node("p", "b")
            for e in net.examples:
                h[0, e] = 0.1 * ones(3)
                for t in net.steps(e):
                    h[t, e] = tanh(W @ x[t, e] + U @ h[t - 1, e])
                first[e], last[e] = h[1, e], h[net.T, e]
                p[e] = first[e] * last[e] - 0.5 * (x[1, e] @ x[net.T, e]).reshape(1)
            net.value("loss", loss(net, squared_error, p, y, "sum"))

        return leaves, run


@case(
    "last-step-feeds-every-step",
    "a value without time axis made of a whole recurrence goes into a second recurrence (an encoder and a decoder)",
    """
x = sequence(2)
y = sequence(2)
W = parameter(3, 2)
U = parameter(3, 3)
A = parameter(2, 3)
B = parameter(2, 2)
h = tanh(W * x + U * h[t-1])
c = h[T]
m = mean(h, "time")
s = tanh(A * (c - m) + B * s[t-1])
loss = meanSquaredError(s, y)
""",
)
def encoder_decoder(draw):
    leaves = {"x": draw.sequence(2), "y": draw.sequence(2), "W": draw.matrix(3, 2), "U": draw.matrix(3, 3)}
    leaves |= {"A": draw.matrix(2, 3), "B": draw.matrix(2, 2)}

    def run(net):
        x, y, W, U, A, B = net["x y W U A B"]
        h, c, m, s = net.node("h"), net.node("c", "b"), net.node("m", "b"), net.node("s")
        for e in net.examples:
            h[0, e], s[0, e] = zeros(3), zeros(2)
            for t in net.steps(e):
                h[t, e] = tanh(W @ x[t, e] + U @ h[t - 1, e])
            c[e] = h[net.T, e]
            m[e] = sum(h[t, e] for t in net.steps(e)) / net.T
            for t in net.steps(e):
                s[t, e] = tanh(A @ (c[e] - m[e]) + B @ s[t - 1, e])
        net.value("loss", loss(net, squared_error, s, y))

    return leaves, run


@case(
    "sequence-without-batch-among-batches",
    "a sequence that is fed as [T][n] is equal for all examples and goes with one of [T][B][n]",
    """
x = sequence(2)
clock = sequence(1)
y = sequence(2)
W = parameter(2, 2)
g = sigmoid(clock)
h = (1 - g) * h[t-1] + g * tanh(W * x)
loss = meanSquaredError(h, y)
""",
)
def shared_clock(draw):
    leaves = {"x": draw.sequence(2), "clock": draw.sequence(1, batch=False), "y": draw.sequence(2), "W": draw.matrix(2, 2)}

    def run(net):
        x, clock, y, W = net["x clock y W"]
        g, h = net.node("g", "t"), net.node("h")
        for t in net.steps():
            g[t] = sigmoid(clock[t])
        for e in net.examples:
            h[0, e] = zeros(2)
            for t in net.steps(e):
                h[t, e] = (1 - g[t]) * h[t - 1, e] + g[t] * tanh(W @ x[t, e])
        net.value("loss", loss(net, squared_error, h, y))

    return leaves, run


@case(
    "state-from-batch-border",
    "a recurrence over a sequence without batch that starts from a state with batch: the state has both axes",
    """
u = sequence(1)
h0 = input(2)
y = input(2)
A = parameter(2, 2)
b = parameter(2)
h = tanh(A * h[t-1] + b .* u)
h[0] = h0
loss = meanSquaredError(h[T], y)
""",
)
def state_from_batch(draw):
    leaves = {"u": draw.sequence(1, batch=False), "h0": draw.input(2), "y": draw.input(2)}
    leaves |= {"A": draw.matrix(2, 2), "b": draw.column(2)}

    def run(net):
        u, h0, y, A, b = net["u h0 y A b"]
        h = net.node("h")
        for e in net.examples:
            h[0, e] = h0[e]
            for t in net.steps():
                h[t, e] = tanh(A @ h[t - 1, e] + b * u[t])
        total = sum(squared_error(h[net.T, e], y[e]).sum() for e in net.examples)
        net.value("loss", total / (2 * net.B))

    return leaves, run


@case(
    "two-delays-of-one-state",
    "a state that is read one and two steps later, and one step later twice",
    """
x = sequence(2)
y = sequence(3)
W = parameter(3, 2)
U_1 = parameter(3, 3)
U_2 = parameter(3, 3)
a = tanh(W * x + U_1 * h[t-1] + U_2 * h[t-2])
h = a + 0.3 * h[t-1] .* a
loss = meanSquaredError(h, y)
""",
)
def two_delays(draw):
    leaves = {"x": draw.sequence(2), "y": draw.sequence(3)}
    leaves |= {"W": draw.matrix(3, 2), "U_1": draw.matrix(3, 3), "U_2": draw.matrix(3, 3)}

    def run(net):
        x, y, W, U_1, U_2 = net["x y W U_1 U_2"]
        a, h = net.node("a"), net.node("h")
        for e in net.examples:
            h[-1, e], h[0, e] = zeros(3), zeros(3)
            for t in net.steps(e):
                a[t, e] = tanh(W @ x[t, e] + U_1 @ h[t - 1, e] + U_2 @ h[t - 2, e])
                h[t, e] = a[t, e] + 0.3 * h[t - 1, e] * a[t, e]
        net.value("loss", loss(net, squared_error, h, y))

    return leaves, run


@case(
    "two-states-that-read-each-other",
    "a cycle through two states: each reads the other's step before",
    """
x = sequence(2)
y = sequence(2)
A = parameter(2, 3)
B = parameter(3, 2)
W = parameter(3, 2)
b0 = input(3)
a = tanh(x + A * b[t-1])
b = tanh(W * x + B * a[t-1])
b[0] = b0
c = a + slice(b, 2, 3)
loss = meanSquaredError(c, y)
""",
)
def two_states(draw):
    leaves = {"x": draw.sequence(2), "y": draw.sequence(2), "A": draw.matrix(2, 3), "B": draw.matrix(3, 2)}
    leaves |= {"W": draw.matrix(3, 2), "b0": draw.input(3)}

    def run(net):
        x, y, A, B, W, b0 = net["x y A B W b0"]
        a, b, c = net.node("a"), net.node("b"), net.node("c")
        for e in net.examples:
            a[0, e], b[0, e] = zeros(2), b0[e]
            for t in net.steps(e):
                a[t, e] = tanh(x[t, e] + A @ b[t - 1, e])
                b[t, e] = tanh(W @ x[t, e] + B @ a[t - 1, e])
                c[t, e] = a[t, e] + b[t, e][1:3]
        net.value("loss", loss(net, squared_error, c, y))

    return leaves, run
