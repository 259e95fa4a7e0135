"""What is written about: in steps of five and ranges that follow from them, and growth only where it can be told."""

from __future__ import annotations

import csv
import io
import json
from datetime import date, timedelta
from typing import Any

import pytest
from django.utils import translation
from hypothesis import given, settings
from hypothesis import strategies as st

from conftest import NOW
from takehold.analysis.themes import Growth
from takehold.gaps.facts import SourceKind
from takehold.gaps.facts.candidates import Look
from takehold.gaps.facts.codebook import Coded, CodedTheme, Text, TextKind, WordingFact
from takehold.gaps.facts.counted import Band, By, band
from takehold.gaps.operations import citing, coding, proposing
from takehold.gaps.queries import agreeing, candidates, cited_themes
from takehold.gaps.queries import counted as queries
from takehold.gaps.queries.coding import card, coder
from takehold.gaps.queries.rights import change_of
from takehold.gaps.queries.saying import steps, written_line
from takehold.gaps.queries.sources import look
from takehold.gaps.tests import written
from takehold.people.facts import NotAllowed, NotYours

FORM = CodedTheme(1, WordingFact(1, 1, date(2026, 1, 1), "Form", "It is long.", "", "", "", ""), ())


def comments(by_survey: list[tuple[int, int]]) -> list[Coded]:
    """Of each survey, how many comments are about the form, of how many."""
    found = []
    for at, (mentions, read) in enumerate(by_survey):
        for n in range(read):
            on = date(2025, 1, 6) + timedelta(days=42 * at)
            text = Text(TextKind.COMMENT, f"{at}/{n}", "", on, f"Survey {at}", str(at), f"{at}/{n}")
            found.append(Coded(text, frozenset({1}) if n < mentions else frozenset()))
    return found


def test_a_theme_that_grows_from_survey_to_survey() -> None:
    found = queries.of(comments([(2, 40), (5, 40), (11, 40), (18, 40), (26, 40)]), 0, [FORM])
    (series,) = found.themes[0].series
    assert (series.by, series.growth) == (By.SURVEY, Growth.GROWING)
    assert [point.label for point in series.points] == [f"Survey {at}" for at in range(5)]
    assert [point.mentions for point in series.points][:3] == [Band(0, 4), Band(5, 9), Band(10, 14)]
    assert found.themes[0].grows
    assert written_line(found).endswith("“Form” comes up more and more.")
    even = queries.of(comments([(10, 40)] * 5), 0, [FORM]).themes[0]
    assert even.series[0].growth is Growth.STEADY
    few = queries.of(comments([(2, 40), (20, 40)]), 0, [FORM]).themes[0]
    assert few.series[0].growth is Growth.CANNOT_TELL


def test_months_without_a_text_are_periods_and_too_few_tell_no_share() -> None:
    told = [
        Coded(Text(TextKind.SAID, str(n), "", date(2025, 11 + n % 2, 3 + n), seal=str(n)), frozenset({1}))
        for n in range(20)
    ]
    late = Coded(Text(TextKind.NOTE, "late", "", date(2026, 3, 1), seal="late"), frozenset())
    (series,) = queries.of([*told, late], 0, [FORM]).themes[0].series
    assert [point.label for point in series.points] == [
        "November 2025", "December 2025", "January 2026", "February 2026", "March 2026",
    ]  # fmt: skip
    assert [point.read.low for point in series.points] == [10, 10, 0, 0, 0]
    assert [point.low is None for point in series.points] == [False, False, True, True, True]


@settings(max_examples=60, deadline=None)
@given(st.integers(10, 400), st.floats(0, 1))
def test_nothing_finer_than_the_steps_is_told(read: int, of_them: float) -> None:
    """Every count inside a step tells the same, to the last digit; and the range holds the true share."""
    mentions = round(read * of_them)
    first = queries.share(band(mentions), band(read))
    for other in range(band(read).low, band(read).high + 1):
        for same in range(band(mentions).low, min(band(mentions).high, other) + 1):
            assert queries.share(band(same), band(other)) == first
    assert 0 <= first[0] <= mentions / read <= first[1] + 1e-9 <= 1 + 1e-9


def test_of_nine_texts_nothing_is_told_and_of_ten_in_steps(house: Any) -> None:
    nine = queries.of(comments([(9, 9)]), 3, [FORM])
    assert (nine.themes, nine.waiting) == ((), 3)
    assert "From ten on" in written_line(nine)
    ten = queries.of(comments([(9, 10)]), 0, [FORM])
    assert (ten.themes[0].mentions, ten.nothing) == (Band(5, 9), Band(0, 4))
    assert steps(ten.nothing) == "fewer than 5"
    assert steps(ten.themes[0].mentions) == "5–9"
    assert "No theme stands in five" in written_line(queries.of(comments([(3, 30)]), 0, [FORM]))


