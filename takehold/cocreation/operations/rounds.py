"""Writing a round down, saying it anew until it opens, naming facilitators, and opening it."""

from __future__ import annotations

from datetime import datetime, timedelta
from random import Random
from typing import Any, Final

from django.db import transaction
from django.utils.translation import gettext as _

from takehold.audit import operations as audit
from takehold.cocreation import models
from takehold.cocreation.facts.rounds import RoundInput, RoundState
from takehold.cocreation.operations.inviting import invite
from takehold.cocreation.operations.lifecycle import BEGIN, following
from takehold.cocreation.operations.speaking import unnamed, unnamed_line
from takehold.cocreation.queries.rights import Standing, change_led, led
from takehold.initiatives.facts import Conflict, Invalid
from takehold.people import queries as people
from takehold.people.facts import Viewer
from takehold.people.queries.identity import found_by

LONGEST: Final = {"question": 300, "background": 4000, "fixed": 2000, "ground": 300, "open": 2000, "decides": 200, "how": 500}  # fmt: skip
FURTHEST: Final = timedelta(days=120)
MOST_FACILITATORS: Final = 10


def begin(*, viewer: Viewer, slug: str, said: RoundInput, now: datetime) -> int:
    """Write a round of a change down; its id. Nobody else reads it before it opens.

    Raises:
        NotYours, NotAllowed: not theirs. Invalid: what cannot be kept.
    """
    change = change_led(viewer, slug)
    columns = _checked(viewer, said)
    with transaction.atomic():
        row = models.Round.objects.create(initiative_id=change.id, **columns)
        _chosen(viewer, row, said)
        record(viewer, "round written down", row.pk, now)
    return row.pk


def edit(*, viewer: Viewer, round_id: int, said: RoundInput, version: int, now: datetime) -> None:
    """Say it anew over the version that was read, while it is not open. Raises as ``begin``; ``Conflict``."""
    led(viewer, round_id)
    columns = _checked(viewer, said)
    with transaction.atomic():
        row = drafted(led(viewer, round_id, lock=True), version)
        for name, value in {**columns, "version": row.version + 1}.items():
            setattr(row, name, value)
        row.save()
        row.teams.all().delete()
        _chosen(viewer, row, said)
        record(viewer, "round said anew", row.pk, now)


def open_it(*, viewer: Viewer, round_id: int, version: int, rng: Random, now: datetime) -> None:
    """Open it: who is invited is frozen, in groups of the house's floor at least. ``rng`` draws the lots.

    Raises:
        NotYours, NotAllowed: not theirs. Conflict: it was changed meanwhile, or is open. Invalid: it cannot open so.
    """
    with transaction.atomic():
        row = drafted(led(viewer, round_id, lock=True), version)
        if row.closes_on <= viewer.on:
            raise Invalid("closes_on", _("Its last day has come. Choose a later one first."))
        invited = invite(viewer, row, rng)
        row.state = following(row.state, BEGIN) or row.state
        row.opened_on, row.version = viewer.on, row.version + 1
        row.save()
        record(viewer, "round opened", row.pk, now, {"invited": invited})


def drop(*, viewer: Viewer, round_id: int, version: int, now: datetime) -> None:
    """Throw a draft away. Raises as ``edit``."""
    with transaction.atomic():
        drafted(led(viewer, round_id, lock=True), version).delete()
        record(viewer, "round dropped before it opened", round_id, now)


def name_facilitators(*, viewer: Viewer, round_id: int, who: str, now: datetime) -> None:
    """Who facilitates beside those who lead: keys or mail addresses, one a line. Raises ``Invalid`` naming nobody found."""
    found = led(viewer, round_id)
    ids = []
    for text in filter(None, (each.strip() for each in who.splitlines())):
        person = found_by(text=text)
        if person is None:
            told = _("Nobody here has this key or address: {names}").format(names=text)
            raise Invalid("who", told)
        if person[0] not in ids:
            ids.append(person[0])
    if len(ids) > MOST_FACILITATORS:
        raise Invalid("who", _("Name at most {most}.").format(most=MOST_FACILITATORS))
    with transaction.atomic():
        found.row.facilitators.exclude(person_id__in=ids).delete()
        for each in ids:
            found.row.facilitators.get_or_create(person_id=each)
        record(viewer, "facilitators of a round named", round_id, now, {"people": len(ids)})


def drafted(found: Standing, version: int) -> models.Round:
    """The row, not open yet and as it was read. Raises ``Conflict``."""
    if found.row.state != RoundState.DRAFT:
        raise Conflict(_("It is open: what people were asked does not change any more."))
    quicker(found.row.version, version)
    return found.row


def quicker(stands: int, read: int) -> None:
    """Let nobody be overwritten. Raises ``Conflict``."""
    if stands != read:
        raise Conflict(
            _(
                "Somebody else changed this meanwhile. Nothing of yours was lost: look at it and send it again."
            )
        )


def record(
    viewer: Viewer, action: str, round_id: int, now: datetime, details: dict[str, str | int] | None = None
) -> None:
    """A line on record, without what was said."""
    audit.record(actor=viewer.actor, action=action, subject=f"round:{round_id}", now=now, details=details or {})  # fmt: skip


def _chosen(viewer: Viewer, row: models.Round, said: RoundInput) -> None:
    known = {team.id for team in people.sight(viewer=viewer).teams}
    if set(said.teams) - known:
        raise Invalid("teams", _("Choose teams that are here."))
    models.RoundTeam.objects.bulk_create(
        models.RoundTeam(round=row, team_id=each) for each in dict.fromkeys(said.teams)
    )


def _checked(viewer: Viewer, said: RoundInput) -> dict[str, Any]:
    """The columns as they are kept. Raises ``Invalid``."""
    if said.closes_on is None or not viewer.on < said.closes_on <= viewer.on + FURTHEST:
        told = _("Say until when: a day from tomorrow on, within {days} days.").format(days=FURTHEST.days)
        raise Invalid("closes_on", told)
    if said.drawn and not said.lots:
        raise Invalid("lots", _("Say how many teams are drawn."))
    if said.fixed.strip() and not said.ground.strip():
        raise Invalid("ground", _("Name the law, the rule or the risk that fixes it."))
    needed = ("question", "open", "decides", "how")
    lines = ("question", "ground", "decides")
    texts = {
        name: (unnamed_line if name in lines else unnamed)(
            getattr(said, name), most=most, field=name, needed=name in needed
        )
        for name, most in LONGEST.items()
    }
    return {
        **texts, "closes_on": said.closes_on, "pseudonyms": said.pseudonyms, "at_once": said.at_once, "drawn": said.drawn,
        "lots": said.lots if said.drawn else None, "shared": said.shared,
    }  # fmt: skip
