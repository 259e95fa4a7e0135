"""The playbook for programs, in the reader's language."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest
from django.utils.translation import gettext as _
from ninja import Router

from takehold.bridge.facts import ActionKind, Aim, Barrier, Phase, Practice, Setting, Suit, Wanted
from takehold.bridge.queries import playbook as queries
from takehold.gaps.facts import Cause
from takehold.people.api import viewer_of

router = Router(tags=["bridge"])


def shape(each: Practice) -> dict[str, Any]:
    """One practice."""
    return {
        "key": each.key, "kind": each.kind.value, "setting": each.setting.value, "aim": each.aim.value,
        "minutes": each.minutes,
        **{name: [one.value for one in getattr(each, name)] for name in ("barriers", "causes", "suits", "phases")},
        **{name: _(getattr(each, name)) for name in queries.TEXTS},
        "evidence": {"citation": each.evidence.citation, "finding": _(each.evidence.finding)} if each.evidence else None,
    }  # fmt: skip


@router.get("/playbook", summary="Things one can do", operation_id="playbook")
def playbook(
    request: HttpRequest,
    barrier: Barrier | None = None,
    cause: Cause | None = None,
    suit: Suit | None = None,
    phase: Phase | None = None,
    kind: ActionKind | None = None,
    setting: Setting | None = None,
    aim: Aim | None = None,
) -> dict[str, Any]:
    """All practices, or those that fit everything that is asked for."""
    viewer_of(request)
    wanted = Wanted(kind, barrier, cause, suit, phase, setting, aim)
    return {"items": [shape(each) for each in queries.fitting(wanted)]}


@router.get("/playbook/{key}", summary="One practice", operation_id="practice")
def practice(request: HttpRequest, key: str) -> dict[str, Any]:
    """When it fits, when it harms, what it rests on."""
    viewer_of(request)
    found = queries.practice(key)
    if found is None:
        raise Http404
    return shape(found)
