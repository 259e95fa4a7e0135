"""Sentences that can be told in another language: each is English text that remembers its words and its values.

Readers and checks write ``Sentence("The file has {rows} rows.", rows=n)`` and everybody may use it as plain text. Where
a person reads it, ``told`` says it in the person's language. On the way through JSON or a database it is ``packed``.
"""

from __future__ import annotations

import difflib
import json
import re
from collections.abc import Iterable, Mapping
from datetime import date
from typing import TYPE_CHECKING, Any, Final

from takehold.evidence.marking import gettext_noop as gettext_noop

if TYPE_CHECKING:
    from takehold.evidence.wording.numbers import Translate

BREAK: Final = "\x1f"
"""Between a template and its values where a sentence travels as one text: through SQL, or in a column of a reader."""
_PLACE: Final = re.compile(r"\{(\w+)\}")
_STEPS: Final = (("GB", 1_000_000_000), ("MB", 1_000_000), ("kB", 1_000))
_TIME_WORDS: Final = {
    "%d": gettext_noop("day"), "%m": gettext_noop("month"), "%Y": gettext_noop("year"), "%y": "year", "%b": "month",
    "%B": "month", "%H": gettext_noop("hour"), "%I": "hour", "%M": gettext_noop("minute"), "%S": gettext_noop("second"),
    "%f": gettext_noop("fraction"), "%p": gettext_noop("AM or PM"), "%z": gettext_noop("offset"),
}  # fmt: skip


class Sentence(str):
    """A sentence. Values are told by their names: ``size...`` in bytes, ``day...`` an ISO date, ``order...`` a strptime
    format in words, ``word...`` translated; whole numbers with the language's own marks, all else as it stands.
    """

    template: str
    values: Mapping[str, Any]

    def __new__(cls, template: str, /, **values: Any) -> Sentence:
        """Fill in the values, in English."""
        found = super().__new__(cls, _filled(template, values, None))
        found.template, found.values = template, values
        return found

    def one_text(self) -> str:
        """The sentence as one text, for where only texts travel; values are texts then."""
        return BREAK.join((self.template, *(str(self.values[name]) for name in places(self.template))))


class Problem(Exception):
    """An error whose ``str()`` is a sentence for a person; ``sentence`` is the same, to be told in any language."""

    def __init__(self, template: str, /, **values: object) -> None:
        """Keep the sentence."""
        self.sentence = template if isinstance(template, Sentence) else Sentence(template, **values)
        super().__init__(str(self.sentence))


def nearest(word: str, known: Iterable[str]) -> str:
    """A question that offers the known word nearest to ``word``, or nothing. Begins with a blank."""
    found = difflib.get_close_matches(word, list(known), n=1, cutoff=0.6)
    return Sentence(' Did you mean "{name}"?', name=found[0]) if found else ""


def told(text: str, translate: Translate) -> str:
    """A sentence in the reader's language; other text as it is."""
    if not isinstance(text, Sentence):
        return text
    return _filled(translate.gettext(text.template), text.values, translate)


def of_one_text(text: str) -> Sentence:
    """Back from ``Sentence.one_text``, also where it was put together elsewhere; a missing value is empty."""
    template, *pieces = text.split(BREAK)
    names = places(template)
    pieces += [""] * len(names)
    return Sentence(template, **dict(zip(names, pieces, strict=False)))


def places(template: str) -> tuple[str, ...]:
    """Names of the values, in order, each once."""
    return tuple(dict.fromkeys(_PLACE.findall(template)))


def packed(text: str) -> Any:
    """As plain values that ``json`` writes; ``unpacked`` gives the sentence back."""
    if not isinstance(text, Sentence):
        return text
    return [text.template, {name: packed(value) for name, value in text.values.items()}]


def unpacked(found: Any) -> str:
    """Back from ``packed``; text that was no sentence stays what it was, and nothing else is believed."""
    match found:
        case [str(template), dict(values)]:
            again = {str(k): unpacked(v) if isinstance(v, list) else v for k, v in values.items()}
            return Sentence(template, **again)
    return str(found)


def kept(text: str) -> str:
    """As one text for a column of a database."""
    return json.dumps(packed(text), ensure_ascii=False) if isinstance(text, Sentence) else text


def found_again(text: str) -> str:
    """Back from ``kept``; what was written there as plain text stays that."""
    if not text.startswith('["'):
        return text
    try:
        plain = json.loads(text)
    except ValueError:
        return text
    found = unpacked(plain)
    return found if isinstance(found, Sentence) else text


def _filled(template: str, values: Mapping[str, Any], translate: Translate | None) -> str:
    return _PLACE.sub(
        lambda place: _value(place[1], values[place[1]], translate) if place[1] in values else place[0],
        template,
    )


def _value(name: str, value: Any, translate: Translate | None) -> str:
    if isinstance(value, Sentence):
        return str(value) if translate is None else told(value, translate)
    kind = name.partition("_")[0]
    if kind == "size" and isinstance(value, int):
        return human(value, translate)
    if kind == "day" and isinstance(value, str):
        return _day(value, translate)
    if kind == "order":
        return spoken(str(value), translate)
    if kind == "word" and translate is not None and value:
        return translate.gettext(str(value))
    if isinstance(value, int) and kind != "line":
        return _number(value, translate)
    return str(value)


def _number(value: float, translate: Translate | None) -> str:
    if translate is None:
        return f"{value:,}" if isinstance(value, int) else f"{value:.1f}".removesuffix(".0")
    from takehold.evidence.wording.numbers import number

    return number(value, translate)


def _day(text: str, translate: Translate | None) -> str:
    day = date.fromisoformat(text)
    if translate is None:
        return f"{day.day} {day:%B %Y}"
    from takehold.evidence.wording.numbers import day as in_words

    return in_words(day, translate)


def human(size: int, translate: Translate | None = None) -> str:
    """A size in bytes in words, as "1.5 MB". Decimal, as file managers show it."""
    for unit, step in _STEPS:
        if size >= step:
            return f"{_number(round(size / step, 1), translate)} {unit}"
    bytes_ = "bytes" if translate is None else translate.gettext("bytes")
    return f"{_number(size, translate)} {bytes_}"


def spoken(form: str, translate: Translate | None = None) -> str:
    """A strptime format in words, as "day/month/year hour:minute"."""

    def word(found: re.Match[str]) -> str:
        known = _TIME_WORDS.get(found.group())
        if known is None or translate is None:
            return known or found.group()
        return translate.gettext(known)

    return re.sub(r"%[a-zA-Z]", word, form)
