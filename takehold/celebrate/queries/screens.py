"""Screens that run, and what each shows."""

from __future__ import annotations

import hashlib
from typing import Final

from django.db.models import Count, Prefetch, Q, QuerySet

from takehold.celebrate import models
from takehold.celebrate.facts import Hung, ScreenFact, Shown, WinState
from takehold.celebrate.queries.names import lines
from takehold.celebrate.queries.rights import Eyes, eyes
from takehold.people.facts import NotFound, Viewer

AT_ONCE: Final = 6


def screens(*, viewer: Viewer) -> tuple[ScreenFact, ...]:
    """The screens that run and that this viewer may end. Raises ``NotYours``."""
    rows = mine(eyes(viewer)).filter(ended_on=None).select_related("initiative")
    return tuple(
        ScreenFact(row.pk, row.name, row.initiative.name if row.initiative else "", row.made_on)
        for row in rows
    )


def mine(eye: Eyes) -> QuerySet[models.Screen]:
    """Screens of changes one leads, and those of the house for whoever leads all of it."""
    own = Q(initiative__in=eye.ears.leads)
    return models.Screen.objects.filter(own | Q(initiative=None) if eye.ears.house_wide else own)


def shown(*, key: str) -> Hung:
    """What the screen with this key is called and shows: why it is done, the last that was published, and nothing else.

    Raises:
        NotFound: there is no such screen, or it was ended.
    """
    screens = models.Screen.objects.select_related("initiative")
    row = screens.filter(sha256=hashed(key), ended_on=None).first()
    if row is None:
        raise NotFound
    found = models.Win.objects.filter(state=WinState.PUBLISHED).select_related("initiative")
    if row.initiative_id is not None:
        found = found.filter(initiative_id=row.initiative_id)
    told = Prefetch("namings", models.Naming.objects.select_related("person"))
    wins = found.annotate(hands=Count("applause")).prefetch_related(told, "initiative__reasons")
    every = tuple(
        Shown(
            each.unit, each.text, lines(each.namings.all()), each.initiative.name,
            each.published_on or each.happened_on, getattr(each, "hands", 0),
            next((said.text for said in each.initiative.reasons.all()), ""),
        )
        for each in wins.order_by("-published_on", "-id")[:AT_ONCE]
    )  # fmt: skip
    why = tuple(said.text for said in row.initiative.reasons.all()) if row.initiative else ()
    return Hung(row.name, why, every)


def hashed(key: str) -> str:
    """What is kept of a key."""
    return hashlib.sha256(key.encode()).hexdigest()
