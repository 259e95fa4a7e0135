"""Recording the works council's yes, its waiver, and the end of either."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from takehold.audit import operations as audit
from takehold.gather.models import PersonsAgreement
from takehold.initiatives.facts import Invalid
from takehold.ledger.operations import persons as ledger
from takehold.people.facts import NotAllowed, NotYours, RoleKind, Viewer

FEWEST_WORDS: Final = 20
MOST_WORDS: Final = 2000


def agree(*, viewer: Viewer, words: str, now: datetime) -> None:
    """The works council says yes, with its conditions in ``words`` if any. A second yes changes nothing."""
    _need(viewer, RoleKind.WORKS_COUNCIL)
    _record("yes", viewer, words, now)


def waive(*, viewer: Viewer, words: str, now: datetime) -> None:
    """Where there is no works council: an administrator answers for it by name, and says why."""
    _need(viewer, RoleKind.ADMIN)
    if len(words.strip()) < FEWEST_WORDS:
        raise Invalid(
            "words", _("Say in a sentence why it needs no yes of a works council: this stands on the sheet.")
        )
    _record("waived", viewer, words, now)


def withdraw(*, viewer: Viewer, now: datetime) -> None:
    """From today on no data about persons comes in, and the numbers that stand for persons are forgotten.

    A works council ends a yes and a waiver; an administrator only a waiver.
    """
    _need(viewer, RoleKind.WORKS_COUNCIL, RoleKind.ADMIN)
    today = timezone.localdate(now)
    with transaction.atomic():
        rows = PersonsAgreement.objects.filter(Q(withdrawn_on__isnull=True) | Q(withdrawn_on__gt=today))
        if not viewer.has(RoleKind.WORKS_COUNCIL):
            if rows.filter(how="yes").exists():
                raise NotAllowed(_("A yes of the works council is withdrawn by the works council."))
            rows = rows.filter(how="waived")
        if not rows.update(withdrawn_on=today):
            return
        gone = ledger.forget_all(now=now)
        _write(viewer, "agreement on data about persons withdrawn", now, {"numbers_forgotten": gone})


def _need(viewer: Viewer, *kinds: RoleKind) -> None:
    if not viewer.roles:
        raise NotYours
    if not viewer.has(*kinds):
        raise NotAllowed(
            _("The works council agrees; where there is none, an administrator answers for it by name.")
        )


def _record(how: str, viewer: Viewer, words: str, now: datetime) -> None:
    if len(words) > MOST_WORDS:
        raise Invalid("words", _("At most {n} letters.").format(n=MOST_WORDS))
    today = timezone.localdate(now)
    holding = PersonsAgreement.objects.filter(
        Q(withdrawn_on__isnull=True) | Q(withdrawn_on__gt=today), how=how
    )
    with transaction.atomic():
        if holding.exists():
            return
        PersonsAgreement.objects.create(
            how=how,
            given_by=viewer.name,
            person_id=viewer.person_id,
            on=today,
            words=words.strip(),
            recorded_at=now,
        )
        action = "works council agreed" if how == "yes" else "works council's yes waived"
        _write(viewer, action, now, {})


def _write(viewer: Viewer, action: str, now: datetime, details: dict[str, str | int]) -> None:
    audit.record(actor=viewer.actor, action=action, subject="persons", now=now, details=details)
