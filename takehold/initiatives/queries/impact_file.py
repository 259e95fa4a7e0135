"""The impact sheet as rows of a spreadsheet, and such rows as lines of the sheet again."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from django.utils.translation import gettext as _

from takehold.evidence.sheets import SheetRow, SheetText
from takehold.initiatives.facts import ASPECTS, GroupKind, HowMuch, ImpactInput, ImpactSheet
from takehold.initiatives.queries.impact import LONGEST_NOTE
from takehold.people import queries as people
from takehold.people.facts import TeamFact, Unreadable, Viewer
from takehold.people.queries.jobs import jobs
from takehold.ui.cells import ACTIVE

COLUMNS: Final = ("kind", "group", *ASPECTS, "from", "note")
NEEDED: Final = ("kind", "group")
LEVELS: Final = {"": 0, "none": 0, "a little": 1, "a lot": 2, "all of it": 3, "0": 0, "1": 1, "2": 2, "3": 3}
WORDS: Final = ("none", "a little", "a lot", "all of it")
DAY: Final = re.compile(r"(\d{4}-\d{2}-\d{2})(?:[ T]00:00:00)?")
MOST_SENTENCES: Final = 50


def rows_of(sheet: ImpactSheet, teams: Sequence[TeamFact]) -> list[tuple[str, ...]]:
    """Heading and rows. A team stands by its name, or by its key where two have that name."""
    names = Counter(team.name for team in teams)
    keys = {team.id: team.key for team in teams}
    rows: list[tuple[str, ...]] = [COLUMNS]
    for each in sheet.groups:
        line = each.said
        name = line.job if line.kind is GroupKind.JOB else each.name
        if line.team_id is not None and names[each.name] != 1:
            name = keys.get(line.team_id, each.name)
        levels = (WORDS[level] for level in line.levels)
        rows.append(
            (line.kind.value, name, *levels, line.from_on.isoformat() if line.from_on else "", line.note)
        )
    return rows


@dataclass(frozen=True, slots=True)
class _Known:
    by_key: Mapping[str, int]
    by_name: Mapping[str, tuple[int, ...]]
    jobs: Mapping[str, str]


def lines_of(text: SheetText, *, viewer: Viewer) -> tuple[ImpactInput, ...]:
    """The rows as lines of the sheet.

    Raises:
        Unreadable: with a sentence for each line that does not fit; then nothing is taken.
    """
    header = [name.strip().casefold() for name in text.columns]
    faults = _header_faults(header)
    if faults:
        raise Unreadable(tuple(faults))
    known = _known(viewer)
    found: list[ImpactInput] = []
    first: dict[tuple[str, int | None, str], int] = {}
    for row in text.rows:
        cells = dict(zip(header, (_plain(cell) for cell in row.cells), strict=False))
        if not row.broken and not any(cells.values()):
            continue
        line = _line(row, cells, known, faults)
        if line is None:
            continue
        if line.group in first:
            faults.append(
                _at(
                    row,
                    _("this group stands in line {line} already. Keep one of the two.").format(
                        line=first[line.group]
                    ),
                )
            )
        first.setdefault(line.group, row.line)
        found.append(line)
    if not found and not faults:
        faults.append(_("There is no line below the heading."))
    if faults:
        more = len(faults) - MOST_SENTENCES
        told = faults[:MOST_SENTENCES]
        raise Unreadable(
            (*told, *([_("And %(more)d more lines with faults.") % {"more": more}] if more > 0 else []))
        )
    return tuple(found)


def _header_faults(header: Sequence[str]) -> list[str]:
    allowed = {"found": ", ".join(header) or "-", "allowed": ", ".join(COLUMNS)}
    missing = [name for name in NEEDED if name not in header]
    if missing:
        return [
            _("The column %(missing)s is missing. Found: %(found)s. Known: %(allowed)s.")
            % {**allowed, "missing": ", ".join(missing)}
        ]
    strange = [name for name in header if name not in COLUMNS]
    if strange:
        return [
            _("Nobody knows what to do with the column {name}. Take it out; known are: {allowed}.").format(
                name=", ".join(strange), allowed=allowed["allowed"]
            )
        ]
    return []


def _known(viewer: Viewer) -> _Known:
    teams = people.sight(viewer=viewer).teams
    by_name: dict[str, tuple[int, ...]] = {}
    for team in teams:
        name = team.name.casefold()
        by_name[name] = (*by_name.get(name, ()), team.id)
    held = {job.name.casefold(): job.name for job in jobs(viewer=viewer)}
    return _Known({team.key.casefold(): team.id for team in teams}, by_name, held)


def _line(row: SheetRow, cells: Mapping[str, str], known: _Known, faults: list[str]) -> ImpactInput | None:
    before = len(faults)
    if row.broken:
        faults.append(_at(row, row.broken))
        return None
    kind = cells["kind"].casefold()
    if kind not in set(GroupKind):
        faults.append(
            _at(row, _("the kind “{kind}” is not known. Write team, place or job.").format(kind=kind[:40]))
        )
        return None
    team, job = _group(row, GroupKind(kind), cells["group"], known, faults)
    levels = tuple(_level(row, aspect, cells.get(aspect, ""), faults) for aspect in ASPECTS)
    from_on = _day(row, cells.get("from", ""), faults)
    note = cells.get("note", "")
    if len(note) > LONGEST_NOTE or "\n" in note:
        faults.append(_at(row, _("the note is one line of at most {n} letters.").format(n=LONGEST_NOTE)))
    return ImpactInput(GroupKind(kind), team, job, levels, from_on, note) if len(faults) == before else None


def _group(
    row: SheetRow, kind: GroupKind, name: str, known: _Known, faults: list[str]
) -> tuple[int | None, str]:
    wanted = name.casefold()
    if kind is GroupKind.JOB:
        if wanted not in known.jobs:
            faults.append(
                _at(
                    row,
                    _("nobody has the job “{name}”. Write it as in the file of people.").format(
                        name=name[:80]
                    ),
                )
            )
        return None, known.jobs.get(wanted, "")
    found = (known.by_key[wanted],) if wanted in known.by_key else known.by_name.get(wanted, ())
    if len(found) > 1:
        faults.append(
            _at(
                row,
                _("{n} teams are called “{name}”. Write the key of the one you mean.").format(
                    n=len(found), name=name[:80]
                ),
            )
        )
    if not found:
        faults.append(
            _at(
                row,
                _("there is no team “{name}”. Write its name or key as under Teams.").format(name=name[:80]),
            )
        )
    return (found[0] if found else None), ""


def _level(row: SheetRow, aspect: str, text: str, faults: list[str]) -> int:
    level = LEVELS.get(text.casefold())
    if level is None:
        faults.append(
            _at(
                row,
                _("“{text}” under {column} is not known. Write none, a little, a lot or all of it.").format(
                    text=text[:40], column=aspect
                ),
            )
        )
    return HowMuch(level or 0).value


def _day(row: SheetRow, text: str, faults: list[str]) -> date | None:
    if not text:
        return None
    found = DAY.fullmatch(text)
    try:
        return date.fromisoformat(found[1] if found else text)
    except ValueError:
        faults.append(_at(row, _("“{text}” is not a day. Write it as 2026-03-09.").format(text=text[:40])))
        return None


def _plain(cell: str) -> str:
    """Without the apostrophe that stands before a cell so that no program takes it for a formula."""
    text = cell.strip()
    return text[1:] if text.startswith("'") and text[1:].lstrip().startswith(ACTIVE) else text


def _at(row: SheetRow, text: str) -> str:
    return _("Line %(line)d: %(text)s") % {"line": row.line, "text": text}
