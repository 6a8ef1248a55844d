"""The cells of graphs/cells/ as plain recurrences: /usr/bin/python3 tests/reference/cells.py writes tests/fixtures/cells.json.

Every cell is called as equations call it (`c = gru(x, 3, h0=h0)`), once with states before the first step that are fed, and once
from zero on sequences of unequal length. The values of all named nodes at all steps, and the gradient by each, are recorded.
"""

import sys

sys.dont_write_bytecode = True

import torch  # noqa: E402

import net  # noqa: E402
from cases.sources import NOTE_001, NOTE_003, NOTE_004  # noqa: E402
from functions import cat, exp, log_sigmoid, loss, sigmoid, sqrt, squared_error, step, tanh, zeros  # noqa: E402

FEATURES, UNITS = 2, 3
LENGTHS = [5, 2, 4]

CHO = "K. Cho et al., 2014"
NGUYEN = "T. Nguyen et al., MomentumRNN, 2020"
BECK = "M. Beck et al., xLSTM, 2024"


class Step:
    """One step of one example: parameters by letter, the states before, and a place for named values."""

    def __init__(self, network, x, before, t, e):
        self.network, self.x, self.before, self.t, self.e = network, x, before, t, e

    def __getattr__(self, letter):
        return self.network["c." + letter]

    def name(self, name, value):
        """Records a value; what is given back is what later expressions have to use."""
        node = self.network.nodes.get("c." + name) or self.network.node("c." + name)
        node[self.t, self.e] = value
        return node[self.t, self.e]

    def gate(self, function, letter, *columns):
        return function(getattr(self, "W_" + letter) @ cat(columns) + getattr(self, "b_" + letter))


def run_cell(network, one_step, states, output):
    """`one_step(step)` gives the states after the step; `output` is the name of the cell's own value."""
    for e in network.examples:
        before = {name: network[f"{name}0"][e] if f"{name}0" in network.nodes else zeros(*shape) for name, shape in states.items()}
        for t in network.steps(e):
            before = one_step(Step(network, network["x"][t, e], before, t, e))
    network.rename("c", network.nodes[f"c.{output}"])
    network.value("loss", loss(network, squared_error, network.nodes["c"], network["y"]))


def cell(name, source, states, parameters, settings="", fed=None, output="h"):
    """Registers the two cases of a cell whose steps follow each other. `fed`: the states that are ports; all if not said."""
    fed = list(states) if fed is None else fed
    call = "".join(word.capitalize() if k else word for k, word in enumerate(name.split("-")))

    def register(one_step):
        for suffix, lengths, ports in (("", None, fed), ("-lengths", LENGTHS, [])):
            given = "".join(f"{state}0 = input({', '.join(map(str, states[state]))})\n" for state in ports)
            arguments = ["x", str(UNITS)] + ([settings] if settings else []) + [f"{state}0={state}0" for state in ports]
            text = f"x = sequence(2)\ny = sequence(3)\n{given}c = {call}({', '.join(arguments)})\nloss = meanSquaredError(c, y)\n"

            @net.case(name + suffix, source, text, lengths=lengths)
            def define(draw, ports=ports):
                leaves = {"x": draw.sequence(FEATURES), "y": draw.sequence(UNITS)}
                leaves |= {f"{state}0": draw.input_of(states[state]) for state in ports}
                leaves |= {f"c.{letter}": net.parameter(draw.normal(*shape, scale=0.6)) for letter, shape in parameters.items()}
                return leaves, lambda network: run_cell(network, one_step, states, output)

        return one_step

    return register


def input_of(draw, shape):
    """A fed value an example, of any shape."""
    return net.Leaf(draw.normal(draw.B, *shape, scale=0.7), "b", kind="input")


net.Draw.input_of = input_of

n, m = UNITS, FEATURES


@cell(
    "forget-gate-rnn",
    NOTE_001,
    {"h": (n,)},
    {"W_u": (n, m), "W_h_u": (n, n), "b_u": (n,), "W_phi": (n, m), "W_h_phi": (n, n), "b_phi": (n,)},
)
def forget_gate_rnn(s):
    h = s.before["h"]
    u = s.name("u", tanh(s.W_u @ s.x + s.W_h_u @ h + s.b_u))
    phi = s.name("phi", sigmoid(s.W_phi @ s.x + s.W_h_phi @ h + s.b_phi))
    return {"h": s.name("h", phi * h + (1 - phi) * u)}


def gates(*letters):
    """Matrices on [h; x], with a bias each."""
    return {key: value for g in letters for key, value in ((f"W_{g}", (n, n + m)), (f"b_{g}", (n,)))}


