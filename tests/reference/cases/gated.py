"""Other gated cells: forget gate, GRU, a matrix memory."""

import torch

from cases.sources import NOTE_001
from functions import exp, loss, sigmoid, squared_error, tanh, zeros
from net import case


def as_printed(text):
    """With the signs of printed papers."""
    return text.replace(".*", "⊙").replace(" * ", " · ").replace(" - ", " − ")


FORGET_GATE = """
x = sequence(2)
y = sequence(3)
h0 = input(3)
W_u = parameter(3, 2)
W_hu = parameter(3, 3)
b_u = parameter(3)
W_phi = parameter(3, 2)
W_hphi = parameter(3, 3)
b_phi = parameter(3)
u = tanh(W_u * x + W_hu * h[t-1] + b_u)
phi = sigmoid(W_phi * x + W_hphi * h[t-1] + b_phi)
h = phi .* h[t-1] + (1 - phi) .* u
h[0] = h0
loss = meanSquaredError(h, y)
"""

for name, batch, phi in (("forget-gate-rnn", 3, "phi"), ("forget-gate-rnn-greek-no-batch", None, "φ")):

    @case(
        name,
        NOTE_001 + ": the forget gate",
        FORGET_GATE if phi == "phi" else as_printed(FORGET_GATE.replace("phi", phi)),
        B=batch,
    )
    def forget_gate(draw, phi=phi):
        leaves = {
            "x": draw.sequence(2),
            "y": draw.sequence(3),
            "h0": draw.input(3),
            "W_u": draw.matrix(3, 2),
            "W_hu": draw.matrix(3, 3),
            "b_u": draw.column(3),
            "W_" + phi: draw.matrix(3, 2),
            "W_h" + phi: draw.matrix(3, 3),
            "b_" + phi: draw.column(3),
        }

        def run(net):
            x, y, h0, W_u, W_hu, b_u = net["x y h0 W_u W_hu b_u"]
            W_phi, W_hphi, b_phi = net[f"W_{phi} W_h{phi} b_{phi}"]
            u, gate, h = net.node("u"), net.node(phi), net.node("h")
            for e in net.examples:
                h[0, e] = h0[e]
                for t in net.steps(e):
                    u[t, e] = tanh(W_u @ x[t, e] + W_hu @ h[t - 1, e] + b_u)
                    gate[t, e] = sigmoid(W_phi @ x[t, e] + W_hphi @ h[t - 1, e] + b_phi)
                    h[t, e] = gate[t, e] * h[t - 1, e] + (1 - gate[t, e]) * u[t, e]
            net.value("loss", loss(net, squared_error, h, y))

        return leaves, run


for name, candidate, last in (
    ("gru-reset-before", "tanh(W * x + U * (r .* h[t-1]) + b)", "z .* h[t-1] + (1 - z) .* h_tilde"),
    ("gru-reset-after", "tanh(W * x + r .* (U * h[t-1] + c) + b)", "(1 - z) .* h_tilde + z .* h[t-1]"),
):

    @case(
        name,
        "Cho et al. 2014; the reset gate before the matrix, or after it",
        """
x = sequence(2)
y = sequence(3)
h0 = input(3)
W_r = parameter(3, 2)
U_r = parameter(3, 3)
b_r = parameter(3)
W_z = parameter(3, 2)
U_z = parameter(3, 3)
b_z = parameter(3)
W = parameter(3, 2)
U = parameter(3, 3)
b = parameter(3)
"""
        + ("c = parameter(3)\n" if name == "gru-reset-after" else "")
        + f"""r = sigmoid(W_r * x + U_r * h[t-1] + b_r)
z = sigmoid(W_z * x + U_z * h[t-1] + b_z)
h_tilde = {candidate}
h = {last}
h[0] = h0
loss = meanSquaredError(h, y)
""",
    )
    def gru(draw, after=name == "gru-reset-after"):
        leaves = {"x": draw.sequence(2), "y": draw.sequence(3), "h0": draw.input(3)}
        for gate in ("_r", "_z", ""):
            leaves["W" + gate], leaves["U" + gate], leaves["b" + gate] = draw.matrix(3, 2), draw.matrix(3, 3), draw.column(3)
        if after:
            leaves["c"] = draw.column(3)

        def run(net):
            x, y, h0, W_r, U_r, b_r, W_z, U_z, b_z, W, U, b = net["x y h0 W_r U_r b_r W_z U_z b_z W U b"]
            r, z, h_tilde, h = [net.node(name) for name in ("r", "z", "h_tilde", "h")]
            for e in net.examples:
                h[0, e] = h0[e]
                for t in net.steps(e):
                    before = h[t - 1, e]
                    r[t, e] = sigmoid(W_r @ x[t, e] + U_r @ before + b_r)
                    z[t, e] = sigmoid(W_z @ x[t, e] + U_z @ before + b_z)
                    if after:
                        h_tilde[t, e] = tanh(W @ x[t, e] + r[t, e] * (U @ before + net["c"]) + b)
                    else:
                        h_tilde[t, e] = tanh(W @ x[t, e] + U @ (r[t, e] * before) + b)
                    h[t, e] = z[t, e] * before + (1 - z[t, e]) * h_tilde[t, e]
            net.value("loss", loss(net, squared_error, h, y))

        return leaves, run


for name, batch, start in (("matrix-memory", 3, False), ("matrix-memory-started-no-batch", None, True)):

    @case(
        name,
        "a matrix memory as in Beck et al. 2024 (mLSTM without normaliser): C = f C- + i v k', h = C q",
        """
x = sequence(2)
y = sequence(3)
W_q = parameter(4, 2)
W_k = parameter(4, 2)
W_v = parameter(3, 2)
w_f = parameter(2)
w_i = parameter(2)
q = W_q * x
k = 0.5 * (W_k * x)
v = W_v * x
f = sigmoid(w_f' * x)
i = exp(w_i' * x)
C = f * C[t-1] + i * (v * k')
"""
        + ("C0 = parameter(3, 4)\nC[0] = C0\n" if start else "")
        + "h = C * q\nloss = meanSquaredError(h, y)\n",
        B=batch,
    )
    def matrix_memory(draw, start=start):
        leaves = {"x": draw.sequence(2), "y": draw.sequence(3), "W_q": draw.matrix(4, 2), "W_k": draw.matrix(4, 2)}
        leaves |= {"W_v": draw.matrix(3, 2), "w_f": draw.column(2), "w_i": draw.column(2)}
        if start:
            leaves["C0"] = draw.matrix(3, 4)

        def run(net):
            x, y, W_q, W_k, W_v, w_f, w_i = net["x y W_q W_k W_v w_f w_i"]
            q, k, v, f, i, C, h = [net.node(name) for name in ("q", "k", "v", "f", "i", "C", "h")]
            for e in net.examples:
                C[0, e] = net["C0"] if start else zeros(3, 4)
                for t in net.steps(e):
                    q[t, e], k[t, e], v[t, e] = W_q @ x[t, e], 0.5 * (W_k @ x[t, e]), W_v @ x[t, e]
                    f[t, e] = sigmoid((w_f @ x[t, e]).reshape(1))
                    i[t, e] = exp((w_i @ x[t, e]).reshape(1))
                    C[t, e] = f[t, e] * C[t - 1, e] + i[t, e] * torch.outer(v[t, e], k[t, e])
                    h[t, e] = C[t, e] @ q[t, e]
            net.value("loss", loss(net, squared_error, h, y))

        return leaves, run
