"""What is frozen when a survey opens: in which group each invited person stands."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Protocol

from django.db.models import Max
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from takehold.gather import models
from takehold.gather.disclosure import tree
from takehold.gather.disclosure.tree import Leaf, Path
from takehold.gather.facts.disclosure import TooFew
from takehold.gather.models.answers import Member
from takehold.people import queries as people
from takehold.people.facts import TeamFact


class Invited(Protocol):
    """Somebody who is asked, as ``people.facts.PersonFact`` is."""

    @property
    def id(self) -> int:
        """The person."""

    @property
    def team_id(self) -> int | None:
        """The team on that day."""

    @property
    def job(self) -> str:
        """The role, for a survey whose groups are roles."""


def freeze_cells(*, wave: models.Wave, invited: Sequence[Invited], on: date) -> Mapping[int, int]:
    """Write the cells of everybody invited, each of at least ``wave.k_scores`` people. Person id -> cell id.

    From here on a joiner, a leaver or a new organisation chart changes nothing about this survey. In the caller's
    transaction. Raises ``TooFew``.
    """
    places = _places(wave, invited, on)
    sizes = Counter(places.values())
    leaves = [Leaf(path, people) for path, people in sorted(sizes.items())]
    groups = tree.merge(leaves, wave.k_scores)
    if not groups:
        raise TooFew(_too_few(len(places), wave.k_scores))
    teams: dict[Path, set[int]] = {}
    for person in invited:
        if wave.tree == models.Tree.TEAM and person.team_id is not None:
            teams.setdefault(places[person.id], set()).add(person.team_id)
    cell_of: dict[Path, models.Cell] = {}
    rows = []
    for number, group in enumerate(groups, _next_number(wave)):
        paths = [leaves[at].path for at in group]
        path = tree.together(paths)
        cell = models.Cell(
            wave=wave,
            number=number,
            name=path[-1],
            path=list(path),
            team_ids=sorted({team for each in paths for team in teams.get(each, ())}),
            invited=sum(leaves[at].weight for at in group),
        )
        rows.append(cell)
        cell_of |= dict.fromkeys(paths, cell)
    models.Cell.objects.bulk_create(rows)
    stored = dict(models.Cell.objects.filter(wave=wave).values_list("number", "id"))
    found = {person: stored[cell_of[path].number] for person, path in places.items()}
    Member.objects.bulk_create([Member(cell_id=cell, person_id=person) for person, cell in found.items()])
    return found


def open_cell(*, wave: models.Wave, channel: str, name: str) -> int:
    """The cell of an open link: a group of its own, reported apart. The same link again gives the same cell."""
    cell = models.Cell.objects.filter(wave=wave, channel=channel).first()
    if cell is None:
        cell = models.Cell.objects.create(
            wave=wave, number=_next_number(wave), name=name, path=[name], channel=channel, invited=0
        )
    return cell.pk


def _too_few(people: int, k: int) -> str:
    return ngettext(
        "Only one person would be asked. A survey asks {k} people at least, because its answers are told of groups of {k} or more.",
        "Only {n} people would be asked. A survey asks {k} people at least, because its answers are told of groups of {k} or more.",
        people,
    ).format(n=people, k=k)


def _next_number(wave: models.Wave) -> int:
    last: int | None = models.Cell.objects.filter(wave=wave).aggregate(last=Max("number"))["last"]
    return (last or 0) + 1


def _places(wave: models.Wave, invited: Iterable[Invited], on: date) -> dict[int, Path]:
    """Where in the survey's tree each person stands."""
    if wave.tree == models.Tree.ROLE:
        unknown = _("No role given")
        return {person.id: (person.job.strip() or unknown,) for person in invited}
    paths = team_paths(people.teams(viewer=people.system_viewer(on=on)))
    nowhere = (_("Without a team"),)
    return {person.id: paths.get(person.team_id or 0, nowhere) for person in invited}


def team_paths(teams: Sequence[TeamFact]) -> dict[int, Path]:
    """For each team the names from the organisation down to it; the key tells two of one name in one place apart."""
    by_id = {team.id: team for team in teams}
    seen: Counter[tuple[int | None, str]] = Counter((team.parent_id, team.name) for team in teams)
    found = {}
    for team in teams:
        path: list[str] = []
        passed: set[int] = set()
        at: TeamFact | None = team
        while at is not None and at.id not in passed:
            passed.add(at.id)
            path.append(at.name if seen[at.parent_id, at.name] == 1 else f"{at.name} ({at.key})")
            at = by_id.get(at.parent_id or 0)
        found[team.id] = tuple(reversed(path))
    return found
