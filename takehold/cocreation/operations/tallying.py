"""What is told of a round's votes, from the votes alone. Pure, and the same whoever cast which of them.

Two promises stand side by side. *Teams* go through the engine of surveys (``gather.disclosure.publishing``): a voter is a
respondent, a statement a question with three choices, so every figure is a function of the totals of reporting groups.
*Opinion groups* are no function of such totals; they are told once, of the whole organisation, in bands, and never who is in
one.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from takehold.analysis import opinion
from takehold.analysis.opinion import Count, Opinion, Share, StatementFigures
from takehold.analysis.opinion.facts import FEWEST_VOTERS
from takehold.gather.disclosure import bands
from takehold.gather.disclosure.publishing import Published, Respondent, publish
from takehold.gather.disclosure.tree import Path
from takehold.gather.disclosure.variables import Kind, Variable

WORDS: Final = {1: "agree", -1: "disagree", 0: "pass"}
SIDES: Final = tuple(WORDS.values())
EXACT_FROM: Final = FEWEST_VOTERS
"""From so many votes on a statement on a share is told with its interval; of fewer in a band."""
ENDS: Final = (0.05, 0.95)
"""Shares beyond are told as a band, so that all of one mind is not told apart from nearly all."""
Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Ballot:
    """What one voter said: the index of their cell, and their choice (1, 0, -1) by the place of the statement."""

    cell: int
    choices: Mapping[int, int]


def told(
    ballots: Sequence[Ballot],
    cells: Sequence[Path],
    statements: int,
    *,
    removed: frozenset[int] = frozenset(),
    least: int,
    seed: int,
) -> Row:
    """Everything that is kept of a round's votes; under ``least`` voters nothing but that.

    Args:
        cells: of each cell of voters, its place in the organisation.
        statements: how many there are; ``removed``: places of those that were taken out.
        seed: of the draws that test whether groups are stable.
    """
    counted = [each for each in ballots if any(at not in removed for at in each.choices)]
    if len(counted) < least:
        return {"voters": "", "statements": [], "teams": {"groups": [], "figures": []}}
    found = _judged(counted, statements, removed, least, seed)
    teams = _by_team(counted, cells, [at for at in range(statements) if at not in removed], least)
    whole = {int(key): figure for group, key, figure in teams.figures if group == 0}
    return {
        "voters": bands.size(len(counted)),
        "statements": [
            {"at": each.statement, **_statement(each, whole.get(each.statement))} for each in found.statements
        ],
        "common": [[each.statement, each.side.value] for each in found.common],
        "divides": [[each.statement, list(each.agreeing), list(each.disagreeing)] for each in found.divides],
        "groups": [_group(each.voters, each.counts) for each in found.groups],
        "holds": [_held(held) for group in found.groups for held in group.holds],
        "strongly": [_held(held) for held in found.strongly],
        "why_not": found.why_not.value if found.why_not is not None else "",
        "grounds": _grounds(found),
        "teams": _teams(teams),
    }


def _judged(
    ballots: Sequence[Ballot], statements: int, removed: frozenset[int], least: int, seed: int
) -> Opinion:
    """The verdict, from voters in the order of what they said: nothing of it hangs on who they are or came first."""
    said = sorted(tuple(sorted(each.choices.items())) for each in ballots)
    rows = [(voter, at, choice) for voter, choices in enumerate(said) for at, choice in choices]
    votes = opinion.Votes.of(rows, voters=len(said), statements=statements, removed=removed)
    return opinion.judge(votes, seed=seed, least=least)


def _by_team(
    ballots: Sequence[Ballot], cells: Sequence[Path], places: Sequence[int], least: int
) -> Published:
    asked = [Variable(str(at), Kind.CHOICE, (str(at),), choices=SIDES) for at in places]
    said = [
        Respondent(each.cell, {str(at): WORDS[choice] for at, choice in each.choices.items()})
        for each in ballots
    ]
    unused = random.Random(0)  # noqa: S311  draws the order of comments, of which there are none
    return publish(cells, said, (), asked, k_scores=least, k_comments=least, rng=unused)


def _statement(found: StatementFigures, banded: Row | None) -> Row:
    """The figures of one statement: exact enough where many voted, in bands where few did, none where too few."""
    if banded is None or found.count is None:
        return {"n": "", "agree": None, "disagree": None, "pass": None}
    in_bands = {word: list(bands.edges(band)) for word, band in banded["shares"]}
    if found.count.seen < EXACT_FROM:
        return {"n": banded["n"], **in_bands}
    shares = {"agree": found.agrees, "disagree": found.disagrees, "pass": found.passes}
    return {"n": banded["n"], **{word: _range(shares[word], in_bands[word]) for word in SIDES}}


def _range(share: Share | None, band: list[int]) -> list[int]:
    """Lowest, highest and middle in whole per cent; near an end the band alone."""
    if share is None or not ENDS[0] <= share.value <= ENDS[1]:
        return band
    return [round(100 * each) for each in (share.low, share.high, share.value)]


def _group(voters: int, counts: Sequence[Count | None]) -> Row:
    """``statements``: one entry a statement that is told of, in their order."""
    return {
        "n": bands.size(voters),
        "statements": [
            None
            if each is None or not each.seen
            else [
                bands.size(each.seen),
                *(bands.share(part, each.seen) for part in (each.agree, each.disagree, each.passed)),
            ]
            for each in counts
        ],
    }


def _held(held: opinion.Held) -> list[Any]:
    return [held.group, held.statement, held.side.value, bands.share(held.count, held.of)]


def _grounds(found: Opinion) -> Row | None:
    if found.grounds is None:
        return None
    grounds = found.grounds
    return {
        "groups": grounds.groups,
        "silhouette": round(grounds.silhouette, 2),
        "by_chance": round(grounds.by_chance, 2),
        "stability": round(grounds.stability, 2),
    }


def _teams(published: Published) -> Row:
    """Groups of teams and what is told of them; everybody together stands with the statements."""
    return {
        "groups": [
            [each.number, each.name, each.n, sorted(each.atoms), each.base]
            for each in published.groups
            if each.number
        ],
        "atoms": list(published.atoms),
        "figures": list(_figures(published)),
    }


def _figures(published: Published) -> Iterator[list[Any]]:
    for group, key, figure in published.figures:
        if group:
            yield [group, int(key), figure["n"], *(band for _word, band in figure["shares"])]
