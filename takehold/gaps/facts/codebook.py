"""The codebook, the text that is coded next, and what is told of coded texts, as they leave the room."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Final

MOST_THEMES: Final = 30
KEYS: Final = "123456789abcdefghijklmopqrstvw"
"""What picks a theme: the ninth has 9, the tenth a. Not n, u, x, which go on, undo and say that nothing fits."""


class TextKind(StrEnum):
    """Where a text was written."""

    COMMENT = "comment"
    SAID = "said"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class WordingInput:
    """What a person says a theme means. ``reason``: why it is said anew; not needed the first time.

    ``heard_as``: the theme by whose words messages of listened channels are counted for it, None: they are not.
    """

    name: str
    meaning: str
    use: str = ""
    avoid: str = ""
    example: str = ""
    reason: str = ""
    heard_as: int | None = None


@dataclass(frozen=True, slots=True)
class WordingFact:
    """What a theme means from a day on. ``number`` counts its wordings from 1."""

    id: int
    number: int
    since: date
    name: str
    meaning: str
    use: str
    avoid: str
    example: str
    reason: str


@dataclass(frozen=True, slots=True)
class CodedTheme:
    """A theme: ``now`` is the wording that holds on the day asked about, ``earlier`` those before it, newest first."""

    id: int
    now: WordingFact
    earlier: tuple[WordingFact, ...]
    retired_on: date | None = None
    heard_as: int | None = None

    @property
    def name(self) -> str:
        """What it is called."""
        return self.now.name


@dataclass(frozen=True, slots=True)
class Text:
    """A text that may be coded. ``on``: of a comment the day its survey closed, never finer; ``where``: which survey.

    ``seal`` names it on a page without telling its number: numbers lie near each other inside a group.
    """

    kind: TextKind
    ref: str
    text: str
    on: date
    where: str = ""
    wave_id: str = ""
    seal: str = ""

    @property
    def key(self) -> tuple[str, str]:
        """By what it is found."""
        return self.kind.value, self.ref


@dataclass(frozen=True, slots=True)
class Hint:
    """A theme that near texts were put under. It counts only once a person accepts it. ``shared``: words in common."""

    theme_id: int
    alike: int
    shared: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Choice:
    """A theme beside a text: the key that picks it, and the hint for it, where there is one."""

    theme: CodedTheme
    key: str
    hint: Hint | None = None


@dataclass(frozen=True, slots=True)
class Card:
    """The text to code next; None when all are. ``undo``: whether a decision can be taken back.

    ``sample``: the coder is the second one, and ``left`` counts the texts of the sample.
    """

    text: Text | None
    choices: tuple[Choice, ...]
    done: int
    left: int
    undo: bool
    sample: bool


@dataclass(frozen=True, slots=True)
class Coded:
    """A text with the themes it was put under, by the side that decided first."""

    text: Text
    themes: frozenset[int] = field(default_factory=frozenset)
