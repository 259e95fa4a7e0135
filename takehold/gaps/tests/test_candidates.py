"""What the system proposes: slides, processes done differently, themes, barriers, groups not heard; never a person."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest

from conftest import NOW
from takehold.gaps import models
from takehold.gaps.facts import GapKind
from takehold.gaps.facts.candidates import Look
from takehold.gaps.operations import citing, gaps, proposing
from takehold.gaps.queries import candidates as queries
from takehold.gaps.queries.rights import led
from takehold.gather.disclosure import closing
from takehold.gather.facts.disclosure import StopsFact
from takehold.gather.facts.notes import NoteInput
from takehold.gather.facts.says import SayInput
from takehold.gather.operations import notes, says, themes
from takehold.gather.tests import answered
from takehold.initiatives import operations as initiatives
from takehold.people.facts import NotAllowed, NotYours


def found(house: Any, change: Any, look: Look, role: str = "lead", days: int = 0) -> Any:
    viewer = house.viewer(role)
    viewer = replace(viewer, on=house.on + timedelta(days=days), seen={})
    return queries.candidates(viewer=viewer, change=led(viewer, change.slug), look=look)


@pytest.fixture
def judged(change: Any) -> Any:
    """Ward 1 slides."""
    initiatives.refresh(change.behaviour_id, NOW - timedelta(weeks=9))
    initiatives.refresh(change.behaviour_id, NOW)
    return change


def test_a_team_that_slides_is_proposed_from_the_day_it_may_be_read(house: Any, judged: Any) -> None:
    """Not while the slide is still the team's own: the lead reads the verdict before it."""
    assert found(house, judged, Look.TEAMS) == ()
    (slide,) = found(house, judged, Look.TEAMS, days=10)
    assert slide.title == "Ward 1 slides back: The handover is written in the record"
    assert slide.groups == {house.teams["ward-1"]}
    assert "mostly back to the old way" in slide.because
    viewer = replace(house.viewer("lead"), on=house.on + timedelta(days=10), seen={})
    on: dict[str, Any] = {"viewer": viewer, "slug": judged.slug, "look": Look.TEAMS, "now": NOW}
    first = proposing.open_proposed(origin=slide.origin, **on)
    assert proposing.open_proposed(origin=slide.origin, **on) == first
    row = models.Gap.objects.get()
    cited = models.Citation.objects.get()
    assert (cited.gap_id, cited.step_id, cited.seen) == (row.pk, None, slide.source.text)
    assert queries.is_open(slide, queries.origins(change=led(viewer, judged.slug)))
    gaps.turn(viewer=viewer, slug=judged.slug, gap_id=first, event="close", reason="Chance.", now=NOW)
    assert queries.origins(change=led(viewer, judged.slug)) == frozenset()


def test_what_shows_a_gap_that_was_opened_by_hand_is_proposed_no_more(
    house: Any, judged: Any, gap: int
) -> None:
    (slide,) = found(house, judged, Look.TEAMS, days=10)
    change = led(house.viewer("lead"), judged.slug)
    assert not queries.is_open(slide, queries.origins(change=change))
    citing.show(viewer=house.viewer("lead"), gap_id=gap, source=slide.source, now=NOW)
    assert queries.is_open(slide, queries.origins(change=change))


def test_only_what_is_proposed_is_opened_so_and_only_by_who_leads(house: Any, judged: Any) -> None:
    on: dict[str, Any] = {"slug": judged.slug, "look": Look.TEAMS, "now": NOW}
    for origin in ("", "figure/1/999", "person/3"):
        with pytest.raises(NotYours):
            proposing.open_proposed(viewer=house.viewer("lead"), origin=origin, **on)
    with pytest.raises(NotAllowed):
        proposing.open_proposed(viewer=house.viewer("manager"), origin="x", **on)


