"""How often each theme is written about, over all that was read and from period to period.

Every figure is of all texts together, of no group; a count is told in steps of five, and a share from the steps alone, so
that no file and no citation tells more than that. Reading is for those who may read every text anyway.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Any, Final

from django.utils import dates
from django.utils.translation import gettext as _

from takehold.analysis.reach.silence import wilson
from takehold.analysis.themes import growth
from takehold.gaps.facts.codebook import Coded, CodedTheme, Text, TextKind
from takehold.gaps.facts.counted import FEWEST_READ, Band, By, Heard, Point, Series, ThemeTold, Written, band
from takehold.gaps.queries.codebook import themes
from takehold.gaps.queries.coding import Decisions, both_sides, coded, sample, seconds, who
from takehold.gaps.queries.rights import Change
from takehold.gaps.queries.texts import texts
from takehold.gather.queries.themes import by_week
from takehold.people.facts import NotAllowed, Viewer

MOST_PERIODS: Final = 24
COLUMNS: Final = (
    "theme", "name", "by", "period", "mentions_from", "mentions_to", "read_from", "read_to", "share_from", "share_to",
)  # fmt: skip
Read = Sequence[Coded]


@dataclass(frozen=True, slots=True)
class Sorted:
    """Texts as both sides sorted them. ``done``: by the first; ``every``: all there are; ``second``: what the second decided.
    ``named``: the seals of those who were named as second readers."""

    done: tuple[Coded, ...]
    every: tuple[Text, ...]
    second: Decisions
    named: frozenset[str]

    @property
    def waiting(self) -> int:
        """How many were not read yet."""
        return len(self.every) - len(self.done)


def sorted_texts(*, viewer: Viewer, change: Change) -> Sorted:
    """Texts and what was decided about them. Raises ``NotYours``, and ``NotAllowed`` for a second reader whose sample
    waits: who knows what the first decided cannot judge anew."""
    every = texts(viewer=viewer, change=change)
    first, second = both_sides(change=change)
    named = seconds(change=change)
    mine = viewer.person_id is not None and who(viewer.person_id) in named
    if mine and any(each.key not in second for each in sample(every)):
        raise NotAllowed(
            _("You read your sample first, without knowing what others decided. Then this opens.")
        )
    return Sorted(coded(every, first), every, second, named)


def written(*, viewer: Viewer, change: Change) -> Written:
    """What is written about, the most frequent theme first. Raises as ``sorted_texts``."""
    found, book = sorted_texts(viewer=viewer, change=change), themes(change=change, retired=True)
    return of(found.done, found.waiting, book, heard(viewer=viewer, book=book))


def heard(*, viewer: Viewer, book: Iterable[CodedTheme]) -> dict[int, Heard]:
    """By theme: messages of the listened channels that this viewer hears, counted by words."""
    asked = {each.id: each.heard_as for each in book if each.heard_as is not None}
    found = by_week(viewer=viewer, theme_ids=set(asked.values()))
    told = {theme: found[words] for theme, words in asked.items() if found.get(words)}
    return {
        theme: Heard(sum(weeks.values()), len(weeks), min(weeks), max(weeks)) for theme, weeks in told.items()
    }


def of(
    done: Read, waiting: int, book: Iterable[CodedTheme], channels: Mapping[int, Heard] | None = None
) -> Written:
    """The same of texts and ``channels`` that were fetched already."""
    nothing = band(sum(not each.themes for each in done))
    if len(done) < FEWEST_READ:
        return Written(len(done), waiting, (), nothing)
    count = Counter(theme for each in done for theme in each.themes)
    told = [
        ThemeTold(
            each,
            band(count[each.id]),
            *share(band(count[each.id]), band(len(done))),
            tuple(_series(done, each)),
            (channels or {}).get(each.id),
        )
        for each in book
        if each.retired_on is None or count[each.id]
    ]
    order = sorted(told, key=lambda each: (-each.mentions.low, each.theme.name))
    return Written(len(done), waiting, tuple(order), nothing)


def share(mentions: Band, read: Band) -> tuple[float, float]:
    """The share of a theme, 90 % sure, from nothing but the two steps: whatever the counts inside them are."""
    least = wilson(mentions.low, read.high)[0] if mentions.low else 0.0
    return least, wilson(min(mentions.high, read.high), max(read.low, mentions.high))[1]


def _series(done: Read, theme: CodedTheme) -> Iterable[Series]:
    for by, (wanted, _period) in PERIODS.items():
        found = [each for each in done if (each.text.kind is TextKind.COMMENT) is wanted]
        if found:
            yield _one(by, found, theme)


def _one(by: By, found: Read, theme: CodedTheme) -> Series:
    """Months between the first and the last without a text are periods too."""
    _wanted, period = PERIODS[by]
    groups = {
        key: list(each)
        for key, each in groupby(
            sorted(found, key=lambda each: period(each.text)[0]), lambda each: period(each.text)[0]
        )
    }
    keys = sorted(groups)
    if by is By.MONTH:
        keys = _months(keys[0], keys[-1])
    keys = keys[-MOST_PERIODS:]
    read = [len(groups.get(key, ())) for key in keys]
    mentions = [sum(theme.id in each.themes for each in groups.get(key, ())) for key in keys]
    labels = [period(groups[key][0].text)[1] if key in groups else _month(key[0]) for key in keys]
    points = tuple(
        _point(label, key[0], n, count)
        for label, key, n, count in zip(labels, keys, read, mentions, strict=True)
    )
    return Series(by, points, growth(mentions, read).growth)


def _point(label: str, on: date, read: int, mentions: int) -> Point:
    told = share(band(mentions), band(read)) if read >= FEWEST_READ else (None, None)
    return Point(label, on, band(read), band(mentions), *told)


def _by_survey(text: Text) -> tuple[tuple[date, str], str]:
    return (text.on, text.wave_id), text.where


def _by_month(text: Text) -> tuple[tuple[date, str], str]:
    return (text.on.replace(day=1), ""), _month(text.on)


def _months(first: tuple[date, str], last: tuple[date, str]) -> list[tuple[date, str]]:
    found = [first[0]]
    while found[-1] < last[0]:
        at = found[-1]
        found.append(date(at.year + at.month // 12, at.month % 12 + 1, 1))
    return [(each, "") for each in found]


def _month(on: date) -> str:
    return f"{dates.MONTHS[on.month]} {on.year}"


PERIODS: Final[Mapping[By, tuple[bool, Callable[[Text], tuple[tuple[date, str], str]]]]] = {
    By.SURVEY: (True, _by_survey),
    By.MONTH: (False, _by_month),
}
"""Whether it is of comments, and the period of a text with its name."""


def rows(found: Written) -> list[dict[str, Any]]:
    """One row for each theme and period, and one over everything (no period): for files."""
    told = []
    for each in found.themes:
        told.append(_row(each.theme, "", "", each.mentions, band(found.read), each.low, each.high))
        for series in each.series:
            told += [
                _row(
                    each.theme,
                    series.by.value,
                    point.label,
                    point.mentions,
                    point.read,
                    point.low,
                    point.high,
                )
                for point in series.points
            ]
    return told


def _row(
    theme: CodedTheme, by: str, period: str, mentions: Band, read: Band, low: float | None, high: float | None
) -> dict[str, Any]:
    return {
        "theme": theme.id, "name": theme.name, "by": by, "period": period,
        "mentions_from": mentions.low, "mentions_to": mentions.high, "read_from": read.low, "read_to": read.high,
        "share_from": None if low is None else round(low, 2), "share_to": None if high is None else round(high, 2),
    }  # fmt: skip
