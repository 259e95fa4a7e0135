"""Offering everybody whom a gap is about the two minutes "what would help you?". Nobody is picked."""

from __future__ import annotations

from datetime import datetime
from typing import Final
from uuid import UUID

from django.utils.translation import gettext as _

from takehold.gaps.facts import GapState
from takehold.gaps.queries.gaps import subject, team_ids
from takehold.gaps.queries.helping import talk_instead
from takehold.gaps.queries.rights import fetch, led
from takehold.gather.facts.disclosure import TooFew
from takehold.gather.facts.surveys import MayNotOpen
from takehold.gather.operations import helping
from takehold.initiatives.facts import Invalid
from takehold.people.facts import Viewer

FIELD: Final = "offer"


def offer(*, viewer: Viewer, slug: str, gap_id: int, now: datetime) -> UUID:
    """Offer it at once to everybody of the gap's groups, or to everybody the change is for. The id of the survey behind it.

    Raises:
        NotYours, NotAllowed: not theirs. Invalid: it cannot be offered now; the sentence says what to do instead.
    """
    row = fetch(viewer, led(viewer, slug), gap_id)
    if row.state == GapState.CLOSED:
        raise Invalid(FIELD, _("This gap is closed. Reopen it first, with a reason."))
    try:
        return helping.offer_help(
            viewer=viewer, slug=slug, subject=subject(row.pk), about=row.title, team_ids=team_ids(row), now=now
        )  # fmt: skip
    except MayNotOpen as error:
        raise Invalid(FIELD, str(error)) from error
    except TooFew as error:
        raise Invalid(FIELD, f"{error} {talk_instead()}") from error


def offer_to_groups(*, viewer: Viewer, slug: str, gap_id: int, now: datetime) -> str:
    """The same as a gap is opened: to its groups alone, and where that cannot be, why not, in a sentence; empty otherwise."""
    if not team_ids(fetch(viewer, led(viewer, slug), gap_id)):
        return ""
    try:
        offer(viewer=viewer, slug=slug, gap_id=gap_id, now=now)
    except Invalid as error:
        return str(error)
    return ""
