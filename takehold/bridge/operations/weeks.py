"""What somebody says of a move, what a sponsor did that people saw, and that the mail of a week went out."""

from __future__ import annotations

import re
from collections.abc import Collection
from datetime import date, datetime
from typing import Final

from django.db import transaction
from django.utils.translation import gettext as _

from takehold.analysis.series import monday
from takehold.audit import operations as audit
from takehold.bridge import models
from takehold.bridge.facts import ActionState
from takehold.bridge.facts.weeks import ActKind, Said
from takehold.bridge.operations import actions
from takehold.bridge.operations.lifecycle import BEGIN
from takehold.bridge.queries import weeks
from takehold.gather.queries.written import cleaned
from takehold.initiatives import queries as initiatives
from takehold.initiatives.facts import Invalid
from takehold.people import queries as people
from takehold.people.facts import NotAllowed, NotYours, RoleKind, Viewer

KEY: Final = re.compile(r"[a-z]+(:[a-z0-9-]+)+", re.A)
LONGEST: Final = 300


def say_of_move(*, viewer: Viewer, key: str, said: Said, reason: str, now: datetime) -> bool:
    """Done, not now, or not right because. Said again in the same week, the last word stands.

    Returns:
        Whether an action that was agreed begins with it: done is what its owner was to begin.

    Raises:
        Invalid: no reason, or no such move.
    """
    if viewer.person_id is None:
        raise NotYours
    if said is Said.NOT_RIGHT and not reason.strip():
        raise Invalid("reason", _("Say in a few words why it is not right here."))
    why = _line("reason", reason) if said is Said.NOT_RIGHT else ""
    if len(key) > 120 or not KEY.fullmatch(key):
        raise Invalid("key", _("This move is not proposed any more. Look at the page again."))
    with transaction.atomic():
        models.MoveSaid.objects.update_or_create(
            person_id=viewer.person_id,
            week=monday(viewer.on),
            key=key,
            defaults={"said": said.value, "reason": why, "on": viewer.on},
        )
        audit.record(
            actor=viewer.actor,
            action="move answered",
            subject=f"move:{key}",
            now=now,
            details={"said": said.value},
        )
        return said is Said.DONE and _begun(viewer, key, now)


def take_back(*, viewer: Viewer, key: str, now: datetime) -> bool:
    """What was said of a move this week was said by mistake: it is proposed again. An action that began goes on. Whether
    anything was taken back."""
    if viewer.person_id is None:
        raise NotYours
    with transaction.atomic():
        rows = models.MoveSaid.objects.filter(person=viewer.person_id, week=monday(viewer.on), key=key)
        gone, _each = rows.delete()
        if gone:
            audit.record(actor=viewer.actor, action="move taken back", subject=f"move:{key}", now=now)
    return bool(gone)


def _begun(viewer: Viewer, key: str, now: datetime) -> bool:
    kind, _colon, number = key.partition(":")
    if kind != "action" or not number.isdigit():
        return False
    mine = next((each for each in weeks.my_actions(viewer=viewer) if each.id == int(number)), None)
    if mine is None or mine.shared or mine.state is not ActionState.AGREED:
        return False
    version = models.Action.objects.values_list("version", flat=True).get(id=mine.id)
    actions.turn(
        viewer=viewer, slug=mine.slug, action_id=mine.id, event=BEGIN, reason="", version=version, now=now
    )
    return True


def act_visibly(
    *, viewer: Viewer, slug: str, kind: ActKind, what: str, team_ids: Collection[int], now: datetime
) -> None:
    """A sponsor did something that people saw. ``team_ids``: of whole reporting groups; none: for everybody."""
    change = initiatives.initiative(viewer=viewer, slug=slug, marks=False)
    sponsors = change.sponsor is not None and change.sponsor.id == viewer.person_id
    held = {role.initiative_id for role in viewer.roles if role.kind is RoleKind.SPONSOR}
    if not (sponsors or held & {None, change.id}):
        raise NotAllowed(_("This is for whoever sponsors the change."))
    text = _line("what", what)
    seen = [unit.team_ids for unit in people.sight(viewer=viewer).units if unit.team_ids & set(team_ids)]
    if frozenset(team_ids) != frozenset().union(*seen):
        raise Invalid("groups", _("One of the groups is not there any more."))
    with transaction.atomic():
        row = models.VisibleAct.objects.create(
            initiative_id=change.id,
            person_id=viewer.person_id,
            kind=kind.value,
            team_ids=sorted(team_ids),
            what=text,
            on=viewer.on,
        )
        audit.record(
            actor=viewer.actor,
            action="visible act",
            subject=f"act:{row.pk}",
            now=now,
            details={"kind": kind.value},
        )


def mailed(*, person_id: int, week: date, now: datetime) -> bool:
    """Note that the mail of a week (its Monday) goes to somebody; False where it went already."""
    _row, new = models.WeekMailed.objects.get_or_create(person_id=person_id, week=week, defaults={"at": now})
    return bool(new)


def not_mailed(*, person_id: int, week: date) -> None:
    """The mail server took it not: it is due again."""
    models.WeekMailed.objects.filter(person=person_id, week=week).delete()


def want_mail(*, viewer: Viewer, wanted: bool) -> None:
    """Whether this viewer gets the week as a mail."""
    if viewer.person_id is None:
        raise NotYours
    if wanted:
        models.NoWeekMail.objects.filter(person=viewer.person_id).delete()
    else:
        models.NoWeekMail.objects.get_or_create(person_id=viewer.person_id)


def _line(field: str, text: str) -> str:
    return " ".join(cleaned(text, most=LONGEST, field=field).split())
