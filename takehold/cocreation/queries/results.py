"""Reading the result of a closed round: rows that were frozen, whoever asks and however often."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from string import ascii_uppercase
from typing import Any

from django.utils.translation import gettext as _

from takehold.cocreation import models
from takehold.cocreation.facts.results import (
    Holding,
    OpinionGroup,
    Results,
    Side,
    StatementResult,
    TeamGroup,
    Three,
    Told,
    Turnout,
)
from takehold.cocreation.facts.rounds import RoundState
from takehold.cocreation.queries.rights import fetch
from takehold.gather.disclosure import bands
from takehold.gather.facts.disclosure import NotYet
from takehold.gather.queries.listening import ears_for_changes
from takehold.people.facts import EVERYWHERE, Viewer


def results(*, viewer: Viewer, round_id: int) -> Results:
    """Everything this viewer may read of a closed round. Raises ``NotYours``, ``NotYet``.

    Roles over everything read every group of teams; others everybody together and the groups of their own teams.
    """
    standing = fetch(viewer, round_id)
    row, change = standing.row, standing.change
    frozen = getattr(row, "result", None)
    if frozen is None and row.state in (RoundState.CLOSED, RoundState.ANSWERED):
        raise NotYet(_("It has closed, and its result is being worked out. Look again in a moment."))
    if frozen is None:
        raise NotYet(_("Results appear once the round has closed, to everybody at the same time."))
    groups = list(row.groups.order_by("number"))
    teams = _team_ids(row.pk)
    every = viewer.has(*EVERYWHERE)
    own = ears_for_changes(viewer).own
    seen = {each.number for each in groups if every or (teams.get(each.pk, frozenset()) & own)}
    numbers = [each.number for each in groups]
    ids = {each.number: teams.get(each.pk, frozenset()) for each in groups}
    return _results(row, (change.slug, change.name), frozen, numbers, ids, frozenset(seen), every)


def of_link(*, round_id: int) -> Results | None:
    """The same of everybody together and of no team, for a browser that was let in by the link; None until it is closed."""
    row = models.Round.objects.select_related("initiative", "result").get(pk=round_id)
    frozen = getattr(row, "result", None)
    change = (row.initiative.slug, row.initiative.name)
    return _results(row, change, frozen, (), {}, frozenset(), False) if frozen is not None else None


def _team_ids(round_id: int) -> dict[int, frozenset[int]]:
    found: dict[int, set[int]] = {}
    rows = models.RoundTeam.objects.filter(round_id=round_id, group__isnull=False)
    for group, team in rows.values_list("group_id", "team_id"):
        found.setdefault(group, set()).add(team)
    return {group: frozenset(teams) for group, teams in found.items()}


def _results(
    row: models.Round,
    change: tuple[str, str],
    frozen: models.RoundResult,
    numbers: Sequence[int],
    ids: Mapping[int, frozenset[int]],
    seen: frozenset[int],
    every: bool,
) -> Results:
    payload = frozen.payload
    texts = dict(row.contributions.filter(pk__in=payload["places"]).values_list("id", "text"))
    statements = _statements(payload, texts)
    grounds = payload.get("grounds")
    return Results(
        round_id=row.pk,
        slug=change[0],
        change=change[1],
        question=row.question,
        closed_on=row.closed_on or frozen.frozen_on,
        least=frozen.least,
        n=payload["voters"],
        statements=tuple(statements.values()),
        groups=_groups(payload, statements),
        strongly=tuple((letter(each[0]), _holding(each, statements)) for each in payload.get("strongly", ())),
        why_not=payload.get("why_not", ""),
        stability=grounds["stability"] if grounds else None,
        teams=tuple(_teams(payload, statements, numbers, seen, every)),
        turnout=tuple(
            Turnout(name, people, (voted[0], voted[1]) if voted else None, ids.get(number, frozenset()))
            for number, name, people, voted in payload["took_part"]
            if every or number in seen
        ),
        invited=_invited(payload),
        without_team=payload["without_team"],
        removed=len(payload["places"]) - len(statements) if payload["voters"] else 0,
    )


def letter(number: int) -> str:
    """The letter of an opinion group: A is the largest."""
    return ascii_uppercase[number]


def _invited(payload: Mapping[str, Any]) -> tuple[int, int, int] | None:
    told = [(people, voted) for _number, _name, people, voted in payload["took_part"] if voted]
    if not told:
        return None
    return (
        sum(voted[0] for _people, voted in told),
        sum(voted[1] for _people, voted in told),
        sum(people for people, _voted in told),
    )


def _statements(payload: Mapping[str, Any], texts: Mapping[int, str]) -> dict[int, StatementResult]:
    """By their place among all statements of the round; numbered from 1 as they are shown."""
    common = {at: Side(side) for at, side in payload.get("common", ())}
    divides = {at: (tuple(yes), tuple(no)) for at, yes, no in payload.get("divides", ())}
    found = {}
    for number, each in enumerate(payload["statements"], 1):
        at = each["at"]
        groups = [group["statements"][number - 1] for group in payload.get("groups", ())]
        yes, no = divides.get(at, ((), ()))
        found[at] = StatementResult(
            id=payload["places"][at],
            number=number,
            text=texts.get(payload["places"][at], ""),
            whole=_whole(each),
            by_group=tuple(None if told is None else _banded(*told) for told in groups),
            common=common.get(at),
            divides=at in divides,
            agreeing=yes,
            disagreeing=no,
        )
    return found


def _whole(row: Mapping[str, Any]) -> Three | None:
    if not row["n"]:
        return None
    return Three(row["n"], Told(*row["agree"]), Told(*row["disagree"]), Told(*row["pass"]))


def _banded(n: str, *shares: str) -> Three:
    agree, disagree, passed = (Told(*bands.edges(each)) for each in shares)
    return Three(n, agree, disagree, passed)


def _holding(row: Sequence[Any], statements: Mapping[int, StatementResult]) -> Holding:
    _group, at, side, share = row
    return Holding(statements[at], Side(side), Told(*bands.edges(share)))


def _groups(
    payload: Mapping[str, Any], statements: Mapping[int, StatementResult]
) -> tuple[OpinionGroup, ...]:
    return tuple(
        OpinionGroup(
            letter(number),
            group["n"],
            tuple(_holding(each, statements) for each in payload["holds"] if each[0] == number),
        )
        for number, group in enumerate(payload.get("groups", ()))
    )


def _teams(
    payload: Mapping[str, Any],
    statements: Mapping[int, StatementResult],
    numbers: Sequence[int],
    seen: frozenset[int],
    every: bool,
) -> list[TeamGroup]:
    """The groups that this reader may read: of each, what was told of exactly it."""
    teams = payload["teams"]
    holding: dict[int, set[int]] = {}
    for at, atom in enumerate(teams.get("atoms", ())):
        if atom is not None and at < len(numbers):
            holding.setdefault(atom, set()).add(numbers[at])
    by_group: dict[int, list[tuple[int, Three]]] = {}
    for group, at, n, *shares in teams["figures"]:
        by_group.setdefault(group, []).append((statements[at].number, _banded(n, *shares)))
    found = []
    for number, name, n, atoms, base in teams["groups"]:
        inside = {each for atom in atoms for each in holding.get(atom, ())}
        own = bool(inside) and inside <= seen
        if (every or own) and by_group.get(number):
            found.append(TeamGroup(number, name, n, tuple(sorted(by_group[number])), own and not every, base))
    return found
