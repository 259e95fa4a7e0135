"""What sources call teams: which label is which team, and what it might be."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from difflib import SequenceMatcher

from takehold.people.facts import LabelMatch, NotYours, TeamFact, Viewer
from takehold.people.models import TeamLabel
from takehold.people.queries.teams import all_teams

ALIKE = 0.72
"""From this similarity of normalised names on (0 to 1, Ratcliff-Obershelp) a team is suggested."""


def normal(label: str) -> str:
    """Without case, blanks and punctuation: "Group 56" and "GROUP_56" are the same."""
    return "".join(letter for letter in label.casefold() if letter.isalnum())


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


def accepted(*, source_id: int) -> dict[str, int | None]:
    """The team of each label that was settled; None is outside."""
    return accepted_by_source(source_ids=[source_id])[source_id]


def accepted_by_source(*, source_ids: Collection[int]) -> dict[int, dict[str, int | None]]:
    """The same of several sources, in one query."""
    found: dict[int, dict[str, int | None]] = {each: {} for each in source_ids}
    rows = TeamLabel.objects.filter(source_id__in=found).order_by("valid_from")
    for source, label, team in rows.values_list("source_id", "label", "team_id"):
        found[source][label] = team
    return found


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
