"""Behaviour beside opinion, for programs: the page's twin."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from django.http import HttpRequest
from ninja import Router

from takehold.gaps.facts.joining import Joined, JoinedGroup
from takehold.gaps.queries import joining as queries
from takehold.gaps.queries import joining_words as said
from takehold.people.api import viewer_of

router = Router(tags=["gaps"])


@router.get(
    "/changes/{slug}/behaviour-and-opinion",
    summary="What people do, and whether they want it",
    operation_id="behaviour_and_opinion",
)
def behaviour_and_opinion(request: HttpRequest, slug: str) -> dict[str, Any]:
    """Of groups, never of a person: each figure of the smallest group that is whole in both."""
    found = queries.joining(viewer=viewer_of(request), slug=slug)
    survey = found.survey
    return {
        "answer": said.answer(found),
        "survey": {"id": str(survey[0]), "title": survey[1], "closed_on": survey[2].isoformat()}
        if survey
        else None,
        "behaviours": [_joined(each) for each in found.behaviours],
    }


def _joined(each: Joined) -> dict[str, Any]:
    return {
        "key": each.key,
        "name": each.name,
        "answer": said.of_one(each),
        "from": each.first.isoformat() if each.first else None,
        "to": each.last.isoformat() if each.last else None,
        "groups": [_group(group) for group in each.groups],
        "weighed": asdict(each.weighed) if each.weighed else None,
    }


def _group(each: JoinedGroup) -> dict[str, Any]:
    return {
        "name": each.name, "units": list(each.units), "everybody": each.everybody, "partly": each.partly,
        "opportunities": each.chances, "rate": each.rate, "interval": list(each.interval),
        "answered": each.answered, "wants_percent": list(each.wants), "quadrant": each.quadrant.value,
        "usually": str(said.MEANS[each.quadrant]), "would_tell": str(said.TELLS[each.quadrant]),
        "stops": asdict(each.stops) if each.stops else None,
    }  # fmt: skip
