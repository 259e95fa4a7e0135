"""The result of a round on its page, as a file and for programs: the same figures, and never a voter."""

from __future__ import annotations

import csv
import io
from typing import Any

import pytest

from conftest import NOW
from takehold.cocreation import models
from takehold.cocreation.queries.results import results
from takehold.cocreation.queries.results_picture import picture
from takehold.cocreation.queries.results_words import answer, passed, turnout
from takehold.cocreation.tests.closed import closed, open_round


@pytest.fixture(autouse=True)
def _at(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOW)


@pytest.fixture
def row(house: Any, change: Any) -> models.Round:
    """28 voters of four wards: too few for opinion groups, enough for bands."""
    return closed(open_round(house, change, a_ward=7))


def test_the_first_line_says_on_how_much_they_agree_and_where_they_part(
    house: Any, row: models.Round
) -> None:
    found = results(viewer=house.viewer("member"), round_id=row.pk)
    assert {each.text for each in found.common} == {f"Statement {n}" for n in range(4)}
    assert {each.text for each in found.divided} == {f"Statement {n}" for n in range(4, 10)}
    assert (
        answer(found)
        == "On 4 of 10 statements nearly everybody stands on the same side. Opinion divides on 6."
    )
    assert turnout(found) == "Of 40 people invited 20 to 40 voted."
    assert passed(found) == ()
    drawn = picture(found)
    assert drawn is not None
    assert [each.number for each in drawn.shown[:4]] == [each.number for each in found.common]


def test_the_page_has_a_picture_its_table_and_why_there_are_no_groups(house: Any, row: models.Round) -> None:
    page = house.client("lead").get(f"/cocreate/{row.pk}/results/?group=2").content.decode()
    for words in (
        "On 4 of 10 statements", 'aria-label="How many agree with each of 10 statements."', "Statement 9",
        "No opinion groups are shown: they are looked for from 40 voters on.", "5–10", "<h3>Ward 2</h3>",
    ):  # fmt: skip
        assert words in page
    own = house.client("member").get(f"/cocreate/{row.pk}/results/").content.decode()
    assert "<h3>Ward 1</h3>" in own
    assert "<h3>Ward 2</h3>" not in own
    going = house.client("lead").get(f"/cocreate/{open_again(row)}/results/").content.decode()
    assert "Results appear once the round has closed" in going


def test_who_came_by_the_link_reads_what_all_hold_and_of_no_team(
    house: Any, change: Any, client: Any
) -> None:
    going = open_round(house, change, a_ward=5, by_link=8, shared=True)
    client.get(f"/cocreate/a/{going.nonce.hex}/")
    at = f"/cocreate/l/{going.pk}/answers/"
    assert "Common ground" not in client.get(at).content.decode(), "nothing before it is closed"
    closed(going)
    page = client.get(at).content.decode()
    found = results(viewer=house.viewer("lead"), round_id=going.pk)
    assert found.common
    assert all(each.text in page for each in (*found.common, *found.divided))
    assert answer(found) in page
    assert "Ward" not in page


def test_a_round_that_is_over_leads_to_its_results(house: Any, row: models.Round) -> None:
    for page in ("/cocreate/", f"/cocreate/{row.pk}/"):
        assert f"/cocreate/{row.pk}/results/" in house.client("member").get(page).content.decode()
    assert (
        f"/cocreate/{row.pk}/answers/" in house.client("member").get(f"/cocreate/{row.pk}/").content.decode()
    )


def test_of_too_few_nothing_is_told_not_even_how_many(house: Any, change: Any) -> None:
    found = results(viewer=house.viewer("lead"), round_id=closed(open_round(house, change, a_ward=1)).pk)
    assert (answer(found)[:19], turnout(found)) == ("Fewer than 5 people", "")


def open_again(row: models.Round) -> int:
    return models.Round.objects.create(
        initiative=row.initiative, question="Another?", open="x", closes_on=NOW.date(), decides="x", how="x",
        state="open", opened_on=NOW.date(),
    ).pk  # fmt: skip


def test_the_file_and_the_twin_for_programs_say_the_same_and_no_voter_is_in_them(
    house: Any, row: models.Round
) -> None:
    lead = house.client("lead")
    text = lead.get(f"/cocreate/{row.pk}/results.csv").content.decode("utf-8-sig")
    table = list(csv.DictReader(io.StringIO(text)))
    everybody = [each for each in table if each["group"] == "everybody"]
    api = lead.get(f"/api/v1/rounds/{row.pk}/results").json()
    assert [each["agree"] for each in everybody] == [
        "{low}-{high}".format(**each["whole"]["agree"]) for each in api["statements"]
    ]
    assert {each["group"] for each in table} >= {"everybody", "Ward 1", "Ward 4"}
    assert len([each for each in table if each["group"] == "Ward 1"]) <= 10
    voters = {str(each) for each in models.Voter.objects.values_list("pk", flat=True)}
    assert not any(voter in text or voter in str(api) for voter in voters)
