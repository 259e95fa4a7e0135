"""What persuading tells calendars outside: by when an audience is to hear something, when a leader's sounding is over, and
when a strategic conversation is to be decided."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import CharField, IntegerField, QuerySet, Value
from django.urls import reverse
from django.utils.translation import gettext as _

from takehold.gather.queries.listening import ears
from takehold.influence import models
from takehold.influence.facts import MoveState
from takehold.influence.facts.early import Stage
from takehold.influence.queries.early import may_edit
from takehold.initiatives.facts.dates import Dated
from takehold.people.facts import Viewer

GOING = (Stage.IDEA, Stage.OPTIONS, Stage.BUDGET)


def dates(*, viewer: Viewer, first: date, last: date, slug: str = "") -> tuple[Dated, ...]:
    """What is planned in changes that the viewer leads, the end of own soundings, and strategic conversations, for whoever
    keeps them: in one question to the database. The calendar of a change has none."""
    if slug:
        return ()
    span = (first, last)
    moves = models.Move.objects.filter(
        stakeholder__initiative_id__in=ears(viewer).leads, state=MoveState.PLANNED, due__range=span
    )
    own = models.Sounding.objects.filter(leader_id=viewer.person_id or 0, closes_on__range=span)
    rows = _rows(
        moves, "advocacy", "due", "stakeholder__name", "stakeholder__initiative__slug", "version"
    ).union(_rows(own, "sounding", "closes_on"), *_talks(viewer, span), all=True)
    return tuple(_dated(*row) for row in sorted(rows))


def _talks(viewer: Viewer, span: tuple[date, date]) -> tuple[QuerySet[Any, Any], ...]:
    if not may_edit(viewer):
        return ()
    rows = models.Conversation.objects.filter(expected__range=span, stage__in=GOING)
    return (_rows(rows, "conversation", "expected", "topic", "", "version"),)


def _rows(
    rows: QuerySet[Any, Any], kind: str, on: str, text: str = "", slug: str = "", version: str = ""
) -> QuerySet[Any, Any]:
    """Of each row its kind, number, day, text, slug of the change, version."""
    empty = Value("", output_field=CharField())
    return rows.order_by().values_list(
        Value(kind, output_field=CharField()), "pk", on, text or empty, slug or empty,
        version or Value(0, output_field=IntegerField()),
    )  # fmt: skip


def _dated(kind: str, number: int, on: date, text: str, slug: str, version: int) -> Dated:
    if kind == "advocacy":
        title, path = (
            _("To be told: {audience}").format(audience=text),
            reverse("influence:move", args=(slug, number)),
        )
    elif kind == "sounding":
        title, path = _("Your sounding is over"), reverse("influence:soundings")
    else:
        title, path = (
            _("To be decided: {topic}").format(topic=text),
            reverse("influence:talk", args=(number,)),
        )
    return Dated(key=f"{kind}-{number}", on=on, title=title, path=path, version=version)
