"""Performance reports for programs: the page's twin, same query and rights."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.utils import translation
from ninja import Router

from takehold.evidence.report_json import story_values
from takehold.initiatives import queries
from takehold.people.api import viewer_of

router = Router(tags=["changes"])


@router.get("/changes/{slug}/reports", summary="Figures from elsewhere", operation_id="reports")
def reports(request: HttpRequest, slug: str) -> list[dict[str, Any]]:
    """Each report: all together and the units that may be read, in the keys of ``takehold.verdict/1``."""
    return [
        {
            "key": each.key,
            "name": each.name,
            "unit": each.unit,
            "better": each.better,
            "waiting": each.waiting,
            **story_values(each.whole, each.unit, each.better, translation),
            "teams": [
                {"team": story.unit, **story_values(story, each.unit, each.better, translation)}
                for story in each.units
            ],
            "names_without_a_team": each.unmatched,
        }
        for each in queries.reports(viewer=viewer_of(request), slug=slug)
    ]
