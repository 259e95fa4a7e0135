"""Names of questions and choices in the reader's language, from the survey's own form."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from takehold.analysis.adkar import Known
from takehold.gather.disclosure.variables import (
    ARRIVED,
    BARRIER,
    ELSE,
    NAMED,
    UNKNOWN,
    questions,
    word_of,
)
from takehold.gather.facts.disclosure import StopsFact

MOST_SURE: Final = 99
"""Nothing that a model says is 100 % sure."""


class Texts:
    """Titles of variables and labels of choices. SurveyJS writes a text plainly or by language with "default"."""

    def __init__(self, definition: Mapping[str, Any], language: str) -> None:
        self.language = language
        self.asked = {str(each["name"]): each for each in questions(definition)}
        self.elements = {
            "awareness": _("Awareness: why the change is needed"),
            "desire": _("Desire: wanting to take part"),
            "knowledge": _("Knowledge: knowing how"),
            "ability": _("Ability: being able to do it"),
            "reinforcement": _("Reinforcement: what keeps it going"),
            "trust": _("Trust in those who lead the change"),
            "none": pgettext("barrier", "Nothing of these"),
        }
        self.parts = {
            "awareness": _("knowing why"),
            "desire": _("wanting to take part"),
            "knowledge": _("knowing how"),
            "ability": _("being able to do it in everyday work"),
            "reinforcement": _("what keeps it going"),
        }

    @staticmethod
    def channel(key: str, name: str) -> str:
        """What an open link is called."""
        usual = {
            "link": _("Through the open link"),
            "poster": _("Through the poster"),
            "kiosk": _("At the kiosk"),
        }
        return usual.get(key, name)

    def title(self, key: str) -> str:
        """What a variable is called on a page."""
        if key in self.asked:
            return self.plain(self.asked[key].get("title")) or key
        kind, _colon, name = key.partition(":")
        if key == ARRIVED:
            return _("Why we do this: have the reasons arrived?")
        if kind == BARRIER:
            return _("What stands in the way first")
        return self.elements.get(name, name)

    def part(self, word: str) -> str:
        """What is missing, inside a sentence."""
        return self.parts.get(word, word)

    def stop(self, word: str) -> str:
        """Where somebody stops: a part, or nowhere."""
        return self.part(word) if word else _("nothing stops them")

    def choice(self, key: str, word: str) -> str:
        """What a choice of a variable is called."""
        if key == ARRIVED:
            return {NAMED: _("one of the reasons"), ELSE: _("something else"), UNKNOWN: _("do not know why")}[
                word
            ]
        if key not in self.asked:
            return self.elements.get(word, word)
        question = self.asked[key]
        for each in question.get("choices") or question.get("rateValues") or []:
            if isinstance(each, Mapping) and word_of(each.get("value")) == word:
                return self.plain(each.get("text")) or word
        own = {"true": "labelTrue", "false": "labelFalse", "other": "otherText", "none": "noneText"}
        said = self.plain(question.get(own.get(word, "")))
        usual = {
            "true": _("Yes"),
            "false": _("No"),
            "other": _("Something else"),
            "none": pgettext("choice", "None"),
        }
        return said or usual.get(word, word)

    def plain(self, text: object) -> str:
        """A text in the reader's language, else in the survey's first."""
        if isinstance(text, Mapping):
            found = text.get(self.language) or text.get("default") or text.get("en")
            return str(found or next(iter(text.values()), ""))
        return str(text or "")


def where_they_stop(told: StopsFact) -> str:
    """Where most of a group stop, with its doubt, in one or two sentences."""
    parts = {word: (words, share, low, high) for word, words, share, low, high in told.shares}
    if told.known == Known.SEPARATE:
        each = "; ".join(_range(*parts[word]) for word in parts)
        return _("The five parts are no order in these answers, so none is named as the first. Low are, each by itself: {parts}.").format(parts=each)  # fmt: skip
    if told.known == Known.NOBODY_STUCK:
        return _("Nothing stops most of them: {part}.").format(part=_range(*parts[""]))
    if told.leading is not None:
        return _(
            "Most of those who stop do so at {part}. That this is where most stop is {sure} % sure."
        ).format(part=_range(*parts[told.leading]), sure=min(told.sure, MOST_SURE))
    nearest = sorted((each for word, each in parts.items() if word), key=lambda each: -each[1])[:2]
    if not nearest:
        return _("Where most stop cannot be told: too few answered.")
    return _("Where most stop cannot be told; nearest are {parts}.").format(
        parts="; ".join(_range(*each) for each in nearest)
    )


def _range(words: str, share: int, low: int, high: int) -> str:
    return _("{part}: about {share} % ({low} to {high} %)").format(
        part=words, share=share, low=low, high=high
    )
