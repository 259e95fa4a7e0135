"""The named fields of a Word template that somebody brought, looked for in a throw-away process."""

from __future__ import annotations

import tempfile
from dataclasses import replace
from pathlib import Path
from typing import Final

from takehold.evidence.limits import DEFAULT_LIMITS, MIB, Refused
from takehold.evidence.sandbox import run, workshop

LIMITS: Final = replace(
    DEFAULT_LIMITS, upload=4 * MIB, unpacked=64 * MIB, unpacked_floor=16 * MIB, members=500, cpu=10
)


def paper_fields(content: bytes, name: str) -> tuple[str, ...]:
    """Names that stand in double braces in a Word document (.docx), each once, in the order of the document.

    Word splits what was typed in one go into runs: a name is found all the same.

    Raises:
        Refused: no Word document, or one with macros, embedded objects, a DTD, links to what lies outside, or that
            unfolds to far more than it weighs.
    """
    if len(content) > LIMITS.upload:
        raise Refused("The template is larger than 4 MB. Make its pictures smaller.")
    with workshop() as scratch, tempfile.NamedTemporaryFile() as file:
        file.write(content)
        file.flush()
        found = run("fields", [Path(file.name)], {"name": Path(name).name}, scratch, limits=LIMITS)
    return tuple(str(each) for each in found["fields"])
