"""Tools, their inquiries and the promise, as programs read them."""

from __future__ import annotations

from datetime import date
from typing import Any

from takehold.people.facts import Viewer
from takehold.shadow_it.facts.promises import PromiseFact
from takehold.shadow_it.facts.tools import CheckFact, DepartmentFact, NeedLine, ToolFact, ToolLine
from takehold.shadow_it.queries import tools as queries
from takehold.shadow_it.queries.gate import lacking
from takehold.shadow_it.queries.words import of_check, standing


def iso(day: date | None) -> str | None:
    """A day as programs read it."""
    return day.isoformat() if day is not None else None


def line(each: ToolLine) -> dict[str, Any]:
    """A tool in a list."""
    return {
        "id": each.id, "name": each.name, "kind": each.kind.value, "state": each.state.value, "where": list(each.where),
        "used_for": each.used_for, "people": each.people, "need": each.need,
        "theme": each.theme.value if each.theme else None, "way": each.way.value if each.way else None,
        "service": each.service, "known_on": each.known_on.isoformat(), "met": each.met, "asked": each.asked,
    }  # fmt: skip


def department(each: DepartmentFact) -> dict[str, Any]:
    """A department that uses it. Whoever may be asked back is not told to programs."""
    return {
        "id": each.id, "name": each.name, "since": each.on.isoformat(), "co_owner": each.co_owner,
        "accepted_on": iso(each.accepted.on if each.accepted else None),
        "signed_on": iso(each.signed.on if each.signed else None),
    }  # fmt: skip


def check(each: CheckFact) -> dict[str, Any]:
    """A look whether the need is met."""
    return {
        "id": each.id, "due_on": each.due_on.isoformat(), "asked_on": iso(each.asked_on), "done_on": iso(each.done_on),
        "found": each.found.value if each.found else None, "said": of_check(each),
    }  # fmt: skip


def whole(found: ToolFact) -> dict[str, Any]:
    """A tool with its inquiry."""
    return {
        **line(found.line),
        "standing": standing(found),
        "under": found.under,
        "gives": found.gives,
        "hurts": found.hurts,
        "data": found.data.value,
        "contract": found.contract.value,
        "risk": found.risk,
        "whys": [
            {"id": each.id, "cause": each.cause.value, "text": each.text, "ends_at": each.ends_at} for each in found.whys
        ],
        "need_on": iso(found.need_on),
        "offer": found.offer,
        "offer_service": found.offer_service,
        "offered_on": iso(found.offered_on),
        "departments": [department(each) for each in found.departments],
        "before_it_is_switched_off": list(lacking(found.gate)),
        "directive": found.ordered.id if found.ordered else None,
        "request": found.led_to.request_id,
        "gap": found.led_to.gap_id,
        "change": found.led_to.slug,
        "checks": [check(each) for each in found.checks],
        "turns": [
            {"on": each.on.isoformat(), "before": each.before.value, "after": each.after.value,
             "reason": of_check(each.seen) if each.seen else each.reason}
            for each in found.turns
        ],
        "version": found.version,
    }  # fmt: skip


def read(viewer: Viewer, tool_id: int) -> dict[str, Any]:
    """A tool as a program reads it. Raises ``NotYours``."""
    return whole(queries.tool(viewer=viewer, tool_id=tool_id))


def need(each: NeedLine) -> dict[str, Any]:
    """Needs of one theme."""
    return {
        "theme": each.theme.value, "people": each.people, "departments": list(each.departments),
        "tools": [line(one) for one in each.tools], "met": each.met,
    }  # fmt: skip


def promise(each: PromiseFact) -> dict[str, Any]:
    """One version of the promise."""
    return {
        "number": each.number, "text": each.said.text, "limits": each.said.limits, "report_to": each.said.report_to,
        "drafted_on": each.drafted_on.isoformat(), "signer": each.signer, "office": each.office,
        "signed_on": iso(each.signed_on),
    }  # fmt: skip
