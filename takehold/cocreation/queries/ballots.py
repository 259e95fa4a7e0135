"""The next statement for one voter: by its priority from running sums, never twice, and one's own votes."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any, Final

import numpy as np
from django.db import connection

from takehold.analysis.opinion import Totals, next_statement
from takehold.cocreation.facts.coming import Comer
from takehold.cocreation.facts.contributions import Kind, State
from takehold.cocreation.facts.votes import Asked, Ballot, Choice, OwnVote
from takehold.cocreation.queries.coming import voter_of, voters_of

LISTED: Final = {
    "sqlite": "json_group_array(json_array({}))",
    "postgresql": "json_agg(json_build_array({}))::text",
}
ASKED: Final = """
SELECT (SELECT {open} FROM cocreation_contribution WHERE round_id = %s AND kind = %s AND state = %s),
    (SELECT {said} FROM cocreation_vote WHERE voter_id = %s)"""
"""The statements that are open and what the voter said, each as one list: of hundreds of rows each would be a moment in which
other threads go first, and all who vote wait. In SQL, as Django takes longer to find the words than it takes to answer."""


def ballot(comer: Comer, *, wanted: int | None = None, voter_id: int | None = None) -> Ballot:
    """What a voter finds now. ``wanted``: a statement to see, also one voted on before. ``voter_id``: where it is known."""
    if voter_id is None:
        voter_id = voters_of(comer).values_list("id", flat=True).first()
    one = LISTED[connection.vendor].format
    asked = ASKED.format(
        open=one("id, agrees, disagrees, passes, extremity, text"), said=one("contribution_id, choice")
    )
    with connection.cursor() as cursor:
        cursor.execute(asked, [comer.round_id, Kind.STATEMENT.value, State.OPEN.value, voter_id])
        statements, votes = (json.loads(each or "[]") for each in cursor.fetchone())
    rows, said = sorted(statements), dict(votes)
    voted = sum(row[0] in said for row in rows)
    asked_id = wanted if wanted is not None and any(row[0] == wanted for row in rows) else None
    if asked_id is None:
        asked_id = _next(rows, said, [*_seed(comer), len(said)])
    if asked_id is None:
        return Ballot(None, voted, len(rows))
    text = next(row[5] for row in rows if row[0] == asked_id)
    chosen = Choice(said[asked_id]) if asked_id in said else None
    return Ballot(Asked(asked_id, text, chosen), voted, len(rows))


def own_votes(comer: Comer) -> tuple[OwnVote, ...]:
    """What one voted on statements that still stand, in the order of the statements."""
    voter = voter_of(comer)
    if voter is None:
        return ()
    rows = voter.votes.filter(contribution__state=State.OPEN).order_by("contribution_id")
    told = rows.values_list("contribution_id", "contribution__text", "choice")
    return tuple(OwnVote(number, text, Choice(choice)) for number, text, choice in told)


def _next(rows: list[Any], said: Mapping[int, int], seed: list[int]) -> int | None:
    left = [place for place, row in enumerate(rows) if row[0] not in said]
    if not left:
        return None
    columns = list(zip(*rows, strict=True))
    agree, disagree, passed = (np.array(each, dtype=np.int64) for each in columns[1:4])
    totals = Totals(agree, disagree, passed, np.array(columns[4], dtype=np.float64))
    place = next_statement(totals, left, rng=np.random.default_rng(seed))
    return rows[place][0] if place is not None else None


def _seed(comer: Comer) -> list[int]:
    """The same for one voter until the next vote, so that looking again shows the same statement."""
    return [comer.round_id, comer.person_id or int(comer.door[:12], 16)]
