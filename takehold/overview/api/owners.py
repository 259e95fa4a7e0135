"""Who owns changes in operations, for programs."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from ninja import Router

from takehold.overview.queries import owners as queries
from takehold.people.api import viewer_of

router = Router(tags=["overview"])


@router.get("/owners", summary="Who owns each change in operations", operation_id="owners")
def owners(request: HttpRequest) -> dict[str, Any]:
    """Every change that goes on, with what is overdue for it."""
    return {
        "items": [
            {
                "change": each.slug, "co_owner": each.co_owner, "changes_of_theirs": each.load,
                "answers_overdue": each.answers, "actions_overdue": each.actions,
            }
            for each in queries.owners(viewer=viewer_of(request))
        ]
    }  # fmt: skip
