"""Answers in surveys that were with names from the start: one's own, and all of them for who was promised to read."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.utils.translation import get_language

from takehold.gather import models
from takehold.gather.disclosure.rights import closed_wave, readable_wave
from takehold.gather.disclosure.variables import word_of
from takehold.gather.disclosure.wording import Texts
from takehold.gather.facts.disclosure import NamedAnswerFact
from takehold.gather.models.answers import NamedAnswer
from takehold.initiatives import queries as initiatives
from takehold.people.facts import NotYours, Viewer


def own_answer(*, viewer: Viewer, wave_id: UUID | str) -> NamedAnswerFact | None:
    """What the viewer answered with their name; None in a survey without names, where nobody can look that up."""
    wave = readable_wave(viewer, wave_id)
    if wave.promise != models.Promise.NAMED or viewer.person_id is None:
        return None
    row = NamedAnswer.objects.filter(wave=wave, person_id=viewer.person_id).select_related("person").first()
    return _fact(row, Texts(wave.definition, get_language() or "en")) if row else None


def by_name(*, viewer: Viewer, wave_id: UUID | str) -> tuple[NamedAnswerFact, ...]:
    """All answers of a closed survey with names, for whoever leads its change. Raises ``NotYet``, ``NotYours``."""
    wave = closed_wave(viewer, wave_id)
    if wave.promise != models.Promise.NAMED or not initiatives.may_edit(
        viewer=viewer, slug=wave.initiative.slug
    ):
        raise NotYours
    texts = Texts(wave.definition, get_language() or "en")
    rows = (
        NamedAnswer.objects.filter(wave=wave).select_related("person").order_by("person__name", "person_id")
    )
    return tuple(_fact(row, texts) for row in rows)


def _fact(row: NamedAnswer, texts: Texts) -> NamedAnswerFact:
    said = tuple(
        (key, texts.title(key), _words(texts, key, value)) for key, value in _in_order(texts, row.choices)
    )
    free = tuple((key, texts.title(key), str(value)) for key, value in _in_order(texts, row.comments))
    return NamedAnswerFact(row.person_id, row.person.name, said, free)


def _in_order(texts: Texts, given: Mapping[str, Any]) -> list[tuple[str, Any]]:
    return [(key, given[key]) for key in texts.asked if key in given]


def _words(texts: Texts, key: str, value: Any) -> str:
    several = value if isinstance(value, list) else [value]
    return ", ".join(texts.choice(key, word_of(each)) for each in several)
