"""What a closed survey released, by the teams it speaks of: for laying it beside what is known of the same teams otherwise."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef
from django.utils.translation import get_language

from takehold.gather import models
from takehold.gather.disclosure.publishing import WHOLE
from takehold.gather.disclosure.released import Released, stops_of
from takehold.gather.disclosure.rights import CLOSED, closed_wave, eyes
from takehold.gather.disclosure.stops import STOPS
from takehold.gather.disclosure.variables import BARRIER, Kind
from takehold.gather.disclosure.wording import Texts
from takehold.gather.facts.disclosure import StopsFact, TeamsTold
from takehold.gather.facts.helping import APART
from takehold.gather.models.answers import Release
from takehold.people.facts import Viewer


def newest(*, initiative_id: int) -> tuple[UUID, str, StopsFact] | None:
    """Of the survey of a change that closed last, in which it was asked: where everybody stops. For who reads the change."""
    rows = Release.objects.filter(wave__initiative_id=initiative_id, wave__state__in=CLOSED, channel="")
    rows = (
        rows.exclude(wave__template__in=APART)
        .filter(atom=WHOLE, question=STOPS)
        .order_by("-wave__closes_on", "-wave_id")
    )
    row = rows.values_list("wave_id", "wave__title", "figure").first()
    return (row[0], row[1], stops_of(row[2], Texts({}, ""))) if row else None


def kept_stops(told: StopsFact) -> dict[str, Any]:
    """Where a group stops, as another room keeps it beside its own: what was released, without words of a language."""
    shares = [[part, *figures] for part, _words, *figures in told.shares]
    return {
        "n": told.n, "known": told.known, "leading": told.leading, "sure": told.sure, "shares": shares,
        "borrowed": told.borrowed,
    }  # fmt: skip


def read_stops(kept: Mapping[str, Any], group: str = "") -> StopsFact:
    """What ``kept_stops`` kept, in the words of who reads. ``group``: of whom it speaks."""
    return stops_of(kept, Texts({}, ""), group)


def newest_by_team(
    *, viewer: Viewer, initiative_id: int, question: str
) -> tuple[tuple[UUID, str, date], tuple[TeamsTold, ...]] | None:
    """The survey of a change that closed last and tells of this question: its name and last day, and ``by_team``. For who
    reads the change."""
    told = Release.objects.filter(wave=OuterRef("pk"), channel="", atom=WHOLE, question=question)
    waves = models.Wave.objects.filter(Exists(told), initiative_id=initiative_id, state__in=CLOSED)
    waves = waves.exclude(template__in=APART)  # it speaks of the groups it was made to, and of nobody else
    wave = waves.order_by("-closes_on", "-pk").first()
    if wave is None:
        return None
    return (wave.pk, wave.title, wave.closes_on), _by_team(viewer, wave, question)


def by_team(*, viewer: Viewer, wave_id: UUID | str, question: str = "") -> tuple[TeamsTold, ...]:
    """Every group this viewer may read that a question is told of, everybody first. Raises ``NotYet``, ``NotYours``.

    ``question``: its variable; none: what tells the barrier. Without teams where the survey's groups are by role.
    """
    return _by_team(viewer, closed_wave(viewer, wave_id), question)


def _by_team(viewer: Viewer, wave: models.Wave, question: str) -> tuple[TeamsTold, ...]:
    seeing = eyes(viewer, wave)
    released = Released(wave, Texts(wave.definition, get_language() or "en"))
    barriers = [each.key for each in released.variables if each.kind is Kind.BARRIER]
    key = question or (BARRIER if BARRIER in barriers else next(iter(barriers), ""))
    variable = next((each for each in released.variables if each.key == key), None)
    if variable is None:
        return ()
    released.load((), (key, STOPS))
    found = []
    for union in released.unions.values():
        rows = released.figures.get(union.number, {})
        if key not in rows or not (union.number == WHOLE or seeing.sees(union.atoms)):
            continue
        cells = [cell for cell in seeing.cells if cell.atom in union.atoms]
        found.append(
            TeamsTold(
                group=released.group(union, told=False),
                team_ids=frozenset(team for cell in cells for team in cell.team_ids),
                figure=released.fact(variable, union, union),
                stops=released.stops(union) if STOPS in rows else None,
            )
        )
    return tuple(found)
