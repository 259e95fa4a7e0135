"""What is kept, and who sees it, for programs: the sheet's twin."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from ninja import Router, Schema
from pydantic import Field

from takehold.gather.operations import agreements
from takehold.gather.operations.agreements import MOST_WORDS
from takehold.gather.queries.privacy import privacy_sheet
from takehold.gather.views.entry import home
from takehold.people.api import viewer_of
from takehold.people.facts import RoleKind

router = Router(tags=["council"])


class WordsIn(Schema):
    """Conditions of a yes, or the reason of a waiver."""

    words: str = Field(default="", max_length=MOST_WORDS)


@router.get("/council/privacy", summary="What is kept, and who sees it", operation_id="privacy")
def privacy(request: HttpRequest) -> dict[str, Any]:
    """The sheet, made from what is set today."""
    return _sheet(request)


@router.post("/council/privacy/agree", summary="Agree to data about persons", operation_id="privacy_agree")
def agree(request: HttpRequest, said: WordsIn) -> dict[str, Any]:
    """The works council's yes; from an administrator a waiver, which needs words. Said twice it is said once."""
    viewer = viewer_of(request)
    act = agreements.agree if viewer.has(RoleKind.WORKS_COUNCIL) else agreements.waive
    act(viewer=viewer, words=said.words, now=timezone.now())
    return _sheet(request)


@router.post("/council/privacy/withdraw", summary="Withdraw it", operation_id="privacy_withdraw")
def withdraw(request: HttpRequest) -> dict[str, Any]:
    """From today on nothing about persons comes in, and no number leads to a person."""
    agreements.withdraw(viewer=viewer_of(request), now=timezone.now())
    return _sheet(request)


def _sheet(request: HttpRequest) -> dict[str, Any]:
    found = asdict(privacy_sheet(viewer=viewer_of(request), home=home()))
    return {name: value for name, value in found.items() if not name.startswith("may_")}
