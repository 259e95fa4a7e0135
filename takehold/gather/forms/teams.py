"""Which team each label means: one text field with suggestions a label, or “outside”."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from takehold.people.facts import LabelMatch, TeamFact

A_PAGE = 40


@dataclass(frozen=True, slots=True)
class LabelRow:
    """One label on the page. ``kept``: the tick that a match found by name is right."""

    index: int
    match: LabelMatch
    typed: str
    outside: bool
    kept: bool
    error: str = ""


@dataclass(frozen=True, slots=True)
class Choice:
    """What was decided for a label: a team, or outside (None)."""

    label: str
    team_id: int | None


def rows(matches: Sequence[LabelMatch]) -> list[LabelRow]:
    """The page as it opens: exact matches are ticked, suggested ones wait for a yes."""
    return [
        LabelRow(
            index=i,
            match=match,
            typed=match.team_name,
            outside=match.how == "outside",
            kept=match.how in ("exact", "chosen"),
        )
        for i, match in enumerate(matches)
    ]


def read(
    posted: Mapping[str, str], matches: Sequence[LabelMatch], teams: Sequence[TeamFact]
) -> tuple[list[LabelRow], list[Choice]]:
    """What was posted: rows to show again with their errors, and the choices where all is well.

    A label without a tick, without “outside” and with its suggestion untouched stays open.
    """
    by_name = {team.name.casefold(): team for team in teams}
    by_name |= {team.key.casefold(): team for team in teams if team.key.casefold() not in by_name}
    shown: list[LabelRow] = []
    choices: list[Choice] = []
    for i, match in enumerate(matches):
        typed = posted.get(f"team-{i}", "").strip()
        outside, kept = f"outside-{i}" in posted, f"keep-{i}" in posted
        error = ""
        team = by_name.get(typed.casefold())
        if outside:
            choices.append(Choice(match.label, None))
        elif typed and team is None:
            error = _("There is no team called “%s”. Pick one from the list.") % typed
        elif team is not None and (kept or typed != match.team_name or match.how == "chosen"):
            choices.append(Choice(match.label, team.id))
        shown.append(LabelRow(i, match, typed, outside, kept, error))
    return shown, choices


@dataclass(frozen=True, slots=True)
class Group:
    """Labels of one kind: those on this page, how many there are in all, and how many come after these."""

    rows: tuple[LabelRow, ...]
    total: int
    after: int


def grouped(rows: Sequence[LabelRow], start: int = 0) -> dict[str, Group]:
    """Names that wait for a person, those found by their very name, those decided; ``A_PAGE`` of each from ``start``.

    What is not on the page is not in the form that comes back, and stays as it is.
    """
    groups: dict[str, list[LabelRow]] = {"waiting": [], "exact": [], "decided": []}
    for row in rows:
        how = row.match.how
        groups[
            "exact" if how == "exact" else "waiting" if how in ("open", "suggested") else "decided"
        ].append(row)
    found = {}
    for name, every in groups.items():
        shown = tuple(every[start : start + A_PAGE])
        found[name] = Group(shown, len(every), max(0, len(every) - start - len(shown)))
    return found


@dataclass(frozen=True, slots=True)
class MakingRow:
    """One label of which a team could be made; ``people`` as it was typed."""

    index: int
    match: LabelMatch
    ticked: bool
    people: str = ""
    error: str = ""


def making_rows(matches: Sequence[LabelMatch]) -> list[MakingRow]:
    """The page as it opens: every name without a team is ticked. Rows that name no team cannot become one."""
    return [
        MakingRow(i, match, ticked=match.how == "open")
        for i, match in enumerate(matches)
        if match.label.strip()
    ]


def read_making(
    posted: Mapping[str, str], matches: Sequence[LabelMatch]
) -> tuple[list[MakingRow], dict[str, int]]:
    """What was posted: rows to show again with their errors, and label -> people of those that were ticked.

    The number decides what may be shown of a team, so it is never guessed.
    """
    for_all = posted.get("people", "").strip()
    shown: list[MakingRow] = []
    sizes: dict[str, int] = {}
    for row in making_rows(matches):
        ticked, typed = f"make-{row.index}" in posted, posted.get(f"people-{row.index}", "").strip()
        text = typed or for_all
        error = ""
        if ticked and text.isascii() and text.isdigit() and len(text) < 6:
            sizes[row.match.label] = int(text)
        elif ticked:
            error = _("About how many people? Write a whole number.")
        shown.append(MakingRow(row.index, row.match, ticked, typed, error))
    return shown, sizes
