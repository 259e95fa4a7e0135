"""Reading a table of teams or people that somebody typed: every fault is a sentence with its line."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from django.utils.translation import gettext as _

from takehold.people.facts import Unreadable

MOST_ROWS = 200_000
MOST_SENTENCES = 50


@dataclass(slots=True)
class Faults:
    """The sentences gathered while reading. ``stop`` raises them, so that nothing is kept of a faulty file."""

    sentences: list[str] = field(default_factory=list)

    def add(self, line: int, text: str) -> None:
        """Note what is wrong in a line."""
        self.sentences.append(_("Line %(line)d: %(text)s") % {"line": line, "text": text})

    def stop(self) -> None:
        """Raise if anything was noted."""
        if not self.sentences:
            return
        shown = self.sentences[:MOST_SENTENCES]
        more = len(self.sentences) - len(shown)
        if more:
            shown.append(_("And %(more)d more lines with faults.") % {"more": more})
        raise Unreadable(tuple(shown))


def rows_of(text: str, *, needed: Sequence[str], known: Sequence[str]) -> list[tuple[int, dict[str, str]]]:
    """Rows with their line numbers; comma, semicolon or tab between cells; the header in any case and order."""
    text = text.lstrip("\ufeff")
    if "\x00" in text:
        raise Unreadable((_("This is not a text file. Save the sheet as CSV and try again."),))
    head = text.split("\n", 1)[0]
    delimiter = max(",;\t", key=head.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    try:
        header = [name.strip().casefold() for name in next(reader, [])]
        _check_header(header, needed, known)
        rows: list[tuple[int, dict[str, str]]] = []
        faults = Faults()
        for cells in reader:
            if not any(cell.strip() for cell in cells):
                continue
            if len(cells) > len(header):
                faults.add(reader.line_num, _("it has more cells than the first line has names."))
                continue
            values = dict(zip(header, (cell.strip() for cell in cells), strict=False))
            rows.append((reader.line_num, {name: values.get(name, "") for name in known}))
            if len(rows) > MOST_ROWS:
                raise Unreadable((_("The file has more than %(most)d lines.") % {"most": MOST_ROWS},))
    except csv.Error as error:
        raise Unreadable(
            (_("Line %(line)d cannot be read: %(error)s.") % {"line": reader.line_num, "error": error},)
        ) from None
    faults.stop()
    return rows


def _check_header(header: Sequence[str], needed: Sequence[str], known: Sequence[str]) -> None:
    missing = [name for name in needed if name not in header]
    names = {"found": ", ".join(header) or "-", "allowed": ", ".join(known)}
    if missing:
        names["missing"] = ", ".join(missing)
        raise Unreadable(
            (_("The column %(missing)s is missing. Found: %(found)s. Known: %(allowed)s.") % names,)
        )
    strange = [name for name in header if name not in known]
    if strange:
        names["strange"] = ", ".join(name or "?" for name in strange)
        raise Unreadable((_("The column %(strange)s is not known. Known: %(allowed)s.") % names,))
    if len(set(header)) != len(header):
        raise Unreadable((_("A column stands there twice: %(found)s.") % names,))


def day_of(text: str, line: int, faults: Faults) -> date | None:
    """An ISO date, or None for an empty cell and, with a sentence noted, for anything else."""
    if not text:
        return None
    try:
        found = date.fromisoformat(text)
    except ValueError:
        faults.add(line, _("“%(text)s” is not a date. Write it as 2026-03-09.") % {"text": text[:40]})
        return None
    if not 1900 <= found.year <= 2200:
        faults.add(line, _("The year of %(text)s is not between 1900 and 2200.") % {"text": text})
        return None
    return found


def dates_of(row: dict[str, str], line: int, faults: Faults) -> tuple[date, date | None]:
    """The first day (since ever where empty) and the day it ended, if it did."""
    start = day_of(row["from"], line, faults) or date(1900, 1, 1)
    end = day_of(row["to"], line, faults)
    if end is not None and end <= start:
        faults.add(line, _("It ends on %(end)s, before it begins.") % {"end": end.isoformat()})
    return start, end


def too_long(text: str, most: int, line: int, faults: Faults) -> str:
    """The text, with a sentence noted where it is longer than can be kept."""
    if len(text) > most:
        faults.add(
            line, _("“%(text)s…” is longer than %(most)d characters.") % {"text": text[:30], "most": most}
        )
    return text[:most]
