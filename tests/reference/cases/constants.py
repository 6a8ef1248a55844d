"""Numbers and matrices that the text itself gives."""

from functions import loss, ones, squared_error, zeros
from net import Leaf, case, constant


@case(
    "constants",
    "numbers and matrices as constants have gradients too; zeros and ones are nodes like any other",
    """
x = input(2)
y = input(3)
k = 0.5
n = -2
K = [1, 2; 3, 4; -0.5, 1e-1]
Z = zeros(3, 2)
o = ones(3)
z0 = zeros(3)
h = K * x + k * o + n * z0
r = h + Z * x
loss = meanSquaredError(r, y)
""",
)
def constants(draw):
    leaves = {"x": draw.input(2), "y": draw.input(3), "k": constant(0.5), "n": constant(-2), "K": constant([[1, 2], [3, 4], [-0.5, 0.1]])}

    def run(net):
        x, y, k, n, K = net["x y k n K"]
        Z, o, z0 = net.value("Z", zeros(3, 2)), net.value("o", ones(3)), net.value("z0", zeros(3))
        h, r = net.node("h", "b"), net.node("r", "b")
        for e in net.examples:
            h[e] = K @ x[e] + k * o + n * z0
            r[e] = h[e] + Z @ x[e]
        net.value("loss", loss(net, squared_error, r, y))

    return leaves, run


@case(
    "constants-column-and-row",
    "[a; b] of numbers is a column, [a, b] a matrix of one row",
    """
x = input(2)
c = [0.3; -0.7]
r = [2, -1]
u = x .* c
s = r * u
loss = sum(s .^ 2) + sum(u .* c)
""",
)
def column_and_row(draw):
    def run(net):
        x, c, r = net["x c r"]
        u, s = net.node("u", "b"), net.node("s", "b")
        for e in net.examples:
            u[e] = x[e] * c
            s[e] = r @ u[e]
        net.value("loss", sum((s[e] * s[e]).sum() + (u[e] * c).sum() for e in net.examples))

    return {"x": draw.input(2), "c": constant([0.3, -0.7]), "r": constant([[2, -1]])}, run


@case(
    "constants-replaced",
    "constants take their values from outside, by name",
    """
x = input(2)
k = 0.5
K = [1, 2; 3, 4]
h = k * (K * x)
loss = sum(h .^ 2)
""",
)
def constants_replaced(draw):
    leaves = {"x": draw.input(2), "k": Leaf(-1.25, kind="given"), "K": Leaf([[0.2, -0.3], [0.9, 1.1]], kind="given")}

    def run(net):
        x, k, K = net["x k K"]
        h = net.node("h", "b")
        for e in net.examples:
            h[e] = k * (K @ x[e])
        net.value("loss", sum((h[e] * h[e]).sum() for e in net.examples))

    return leaves, run
