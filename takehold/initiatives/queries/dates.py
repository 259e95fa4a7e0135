"""What changes tell calendars outside: whom to tell and train by when, the beat of the loop, the next look."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Final

from django.db.models import Exists
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from takehold.initiatives import models
from takehold.initiatives.facts import Need, Part, TurnPart
from takehold.initiatives.facts.dates import Dated
from takehold.initiatives.queries.changes import fetch
from takehold.initiatives.queries.impact import needs
from takehold.initiatives.queries.names import ChangeName
from takehold.initiatives.queries.rhythm import beats, look_after, parts_of
from takehold.people import queries as people
from takehold.people.facts import Viewer

BEAT: Final = {
    Part.GATHER: lazy("Gather: {change}"),
    Part.FIND: lazy("Find the gaps: {change}"),
    Part.BRIDGE: lazy("Bridge them: {change}"),
    Part.CELEBRATE: lazy("Celebrate: {change}"),
}
NEED: Final = {
    "communication": lazy("By now {group} is to be told: {change}"),
    "training": lazy("By now {group} is to be trained: {change}"),
}


def dates(*, viewer: Viewer, first: date, last: date, slug: str) -> tuple[Dated, ...]:
    """The dates of a change as this viewer may read them. Raises ``NotYours``."""
    row = fetch(viewer, slug, people.sight(viewer=viewer))
    every = (
        *_needs(needs(viewer=viewer, slug=slug), slug, row.name),
        *_loop(row, viewer),
    )
    return tuple(each for each in every if first <= each.on <= last)


def led(*, viewer: Viewer, first: date, last: date, changes: Iterable[ChangeName]) -> tuple[Dated, ...]:
    """The next part of the loop of each of these changes, which this viewer leads."""
    of = {each.id: each for each in changes if not each.ended}
    parts = beats(viewer=viewer, initiative_ids=of) if of else {}
    found = (_beat(part, of[number].slug, of[number].name) for number, part in parts.items())
    return tuple(each for each in found if first <= each.on <= last)


def _needs(wanted: Iterable[Need], slug: str, change: str) -> Iterator[Dated]:
    for each in wanted:
        if each.by is not None:
            group = hashlib.sha256(each.group.encode()).hexdigest()[:12]
            yield Dated(
                key=f"{each.kind}-{slug}-{group}",
                on=each.by,
                title=str(NEED[each.kind]).format(group=each.group, change=change),
                path=reverse("initiatives:impact", args=(slug,)),
                change=change,
            )


def _loop(row: models.Initiative, viewer: Viewer) -> Iterator[Dated]:
    settled = row.settled.filter(ended_on=None)
    running = row.rhythms.filter(~Exists(settled), ended_on=None).first()
    if running is not None:
        for part in parts_of(viewer, row.slug, running):
            if part.done_on is None:
                yield _beat(part, row.slug, row.name)
        return
    told = list(settled.values_list("on", "checks__months"))
    waits = look_after(told[0][0], {months for _on, months in told}) if told else None
    if waits is not None:
        yield Dated(
            key=f"look-again-{row.slug}-{told[0][0].isoformat()}-{waits[0]}",
            on=waits[1],
            title=_("Look again whether it holds: {change}").format(change=row.name),
            path=reverse("overview:rhythm", args=(row.slug,)),
            change=row.name,
        )


def _beat(part: TurnPart, slug: str, change: str) -> Dated:
    return Dated(
        key=f"loop-{slug}-{part.turn}-{part.part.value}",
        on=part.due_on,
        title=str(BEAT[part.part]).format(change=change),
        path=reverse("overview:rhythm", args=(slug,)),
        change=change,
    )
