"""Products: matrices, columns, rows, and scaling by one component."""

import torch

from functions import loss, sigmoid, squared_error
from net import case, constant


for name, batch in (("products", 3), ("products-no-batch", None)):

    @case(
        name,
        "* is the matrix product: matrix by column, outer, inner, matrix by matrix, row by matrix",
        """
x = sequence(3)
y = sequence(3)
W = parameter(4, 3)
V = parameter(3, 4)
w = parameter(3)
v = W * x
O = v * x'
a = w' * x
n = x' * x
M = V * W
u = M * x
z = V * O * w
q = (w' * V * v) * x
r = u + z + a * x + n * w + q
loss = meanSquaredError(r, y)
""",
        T=4,
        B=batch,
    )
    def products(draw):
        leaves = {"x": draw.sequence(3), "y": draw.sequence(3), "W": draw.matrix(4, 3), "V": draw.matrix(3, 4), "w": draw.column(3)}

        def run(net):
            x, y, W, V, w = net["x y W V w"]
            M = net.value("M", V @ W)
            v, O, a, n, u, z, q, r = [net.node(name) for name in ("v", "O", "a", "n", "u", "z", "q", "r")]
            for e in net.examples:
                for t in net.steps(e):
                    c = x[t, e]
                    v[t, e] = W @ c
                    O[t, e] = torch.outer(v[t, e], c)
                    a[t, e], n[t, e] = (w * c).sum().reshape(1), (c * c).sum().reshape(1)
                    u[t, e] = M @ c
                    z[t, e] = V @ O[t, e] @ w
                    q[t, e] = (w @ V @ v[t, e]) * c
                    r[t, e] = u[t, e] + z[t, e] + a[t, e] * c + n[t, e] * w + q[t, e]
            net.value("loss", loss(net, squared_error, r, y))

        return leaves, run


@case(
    "scaling-by-one-component",
    "* scales where one side is a number or has one component, on either side, columns and matrices",
    """
x = sequence(2)
y = sequence(2)
w = parameter(2)
g = parameter(1)
k = 0.7
C = parameter(2, 2)
f = sigmoid(w' * x)
A = f * C
B = C * f
D = k * C
p = A * x + B * (x * f) + g * x
q = x * g - D * x * k + f .* x + x .* f
r = p + q
loss = meanSquaredError(r, y)
""",
)
def scaling(draw):
    leaves = {"x": draw.sequence(2), "y": draw.sequence(2), "w": draw.column(2), "g": draw.column(1)}
    leaves |= {"k": constant(0.7), "C": draw.matrix(2, 2)}

    def run(net):
        x, y, w, g, k, C = net["x y w g k C"]
        D = net.value("D", k * C)
        f, A, B, p, q, r = [net.node(name) for name in ("f", "A", "B", "p", "q", "r")]
        for e in net.examples:
            for t in net.steps(e):
                c = x[t, e]
                f[t, e] = sigmoid((w @ c).reshape(1))
                A[t, e], B[t, e] = f[t, e] * C, C * f[t, e]
                p[t, e] = A[t, e] @ c + B[t, e] @ (c * f[t, e]) + g * c
                q[t, e] = c * g - (D @ c) * k + 2 * f[t, e] * c
                r[t, e] = p[t, e] + q[t, e]
        net.value("loss", loss(net, squared_error, r, y))

    return leaves, run
