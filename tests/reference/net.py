"""Records a network that is written out as plain loops, differentiates it, checks it, and writes the fixture.

A case computes with PyTorch tensors of float64, one column `[n]` (or matrix `[m][n]`) for every step t = 1..T and every
example e = 0..B-1. It keeps each value that has a name under `node[t, e]`, so that the gradient of the loss with respect
to that very value (total: through all later steps) can be asked of autograd, and compared with a central difference.
Nothing here reads the text of the equations; it is only carried into the fixture.
"""

import json
import os
import zlib

import numpy
import torch

torch.set_default_dtype(torch.float64)
torch.set_num_threads(1)

FIXTURES = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "fixtures")


class Leaf:
    """A fed value: `axes` is "" (parameter, constant), "b" (input), "t" or "tb" (sequence)."""

    def __init__(self, array, axes="", kind="parameter"):
        self.array = numpy.asarray(array, dtype=numpy.float64)
        self.axes = axes
        self.kind = kind


def parameter(array):
    return Leaf(array)


def constant(array):
    """A constant that the text of the equations defines; it is not repeated among the fixture's values."""
    return Leaf(array, kind="constant")


def given(array):
    """A constant whose value in the text is replaced by the one among the fixture's values."""
    return Leaf(array, kind="given")


class Draw:
    """Seeded values for one case. B is None for a case that is fed without a batch."""

    def __init__(self, name, T, B, lengths):
        self.random = numpy.random.default_rng(zlib.crc32(name.encode()))
        self.T, self.B, self.lengths = T, B, lengths

    def normal(self, *shape, scale=0.8):
        return scale * self.random.standard_normal(shape)

    def matrix(self, rows, columns, scale=0.6):
        return parameter(self.normal(rows, columns, scale=scale))

    def column(self, n, scale=0.6):
        return parameter(self.normal(n, scale=scale))

    def sequence(self, n, values=None, batch=True):
        """values(*shape): how to draw; steps behind an example's end are filled with junk that must not be seen."""
        batch = batch and self.B is not None
        shape = (self.T, self.B, n) if batch else (self.T, n)
        array = self.normal(*shape, scale=1.0) if values is None else values(*shape)
        if batch and self.lengths:
            for e, length in enumerate(self.lengths):
                array[length:, e] = self.normal(self.T - length, n, scale=50.0)
        return Leaf(array, "tb" if batch else "t", kind="sequence")

    def input(self, n, values=None, batch=True):
        batch = batch and self.B is not None
        shape = (self.B, n) if batch else (n,)
        array = self.normal(*shape, scale=1.0) if values is None else values(*shape)
        return Leaf(array, "b" if batch else "", kind="input")

    def bits(self, *shape):
        return self.random.integers(0, 2, shape).astype(numpy.float64)

    def signs(self, *shape):
        return 2.0 * self.bits(*shape) - 1.0

    def numbers_to(self, count):
        """Whole numbers from 1 to count, for `sequence` and `input`."""
        return lambda *shape: self.random.integers(1, count + 1, shape).astype(numpy.float64)

    def one_hot(self, *shape):
        return numpy.eye(shape[-1])[self.random.integers(0, shape[-1], shape[:-1])]

    def uniform(self, *shape):
        return self.random.uniform(0.2, 1.8, shape)


