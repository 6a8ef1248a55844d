"""The LSTM: on [h; x], in separate matrices, in two layers, with peepholes, with momentum."""

from cases.sources import NOTE_000, NOTE_001, NOTE_004
from functions import cat, cross_entropy, loss, sigmoid, squared_error, tanh, zeros
from net import case, constant


def lstm_leaves(draw, features, units, dot=""):
    leaves = {}
    for gate in ("f", "i", "C", "o"):
        leaves[f"{dot}W_{gate}"] = draw.matrix(units, units + features)
    for gate in ("f", "i", "C", "o"):
        leaves[f"{dot}b_{gate}"] = draw.column(units)
    return leaves


def run_lstm(net, x, first_h, first_C, dot=""):
    """f, i, o = sigmoid(W [h-; x] + b), C~ = tanh(W_C [h-; x] + b_C), C = f C- + i C~, h = o tanh(C)."""
    W_f, W_i, W_C, W_o = net[" ".join(f"{dot}W_{g}" for g in "fiCo")]
    b_f, b_i, b_C, b_o = net[" ".join(f"{dot}b_{g}" for g in "fiCo")]
    f, i, C_tilde, C, o, h = [net.node(dot + name) for name in ("f", "i", "C_tilde", "C", "o", "h")]
    for e in net.examples:
        h[0, e], C[0, e] = first_h(e), first_C(e)
        for t in net.steps(e):
            z = cat([h[t - 1, e], x[t, e]])
            f[t, e] = sigmoid(W_f @ z + b_f)
            i[t, e] = sigmoid(W_i @ z + b_i)
            C_tilde[t, e] = tanh(W_C @ z + b_C)
            C[t, e] = f[t, e] * C[t - 1, e] + i[t, e] * C_tilde[t, e]
            o[t, e] = sigmoid(W_o @ z + b_o)
            h[t, e] = o[t, e] * tanh(C[t, e])
    return h


LSTM_PARAMETERS = """
W_f = parameter(3, 5)
W_i = parameter(3, 5)
W_C = parameter(3, 5)
W_o = parameter(3, 5)
b_f = parameter(3)
b_i = parameter(3)
b_C = parameter(3)
b_o = parameter(3)
"""


LSTM_EQUATIONS = """
f = sigmoid(W_f * [h[t-1]; x] + b_f)
i = sigmoid(W_i * [h[t-1]; x] + b_i)
C_tilde = tanh(W_C * [h[t-1]; x] + b_C)
C = f .* C[t-1] + i .* C_tilde
o = sigmoid(W_o * [h[t-1]; x] + b_o)
h = o .* tanh(C)
"""


for name, batch in (("lstm-concat", 3), ("lstm-concat-no-batch", None)):

    @case(
        name,
        NOTE_000,
        "x = sequence(2)\ny = sequence(3)" + LSTM_PARAMETERS + LSTM_EQUATIONS.strip("\n") + "\nloss = meanSquaredError(h, y)\n",
        B=batch,
    )
    def lstm_concat(draw):
        def run(net):
            h = run_lstm(net, net["x"], lambda e: zeros(3), lambda e: zeros(3))
            net.value("loss", loss(net, squared_error, h, net["y"]))

        return {"x": draw.sequence(2), "y": draw.sequence(3), **lstm_leaves(draw, 2, 3)}, run


@case(
    "lstm-initial-states",
    NOTE_000 + "; both states start where they are told",
    "x = sequence(2)\ny = input(3)\nh0 = input(3)\nC0 = parameter(3)"
    + LSTM_PARAMETERS
    + LSTM_EQUATIONS.strip("\n")
    + "\nh[0] = h0\nC[0] = C0\nloss = halfSumOfSquares(h[T], y)\n",
)
def lstm_initial(draw):
    def run(net):
        h0, C0 = net["h0 C0"]
        h = run_lstm(net, net["x"], lambda e: h0[e], lambda e: C0)
        net.value("loss", sum(0.5 * squared_error(h[net.T, e], net["y"][e]).sum() for e in net.examples))

    return {"x": draw.sequence(2), "y": draw.input(3), "h0": draw.input(3), "C0": draw.column(3), **lstm_leaves(draw, 2, 3)}, run


