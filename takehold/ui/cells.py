"""Cells of files that people open in a spreadsheet: text stays text, whoever wrote it."""

from __future__ import annotations

from typing import Final

ACTIVE: Final = ("=", "+", "-", "@", "\t", "\r", "\n", "\0", "＝", "＋", "－", "＠")
"""What a formula begins with, after OWASP, full-width forms too."""


def harmless(cell: str) -> str:
    """A cell that would begin a formula, blanks before it or not, gets an apostrophe in front; NUL is taken out."""
    clean = cell.replace("\0", "")
    return (
        f"'{clean}"
        if clean.startswith(ACTIVE) or clean.lstrip().startswith(ACTIVE) or cell != clean
        else clean
    )
