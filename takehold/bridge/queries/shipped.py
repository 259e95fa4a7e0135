"""Reading what is shipped with the room as data files."""

from __future__ import annotations

import tomllib
from importlib import resources
from typing import Any


def read(folder: str, name: str) -> dict[str, Any]:
    """The file of that name, without its ending, in a folder of this room."""
    found = resources.files("takehold.bridge") / folder / f"{name}.toml"
    return tomllib.loads(found.read_text(encoding="utf-8"))
