"""Saying that a change goes live for a group, with what is missing found in the same transaction."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from takehold.governance.operations import go as governance
from takehold.initiatives import queries as initiatives
from takehold.initiatives.facts import Conflict, Invalid
from takehold.overview.queries.go import readiness
from takehold.people.facts import Viewer


def say_go(*, viewer: Viewer, slug: str, number: int, on: date | None, reason: str, now: datetime) -> int:
    """Say it for the group of this number; its id. Past what is missing only with a reason, which the council reads.

    Raises:
        NotYours, NotAllowed: not theirs. Invalid: no such group, no day, something is missing and no reason is named.
        Conflict: said already.
    """
    change = initiatives.initiative(viewer=viewer, slug=slug, marks=False)
    governance.leading(change)
    with transaction.atomic():
        found = readiness(viewer=viewer, slug=slug, change=change)
        group = next((each for each in found.groups if each.number == number), None)
        if group is None:
            raise Invalid("group", _("This group is not there any more."))
        if group.go is not None:
            raise Conflict(_("For this group it was said already. Take that back first."))
        made = governance.say(
            viewer=viewer, change=change, group=group.name, team_ids=group.team_ids, on=on,
            missing=found.open_for(group), reason=reason, now=now,
        )  # fmt: skip
    viewer.seen.clear()
    return made


def sign(*, viewer: Viewer, slug: str, signed: bool, now: datetime) -> None:
    """Sign as the operational co-owner, or take it back. Raises ``NotYours``, ``NotAllowed``."""
    change = initiatives.initiative(viewer=viewer, slug=slug, marks=False)
    (governance.sign if signed else governance.unsign)(viewer=viewer, change=change, now=now)


def take_back(*, viewer: Viewer, slug: str, go_id: int, now: datetime) -> None:
    """Take a "go" back before its day. Raises ``NotYours``, ``NotAllowed``, ``Invalid``."""
    change = initiatives.initiative(viewer=viewer, slug=slug, marks=False)
    governance.take_back(viewer=viewer, change=change, go_id=go_id, now=now)
    viewer.seen.clear()
