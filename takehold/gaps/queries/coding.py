"""The text that a coder reads next, with hints from texts that were coded; whose turn it is, and for what."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from math import ceil
from typing import Final

from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from takehold.analysis.themes import Codebook
from takehold.gaps import models
from takehold.gaps.facts.codebook import KEYS, Card, Choice, Coded, Hint, Text
from takehold.gaps.queries.codebook import themes
from takehold.gaps.queries.rights import Change, change_of
from takehold.gaps.queries.texts import lot, texts
from takehold.people.facts import EVERYWHERE, NotAllowed, Viewer

SHARE: Final = 0.2
FEWEST: Final = 20
"""A fifth of the texts, and at least twenty, are put under themes by a second person."""
MOST_COMPARED: Final = 500
MOST_HINTS: Final = 3
Decisions = dict[tuple[str, str], frozenset[int]]


@dataclass(frozen=True, slots=True)
class Coding:
    """Who codes: ``id`` None before the first decision. ``second``: only the sample, without the first one's decisions."""

    change: Change
    id: int | None
    who: str
    second: bool


def who(person_id: int) -> str:
    """A person as a coder is kept: recognised on coming back, and found by nobody."""
    return salted_hmac("takehold.gaps.coder", str(person_id), algorithm="sha256").hexdigest()


def coder(*, viewer: Viewer, slug: str) -> Coding:
    """This viewer as a coder: those who lead the change, and whoever they named. Raises ``NotYours``, ``NotAllowed``."""
    change = change_of(viewer, slug)
    refused = NotAllowed(
        _("Texts are put under themes by those who lead this change and by whom they named.")
    )
    if viewer.person_id is None or not viewer.has(*EVERYWHERE):
        raise refused
    sealed = who(viewer.person_id)
    row = models.Coder.objects.filter(initiative_id=change.id, who=sealed).first()
    if row is None and not change.may_edit:
        raise refused
    return Coding(change, row.pk if row else None, sealed, row.second if row else False)


def decided(*, change: Change, second: bool) -> Decisions:
    """What one side decided: kind and reference of a text -> its themes; none: nothing of the codebook fits."""
    return _by_text(_rows(change, second))


def both_sides(*, change: Change) -> tuple[Decisions, Decisions]:
    """What the first decided, and what the second did."""
    rows = models.Coding.objects.filter(initiative_id=change.id)
    told = list(rows.values_list("kind", "ref", "codes__wording__theme_id", "coder_id", "second"))
    first, second = ([each[:4] for each in told if each[4] is side] for side in (False, True))
    return _by_text(first), _by_text(second)


def seconds(*, change: Change) -> frozenset[str]:
    """The seals of those who were named as second readers."""
    rows = models.Coder.objects.filter(initiative_id=change.id, second=True)
    return frozenset(rows.values_list("who", flat=True))


def _rows(change: Change, second: bool) -> list[tuple[str, str, int | None, int]]:
    rows = models.Coding.objects.filter(initiative_id=change.id, second=second)
    return list(rows.values_list("kind", "ref", "codes__wording__theme_id", "coder_id"))


def _by_text(rows: Sequence[tuple[str, str, int | None, int]]) -> Decisions:
    found: dict[tuple[str, str], set[int]] = {}
    for kind, ref, theme, _coder in rows:
        themes_of = found.setdefault((kind, ref), set())
        if theme is not None:
            themes_of.add(theme)
    return {key: frozenset(each) for key, each in found.items()}


def coded(found: Sequence[Text], decisions: Decisions) -> tuple[Coded, ...]:
    """Texts that were decided about and that the viewer may read."""
    return tuple(Coded(each, decisions[each.key]) for each in found if each.key in decisions)


def sample(found: Sequence[Text]) -> tuple[Text, ...]:
    """The texts that a second person reads too: a fifth, at least twenty, drawn by lot, the same for everybody."""
    drawn = sorted(found, key=lambda each: lot(each, "second"))
    return tuple(drawn[: max(FEWEST, ceil(SHARE * len(drawn)))])


def card(*, viewer: Viewer, turn: Coding) -> Card:
    """The next text of this coder."""
    every = texts(viewer=viewer, change=turn.change)
    rows = _rows(turn.change, turn.second)
    decisions = _by_text(rows)
    mine = deck(turn, every)
    waiting = [each for each in mine if each.key not in decisions]
    book = themes(change=turn.change)
    text = waiting[0] if waiting and book else None
    hints = _hints(text, coded(every, decisions), waiting, {each.id for each in book}) if text else {}
    return Card(
        text=text,
        choices=tuple(
            Choice(each, KEYS[at] if at < len(KEYS) else "", hints.get(each.id))
            for at, each in enumerate(book)
        ),
        done=len(mine) - len(waiting),
        left=len(waiting),
        undo=any(coder_id == turn.id for _kind, _ref, _theme, coder_id in rows),
        sample=turn.second,
    )


def deck(turn: Coding, every: Sequence[Text]) -> tuple[Text, ...]:
    """What this coder reads, in an order drawn for this coder: of no survey, day, group or order of writing a trace."""
    mine = sample(every) if turn.second else every
    return tuple(sorted(mine, key=lambda each: lot(each, turn.who)))


def _hints(
    text: Text, known: Sequence[Coded], waiting: Sequence[Text], offered: Collection[int]
) -> dict[int, Hint]:
    """Themes of near texts. ``known`` are of the coder's own side: a second coder is told nothing of the first."""
    told = known[-MOST_COMPARED:]
    near = Codebook(
        [(each.text.text, [str(theme) for theme in each.themes]) for each in told],
        [each.text for each in waiting[:MOST_COMPARED]],
    )
    found = near.suggest(text.text, most=MOST_HINTS)
    return {
        int(each.code): Hint(int(each.code), each.alike, each.shared)
        for each in found
        if int(each.code) in offered
    }
