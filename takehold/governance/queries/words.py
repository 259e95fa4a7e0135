"""The words of this room on pages."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from enum import StrEnum
from typing import Any, Final

from django.utils.translation import gettext_lazy as lazy
from django.utils.translation import pgettext_lazy

from takehold.governance.facts.bodies import BodyKind, BodyName, Holder
from takehold.governance.facts.decisions import CommitmentKind, CommitmentState, Outcome
from takehold.governance.facts.priorities import PriorityKind
from takehold.governance.facts.requests import Process, Purpose, RequestState, Stance
from takehold.people.facts import RoleKind
from takehold.people.forms import ROLE_WORDS

BODY_KINDS: Final[Mapping[StrEnum, Any]] = {
    BodyKind.COUNCIL: lazy("council"),
    BodyKind.BOARD: lazy("board"),
    BodyKind.WORKS_COUNCIL: lazy("works council"),
    BodyKind.OTHER: pgettext_lazy("body", "another body"),
}
PRIORITY_KINDS: Final[Mapping[StrEnum, Any]] = {
    PriorityKind.PRIORITY: lazy("priority"),
    PriorityKind.VALUE: lazy("core value"),
}
PURPOSES: Final[Mapping[StrEnum, Any]] = {
    Purpose.DECIDE: lazy("to decide"),
    Purpose.DISCUSS: lazy("to discuss"),
    Purpose.NOTE: lazy("to note"),
}
REQUEST_STATES: Final[Mapping[StrEnum, Any]] = {
    RequestState.DRAFT: pgettext_lazy("request", "not sent yet"),
    RequestState.SENT: pgettext_lazy("request", "sent"),
    RequestState.BACK: pgettext_lazy("request", "sent back"),
    RequestState.AGENDA: pgettext_lazy("request", "on the agenda"),
    RequestState.DECIDED: pgettext_lazy("request", "decided"),
    RequestState.WITHDRAWN: pgettext_lazy("request", "withdrawn"),
}
STANCES: Final[Mapping[StrEnum, Any]] = {
    Stance.FOR: pgettext_lazy("stance", "for it"),
    Stance.CONDITIONS: pgettext_lazy("stance", "for it on conditions"),
    Stance.NEUTRAL: pgettext_lazy("stance", "neither for nor against"),
    Stance.AGAINST: pgettext_lazy("stance", "against it"),
}
PROCESSES: Final[Mapping[StrEnum, Any]] = {
    Process.UNSAID: lazy("not said yet"),
    Process.NONE: lazy("it rests on no process"),
    Process.RESTS: lazy("it rests on a process"),
}
OUTCOMES: Final[Mapping[StrEnum, Any]] = {
    Outcome.APPROVED: pgettext_lazy("decision", "approved"),
    Outcome.CONDITIONS: pgettext_lazy("decision", "approved with conditions"),
    Outcome.DECLINED: pgettext_lazy("decision", "declined"),
    Outcome.DISCUSSED: pgettext_lazy("decision", "discussed"),
    Outcome.NOTED: pgettext_lazy("decision", "noted"),
}
COMMITMENT_KINDS: Final[Mapping[StrEnum, Any]] = {
    CommitmentKind.CONDITION: lazy("condition"),
    CommitmentKind.COMMITMENT: lazy("commitment"),
}
COMMITMENT_STATES: Final[Mapping[StrEnum, Any]] = {
    CommitmentState.OPEN: pgettext_lazy("commitment", "open"),
    CommitmentState.KEPT: pgettext_lazy("commitment", "kept"),
    CommitmentState.NOT_KEPT: pgettext_lazy("commitment", "not kept"),
    CommitmentState.LIFTED: pgettext_lazy("commitment", "lifted"),
}
HOLDING_ROLES: Final[Mapping[str, Any]] = {
    each.value: ROLE_WORDS[each]
    for each in (
        RoleKind.SPONSOR,
        RoleKind.LEAD,
        RoleKind.IT_LEAD,
        RoleKind.COUNCIL,
        RoleKind.MANAGER,
        RoleKind.STEWARD,
    )
}
"""Roles that can answer for something."""
SEAT_ROLES: Final[Mapping[str, Any]] = {
    each.value: ROLE_WORDS[each]
    for each in (
        RoleKind.COUNCIL,
        RoleKind.SPONSOR,
        RoleKind.IT_LEAD,
        RoleKind.LEAD,
        RoleKind.WORKS_COUNCIL,
        RoleKind.AUDITOR,
        RoleKind.ADMIN,
    )
}
"""Roles that can sit in a body."""


def holder(found: Holder) -> str:
    """Who answers for it, in words."""
    return found.body or str(HOLDING_ROLES.get(found.role, ""))


def chosen(found: Holder) -> str:
    """The holder as forms and programs name it: ``body:3`` or ``role:it lead``."""
    return (
        f"body:{found.body_id}" if found.body_id is not None else f"role:{found.role}" if found.role else ""
    )


def holders(bodies: Iterable[BodyName]) -> list[tuple[str, Any]]:
    """What can answer for something, for a form."""
    return [
        ("", "–"),
        *((f"body:{each.id}", each.name) for each in bodies),
        *((f"role:{key}", word) for key, word in HOLDING_ROLES.items()),
    ]


def read_holder(text: str) -> Holder:
    """The holder from what a form or program says; an empty one where it is none."""
    kind, _colon, value = text.partition(":")
    if kind == "body" and value.isdecimal() and len(value) < 19:
        return Holder(body_id=int(value))
    return Holder(role=value) if kind == "role" and value in HOLDING_ROLES else Holder()


def words() -> dict[str, Any]:
    """The words for what templates show of facts."""
    return {
        "body_kinds": BODY_KINDS, "priority_kinds": PRIORITY_KINDS, "purposes": PURPOSES, "states": REQUEST_STATES,
        "stances": STANCES, "processes": PROCESSES, "outcomes": OUTCOMES, "commitment_kinds": COMMITMENT_KINDS,
        "commitment_states": COMMITMENT_STATES, "roles": HOLDING_ROLES, "seat_roles": SEAT_ROLES,
    }  # fmt: skip
