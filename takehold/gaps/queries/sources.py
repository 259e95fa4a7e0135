"""What can be cited: each kind of source, looked at anew with the rights of whoever looks.

A figure is kept as it was seen, since it changes; what people wrote is read where it lies and never copied.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any, Final
from uuid import UUID

from django.utils import formats
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy
from django.utils.translation import ngettext

from takehold.gaps.facts import Source, SourceKind
from takehold.gaps.queries import cited_themes
from takehold.gaps.queries.rights import Change
from takehold.gather.disclosure import reading
from takehold.gather.facts.coverage import CoverageRow, Way
from takehold.gather.facts.disclosure import FigureFact, GroupFact, NotYet, Unheard
from takehold.gather.facts.notes import HEARSAY, NoteFact, ThemeFact
from takehold.gather.facts.says import SayFact
from takehold.gather.queries import coverage, notes, says, still_there, themes
from takehold.initiatives import queries as initiatives
from takehold.initiatives.facts import BehaviourStanding, Invalid, UnitStanding
from takehold.people import queries as people
from takehold.people.facts import NotFound, NotYours, Viewer
from takehold.ui import verdicts, wording
from takehold.ui.numbers import number

MOST_BYTES: Final = 2048
MOST_OFFERED: Final = 60
MOST_NAMED: Final = 100


def fingerprint(text: str) -> str:
    """The hash of what was seen."""
    return hashlib.sha256(text.encode()).hexdigest()


def look(*, viewer: Viewer, change: Change, kind: SourceKind, ref: str) -> Source:
    """The source as it is today, for a viewer who may read it. Raises ``NotYours``, also for what is of another change,
    ``Invalid`` for what cannot be cited."""
    reader = _READERS.get(kind)
    if reader is None:
        raise Invalid("ref", _("This kind of evidence is not offered."))
    try:
        return reader(viewer, change, ref)
    except (NotFound, NotYet, Unheard, ValueError, KeyError, StopIteration) as error:
        raise NotYours from error


def offered(
    *, viewer: Viewer, change: Change, kind: SourceKind, teams: frozenset[int] = frozenset()
) -> tuple[Source, ...]:
    """What of one kind this viewer may cite for this change and these teams, the nearest at hand first."""
    try:
        return tuple(_LISTS[kind](viewer, change, teams))[:MOST_OFFERED]
    except (Unheard, NotYours):
        return ()


def shortened(text: str) -> str:
    """At most 2 kB of it, cut at a whole letter."""
    raw = text.encode()
    return text if len(raw) <= MOST_BYTES else raw[: MOST_BYTES - 4].decode(errors="ignore") + "…"


def _figures(viewer: Viewer, change: Change, _teams: frozenset[int]) -> list[Source]:
    found = []
    for standing in initiatives.standings(viewer=viewer, slug=change.slug):
        if standing.verdict is None:
            continue
        found.append(of_unit(standing, None))
        units = sorted(standing.units, key=lambda each: (verdicts.need(each.verdict.verdict), each.unit))
        found += [of_unit(standing, each) for each in units]
    return found


def _figure(viewer: Viewer, change: Change, ref: str) -> Source:
    key, _slash, unit = ref.rpartition("/")
    standing = initiatives.standing(viewer=viewer, slug=change.slug, key=key)
    if standing.verdict is None:
        raise NotYours
    if unit == "0":
        return of_unit(standing, None)
    return of_unit(standing, next(each for each in standing.units if str(min(each.team_ids)) == unit))


def of_unit(standing: BehaviourStanding, unit: UnitStanding | None) -> Source:
    """How one group, or everybody together, stands with one behaviour."""
    if standing.verdict is None or standing.as_of is None:
        raise NotYours
    verdict = unit.verdict if unit is not None else standing.verdict.whole
    name = unit.unit if unit is not None else _("all together")
    told = wording.figure(f"{standing.behaviour.name} – {name}", verdict)
    on = unit.as_of if unit is not None else standing.as_of
    return Source(
        SourceKind.FIGURE,
        f"{standing.behaviour.key}/{min(unit.team_ids) if unit is not None else 0}",
        f"{name}: {standing.behaviour.name}"[:200],
        shortened(told),
        on,
        unit.team_ids if unit is not None else frozenset(),
    )


def _notes(viewer: Viewer, change: Change, _teams: frozenset[int]) -> list[Source]:
    heard = (*notes.heard(viewer=viewer, slug=change.slug), *notes.written(viewer=viewer))
    fit = {each.id: each for each in heard if each.slug == change.slug and each.text and not each.of_a_person}
    return [_of_note(each) for each in fit.values() if each.kind != HEARSAY]


def _note(viewer: Viewer, change: Change, ref: str) -> Source:
    found = notes.note(viewer=viewer, note_id=UUID(ref))
    if found.of_a_person:
        raise Invalid("ref", _("A note about a person is no evidence: causes are of the system."))
    if found.kind == HEARSAY:
        raise Invalid(
            "ref", _("What was only heard decides nothing. Cite its theme, once others speak of it too.")
        )
    if not found.text or found.slug != change.slug:
        raise NotYours
    return _of_note(found)


def _of_note(note: NoteFact) -> Source:
    label = ", ".join(part for part in (note.kind_words.capitalize(), note.team) if part)
    return Source(SourceKind.NOTE, str(note.id), label[:200], note.text, note.happened_on, copied=False)


def _says(viewer: Viewer, change: Change, _teams: frozenset[int]) -> list[Source]:
    rows = says.says(viewer=viewer, slug=change.slug, show="all", limit=MOST_OFFERED).rows
    return [_of_say(each) for each in rows if each.text]


def _say(viewer: Viewer, change: Change, ref: str) -> Source:
    found = says.say(viewer=viewer, say_id=UUID(ref))
    if not found.text or found.slug != change.slug:
        raise NotYours
    return _of_say(found)


def _of_say(say: SayFact) -> Source:
    """What was said, never by whom, and of no team: the team of a say is told to those who hear it."""
    return Source(
        SourceKind.SAID, str(say.id), say.kind_words.capitalize(), say.text, say.said_on, copied=False
    )


def _themes(viewer: Viewer, change: Change, _teams: frozenset[int]) -> list[Source]:
    return [of_theme(each) for each in themes.themes(viewer=viewer, slug=change.slug) if each.last]


def _theme(viewer: Viewer, change: Change, ref: str) -> Source:
    found = themes.theme(viewer=viewer, theme_id=int(ref))
    if found.slug != change.slug:
        raise NotYours
    return of_theme(found)


def of_theme(theme: ThemeFact) -> Source:
    """How many voices speak of a theme, from how many sides."""
    told = ngettext("{n} voice speaks of it", "{n} voices speak of it", theme.voices).format(
        n=number(theme.voices)
    )
    sides = ngettext("from {n} independent side", "from {n} independent sides", theme.sides).format(
        n=theme.sides
    )
    if theme.last is None:
        raise NotYours
    return Source(
        SourceKind.THEME, str(theme.id), theme.name[:200], f"{theme.name}: {told}, {sides}.", theme.last
    )


def _cells(viewer: Viewer, change: Change, teams: frozenset[int]) -> list[Source]:
    """Figures of the survey that closed last, of the smallest group that was told of and holds these teams."""
    newest = still_there.newest_closed(initiative_id=change.id)
    if newest is None:
        return []
    wave, _title, on = newest
    return of_survey(viewer, wave, on, teams)


def of_survey(viewer: Viewer, wave: UUID, on: date, teams: frozenset[int]) -> list[Source]:
    """Figures of a survey that has closed, of the smallest group that was told of and holds these teams."""
    named = ".".join(str(each) for each in sorted(teams))
    named = named if len(named) <= MOST_NAMED else ""
    group = _told_of(viewer, wave, named)
    return [of_cell(wave, named, on, group, figure) for figure in group.figures if _told(figure)]


def _cell(viewer: Viewer, change: Change, ref: str) -> Source:
    wave, named, question = ref.split("/", 2)
    on = still_there.last_day(UUID(wave), change.id)
    if on is None:
        raise NotYours
    group = _told_of(viewer, UUID(wave), named)
    figure = next(each for each in group.figures if each.question == question)
    return of_cell(UUID(wave), named, on, group, figure)


def _told_of(viewer: Viewer, wave: UUID, named: str) -> GroupFact:
    """The group that holds the teams named by their numbers; none named: everybody."""
    teams = {int(each) for each in named.split(".")} if named else set()
    every = teams or {each.id for each in people.sight(viewer=viewer).teams}
    return reading.of(viewer=viewer, wave_id=wave, teams=every)


def of_cell(wave: UUID, named: str, on: date, group: GroupFact, figure: FigureFact) -> Source:
    """One figure of a group as a survey released it; ``named``: the teams by which it is found again."""
    name = group.name if group.number else _("all together")
    return Source(
        SourceKind.CELL,
        f"{wave}/{named}/{figure.question}",
        f"{name}: {figure.title}"[:200],
        shortened(f"{name}: {figure.title} {_told(figure)}"),
        on,
    )


def _told(figure: FigureFact) -> str:
    """The figure in words, as it was released; empty where it says nothing."""
    parts = []
    if figure.mean is not None:
        scale = _("{mean} on a scale from {low} to {high}.")
        parts.append(
            scale.format(
                mean=formats.number_format(figure.mean, 1), low=figure.scale[0], high=figure.scale[1]
            )
        )
    parts += [
        _("{choice}: {low} to {high} %.").format(choice=each.label, low=each.low, high=each.high)
        for each in figure.shares
        if each.high
    ]
    return " ".join([*parts, _("{n} people answered.").format(n=figure.n)]) if parts else ""


def _groups(viewer: Viewer, _change: Change, _teams: frozenset[int]) -> list[Source]:
    """By name: whether each was heard is looked up when it is cited."""
    return [
        Source(SourceKind.REACH, unit.name[:200], unit.name[:200], "", viewer.on)
        for unit in people.sight(viewer=viewer).units
    ]


def _group(viewer: Viewer, change: Change, ref: str) -> Source:
    rows = coverage.coverage(viewer=viewer, slug=change.slug).rows
    return of_group(next(each for each in rows if each.name == ref), viewer)


def of_group(row: CoverageRow, viewer: Viewer) -> Source:
    """By which ways a group was heard."""
    ways = [WAYS[way] for way, cell in row.cells if cell is not None and cell.heard]
    told = (
        _("{group} was heard by: {ways}.").format(group=row.name, ways=", ".join(str(each) for each in ways))
        if ways
        else _("{group} has not been heard by any channel.").format(group=row.name)
    )
    return Source(SourceKind.REACH, row.name[:200], row.name[:200], told, viewer.on)


WAYS: Final[Mapping[Way, Any]] = {
    Way.DATA: lazy("data of systems"),
    Way.SURVEY: lazy("a survey"),
    Way.SAY: lazy("what they said themselves"),
    Way.NOTES: lazy("meetings and observations"),
    Way.CHANNEL: lazy("an open channel"),
    Way.TALLY: lazy("cases counted by eye"),
}
_READERS: Final[Mapping[SourceKind, Callable[[Viewer, Change, str], Source]]] = {
    SourceKind.FIGURE: _figure,
    SourceKind.NOTE: _note,
    SourceKind.SAID: _say,
    SourceKind.THEME: _theme,
    SourceKind.CODED: cited_themes.source,
    SourceKind.CELL: _cell,
    SourceKind.REACH: _group,
}
_LISTS: Final[Mapping[SourceKind, Callable[[Viewer, Change, frozenset[int]], list[Source]]]] = {
    SourceKind.FIGURE: _figures,
    SourceKind.CELL: _cells,
    SourceKind.SAID: _says,
    SourceKind.NOTE: _notes,
    SourceKind.THEME: _themes,
    SourceKind.CODED: cited_themes.sources,
    SourceKind.REACH: _groups,
}
