"""Stepping forward as a champion, inviting somebody, saying yes or no, noting hours, thanking."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime, timedelta
from typing import Final

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from takehold.audit import operations as audit
from takehold.bridge import models
from takehold.bridge.facts.champions import ChampionState, Shift, StepInput
from takehold.bridge.operations.championing import DECLINE, END, INVITE, NOBODY, OWN, STEP, following
from takehold.bridge.queries.champions import own_teams_of, to_thank
from takehold.gaps.queries.gaps import groups
from takehold.gaps.queries.rights import Change, change_of
from takehold.gather.queries.written import cleaned
from takehold.initiatives.facts import Conflict, Invalid
from takehold.people import queries as people
from takehold.people.facts import NotAllowed, NotYours, Viewer
from takehold.people.queries.still_here import here

LONGEST_THANKS: Final = 300
MOST_HALVES: Final = 48
BACK: Final = timedelta(days=92)
LONGEST: Final = timedelta(days=730)


def step_forward(*, viewer: Viewer, slug: str, said: StepInput, version: int, now: datetime) -> None:
    """Become a champion, say yes to an invitation, or change team and shifts. By the person alone.

    Raises:
        NotYours: no such change, or nobody. Invalid: not an own team, no shift, a day that cannot be. Conflict: said
            otherwise meanwhile (``version`` as it was read, 0 before the first word).
    """
    change = _going(viewer, slug)
    team = said.team_id
    if team not in {number for number, _name in own_teams_of(viewer, change)}:
        raise Invalid("team", _("Choose a team of your own that the change is for."))
    if not said.shifts:
        raise Invalid("shifts", _("Say when you can be asked: at least one shift."))
    if said.until is not None and not viewer.on <= said.until <= viewer.on + LONGEST:
        raise Invalid("until", _("Choose a day within two years from today, or leave it open."))
    fields = {"team_id": team, "shifts": sorted(set(map(str, said.shifts))), "until": said.until}
    with transaction.atomic():
        row, before = _own_row(change, viewer.person_id, version)
        row.state = _next(before, STEP)
        if before != ChampionState.SERVING:
            row.since = viewer.on
        for name, value in fields.items():
            setattr(row, name, value)
        row.version += 1
        _saved(row)
        _record(viewer, "champion stepped forward", row.pk, now)


def answer(*, viewer: Viewer, slug: str, event: str, now: datetime) -> None:
    """Say no to an invitation, or step back. Raises ``NotYours`` where there is nothing to answer, ``Invalid``."""
    change = change_of(viewer, slug)
    with transaction.atomic():
        row = _locked(change, viewer.person_id)
        if row is None:
            raise NotYours
        if event not in OWN or event == STEP:
            raise Invalid("event", _("Choose one of the answers."))
        row.state = _next(row.state, event)
        row.until = viewer.on if event == END else None
        row.version += 1
        row.save()
        _record(viewer, {DECLINE: "champion said no", END: "champion stepped back"}[event], row.pk, now)


def invite(*, viewer: Viewer, slug: str, person_id: int | None, now: datetime) -> None:
    """Ask somebody by name; only their own yes makes them a champion.

    Raises:
        NotYours, NotAllowed: not theirs. Invalid: nobody, oneself, not here, or asked before.
    """
    change = _led(viewer, slug)
    if person_id is None or not here([person_id], on=viewer.on):
        raise Invalid("person", _("This person is not here any more. Name somebody else."))
    if person_id == viewer.person_id:
        raise Invalid("person", _("You need no invitation: step forward yourself."))
    with transaction.atomic():
        row, before = _own_row(change, person_id)
        to = following(before, INVITE)
        if to is None:
            raise Invalid("person", _("This person was asked already. The answer is theirs."))
        row.state, row.asked_on, row.asked_by_id = to, viewer.on, viewer.person_id
        row.version += 1
        _saved(row)
        _record(viewer, "champion invited", row.pk, now)


def note_hours(*, viewer: Viewer, slug: str, on: date | None, halves: int | None, now: datetime) -> None:
    """Note one's own half hours of a day; the last word for a day stands, none takes it away.

    Raises:
        NotYours: no champion of it. Invalid: a day before one began, in the future or too long ago; too many.
    """
    change = change_of(viewer, slug)
    with transaction.atomic():
        row = _locked(change, viewer.person_id)
        if row is None or row.since is None:
            raise NotYours
        if on is None or not max(row.since, viewer.on - BACK) <= on <= viewer.on:
            raise Invalid(
                "on", _("Choose a day since you are a champion, in the last three months, up to today.")
            )
        if halves is None or not 0 <= halves <= MOST_HALVES:
            raise Invalid("hours", _("Say it in half hours, at most a day: 0.5, 1, 1.5 …"))
        if halves:
            row.hours.update_or_create(on=on, defaults={"halves": halves})
        else:
            row.hours.filter(on=on).delete()
        _record(viewer, "champion noted hours", row.pk, now)


def thank(*, viewer: Viewer, slug: str, champion_id: int, text: str, now: datetime) -> None:
    """Thank a champion whom one may ask; nobody else reads it.

    Raises:
        NotYours: not there, or not in a group one sees. Invalid: oneself, or no words.
    """
    to_thank(viewer=viewer, slug=slug, champion_id=champion_id)
    said = " ".join(cleaned(text, most=LONGEST_THANKS, field="text").split())
    with transaction.atomic():
        models.ChampionThanks.objects.create(
            champion_id=champion_id, by_id=viewer.person_id, text=said, on=viewer.on
        )
        _record(viewer, "champion thanked", champion_id, now)


def work_shift(
    *, viewer: Viewer, slug: str, shift: Shift, worked: bool, numbers: Collection[int], now: datetime
) -> None:
    """Say whether a shift is worked, and by which groups (numbers; none: by all). Raises ``NotYours``, ``NotAllowed``,
    ``Invalid``."""
    change = _led(viewer, slug)
    known = {each.number: each for each in groups(viewer=viewer, slug=slug, change=change)}
    if not set(numbers) <= set(known):
        raise Invalid("groups", _("One of the groups is not there any more."))
    teams = sorted(team for number in numbers for team in known[number].team_ids)
    with transaction.atomic():
        rows = models.ShiftWorked.objects
        if worked:
            rows.update_or_create(initiative_id=change.id, shift=shift.value, defaults={"team_ids": teams})
        else:
            rows.filter(initiative_id=change.id, shift=shift.value).delete()
        audit.record(
            actor=viewer.actor, action="shift worked" if worked else "shift not worked",
            subject=f"change:{change.id}", now=now, details={"shift": shift.value},
        )  # fmt: skip


def _going(viewer: Viewer, slug: str) -> Change:
    change = change_of(viewer, slug)
    if viewer.person_id is None or not people.own_teams(viewer):
        raise NotAllowed(_("Champions come from the teams that the change is for."))
    return change


def _led(viewer: Viewer, slug: str) -> Change:
    change = change_of(viewer, slug)
    if not change.may_edit:
        raise NotAllowed(_("This is for those who lead the change; you may step forward yourself."))
    return change


def _next(state: str, event: str) -> ChampionState:
    to = following(state, event)
    if to is None:
        raise Invalid("event", _("That cannot be now: look at the page again."))
    return to


def _locked(change: Change, person_id: int | None, version: int | None = None) -> models.Champion | None:
    rows = models.Champion.objects.select_for_update()
    row = rows.filter(initiative_id=change.id, person_id=person_id or 0).first()
    if version is not None and version != (row.version if row is not None else 0):
        raise _meanwhile()
    return row


def _own_row(
    change: Change, person_id: int | None, version: int | None = None
) -> tuple[models.Champion, str]:
    """The person's row, a new one where there is none, and the state it is in."""
    row = _locked(change, person_id, version)
    if row is not None:
        return row, row.state
    return models.Champion(initiative_id=change.id, person_id=person_id or 0, version=0), NOBODY


def _meanwhile() -> Conflict:
    return Conflict(
        _("Somebody else changed this meanwhile. Nothing of yours was lost: look at it and send it again.")
    )


def _saved(row: models.Champion) -> None:
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError as error:
        raise _meanwhile() from error


def _record(viewer: Viewer, action: str, champion_id: int, now: datetime) -> None:
    audit.record(actor=viewer.actor, action=action, subject=f"champion:{champion_id}", now=now)
