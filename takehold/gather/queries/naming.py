"""Whether a text names somebody: pointed at before it is sent, never blocked.

Told by the directory of people, by titles, by first names, and, in languages that do not write every noun large, by
words written large in the middle of a sentence. It warns too often rather than too seldom, and promises nothing. A name
that is an everyday word too ("Young", "Will", "Lange") counts where it stands as a name: with another part of one
person's name beside it, behind a title, or written large where the word would not be.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import permutations, product
from typing import Final

from takehold.evidence.words import STOP, plain
from takehold.gather.queries.first_names import FIRST_NAMES
from takehold.gather.queries.name_words import BETWEEN, GERMAN, HONORIFICS, NOT_A_PERSON, THE, TITLES
from takehold.gather.queries.ordinary_words import LARGE_IN_GERMAN, ORDINARY
from takehold.people.queries.addresses import every_name

WORD: Final = re.compile(r"[^\W\d_]+(?:[’'\-][^\W\d_]+)*")
ADDRESS: Final = re.compile(
    r"[\w.+\-]+@[\w\-]+(?:\.[\w\-]+)+|(?<!\w)@\w{2,}|(?<![\w.,])\+?\d(?:[ /\-]?\d){5,}"
)
HOUSE: Final = "house"
GUESS: Final = "guess"
CONTACT: Final = "contact"
MOST_BETWEEN: Final = 3
"""Words apart at most that two parts of one name may stand, with "van den" or a letter between them."""


@dataclass(frozen=True, slots=True)
class Named:
    """A stretch of a text that names somebody, or may: from ``start`` up to ``end``."""

    start: int
    end: int
    text: str
    why: str


@dataclass(frozen=True, slots=True)
class _Token:
    start: int
    end: int
    text: str
    plain: str
    opens: bool

    @property
    def large(self) -> bool:
        return self.text[0].isupper()

    @property
    def shouted(self) -> bool:
        return len(self.text) > 1 and self.text.isupper()


def named(
    text: str, *, known: Collection[str] | None = None, places: Collection[str] = ()
) -> tuple[Named, ...]:
    """Where a text names somebody. ``known``: full names, by default of all people here; ``places``: what is no person."""
    directory = _directory(tuple(every_name() if known is None else known))
    quiet = NOT_A_PERSON | {each.plain for place in places for each in _tokens(place)}
    tokens = tuple(_tokens(text))
    marks = [Named(m.start(), m.end(), m[0], CONTACT) for m in ADDRESS.finditer(text)]
    german = sum(each.plain in GERMAN for each in tokens) >= max(1, len(tokens) // 12)
    hits: dict[int, str] = {}
    for at in range(len(tokens)):
        house = _is_house(text, tokens, at, directory, quiet, german)
        why = HOUSE if house else _guessed(text, tokens, at, quiet, german)
        if why:
            hits[at] = why
    marks += _joined(text, tokens, hits)
    return tuple(sorted(marks, key=lambda mark: mark.start))


def of_house(text: str, *, places: Collection[str] = ()) -> str:
    """The first name of somebody here that stands in a text; empty where there is none."""
    found = (each.text for each in named(text, places=places) if each.why == HOUSE)
    return next((each for each in found if plain(each) not in STOP), "")


def left_out(text: str, *, known: Collection[str]) -> str:
    """The text with "…" in place of every name of somebody here. ``known``: full names of all people here."""
    for each in reversed(named(text, known=known)):
        if each.why == HOUSE and plain(each.text) not in STOP:
            text = f"{text[: each.start]}…{text[each.end :]}"
    return text


def _tokens(text: str) -> Iterator[_Token]:
    for found in WORD.finditer(text):
        before = text[: found.start()].rstrip(" \t\"'“„«(*-–—")
        opens = not before or (before[-1] in ".!?:\n;" and not _abbreviated(before))
        yield _Token(found.start(), found.end(), found[0], plain(found[0]), opens)


def _abbreviated(before: str) -> bool:
    last = WORD.findall(before[-12:])
    return before.endswith(".") and bool(last) and (plain(last[-1]) in TITLES or len(last[-1]) == 1)


@dataclass(frozen=True, slots=True)
class _Directory:
    """Words by which somebody here is recognised, and which two of them belong to one person."""

    parts: frozenset[str]
    pairs: frozenset[tuple[str, str]]


@lru_cache(maxsize=4)
def _directory(names: tuple[str, ...]) -> _Directory:
    people = [[each.plain for each in _tokens(name) if len(each.plain) > 1] for name in names]
    people = [[part for part in parts if part not in BETWEEN] for parts in people]
    pairs = {pair for parts in people for pair in permutations(parts, 2)}
    return _Directory(frozenset(part for parts in people for part in parts), frozenset(pairs))


def _stems(word: str) -> Iterator[str]:
    """The word, and what it is the genitive of: Maria's, Marias, Hans'."""
    yield word
    for ending in ("'s", "s", "'", "es"):
        if word.endswith(ending) and len(word) - len(ending) > 1:
            yield word[: -len(ending)]


def _is_house(
    text: str,
    tokens: tuple[_Token, ...],
    at: int,
    directory: _Directory,
    quiet: Collection[str],
    german: bool,
) -> bool:
    """Whether the word at this place is part of the name of somebody here."""
    word = tokens[at]
    if not any(stem in directory.parts for stem in _stems(word.plain)):
        return False
    if word.plain not in quiet and not _ordinary(word):
        return True
    if _titled(text, tokens, at) or _beside(text, tokens, at, directory):
        return True
    return word.plain not in quiet and _stands_as_name(tokens, at, german)


def _guessed(text: str, tokens: tuple[_Token, ...], at: int, quiet: Collection[str], german: bool) -> str:
    """Why the word at this place may name somebody whom the directory does not know; empty where it does not."""
    word = tokens[at]
    if word.plain in quiet or not word.large:
        return ""
    if _titled(text, tokens, at):
        return GUESS
    first = any(stem in FIRST_NAMES for stem in _stems(word.plain))
    if _ordinary(word):
        return GUESS if first and _stands_as_name(tokens, at, german) else ""
    if first:
        return GUESS
    inside = any(each.isupper() for each in word.text[1:]) and "-" not in word.text and "'" not in word.plain
    lone = not word.opens and not word.shouted and not german and not inside and len(word.plain) > 2
    return GUESS if lone and word.plain not in TITLES else ""


def _ordinary(word: _Token) -> bool:
    return any(stem in ORDINARY for stem in _stems(word.plain))


def _stands_as_name(tokens: tuple[_Token, ...], at: int, german: bool) -> bool:
    """Whether an everyday word is written large where such a word would be written small."""
    word = tokens[at]
    if not word.large or word.shouted or word.opens:
        return False
    noun = (german or len(tokens) == 1) and any(stem in LARGE_IN_GERMAN for stem in _stems(word.plain))
    return not noun and not (at > 0 and tokens[at - 1].plain in THE)


def _titled(text: str, tokens: tuple[_Token, ...], at: int) -> bool:
    """Whether a title stands before the word: "Dr. Young", "Nurse May"; "the doctor may" and "doctor. May we" are none."""
    if at == 0 or tokens[at - 1].plain not in TITLES:
        return False
    title, word = tokens[at - 1], tokens[at]
    gap = text[title.end : word.start]
    if title.plain not in HONORIFICS:
        return gap in (" ", "  ") and word.large
    lone = at == 1 or tokens[at - 2].plain not in THE | GERMAN
    return gap in (" ", ". ", ".", "  ") and (word.large or (lone and word.plain not in STOP | GERMAN))


def _beside(text: str, tokens: tuple[_Token, ...], at: int, directory: _Directory) -> bool:
    """Whether a neighbour is another part of the same person's name: "Will Young", "Young, Will", "Will J. Young"."""
    word = tokens[at]
    for near in filter(None, (_neighbour(text, tokens, at, step) for step in (-1, 1))):
        both = product(_stems(word.plain), _stems(near.plain))
        plainly = not _ordinary(near) or (word.large and near.large)
        if plainly and any(pair in directory.pairs for pair in both):
            return True
    return False


