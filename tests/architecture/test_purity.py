"""Arrays in, verdicts out: analysis and simulation have no clock, no files and no randomness of their own."""

from __future__ import annotations

import ast

from .house import PACKAGE, modules

PURE = ("analysis", "simulation")
CLOCKS = {"now", "today", "utcnow", "time", "monotonic", "perf_counter"}
GLOBAL_RANDOM = {
    "seed",
    "rand",
    "randn",
    "randint",
    "random",
    "choice",
    "shuffle",
    "normal",
    "binomial",
    "poisson",
}


def calls(room: str) -> list[tuple[str, ast.Call]]:
    return [
        (f"{p.relative_to(PACKAGE)}:{node.lineno}", node)
        for p in modules()
        if p.relative_to(PACKAGE).parts[0] == room
        for node in ast.walk(ast.parse(p.read_text()))
        if isinstance(node, ast.Call)
    ]


def test_no_clock_is_read() -> None:
    read = [where for room in PURE for where, c in calls(room)
            if isinstance(c.func, ast.Attribute) and c.func.attr in CLOCKS
            and ast.unparse(c.func.value) in {"datetime", "date", "time", "datetime.datetime", "datetime.date"}]  # fmt: skip
    assert read == []


def test_no_file_is_opened() -> None:
    opened = [
        where
        for room in PURE
        for where, c in calls(room)
        if isinstance(c.func, ast.Name) and c.func.id == "open"
    ]
    assert opened == []


def test_randomness_is_passed_in() -> None:
    drawn = [where for room in PURE for where, c in calls(room)
             if isinstance(c.func, ast.Attribute) and c.func.attr in GLOBAL_RANDOM
             and ast.unparse(c.func.value) in {"np.random", "numpy.random", "random"}]  # fmt: skip
    assert drawn == []