def test_a_process_done_differently_from_group_to_group(house: Any, change: Any) -> None:
    """Two wards far under and two far over the rest; beside them, wards that chance alone parts are not proposed."""
    settled = {"Ward 1": 0.70, "Ward 2": 0.97, "Ward 3": 0.70, "Ward 4": 0.97}
    alike = [SimpleNamespace(unit=name, share=share) for name, share in settled.items()]
    assert [each.kind for each in queries._uneven(standing(alike))] == [GapKind.PROCESS]
    (told,) = queries._uneven(standing(alike))
    assert told.groups == {1, 3}
    assert "2 groups do it less and 2 do it more" in told.because
    same = [SimpleNamespace(unit=name, share=0.9) for name in settled]
    assert list(queries._uneven(standing(same))) == []


def standing(units: list[Any]) -> Any:
    """A standing with so many groups of 400 chances each, all holding."""
    from takehold.analysis.facts import Coded, UnitVerdict, Verdict
    from takehold.initiatives.facts import BehaviourFact, BehaviourStanding, UnitStanding

    def verdict(name: str, share: float) -> UnitVerdict:
        return UnitVerdict(
            name, Verdict.HOLDING, False, Coded("no_chances", {}), None, None, 400,
            round(400 * share), None, share, (share - 0.03, min(1.0, share + 0.03)), NOW.date(), NOW.date(), 400,
            None, (), (), None, None, (),
        )  # type: ignore[arg-type]  # fmt: skip

    whole = verdict("all", sum(each.share for each in units) / len(units))
    told = tuple(
        UnitStanding(
            each.unit,
            frozenset({at}),
            "10-19",
            (),
            verdict(each.unit, each.share),
            NOW.date(),
            False,
            None,
            False,
        )
        for at, each in enumerate(units, 1)
    )
    fact = BehaviourFact(1, "handover", "Handover", "", "", None, False, 1, 1)
    return BehaviourStanding(fact, SimpleNamespace(whole=whole), told, NOW.date(), "", 0.0, None)


def test_themes_that_two_sides_speak_of(house: Any, change: Any) -> None:
    lead = house.viewer("lead")
    themes.save_theme(viewer=lead, name="Printer", words=["printer"], slug=change.slug, now=NOW)
    said = SayInput("obstacle", "The printer is in the way.", slug=change.slug)
    says.say(viewer=house.viewer("member"), said=said, nonce="1", on=house.on)
    assert found(house, change, Look.THEMES) == ()
    told = NoteInput("meeting", "The printer again.", slug=change.slug, theme="Printer", visibility="change")
    notes.note(viewer=house.viewer("manager"), said=told, now=NOW)
    (theme,) = found(house, change, Look.THEMES)
    assert (theme.kind, theme.title) == (GapKind.THEME, "Printer")
    assert "2 independent sides" in theme.because