for name, batch, letters in (
    ("lstm-separate", 3, ("kappa", "phi", "omega")),
    ("lstm-separate-greek", 3, ("κ", "φ", "ω")),
    ("lstm-separate-greek-no-batch", None, ("κ", "φ", "ω")),
):

    @case(
        name,
        NOTE_001 + ": input gate kappa, forget gate phi, output gate omega",
        """
x = sequence(2)
y = sequence(2)
W_KAPPA = parameter(3, 2)
W_hKAPPA = parameter(3, 3)
b_KAPPA = parameter(3)
W_PHI = parameter(3, 2)
W_hPHI = parameter(3, 3)
b_PHI = parameter(3)
W_OMEGA = parameter(3, 2)
W_hOMEGA = parameter(3, 3)
b_OMEGA = parameter(3)
W_u = parameter(3, 2)
W_hu = parameter(3, 3)
b_u = parameter(3)
W_o = parameter(2, 3)
b_o = parameter(2)
KAPPA = sigmoid(W_KAPPA * x + W_hKAPPA * h[t-1] + b_KAPPA)
PHI = sigmoid(W_PHI * x + W_hPHI * h[t-1] + b_PHI)
OMEGA = sigmoid(W_OMEGA * x + W_hOMEGA * h[t-1] + b_OMEGA)
u = tanh(W_u * x + W_hu * h[t-1] + b_u)
c = KAPPA .* u + PHI .* c[t-1]
h = OMEGA .* tanh(c)
o = sigmoid(W_o * h + b_o)
loss = binaryCrossEntropy(o, y)
""".replace("KAPPA", letters[0]).replace("PHI", letters[1]).replace("OMEGA", letters[2]),
        B=batch,
    )
    def lstm_separate(draw, letters=letters):
        leaves = {"x": draw.sequence(2), "y": draw.sequence(2, draw.bits)}
        for gate in (*letters, "u"):
            leaves["W_" + gate], leaves["W_h" + gate], leaves["b_" + gate] = draw.matrix(3, 2), draw.matrix(3, 3), draw.column(3)
        leaves["W_o"], leaves["b_o"] = draw.matrix(2, 3), draw.column(2)

        def run(net):
            k, p, w = letters
            x, W_k, W_hk, b_k, W_p, W_hp, b_p = net[f"x W_{k} W_h{k} b_{k} W_{p} W_h{p} b_{p}"]
            W_w, W_hw, b_w, W_u, W_hu, b_u, W_o, b_o = net[f"W_{w} W_h{w} b_{w} W_u W_hu b_u W_o b_o"]
            kappa, phi, omega, u, c, h, o = [net.node(name) for name in (k, p, w, "u", "c", "h", "o")]
            for e in net.examples:
                h[0, e], c[0, e] = zeros(3), zeros(3)
                for t in net.steps(e):
                    kappa[t, e] = sigmoid(W_k @ x[t, e] + W_hk @ h[t - 1, e] + b_k)
                    phi[t, e] = sigmoid(W_p @ x[t, e] + W_hp @ h[t - 1, e] + b_p)
                    omega[t, e] = sigmoid(W_w @ x[t, e] + W_hw @ h[t - 1, e] + b_w)
                    u[t, e] = tanh(W_u @ x[t, e] + W_hu @ h[t - 1, e] + b_u)
                    c[t, e] = kappa[t, e] * u[t, e] + phi[t, e] * c[t - 1, e]
                    h[t, e] = omega[t, e] * tanh(c[t, e])
                    o[t, e] = sigmoid(W_o @ h[t, e] + b_o)
            net.value("loss", loss(net, cross_entropy, o, net["y"]))

        return leaves, run


