"""What the columns of a survey from elsewhere seem to be, and whether it is here already."""

from __future__ import annotations

import hashlib
import json
import re
from collections import Counter
from collections.abc import Sequence
from datetime import date
from typing import Final
from uuid import NAMESPACE_URL, UUID, uuid5

from takehold.gather.facts.brought import ELSEWHERE, ColumnBrought, Export, Meaning
from takehold.gather.models import Wave

MOST_CHOICES: Final = 12
SHOWN_FROM: Final = 5
RATING: Final = re.compile(r"A?(\d{1,2})(?:\s*[-–.:)].*)?", re.S)
"""5, A5 (LimeSurvey's code), or 5 with its words behind it."""
GROUPS: Final = (
    "team",
    "group",
    "department",
    "ward",
    "unit",
    "site",
    "abteilung",
    "station",
    "bereich",
    "standort",
)


def columns(found: Export) -> tuple[ColumnBrought, ...]:
    """Each column with a proposal."""
    taken = False
    proposed = []
    for number, title in enumerate(found.titles):
        said = [row[number] for row in found.rows if row[number]]
        meaning = _meaning(title, said, taken)
        taken = taken or meaning is Meaning.GROUP
        often = sorted(each for each, n in Counter(said).items() if n >= SHOWN_FROM)
        values = () if meaning is Meaning.LINE else tuple(often[:MOST_CHOICES])
        proposed.append(ColumnBrought(number, title, len(said), values, meaning))
    return tuple(proposed)


def point(said: str) -> int | None:
    """The number of a rating."""
    match = RATING.fullmatch(said)
    return int(match[1]) if match else None


def _meaning(title: str, said: Sequence[str], taken: bool) -> Meaning:
    different = Counter(said)
    if not different:
        return Meaning.LEAVE
    words = re.findall(r"\w+", title.casefold())
    if not taken and any(word in GROUPS for word in words) and len(different) <= len(said) // 2:
        return Meaning.GROUP
    points = [point(each) for each in different]
    numbers = [each for each in points if each is not None]
    if len(numbers) == len(points):
        for meaning, low, high in (
            (Meaning.RATING_5, 1, 5),
            (Meaning.RATING_7, 1, 7),
            (Meaning.RATING_10, 0, 10),
        ):
            if low <= min(numbers) and max(numbers) <= high:
                return meaning
    if len(different) <= MOST_CHOICES and len(different) <= len(said) // 2:
        return Meaning.CHOICE
    return Meaning.LINE


def form_of(found: Export) -> str:
    """What is asked, as a fingerprint. Never of the answers: it stands where the questions stand."""
    return hashlib.sha256(json.dumps(found.titles).encode()).hexdigest()


def number_of(found: Export, closes_on: date) -> UUID:
    """The number that this survey gets here: the same for every export of it."""
    own = found.survey or closes_on.isoformat()
    return uuid5(NAMESPACE_URL, f"takehold {ELSEWHERE} {own} {form_of(found)}")


def here(number: UUID, form: str, opens_on: date, closes_on: date) -> bool:
    """Whether it was brought in before, or another with the same questions from the same days."""
    same = Wave.objects.filter(moment=ELSEWHERE, definition__takehold__form=form)
    return (
        Wave.objects.filter(pk=number).exists()
        or same.filter(opens_on__lte=closes_on, closes_on__gte=opens_on).exists()
    )
