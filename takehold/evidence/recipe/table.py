"""One table of a recipe while it is read: typed access that complains with line, key and choice."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from takehold.evidence.recipe.errors import RecipeError
from takehold.evidence.recipe.lines import Path, line_of
from takehold.evidence.sentences import nearest


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

    def wrong(self, key: str, message: str, allowed: Sequence[str] = ()) -> RecipeError:
        """An error about ``key`` of this table."""
        return RecipeError(message, line=self.line(key), key=self.named(key), allowed=allowed)

    def named(self, key: str) -> str:
        """The key as a dotted path, as in ``behaviour[0].target``."""
        text = ""
        for part in (*self.path, key):
            text += f"[{part}]" if isinstance(part, int) else f".{part}" if text else part
        return text

    def title(self) -> str:
        """The table as it is headed in the text."""
        names = ".".join(str(part) for part in self.path if isinstance(part, str))
        numbers = [part + 1 for part in self.path if isinstance(part, int)]
        if not names:
            return "the recipe"
        return f"[[{names}]] number {numbers[-1]}" if isinstance(self.path[-1], int) else f"[{names}]"

    def only(self, *allowed: str) -> None:
        """Refuse any key that is not in ``allowed``."""
        for key in self.content:
            if key not in allowed:
                where = f" in {self.title()}" if self.path else ""
                raise self.wrong(key, f'"{key}" is not known{where}.{nearest(key, allowed)}', allowed)

    def value(self, key: str) -> Any:
        """The value, which must be there."""
        if key not in self.content:
            raise self.wrong(key, f'"{key}" is missing in {self.title()}.')
        return self.content[key]

    def text(self, key: str, *, default: str | None = None) -> str:
        """A string."""
        if default is not None and key not in self.content:
            return default
        value = self.value(key)
        if not isinstance(value, str):
            raise self.wrong(key, f'"{key}" is a text in quotation marks, not {kind(value)}.')
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
            raise self.wrong(key, f'"{key}" is a list of texts, such as ["?", ""].')
        return tuple(value)

    def choice(self, key: str, allowed: Sequence[str], *, default: str | None = None) -> str:
        """One of ``allowed``."""
        value = self.text(key, default=default)
        if value not in allowed:
            raise self.wrong(
                key, f'"{key}" cannot be "{value}".{nearest(value, allowed)}', [str(a) for a in allowed]
            )
        return value

    def whole(self, key: str, *, least: int, default: int) -> int:
        """A whole number of at least ``least``."""
        value: object = self.content.get(key, default)
        if isinstance(value, bool) or not isinstance(value, int) or value < least:
            raise self.wrong(key, f'"{key}" is a whole number of at least {least}, not {kind(value)}.')
        return value

    def share(self, key: str) -> float | None:
        """A share between 0 and 1, or None when the key is not there."""
        if key not in self.content:
            return None
        value = self.content[key]
        if isinstance(value, bool) or not isinstance(value, int | float) or not 0 < value <= 1:
            raise self.wrong(key, f'"{key}" is a share above 0 and up to 1; write 0.95 for 95 %.')
        return float(value)

    def day(self, key: str) -> date | None:
        """A date, or None when the key is not there."""
        value: object = self.content.get(key)
        if value is None:
            return None
        if isinstance(value, datetime) or not isinstance(value, date):
            raise self.wrong(key, f'"{key}" is a date without quotation marks, such as 2026-01-12.')
        return value

    def table(self, key: str) -> Table:
        """A table below this one."""
        value = self.value(key)
        if not isinstance(value, dict):
            raise self.wrong(key, f'"{key}" is a table, not {kind(value)}.')
        return Table(value, (*self.path, key), self.lines)

    def tables(self, key: str) -> tuple[Table, ...]:
        """The tables of an array of tables; none when the key is not there."""
        value = self.content.get(key, [])
        if not isinstance(value, list) or not all(isinstance(v, dict) for v in value):
            heading = self.named(key).replace("[0]", "")
            raise self.wrong(key, f'"{key}" is written as [[{heading}]], once for each.')
        return tuple(Table(v, (*self.path, key, i), self.lines) for i, v in enumerate(value))


def kind(value: object) -> str:
    """What a TOML value is, in words."""
    if isinstance(value, bool):
        return "true or false"
    if isinstance(value, str):
        return f'the text "{value}"'
    if isinstance(value, int | float):
        return f"the number {value}"
    if isinstance(value, list):
        return "a list"
    if isinstance(value, dict):
        return "a table"
    return f"the date {value}"
