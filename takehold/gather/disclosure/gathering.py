"""The answers of a survey, channel by channel, as the pure half takes them. Here they are read, and nowhere else."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from takehold.gather import models
from takehold.gather.disclosure import bands
from takehold.gather.disclosure.publishing import Published, Remark, Respondent
from takehold.gather.disclosure.tree import Path
from takehold.gather.models.answers import Answer, Comment, Member, NamedAnswer


@dataclass(frozen=True, slots=True)
class Channel:
    """Those invited (``key`` empty) or one open link, with its cells and everything answered there."""

    key: str
    name: str
    cells: Sequence[models.Cell]
    respondents: Sequence[Respondent]
    remarks: Sequence[Remark]

    @property
    def paths(self) -> tuple[Path, ...]:
        """Of each cell, its place in the tree."""
        return tuple(tuple(cell.path) for cell in self.cells)


def channels(wave: models.Wave) -> Iterator[Channel]:
    """Those invited first, then each open link."""
    by_key: dict[str, list[models.Cell]] = {"": []}
    for cell in models.Cell.objects.filter(wave=wave).order_by("number"):
        by_key.setdefault(cell.channel, []).append(cell)
    for key, cells in by_key.items():
        at = {cell.pk: index for index, cell in enumerate(cells)}
        said = list(_answers(wave, at))
        remarks = list(_comments(wave, at))
        if wave.promise == models.Promise.NAMED and not key:
            # what was written with a name was written to whoever leads the change, and is read there only
            said, remarks = list(_named(wave, at)), []
        yield Channel(key, cells[0].name if key else _("Everybody who answered"), cells, said, remarks)


def _answers(wave: models.Wave, at: Mapping[int, int]) -> Iterator[Respondent]:
    rows = Answer.objects.filter(wave=wave).order_by().values_list("cell_id", "choices")
    for cell, choices in rows.iterator(chunk_size=5000):
        if cell in at:
            yield Respondent(at[cell], choices)


def _comments(wave: models.Wave, at: Mapping[int, int]) -> Iterator[Remark]:
    for cell, question, text in Comment.objects.filter(wave=wave).values_list("cell_id", "question", "text"):
        if cell in at and text.strip():
            yield Remark(at[cell], question, text)


def _named(wave: models.Wave, at: Mapping[int, int]) -> Iterator[Respondent]:
    """Answers with names count in the cell of the person, as those without do."""
    cell_of = dict(Member.objects.filter(cell__wave=wave).values_list("person_id", "cell_id"))
    for person, choices in NamedAnswer.objects.filter(wave=wave).values_list("person_id", "choices"):
        index = at.get(cell_of.get(person, 0))
        if index is not None:
            yield Respondent(index, choices)


def participation(channel: Channel, published: Published) -> dict[int, dict[str, Any]]:
    """For each group how many of those invited answered, as sums of what is told of its atoms; nothing of open links,
    nor of a survey that was run elsewhere: who was invited is not known."""
    if channel.key or not any(cell.invited for cell in channel.cells):
        return {}
    answered = Counter(each.cell for each in channel.respondents)
    used: Counter[int] = Counter()
    asked: Counter[int] = Counter()
    for at, atom in enumerate(published.atoms):
        if atom is not None:
            used[atom] += answered[at]
            asked[atom] += channel.cells[at].invited
    told = {atom: bands.participation(used[atom], asked[atom]) or (0, asked[atom]) for atom in asked}
    return {
        group.number: {
            "invited": sum(asked[atom] for atom in group.atoms),
            "answered": [sum(told[atom][end] for atom in group.atoms) for end in (0, 1)],
        }
        for group in published.groups
    }
