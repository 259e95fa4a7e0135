"""Offering help to everybody of a group at once, and declining the offer.

An offer is a survey of two minutes that goes through all that surveys go through, beside their rhythm: the four weeks
count for it in neither direction. Nobody is picked. What it is about is a mark that its asker understands.
"""

from __future__ import annotations

import uuid
from collections.abc import Collection
from datetime import datetime, timedelta
from typing import Any, Final
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from takehold.audit import operations as audit
from takehold.gather.facts.disclosure import TooFew
from takehold.gather.facts.helping import HELP
from takehold.gather.facts.surveys import LANGUAGES, DoorShut, MayNotOpen
from takehold.gather.models import Promise, Tree, Wave, WaveTeam
from takehold.gather.operations.opening import let_in
from takehold.gather.queries import doors, helping, survey_templates
from takehold.gather.queries.surveys import change_to_ask
from takehold.initiatives.facts import Initiative
from takehold.people import queries as people
from takehold.people.facts import NotYours, Viewer

OPEN_FOR: Final = timedelta(days=14)
LEAST, LEAST_COMMENTS = 5, 10


def offer_help(
    *, viewer: Viewer, slug: str, subject: str, about: str, team_ids: Collection[int], now: datetime
) -> UUID:
    """Offer it at once to everybody of exactly these teams (none: the change's audience). Its id.

    ``subject``: a mark of at most 20 letters by which it is found again. ``about``: what those asked read beside the
    question. Who has such an offer open already gets no second one, of whatever change.

    Raises:
        NotYours, NotAllowed: not a change of theirs. MayNotOpen, TooFew: it cannot be made now; each a sentence.
    """
    change = change_to_ask(viewer=viewer, slug=slug)
    on = timezone.localdate(now)
    if why := helping.obstacles(change, subject, on):
        raise MayNotOpen(" ".join(why))
    floor = people.floor()
    with transaction.atomic():
        invited, having = helping.offered_to(viewer, change, team_ids, on)
        if having and len(invited) < max(LEAST, floor):
            raise TooFew(_("Nearly everybody there has such an offer open already: nobody gets two at once."))
        row = made_to(
            viewer, change, team_ids, now, template=HELP, moment=subject,
            title=_("What would help you? {about}").format(about=about)[:200],
            definition=survey_templates.help_offered(), action="help offered",
        )  # fmt: skip
        let_in(viewer, row, invited, now)
    return row.pk


def made_to(
    viewer: Viewer,
    change: Initiative,
    team_ids: Collection[int],
    now: datetime,
    *,
    template: str,
    moment: str,
    title: str,
    definition: dict[str, Any],
    action: str,
) -> Wave:
    """Write down a survey of two weeks for one group, confidential, in every language; inside a transaction."""
    on, floor = timezone.localdate(now), people.floor()
    row = Wave.objects.create(
        initiative_id=change.id, title=title, template=template, moment=moment, definition=definition,
        languages=list(LANGUAGES), promise=Promise.CONFIDENTIAL, tree=Tree.TEAM,
        k_scores=max(LEAST, floor), k_comments=max(LEAST_COMMENTS, floor), opens_on=on,
        closes_on=on + OPEN_FOR, created_by_id=viewer.person_id, created_at=now,
    )  # fmt: skip
    WaveTeam.objects.bulk_create(WaveTeam(wave=row, team_id=team) for team in sorted(team_ids))
    audit.record(
        actor=viewer.actor,
        action=action,
        subject=f"survey:{row.pk}",
        now=now,
        details={"initiative": change.id},
    )
    return row


def decline(*, viewer: Viewer, token: str) -> None:
    """No, thank you: the place stays without the person, as if that person had been erased, and nothing says who it was.

    Not on record, on purpose. Raises ``NotYours`` for what is no offer of this person.
    """
    try:
        kind, nonce = doors.opened(token)
    except DoorShut as error:
        raise NotYours from error
    with transaction.atomic():
        row = helping.waiting(viewer).select_for_update().filter(nonce=nonce).first()
        if row is None or kind != doors.INVITED:
            raise NotYours
        row.person, row.nonce = None, uuid.uuid4()
        row.save(update_fields=["person", "nonce"])
