"""Writes every fixture: /usr/bin/python3 tests/reference/generate.py [part of a name]"""

import importlib
import os
import sys

sys.dont_write_bytecode = True

import net  # noqa: E402
import train_trajectories  # noqa: E402

HERE = os.path.dirname(os.path.abspath(__file__))


def write_cases(part):
    for file in sorted(os.listdir(os.path.join(HERE, "cases"))):
        if file.endswith(".py"):
            importlib.import_module("cases." + file[:-3])
    names = [case.name for case in net.CASES]
    assert len(names) == len(set(names)), "two cases of one name"
    for case in net.CASES:
        if part in case.name:
            content, checked = net.fixture(case)
            net.write("eval", content)
            print(f"{case.name}: loss {content['expected']['loss']:.6g}, {checked} gradients agree with differences")
    return names


def report_leftovers(folder, names):
    for file in sorted(os.listdir(os.path.join(net.FIXTURES, folder))):
        if file.removesuffix(".json") not in names:
            print(f"no case writes {folder}/{file} any more: remove it")


def main():
    part = sys.argv[1] if len(sys.argv) > 1 else ""
    report_leftovers("eval", write_cases(part))
    report_leftovers("train", train_trajectories.write_all(part))


main()