@cell("gru", CHO + ": the reset gate before the matrix", {"h": (n,)}, {**gates("r", "z"), "W": (n, n + m), "b": (n,)})
def gru(s):
    h = s.before["h"]
    r, z = s.name("r", s.gate(sigmoid, "r", h, s.x)), s.name("z", s.gate(sigmoid, "z", h, s.x))
    h_tilde = s.name("h_tilde", tanh(s.W @ cat([r * h, s.x]) + s.b))
    return {"h": s.name("h", z * h + (1 - z) * h_tilde)}


@cell(
    "gru-reset-after",
    CHO + ": the reset gate after the matrix",
    {"h": (n,)},
    {**gates("r", "z"), "W": (n, m), "b": (n,), "U": (n, n), "c": (n,)},
)
def gru_reset_after(s):
    h = s.before["h"]
    r, z = s.name("r", s.gate(sigmoid, "r", h, s.x)), s.name("z", s.gate(sigmoid, "z", h, s.x))
    h_tilde = s.name("h_tilde", tanh(s.W @ s.x + s.b + r * (s.U @ h + s.c)))
    return {"h": s.name("h", z * h + (1 - z) * h_tilde)}


def lstm_from(s, drive):
    """f, i, C~, o read a quarter of U h + drive + b each."""
    parts = s.name("drive", drive + (s.U @ s.before["h"] + s.b)).chunk(4)
    f, i = s.name("f", sigmoid(parts[0])), s.name("i", sigmoid(parts[1]))
    C_tilde, o = s.name("C_tilde", tanh(parts[2])), s.name("o", sigmoid(parts[3]))
    C = s.name("C", f * s.before["C"] + i * C_tilde)
    return {"C": C, "h": s.name("h", o * tanh(C))}


QUARTERS = {"W": (4 * n, m), "U": (4 * n, n), "b": (4 * n,)}


@cell("momentum-lstm", NGUYEN, {"h": (n,), "C": (n,), "v": (4 * n,)}, QUARTERS, "mu=0.9, s=0.5")
def momentum_lstm(s):
    v = s.name("v", 0.9 * s.before["v"] + 0.5 * (s.W @ s.x))
    return {"v": v, **lstm_from(s, v)}


@cell(
    "adam-lstm",
    NGUYEN + "; the square root is taken of m + epsilon",
    {"h": (n,), "C": (n,), "v": (4 * n,), "m": (4 * n,)},
    QUARTERS,
    "mu=0.9, s=0.5, beta=0.8, epsilon=0.01",
    fed=["h", "C", "v"],
)
def adam_lstm(s):
    drive = s.W @ s.x
    v = s.name("v", 0.9 * s.before["v"] + 0.5 * drive)
    second = s.name("m", 0.8 * s.before["m"] + (1 - 0.8) * drive * drive)
    return {"v": v, "m": second, **lstm_from(s, v / sqrt(second + 0.01))}


@cell(
    "lstm-two-layers",
    NOTE_004,
    {"h": (n,), "C": (n,), "h_below": (n,), "C_below": (n,)},
    {
        **{f"layer1.{key}": shape for key, shape in gates("f", "i", "C", "o").items()},
        **{f"layer2.{key}": ((n, 2 * n) if key[0] == "W" else shape) for key, shape in gates("f", "i", "C", "o").items()},
    },
    fed=[],
    output="layer2",
)
def lstm_two_layers(s):
    def layer(path, x, h, C):
        def gate(function, letter):
            return function(getattr(s, f"{path}.W_{letter}") @ cat([h, x]) + getattr(s, f"{path}.b_{letter}"))

        f, i = s.name(f"{path}.f", gate(sigmoid, "f")), s.name(f"{path}.i", gate(sigmoid, "i"))
        C_tilde, o = s.name(f"{path}.C_tilde", gate(tanh, "C")), s.name(f"{path}.o", gate(sigmoid, "o"))
        C = s.name(f"{path}.C", f * C + i * C_tilde)
        return s.name(f"{path}.h", o * tanh(C)), C

    h_below, C_below = layer("layer1", s.x, s.before["h_below"], s.before["C_below"])
    h, C = layer("layer2", h_below, s.before["h"], s.before["C"])
    for name in ("layer1", "layer2"):
        s.network.rename(f"c.{name}", s.network.nodes[f"c.{name}.h"])
    return {"h": h, "C": C, "h_below": h_below, "C_below": C_below}


