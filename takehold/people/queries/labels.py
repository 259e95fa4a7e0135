"""What sources call teams: which label is which team, in which stretch of time, and what it might be."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from datetime import date
from difflib import SequenceMatcher

from takehold.ledger import queries as ledger
from takehold.ledger.facts import LabelSpan
from takehold.people.facts import LabelMatch, NotYours, ReportingUnit, Sight, TeamFact, Viewer
from takehold.people.models import SINCE_EVER, Reorganisation, TeamLabel
from takehold.people.queries.partition import partition
from takehold.people.queries.teams import all_teams
from takehold.people.queries.viewers import sight

ALIKE = 0.72
"""From this similarity of normalised names on (0 to 1, Ratcliff-Obershelp) a team is suggested."""


def normal(label: str) -> str:
    """Without case, blanks and punctuation: "Group 56" and "GROUP_56" are the same."""
    return "".join(letter for letter in label.casefold() if letter.isalnum())


def spans(*, viewer: Viewer, source_id: int, units: Sequence[ReportingUnit]) -> tuple[LabelSpan, ...]:
    """Which label's figures belong to which of these units, from when to when, as it was then.

    A team that was continued by, or merged into, another passes its labels on to it. A unit whose labels speak of
    fewer people than the floor has none; nor has one of small teams as long as a name that waits for somebody could
    still be one of theirs: what it adds later would be that small team's own.
    """
    if not viewer.roles:
        return ()
    seen = sight(viewer=viewer)
    unit_of = {team: unit for unit in units for team in unit.team_ids}
    heirs = _Heirs(viewer.on, seen)
    ever = date.fromisoformat(SINCE_EVER)
    found, spoken = [], defaultdict[str, set[int]](set)
    rows = TeamLabel.objects.filter(source_id=source_id, team__isnull=False).order_by("label", "valid_from")
    for label, team, start, end in rows.values_list("label", "team_id", "valid_from", "valid_to"):
        heir = heirs.of(team)
        if heir is None or heir not in unit_of:
            continue
        unit = unit_of[heir]
        spoken[unit.name].add(heir)
        found.append(LabelSpan(label, unit.name, unit.team_ids, None if start == ever else start, end))
    told = _told(source_id, units, spoken, {team.id: team.people for team in seen.teams}, seen.scope.floor)
    return tuple(span for span in found if span.unit in told)


def _told(
    source: int,
    units: Sequence[ReportingUnit],
    spoken: Mapping[str, Collection[int]],
    people: Mapping[int, int],
    floor: int,
) -> frozenset[str]:
    """Names of the units of which something may be told from this source."""
    told: set[str] = set()
    partly: set[str] = set()
    for unit in units:
        teams = spoken.get(unit.name, ())
        if sum(people.get(team, 0) for team in teams) >= floor:
            silent = any(people.get(team) for team in unit.team_ids.difference(teams))
            (partly if unit.folded and silent else told).add(unit.name)
    if partly:
        known = set(TeamLabel.objects.filter(source_id=source).values_list("label", flat=True))
        if all(label in known for label, _rows in ledger.labels(source_id=source) if label):
            told |= partly
    return frozenset(told)


class _Heirs:
    """Where a team's labels go today: to itself, or to the team that continued it or that it was merged into."""

    def __init__(self, on: date, seen: Sight) -> None:
        every = partition(seen.teams, floor=seen.scope.floor)  # of the house, whichever units are asked for
        rows = Reorganisation.objects.filter(on__lte=on, kind__in=["continues", "merges"]).order_by("on")
        self._next = dict(rows.values_list("earlier_id", "later_id"))  # only "new" has no earlier team
        self._unit_of = {team: unit for unit in every for team in unit.team_ids}
        self._tied = {team.id: team.tied_to for team in seen.teams if team.tied_to is not None}
        self._mates: dict[int, list[int]] = defaultdict(list)
        for team, first in self._tied.items():
            self._mates[first].append(team)

    def of(self, team: int) -> int | None:
        """The team of today. None where teams that were shown together would part: each alone was too small."""
        last = _last(team, self._next, self._unit_of)
        if team in self._unit_of or team not in self._tied:
            return last
        ends = {_last(mate, self._next, self._unit_of) for mate in self._mates[self._tied[team]]}
        together = {unit.name if (unit := self._unit_of.get(end)) else "" for end in ends}
        return last if len(together) == 1 else None


def _last(team: int, heirs: Mapping[int, int], unit_of: Mapping[int, ReportingUnit]) -> int:
    seen = {team}
    while team not in unit_of and team in heirs and heirs[team] not in seen:
        team = heirs[team]
        seen.add(team)
    return team


def label_matches(
    *, viewer: Viewer, source_id: int, labels: Sequence[tuple[str, int]]
) -> tuple[LabelMatch, ...]:
    """Where each label goes: what somebody chose, else the team of that very name, else the nearest name.

    ``labels`` are (label, rows). What is only exact or suggested here counts for nothing until it is accepted.
    """
    if not viewer.roles:
        raise NotYours
    teams = all_teams(viewer.on)
    chosen: dict[str, tuple[int | None, str]] = {
        label: (team, how)
        for label, team, how in TeamLabel.objects.filter(source_id=source_id)
        .order_by("valid_from")
        .values_list("label", "team_id", "how")
    }
    names = {team.id: team.name for team in teams}
    likeness = Likeness(teams)
    found = []
    for label, rows in labels:
        if label in chosen:
            team, how = chosen[label]
        else:
            team, how = likeness.of(label)
        found.append(LabelMatch(label, rows, team, names.get(team, "") if team else "", how))
    return tuple(found)


class Likeness:
    """Finds the team that a label means. Pairs of letters narrow the search, so that 500 by 500 is quick."""

    def __init__(self, teams: Sequence[TeamFact]) -> None:
        self._exact: dict[str, set[int]] = defaultdict(set)
        self._pairs: dict[str, set[tuple[str, int]]] = defaultdict(set)
        for team in teams:
            for text in {normal(team.name), normal(team.key)} - {""}:
                self._exact[text].add(team.id)
                for pair in _pairs(text):
                    self._pairs[pair].add((text, team.id))

    def of(self, label: str) -> tuple[int | None, str]:
        """The team and how it was found: exact, suggested, or (None, "open"). Two that fit alike: open."""
        text = normal(label)
        exact = self._exact.get(text, set())
        if len(exact) == 1:
            return next(iter(exact)), "exact"
        if exact or not text:
            return None, "open"
        shared: dict[tuple[str, int], int] = defaultdict(int)
        for pair in _pairs(text):
            for entry in self._pairs.get(pair, ()):
                shared[entry] += 1
        alike = (entry for entry in shared if _numbers(entry[0]) == _numbers(text))
        nearest = sorted(alike, key=lambda entry: (-shared[entry], len(entry[0]), entry[1]))[:12]
        scored = sorted(
            ((SequenceMatcher(None, text, name, autojunk=False).ratio(), team) for name, team in nearest),
            reverse=True,
        )
        if not scored or scored[0][0] < ALIKE:
            return None, "open"
        rival = [score for score, team in scored[1:] if team != scored[0][1]]
        if rival and rival[0] > scored[0][0] - 0.03:
            return None, "open"
        return scored[0][1], "suggested"


def _pairs(text: str) -> set[str]:
    return {text[at : at + 2] for at in range(len(text) - 1)} or {text}


def _numbers(text: str) -> str:
    """The digits in a name: "Ward 7" is never suggested for "Ward 17"."""
    return "".join(letter for letter in text if letter.isdigit())
