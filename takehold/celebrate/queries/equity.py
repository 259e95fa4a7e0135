"""Who earned recognition and never got it: areas and sizes of groups, never a person and never a group too small to show."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from takehold.analysis.recognition import Equity, Group, Seen, equity
from takehold.celebrate import models
from takehold.celebrate.queries.rights import eyes
from takehold.people import queries as people
from takehold.people.facts import EVERYWHERE, NotAllowed, ReportingUnit, TeamFact, Viewer

SIZES = ((10, lazy("groups of up to 10 people")), (25, lazy("groups of 11 to 25 people")), (10**9, lazy("groups of more than 25 people")))  # fmt: skip
WORDS: Mapping[str, Any] = {
    Seen.UNSEEN: lazy("less than chance explains"),
    Seen.EVEN: lazy("about evenly"),
    Seen.CANNOT_TELL: lazy("cannot be told yet"),
}


@dataclass(frozen=True, slots=True)
class Equal:
    """Who is seen, cut in two ways: by area of the house, and by the size of groups. The least seen first."""

    areas: tuple[Equity, ...]
    sizes: tuple[Equity, ...]


def seen(*, viewer: Viewer) -> Equal:
    """Over all changes one may read. For the roles that see all groups: an area is made of groups others do not see.

    Raises:
        NotYours, NotAllowed: no role, or none over everything.
    """
    eye = eyes(viewer)
    if not viewer.has(*EVERYWHERE):
        raise NotAllowed(_("Who is seen is for those who see all groups."))
    sight = people.sight(viewer=viewer)
    teams = {each.id: each for each in sight.teams}
    wins = [
        (frozenset(ids), on is not None)
        for ids, on in models.Win.objects.filter(initiative__in=eye.changes).values_list("team_ids", "published_on")
        if ids
    ]  # fmt: skip
    return Equal(
        areas=_cut(sight.units, wins, lambda unit: area(min(unit.team_ids), teams)),
        sizes=_cut(sight.units, wins, lambda unit: size(unit.people)),
    )


def area(team_id: int, teams: Mapping[int, TeamFact]) -> str:
    """The part of the house that a team belongs to: what stands just below the top, or the top itself."""
    above = [teams[team_id]]
    while (parent := teams.get(above[-1].parent_id or 0)) is not None:
        above.append(parent)
    return above[max(0, len(above) - 2)].name


def size(people: int) -> str:
    """In which words a group of so many is counted."""
    return str(next(words for most, words in SIZES if people <= most))


def _cut(
    units: Sequence[ReportingUnit],
    wins: Iterable[tuple[frozenset[int], bool]],
    called: Callable[[ReportingUnit], str],
) -> tuple[Equity, ...]:
    """Each part made of whole reporting groups, with its wins: one that several parts share counts for each."""
    part_of = {team: called(unit) for unit in units for team in unit.team_ids}
    members: dict[str, int] = {}
    for unit in units:
        members[called(unit)] = members.get(called(unit), 0) + unit.people
    earned, given = dict.fromkeys(members, 0), dict.fromkeys(members, 0)
    for ids, published in wins:
        for name in {part_of[team] for team in ids if team in part_of}:
            earned[name] += 1
            given[name] += published
    return equity([Group(name, members[name], earned[name], given[name]) for name in members])


def answer(found: Equal) -> str:
    """Who is not seen, in one sentence."""
    every = (*found.areas, *found.sizes)
    unseen = [each for each in every if each.seen is Seen.UNSEEN]
    if unseen:
        return _(
            "{name}: {earned} wins earned, {given} celebrated. That is less than chance explains."
        ).format(name=unseen[0].name, earned=unseen[0].earned, given=unseen[0].recognised)
    never = [each.name for each in found.areas if each.never]
    if never:
        return _("Earned something and were never celebrated: {names}.").format(names=", ".join(never))
    if any(each.earned for each in every):
        return _("As far as can be told, recognition goes about evenly.")
    return _("No group has earned a win yet, so nobody can be overlooked.")
