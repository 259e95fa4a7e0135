"""The codebook: what a theme means, what it meant in March, and that it is of a thing and of no person."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from conftest import NOW
from takehold.gaps import models
from takehold.gaps.facts.codebook import KEYS, MOST_THEMES, WordingInput
from takehold.gaps.operations import codebook as operations
from takehold.gaps.queries import codebook as queries
from takehold.gaps.queries.concerns_legend import legend
from takehold.gaps.queries.rights import change_of
from takehold.initiatives.facts import Invalid
from takehold.people.facts import NotAllowed, NotYours

TIME = WordingInput(
    "Time at night", "There is too little time for it in a shift.", example="When should I do it?"
)


def begun(house: Any, change: Any, said: WordingInput = TIME) -> int:
    return operations.begin_theme(viewer=house.viewer("lead"), slug=change.slug, said=said, now=NOW)


def read(house: Any, change: Any, **asked: Any) -> Any:
    return queries.themes(change=change_of(house.viewer("lead"), change.slug), **asked)


def test_what_a_theme_meant_in_march_is_still_read_in_april(house: Any, change: Any) -> None:
    made = begun(house, change)
    later = replace(house.viewer("lead"), on=NOW.date() + timedelta(days=40), seen={})
    said = replace(TIME, meaning="Too few people on a shift.", reason="Two of us read it in two ways.")
    operations.reword(viewer=later, slug=change.slug, theme_id=made, said=said, now=NOW)
    (now,) = read(house, change)
    assert (now.now.number, now.now.meaning) == (2, "Too few people on a shift.")
    assert [each.meaning for each in now.earlier] == [TIME.meaning]
    (then,) = read(house, change, on=NOW.date() + timedelta(days=39))
    assert (then.now.meaning, then.earlier) == (TIME.meaning, ())
    assert read(house, change, on=NOW.date() - timedelta(days=1)) == ()
    page = house.client("member").get(f"/changes/{change.slug}/themes/?on=2026-03-20").content.decode()
    assert TIME.meaning in page
    assert "Too few people on a shift." not in page
    assert "1 theme was in the codebook on that day." in page


def test_a_theme_is_said_anew_only_with_a_reason(house: Any, change: Any) -> None:
    made = begun(house, change)
    with pytest.raises(Invalid) as refused:
        operations.reword(viewer=house.viewer("lead"), slug=change.slug, theme_id=made, said=TIME, now=NOW)
    assert refused.value.field == "reason"
    assert models.Wording.objects.count() == 1


@pytest.mark.parametrize("field", ["name", "meaning", "example"])
def test_no_theme_is_about_a_person(house: Any, change: Any, field: str) -> None:
    with pytest.raises(Invalid, match="never about a person"):
        begun(house, change, replace(TIME, **{field: "Mia Manager says no"}))


def test_two_themes_of_one_name_and_more_than_anybody_keeps_in_mind(
    house: Any, change: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun(house, change)
    with pytest.raises(Invalid, match="of that name already"):
        begun(house, change, replace(TIME, name="time  AT night"))
    monkeypatch.setattr(operations, "MOST_THEMES", 1)
    with pytest.raises(Invalid, match="thirty"):
        begun(house, change, replace(TIME, name="Another"))
    assert MOST_THEMES <= len(KEYS) == len(set(KEYS))
    assert not set("nux") & set(KEYS)


def test_the_legend_is_taken_over_once(house: Any, change: Any) -> None:
    lead = house.viewer("lead")
    assert operations.take_over_legend(viewer=lead, slug=change.slug, now=NOW) == len(legend())
    assert operations.take_over_legend(viewer=lead, slug=change.slug, now=NOW) == 0
    assert {each.name for each in read(house, change)} == {each.name for each in legend()}


def test_a_theme_that_is_given_up_stays_to_be_read(house: Any, change: Any) -> None:
    made = begun(house, change)
    on: dict[str, Any] = {"viewer": house.viewer("lead"), "slug": change.slug, "theme_id": made, "now": NOW}
    operations.retire(**on)
    assert read(house, change) == ()
    assert [each.retired_on for each in read(house, change, retired=True)] == [date(2026, 3, 2)]
    assert [each.id for each in read(house, change, on=date(2026, 3, 1))] == []
    operations.retire(**on)
    assert len(read(house, change)) == 1


def test_who_reads_and_who_writes(house: Any, change: Any) -> None:
    with pytest.raises(NotAllowed):
        operations.begin_theme(viewer=house.viewer("manager"), slug=change.slug, said=TIME, now=NOW)
    with pytest.raises(NotYours):
        operations.retire(viewer=house.viewer("lead"), slug=change.slug, theme_id=99, now=NOW)
    with pytest.raises(NotAllowed):
        queries.reader(house.viewer("member"), change.slug)
    assert queries.reader(house.viewer("works council"), change.slug).slug == change.slug


def test_the_pages_begin_reword_and_give_up(house: Any, change: Any) -> None:
    lead, at = house.client("lead"), f"/changes/{change.slug}/themes/"
    assert "The codebook has no theme yet." in lead.get(at).content.decode()
    assert lead.post(f"{at}new/", {"name": "", "meaning": ""}).status_code == 422
    assert lead.post(f"{at}new/", {"name": "Tool", "meaning": "The form is in the way."})["Location"] == at
    row = models.CodeTheme.objects.get()
    assert lead.post(f"{at}{row.pk}/edit/", {"name": "Form", "meaning": "It is long."}).status_code == 422
    said = {"name": "Form", "meaning": "It is long.", "reason": "Shorter."}
    assert lead.post(f"{at}{row.pk}/edit/", said)["Location"] == at
    page = lead.get(at).content.decode()
    assert "1 theme is in the codebook." in page
    assert "1 earlier wording" in page
    lead.post(f"{at}{row.pk}/retire/")
    assert "Given up" in lead.get(at).content.decode()
    lead.post(f"{at}legend/")
    assert "10 themes are in the codebook." in lead.get(at).content.decode()
    assert lead.get(f"{at}?on=never").status_code == 200
    assert lead.get(f"{at}?on=2026-02-31").status_code == 200
    assert "Say it anew" not in house.client("member").get(at).content.decode()
