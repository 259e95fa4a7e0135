"""The one error of a recipe: where it stands, what is wrong, and what is allowed there."""

from __future__ import annotations

from collections.abc import Iterable

from takehold.evidence.sentences import Problem, Sentence


class RecipeError(Problem, ValueError):
    """A recipe that cannot be used. ``str()`` is a finished sentence, ``sentence`` the same for any language.

    Attributes:
        line: 1-based line of the text, None where the text has no such line (something is absent).
        key: the key spoken of, as a dotted path.
        allowed: what may stand there, empty where that is not a list.
    """

    def __init__(
        self, message: Sentence, *, line: int | None = None, key: str = "", allowed: Iterable[str] = ()
    ) -> None:
        """The message with its line before it and what is allowed behind it."""
        self.line, self.key, self.allowed = line, key, tuple(allowed)
        said = message
        if self.allowed:
            said = Sentence("{what} Allowed: {names}.", what=said, names=", ".join(self.allowed))
        if line:
            said = Sentence("Line {line}: {what}", line=line, what=said)
        super().__init__(said)
