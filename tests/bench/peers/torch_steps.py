"""Times training steps of PyTorch on the CPU, one thread: torch_steps.py FOLDER WORKLOAD FORM MILLISECONDS

FORM: eager (loops over unbound steps), script (the same loops under torch.jit.script), nn (torch.nn.RNN and LSTM).
Prints one line of JSON, times in milliseconds a step.
"""
import json
import sys
import time
from typing import Tuple
import numpy as np
import torch
import torch.nn.functional as F

folder, workload, form, budget = sys.argv[1], sys.argv[2], sys.argv[3], float(sys.argv[4])
torch.set_num_threads(1)
torch.set_num_interop_threads(1)


def tensors():
    with open(f"{folder}/{workload}.json", encoding="utf-8") as file:
        shapes = json.load(file)
    read = lambda name: np.fromfile(f"{folder}/{workload}.{name}.f32", dtype=np.float32)
    return {name: torch.from_numpy(read(name)).reshape(shape) for name, shape in shapes.items()}


def project(x: torch.Tensor, W: torch.Tensor):
    """W applied to all steps in one product."""
    return torch.mm(x.flatten(0, 1), W).view(x.size(0), x.size(1), W.size(1))


def rnn(x: torch.Tensor, Wx: torch.Tensor, Wh: torch.Tensor, b: torch.Tensor):
    h = torch.zeros(x.size(1), Wh.size(0))
    states = []
    for drive in (project(x, Wx) + b).unbind(0):
        h = torch.tanh(torch.addmm(drive, h, Wh))
        states.append(h)
    return torch.stack(states)


def lstm_cell(drive: torch.Tensor, h: torch.Tensor, c: torch.Tensor, Wh: torch.Tensor) -> Tuple[torch.Tensor, torch.Tensor]:
    i, f, g, o = torch.addmm(drive, h, Wh).chunk(4, 1)
    c = torch.sigmoid(f) * c + torch.sigmoid(i) * torch.tanh(g)
    return torch.sigmoid(o) * torch.tanh(c), c


def lstm(x: torch.Tensor, Wx: torch.Tensor, Wh: torch.Tensor, b: torch.Tensor):
    h = torch.zeros(x.size(1), Wh.size(0))
    c = torch.zeros(x.size(1), Wh.size(0))
    states = []
    for drive in (project(x, Wx) + b).unbind(0):
        h, c = lstm_cell(drive, h, c, Wh)
        states.append(h)
    return torch.stack(states)


def adam_cell(x: torch.Tensor, W: torch.Tensor, U: torch.Tensor):
    p = project(x, W)
    v = torch.zeros(x.size(1), U.size(0))
    m = torch.zeros(x.size(1), U.size(0))
    h = torch.zeros(x.size(1), U.size(0))
    for pt, qt in zip(p.unbind(0), (p * p).unbind(0)):
        v = 0.9 * v + 0.1 * pt
        m = 0.9 * m + 0.1 * qt
        h = torch.sigmoid(torch.addmm(v / (torch.sqrt(m) + 1e-5), h, U))
    return h


def scalar(w: torch.Tensor, b: torch.Tensor):
    return (torch.tanh(w * 0.7 + b) - 0.2) ** 2


def layer_of(kind, t):
    """A layer of torch.nn that begins with the same weights: (its parameters, what gives all states)."""
    layer = kind(t["W_x"].size(0), t["W_h"].size(0))
    with torch.no_grad():
        layer.weight_ih_l0.copy_(t["W_x"].T)
        layer.weight_hh_l0.copy_(t["W_h"].T)
        layer.bias_ih_l0.copy_(t["b"])
        layer.bias_hh_l0.zero_()
    layer.bias_hh_l0.requires_grad_(False)   # one bias is trained, as in the other forms
    return [p for p in layer.parameters() if p.requires_grad], lambda: layer(t["x"])[0]


def states_of(kind, loop, t):
    if form == "nn":
        return layer_of(kind, t)
    parameters = [t["W_x"], t["W_h"], t["b"]]
    run = torch.jit.script(loop) if form == "script" else loop
    return parameters, lambda: run(t["x"], *parameters)


def outputs_loss(kind, loop, t):
    parameters, states = states_of(kind, loop, t)
    loss = lambda: F.binary_cross_entropy_with_logits(states() @ t["W_o"] + t["b_o"], t["y"], reduction="sum")
    return parameters + [t["W_o"], t["b_o"]], loss, 1e-5


def lstm_medium(t):
    parameters, states = states_of(torch.nn.LSTM, lstm, t)
    return parameters, lambda: F.mse_loss(states()[-1], t["y"]), 1e-2


def adam(t):
    run = torch.jit.script(adam_cell) if form == "script" else adam_cell
    return [t["W"], t["U"]], lambda: F.mse_loss(run(t["x"], t["W"], t["U"]), t["y"]), 1e-2


def cnn(t):
    filters = t["K"].size(1)
    K = t["K"].T.reshape(filters, 1, 3, 3).contiguous()
    W1 = t["W_1"].reshape(81, filters, -1).transpose(0, 1).reshape(81 * filters, -1).contiguous()   # channels first
    label = t["y"].argmax(1)
    parameters = [K, t["k"], W1, t["b_1"], t["W_2"], t["b_2"]]

    def loss():
        pooled = F.max_pool2d(F.relu(F.conv2d(t["x"], K, t["k"])), 2).flatten(1)
        hidden = F.relu(torch.addmm(t["b_1"], pooled, W1))
        return F.cross_entropy(torch.addmm(t["b_2"], hidden, t["W_2"]), label)

    return parameters, loss, 1e-2


def tiny(t):
    run = torch.jit.script(scalar) if form == "script" else scalar
    return [t["w"], t["b"]], lambda: run(t["w"], t["b"]), 1e-3


nets = {
    "rnn-reber": lambda t: outputs_loss(torch.nn.RNN, rnn, t),
    "lstm-embedded-reber": lambda t: outputs_loss(torch.nn.LSTM, lstm, t),
    "adam-cell": adam,
    "lstm-medium": lstm_medium,
    "cnn-shapes": cnn,
    "tiny-scalar": tiny,
}


def clock():
    return time.perf_counter() * 1e3


def main():
    given = tensors()
    start = clock()
    parameters, loss, rate = nets[workload](given)
    parameters = [p.requires_grad_() for p in parameters]

    def step():
        value = loss()
        gradients = torch.autograd.grad(value, parameters)
        with torch.no_grad():
            for p, g in zip(parameters, gradients):
                p.sub_(g, alpha=rate)
        return float(value)

    losses = [step()]
    first = clock() - start
    losses += [step(), step()]
    together = 50 if workload == "tiny-scalar" else 1
    end = clock() + budget / 3
    while clock() < end:
        step()
    times, end = [], clock() + budget
    while len(times) < 5 or clock() < end:
        begin = clock()
        for _ in range(together):
            step()
        times.append((clock() - begin) / together)
    print(json.dumps({
        "median": float(np.median(times)), "min": min(times), "max": max(times), "firstMs": first,
        "runs": len(times), "losses": losses, "version": torch.__version__,
    }))


main()