for suffix, lengths in (("", None), ("-lengths", LENGTHS)):

    @net.case(
        "rnn-two-layers" + suffix,
        NOTE_004 + ": the output is read at the last step",
        "x = sequence(2)\ny = input(2)\n"
        + ("" if lengths else "Z1_0 = input(3)\nZ2_0 = input(3)\n")
        + f"c = rnnTwoLayers(x, 3, outputs=2{'' if lengths else ', Z1_0=Z1_0, Z2_0=Z2_0'})\n"
        + "loss = meanSquaredError(c, y)\n",
        lengths=lengths,
    )
    def rnn_two_layers(draw, fed=not lengths):
        leaves = {"x": draw.sequence(m), "y": draw.input(2)}
        leaves |= {name: draw.input(n) for name in ("Z1_0", "Z2_0") if fed}
        for k, below in ((1, m), (2, n)):
            leaves[f"c.A_xz{k}"], leaves[f"c.A_zz{k}"], leaves[f"c.alpha_{k}"] = draw.matrix(n, below), draw.matrix(n, n), draw.column(n)
        leaves |= {"c.beta": draw.matrix(2, n), "c.beta_0": draw.column(2)}

        def run(network):
            A_xz1, A_zz1, alpha_1 = network["c.A_xz1 c.A_zz1 c.alpha_1"]
            A_xz2, A_zz2, alpha_2 = network["c.A_xz2 c.A_zz2 c.alpha_2"]
            beta, beta_0, x, y = network["c.beta c.beta_0 x y"]
            Z1, Z2, Y_hat = network.node("c.Z1"), network.node("c.Z2"), network.node("c.Y_hat", "b")
            for e in network.examples:
                Z1[0, e] = network["Z1_0"][e] if fed else zeros(n)
                Z2[0, e] = network["Z2_0"][e] if fed else zeros(n)
                for t in network.steps(e):
                    Z1[t, e] = tanh(alpha_1 + A_xz1 @ x[t, e] + A_zz1 @ Z1[t - 1, e])
                    Z2[t, e] = tanh(alpha_2 + A_xz2 @ Z1[t, e] + A_zz2 @ Z2[t - 1, e])
                Y_hat[e] = beta_0 + beta @ Z2[network.length(e), e]
            network.rename("c", Y_hat)
            total = sum(squared_error(Y_hat[e], y[e]).sum() for e in network.examples)
            network.value("loss", total / (2 * network.B))

        return leaves, run

    @net.case(
        "brnn" + suffix,
        NOTE_001,
        "x = sequence(2)\ny = sequence(2)\n"
        + ("" if lengths else "h0 = input(3)\nb_end = input(3)\n")
        + f"c = brnn(x, 3, outputs=2{'' if lengths else ', h0=h0, b_end=b_end'})\n"
        + "loss = meanSquaredError(c, y)\n",
        lengths=lengths,
    )
    def brnn(draw, fed=not lengths):
        leaves = {"x": draw.sequence(m), "y": draw.sequence(2)}
        leaves |= {name: draw.input(n) for name in ("h0", "b_end") if fed}
        for d in "hb":
            leaves[f"c.W_{d}"], leaves[f"c.W_{d}{d}"], leaves[f"c.b_{d}"] = draw.matrix(n, m), draw.matrix(n, n), draw.column(n)
        leaves |= {"c.W_ho": draw.matrix(2, n), "c.W_bo": draw.matrix(2, n), "c.b_o": draw.column(2)}

        def run(network):
            x, W_h, W_hh, b_h, W_b, W_bb, b_b = network["x c.W_h c.W_hh c.b_h c.W_b c.W_bb c.b_b"]
            W_ho, W_bo, b_o = network["c.W_ho c.W_bo c.b_o"]
            h, b, o = network.node("c.h"), network.node("c.b"), network.node("c.o")
            for e in network.examples:
                h[0, e] = network["h0"][e] if fed else zeros(n)
                for t in network.steps(e):
                    h[t, e] = tanh(W_h @ x[t, e] + W_hh @ h[t - 1, e] + b_h)
                b[network.length(e) + 1, e] = network["b_end"][e] if fed else zeros(n)
                for t in reversed(network.steps(e)):
                    b[t, e] = tanh(W_b @ x[t, e] + W_bb @ b[t + 1, e] + b_b)
                for t in network.steps(e):
                    o[t, e] = W_ho @ h[t, e] + W_bo @ b[t, e] + b_o
            network.rename("c", o)
            network.value("loss", loss(network, squared_error, o, network["y"]))

        return leaves, run


@net.case(
    "xnor-rnn",
    NOTE_003 + ": 1 while two bit strings agree",
    "x = sequence(2)\ny = sequence(1)\nc = xnorRnn(x)\nloss = meanSquaredError(c, y)\n",
    T=6,
    B=8,
    # the step hides what stands before it
    skip_difference=("x", "c.h"),
)
def xnor_rnn(draw):
    first = draw.bits(6, 8, 1)
    # the other string: the same, but for one bit of most examples
    second = first.copy()
    for e in range(6):
        second[e, e] = 1 - second[e, e]
    bits = torch.tensor([first, second]).numpy()[..., 0].transpose(1, 2, 0)
    leaves = {"x": net.Leaf(bits, "tb", kind="sequence"), "y": draw.sequence(1)}

    def run(network):
        W, B = torch.tensor([[1.0, 1.0], [-1.0, -1.0]]), torch.tensor([-1.5, 0.5])
        v, r, first_threshold, threshold = torch.ones(2), 1.0, -0.5, -1.5
        x, h, y = network["x"], network.node("c.h"), network.node("c.y")
        for e in network.examples:
            for t in network.steps(e):
                h[t, e] = step(W @ x[t, e] + B)
                drive = v @ h[t, e] + (first_threshold if t == 1 else r * y[t - 1, e] + threshold)
                y[t, e] = step(drive.reshape(1))
                assert network.nudge or y[t, e].item() == float((bits[:t, e, 0] == bits[:t, e, 1]).all())
        network.rename("c", y)
        network.value("loss", loss(network, squared_error, y, network["y"]))

    return leaves, run


