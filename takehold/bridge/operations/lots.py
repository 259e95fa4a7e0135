"""Drawing lots for who goes first: announced, drawn in the open, or chosen by those who lead instead."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from datetime import datetime
from typing import Final

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from takehold.analysis import lots
from takehold.audit import operations as audit
from takehold.bridge import models
from takehold.bridge.facts import OVER
from takehold.bridge.facts.lots import SlotInput
from takehold.bridge.operations.speaking import plainly
from takehold.bridge.queries import lots as queries
from takehold.bridge.queries.rights import fetch
from takehold.gaps.facts import Group
from takehold.gaps.queries.gaps import groups
from takehold.gaps.queries.rights import Change, change_of
from takehold.gather.queries.written import cleaned
from takehold.initiatives.facts import Conflict, Invalid
from takehold.people.facts import NotAllowed, NotYours, Viewer

LONGEST_WORDS, LONGEST_REASON = 200, 500
MOST_SLOTS: Final = 12


def waiting(*, viewer: Viewer, slug: str, action_id: int) -> tuple[Group, ...]:
    """The groups that an action is for, as its draw would name them. Raises ``NotYours``."""
    change = change_of(viewer, slug)
    return _groups(viewer, change, fetch(viewer, change, action_id))


def announce(
    *,
    viewer: Viewer,
    slug: str,
    action_id: int,
    slots: Sequence[SlotInput],
    safety: frozenset[int],
    now: datetime,
    secret: str = "",
) -> None:
    """Freeze and publish the list. ``safety``: numbers of groups that get it at once, outside of the draw. ``secret``: one
    that is known already, for a draw that is played again; no page or program hands one in.

    Raises:
        NotYours, NotAllowed: not theirs. Invalid: nothing to draw for, or it began somewhere. Conflict: there is a draw.
    """
    change, row = _led(viewer, slug, action_id)
    if row.state in OVER or row.began_on is not None:
        raise Invalid(
            "slots", _("It has begun. Lots drawn afterwards would decide nothing; say openly who chose.")
        )
    if any(each.on < viewer.on for each in slots) or len(slots) > MOST_SLOTS:
        raise Invalid("slots", _("Choose days from today on."))
    found = _groups(viewer, change, row)
    if not safety <= {each.number for each in found}:
        raise Invalid("safety", _("One of the groups is not there any more."))
    begun = _begun(row)
    secret = secret or secrets.token_hex(24)
    told = [
        lots.Candidate(
            each.name, safety=each.number in safety, began=viewer.on if each.team_ids & begun else None
        )
        for each in found
    ]
    try:
        announced = lots.announce(told, [lots.Slot(each.on, each.places) for each in slots], secret=secret)
    except lots.NoDraw as error:
        raise Invalid("slots", _why_not(error)) from error
    _keep(row, announced, secret, found, viewer, now)


def draw(*, viewer: Viewer, slug: str, action_id: int, words: str, now: datetime) -> None:
    """Draw, with words that those present called out. Raises ``NotYours``, ``NotAllowed``, ``Invalid``, ``Conflict``."""
    _change, row = _led(viewer, slug, action_id)
    said = " ".join(cleaned(words, most=LONGEST_WORDS, field="words").split())
    with transaction.atomic():
        lot = _lot(row)
        if lot.drawn_on is not None or lot.instead_on is not None:
            raise Conflict(_("It is decided already; lots are drawn once."))
        try:
            found = lots.draw(queries.announcement(lot), secret=lot.secret, words=said)
        except lots.NoDraw as error:
            raise Invalid("words", _why_not(error)) from error
        lot.drawn_on, lot.words = viewer.on, said
        lot.places = [
            [each.team, each.stratum, each.lot, each.begins.isoformat() if each.begins else None]
            for each in found.places
        ]
        lot.save(update_fields=["drawn_on", "words", "places"])
        audit.record(actor=viewer.actor, action="lots drawn", subject=f"action:{row.pk}", now=now)


def choose_instead(*, viewer: Viewer, slug: str, action_id: int, reason: str, now: datetime) -> None:
    """Those who lead choose after all, before or after the draw, and say why. Raises as ``draw``."""
    _change, row = _led(viewer, slug, action_id)
    why = plainly(reason, most=LONGEST_REASON, field="reason")
    with transaction.atomic():
        lot = _lot(row)
        if lot.instead_on is not None:
            raise Conflict(_("It is decided already; lots are drawn once."))
        lot.instead_on, lot.reason = viewer.on, why
        lot.save(update_fields=["instead_on", "reason"])
        audit.record(actor=viewer.actor, action="chosen instead of lots", subject=f"action:{row.pk}", now=now)


def _led(viewer: Viewer, slug: str, action_id: int) -> tuple[Change, models.Action]:
    change = change_of(viewer, slug)
    row = fetch(viewer, change, action_id)
    if not change.may_edit:
        raise NotAllowed(_("Lots are drawn by those who lead this change, in the open; you may read them."))
    return change, row


def _groups(viewer: Viewer, change: Change, row: models.Action) -> tuple[Group, ...]:
    teams = {each.team_id for each in row.teams.all()}
    every = groups(viewer=viewer, slug=change.slug, change=change)
    return tuple(each for each in every if not teams or each.team_ids & teams)


def _begun(row: models.Action) -> frozenset[int]:
    """Teams in which the same practice began by another action."""
    if not row.practice:
        return frozenset()
    same = models.Action.objects.filter(
        initiative_id=row.initiative_id, practice=row.practice, began_on__isnull=False
    )
    return frozenset(models.ActionTeam.objects.filter(action__in=same).values_list("team_id", flat=True))


def _keep(
    row: models.Action,
    announced: lots.Announcement,
    secret: str,
    found: Sequence[Group],
    viewer: Viewer,
    now: datetime,
) -> None:
    try:
        with transaction.atomic():
            models.Lot.objects.create(
                action=row, announced_on=viewer.on, teams=[list(each) for each in announced.teams],
                members={each.name: sorted(each.team_ids) for each in found}, at_once=list(announced.at_once),
                slots=[[each.on.isoformat(), each.places] for each in announced.slots],
                list_sha256=announced.list_sha256, secret=secret, secret_sha256=announced.secret_sha256,
            )  # fmt: skip
            audit.record(actor=viewer.actor, action="lots announced", subject=f"action:{row.pk}", now=now)
    except IntegrityError as error:
        raise Conflict(_("Lots were announced already.")) from error


def _lot(row: models.Action) -> models.Lot:
    lot = models.Lot.objects.select_for_update().filter(action=row).first()
    if lot is None:
        raise NotYours
    return lot


def _why_not(error: lots.NoDraw) -> str:
    return {
        "already_began": _("It began already in {teams}. Lots drawn afterwards would decide nothing there."),
        "nobody": _("Lots need at least two groups that wait."),
        "room_for_all": _("There is room for all of them on that day, so there is nothing to draw."),
        "no_places": _("Say on which days how many groups can begin."),
        "same_day": _("Two rows are of the same day. Put them into one."),
    }.get(error.code, _("These lots cannot be drawn.")).format(teams=", ".join(error.teams))  # fmt: skip
