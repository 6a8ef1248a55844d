"""Multilayer nets without time."""

import torch

from functions import cross_entropy, elu, leaky_relu, loss, relu, selu, sigmoid, softmax, softmax_cross_entropy, tanh
from net import case, parameter


for name, B in (("mlp", 3), ("mlp-no-batch", None)):

    @case(
        name,
        "note 001, after Zaki and Meira: a multilayer net with softmax outputs",
        """
x = input(3)
y = input(3)
W_1 = parameter(4, 3)
b_1 = parameter(4)
W_2 = parameter(3, 4)
b_2 = parameter(3)
W_3 = parameter(3, 3)
b_3 = parameter(3)
net_1 = W_1 * x + b_1
z_1 = relu(net_1)
net_2 = W_2 * z_1 + b_2
z_2 = tanh(net_2)
net_o = W_3 * z_2 + b_3
o = softmax(net_o)
loss = softmaxCrossEntropy(net_o, y)
""",
        B=B,
    )
    def mlp(draw):
        leaves = {"x": draw.input(3), "y": draw.input(3, draw.one_hot)}
        for k, n, m in ((1, 4, 3), (2, 3, 4), (3, 3, 3)):
            leaves[f"W_{k}"], leaves[f"b_{k}"] = draw.matrix(n, m), draw.column(n)

        def run(net):
            x, y, W_1, b_1, W_2, b_2, W_3, b_3 = net["x y W_1 b_1 W_2 b_2 W_3 b_3"]
            net_1, z_1, net_2, z_2, net_o, o = [net.node(name, "b") for name in ("net_1", "z_1", "net_2", "z_2", "net_o", "o")]
            for e in net.examples:
                net_1[e] = W_1 @ x[e] + b_1
                z_1[e] = relu(net_1[e])
                net_2[e] = W_2 @ z_1[e] + b_2
                z_2[e] = tanh(net_2[e])
                net_o[e] = W_3 @ z_2[e] + b_3
                o[e] = softmax(net_o[e])
            net.value("loss", loss(net, softmax_cross_entropy, net_o, y))

        return leaves, run


@case(
    "mlp-many-activations",
    "notes 001 and 002: leaky ReLU, PReLU with a slope per unit, ELU, SELU, sigmoid, layer by layer",
    """
x = input(3)
y = input(2)
"""
    + "\n".join(f"W{k} = parameter({n}, {m})\nb{k} = parameter({n})" for k, n, m in ((1, 4, 3), (2, 4, 4), (3, 3, 4), (4, 3, 3), (5, 2, 3)))
    + """
a = parameter(4)
z1 = leakyRelu(W1 * x + b1, 0.2)
z2 = prelu(W2 * z1 + b2, a)
z3 = elu(W3 * z2 + b3, 1)
z4 = selu(W4 * z3 + b4)
o = sigmoid(W5 * z4 + b5)
loss = binaryCrossEntropy(o, y, reduction="sum")
""",
)
def mlp_many(draw):
    leaves = {"x": draw.input(3), "y": draw.input(2, draw.bits), "a": parameter([0.25, 0.01, 0.4, -0.1])}
    for k, n, m in ((1, 4, 3), (2, 4, 4), (3, 3, 4), (4, 3, 3), (5, 2, 3)):
        leaves[f"W{k}"], leaves[f"b{k}"] = draw.matrix(n, m), draw.column(n)

    def run(net):
        x, y, a = net["x y a"]
        W, b = [net[" ".join(f"{p}{k}" for k in range(1, 6))] for p in "Wb"]
        z1, z2, z3, z4, o = [net.node(name, "b") for name in ("z1", "z2", "z3", "z4", "o")]
        for e in net.examples:
            z1[e] = leaky_relu(W[0] @ x[e] + b[0], 0.2)
            s = W[1] @ z1[e] + b[1]
            z2[e] = torch.where(s > 0, s, a * s)
            z3[e] = elu(W[2] @ z2[e] + b[2], 1.0)
            z4[e] = selu(W[3] @ z3[e] + b[3])
            o[e] = sigmoid(W[4] @ z4[e] + b[4])
        net.value("loss", loss(net, cross_entropy, o, y, "sum"))

    return leaves, run
