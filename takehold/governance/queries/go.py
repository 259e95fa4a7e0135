"""Who signed, which groups went live by a "go", what was overridden, and which conditions of decisions are not met."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import CharField, DateField, F, TextField, Value
from django.db.models.functions import Cast

from takehold.governance import models
from takehold.governance.facts.decisions import CommitmentKind, CommitmentState
from takehold.governance.facts.go import Condition, GoFact, Signature
from takehold.initiatives.facts import Initiative
from takehold.people.facts import Viewer

NOT_MET = (CommitmentState.OPEN, CommitmentState.NOT_KEPT)
GO, SIGNED, WAITS = "go", "signed", "waits"


@dataclass(frozen=True, slots=True)
class Standing:
    """What is on record of a change: the signature, every "go" (the newest first), conditions that are not met."""

    signature: Signature
    goes: tuple[GoFact, ...]
    conditions: tuple[str, ...]


def standing(*, viewer: Viewer, change: Initiative) -> Standing:
    """All of it in one query. For who may read the change."""
    owner = change.co_owner
    empty, none = Cast(Value(""), TextField()), Cast(Value(None), DateField())
    goes = models.Go.objects.filter(initiative_id=change.id).order_by()
    signed = models.CoOwnerSignature.objects.filter(
        initiative_id=change.id, ended_on=None, person_id=owner.id if owner is not None else 0
    )
    waiting = models.Commitment.objects.filter(
        decision__initiative_id=change.id, kind=CommitmentKind.CONDITION, state__in=NOT_MET
    ).order_by()
    rows = goes.values_list(
        _kind(GO), "pk", *(Cast(name, TextField()) for name in ("group", "team_ids", "missing", "reason")), "goes_on",
        "said_on", "ended_on",
    ).union(
        signed.values_list(_kind(SIGNED), "pk", empty, empty, empty, empty, "signed_on", none, none),
        waiting.values_list(_kind(WAITS), "pk", Cast(F("text"), TextField()), empty, empty, empty, "due_on", none, none),
        all=True,
    )  # fmt: skip
    found: dict[str, list[tuple[Any, ...]]] = {GO: [], SIGNED: [], WAITS: []}
    for kind, *row in rows:
        found[kind].append(tuple(row))
    told = sorted(found[GO], key=lambda row: (row[6], row[0]), reverse=True)
    may = owner is not None and owner.id == viewer.person_id
    return Standing(
        Signature(
            owner.name if owner is not None else "", next((row[5] for row in found[SIGNED]), None), may
        ),
        tuple(_go(change, row) for row in told),
        tuple(row[1] for row in sorted(found[WAITS], key=lambda row: (row[5], row[0]))),
    )


def overrides(*, since: date) -> tuple[GoFact, ...]:
    """Every "go" since a day that was said although something was missing, the newest first."""
    rows = models.Go.objects.filter(said_on__gte=since).exclude(missing="").select_related("initiative")
    return tuple(
        GoFact(
            row.pk, row.initiative.slug, row.initiative.name, row.group, frozenset(row.team_ids), row.goes_on, row.said_on,
            _conditions(row.missing), row.reason, row.ended_on is None,
        )
        for row in rows
    )  # fmt: skip


def _go(change: Initiative, row: tuple[Any, ...]) -> GoFact:
    number, group, teams, missing, reason, goes_on, said_on, ended_on = row
    return GoFact(
        number, change.slug, change.name, group, frozenset(json.loads(teams)), goes_on, said_on, _conditions(missing),
        reason, ended_on is None,
    )  # fmt: skip


def _conditions(words: str) -> tuple[Condition, ...]:
    return tuple(Condition(each) for each in words.split(",") if each)


def _kind(word: str) -> Cast:
    return Cast(Value(word), CharField())
