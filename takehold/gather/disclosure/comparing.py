"""Which groups of a survey may stand beside the same group of the survey before: decided at close, by who was asked.

A joiner or a leaver between two surveys would be told by the difference of two figures. So a group is compared only
when exactly the same people were asked both times, or people who differ by as many as the smallest group has.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Any

from takehold.gather import models
from takehold.gather.disclosure.gathering import Channel
from takehold.gather.disclosure.publishing import WHOLE, Published
from takehold.gather.models.answers import Member, Release


def comparable(wave: models.Wave, channel: Channel, published: Published) -> dict[int, dict[str, Any]]:
    """For each group that may be compared: ``{"before": {"wave": id, "group": number}}``."""
    earlier = _earlier(wave)
    if channel.key or earlier is None or not published.groups:
        return {}
    asked = _members([cell.pk for cell in channel.cells])
    now = {
        group.number: [
            cell for cell, atom in zip(channel.cells, published.atoms, strict=True) if atom in group.atoms
        ]
        for group in published.groups
    }
    then = _groups_of(earlier)
    asked_then = _members({cell.pk for cells in then.values() for cell in cells})
    by_what = {_what(earlier, number, cells): number for number, cells in then.items()}
    fewest = max(wave.k_scores, earlier.k_scores)
    found = {}
    for number, cells in now.items():
        match = by_what.get(_what(wave, number, cells))
        if match is not None and enough(_people(asked, cells), _people(asked_then, then[match]), fewest):
            found[number] = {"before": {"wave": str(earlier.pk), "group": match}}
    return found


def enough(now: Collection[int], then: Collection[int], fewest: int) -> bool:
    """Whether nobody, or at least ``fewest`` people, are in one of two groups only."""
    differ = len(set(now) ^ set(then))
    return differ == 0 or differ >= fewest


def drop_older_members(wave: models.Wave) -> None:
    """Of surveys of this kind that closed before, who was asked where is needed no more."""
    Member.objects.filter(cell__wave__in=_same_kind(wave)).delete()


def _same_kind(wave: models.Wave) -> Any:
    return models.Wave.objects.filter(
        initiative_id=wave.initiative_id, template=wave.template, tree=wave.tree, closed_at__isnull=False
    ).exclude(pk=wave.pk)


def _earlier(wave: models.Wave) -> models.Wave | None:
    found: models.Wave | None = _same_kind(wave).order_by("-closed_at", "-opens_on").first()
    return found


def _groups_of(wave: models.Wave) -> dict[int, list[models.Cell]]:
    cells = list(models.Cell.objects.filter(wave=wave, channel="", atom__isnull=False))
    rows = Release.objects.filter(wave=wave, channel="", question="").values_list("atom", "figure")
    return {number: [cell for cell in cells if cell.atom in figure["atoms"]] for number, figure in rows}


def _what(wave: models.Wave, number: int, cells: Iterable[models.Cell]) -> tuple[Any, ...]:
    """By what a group is known in two surveys: the teams, or the roles by name. Everybody is everybody."""
    if number == WHOLE:
        return ("whole",)
    if wave.tree == models.Tree.TEAM:
        return tuple(sorted(team for cell in cells for team in cell.team_ids))
    return tuple(sorted(cell.name for cell in cells))


def _members(cells: Collection[int]) -> dict[int, set[int]]:
    """Who was asked in each cell. Somebody who was erased is one of them, and is nobody else in any other survey."""
    found: dict[int, set[int]] = {}
    rows = Member.objects.filter(cell_id__in=list(cells)).values_list("cell_id", "person_id", "pk")
    for cell, person, row in rows:
        found.setdefault(cell, set()).add(person or -row)
    return found


def _people(members: dict[int, set[int]], cells: Iterable[models.Cell]) -> set[int]:
    return {person for cell in cells for person in members.get(cell.pk, ())}
