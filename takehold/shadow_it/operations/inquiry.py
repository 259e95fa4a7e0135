"""Asking why before anything else: what was said, the chain of whys, and the need in one sentence."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from django.db import transaction
from django.utils.translation import gettext as _

from takehold.gaps.facts import Cause
from takehold.governance.operations.saying import maybe, plainly, titled
from takehold.initiatives.facts import Invalid
from takehold.people.facts import NotYours, Viewer
from takehold.shadow_it import models
from takehold.shadow_it.facts.tools import InterviewInput, NeedInput, Theme, ToolState
from takehold.shadow_it.operations.lifecycle import UNDERSTAND
from takehold.shadow_it.operations.saying import keep, locked, move
from takehold.shadow_it.operations.telling import banded
from takehold.shadow_it.queries.rights import worked_on

DEEPEST: Final = 12
LONGEST: Final = 500
OPEN: Final = (ToolState.ASKING, ToolState.UNDERSTOOD)


def interview(*, viewer: Viewer, tool_id: int, said: InterviewInput, version: int, now: datetime) -> None:
    """Keep what was said when the why was asked: what it gives, what would hurt if it went, what lies in it.

    Raises:
        NotYours, NotAllowed, Conflict. Invalid: why is not being asked now, or somebody is named.
    """
    worked_on(viewer, tool_id)
    fields = {
        "used_for": plainly(said.used_for, most=300, field="used_for"),
        **{name: maybe(getattr(said, name), most=LONGEST, field=name) for name in ("gives", "hurts", "risk")},
        "data": said.data, "contract": said.contract,
    }  # fmt: skip
    with transaction.atomic():
        row = _asked(tool_id, version)
        for name, value in fields.items():
            setattr(row, name, value)
        keep(row, viewer, "inquiry into a tool written down", now)


def why(
    *, viewer: Viewer, tool_id: int, cause: str, text: str, now: datetime, ends_at: str = "",
    version: int | None = None,
) -> int:  # fmt: skip
    """Answer "why?" once more, and say what somebody can change there, if the chain ends; the answer's id.

    Raises:
        NotYours, NotAllowed, Conflict. Invalid: no cause of the system, a circle, longer than anybody reads, ended already.
    """
    worked_on(viewer, tool_id)
    said = titled(text, most=300, field="text")
    end = titled(ends_at, field="ends_at") if ends_at.strip() else ""
    if cause not in set(Cause):
        raise Invalid("cause", _("Choose a cause. Causes are of the system, never of a person."))
    with transaction.atomic():
        row = _asked(tool_id, version)
        above = list(row.whys.all())
        if above and above[-1].ends_at:
            raise Invalid(
                "text",
                _("The chain ends there, at something that somebody can change. Take that back first."),
            )
        if any(each.text.casefold() == said.casefold() for each in above):
            raise Invalid(
                "text",
                _(
                    "This goes in a circle: it stands above as something to be explained. What else is behind it?"
                ),
            )
        if len(above) >= DEEPEST:
            raise Invalid("text", _("This chain is longer than anybody will read. Record the need."))
        made = models.Why.objects.create(tool=row, cause=cause, text=said, ends_at=end)
        keep(row, viewer, "why of a tool answered", now)
    return made.pk


def take_back(*, viewer: Viewer, tool_id: int, now: datetime, version: int | None = None) -> None:
    """Take the last answer of the chain out again. Raises ``NotYours``, ``NotAllowed``, ``Conflict``, ``Invalid``."""
    worked_on(viewer, tool_id)
    with transaction.atomic():
        row = _asked(tool_id, version)
        last = row.whys.last()
        if last is None:
            raise NotYours
        last.delete()
        keep(row, viewer, "why of a tool taken back", now)


def need(*, viewer: Viewer, tool_id: int, said: NeedInput, version: int, now: datetime) -> None:
    """Record the need behind it. Only after a first "why?" was answered: a need that nobody asked for is a guess.

    Raises:
        NotYours, NotAllowed, Conflict. Invalid: no sentence, no theme, or nobody asked why.
    """
    worked_on(viewer, tool_id)
    sentence = titled(said.sentence, most=300, field="sentence")
    if said.theme not in set(Theme):
        raise Invalid("theme", _("Choose what it is about."))
    people = banded(said.people)
    with transaction.atomic():
        row = _asked(tool_id, version)
        if not row.whys.exists():
            raise Invalid("sentence", _("Ask why first: no “why?” has been answered yet."))
        move(row, UNDERSTAND, viewer)
        row.need, row.theme, row.people, row.need_on = sentence, said.theme, people, viewer.on
        keep(row, viewer, "need behind a tool recorded", now)


def _asked(tool_id: int, version: int | None) -> models.Tool:
    """The row to write to, while why is asked and nothing is offered."""
    row = locked(tool_id, version)
    if row.state not in OPEN:
        raise Invalid(
            "state",
            _("Begin to ask why first; and what is offered is taken back before the need is said anew."),
        )
    return row
