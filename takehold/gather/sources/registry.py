"""Which systems can be connected: each folder beside this file that holds a ``connector``. Adding one adds a folder."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Sequence
from functools import cache
from pathlib import Path

from takehold.gather.sources.connecting import Connector


def kinds(folders: Sequence[str] = (str(Path(__file__).parent),)) -> tuple[str, ...]:
    """Names of the folders that hold a connector."""
    return tuple(
        sorted(
            each.name
            for each in pkgutil.iter_modules(folders)
            if each.ispkg and any((Path(one) / each.name / "connector.py").exists() for one in folders)
        )
    )


@cache
def connector(kind: str) -> Connector | None:
    """The connector of a kind; None where its folder was taken away."""
    if kind not in kinds():
        return None
    found: Connector = importlib.import_module(f"{__package__}.{kind}.connector").CONNECTOR
    return found


def connectors() -> tuple[Connector, ...]:
    """All of them."""
    return tuple(found for kind in kinds() if (found := connector(kind)) is not None)
