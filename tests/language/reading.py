"""What a person reads on a page: its texts, and the attributes that are read out or shown."""

from __future__ import annotations

from html.parser import HTMLParser

SPOKEN = ("aria-label", "title", "alt", "placeholder")
NOT_WORDS = ("script", "style", "code", "pre", "kbd")
VOID = ("meta", "link", "br", "hr", "img", "input", "col", "wbr")


class Reader(HTMLParser):
    """Collects the pieces of text of a page, in order."""

    def __init__(self) -> None:
        super().__init__()
        self.pieces: list[str] = []
        self._silent = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Attributes that are spoken; silence begins in code."""
        self.pieces += [value for name, value in attrs if name in SPOKEN and value]
        if tag == "input" and ("type", "submit") in attrs:
            self.pieces += [value for name, value in attrs if name == "value" and value]
        self._silent += tag in NOT_WORDS

    def handle_endtag(self, tag: str) -> None:
        """Silence ends with what began it."""
        self._silent -= tag in NOT_WORDS

    def handle_data(self, data: str) -> None:
        """A text."""
        if not self._silent and data.strip():
            self.pieces.append(" ".join(data.split()))


def read(html: str) -> list[str]:
    """The pieces of text of a page."""
    reader = Reader()
    reader.feed(html)
    reader.close()
    return reader.pieces
