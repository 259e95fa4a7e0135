"""Ready-made surveys, as data: SurveyJS JSON in five languages under ``templates/surveys``."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

from django.utils import formats
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from takehold.gather.disclosure.variables import is_of_reasons, reason_key
from takehold.gather.facts.helping import HELP, INSIDE
from takehold.gather.facts.surveys import Ready
from takehold.gather.queries.survey_json import questionnaire
from takehold.people.facts import NotFound

FOLDER: Final = Path(__file__).resolve().parent.parent / "templates" / "surveys"
ADKAR, PULSE, PULSE_WHY, OWN = "adkar", "pulse", "pulse-why", "own"
KEYS: Final = (ADKAR, PULSE, PULSE_WHY)
"""What is planned by hand; what goes to one group alone (``HELP``, ``INSIDE``) is not."""
SECONDS: Final = 9
"""What one question takes, on average, to read and to answer."""


@lru_cache
def _texts(key: str) -> str:
    return (FOLDER / f"{key}.json").read_text(encoding="utf-8")


def definition(key: str, reasons: Sequence[str] = ()) -> dict[str, Any]:
    """A ready survey's JSON, the reasons of the change among its choices where it asks for them. Raises ``NotFound``."""
    if key not in KEYS:
        raise NotFound
    found: dict[str, Any] = json.loads(_texts(key))
    return with_reasons(found, reasons)


def with_reasons(found: dict[str, Any], reasons: Sequence[str]) -> dict[str, Any]:
    """The same with a change's reasons, in their own words, before the other choices of a question that asks for them."""
    for page in found["pages"]:
        page["elements"] = [_filled(each, reasons) for each in page["elements"]]
    return found


def _filled(question: dict[str, Any], reasons: Sequence[str]) -> dict[str, Any]:
    if not is_of_reasons(question):
        return question
    given: list[Mapping[str, Any]] = question["choices"]
    codes = given[0]["text"]
    said = [
        {"value": reason_key(text), "text": dict.fromkeys(codes, text)} for text in dict.fromkeys(reasons)
    ]
    return {**question, "choices": [*said, *given]}


def help_offered() -> dict[str, Any]:
    """The JSON of the two minutes "what would help you?"."""
    found: dict[str, Any] = json.loads(_texts(HELP))
    return found


def inside_first() -> dict[str, Any]:
    """The JSON of what those who bring a change are asked first: what those affected will be asked, and the plan."""
    found: dict[str, Any] = json.loads(_texts(INSIDE))
    return found


def minutes(questions: int) -> int:
    """About how long that many questions take; never less than one minute."""
    return max(1, round(questions * SECONDS / 60 + 0.3))


def in_words(value: date) -> str:
    """A day as it is written in the language that is active; in English the day comes first."""
    return formats.date_format(value, "j F Y" if get_language() == "en" else "DATE_FORMAT")


def ready() -> tuple[Ready, ...]:
    """What can be chosen from, in the reader's language."""
    said = {
        ADKAR: (
            _("Where we stand, in full"),
            _(
                "Two statements on each of: why, wanting it, knowing how, being able to, and lasting; two on trust."
            ),
        ),
        PULSE: (
            _("Three quick questions"),
            _("Did it work on your last shift, what is most in your way, and one free line."),
        ),
        PULSE_WHY: (
            _("Three quick questions and why"),
            _(
                "The same, and once in a while: why are we doing this, in a few words, and which reason comes nearest?"
            ),
        ),
    }
    found = []
    for key in KEYS:
        asked = len(questionnaire(definition(key)).questions)
        found.append(Ready(key, *said[key], questions=asked, minutes=minutes(asked)))
    return tuple(found)
