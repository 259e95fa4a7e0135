"""The one error of a recipe: where it stands, what is wrong, and what is allowed there."""

from __future__ import annotations

from collections.abc import Iterable


class RecipeError(ValueError):
    """A recipe that cannot be used. ``str()`` is a finished sentence.

    Attributes:
        line: 1-based line of the text, None where the text has no such line (something is absent).
        key: the key spoken of, as a dotted path.
        allowed: what may stand there, empty where that is not a list.
    """

    def __init__(
        self, message: str, *, line: int | None = None, key: str = "", allowed: Iterable[str] = ()
    ) -> None:
        self.line, self.key, self.allowed = line, key, tuple(allowed)
        where = f"Line {line}: " if line else ""
        choice = f" Allowed: {', '.join(self.allowed)}." if self.allowed else ""
        super().__init__(f"{where}{message}{choice}")
