"""The result of a round for programs: the page's twin."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from django.http import HttpRequest
from ninja import Router
from ninja.errors import HttpError

from takehold.cocreation.queries.results import results
from takehold.cocreation.queries.results_words import answer, turnout, why_not
from takehold.gather.facts.disclosure import NotYet
from takehold.people.api import viewer_of

router = Router(tags=["cocreation"])


@router.get(
    "/rounds/{round_id}/results", summary="The result of a closed round", operation_id="round_results"
)
def round_results(request: HttpRequest, round_id: int) -> dict[str, Any]:
    """Frozen when it closed, the same as on the page; before that 409."""
    try:
        found = results(viewer=viewer_of(request), round_id=round_id)
    except NotYet as error:
        raise HttpError(409, str(error)) from error
    return {
        **asdict(found),
        "answer": answer(found),
        "took_part": turnout(found),
        "why_no_groups": why_not(found),
        "turnout": [{**asdict(each), "team_ids": sorted(each.team_ids)} for each in found.turnout],
    }