@pytest.fixture
def read(house: Any, change: Any) -> dict[str, int]:
    """Forty comments of a closed survey, all sorted by the lead; the themes by name."""
    themes = written.book(house, change.slug)
    written.survey(house, change.slug)
    under = dict(zip(written.LINES, ([themes["Time"]], [themes["Form"]], [themes["Showing"]]), strict=False))
    assert written.sort_all(house, change.slug, "lead", under) == 40
    return themes


def test_the_page_and_the_files_tell_steps_and_no_count(
    house: Any, change: Any, read: dict[str, int]
) -> None:
    council, at = house.client("works council"), f"/changes/{change.slug}/themes/"
    page = council.get(f"{at}written/").content.decode()
    assert "40 texts are read. Most is about “Form”: 10–14 of them" in page
    assert "10–14" in page
    rows = list(
        csv.DictReader(io.StringIO(council.get(f"{at}written/themes.csv").content.decode("utf-8-sig")))
    )
    form = [row for row in rows if row["name"] == "Form"]
    assert [(row["by"], row["period"]) for row in form] == [("", ""), ("survey", "How is it going?")]
    assert (form[0]["mentions_from"], form[0]["mentions_to"], form[0]["read_from"]) == ("10", "14", "40")
    told = council.get(f"/api/v1/changes/{change.slug}/written").json()
    assert [str(row["mentions_from"]) for row in told["items"]] == [row["mentions_from"] for row in rows]
    assert told["growth"][str(read["Form"])] == {"survey": "cannot tell"}
    book = council.get(f"{at}codebook.csv").content.decode("utf-8-sig")
    assert [row["name"] for row in csv.DictReader(io.StringIO(book))] == list(written.NAMES)


def test_a_themes_own_page_draws_it_and_shows_what_stands_under_it(
    house: Any, change: Any, read: dict[str, int]
) -> None:
    at = f"/changes/{change.slug}/themes/{read['Form']}/"
    page = house.client("lead").get(at).content.decode()
    assert "10–14 of 40 texts are about it" in page
    assert page.count("<svg") >= 2
    assert page.count(written.LINES[1]) == 1
    assert "Ward" not in page.split('<main id="content"')[1]
    assert house.client("member").get(at).status_code == 403
    assert house.client("lead").get(f"/changes/{change.slug}/themes/999/").status_code == 404


def test_cited_in_steps_by_who_reads_all_texts_and_by_nobody_else(
    house: Any, change: Any, read: dict[str, int]
) -> None:
    lead = house.viewer("lead")
    on = {"change": change_of(lead, change.slug), "kind": SourceKind.CODED}
    source = look(viewer=lead, ref=str(read["Form"]), **on)
    assert source.text == "Form: 10–14 of 40–44 texts are about it (14–48\xa0%)."
    for who, ref in (("manager", str(read["Form"])), ("lead", "999"), ("lead", "x")):
        with pytest.raises(NotYours):
            look(viewer=house.viewer(who), ref=ref, **on)
    assert len(cited_themes.sources(lead, on["change"])) == 3
    gap = house.client("lead").post(f"/api/v1/changes/{change.slug}/gaps", {"title": "Clicks"}, "application/json").json()["id"]  # fmt: skip
    at = f"/api/v1/changes/{change.slug}/gaps/{gap}/steps"
    step = (
        house.client("lead")
        .post(at, {"cause": "tool", "text": "A long form"}, "application/json")
        .json()["step"]
    )
    said = {"kind": "coded", "ref": str(read["Form"])}
    cited = house.client("lead").post(f"{at}/{step}/evidence", said, "application/json").json()["citation"]
    opened = (
        house.client("works council").get(f"/api/v1/changes/{change.slug}/gaps/{gap}/evidence/{cited}").json()
    )
    assert (opened["intact"], opened["withdrawn_on"]) == (True, None)
    assert citing.look_after(NOW + timedelta(hours=3)) == 0
    at = f"/api/v1/changes/{change.slug}/gaps/{gap}/evidence/{cited}"
    assert house.client("manager").get(at).status_code == 404


