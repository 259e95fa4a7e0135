"""The legend of where concerns come from: ten, none of a person, on the page of words, in both languages."""

from __future__ import annotations

import re
from typing import Any

from django.utils import translation

from takehold.gaps.queries.concerns_legend import legend

OF_PERSONS = re.compile(r"\b(resist\w*|attitude|unwilling|lazy|stubborn|troublemaker\w*|blocker\w*)\b", re.I)


def test_ten_sources_each_with_what_answers_it_and_none_a_trait_of_a_person() -> None:
    told = legend()
    assert len({each.name for each in told}) == len(told) == 10
    assert all(each.sounds_like.startswith("“") and each.first.endswith(".") for each in told)
    assert not [each for each in told if OF_PERSONS.search(f"{each.name} {each.first}")]
    assert "right" in told[-1].name


def test_it_stands_on_the_page_of_words(house: Any) -> None:
    page = house.client("member").get("/library/words/").content.decode()
    assert page.count('class="concernsource"') == 10
    with translation.override("de"):
        german = {each.name for each in legend()}
    assert german.isdisjoint(each.name for each in legend())
