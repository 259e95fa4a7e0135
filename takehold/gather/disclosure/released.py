"""What a survey released, looked up: the smallest group that is told of and holds whoever was asked about."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from django.db.models import Q

from takehold.gather import models
from takehold.gather.disclosure import bands
from takehold.gather.disclosure.figures import GROUP
from takehold.gather.disclosure.publishing import WHOLE
from takehold.gather.disclosure.silent import silent
from takehold.gather.disclosure.stops import STOPS
from takehold.gather.disclosure.variables import Kind, Variable, variables
from takehold.gather.disclosure.wording import Texts, where_they_stop
from takehold.gather.facts.disclosure import FigureFact, GroupFact, ShareFact, StopsFact
from takehold.gather.models.answers import Release


@dataclass(frozen=True, slots=True)
class Union:
    """A group that is told of: its number, name and atoms, and its row as it was frozen."""

    number: int
    name: str
    atoms: frozenset[int]
    row: Mapping[str, Any]


class Released:
    """The frozen rows of one channel. ``only``: groups wanted; whatever holds them is fetched too."""

    def __init__(self, wave: models.Wave, texts: Texts, channel: str = "") -> None:
        self.wave, self.texts, self.channel = wave, texts, channel
        self.variables = variables(wave.definition)
        rows = Release.objects.filter(wave=wave, channel=channel, question="").order_by("atom")
        self.unions = {
            number: Union(number, name, frozenset(row["atoms"]), row)
            for number, name, row in rows.values_list("atom", "name", "figure")
            if row["kind"] == GROUP
        }
        self.figures: dict[int, dict[str, Mapping[str, Any]]] = {}

    @property
    def atoms(self) -> tuple[int, ...]:
        """Numbers of the smallest groups; of a survey with one, that is everybody."""
        return tuple(each.number for each in self.unions.values() if len(each.atoms) == 1)

    def load(self, numbers: Iterable[int], everywhere: Iterable[str] = ()) -> None:
        """Fetch the figures of these groups and of all that hold them; those of ``everywhere`` of every group."""
        wanted = {each for number in numbers for each in self._around(self.unions[number].atoms)}
        rows = Release.objects.filter(
            Q(atom__in=wanted) | Q(question__in=list(everywhere)), wave=self.wave, channel=self.channel
        ).exclude(question="")
        for number, question, figure in rows.values_list("atom", "question", "figure"):
            self.figures.setdefault(number, {})[question] = figure

    def smallest(self, atoms: Collection[int], question: str = "") -> Union | None:
        """The smallest union that holds these atoms, and, with ``question``, for which that one is told."""
        found = [
            union
            for union in self.unions.values()
            if union.atoms >= set(atoms) and (not question or question in self.figures.get(union.number, {}))
        ]
        return min(found, key=lambda union: (len(union.atoms), union.number), default=None)

    def group(
        self, union: Union, *, own: bool = False, folded: tuple[str, ...] = (), told: bool = True
    ) -> GroupFact:
        """A group with its figures, each of the smallest union for which it is told; without ``told`` its name alone."""
        low, high = union.row.get("answered", (0, 0))
        name = self.texts.channel(self.channel, union.name) if self.channel else union.name
        figures, asked = tuple(self._told(union)) if told else (), union.row.get("invited", 0)
        return GroupFact(
            union.number, name, union.row["n"], figures, own, folded, self.channel, asked, low, high,
            self.stops(union) if told else None, silent(figures, asked),
        )  # fmt: skip

    def fact(self, variable: Variable, of: Union, asked: Union) -> FigureFact:
        """One figure, labelled with the larger group where it is of one."""
        row = self.figures[of.number][variable.key]
        bars = row.get("first") if variable.kind is Kind.RANKING else row.get("shares")
        return FigureFact(
            question=variable.key,
            title=self.texts.title(variable.key),
            kind=row["kind"],
            n=row["n"],
            scale=(variable.low, variable.high),
            mean=row.get("mean"),
            coded=row.get("coded", ""),
            favourable=_band(row, "favourable"),
            unfavourable=_band(row, "unfavourable"),
            low=_band(row, "low"),
            shares=self._shares(variable, bars),
            upper=self._shares(variable, row.get("upper")),
            group="" if of.atoms == asked.atoms else of.name,
        )

    def stops(self, asked: Union) -> StopsFact | None:
        """Where the people of a group stop, or of the smallest group with it of which that is told."""
        of = self.smallest(asked.atoms, STOPS)
        if of is None:
            return None
        group = "" if of.atoms == asked.atoms else of.name
        return stops_of(self.figures[of.number][STOPS], self.texts, group)

    def _around(self, atoms: frozenset[int]) -> Iterator[int]:
        return (union.number for union in self.unions.values() if union.atoms >= atoms)

    def _told(self, union: Union) -> Iterator[FigureFact]:
        for variable in self.variables:
            told = variable.key in self.figures.get(union.number, {})
            of = union if told else self.smallest(union.atoms, variable.key)
            if of is not None:
                yield self.fact(variable, of, union)

    def _shares(self, variable: Variable, rows: Any) -> tuple[ShareFact, ...]:
        return tuple(
            ShareFact(word, self.texts.choice(variable.key, word), *bands.edges(band))
            for word, band in rows or ()
        )


def _band(row: Mapping[str, Any], key: str) -> ShareFact | None:
    return ShareFact(key, "", *bands.edges(row[key])) if key in row else None


def stops_of(row: Mapping[str, Any], texts: Texts, group: str = "") -> StopsFact:
    """Where people stop, as it was frozen, in words. ``group``: of whom it speaks, where not of those asked about."""
    shares = tuple((word, texts.stop(word), *figures) for word, *figures in row["shares"])
    told = StopsFact(
        row["n"], row["known"], row["leading"], row["sure"], shares, row["borrowed"], "", group
    )  # fmt: skip
    return replace(told, said=where_they_stop(told))


def whole_of(released: Released) -> Union | None:
    """Everybody who answered, or nothing."""
    return released.unions.get(WHOLE)
