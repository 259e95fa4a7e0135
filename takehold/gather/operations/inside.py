"""Asking those who bring a change first: what those affected will be asked, and whether they agree with the plan."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from takehold.gather.facts.helping import INSIDE
from takehold.gather.facts.surveys import MayNotOpen
from takehold.gather.operations.helping import made_to
from takehold.gather.operations.opening import let_in
from takehold.gather.queries import asking, inside, survey_templates
from takehold.gather.queries.surveys import change_to_ask
from takehold.people import queries as people
from takehold.people.facts import Viewer


def ask_inside(*, viewer: Viewer, slug: str, team_ids: Collection[int], now: datetime) -> UUID:
    """Ask everybody of exactly these teams who may be asked today, for two weeks. Its id.

    It is promised what any survey promises, and nobody is asked twice within four weeks because of it.

    Raises:
        NotYours, NotAllowed: not a change of theirs. MayNotOpen, TooFew: it cannot be asked now; each a sentence.
    """
    change = change_to_ask(viewer=viewer, slug=slug)
    on = timezone.localdate(now)
    if why := inside.obstacles(change, on):
        raise MayNotOpen(" ".join(why))
    with transaction.atomic():
        every = people.members(team_ids=tuple(sorted(team_ids)), on=on)
        row = made_to(
            viewer, change, team_ids, now, template=INSIDE, moment="inside",
            title=_("The inside first: {change}").format(change=change.name)[:200],
            definition=survey_templates.inside_first(), action="inside asked",
        )  # fmt: skip
        let_in(viewer, row, asking.free(viewer, every, on, asking.planned(row.created_at, row.pk)), now)
    return row.pk