class Node:
    """The values of one name. Steps count from 1; what is kept outside 1..T is a border and is not reported."""

    def __init__(self, net, name, axes, padding=None):
        self.net, self.name, self.axes, self.padding, self.at = net, name, axes, padding, {}

    def key(self, key):
        key = key if isinstance(key, tuple) else (key,)
        if len(key) == 2:
            t, e = key
            return {"tb": (t, e), "t": (t,), "b": (e,), "": ()}[self.axes]
        if key == () or self.axes == "":
            return ()
        if self.axes == "tb":
            raise KeyError(f"{self.name} needs a step and an example")
        return key

    def __getitem__(self, key):
        return self.at[self.key(key)]

    def __setitem__(self, key, value):
        key = self.key(key)
        if key in self.at:
            raise KeyError(f"{self.name} has a value at {key} already")
        if not torch.is_tensor(value):
            value = torch.tensor(value)
        if self.inside(key):
            nudge = self.net.nudge
            if nudge and nudge[:2] == (self.name, key):
                change = torch.zeros_like(value).reshape(-1)
                change[nudge[2]] = nudge[3]
                value = value + change.reshape(value.shape)
            value = value.clone() if value.requires_grad else value.detach().clone().requires_grad_()
        self.at[key] = value

    def inside(self, key):
        """Is this a real step of the example (not a border, not padding)?"""
        if "t" not in self.axes:
            return True
        return 1 <= key[0] <= self.net.length(key[1] if self.axes == "tb" else None)

    def nested(self, pick):
        """Nested arrays [T][B][...]; pick(key) gives the innermost array."""
        batch = list(self.net.examples)
        if self.axes == "tb":
            rows = [[pick((t, e)) for e in batch] for t in range(1, self.net.T + 1)]
            return rows if self.net.batched else [row[0] for row in rows]
        if self.axes == "t":
            return [pick((t,)) for t in range(1, self.net.T + 1)]
        if self.axes == "b":
            return [pick((e,)) for e in batch] if self.net.batched else pick((0,))
        return pick(())


class Net:
    """One run of a case. `nudge` = (name, key, flat index, amount) disturbs one entry of one named value."""

    def __init__(self, leaves, lengths=None, nudge=None):
        self.nodes, self.nudge, self.lengths = {}, nudge, lengths
        self.inputs = {name for name, leaf in leaves.items() if leaf.kind in ("input", "sequence")}
        batches = {leaf.array.shape[leaf.axes.index("b")] for leaf in leaves.values() if "b" in leaf.axes}
        times = {leaf.array.shape[0] for leaf in leaves.values() if "t" in leaf.axes}
        assert len(batches) <= 1 and len(times) <= 1
        self.batched = bool(batches)
        self.B = batches.pop() if batches else 1
        self.T = times.pop() if times else None
        self.examples = range(self.B)
        for name, leaf in leaves.items():
            node = self.node(name, leaf.axes)
            if leaf.axes == "":
                node[()] = torch.tensor(leaf.array)
            elif leaf.axes == "b":
                for e in self.examples:
                    node[e] = torch.tensor(leaf.array[e])
            elif leaf.axes == "t":
                for t in range(1, self.T + 1):
                    node[t] = torch.tensor(leaf.array[t - 1])
            else:
                for e in self.examples:
                    for t in self.steps(e):
                        node[t, e] = torch.tensor(leaf.array[t - 1, e])

    def length(self, e=None):
        return self.T if e is None or not self.lengths else self.lengths[e]

    def steps(self, e=None):
        return range(1, self.length(e) + 1)

    def node(self, name, axes="tb", padding=None):
        """`padding`: what is expected behind an example's end; None says nothing about it."""
        assert name not in self.nodes
        self.nodes[name] = Node(self, name, axes, padding)
        return self.nodes[name]

    def rename(self, name, node):
        """A second name for the same values, and so for the same gradients."""
        self.nodes[name] = node
        return node

    def value(self, name, tensor):
        """A named value without time and batch; gives back the value that later expressions have to use."""
        node = self.node(name, "")
        node[()] = tensor
        return node[()]

    def __getitem__(self, names):
        """Leaves by name: a tensor where there is neither time nor batch, else the node."""
        found = [self.nodes[name] for name in names.split()]
        found = [node[()] if node.name not in self.inputs else node for node in found]
        return found[0] if len(found) == 1 else found

    def positions(self, *nodes):
        """For each example the keys at which a loss looks: its real steps, or the example itself."""
        timed = any("t" in node.axes for node in nodes)
        return [[(t, e) for t in self.steps(e)] if timed else [(e,)] for e in self.examples]


def build(case, nudge=None):
    net = Net(case.leaves, case.lengths, nudge)
    case.run(net)
    return net


class Case:
    def __init__(self, name, source, equations, leaves, run, lengths, skip_difference):
        self.name, self.source, self.equations = name, source, equations.strip("\n") + "\n"
        self.leaves, self.run, self.lengths = leaves, run, lengths
        self.skip_difference = set(skip_difference)


CASES = []


def case(name, source, equations, T=5, B=3, lengths=None, skip_difference=()):
    """Decorates a function of a Draw that gives back (leaves, run). `skip_difference`: names that a central difference
    cannot judge (what stands before a step or a stopGradient)."""

    def register(define):
        leaves, run = define(Draw(name, T, B, lengths))
        CASES.append(Case(name, source, equations, leaves, run, lengths, skip_difference))
        return define

    return register


