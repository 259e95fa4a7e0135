"""A win is told, published, left alone, taken back, applauded."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Final

from django.db import transaction
from django.utils.translation import gettext as _

from takehold.audit import operations as audit
from takehold.celebrate import models
from takehold.celebrate.facts import NamingState, WinInput, WinKind, WinState
from takehold.celebrate.operations.lifecycle import LEAVE, PUBLISH, WITHDRAW, following
from takehold.celebrate.queries.rights import Eyes, change_of, eyes, groups, of_teams
from takehold.celebrate.queries.words import marked, sentence
from takehold.gather.queries.naming import of_house
from takehold.gather.queries.written import cleaned
from takehold.initiatives.facts import Invalid
from takehold.ledger import operations as ledger
from takehold.people.facts import NotAllowed, NotYours, Viewer

LONGEST: Final = 600


def tell(*, viewer: Viewer, slug: str, said: WinInput, now: datetime) -> int:
    """Tell a win in one's own words; it waits until somebody who leads publishes it. Its id.

    Raises:
        NotYours: not a change of theirs. Invalid: no words, too many, the name of somebody, or no such group.
    """
    eye = eyes(viewer)
    change = change_of(eye, slug)
    units = groups(viewer)
    text = nameless(cleaned(said.text, most=LONGEST, field="text"), (each.name for each in units))
    unit = of_teams(units, said.group) if said.group is not None else None
    if said.group is not None and unit is None:
        raise Invalid("group", _("One of the groups is not there any more."))
    with transaction.atomic():
        row = models.Win.objects.create(
            initiative_id=change.id, kind=WinKind.TOLD, text=text, happened_on=viewer.on, found_on=viewer.on,
            unit=unit.name if unit else "", team_ids=sorted(unit.team_ids) if unit else [],
            told_by_id=viewer.person_id,
        )  # fmt: skip
        _record(viewer, "win told", row.pk, now)
    return row.pk


def publish(*, viewer: Viewer, slug: str, win_id: int, text: str, now: datetime) -> None:
    """Have everybody read it who may read the change, and have the charts of its group show the day.

    ``text``: the words to publish; empty: those it has. Raises ``NotYours``, ``NotAllowed``, ``Invalid``.
    """
    with transaction.atomic():
        eye, row = publishable(viewer, slug, win_id)
        drafted = row.text or sentence(row.kind, row.unit, row.figures, row.happened_on)
        words = cleaned(text or drafted, most=LONGEST, field="text")
        if words != drafted:
            nameless(words, (each.name for each in groups(viewer)))
        _move(row, PUBLISH)
        first = row.published_on is None
        row.text, row.published_on, row.withdrawn_on = words, viewer.on, None
        row.save(update_fields=["state", "text", "published_on", "withdrawn_on"])
        if first:  # the day on which the group was first recognised stays on the charts
            ledger.add_mark(
                on=viewer.on, kind="recognition", text=marked(row.unit), team_ids=row.team_ids,
                subject=eye.changes[row.initiative_id].slug, now=now,
            )  # fmt: skip
        _ask_anew(row, viewer)
        _record(viewer, "win published", row.pk, now)


def _ask_anew(row: models.Win, viewer: Viewer) -> None:
    """A yes is to the words that were read: beside other words everybody is asked again, and not named until then."""
    row.namings.exclude(beside=row.text).exclude(state=NamingState.DECLINED).update(
        beside=row.text, state=NamingState.ASKED, asked_on=viewer.on, answered_on=None
    )


def leave(*, viewer: Viewer, slug: str, win_id: int, now: datetime) -> None:
    """Not now: it waits no longer, and can still be published. Raises as ``publish``."""
    with transaction.atomic():
        _eye, row = publishable(viewer, slug, win_id)
        _move(row, LEAVE)
        row.save(update_fields=["state"])
        _record(viewer, "win left", row.pk, now)


def withdraw(*, viewer: Viewer, slug: str, win_id: int, now: datetime) -> None:
    """Take it back, at any time: those who publish, and whoever told it. Raises as ``publish``."""
    with transaction.atomic():
        eye, row = _fetched(viewer, slug, win_id)
        told = row.told_by_id is not None and row.told_by_id == viewer.person_id
        if not told:
            _need_publisher(eye, row)
        _move(row, WITHDRAW)
        row.withdrawn_on = viewer.on
        row.save(update_fields=["state", "withdrawn_on"])
        row.mailings.filter(sent_on=None).delete()
        _record(viewer, "win taken back", row.pk, now)


def applaud(*, viewer: Viewer, slug: str, win_id: int) -> bool:
    """Applaud a published win, or no longer: nobody is told who, so no line is written either. Whether one applauds now.

    Raises:
        NotYours: not theirs, or nobody who could be counted once.
    """
    eye = eyes(viewer)
    change = change_of(eye, slug)
    with transaction.atomic():
        row = models.Win.objects.filter(id=win_id, initiative_id=change.id, state=WinState.PUBLISHED).first()
        if row is None or viewer.person_id is None:
            raise NotYours
        gone, _rows = models.Applause.objects.filter(win=row, person_id=viewer.person_id).delete()
        if not gone:
            models.Applause.objects.create(win=row, person_id=viewer.person_id, on=viewer.on)
    return not gone


def nameless(text: str, places: Iterable[str], field: str = "text") -> str:
    """The text, when nobody is named in it: a name needs that person's yes, and is asked for apart. Raises ``Invalid``."""
    name = of_house(text, places=tuple(places))
    if name:
        raise Invalid(
            field,
            _(
                "“{name}” is the name of somebody here. Write it without names: who earned a name is asked first."
            ).format(name=name),
        )
    return text


def publishable(viewer: Viewer, slug: str, win_id: int) -> tuple[Eyes, models.Win]:
    """The win, locked, for somebody who may publish it. Raises ``NotYours``, ``NotAllowed``."""
    eye, row = _fetched(viewer, slug, win_id)
    _need_publisher(eye, row)
    return eye, row


def _need_publisher(eye: Eyes, row: models.Win) -> None:
    if not eye.publishes(row.initiative_id, row.team_ids):
        raise NotAllowed(
            _("A win is published by those who lead the change, and by the manager of its team.")
        )


def _fetched(viewer: Viewer, slug: str, win_id: int) -> tuple[Eyes, models.Win]:
    viewer.seen.clear()
    eye = eyes(viewer)
    change = change_of(eye, slug)
    row = models.Win.objects.select_for_update().filter(id=win_id, initiative_id=change.id).first()
    if row is None or not eye.sees(row):
        raise NotYours
    return eye, row


def _move(row: models.Win, event: str) -> None:
    to = following(row.state, event)
    if to is None:
        raise Invalid("state", _("Somebody was quicker: look at how it stands now."))
    row.state = to


def _record(viewer: Viewer, action: str, win_id: int, now: datetime) -> None:
    audit.record(actor=viewer.actor, action=action, subject=f"win:{win_id}", now=now)
