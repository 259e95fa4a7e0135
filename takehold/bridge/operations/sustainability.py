"""Rating whether a change will last, and closing a round so that it is told."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from takehold.analysis.sustainability import FACTORS, LEVELS
from takehold.audit import operations as audit
from takehold.bridge import models
from takehold.bridge.queries.sustainability import named, of_it, quarter
from takehold.initiatives.facts import Conflict, Invalid
from takehold.people import queries as people
from takehold.people.facts import NotAllowed, Viewer


def rate(*, viewer: Viewer, slug: str, levels: Mapping[str, int], now: datetime) -> None:
    """Give a level, 1 to 4, to each factor one can tell of. That one rated is kept, what one chose only adds to tallies.

    Raises:
        NotYours, NotAllowed: not theirs. Invalid: no factor, or one or a level that is unknown. Conflict: rated already, or
        the round is closed.
    """
    change = named(viewer, slug)
    if viewer.person_id is None or not of_it(viewer, change):
        raise NotAllowed(
            _("Those who lead or sponsor the change and the teams it is for rate it; you may read.")
        )
    for factor, level in levels.items():
        if factor not in FACTORS or level not in LEVELS:
            raise Invalid(
                factor, _("Choose one of the ten factors and a level from 1 (not at all) to 4 (fully).")
            )
    if not levels:
        raise Invalid("", _("Say something of at least one of them."))
    if change.ended:
        raise Conflict(_("This change has ended; nothing more is rated."))
    try:
        with transaction.atomic():
            row = _open_round(change.id, viewer)
            models.SustainabilityRater.objects.create(round=row, person_id=viewer.person_id)
            for factor, level in levels.items():
                tally, _new = row.tallies.get_or_create(factor=factor, level=level)
                row.tallies.filter(pk=tally.pk).update(answers=F("answers") + 1)
            _record(viewer, "sustainability rated", row.pk, now)
    except IntegrityError as error:
        raise Conflict(
            _("You have rated this quarter already. What you chose then is not kept with your name.")
        ) from error


def close(*, viewer: Viewer, slug: str, now: datetime) -> None:
    """Close the round of this quarter, so that it is told. Raises as ``rate``; ``Invalid`` below the floor."""
    change = named(viewer, slug)
    if not change.may_edit:
        raise NotAllowed(_("Those who lead this change close the round; you may read."))
    floor = people.scope(viewer=viewer).floor
    with transaction.atomic():
        row = _open_round(change.id, viewer)
        found = row.raters.count()
        if found < floor:
            few = ngettext(
                "{n} person has rated. A round is closed from {floor} people on.",
                "{n} people have rated. A round is closed from {floor} people on.",
                found,
            )
            raise Invalid("", few.format(n=found, floor=floor))
        row.closed_on = viewer.on
        row.save(update_fields=["closed_on"])
        _record(viewer, "sustainability round closed", row.pk, now)


def _open_round(initiative_id: int, viewer: Viewer) -> models.SustainabilityRound:
    """The round of this quarter, held until the transaction ends. Raises ``Conflict`` where it is closed."""
    begins = quarter(viewer.on)
    made, new = models.SustainabilityRound.objects.get_or_create(initiative_id=initiative_id, quarter=begins)
    if new:  # all of them from the start, so that no order of rows tells what the first rater chose
        models.SustainabilityTally.objects.bulk_create(
            models.SustainabilityTally(round=made, factor=factor, level=level)
            for factor in FACTORS
            for level in LEVELS
        )
    rows = models.SustainabilityRound.objects.select_for_update()
    row = rows.get(initiative_id=initiative_id, quarter=begins)
    if row.closed_on is not None:
        raise Conflict(_("The round of this quarter is closed."))
    return row


def _record(viewer: Viewer, action: str, round_id: int, now: datetime) -> None:
    audit.record(actor=viewer.actor, action=action, subject=f"sustainability:{round_id}", now=now)
