"""Who is invited when a round opens, by lot where it is so, in groups large enough; frozen from then on."""

from __future__ import annotations

from collections import Counter
from random import Random

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from takehold.cocreation import models
from takehold.gather.disclosure import tree
from takehold.gather.disclosure.opening import team_paths
from takehold.initiatives.facts import Invalid
from takehold.people import queries as people
from takehold.people.facts import Viewer


def invite(viewer: Viewer, row: models.Round, rng: Random) -> int:
    """Put the teams that were chosen, with all below, in the place of those rows; how many people are invited.

    In the caller's transaction. Raises ``Invalid``: too few for any group, or too few teams to draw from.
    """
    sight = people.sight(viewer=viewer)
    reached = _reached(viewer, row)
    sizes = Counter(each.team_id for each in people.members(team_ids=reached, on=viewer.on))
    asked = [each for each in reached if sizes[each]]
    invited = _drawn(row, asked, rng) if row.drawn else asked
    floor = people.floor()
    paths = team_paths(sight.teams)
    leaves = [tree.Leaf(paths[each], sizes[each]) for each in invited]
    merged = tree.merge(leaves, floor)
    total = sum(sizes[each] for each in invited)
    if not merged and not (row.shared and not row.drawn):
        raise Invalid("teams", _few(total, floor))
    group_of: dict[int, models.RoundGroup] = {}
    for number, places in enumerate(merged, start=1):
        path = tree.together([leaves[at].path for at in places])
        group = row.groups.create(
            number=number,
            name=path[-1][:300],
            path=list(path),
            people=sum(leaves[at].weight for at in places),
        )
        group_of |= {invited[at]: group for at in places}
    row.teams.all().delete()
    models.RoundTeam.objects.bulk_create(
        models.RoundTeam(
            round=row, team_id=each, invited=each in set(invited), drawn=row.drawn, group=group_of.get(each)
        )
        for each in asked
    )
    return total


def _reached(viewer: Viewer, row: models.Round) -> list[int]:
    """The teams chosen, none: the change's audience, with all below; none of either: everybody."""
    teams = people.sight(viewer=viewer).teams
    top = list(row.teams.values_list("team_id", flat=True))
    top = top or list(row.initiative.audience.values_list("team_id", flat=True))
    found = people.with_those_below(teams, top) if top else {each.id for each in teams}
    return sorted(found & {each.id for each in teams})


def _drawn(row: models.Round, asked: list[int], rng: Random) -> list[int]:
    lots = row.lots or 0
    if not 0 < lots < len(asked):
        told = _(
            "Only {n} teams have people in them: draw fewer than that, so that some are left to compare with."
        )
        raise Invalid("lots", told.format(n=len(asked)))
    return sorted(rng.sample(asked, lots))


def _few(total: int, floor: int) -> str:
    return ngettext(
        "Only {n} person would be invited. A round asks {floor} people at least, because it is told of groups of {floor} or more.",
        "Only {n} people would be invited. A round asks {floor} people at least, because it is told of groups of {floor} or more.",
        total,
    ).format(n=total, floor=floor)
