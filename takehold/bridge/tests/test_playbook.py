"""The playbook: whole, balanced, cited, and found by what stands in the way."""

from __future__ import annotations

from collections import Counter
from importlib import resources
from typing import Any

import pytest

from takehold.analysis import fit
from takehold.bridge.facts import ActionKind, Aim, Barrier, Phase, Setting, Suit, Wanted
from takehold.bridge.queries import playbook, words
from takehold.bridge.views import playbook as pages
from takehold.gaps.facts import Cause

EVERY = playbook.practices()


def test_there_are_sixty_practices_and_each_has_a_key_and_a_name_of_its_own() -> None:
    assert len(EVERY) >= 60
    assert len({each.key for each in EVERY}) == len({each.name for each in EVERY}) == len(EVERY)


def test_the_four_quadrants_and_the_five_barriers_are_balanced() -> None:
    """No quadrant holds more than a third or less than a sixth; each barrier has three first or further choices in each."""
    quadrants = Counter((each.setting, each.aim) for each in EVERY)
    assert set(quadrants) == {(setting, aim) for setting in Setting for aim in Aim}
    assert max(quadrants.values()) <= len(EVERY) / 3
    assert min(quadrants.values()) >= len(EVERY) / 6
    cells = Counter((each.setting, each.aim, barrier) for each in EVERY for barrier in each.barriers)
    assert len(cells) == 20
    assert min(cells.values()) >= 3


def test_every_kind_cause_phase_and_need_finds_something() -> None:
    for name, kinds in (
        ("kind", ActionKind), ("barrier", Barrier), ("cause", Cause), ("phase", Phase), ("suit", Suit),
    ):  # fmt: skip
        for each in kinds:
            assert len(playbook.fitting(Wanted(**{name: each}))) >= 2, each


def test_barriers_and_needs_are_those_that_the_analysis_knows() -> None:
    assert tuple(Barrier) == fit.BARRIERS
    assert {each.value for each in Suit} == {*fit.HELPS, "recognition"}


def test_a_source_is_cited_with_year_and_place_and_none_lies_unused() -> None:
    import tomllib

    text = (resources.files("takehold.bridge") / "playbook" / "sources.toml").read_text(encoding="utf-8")
    shipped = {each["citation"] for each in tomllib.loads(text).values()}
    cited = {each.evidence.citation for each in EVERY if each.evidence is not None}
    assert cited == shipped
    assert all("(19" in each or "(20" in each for each in cited)
    assert any(each.evidence is None for each in EVERY)


def test_what_is_made_for_a_barrier_stands_before_what_also_helps() -> None:
    found = playbook.fitting(Wanted(barrier=Barrier.ABILITY))
    first = [each.barriers[0] is Barrier.ABILITY for each in found]
    assert first == sorted(first, reverse=True)
    assert any(first)
    assert not all(first)


def test_every_word_has_its_sentence() -> None:
    for kinds, told in ((ActionKind, words.KINDS), (Barrier, words.BARRIERS), (Setting, words.SETTINGS),
                        (Aim, words.AIMS), (Phase, words.PHASES), (Suit, words.SUITS)):  # fmt: skip
        assert set(told) == set(kinds)


def test_nothing_in_the_playbook_speaks_of_resisting_people() -> None:
    spoken = " ".join(playbook.texts()).casefold()
    assert not [word for word in ("resist", "compliance of", "laggard", "difficult people") if word in spoken]


@pytest.mark.django_db
def test_the_page_narrows_and_says_how_many(house: Any) -> None:
    lead = house.client("lead")
    whole = lead.get("/playbook/").content.decode()
    assert whole.count('class="practice"') == len(EVERY)
    assert f"{len(EVERY)} things one can do" in whole
    wanted = Wanted(barrier=Barrier.KNOWLEDGE, setting=Setting.INFORMAL)
    some = lead.get("/playbook/?barrier=knowledge&setting=informal").content.decode()
    assert some.count('class="practice"') == len(playbook.fitting(wanted))
    nothing = lead.get("/playbook/?barrier=awareness&kind=training&cause=fairness").content.decode()
    assert "Nothing in the playbook fits all of that" in nothing
    assert lead.get("/playbook/?barrier=no-such").content.decode().count('class="practice"') == len(EVERY)


@pytest.mark.django_db
def test_a_practice_says_when_it_harms_and_what_it_rests_on(house: Any) -> None:
    lead = house.client("lead")
    page = lead.get("/playbook/figures-back/").content.decode()
    assert "When it does harm" in page
    assert "Cochrane Database of Systematic Reviews CD000259" in page
    assert "we know of no study" in lead.get("/playbook/quick-card/").content.decode()
    assert lead.get("/playbook/no-such/").status_code == 404
    german = lead.get("/playbook/figures-back/", headers={"Accept-Language": "de"}).content.decode()
    assert "Dem Team seine eigenen Zahlen zurückgeben" in german


@pytest.mark.django_db
def test_programs_read_the_same(house: Any) -> None:
    lead = house.client("lead")
    found = lead.get("/api/v1/playbook?barrier=ability&aim=innovate").json()["items"]
    wanted = Wanted(barrier=Barrier.ABILITY, aim=Aim.INNOVATE)
    assert [each["key"] for each in found] == [each.key for each in playbook.fitting(wanted)]
    one = lead.get("/api/v1/playbook/small-trial").json()
    assert one["evidence"]["citation"].startswith("M. J. Taylor")
    assert lead.get("/api/v1/playbook/no-such").status_code == 404


def test_the_answer_is_one_sentence() -> None:
    assert pages.answer(1, 66) == "1 of 66 practices fits."
    assert pages.answer(12, 66) == "12 of 66 practices fit."