def test_a_theme_grows_when_its_share_of_what_is_said_does() -> None:
    on = NOW.date()
    days = {n: on - timedelta(days=28 * (n % 6)) for n in range(240)}
    rising: Any = SimpleNamespace(say_ids=[n for n in days if n // 6 < (38, 26, 16, 8, 4, 1)[n % 6]])
    steady: Any = SimpleNamespace(say_ids=[n for n in days if n // 6 < 10])
    assert queries._grows(rising, days, on)
    assert not queries._grows(steady, days, on)


@pytest.mark.parametrize(
    ("leading", "sure", "share", "found"),
    [
        ("ability", 97, 45, "ability"),
        ("ability", 85, 45, None),
        ("ability", 97, 25, None),
        (None, 97, 45, None),
    ],
)
def test_a_barrier_is_proposed_when_it_is_sure_enough_and_of_enough_people(
    leading: str | None, sure: int, share: int, found: str | None
) -> None:
    shares = (("ability", "being able to", share, share - 9, share + 9), ("", "nothing", 50, 40, 60))
    told = StopsFact("50-99", "barrier" if leading else "cannot tell", leading, sure, shares, 1, "")
    assert queries._leading(told) == found
    assert queries._leading(None) is None


def test_a_group_that_stops_elsewhere_than_all_is_proposed_by_itself(house: Any, change: Any) -> None:
    """Ward 3 knows how and cannot; the others do not know why. Each is said with what shows it, and opens so."""
    wave, cells = answered.open_survey(house, answered.initiative_id(change.slug), answered.asked(house))
    ward_3 = answered.team_cells(house, wave)["ward-3"].pk
    for person, cell in cells.items():
        low = ("ability", "reinforcement") if cell == ward_3 else answered.ELEMENTS
        said = {item: 2 if item.partition("-")[0] in low else 4 for item in answered.ITEMS}
        answered.answer(wave, cell, said, {}, person)
    closing.close(wave_id=wave.pk, now=NOW)
    told = {each.title: each for each in found(house, change, Look.SURVEY)}
    assert set(told) == {"People do not know why", "Ward 3: people know how and cannot do it"}
    ward = told["Ward 3: people know how and cannot do it"]
    assert (ward.kind, ward.groups) == (GapKind.BARRIER, {house.teams["ward-3"]})
    on: dict[str, Any] = {
        "viewer": house.viewer("lead"),
        "slug": change.slug,
        "look": Look.SURVEY,
        "now": NOW,
    }
    gap = proposing.open_proposed(origin=ward.origin, **on)
    cited = models.Citation.objects.get(gap_id=gap)
    opened = citing.open_citation(
        viewer=house.viewer("lead"), slug=change.slug, gap_id=gap, citation_id=cited.id, now=NOW
    )
    assert opened.today == ""
    assert opened.text.startswith("Ward 3: ")
    page = house.client("lead").get(f"/changes/{change.slug}/gaps/").content.decode()
    assert "Most of those who stop do so at knowing why" in page


def test_a_group_that_nobody_heard_is_proposed(house: Any, change: Any) -> None:
    titles = {each.title for each in found(house, change, Look.REACH)}
    assert "Nobody has heard Ward 2" in titles
    said = SayInput("obstacle", "Nobody asked us.", slug=change.slug, team_id=house.teams["ward-2"])
    says.say(viewer=house.viewer("member"), said=said, nonce="2", on=house.on)
    assert "Nobody has heard Ward 2" not in {each.title for each in found(house, change, Look.REACH)}


def test_without_a_survey_no_barrier_is_proposed(house: Any, change: Any) -> None:
    assert found(house, change, Look.SURVEY) == ()


def test_one_click_opens_a_proposal(house: Any, change: Any) -> None:
    lead, at = house.client("lead"), f"/changes/{change.slug}/gaps/proposed/"
    assert "Nobody has heard Ward 2" in lead.get(f"{at}?from=reach").content.decode()
    origin = f"reach/{house.teams['ward-2']}"
    page = lead.post(f"{at}?from=reach", {"origin": origin})
    row = models.Gap.objects.get()
    assert page["Location"] == f"/changes/{change.slug}/gaps/{row.pk}/"
    shown = lead.get(page["Location"]).content.decode()
    assert "What shows it" in shown
    cited = models.Citation.objects.get()
    assert "That it is so is shown below; nobody has said why yet." in shown
    assert "a guess" not in shown
    assert "Nobody has heard Ward 2" not in lead.get(f"{at}?from=reach").content.decode()
    evidence = lead.get(f"{page['Location']}evidence/{cited.id}/").content.decode()
    assert "Ward 2 has not been heard by any channel." in evidence
    told = lead.get(f"/api/v1/changes/{change.slug}/proposed-gaps?look=reach").json()["items"]
    assert [each["open"] for each in told if each["origin"] == origin] == [True]
    body = json.dumps({"look": "reach", "origin": origin})
    again = lead.post(f"/api/v1/changes/{change.slug}/proposed-gaps", body, content_type="application/json")
    assert (again.status_code, again.json()["id"]) == (201, row.pk)
