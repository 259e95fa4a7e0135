"""Whether data about persons may be loaded: by the works council's yes, or a waiver by a named person."""

from __future__ import annotations

from datetime import date

from django.db.models import Q
from django.utils.translation import gettext as _

from takehold.gather.facts.agreements import Agreement
from takehold.gather.models import PersonsAgreement


def persons_allowed(on: date) -> bool:
    """Whether a yes or a waiver holds on this day."""
    return agreement(on) is not None


def agreement(on: date) -> Agreement | None:
    """What holds on this day: a yes before a waiver, the newest first."""
    holding = PersonsAgreement.objects.filter(
        Q(withdrawn_on__isnull=True) | Q(withdrawn_on__gt=on), on__lte=on
    )
    row = min(holding, key=lambda row: (row.how != "yes", -row.on.toordinal(), -row.pk), default=None)
    return None if row is None else fact(row)


def earlier(on: date) -> tuple[Agreement, ...]:
    """Those that were withdrawn, the newest first."""
    rows = PersonsAgreement.objects.filter(withdrawn_on__isnull=False, withdrawn_on__lte=on)
    return tuple(fact(row) for row in rows)


def fact(row: PersonsAgreement) -> Agreement:
    """The row as a fact."""
    erased = row.person_id is None and row.given_by.startswith("person:")
    by = _("somebody who was erased since") if erased else row.given_by
    return Agreement(row.how, by, row.on, row.words, row.withdrawn_on)
