"""One table of a recipe while it is read: typed access that complains with line, key and choice."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from takehold.evidence.recipe.errors import RecipeError
from takehold.evidence.recipe.lines import Path, line_of
from takehold.evidence.sentences import Sentence, nearest


@dataclass(frozen=True, slots=True)
class Table:
    """A TOML table, where it stands, and the lines of the whole text."""

    content: Mapping[str, Any]
    path: Path
    lines: Mapping[Path, int]

    def keys(self) -> Sequence[str]:
        """Keys as they were written, in order."""
        return tuple(self.content)

    def has(self, key: str) -> bool:
        """Whether the key was written."""
        return key in self.content

    def line(self, *path: str | int) -> int | None:
        """The line of a key below this table, else of what is around it."""
        return line_of(self.lines, (*self.path, *path))

    def wrong(self, key: str, message: Sentence, allowed: Sequence[str] = ()) -> RecipeError:
        """An error about ``key`` of this table."""
        return RecipeError(message, line=self.line(key), key=self.named(key), allowed=allowed)

    def named(self, key: str) -> str:
        """The key as a dotted path, as in ``behaviour[0].target``."""
        text = ""
        for part in (*self.path, key):
            text += f"[{part}]" if isinstance(part, int) else f".{part}" if text else part
        return text

    def title(self) -> Sentence:
        """The table as it is headed in the text."""
        names = ".".join(str(part) for part in self.path if isinstance(part, str))
        numbers = [part + 1 for part in self.path if isinstance(part, int)]
        if not names:
            return Sentence("the column mapping")
        if isinstance(self.path[-1], int):
            return Sentence("{heading} number {count}", heading=f"[[{names}]]", count=numbers[-1])
        return Sentence("{heading}", heading=f"[{names}]")

    def only(self, *allowed: str) -> None:
        """Refuse any key that is not in ``allowed``."""
        for key in self.content:
            if key not in allowed:
                unknown = (
                    Sentence('"{name}" is not known in {table}.', name=key, table=self.title())
                    if self.path
                    else Sentence('"{name}" is not known.', name=key)
                )
                raise self.wrong(key, _offered(unknown, key, allowed), allowed)

    def value(self, key: str) -> Any:
        """The value, which must be there."""
        if key not in self.content:
            raise self.wrong(key, Sentence('"{name}" is missing in {table}.', name=key, table=self.title()))
        return self.content[key]

    def text(self, key: str, *, default: str | None = None) -> str:
        """A string."""
        if default is not None and key not in self.content:
            return default
        value = self.value(key)
        if not isinstance(value, str):
            raise self.wrong(
                key,
                Sentence('"{name}" is a text in quotation marks, not {what}.', name=key, what=kind(value)),
            )
        return value

    def optional_text(self, key: str) -> str | None:
        """A string, or None when the key is not there."""
        return self.text(key) if key in self.content else None

    def texts(self, key: str, *, default: tuple[str, ...] = ()) -> tuple[str, ...]:
        """A list of strings."""
        if key not in self.content:
            return default
        value = self.content[key]
        if not isinstance(value, list) or not all(isinstance(v, str) for v in value):
            raise self.wrong(key, Sentence('"{name}" is a list of texts, such as ["?", ""].', name=key))
        return tuple(value)

    def choice(self, key: str, allowed: Sequence[str], *, default: str | None = None) -> str:
        """One of ``allowed``."""
        value = self.text(key, default=default)
        if value not in allowed:
            wrong = Sentence('"{name}" cannot be "{value}".', name=key, value=value)
            raise self.wrong(key, _offered(wrong, value, allowed), [str(a) for a in allowed])
        return value

    def whole(self, key: str, *, least: int, default: int) -> int:
        """A whole number of at least ``least``."""
        value: object = self.content.get(key, default)
        if isinstance(value, bool) or not isinstance(value, int) or value < least:
            raise self.wrong(
                key,
                Sentence(
                    '"{name}" is a whole number of at least {least}, not {what}.',
                    name=key,
                    least=least,
                    what=kind(value),
                ),
            )
        return value

    def share(self, key: str) -> float | None:
        """A share between 0 and 1, or None when the key is not there."""
        if key not in self.content:
            return None
        value = self.content[key]
        if isinstance(value, bool) or not isinstance(value, int | float) or not 0 < value <= 1:
            raise self.wrong(
                key, Sentence('"{name}" is a share above 0 and up to 1; write 0.95 for 95 %.', name=key)
            )
        return float(value)

    def day(self, key: str) -> date | None:
        """A date, or None when the key is not there."""
        value: object = self.content.get(key)
        if value is None:
            return None
        if isinstance(value, datetime) or not isinstance(value, date):
            raise self.wrong(
                key, Sentence('"{name}" is a date without quotation marks, such as 2026-01-12.', name=key)
            )
        return value

    def table(self, key: str) -> Table:
        """A table below this one."""
        value = self.value(key)
        if not isinstance(value, dict):
            raise self.wrong(key, Sentence('"{name}" is a table, not {what}.', name=key, what=kind(value)))
        return Table(value, (*self.path, key), self.lines)

    def tables(self, key: str) -> tuple[Table, ...]:
        """The tables of an array of tables; none when the key is not there."""
        value = self.content.get(key, [])
        if not isinstance(value, list) or not all(isinstance(v, dict) for v in value):
            heading = self.named(key).replace("[0]", "")
            raise self.wrong(
                key,
                Sentence('"{name}" is written as [[{heading}]], once for each.', name=key, heading=heading),
            )
        return tuple(Table(v, (*self.path, key, i), self.lines) for i, v in enumerate(value))


def _offered(wrong: Sentence, word: str, allowed: Sequence[str]) -> Sentence:
    """The sentence with the nearest word that would be right behind it, where one is near."""
    near = nearest(word, allowed)
    return Sentence("{what}{near}", what=wrong, near=near) if near else wrong


def kind(value: object) -> Sentence:
    """What a TOML value is, in words."""
    if isinstance(value, bool):
        return Sentence("true or false")
    if isinstance(value, str):
        return Sentence('the text "{value}"', value=value)
    if isinstance(value, int | float):
        return Sentence("the number {value}", value=str(value))
    if isinstance(value, list):
        return Sentence("a list")
    if isinstance(value, dict):
        return Sentence("a table")
    return Sentence("the date {value}", value=str(value))
