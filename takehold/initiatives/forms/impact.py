"""The impact sheet as a page: a line a group, and groups that are ticked to be added."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Final

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy
from django.utils.translation import pgettext_lazy

from takehold.initiatives.facts import ASPECTS, AffectedGroup, GroupKind, ImpactInput, ImpactSheet

NOTHING: Final = (0,) * len(ASPECTS)
ASPECT_WORDS: Final[Mapping[str, Promise]] = {
    "process": lazy("Process"),
    "tool": lazy("Tool"),
    "role": lazy("Role"),
    "place": lazy("Place"),
    "skills": lazy("Skills"),
    "reporting": lazy("Reporting line"),
}
LEVEL_WORDS: Final = (pgettext_lazy("how much", "none"), lazy("a little"), lazy("a lot"), lazy("all of it"))
KIND_WORDS: Final[Mapping[GroupKind, Promise]] = {
    GroupKind.TEAM: lazy("this team"),
    GroupKind.PLACE: lazy("with all teams below"),
    GroupKind.JOB: lazy("a job, across teams"),
}


@dataclass(slots=True)
class Line:
    """One line as typed, with what is wrong with it."""

    said: ImpactInput
    name: str
    people: str = ""
    day: str = ""
    errors: list[str] = field(default_factory=list)

    @property
    def cells(self) -> list[tuple[str, Promise, int]]:
        """Each aspect, its word, and how much."""
        return [
            (name, ASPECT_WORDS[name], level) for name, level in zip(ASPECTS, self.said.levels, strict=True)
        ]

    @property
    def kind(self) -> Promise:
        """What kind of group it is."""
        return KIND_WORDS[self.said.kind]


@dataclass(slots=True)
class Typed:
    """The whole page as typed: what stays, and what is added."""

    lines: list[Line]
    problem: str = ""

    @property
    def good(self) -> bool:
        """Whether every line can be kept."""
        return not self.problem and not any(line.errors for line in self.lines)

    def inputs(self) -> list[ImpactInput]:
        """The lines to keep."""
        return [line.said for line in self.lines]


def lines_of(sheet: ImpactSheet) -> list[Line]:
    """The sheet as it stands."""
    return [_shown(each) for each in sheet.groups]


def _shown(each: AffectedGroup) -> Line:
    day = each.said.from_on.isoformat() if each.said.from_on else ""
    return Line(each.said, each.name, each.people, day)


def typed(
    posted: Mapping[str, str],
    ticked: Mapping[str, Sequence[str]],
    sheet: ImpactSheet,
    names: Mapping[int, str],
    above: Collection[int] = (),
) -> Typed:
    """What was typed, held against the sheet as it was shown. ``ticked``: ``teams`` and ``jobs`` to be added.

    A team of ``above`` has teams below it, and is added with all of them.
    """
    lines = [
        _line(posted, number, each)
        for number, each in enumerate(sheet.groups)
        if f"gone-{number}" not in posted
    ]
    like = _like(posted.get("like", ""), sheet, posted)
    as_team = posted.get("as") == GroupKind.TEAM
    there = {line.said.group for line in lines}
    new = [
        replace(
            like,
            kind=GroupKind.PLACE if int(team) in above and not as_team else GroupKind.TEAM,
            team_id=int(team),
            job="",
        )
        for team in ticked.get("teams", ())
        if team.isdecimal()
    ]
    new += [replace(like, kind=GroupKind.JOB, team_id=None, job=job) for job in ticked.get("jobs", ())]
    for each in new:
        if each.group not in there:
            there.add(each.group)
            day = each.from_on.isoformat() if each.from_on else ""
            lines.append(Line(each, each.job or names.get(each.team_id or 0, ""), day=day))
    return Typed(lines)


def _like(text: str, sheet: ImpactSheet, posted: Mapping[str, str]) -> ImpactInput:
    """The line whose levels, day and note new groups begin with."""
    if text.isdecimal() and int(text) < len(sheet.groups):
        return _line(posted, int(text), sheet.groups[int(text)]).said
    return ImpactInput(GroupKind.TEAM, None, "", NOTHING)


def _line(posted: Mapping[str, str], number: int, each: AffectedGroup) -> Line:
    """One line of the page; what was not sent stays as it was."""
    line, errors = _shown(each), []
    levels = []
    for aspect, was in zip(ASPECTS, each.said.levels, strict=True):
        text = posted.get(f"{aspect}-{number}", str(was))
        good = text in ("0", "1", "2", "3")
        levels.append(int(text) if good else was)
        if not good:
            errors.append(_("How much is one of: none, a little, a lot, all of it."))
    day = posted.get(f"from-{number}", line.day).strip()
    from_on = each.said.from_on
    try:
        from_on = date.fromisoformat(day) if day else None
    except ValueError:
        errors.append(_("“{text}” is not a day. Write it as 2026-03-09.").format(text=day[:40]))
    note = posted.get(f"note-{number}", each.said.note).strip()
    said = replace(each.said, levels=tuple(levels), from_on=from_on, note=note)
    return Line(said, each.name, each.people, day, errors)


def numbers(names: Iterable[str]) -> list[tuple[int, str]]:
    """Lines by number, to choose one from."""
    return list(enumerate(names))


class SheetFileForm(forms.Form):
    """A sheet that was filled in elsewhere."""

    file = forms.FileField(label=lazy("File (CSV or XLSX)"))
    only = forms.BooleanField(
        label=lazy("Take out groups that are not in the file"),
        required=False,
        help_text=lazy("Otherwise they stay as they are; groups in the file are changed or added."),
    )

    def content(self) -> tuple[bytes, str]:
        """What the file holds, and its name."""
        file: UploadedFile = self.cleaned_data["file"]
        return file.read(6 * 1024 * 1024), file.name or ""