def test_what_grows_is_proposed_as_a_gap(house: Any, change: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    lead = house.viewer("lead")
    here = change_of(lead, change.slug)
    assert cited_themes.growing(viewer=lead, change=here) == []
    grown = queries.of(comments([(2, 40), (5, 40), (11, 40), (18, 40), (26, 40)]), 0, [FORM])
    monkeypatch.setattr(cited_themes, "written", lambda **_asked: grown)
    (found,) = candidates.candidates(viewer=lead, change=here, look=Look.WRITTEN)
    assert (found.origin, found.title) == ("coded/1", "Form")
    assert "written about more and more" in found.because
    on: dict[str, Any] = {"slug": change.slug, "look": Look.WRITTEN, "origin": "coded/1", "now": NOW}
    made = proposing.open_proposed(viewer=house.viewer("lead"), **on)
    assert proposing.open_proposed(viewer=house.viewer("lead"), **on) == made
    assert cited_themes.growing(viewer=house.viewer("manager"), change=here) == []


def second(house: Any, change: Any, read: dict[str, int], *, crossed: bool) -> None:
    """The IT lead reads the sample too; crossed, she takes time for the form and the form for time."""
    on = f"/changes/{change.slug}/themes/alike/"
    named = house.client("lead").post(on, {"person": str(house.people["it lead"]), "second": "1"})
    assert named.status_code == 302
    time, form = ("Form", "Time") if crossed else ("Time", "Form")
    under = dict(zip(written.LINES, ([read[time]], [read[form]], [read["Showing"]], []), strict=True))
    while True:
        viewer = house.viewer("it lead")
        text = card(viewer=viewer, turn=coder(viewer=viewer, slug=change.slug)).text
        if text is None:
            return
        coding.code(viewer=viewer, slug=change.slug, seal=text.seal, chosen=under[text.text])


def test_two_who_read_alike(house: Any, change: Any, read: dict[str, int]) -> None:
    page = house.client("lead").get(f"/changes/{change.slug}/themes/alike/").content.decode()
    assert "Nobody has read a sample a second time yet." in page
    second(house, change, read, crossed=False)
    page = house.client("lead").get(f"/changes/{change.slug}/themes/alike/").content.decode()
    assert "They read alike" in page
    assert "Reads as the second: It Lead" in page
    assert "alpha is 1.00" in page
    assert "Say these anew" not in page


def test_where_they_do_not_the_themes_to_say_anew_are_named(
    house: Any, change: Any, read: dict[str, int]
) -> None:
    second(house, change, read, crossed=True)
    viewer = house.viewer("lead")
    found = agreeing.agreed(viewer=viewer, change=change_of(viewer, change.slug))
    assert (found.units, found.second) == (20, True)
    assert found.alpha is not None
    assert found.alpha < 0.8
    assert {each.theme.name for each in found.disputed} == {"Form", "Time"}
    assert {(one, two) for _text, one, two in found.apart} == {(("Time",), ("Form",)), (("Form",), ("Time",))}
    page = house.client("works council").get(f"/changes/{change.slug}/themes/alike/").content.decode()
    assert "Say these anew" in page
    assert "Name who reads too" not in page
    told = house.client("lead").get(f"/api/v1/changes/{change.slug}/alike").json()
    assert told["alpha"] == pytest.approx(found.alpha)
    with translation.override("de"):
        assert "alpha" in house.client("lead").get(f"/api/v1/changes/{change.slug}/alike").json()["answer"]


def test_the_second_sees_no_decision_before_the_sample_is_read(
    house: Any, change: Any, read: dict[str, int]
) -> None:
    named = house.client("lead").post(
        f"/api/v1/changes/{change.slug}/coders",
        json.dumps({"person": house.people["it lead"]}),
        "application/json",
    )
    assert named.json() == {"named": True}
    at = f"/changes/{change.slug}/themes/"
    for address in (f"{at}written/", f"{at}{read['Form']}/", f"{at}alike/", f"{at}written/themes.csv"):
        assert house.client("it lead").get(address).status_code == 403
    viewer = house.viewer("it lead")
    on = {"change": change_of(viewer, change.slug), "kind": SourceKind.CODED, "ref": str(read["Form"])}
    with pytest.raises(NotAllowed):
        look(viewer=viewer, **on)
    written.sort_all(house, change.slug, "it lead", {})
    assert house.client("it lead").get(f"{at}written/").status_code == 200


def test_a_name_that_would_run_is_text_on_pages_in_the_picture_and_in_files(
    house: Any, change: Any, read: dict[str, int]
) -> None:
    at = f"/changes/{change.slug}/themes/"
    name = '=HYPERLINK("x")<script>alert(1)</script>'
    said = {"name": name, "meaning": "+1", "reason": "@x"}
    assert house.client("lead").post(f"{at}{read['Form']}/edit/", said).status_code == 302
    for address in (at, f"{at}written/", f"{at}{read['Form']}/", f"{at}code/"):
        assert "<script>alert" not in house.client("lead").get(address).content.decode()
    for address in (f"{at}written/themes.csv", f"{at}codebook.csv"):
        text = house.client("lead").get(address).content.decode("utf-8-sig")
        cells = [cell for row in csv.reader(io.StringIO(text)) for cell in row]
        assert f"'{name}" in cells
        assert not [cell for cell in cells if cell.startswith(("=", "+", "@"))]


def test_who_cannot_be_named_is_said_at_the_field(house: Any, change: Any, read: dict[str, int]) -> None:
    page = house.client("lead").post(
        f"/changes/{change.slug}/themes/alike/", {"person": str(house.people["member"]), "second": "1"}
    )
    assert page.status_code == 422
