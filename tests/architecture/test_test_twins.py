"""Each module that decides something has its twin."""

from __future__ import annotations

from .house import PACKAGE, modules

PLAIN = {"__init__", "facts", "models", "apps", "urls", "settings", "wsgi"}


def test_every_deciding_module_of_the_methods_has_a_twin() -> None:
    missing = []
    for path in modules():
        room = path.relative_to(PACKAGE).parts[0]
        if room not in {
            "analysis",
            "simulation",
            "evidence",
            "ledger",
            "audit",
            "people",
            "initiatives",
            "gather",
        }:
            continue
        if path.stem in PLAIN:
            continue
        inside = path.relative_to(PACKAGE / room)
        names = {
            f"test_{path.stem}.py",
            f"test_{'_'.join(inside.with_suffix('').parts)}.py",
            f"test_{inside.parts[0].removesuffix('.py')}.py",
        }
        if not any((PACKAGE / room / "tests" / name).exists() for name in names):
            missing.append(str(path.relative_to(PACKAGE)))
    assert missing == []
