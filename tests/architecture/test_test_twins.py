"""Each module that decides something is exercised by a test beside it.

By its own name, by its package's, or, where a module was split to stay small, by the one it was split from.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from .house import PACKAGE, ROOMS, imported, modules

PLAIN = {"__init__", "facts", "models", "apps", "urls", "settings", "wsgi"}


def dotted_name(path: Path) -> str:
    """The import name of a module of the package."""
    return ".".join(("takehold", *path.relative_to(PACKAGE).with_suffix("").parts))


def reached_by_tests(room: str) -> set[str]:
    """Dotted names that the tests of a room import."""
    return {name for path in (PACKAGE / room / "tests").rglob("*.py") for name in imported(path)}


@pytest.mark.parametrize("room", sorted(set(ROOMS) - {"config", "ui", "overview"}))
def test_every_deciding_module_has_a_test_beside_it(room: str) -> None:
    direct = reached_by_tests(room)
    split = {name for path in modules() if dotted_name(path) in direct for name in imported(path)}
    reached = direct | split
    missing = []
    for path in modules():
        inside = path.relative_to(PACKAGE)
        if inside.parts[0] != room or path.stem in PLAIN:
            continue
        dotted = dotted_name(path)
        package = ".".join(dotted.split(".")[:3])
        twin = (PACKAGE / room / "tests" / f"test_{path.stem}.py").exists()
        if not (twin or dotted in reached or package in reached):
            missing.append(str(inside))
    assert missing == []
