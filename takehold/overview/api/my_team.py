"""How one's own teams stand on the changes that concern them, for programs: the twin of the page of the team."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.utils import translation
from ninja import Router

from takehold.evidence import verdict_json
from takehold.initiatives import queries as initiatives
from takehold.initiatives.queries.own_team import own_standings
from takehold.people.api import viewer_of

router = Router(tags=["changes"])


@router.get("/my-team", summary="How my team stands", operation_id="my_team")
def my_team(request: HttpRequest) -> dict[str, Any]:
    """Each behaviour with the verdict of each of your own teams; what slides back first."""
    viewer = viewer_of(request)
    lines = initiatives.lines(viewer=viewer, filter="mine")
    own = own_standings(viewer=viewer, lines=lines)
    return {
        "items": [
            {
                "change": line.initiative.slug,
                "behaviour": behaviour.key,
                "team": verdict.unit,
                "team_ids": sorted(teams),
                **verdict_json.unit_values(verdict, translation),
            }
            for line in lines
            for behaviour, verdict, teams in own.get(line.initiative.id, ())
        ]
    }