def _neighbour(text: str, tokens: tuple[_Token, ...], at: int, step: int) -> _Token | None:
    """The next word of a name on one side, over "van den" and single letters; none where something else is between."""
    for other in range(at + step, at + (MOST_BETWEEN + 1) * step, step):
        if not 0 <= other < len(tokens):
            return None
        left, right = (tokens[other - step], tokens[other])[::step]
        if text[left.end : right.start] not in (" ", ". ", "  ", ", ", "-"):
            return None
        if tokens[other].plain not in BETWEEN and len(tokens[other].plain) > 1:
            return tokens[other]
    return None


def _joined(text: str, tokens: tuple[_Token, ...], hits: dict[int, str]) -> list[Named]:
    """Neighbours together, with what stands between them and the large word after a first name."""
    found: list[Named] = []
    at = 0
    while at < len(tokens):
        if at not in hits:
            at += 1
            continue
        last, why = at, hits[at]
        while last + 1 < len(tokens) and _close(text, tokens[last], tokens[last + 1]):
            after = tokens[last + 1]
            if last + 1 in hits:
                why = HOUSE if HOUSE in (why, hits[last + 1]) else why
            elif not (after.large and not after.shouted) and after.plain not in BETWEEN:
                break
            last += 1
        while tokens[last].plain in BETWEEN and last > at:
            last -= 1
        start, end = tokens[at].start, tokens[last].end
        found.append(Named(start, end, text[start:end], why))
        at = last + 1
    return found


def _close(text: str, one: _Token, other: _Token) -> bool:
    return text[one.end : other.start] in (" ", ". ", "  ")


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a text; ``why`` is empty where it names nobody."""

    text: str
    why: str


def marked(text: str, *, places: Collection[str] = ()) -> tuple[Piece, ...]:
    """The whole text in pieces, those that may name somebody with the reason why."""
    pieces, at = [], 0
    for found in named(text, places=places):
        if found.start < at:
            continue
        pieces += [Piece(text[at : found.start], ""), Piece(found.text, found.why)]
        at = found.end
    pieces.append(Piece(text[at:], ""))
    return tuple(each for each in pieces if each.text)
