"""One-hot columns and embeddings: numbers of classes and rows count from 1."""

import torch
import torch.nn.functional as torch_functions

from functions import loss, squared_error, straight_through_step, tanh, zeros
from net import Leaf, case


def one_hot(x, count):
    """PyTorch's one_hot counts from 0; what is no class gives zeros."""
    number = int(x.round().item())
    if not 1 <= number <= count:
        return zeros(count)
    return torch_functions.one_hot(torch.tensor(number - 1), count).to(torch.float64)


def embedding(x, E):
    """PyTorch's embedding, with rows that count from 1; what is no row gives zeros."""
    number = int(x.round().item())
    return torch_functions.embedding(torch.tensor(number - 1), E) if 1 <= number <= E.shape[0] else zeros(E.shape[1])


SHAPES = {
    "batch": ("input", 4, None),
    "steps-and-batch": ("sequence", 3, None),
    "steps": ("sequence", None, None),
    "lengths": ("sequence", 3, [4, 1, 3]),
}

for name, (fed, B, lengths) in SHAPES.items():

    @case(
        f"embedding-{name}",
        "rows of a trained matrix, as columns; a row that is read several times gets the sum of the gradients",
        f"""
x = {fed}(1)
y = {fed}(3)
E = parameter(5, 2)
W = parameter(3, 2)
c = embedding(x, E)
o = W * c
loss = meanSquaredError(o, y)
""",
        T=4,
        B=B,
        lengths=lengths,
    )
    def embedding_case(draw, fed=fed):
        draw_one = draw.input if fed == "input" else draw.sequence

        def run(net):
            x, y, E, W = net["x y E W"]
            c, o = net.node("c", x.axes), net.node("o", x.axes)
            for key in [key for keys in net.positions(x) for key in keys]:
                c[key] = embedding(x[key], E)
                o[key] = W @ c[key]
            net.value("loss", loss(net, squared_error, o, y))

        return {"x": draw_one(1, draw.numbers_to(5)), "y": draw_one(3), "E": draw.matrix(5, 2), "W": draw.matrix(3, 2)}, run


@case(
    "embedding-beyond-the-table",
    "numbers below 1 and beyond the last row give zeros and train nothing",
    """
x = input(1)
w = input(2)
E = parameter(3, 2)
c = embedding(x, E)
loss = sum(w .* c .^ 2)
""",
    B=6,
)
def beyond_the_table(draw):
    leaves = {"x": Leaf([[0], [1], [3], [4], [-2], [1000]], "b", "input"), "w": draw.input(2), "E": draw.matrix(3, 2)}

    def run(net):
        x, w, E = net["x w E"]
        c = net.node("c", "b")
        for e in net.examples:
            c[e] = embedding(x[e], E)
        net.value("loss", sum((w[e] * c[e] * c[e]).sum() for e in net.examples))

    return leaves, run


@case(
    "embedding-in-a-table-of-each-example",
    "a table that is computed, another one for each example",
    """
x = sequence(1)
D = input(4, 3)
w = sequence(3)
E = tanh(D)
c = embedding(x, E)
loss = sum(w .* c .^ 2)
""",
    T=3,
    B=2,
)
def table_of_each_example(draw):
    def run(net):
        x, D, w = net["x D w"]
        E, c = net.node("E", "b"), net.node("c")
        for e in net.examples:
            E[e] = tanh(D[e])
            for t in net.steps(e):
                c[t, e] = embedding(x[t, e], E[e])
        net.value("loss", sum((w[t, e] * c[t, e] * c[t, e]).sum() for e in net.examples for t in net.steps(e)))

    tables = Leaf(draw.normal(2, 4, 3), "b", kind="input")
    return {"x": draw.sequence(1, draw.numbers_to(4)), "D": tables, "w": draw.sequence(3)}, run


@case(
    "embedding-on-a-cycle",
    "the row is chosen by the state: 1 or 2, as the unit is off or on",
    """
x = sequence(1)
y = sequence(2)
E = parameter(2, 2)
w = parameter(2)
c = embedding(1 + straightThroughStep(u[t-1]), E)
u = w' * c + x
o = c .* tanh(u)
loss = meanSquaredError(o, y)
""",
    T=5,
    B=3,
)
def embedding_on_a_cycle(draw):
    def run(net):
        x, y, E, w = net["x y E w"]
        c, u, o = net.node("c"), net.node("u"), net.node("o")
        for e in net.examples:
            u[0, e] = zeros(1)
            for t in net.steps(e):
                c[t, e] = embedding(1 + straight_through_step(u[t - 1, e]), E)
                u[t, e] = (w @ c[t, e]).reshape(1) + x[t, e]
                o[t, e] = c[t, e] * tanh(u[t, e])
        net.value("loss", loss(net, squared_error, o, y))

    return {"x": draw.sequence(1), "y": draw.sequence(2), "E": draw.matrix(2, 2), "w": draw.column(2)}, run


@case(
    "one-hot",
    "1 at the place of the class; 0 and numbers beyond the last class give zeros; no gradient reaches the number",
    """
x = sequence(1)
y = sequence(2)
k = input(1)
W = parameter(2, 4)
c = oneHot(x, 4)
d = oneHot(k, 2)
o = W * c + d
loss = meanSquaredError(o, y)
""",
    T=6,
    B=2,
)
def one_hot_case(draw):
    numbers = Leaf([[[1], [4]], [[2], [0]], [[3], [1]], [[5], [2]], [[4], [-1]], [[2], [3]]], "tb", kind="sequence")
    leaves = {"x": numbers, "y": draw.sequence(2), "k": Leaf([[2], [1]], "b", kind="input"), "W": draw.matrix(2, 4)}

    def run(net):
        x, y, k, W = net["x y k W"]
        c, d, o = net.node("c"), net.node("d", "b"), net.node("o")
        for e in net.examples:
            d[e] = one_hot(k[e], 2)
            for t in net.steps(e):
                c[t, e] = one_hot(x[t, e], 4)
                o[t, e] = W @ c[t, e] + d[e]
        net.value("loss", loss(net, squared_error, o, y))

    return leaves, run


for name, call, steepness in (("", "straightThroughStep(z)", 1.0), ("-steep", "straightThroughStep(z, 5)", 5.0)):

    @case(
        f"straight-through-step{name}",
        "the value of a step, the derivative of a sigmoid",
        f"""
x = sequence(2)
y = sequence(3)
W = parameter(3, 2)
z = W * x
s = {call}
loss = meanSquaredError(s, y)
""",
        T=4,
        skip_difference=("x", "W", "z"),
    )
    def straight_through(draw, steepness=steepness):
        def run(net):
            x, y, W = net["x y W"]
            z, s = net.node("z"), net.node("s")
            for e in net.examples:
                for t in net.steps(e):
                    z[t, e] = W @ x[t, e]
                    s[t, e] = straight_through_step(z[t, e], steepness)
            net.value("loss", loss(net, squared_error, s, y))

        return {"x": draw.sequence(2), "y": draw.sequence(3), "W": draw.matrix(3, 2)}, run
