"""Reading what a closed survey released. Nothing here looks at an answer of which no name stands over it.

Whoever asks, and however often, reads rows that were frozen at close; another question is answered by the smallest
group that was released and holds whoever was asked about.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from uuid import UUID

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from takehold.gather import models
from takehold.gather.disclosure.beside import changes
from takehold.gather.disclosure.named import by_name, own_answer
from takehold.gather.disclosure.participation import participation
from takehold.gather.disclosure.released import Released, Union, whole_of
from takehold.gather.disclosure.rights import Eyes, closed_wave, eyes
from takehold.gather.disclosure.wording import Texts
from takehold.gather.facts.disclosure import (
    CommentsFact,
    GroupFact,
    ReliabilityFact,
    Unheard,
    WaveResults,
)
from takehold.gather.models.answers import Release, ReleasedComment
from takehold.people.facts import NotYours, Viewer

__all__ = ["by_name", "of", "own_answer", "participation", "results"]


def results(*, viewer: Viewer, wave_id: UUID | str) -> WaveResults:
    """Everything this viewer may read of a closed survey. Raises ``NotYet``, ``NotYours``.

    Roles over everything read every group; others everybody together and the groups of their own teams.
    """
    wave = closed_wave(viewer, wave_id)
    seeing = eyes(viewer, wave)
    texts = Texts(wave.definition, get_language() or "en")
    released = Released(wave, texts)
    whole = whole_of(released)
    based = [
        union
        for union in released.unions.values()
        if union.number and union.row["base"] and seeing.sees(union.atoms)
    ]
    released.load([union.number for union in (*based, *([whole] if whole else []))])
    facts = [_fact(released, union, seeing) for union in based]
    facts.sort(key=lambda fact: not fact.own)
    atoms = set(released.atoms)
    return WaveResults(
        wave_id=str(wave.pk),
        title=wave.title,
        promise=wave.promise,
        closed_on=closed_on(wave),
        smallest=wave.k_scores,
        smallest_comments=wave.k_comments,
        whole=released.group(whole) if whole else None,
        groups=tuple(fact for fact in facts if fact.number in atoms),
        unions=tuple(fact for fact in facts if fact.number not in atoms),
        channels=_open_links(wave, texts),
        comments=_comments(wave, texts, seeing, released),
        changes=changes(released, (whole, *based) if whole else ()),
        reliability=_reliability(wave, texts),
        order_fits=_order_fits(wave),
    )


def of(*, viewer: Viewer, wave_id: UUID | str, teams: Collection[int]) -> GroupFact:
    """The smallest reporting group that holds these teams, with its figures. Raises ``NotYet``, ``NotYours``,
    ``Unheard`` (nobody of them was asked, or too few answered in all)."""
    wave = closed_wave(viewer, wave_id)
    seeing = eyes(viewer, wave)
    atoms = {cell.atom for cell in seeing.cells if cell.atom is not None and set(cell.team_ids) & set(teams)}
    if not atoms:
        raise Unheard(_("Nobody of these teams was asked, or too few answered for anything to be told."))
    released = Released(wave, Texts(wave.definition, get_language() or "en"))
    union = released.smallest(atoms)
    if union is None:
        raise Unheard(_("Too few answered for anything to be told."))
    if union.number and not seeing.sees(union.atoms):
        raise NotYours
    released.load([union.number])
    return _fact(released, union, seeing)


def closed_on(wave: models.Wave) -> date:
    """The day on which it closed."""
    return wave.closed_at.date() if wave.closed_at else wave.closes_on


def _fact(released: Released, union: Union, seeing: Eyes) -> GroupFact:
    names = tuple(cell.name for cell in seeing.cells if cell.atom in union.atoms)
    own = bool(union.atoms) and union.atoms <= seeing.own
    return released.group(union, own=own, folded=names if len(names) > 1 else ())


def _open_links(wave: models.Wave, texts: Texts) -> tuple[GroupFact, ...]:
    keys = Release.objects.filter(wave=wave, question="").exclude(channel="").order_by("channel")
    found = []
    for key in keys.values_list("channel", flat=True).distinct():
        released = Released(wave, texts, key)
        whole = whole_of(released)
        if whole is not None:
            released.load([whole.number])
            found.append(released.group(whole))
    return tuple(found)


def _comments(wave: models.Wave, texts: Texts, seeing: Eyes, released: Released) -> tuple[CommentsFact, ...]:
    rows: dict[tuple[str, int, str, str], list[str]] = {}
    kept = ReleasedComment.objects.filter(wave=wave).order_by("channel", "question", "atom", "place")
    for channel, question, number, name, text in kept.values_list(
        "channel", "question", "atom", "name", "text"
    ):
        if channel or number == 0 or seeing.touches(released.unions[number].atoms):
            rows.setdefault((question, number, channel, name), []).append(text)
    return tuple(
        CommentsFact(question, texts.title(question), name, tuple(said), channel)
        for (question, _number, channel, name), said in rows.items()
    )


def _reliability(wave: models.Wave, texts: Texts) -> tuple[ReliabilityFact, ...]:
    rows = Release.objects.filter(wave=wave, channel="", question__startswith="reliability:").order_by("pk")
    return tuple(
        ReliabilityFact(
            texts.title(f"element:{question.partition(':')[2]}"),
            row["items"],
            row["alpha"],
            tuple(texts.title(item) for item in row["unkeyed"]),
        )
        for question, row in rows.values_list("question", "figure")
    )


def _order_fits(wave: models.Wave) -> bool | None:
    row = (
        Release.objects.filter(wave=wave, channel="", question="order")
        .values_list("figure", flat=True)
        .first()
    )
    return bool(row["fits"]) if row else None
