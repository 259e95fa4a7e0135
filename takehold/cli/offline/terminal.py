"""The terminal: errors in a sentence, a progress bar where somebody looks, columns that line up."""

from __future__ import annotations

import contextlib
import sys
import time
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from datetime import date

import click

from takehold.cli.offline.language import tell

SLOW_SECONDS = 2.0


class Misuse(click.ClickException):
    """Misuse or unreadable input: the sentence goes to standard error, the exit code is 2."""

    exit_code = 2


class Share(click.ParamType[float]):
    """A share above 0 and up to 1; whoever writes 90 is told that 90 % is 0.9."""

    name = "share"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> float:
        """The number, or a sentence."""
        try:
            share = float(str(value))
        except ValueError:
            share = 0.0
        if 0 < share <= 1:
            return share
        meant = share / 100 if 1 < share <= 100 else 0.9
        self.fail(
            tell(
                '"{value}" is not a share above 0 and up to 1. Write {share} for {percent} %.',
                value=str(value),
                share=f"{meant:g}",
                percent=f"{meant * 100:g}",
            ),
            param,
            ctx,
        )


class Day(click.ParamType[date]):
    """A day, written so that nobody can mix up day and month."""

    name = "day"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> date:
        """The day, or a sentence."""
        try:
            return date.fromisoformat(str(value))
        except ValueError:
            self.fail(
                tell(
                    '"{value}" is not a day written as year-month-day, such as 2026-01-31.', value=str(value)
                ),
                param,
                ctx,
            )


@contextlib.contextmanager
def progress(label: str) -> Iterator[Callable[[float], None] | None]:
    """What takes a share from 0 to 1 and draws a bar after two seconds; None where no terminal looks on."""
    if not sys.stderr.isatty():
        yield None
        return
    began = time.monotonic()
    bar = click.progressbar(length=1000, label=label, file=sys.stderr, show_eta=True)
    shown = False

    def at(share: float) -> None:
        nonlocal shown
        if not shown and time.monotonic() - began < SLOW_SECONDS:
            return
        shown = True
        bar.update(max(0, int(share * 1000) - bar.pos))

    try:
        yield at
    finally:
        if shown:
            bar.update(1000 - bar.pos)
            bar.render_finish()


def columns(rows: Sequence[Sequence[str]], right: frozenset[int] = frozenset()) -> list[str]:
    """Lines of a table whose columns line up; the last column is not padded. ``right``: aligned to the right."""
    widths = [max(_width(row[i]) for row in rows) for i in range(len(rows[0]))] if rows else []
    lines = []
    for row in rows:
        cells = []
        for place, cell in enumerate(row):
            gap = " " * (widths[place] - _width(cell))
            if place in right:
                cells.append(gap + cell)
            else:
                cells.append(cell if place == len(row) - 1 else cell + gap)
        lines.append("  ".join(cells).rstrip())
    return lines


def clean(text: str) -> str:
    """Text from a file without control characters, which could steer the terminal."""
    return "".join(c if unicodedata.category(c) not in ("Cc", "Cf", "Cs") else "�" for c in text)


def _width(text: str) -> int:
    return sum(
        0 if unicodedata.combining(c) else 2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text
    )