@case(
    "lstm-two-layers",
    NOTE_004 + ": layer 2 reads layer 1",
    """
x = sequence(2)
y = sequence(2)
"""
    + "\n".join(
        f"W_{g}{k} = parameter({n}, {n + m})\nb_{g}{k} = parameter({n})" for k, n, m in ((1, 3, 2), (2, 2, 3)) for g in "fiCo"
    )
    + """
f1 = sigmoid(W_f1 * [h1[t-1]; x] + b_f1)
i1 = sigmoid(W_i1 * [h1[t-1]; x] + b_i1)
C_tilde1 = tanh(W_C1 * [h1[t-1]; x] + b_C1)
C1 = f1 .* C1[t-1] + i1 .* C_tilde1
o1 = sigmoid(W_o1 * [h1[t-1]; x] + b_o1)
h1 = o1 .* tanh(C1)
f2 = sigmoid(W_f2 * [h2[t-1]; h1] + b_f2)
i2 = sigmoid(W_i2 * [h2[t-1]; h1] + b_i2)
C_tilde2 = tanh(W_C2 * [h2[t-1]; h1] + b_C2)
C2 = f2 .* C2[t-1] + i2 .* C_tilde2
o2 = sigmoid(W_o2 * [h2[t-1]; h1] + b_o2)
h2 = o2 .* tanh(C2)
loss = meanSquaredError(h2, y)
""",
)
def lstm_two_layers(draw):
    leaves = {"x": draw.sequence(2), "y": draw.sequence(2)}
    for k, n, m in ((1, 3, 2), (2, 2, 3)):
        for g in "fiCo":
            leaves[f"W_{g}{k}"], leaves[f"b_{g}{k}"] = draw.matrix(n, n + m), draw.column(n)

    def layer(net, below, k, n):
        W_f, W_i, W_C, W_o, b_f, b_i, b_C, b_o = net[" ".join(f"{p}_{g}{k}" for p in "Wb" for g in "fiCo")]
        f, i, C_tilde, C, o, h = [net.node(name + str(k)) for name in ("f", "i", "C_tilde", "C", "o", "h")]
        for e in net.examples:
            h[0, e], C[0, e] = zeros(n), zeros(n)
            for t in net.steps(e):
                z = cat([h[t - 1, e], below[t, e]])
                f[t, e] = sigmoid(W_f @ z + b_f)
                i[t, e] = sigmoid(W_i @ z + b_i)
                C_tilde[t, e] = tanh(W_C @ z + b_C)
                C[t, e] = f[t, e] * C[t - 1, e] + i[t, e] * C_tilde[t, e]
                o[t, e] = sigmoid(W_o @ z + b_o)
                h[t, e] = o[t, e] * tanh(C[t, e])
        return h

    def run(net):
        h2 = layer(net, layer(net, net["x"], 1, 3), 2, 2)
        net.value("loss", loss(net, squared_error, h2, net["y"]))

    return leaves, run


