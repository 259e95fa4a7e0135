"""Coaching for whoever manages, leads or sponsors: a guide for each conversation of the week, own promises, what the team said.

All of it is read by that person alone; what people said on trust comes from what a closed survey released, and from
nothing else.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import timedelta
from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from takehold.bridge.facts.guides import Guide, Occasion
from takehold.bridge.queries import weeks
from takehold.bridge.queries.guides import fitting
from takehold.gaps.facts.promises import Promises
from takehold.gaps.queries.concerns import answers_owed
from takehold.gather.disclosure.by_team import newest_by_team
from takehold.gather.queries.listening import ears
from takehold.initiatives.queries.names import ChangeName
from takehold.overview.facts import Coaching, Move, Trust
from takehold.people.facts import RoleKind, Viewer

TRUST: Final = "element:trust"
QUARTER: Final = timedelta(days=91)
OCCASIONS: Final = {
    "alert": Occasion.SLIP, "slips": Occasion.SLIPS, "action": Occasion.ACTION, "concern": Occasion.QUESTION,
    "beat": Occasion.RHYTHM,
}  # fmt: skip
"""By the first word of a move's key."""


def guided(moves: Sequence[Move], barriers: Mapping[str, str]) -> tuple[Move, ...]:
    """The moves, each with the guide that fits its occasion and barrier (by the move's key); none twice where that can be."""
    found: list[Move] = []
    told: list[str] = []
    for move in moves:
        occasion = OCCASIONS.get(move.key.partition(":")[0])
        guide: Guide | None = None
        if occasion is not None:
            guide = fitting(occasion, barriers.get(move.key, ""), told=told)
            told.append(guide.key)
        found.append(replace(move, guide=guide))
    return tuple(found)


def coaching(*, viewer: Viewer, slug: str = "") -> Coaching:
    """Promises of the last quarter, and what was said on trust in a change (``slug``; none: the first that goes on)."""
    hears = ears(viewer)
    going = tuple(each for each in hears.changes if not each.ended)
    chosen = next((each for each in going if each.slug == slug), next(iter(going), None))
    first = viewer.on - QUARTER
    return Coaching(
        since=first,
        actions=weeks.beginnings_owed(viewer=viewer, first=first),
        answers=answers_owed(initiative_ids=hears.leads, first=first, last=viewer.on)
        if hears.leads
        else None,
        changes=tuple((each.slug, each.name) for each in going),
        chosen=chosen.slug if chosen is not None else "",
        trust=_trust(viewer, chosen) if chosen is not None else (),
    )


def answer(found: Coaching) -> str:
    """Whether one kept what one promised, in a sentence."""
    every = [each for each in (found.actions, found.answers) if each is not None]
    made, kept = sum(each.made for each in every), sum(each.kept for each in every)
    if not made:
        return _("No promise of yours was due in the last quarter.")
    told = ngettext(
        "In the last quarter {n} promise of yours was due", "In the last quarter {n} promises of yours were due", made
    ).format(n=made)  # fmt: skip
    if kept == made:
        return _("{told}; every one was kept on its day.").format(told=told)
    return ngettext(
        "{told}; {n} was kept on its day.", "{told}; {n} were kept on their day.", kept
    ).format(told=told, n=kept)  # fmt: skip


def lines(found: Promises) -> tuple[str, ...]:
    """What became of promises of one kind, a line each; what did not happen is left out."""
    told: Iterable[tuple[int, str]] = (
        (found.kept, ngettext("{n} on its day", "{n} on their day", found.kept)),
        (found.late, ngettext("{n} after its day", "{n} after their day", found.late)),
        (found.open, ngettext("{n} not done yet", "{n} not done yet", found.open)),
    )
    return tuple(words.format(n=count) for count, words in told if count)


def _trust(viewer: Viewer, change: ChangeName) -> tuple[Trust, ...]:
    """Of the groups that are one's own; of everybody for whoever leads or sponsors the change."""
    told = newest_by_team(viewer=viewer, initiative_id=change.id, question=TRUST)
    if told is None:
        return ()
    (number, title, closed_on), groups = told
    whole = viewer.has(RoleKind.LEAD, RoleKind.SPONSOR, RoleKind.IT_LEAD) or change.may_edit
    return tuple(
        Trust(each.group.name, each.figure, number, title, closed_on)
        for each in groups
        if (whole and not each.group.number) or (each.group.number and each.team_ids & ears(viewer).teams)
    )
