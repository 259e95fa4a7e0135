"""Requests and decisions as programs read them."""

from __future__ import annotations

from typing import Any

from takehold.governance.facts.decisions import CommitmentFact, DecisionFact
from takehold.governance.facts.requests import Framing, RequestFact, RequestLine
from takehold.governance.queries.framing import checked
from takehold.governance.queries.words import chosen


def line_shape(found: RequestLine) -> dict[str, Any]:
    """A request in a list."""
    return {
        "id": found.id, "title": found.title, "body": found.body, "purpose": found.purpose.value,
        "state": found.state.value, "change": found.slug or None,
        "sent_on": found.sent_on.isoformat() if found.sent_on else None,
        "meets_on": found.meets_on.isoformat() if found.meets_on else None,
    }  # fmt: skip


def request_shape(found: RequestFact) -> dict[str, Any]:
    """A request with what is missing from it."""
    said = found.said
    return {
        **line_shape(found.line), "version": found.version, "ask": said.ask, "cost": said.cost, "risk": said.risk,
        "mitigation": said.mitigation, "load": said.load, "process": said.process.value,
        "process_name": said.process_name, "process_plan": said.process_plan,
        "signed_on": found.signature.on.isoformat() if found.signature.on and found.signature.holds else None,
        "asked_by_a_member": found.both, "decision": found.decision_id,
        **_lines(found),
        "on_record": {
            "loads": list(found.known.loads), "support": list(found.known.support),
            "process": found.known.process_told or None,
            "on": found.known.on.isoformat() if found.known.on else None,
        },
        "missing": [
            {"field": each.field, "says": each.sentence}
            for each in checked(Framing(found, found.known)).missing
        ],
        "turns": [
            {"on": each.on.isoformat(), "before": each.before.value, "after": each.after.value, "reason": each.reason}
            for each in found.turns
        ],
        "comments": [
            {"who": each.who, "on": each.on.isoformat(), "text": each.text} for each in found.comments
        ],
    }  # fmt: skip


def _lines(found: RequestFact) -> dict[str, Any]:
    """Options, who was consulted, what it serves."""
    return {
        "options": [
            {
                "id": each.id, "name": each.said.name, "pros": each.said.pros, "cons": each.said.cons,
                "nothing": each.said.nothing, "recommended": each.said.recommended,
            }
            for each in found.options
        ],
        "consulted": [
            {
                "id": each.id, "who": each.said.who, "said": each.said.said, "stance": each.said.stance.value,
                "on": str(each.said.on),
            }
            for each in found.consulted
        ],
        "serves": [
            {"id": each.id, "priority": each.priority_id, "name": each.priority, "how": each.how, "holds": each.holds}
            for each in found.serves
        ],
    }  # fmt: skip


def commitment_shape(found: CommitmentFact) -> dict[str, Any]:
    """A condition or commitment."""
    return {
        "id": found.id, "kind": found.kind.value, "text": found.text, "holder": chosen(found.holder),
        "due_on": found.due_on.isoformat(), "state": found.state.value, "late": found.late, "version": found.version,
        "decision": found.decision_id,
    }  # fmt: skip


def decision_shape(found: DecisionFact) -> dict[str, Any]:
    """A decision with its versions, the newest first."""
    return {
        "id": found.id, "title": found.title, "body": found.body_id, "body_name": found.body,
        "change": found.slug or None, "review_due": found.review_due,
        "versions": [
            {
                "number": each.number, "outcome": each.outcome.value, "reason": each.reason,
                "holder": chosen(each.holder), "decided_on": each.decided_on.isoformat(),
                "review_on": each.review_on.isoformat() if each.review_on else None,
                "entered_on": each.entered_on.isoformat(), "because": each.because,
            }
            for each in found.versions
        ],
        "commitments": [commitment_shape(each) for each in found.commitments],
    }  # fmt: skip