def gradients_of(net):
    """{name: {key: gradient of the loss}} for every named value at every real step."""
    keys = [(name, key) for name, node in net.nodes.items() for key in node.at if node.inside(key)]
    loss = net.nodes["loss"][()]
    found = torch.autograd.grad(loss, [net.nodes[name].at[key] for name, key in keys], allow_unused=True)
    gradients = {name: {} for name in net.nodes}
    for (name, key), gradient in zip(keys, found):
        value = net.nodes[name].at[key]
        gradients[name][key] = torch.zeros_like(value) if gradient is None else gradient
    return gradients


def check_by_differences(case, net, gradients, entries=2):
    """Central differences at a few entries of every name. At a kink the gradient has to lie between the two sides."""
    random = numpy.random.default_rng(zlib.crc32(case.name.encode()) + 1)
    base = net.nodes["loss"][()].item()
    checked = 0
    for name, at in gradients.items():
        if name in case.skip_difference or not at:
            continue
        node, keys = net.nodes[name], sorted(at)
        for _ in range(entries):
            key = keys[random.integers(len(keys))]
            flat = at[key].reshape(-1)
            index = int(random.integers(flat.numel()))
            size = 1e-5 * min(10.0, max(1.0, abs(node.at[key].reshape(-1)[index].item())))
            above = build(case, (node.name, key, index, size)).nodes["loss"][()].item()
            below = build(case, (node.name, key, index, -size)).nodes["loss"][()].item()
            found, left, right = flat[index].item(), (base - below) / size, (above - base) / size
            slack = 2e-7 * max(1.0, abs(found), abs(base))
            low, high = sorted((left, right))
            smooth = high - low < 1e-2 * max(1.0, abs(found), abs(base))
            central = (above - below) / (2 * size)
            good = abs(found - central) <= slack if smooth else low - 1e-3 <= found <= high + 1e-3
            if not good:
                where = f"{case.name}: d loss/d {name}{key}[{index}]"
                raise AssertionError(f"{where}: autograd {found!r}, difference {central!r} ({left!r}, {right!r})")
            checked += 1
    return checked


def fed_values(case):
    values = {}
    for name, leaf in case.leaves.items():
        if leaf.kind == "constant":
            continue
        data = leaf.array.tolist()
        values[name] = {"data": data, "lengths": case.lengths} if leaf.axes == "tb" and case.lengths else data
    return values


def finite(name, nested):
    if isinstance(nested, list):
        for part in nested:
            finite(name, part)
    elif nested is not None and not numpy.isfinite(nested):
        raise AssertionError(f"{name}: {nested}")


def fixture(case):
    net = build(case)
    gradients = gradients_of(net)
    checked = check_by_differences(case, net, gradients)
    values, expected = {}, {}
    for name, node in net.nodes.items():
        shape = next(iter(gradients[name].values())).shape
        values[name] = node.nested(lambda key: node.at[key].tolist() if node.inside(key) else node.padding)
        expected[name] = node.nested(lambda key: gradients[name].get(key, torch.zeros(shape)).tolist())
        finite(f"{case.name} {name}", values[name])
        finite(f"{case.name} gradient of {name}", expected[name])
    return {
        "name": case.name,
        "source": case.source,
        "equations": case.equations,
        "values": fed_values(case),
        "expected": {"loss": net.nodes["loss"][()].item(), "values": values, "gradients": expected},
    }, checked


def write(folder, content):
    """One name a line, so that a change of a fixture can be read."""

    def lines(content, indent):
        pad = " " * indent
        parts = []
        for name, value in content.items():
            deep = isinstance(value, dict) and "lengths" not in value and value
            text = lines(value, indent + 2) if deep else json.dumps(value, ensure_ascii=False, allow_nan=False)
            parts.append(f"{pad}  {json.dumps(name, ensure_ascii=False)}: {text}")
        return "{\n" + ",\n".join(parts) + f"\n{pad}}}"

    path = os.path.join(FIXTURES, folder, content["name"] + ".json")
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "w", encoding="utf-8") as file:
        file.write(lines(content, 0) + "\n")
