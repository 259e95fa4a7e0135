"""What goes in and comes out, with the keys of ``takehold.verdict/1`` where it speaks of verdicts."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Sequence
from datetime import date
from typing import Any, TypeVar

from django.utils import translation
from ninja import Schema
from pydantic import Field

from takehold.analysis.facts import BehaviourVerdict
from takehold.evidence import verdict_json
from takehold.initiatives.facts import (
    AlertFact,
    BehaviourStanding,
    Initiative,
    InitiativeLine,
    Invalid,
    PersonName,
)

Item = TypeVar("Item")
MOST = 200


class ChangeIn(Schema):
    """A change as it is begun."""

    name: str = Field(max_length=200)
    reasons: list[str] = Field(min_length=1, max_length=3)
    lead_id: int | None = None
    sponsor_id: int | None = None
    co_owner_id: int | None = None
    team_ids: list[int] = Field(default_factory=list, max_length=5000)
    go_live: date | None = None


class LineIn(Schema):
    """A team's one line."""

    line: str = Field(min_length=1, max_length=300)


class AnswerIn(Schema):
    """What an alert turned out to be: real, not_real or data_fault."""

    resolution: str = Field(max_length=20)


def page(items: Sequence[Item], cursor: str, limit: int) -> tuple[Sequence[Item], str | None]:
    """The items after a cursor and the next cursor, None at the end. A cursor is not for reading."""
    start = 0
    if cursor:
        try:
            start = int(base64.urlsafe_b64decode(cursor.encode()).decode().removeprefix("at:"))
        except (ValueError, binascii.Error, UnicodeDecodeError):
            raise Invalid("cursor", "This cursor was not given out here.") from None
    if start < 0:
        raise Invalid("cursor", "This cursor was not given out here.")
    limit = max(1, min(limit, MOST))
    end = start + limit
    following = base64.urlsafe_b64encode(f"at:{end}".encode()).decode() if end < len(items) else None
    return items[start:end], following


def change(fact: Initiative) -> dict[str, Any]:
    """A change."""
    return {
        "slug": fact.slug,
        "name": fact.name,
        "reasons": list(fact.reasons),
        "lead": _person(fact.lead),
        "sponsor": _person(fact.sponsor),
        "co_owner": _person(fact.co_owner),
        "go_live": _day(fact.go_live),
        "ended_on": _day(fact.ended_on),
        "audience": {"teams": fact.audience_teams, "people": fact.audience_people},
        "marks": [{"on": _day(mark.on), "kind": mark.kind, "text": mark.text} for mark in fact.marks],
        "version": fact.version,
    }


def line(fact: InitiativeLine) -> dict[str, Any]:
    """A change in the list."""
    return {
        **change(fact.initiative),
        "behaviour": fact.behaviour.key if fact.behaviour else None,
        "verdict": fact.whole.verdict.value if fact.whole else None,
        "units": dict(fact.tally),
        "slipping": list(fact.slipping),
        "as_of": _day(fact.as_of),
    }


def standing(fact: BehaviourStanding, rests: tuple[int, int] | None = None) -> dict[str, Any]:
    """One behaviour: the whole and the units as this reader may read them.

    ``rests``: on how many of how many affected teams the verdict rests, where that is known.
    """
    behaviour = fact.behaviour
    said: dict[str, Any] = {
        "key": behaviour.key,
        "name": behaviour.name,
        "question": behaviour.question,
        "target": behaviour.target,
        "safety_grade": behaviour.safety_grade,
        "as_of": _day(fact.as_of),
        "verdict": None,
    }
    if fact.verdict is None:
        return said
    verdict = fact.verdict
    return {
        **said,
        **verdict_json.unit_values(verdict.whole, translation),
        "unmatched_share": fact.unmatched_share,
        "rests_on": {"teams": rests[0], "affected": rests[1]} if rests else None,
        "feed_stopped_on": _day(fact.feed_stopped_on),
        "stays_as_told_before": _day(fact.stays_before),
        "found_go_live": _day(verdict.found_go_live),
        "teams": [
            {
                "team": unit.unit,
                "people": unit.people,
                "holds": list(unit.folded),
                "as_of": _day(unit.as_of),
                **verdict_json.unit_values(unit.verdict, translation),
            }
            for unit in fact.units
        ],
        "early": list(verdict.early),
        "behind": list(verdict.behind),
        "evidence": _evidence(fact, verdict),
    }


def _evidence(fact: BehaviourStanding, verdict: BehaviourVerdict) -> dict[str, Any]:
    return {
        "rules": list(verdict.rules),
        "inputs_sha256": fact.evidence_sha256,
        "budget_per_year": verdict.terms.budget_per_year,
        "streams": verdict.terms.streams,
    }


def alert(fact: AlertFact) -> dict[str, Any]:
    """An alert."""
    return {
        "id": fact.id,
        "change": fact.initiative_slug,
        "behaviour": fact.behaviour,
        "team": fact.unit,
        "tier": fact.tier,
        "state": fact.state,
        "opened_on": _day(fact.opened_on),
        "since": _day(fact.since),
        "visible_above_on": _day(fact.visible_above_on),
        "line": fact.line,
        "resolution": fact.resolution or None,
        "may_write": fact.may_write,
    }


def _person(person: PersonName | None) -> dict[str, Any] | None:
    return {"id": person.id, "name": person.name, "job": person.job} if person else None


def _day(value: date | None) -> str | None:
    return value.isoformat() if value else None
