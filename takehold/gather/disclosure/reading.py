"""Reading what a closed survey released. Nothing here looks at an answer of which no name stands over it.

Whoever asks, and however often, reads rows that were frozen at close; another question is answered by the smallest
group that was released and holds whoever was asked about.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from takehold.gather import models
from takehold.gather.disclosure.beside import changes
from takehold.gather.disclosure.missing import missing, sentences, tell
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


def results(
    *, viewer: Viewer, wave_id: UUID | str, group: int | None = None, most: int | None = None
) -> WaveResults:
    """Everything this viewer may read of a closed survey. Raises ``NotYet``, ``NotYours``.

    Roles over everything read every group; others everybody together and the groups of their own teams. Of more than
    ``most`` groups only names and sizes are given, and figures and comments of everybody together, of one's own groups
    and of the one whose number is ``group``.
    """
    wave = closed_wave(viewer, wave_id)
    seeing = eyes(viewer, wave)
    texts = Texts(wave.definition, get_language() or "en")
    released = Released(wave, texts)
    whole = whole_of(released)
    based = _based(released, seeing)
    told = _chosen(based, seeing, group, most)
    near = None if len(told) == len(based) else frozenset(atom for union in told for atom in union.atoms)
    every = (*([whole] if whole else []), *told)
    released.load([union.number for union in every], (each.key for each in tell(released.variables)))
    facts = _facts(released, based, seeing, told)
    atoms = set(released.atoms)
    beside = _beside_groups(wave)
    groups = tuple(fact for fact in facts if fact.number in atoms)
    smallest = (union for union in based if union.number in atoms)
    order = _order_fits(beside)
    ordered = order is not False
    lacking = missing(released, (*([whole] if whole else []), *smallest), seeing.own, ordered=ordered)
    return WaveResults(
        wave_id=str(wave.pk),
        title=wave.title,
        promise=wave.promise,
        closed_on=closed_on(wave),
        smallest=wave.k_scores,
        smallest_comments=wave.k_comments,
        whole=released.group(whole) if whole else None,
        groups=groups,
        unions=tuple(fact for fact in facts if fact.number not in atoms),
        channels=_open_links(wave, texts, beside),
        comments=_comments(wave, texts, seeing, released, near, beside),
        changes=changes(released, (whole, *told) if whole else ()),
        reliability=_reliability(texts, beside),
        order_fits=order,
        missing=lacking,
        answer=sentences(lacking, released, groups=len(groups), ordered=ordered),
        slug=wave.initiative.slug,
    )


def _based(released: Released, seeing: Eyes) -> list[Union]:
    """Places of the organisation that are for this viewer, everybody aside."""
    every = released.unions.values()
    return [each for each in every if each.number and each.row["base"] and seeing.sees(each.atoms)]


def _chosen(based: list[Union], seeing: Eyes, group: int | None, most: int | None) -> list[Union]:
    """The groups of which figures are given: all, or of more than ``most`` one's own and the one asked for."""
    if most is None or len(based) <= most:
        return based
    own = [union for union in based if union.atoms <= seeing.own][:most]
    return [*own, *(union for union in based if union.number == group and union not in own)]


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
    return timezone.localdate(wave.closed_at) if wave.closed_at else wave.closes_on


def _facts(
    released: Released, based: Iterable[Union], seeing: Eyes, told: Collection[Union]
) -> list[GroupFact]:
    found = [_fact(released, union, seeing, told=union in told) for union in based]
    return sorted(found, key=lambda fact: (not fact.figures, not fact.own))


def _fact(released: Released, union: Union, seeing: Eyes, *, told: bool = True) -> GroupFact:
    names = tuple(cell.name for cell in seeing.cells if cell.atom in union.atoms)
    own = bool(union.atoms) and union.atoms <= seeing.own
    return released.group(union, own=own, folded=names if len(names) > 1 else (), told=told)


def _beside_groups(wave: models.Wave) -> tuple[tuple[str, str, Any], ...]:
    """What was released beside the figures of groups, in one fetch: open links, and of everybody scales and order."""
    whole = Q(channel="") & (Q(question="order") | Q(question__startswith="reliability:"))
    rows = Release.objects.filter(whole | (~Q(channel="") & Q(question="")), wave=wave).order_by(
        "channel", "pk"
    )
    return tuple(rows.values_list("channel", "question", "figure"))


def _open_links(
    wave: models.Wave, texts: Texts, beside: Iterable[tuple[str, str, Any]]
) -> tuple[GroupFact, ...]:
    found = []
    for key in dict.fromkeys(channel for channel, _question, _figure in beside if channel):
        released = Released(wave, texts, key)
        whole = whole_of(released)
        if whole is not None:
            released.load([whole.number])
            found.append(released.group(whole))
    return tuple(found)


def _comments(
    wave: models.Wave,
    texts: Texts,
    seeing: Eyes,
    released: Released,
    near: frozenset[int] | None,
    beside: Iterable[tuple[str, str, Any]],
) -> tuple[CommentsFact, ...]:
    """Comments that this viewer may read; with ``near`` those of groups with any of these atoms, and of everybody."""
    rows: dict[tuple[str, int, str, str], list[str]] = {}
    sizes = {channel: row["n"] for channel, question, row in beside if channel and not question}
    kept = ReleasedComment.objects.filter(wave=wave).order_by("channel", "question", "atom", "place")
    for channel, question, number, name, text in kept.values_list(
        "channel", "question", "atom", "name", "text"
    ):
        inside = frozenset() if channel or number == 0 else released.unions[number].atoms
        if not inside or (seeing.touches(inside) and (near is None or near & inside)):
            rows.setdefault((question, number, channel, name), []).append(text)
    return tuple(
        CommentsFact(
            question,
            texts.title(question),
            name,
            tuple(said),
            channel,
            sizes.get(channel, "") if channel else released.unions[number].row["n"],
        )
        for (question, number, channel, name), said in rows.items()
    )


def _reliability(texts: Texts, beside: Iterable[tuple[str, str, Any]]) -> tuple[ReliabilityFact, ...]:
    return tuple(
        ReliabilityFact(
            texts.title(f"element:{question.partition(':')[2]}"),
            row["items"],
            row["alpha"],
            tuple(texts.title(item) for item in row["unkeyed"]),
        )
        for channel, question, row in beside
        if not channel and question.startswith("reliability:")
    )


def _order_fits(beside: Iterable[tuple[str, str, Any]]) -> bool | None:
    return next(
        (bool(row["fits"]) for channel, question, row in beside if not channel and question == "order"), None
    )