@case(
    "lstm-peephole",
    "Gers, Schraudolph and Schmidhuber 2002: the gates see the cell state, the output gate the new one",
    "x = sequence(2)\ny = sequence(3)"
    + "".join(f"\nW_{g} = parameter(3, 2)\nU_{g} = parameter(3, 3)\nb_{g} = parameter(3)" for g in "fico")
    + "".join(f"\np_{g} = parameter(3)" for g in "fio")
    + """
f = sigmoid(W_f * x + U_f * h[t-1] + p_f .* c[t-1] + b_f)
i = sigmoid(W_i * x + U_i * h[t-1] + p_i .* c[t-1] + b_i)
c = f .* c[t-1] + i .* tanh(W_c * x + U_c * h[t-1] + b_c)
o = sigmoid(W_o * x + U_o * h[t-1] + p_o .* c + b_o)
h = o .* tanh(c)
loss = meanSquaredError(h, y)
""",
)
def lstm_peephole(draw):
    leaves = {"x": draw.sequence(2), "y": draw.sequence(3)}
    for g in "fico":
        leaves["W_" + g], leaves["U_" + g], leaves["b_" + g] = draw.matrix(3, 2), draw.matrix(3, 3), draw.column(3)
    for g in "fio":
        leaves["p_" + g] = draw.column(3)

    def run(net):
        x, y, p_f, p_i, p_o = net["x y p_f p_i p_o"]
        W, U, b = [dict(zip("fico", net[" ".join(f"{p}_{g}" for g in "fico")])) for p in "WUb"]
        f, i, c, o, h = [net.node(name) for name in "ficoh"]
        for e in net.examples:
            h[0, e], c[0, e] = zeros(3), zeros(3)
            for t in net.steps(e):
                drive = {g: W[g] @ x[t, e] + U[g] @ h[t - 1, e] + b[g] for g in "fico"}
                f[t, e] = sigmoid(drive["f"] + p_f * c[t - 1, e])
                i[t, e] = sigmoid(drive["i"] + p_i * c[t - 1, e])
                c[t, e] = f[t, e] * c[t - 1, e] + i[t, e] * tanh(drive["c"])
                o[t, e] = sigmoid(drive["o"] + p_o * c[t, e])
                h[t, e] = o[t, e] * tanh(c[t, e])
        net.value("loss", loss(net, squared_error, h, y))

    return leaves, run


@case(
    "momentum-lstm",
    "Nguyen et al. 2020, MomentumRNN: an LSTM whose input drive is v = mu v- + s W x",
    "x = sequence(2)\ny = sequence(3)\nmu = 0.6\ns = 0.9"
    + "".join(f"\nW_{g} = parameter(3, 2)\nU_{g} = parameter(3, 3)\nb_{g} = parameter(3)" for g in "fico")
    + "".join(f"\nv_{g} = mu * v_{g}[t-1] + s * (W_{g} * x)" for g in "fico")
    + """
f = sigmoid(v_f + U_f * h[t-1] + b_f)
i = sigmoid(v_i + U_i * h[t-1] + b_i)
c_tilde = tanh(v_c + U_c * h[t-1] + b_c)
o = sigmoid(v_o + U_o * h[t-1] + b_o)
c = f .* c[t-1] + i .* c_tilde
h = o .* tanh(c)
loss = meanSquaredError(h, y)
""",
)
def momentum_lstm(draw):
    leaves = {"x": draw.sequence(2), "y": draw.sequence(3), "mu": constant(0.6), "s": constant(0.9)}
    for g in "fico":
        leaves["W_" + g], leaves["U_" + g], leaves["b_" + g] = draw.matrix(3, 2), draw.matrix(3, 3), draw.column(3)

    def run(net):
        x, y, mu, s = net["x y mu s"]
        W, U, b = [dict(zip("fico", net[" ".join(f"{p}_{g}" for g in "fico")])) for p in "WUb"]
        v = {g: net.node("v_" + g) for g in "fico"}
        f, i, c_tilde, o, c, h = [net.node(name) for name in ("f", "i", "c_tilde", "o", "c", "h")]
        for e in net.examples:
            h[0, e], c[0, e] = zeros(3), zeros(3)
            for g in "fico":
                v[g][0, e] = zeros(3)
            for t in net.steps(e):
                for g in "fico":
                    v[g][t, e] = mu * v[g][t - 1, e] + s * (W[g] @ x[t, e])
                f[t, e] = sigmoid(v["f"][t, e] + U["f"] @ h[t - 1, e] + b["f"])
                i[t, e] = sigmoid(v["i"][t, e] + U["i"] @ h[t - 1, e] + b["i"])
                c_tilde[t, e] = tanh(v["c"][t, e] + U["c"] @ h[t - 1, e] + b["c"])
                o[t, e] = sigmoid(v["o"][t, e] + U["o"] @ h[t - 1, e] + b["o"])
                c[t, e] = f[t, e] * c[t - 1, e] + i[t, e] * c_tilde[t, e]
                h[t, e] = o[t, e] * tanh(c[t, e])
        net.value("loss", loss(net, squared_error, h, y))

    return leaves, run
