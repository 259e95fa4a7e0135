"""The groups of a survey that was run elsewhere: by its own column of groups, each of ``k_scores`` answers at least."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from takehold.gather import models
from takehold.gather.disclosure import tree
from takehold.gather.disclosure.opening import team_paths
from takehold.gather.disclosure.tree import Leaf, Path
from takehold.gather.facts.disclosure import TooFew
from takehold.people import queries as people
from takehold.people.queries.labels import normal


def freeze_groups(*, wave: models.Wave, answered: Mapping[str, int], on: date) -> Mapping[str, int]:
    """Write the cells of the groups that answered, in the caller's transaction. Name of a group -> cell id.

    A group called as exactly one team stands at its place in the organisation. Nobody knows here who was asked, so
    no cell says how many were. Raises ``TooFew`` where fewer than ``k_scores`` answered in all.
    """
    teams = people.teams(viewer=people.system_viewer(on=on))
    paths = team_paths(teams)
    by_name: dict[str, list[int]] = {}
    for team in teams:
        by_name.setdefault(normal(team.name), []).append(team.id)
    places: dict[str, tuple[Path, int | None]] = {}
    for name in answered:
        same = by_name.get(normal(name), [])
        places[name] = (paths[same[0]], same[0]) if len(same) == 1 else ((name or _("Everybody else"),), None)
    names = sorted(answered)
    leaves = [Leaf(places[name][0], answered[name]) for name in names]
    groups = tree.merge(leaves, wave.k_scores)
    if not groups:
        raise TooFew(_too_few(sum(answered.values()), wave.k_scores))
    found: dict[str, int] = {}
    for number, group in enumerate(groups, 1):
        path = tree.together([leaves[at].path for at in group])
        own = sorted({own_team for at in group if (own_team := places[names[at]][1]) is not None})
        cell = models.Cell.objects.create(
            wave=wave, number=number, name=path[-1], path=list(path), team_ids=own, invited=0
        )
        found |= dict.fromkeys((names[at] for at in group), cell.pk)
    return found


def _too_few(people: int, k: int) -> str:
    return ngettext(
        "Only one person answered. Answers are told of groups of {k} or more, so nothing could ever be told.",
        "Only {n} people answered. Answers are told of groups of {k} or more, so nothing could ever be told.",
        people,
    ).format(n=people, k=k)
