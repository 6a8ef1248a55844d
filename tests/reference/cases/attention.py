"""Scaled dot-product attention over the rows of matrices, and over the steps of sequences."""

import math

import torch

from functions import cat, loss, squared_error
from net import Leaf, case


def attention(Q, K, V, causal=False):
    scores = Q @ K.T / math.sqrt(K.shape[1])
    if causal:
        hidden = torch.ones_like(scores, dtype=torch.bool).triu(1)
        scores = scores.masked_fill(hidden, -math.inf)
    return torch.softmax(scores, -1) @ V


def matrices(draw, rows, columns, axes="b", scale=1.0):
    lead = {"b": (draw.B,), "tb": (draw.T, draw.B)}[axes]
    return Leaf(draw.normal(*lead, rows, columns, scale=scale), axes, kind="input" if axes == "b" else "sequence")


for name, fed, axes, argument in (
    ("", "input", "b", ""),
    ("-causal", "input", "b", ", causal=true"),
    ("-at-each-step", "sequence", "tb", ""),
):

    @case(
        f"self-attention{name}",
        "Vaswani et al. 2017: softmax of Q K' / sqrt(d), row by row, times V",
        f"""
X = {fed}(4, 3)
w = {fed}(4, 2)
W_q = parameter(3, 5)
W_k = parameter(3, 5)
W_v = parameter(3, 2)
Q = X * W_q
K = X * W_k
V = X * W_v
A = attention(Q, K, V{argument})
loss = sum(w .* A .^ 2)
""",
        T=3,
        B=2,
    )
    def self_attention(draw, axes=axes, argument=argument):
        def run(net):
            X, w, W_q, W_k, W_v = net["X w W_q W_k W_v"]
            Q, K, V, A = (net.node(letter, axes) for letter in "QKVA")
            keys = [key for keys in net.positions(X) for key in keys]
            for key in keys:
                Q[key], K[key], V[key] = X[key] @ W_q, X[key] @ W_k, X[key] @ W_v
                A[key] = attention(Q[key], K[key], V[key], bool(argument))
            net.value("loss", cat([(w[key] * A[key] * A[key]).reshape(-1) for key in keys]).sum())

        leaves = {"X": matrices(draw, 4, 3, axes), "w": matrices(draw, 4, 2, axes)}
        return {**leaves, "W_q": draw.matrix(3, 5), "W_k": draw.matrix(3, 5), "W_v": draw.matrix(3, 2)}, run


for name, lengths, B, argument in (
    ("", None, 2, ""),
    ("-no-batch", None, None, ""),
    ("-lengths", [4, 1, 3], 3, ""),
    ("-causal", None, 2, ", causal=true"),
    ("-causal-lengths", [2, 4], 2, ", causal=true"),
):

    @case(
        f"attention-over-steps{name}",
        "columns: every step of an example looks at its real steps; PyTorch's formula over matrices of them",
        f"""
x = sequence(3)
y = sequence(2)
W_q = parameter(5, 3)
W_k = parameter(5, 3)
W_v = parameter(2, 3)
q = W_q * x
k = W_k * x
v = W_v * x
a = attention(q, k, v{argument})
loss = meanSquaredError(a, y)
""",
        T=4,
        B=B,
        lengths=lengths,
    )
    def over_steps(draw, argument=argument):
        def run(net):
            x, y, W_q, W_k, W_v = net["x y W_q W_k W_v"]
            q, k, v, a = (net.node(letter) for letter in "qkva")
            for e in net.examples:
                for t in net.steps(e):
                    q[t, e], k[t, e], v[t, e] = W_q @ x[t, e], W_k @ x[t, e], W_v @ x[t, e]
                Q, K, V = (torch.stack([node[t, e] for t in net.steps(e)]) for node in (q, k, v))
                for t, row in zip(net.steps(e), attention(Q, K, V, bool(argument))):
                    a[t, e] = row
            net.value("loss", loss(net, squared_error, a, y))

        leaves = {"x": draw.sequence(3), "y": draw.sequence(2)}
        return {**leaves, "W_q": draw.matrix(5, 3), "W_k": draw.matrix(5, 3), "W_v": draw.matrix(2, 3)}, run


@case(
    "attention-of-the-last-step",
    "a query without steps looks at all real steps of its example; values of another kind than the keys",
    """
x = sequence(3)
y = input(2)
W = parameter(2, 3)
q = x[T]
v = tanh(W * x)
a = attention(q, x, v)
loss = meanSquaredError(a, y)
""",
    T=4,
    B=3,
    lengths=[4, 1, 3],
)
def of_the_last_step(draw):
    def run(net):
        x, y, W = net["x y W"]
        q, v, a = net.node("q", "b"), net.node("v"), net.node("a", "b")
        for e in net.examples:
            q[e] = x[net.length(e), e]
            for t in net.steps(e):
                v[t, e] = torch.tanh(W @ x[t, e])
            K, V = (torch.stack([node[t, e] for t in net.steps(e)]) for node in (x, v))
            a[e] = attention(q[e].reshape(1, 3), K, V)[0]
        net.value("loss", loss(net, squared_error, a, y))

    return {"x": draw.sequence(3), "y": draw.input(2), "W": draw.matrix(2, 3)}, run


@case(
    "attention-of-a-single-query",
    "a query at each step into a memory of each example, which stands still",
    """
q = sequence(3)
K = input(4, 3)
V = parameter(4, 2)
w = sequence(2)
a = attention(q, K, V)
loss = sum(w .* a .^ 2)
""",
    T=3,
    B=2,
)
def single_query(draw):
    def run(net):
        q, K, V, w = net["q K V w"]
        a = net.node("a")
        for e in net.examples:
            for t in net.steps(e):
                a[t, e] = attention(q[t, e].reshape(1, 3), K[e], V)[0]
        net.value("loss", sum((w[t, e] * a[t, e] * a[t, e]).sum() for e in net.examples for t in net.steps(e)))

    leaves = {"q": draw.sequence(3), "K": matrices(draw, 4, 3), "w": draw.sequence(2)}
    return {**leaves, "V": draw.matrix(4, 2)}, run


@case(
    "attention-extreme",
    "scores of +-1000 in one row and small ones in another: each row is shifted by its own largest",
    """
Q = input(2, 1)
K = input(3, 1)
V = parameter(3, 2)
A = attention(Q, K, V)
loss = sum(A .^ 2)
""",
    B=2,
)
def extreme(draw):
    queries = Leaf([[[1.0], [-1e-3]], [[-1.0], [2e-3]]], "b", kind="input")
    keys = Leaf([[[1000.0], [-1000.0], [999.0]], [[-1000.0], [-999.5], [1000.0]]], "b", kind="input")

    def run(net):
        Q, K, V = net["Q K V"]
        A = net.node("A", "b")
        for e in net.examples:
            A[e] = attention(Q[e], K[e], V)
        net.value("loss", sum((A[e] * A[e]).sum() for e in net.examples))

    return {"Q": queries, "K": keys, "V": draw.matrix(3, 2)}, run
