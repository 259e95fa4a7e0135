"""Looking for something by name: only among what the viewer may read, so that no answer tells of anything else."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from typing import Final

from django.urls import reverse
from django.utils.text import slugify
from django.utils.translation import gettext as _

from takehold.evidence import library
from takehold.initiatives import queries as initiatives
from takehold.initiatives.queries.finding import Findable
from takehold.overview.facts import Hit, Hits, Link
from takehold.overview.queries import glossary, units
from takehold.people import queries as people
from takehold.people.facts import Viewer
from takehold.shadow_it.queries.named import named
from takehold.ui import verdicts

LONGEST: Final = 100
"""So many characters of what was typed are looked for."""
OF_A_KIND: Final = 8
PLACES: Final = 3
"""So many changes stand beside a team."""
_COMBINING: Final = re.compile(r"[\u0300-\u036f]")


def plain(text: str) -> str:
    """Without case and accents, so that ``Uberblick`` finds ``Überblick``."""
    return _COMBINING.sub("", unicodedata.normalize("NFKD", text)).casefold()


def in_order(name: str) -> list[tuple[bool, int, str]]:
    """For sorting as people do: ``Ward 2`` before ``Ward 10``."""
    parts = re.split(r"([0-9]{1,9})", plain(name))
    return [(False, int(part), "") if part.isdecimal() else (True, 0, part) for part in parts if part]


def rank(wanted: str, name: str, *more: str) -> int | None:
    """How well a name fits: 0 begins with it, 1 holds all of its words, 2 only together with ``more``; None: not."""
    words = plain(wanted).split()
    called, rest = plain(name), plain(" ".join(more))
    if not words:
        return None
    if called.startswith(" ".join(words)):
        return 0
    if all(word in called for word in words):
        return 1
    return 2 if all(word in called or word in rest for word in words) else None


def found(*, viewer: Viewer, text: str, pages: Iterable[Link] = ()) -> tuple[Hits, ...]:
    """What fits, kind by kind; kinds of which nothing fits are left out."""
    wanted = text[:LONGEST]
    if not plain(wanted).split():
        return ()
    changes = initiatives.findable(viewer=viewer) if viewer.roles else ()
    kinds = (
        _kind("change", _("Changes"), wanted, _changes(changes)),
        _kind("behaviour", _("Behaviours"), wanted, _behaviours(changes)),
        _kind("team", _("Teams"), wanted, _teams(viewer, changes)),
        _kind("tool", _("Tools of our own"), wanted, _tools(viewer)),
        _kind("library", _("Ready in the library"), wanted, _library()),
        _kind("word", _("Words"), wanted, _words()),
        _kind("page", _("Pages"), wanted, [(Hit(page.word, "", page.url), "") for page in pages]),
    )
    return tuple(each for each in kinds if each.total)


def _kind(kind: str, word: str, wanted: str, among: Sequence[tuple[Hit, str]]) -> Hits:
    ranked = []
    for hit, more in among:
        place = rank(wanted, hit.name, more)
        if place is not None:
            ranked.append((place, in_order(hit.name), hit))
    ranked.sort(key=lambda each: each[:2])
    return Hits(kind, word, tuple(hit for _place, _name, hit in ranked[:OF_A_KIND]), len(ranked))


def _changes(changes: Sequence[Findable]) -> list[tuple[Hit, str]]:
    return [
        (
            Hit(
                each.change.name,
                _("ended") if each.change.ended else "",
                reverse("overview:now", kwargs={"slug": each.change.slug}),
            ),
            "",
        )
        for each in changes
    ]


def _behaviours(changes: Sequence[Findable]) -> list[tuple[Hit, str]]:
    return [
        (
            Hit(
                behaviour.name,
                _("counted in “{change}”").format(change=each.change.name),
                reverse("overview:evidence", kwargs={"slug": each.change.slug}) + f"#{behaviour.key}",
            ),
            behaviour.question,
        )
        for each in changes
        for behaviour in each.behaviours
    ]


def _teams(viewer: Viewer, changes: Sequence[Findable]) -> list[tuple[Hit, str]]:
    told = []
    for unit in people.sight(viewer=viewer).units if viewer.roles else ():
        key = units.address(unit.name, unit.team_ids)
        places = [
            Link(
                each.change.name,
                reverse("overview:unit", kwargs={"slug": each.change.slug, "key": key}),
            )
            for each in changes
            if unit.name in each.units and not each.change.ended
        ]
        text = _("stands in") if places else _("nothing is counted of it yet")
        told.append((Hit(unit.name, text, "", tuple(places[:PLACES])), " ".join(unit.folded)))
    return told


def _tools(viewer: Viewer) -> list[tuple[Hit, str]]:
    return [
        (Hit(each.name, "", reverse("shadow_it:tool", args=(each.id,))), each.more)
        for each in named(viewer=viewer)
    ]


def _library() -> list[tuple[Hit, str]]:
    address = reverse("overview:library")
    return [
        (Hit(_(entry.name), _(entry.question), f"{address}#{entry.key}"), " ".join(entry.systems))
        for entry in library.entries()
    ]


def _words() -> list[tuple[Hit, str]]:
    address = reverse("overview:library-words")
    every = [(verdicts.word(verdict), text) for verdict, text in glossary.seven()] + glossary.words()
    return [(Hit(word, text, f"{address}#{anchor(word)}"), "") for word, text in every]


def anchor(word: str) -> str:
    """Where a word stands on its page."""
    return slugify(word, allow_unicode=True)
