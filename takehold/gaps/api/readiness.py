"""Whether the process is the same everywhere, for programs: the page's twin."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from django.http import HttpRequest
from ninja import Router

from takehold.gaps.facts.readiness import RuleTold, SourceCourse
from takehold.gaps.queries import readiness as queries
from takehold.people.api import viewer_of

router = Router(tags=["gaps"])


@router.get("/changes/{slug}/readiness", summary="The same everywhere?", operation_id="readiness")
def readiness(request: HttpRequest, slug: str) -> dict[str, Any]:
    """Rules group by group, ways and times of cases (in seconds), and what to settle first."""
    viewer = viewer_of(request)
    found = queries.readiness(viewer=viewer, change=queries.change_for(viewer, slug))
    return {
        "answer": queries.answer(found),
        "first_steps": queries.first_steps(found),
        "rules": [_rule(each) for each in found.rules],
        "sources": [_source(each) for each in found.courses],
    }


def _rule(rule: RuleTold) -> dict[str, Any]:
    return {
        "key": rule.key,
        "name": rule.name,
        "answer": queries.same(rule),
        "from": rule.first.isoformat() if rule.first else None,
        "to": rule.last.isoformat() if rule.last else None,
        "standard": asdict(rule.standard) if rule.standard else None,
        "kinds": rule.kinds,
        "cautions": [{"code": each.code, **each.numbers} for each in rule.cautions],
        "said": queries.beside(rule),
    }


def _source(each: SourceCourse) -> dict[str, Any]:
    course = each.course
    return {
        "source": each.source_id,
        "name": each.name,
        "behind": each.behind,
        "said": queries.of_course(course) if course else [],
        "course": asdict(course) if course else None,
    }