def stabilised(s, log_f, i_tilde, m_before, path):
    """exp and sigmoid gates, both divided by e^m, where m is the larger exponent: Beck et al., equations 15 to 17."""
    m_now = s.name(f"{path}.m", torch.maximum(log_f + m_before, i_tilde))
    return m_now, exp(log_f + m_before - m_now), exp(i_tilde - m_now)


for name, log_forget in (("slstm", log_sigmoid), ("slstm-exponential", lambda f: f)):

    @cell(name, BECK + ": equations 8 to 17", {"h": (n,), "c": (n,), "n": (n,), "m": (n,)}, gates("z", "i", "f", "o"), fed=["h", "c"])
    def slstm(s, log_forget=log_forget):
        h = s.before["h"]
        z, o = s.name("z", s.gate(tanh, "z", h, s.x)), s.name("o", s.gate(sigmoid, "o", h, s.x))
        i_tilde = s.name("i_tilde", s.gate(lambda a: a, "i", h, s.x))
        f_tilde = s.name("f_tilde", s.gate(lambda a: a, "f", h, s.x))
        m_now, f, i = stabilised(s, log_forget(f_tilde), i_tilde, s.before["m"], "normalizer")
        f, i = s.name("normalizer.f", f), s.name("normalizer.i", i)
        n_now = s.name("normalizer.n", f * s.before["n"] + i)
        c = s.name("c", f * s.before["c"] + i * z)
        return {"h": s.name("h", o * (c / n_now)), "c": c, "n": n_now, "m": m_now}


ROWS = {f"W_{g}": (1, m) for g in "if"} | {f"b_{g}": (1,) for g in "if"}
COLUMNS = {f"W_{g}": (n, m) for g in "qkvo"} | {f"b_{g}": (n,) for g in "qkvo"}

for name, log_forget in (("mlstm", log_sigmoid), ("mlstm-exponential", lambda f: f)):

    @cell(
        name,
        BECK + ": equations 19 to 27; the floor of the divisor is e^-m, which is 1 without the stabiliser",
        {"C": (n, n), "n": (n,), "m": (1,), "exact C": (n, n), "exact n": (n,)},
        {**COLUMNS, **ROWS},
        fed=[],
    )
    def mlstm(s, log_forget=log_forget):
        q = s.name("q", s.W_q @ s.x + s.b_q)
        k = s.name("k", s.W_k @ s.x / n**0.5 + s.b_k)
        v = s.name("v", s.W_v @ s.x + s.b_v)
        o = s.name("o", sigmoid(s.W_o @ s.x + s.b_o))
        i_tilde, f_tilde = s.name("i_tilde", s.W_i @ s.x + s.b_i), s.name("f_tilde", s.W_f @ s.x + s.b_f)
        m_now, f, i = stabilised(s, log_forget(f_tilde), i_tilde, s.before["m"], "normalizer.stabilizer")
        f, i = s.name("normalizer.stabilizer.f", f), s.name("normalizer.stabilizer.i", i)
        n_now = s.name("normalizer.n", f * s.before["n"] + i * k)
        C = s.name("C", f * s.before["C"] + i * torch.outer(v, k))
        h = s.name("h", o * (C @ q / torch.maximum((n_now @ q).abs(), exp(-m_now))))
        # without the stabiliser: the same output
        f, i = exp(log_forget(f_tilde)), exp(i_tilde)
        exact_n, exact_C = f * s.before["exact n"] + i * k, f * s.before["exact C"] + i * torch.outer(v, k)
        exact = o * (exact_C @ q) / torch.clamp((exact_n @ q).abs(), min=1)
        assert s.network.nudge or torch.allclose(h, exact, rtol=1e-12, atol=1e-14)
        return {"C": C, "n": n_now, "m": m_now, "exact C": exact_C, "exact n": exact_n}


def main():
    fixtures = {}
    for case in net.CASES:
        content, checked = net.fixture(case)
        fixtures[case.name] = content
        print(f"{case.name}: loss {content['expected']['loss']:.6g}, {checked} gradients agree with differences")
    net.write("", {"name": "cells", "cases": fixtures})


main()
