"""The same file names in every room: knowing one room is knowing all."""

from __future__ import annotations

import ast

import pytest

from .house import PACKAGE, ROOMS, docstring_lines, imported, modules

FREE = {
    "analysis",
    "simulation",
    "evidence",
    "ui",
    "cli",
    "config",
}  # rooms of methods and machinery name files freely
GRAMMAR = {"__init__", "models", "facts", "queries", "operations", "views", "forms", "urls", "api", "jobs", "apps",
           "migrations", "templates", "static", "templatetags", "tests", "sources", "disclosure", "playbook"}  # fmt: skip
NO_ROOM = {"utils", "util", "common", "core", "extras", "helpers", "helper", "misc", "lib"}


def test_every_room_is_known() -> None:
    found = {p.name for p in PACKAGE.iterdir() if p.is_dir() and (p / "__init__.py").exists()}
    assert found == set(ROOMS)


@pytest.mark.parametrize("room", sorted(set(ROOMS) - FREE))
def test_a_room_holds_only_what_the_grammar_names(room: str) -> None:
    inside = {p.stem for p in (PACKAGE / room).iterdir() if p.name != "__pycache__"}
    assert inside - GRAMMAR == set()


def test_nothing_is_called_after_what_it_is_not() -> None:
    named = {p.stem for p in modules()} | {p.parent.name for p in modules()}
    assert named & NO_ROOM == set()


@pytest.mark.parametrize("room", ROOMS)
def test_a_room_says_in_a_docstring_why_it_exists_and_nothing_else(room: str) -> None:
    text = (PACKAGE / room / "__init__.py").read_text()
    tree = ast.parse(text)
    assert ast.get_docstring(tree)
    assert docstring_lines(tree) == set(range(1, len(text.splitlines()) + 1))


def test_nobody_fetches_models_by_name_and_nobody_sends_signals() -> None:
    offenders = [
        str(p.relative_to(PACKAGE))
        for p in modules()
        if "get_model(" in p.read_text()
        or any(name.startswith("django.dispatch") for name in imported(p))
        or any(name.startswith("django.db.models.signals") for name in imported(p))
    ]
    assert offenders == []


def test_what_leaves_a_room_is_frozen_and_slotted() -> None:
    loose = []
    for path in PACKAGE.glob("*/facts.py"):
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.ClassDef):
                decorators = " ".join(ast.unparse(d) for d in node.decorator_list)
                if "dataclass" in decorators and not (
                    "frozen=True" in decorators and "slots=True" in decorators
                ):
                    loose.append(f"{path.parent.name}.{node.name}")
    assert loose == []
