"""Whose work it is, only as those who did it wish: by name, as their group, or not at all; and otherwise at any time."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from takehold.audit import operations as audit
from takehold.cocreation import models
from takehold.cocreation.facts.answers import Wish
from takehold.cocreation.queries.rights import fetch
from takehold.initiatives.facts import Invalid
from takehold.people import queries as people
from takehold.people.facts import NotYours, Viewer


def wish(*, viewer: Viewer, round_id: int, contribution_id: int, wish: Wish, now: datetime) -> None:
    """Say whether one wants to stand beside one's own contribution. By its author alone.

    Raises:
        NotYours: it is not one's own. Invalid: not one of the three, or a group where one belongs to none.
    """
    if wish is Wish.ASKED:
        raise Invalid("wish", _("Choose one of the answers."))
    row = fetch(viewer, round_id).row.contributions.filter(pk=contribution_id).first()
    if row is None or viewer.person_id is None or row.by_id != viewer.person_id:
        raise NotYours
    unit = _own_unit(viewer) if wish is Wish.GROUP else ""
    with transaction.atomic():
        models.Authorship.objects.update_or_create(
            contribution=row,
            defaults={"person_id": viewer.person_id, "wish": wish, "unit": unit, "on": viewer.on},
        )
        audit.record(actor=viewer.actor, action="author's wish said", subject="contribution", now=now)


def wish_of_link(*, round_id: int, contribution_id: int, receipt: str, named: bool, now: datetime) -> None:
    """The same for who came by the link: whether the name that was chosen then may stand beside it. Raises ``NotYours``."""
    rows = models.Contribution.objects.filter(round_id=round_id, pk=contribution_id, by=None)
    row = rows.exclude(signed="").filter(receipt=receipt).first() if receipt else None
    if row is None:
        raise NotYours
    with transaction.atomic():
        models.Authorship.objects.update_or_create(
            contribution=row,
            defaults={"wish": Wish.NAMED if named else Wish.UNNAMED, "on": timezone.localdate(now)},
        )
        audit.record(actor="link", action="author's wish said", subject="contribution", now=now)


def _own_unit(viewer: Viewer) -> str:
    """The reporting group one belongs to: never smaller than what is told of anyway."""
    own = people.own_teams(viewer)
    for unit in people.sight(viewer=viewer).units:
        if unit.team_ids & own:
            return unit.name
    raise Invalid(
        "wish", _("You belong to no team here, so there is no group to name. Choose another answer.")
    )
