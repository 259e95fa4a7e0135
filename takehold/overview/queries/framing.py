"""What other rooms know about a request: who else asks something of the same people, where groups stand, the process."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from takehold.alignment.facts.load import Thing
from takehold.alignment.queries.load import beside
from takehold.analysis.series import monday
from takehold.bridge.facts.calendar import ASKS
from takehold.bridge.queries.calendar import calendar
from takehold.gaps.queries import readiness
from takehold.gather.queries.listening import ears
from takehold.governance.facts.requests import Known, RequestFact
from takehold.influence.queries import support
from takehold.influence.queries.words import SUPPORTS
from takehold.initiatives.queries.names import ChangeName
from takehold.people.facts import EVERYWHERE, Viewer
from takehold.ui.numbers import day

AHEAD: Final = timedelta(weeks=8)
MOST: Final = 10


def known(*, viewer: Viewer, request: RequestFact) -> Known:
    """What is on record about the change that a request is for; nothing where it is for none. Asks the database often,
    so it is looked up when somebody asks for it and kept with the request."""
    changes = {each.slug: each for each in ears(viewer).changes}
    change = changes.get(request.said.slug)
    if change is None:
        return Known(on=viewer.on)
    others = [
        each
        for each in changes.values()
        if each.slug != change.slug and not each.ended and _meet(each, change)
    ]
    heavy = dict(_heavy(viewer, change.slug))
    found = [heavy.get(each.slug) or _load(viewer, each, change) for each in others[:MOST]]
    inconsistent, told = _process(viewer, change.slug)
    return Known(
        loads=tuple(each for each in found if each),
        support=_support(viewer, change.slug),
        inconsistent=inconsistent,
        process_told=told,
        on=viewer.on,
    )


def _meet(one: ChangeName, other: ChangeName) -> bool:
    """Whether two changes are for some of the same teams; one without teams is for everybody."""
    return not one.team_ids or not other.team_ids or bool(one.team_ids & other.team_ids)


def _heavy(viewer: Viewer, slug: str) -> Iterator[tuple[str, str]]:
    """Of each other change that its impact sheet says hits the same groups in the same weeks: its address, and that in a
    sentence; of the groups that this viewer sees."""
    hits: dict[str, list[tuple[str, Thing]]] = {}
    for group, things in beside(viewer=viewer, slug=slug):
        for each in things:
            hits.setdefault(each.slug, []).append((group, each))
    for other, every in hits.items():
        group, most = max(every, key=lambda each: (each[1].weight * each[1].share, each[0]))
        groups = len({each for each, _thing in every})
        told = ngettext(
            "“{change}” changes the work of {group} in the same weeks, {first} to {last}.",
            "“{change}” changes the work of {n} of the same groups in the same weeks, that of {group} most, {first} to {last}.",
            groups,
        )
        yield (
            other,
            told.format(
                change=most.change, n=groups, group=group,
                first=day(min(each.first for _group, each in every), viewer.on),
                last=day(max(each.last for _group, each in every), viewer.on),
            ),
        )  # fmt: skip


def _load(viewer: Viewer, other: ChangeName, change: ChangeName) -> str:
    """What another change asks of the same people in the next eight weeks, in a sentence; empty where it asks nothing."""
    asked = [
        each.on
        for each in calendar(viewer=viewer, slug=other.slug).coming
        if each.kind in ASKS
        and each.on <= viewer.on + AHEAD
        and (not each.team_ids or not change.team_ids or each.team_ids & change.team_ids)
    ]
    if not asked:
        return ""
    weeks = [monday(each) for each in asked]
    fullest = max(sorted(set(weeks)), key=weeks.count)
    told = ngettext(
        "“{change}” asks {n} thing of the same people within eight weeks, in the week from {day}.",
        "“{change}” asks {n} things of the same people within eight weeks, most in the week from {day}.",
        len(asked),
    )
    return told.format(change=other.name, n=len(asked), day=day(fullest, viewer.on))


def _support(viewer: Viewer, slug: str) -> tuple[str, ...]:
    """Where each group stands as it said itself; persons by name are left out."""
    return tuple(
        _("{who}: {stance}, said on {day}").format(
            who=each.said.name, stance=SUPPORTS[each.now.support], day=day(each.now.on, viewer.on)
        )
        for each in support(viewer=viewer, slug=slug).stakeholders
        if each.now is not None
    )


def _process(viewer: Viewer, slug: str) -> tuple[bool | None, str]:
    """Whether the process is worked in different ways, as measured, and that in a sentence; None where nothing tells."""
    if not viewer.has(*EVERYWHERE):
        return None, ""
    found = readiness.readiness(viewer=viewer, change=readiness.change_for(viewer, slug))
    standards = [each.standard for each in found.rules if each.standard is not None]
    if not standards:
        return None, ""
    return any(each.inconsistent for each in standards), readiness.answer(found)
