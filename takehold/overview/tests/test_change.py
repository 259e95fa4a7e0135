from __future__ import annotations

import html
import re
import struct
from dataclasses import replace
from datetime import date

import pytest

from takehold.overview.tests import made_up
from takehold.people.facts import RoleFact, RoleKind

pytestmark = pytest.mark.django_db
PAGES = (
    "/changes/",
    "/changes/handover/",
    "/changes/handover/teams/",
    "/changes/handover/teams/ward-1-1/",
    "/changes/handover/evidence/",
    "/changes/handover/evidence/handover/",
    "/my-team/",
    "/library/",
    "/library/words/",
    "/library/method/",
)


def text_of(answer) -> str:
    plain = re.sub(r"<[^>]+>", " ", answer.content.decode())
    return " ".join(html.unescape(plain).replace("\u00a0", " ").split())


@pytest.mark.parametrize("page", PAGES)
def test_pages_are_for_people_who_signed_in(below, reader, client_class, page):
    assert reader.get(page).status_code == 200
    assert client_class().get(page)["Location"].startswith("/accounts/login/")
    assert reader.post(page).status_code == 405


@pytest.fixture
def client_class():
    from django.test import Client

    return Client


@pytest.mark.parametrize("page", PAGES)
def test_pages_stay_small_and_pass_the_content_policy(below, reader, page):
    page = reader.get(page).content.decode()
    without_charts = re.sub(r"<svg.*?</svg>", "", page, flags=re.S)
    assert len(without_charts.encode()) < 150_000
    assert not re.search(r"<[^>]+\sstyle=", page)
    assert page.count("<h1") == 1


def test_the_list_answers_first_and_knows_its_filters(below, reader):
    said = text_of(reader.get("/changes/"))
    assert "1 change. 1 is slipping back in 2 of 12 teams." in said
    assert "Ask Ward 1 and 1 more what happened." in said
    reader.get("/changes/?show=needs-me")
    assert below.asked["filter"] == "needs me"
    reader.get("/changes/?show=<script>")
    assert below.asked["filter"] == "all"


def test_every_filter_has_a_written_empty_state(below, reader):
    below.changes = {}
    states = {text_of(reader.get(f"/changes/?show={show}")) for show in ("all", "mine", "needs-me", "ended")}
    assert len(states) == 4


def test_its_parts_begin_with_its_reasons_too(below, reader):
    for part in ("teams/", "evidence/"):
        said = text_of(reader.get(f"/changes/handover/{part}"))
        assert "Why we do this: Two medication errors in spring came from lost paper notes." in said, part


def test_a_change_gives_its_reason_before_everything_else(below, reader):
    said = text_of(reader.get("/changes/handover/"))
    assert said.index("Why we do this:") < said.index("It stood at") < said.index("What we cannot tell")
    assert "Ward 1" in said


def test_a_missing_co_owner_is_said_in_the_first_line(below, reader):
    below.changes["handover"] = (made_up.initiative(co_owner=None), (made_up.standing(),))
    assert "It has no co-owner from the departments yet." in text_of(reader.get("/changes/handover/"))


def test_a_verdict_on_a_part_of_those_affected_says_so(below, reader):
    assert "Rests on" not in text_of(reader.get("/changes/handover/"))
    below.rests = {below.changes["handover"][1][0].behaviour.key: (41, 60)}
    assert "Rests on 41 of 60 affected teams." in text_of(reader.get("/changes/handover/"))
    meant = made_up.initiative(audience_teams=64)
    below.changes["handover"] = (meant, below.changes["handover"][1])
    said = text_of(reader.get("/changes/handover/"))
    assert (
        "Rests on 41 of the 60 teams that the sheet of who is affected names; the change is for 64 teams."
        in said
    )
    below.rests = {below.changes["handover"][1][0].behaviour.key: (60, 60)}
    assert "Rests on" not in text_of(reader.get("/changes/handover/"))


def test_a_stopped_source_is_named_as_a_source(below, reader):
    stopped = replace(made_up.standing(), feed_stopped_on=made_up.TODAY)
    below.changes["handover"] = (made_up.initiative(), (stopped,))
    assert "That is the data source, not people's behaviour." in text_of(reader.get("/changes/handover/"))


def test_no_data_is_a_written_state_with_two_ways_to_begin(below, reader):
    below.changes["handover"] = (made_up.initiative(), (made_up.standing(empty=True),))
    for tab in ("", "teams/", "evidence/"):
        assert reader.get(f"/changes/handover/{tab}").status_code == 200
    assert "Two ways to begin" in text_of(reader.get("/changes/handover/"))


def test_what_is_not_yours_is_not_there(below, reader):
    for page in ("", "teams/", "evidence/", "teams/ward-1-1/", "charts/handover.png"):
        assert reader.get(f"/changes/secret/{page}").status_code == 404
    assert reader.get("/changes/handover/teams/ward-99-99/").status_code == 404
    assert reader.get("/changes/handover/charts/handover.png?unit=ward-99-99").status_code == 404


def test_words_of_users_are_never_markup(below, reader):
    hostile = "<script>alert(1)</script>"
    below.changes["handover"] = (made_up.initiative(name=hostile, reasons=(hostile,)), (made_up.standing(),))
    for page in ("", "teams/", "evidence/", "teams/ward-1-1/"):
        assert hostile not in reader.get(f"/changes/handover/{page}").content.decode()


def test_a_chart_leaves_as_a_slide(below, reader):
    answer = reader.get("/changes/handover/charts/handover.png")
    assert answer["Content-Type"] == "image/png"
    assert struct.unpack(">II", answer.content[16:24]) == (1600, 900)


def test_those_above_are_not_told_that_something_is_held_back(below, reader):
    standing = made_up.standing()
    held = tuple(replace(unit, held_back=True, own=False) for unit in standing.units)
    below.changes["handover"] = (made_up.initiative(), (replace(standing, units=held),))
    for page in ("", "teams/", "teams/ward-1-1/"):
        assert "Others still" not in text_of(reader.get(f"/changes/handover/{page}"))


def test_ones_own_team_reads_first_and_is_asked_for_a_line(below, reader):
    below.roles = (RoleFact(RoleKind.MANAGER, team_id=1),)
    standing = made_up.standing(own=1)
    below.changes["handover"] = (made_up.initiative(), (standing,))
    below.alerts = (standing.units[0].alert,)
    said = text_of(reader.get("/my-team/"))
    assert "ask for a line from you" in said
    assert "Only your team reads this until 6 March" in said
    assert "something was noticed in your team" in text_of(reader.get("/changes/handover/"))


def test_five_hundred_teams_stay_a_small_page(below, reader):
    standing = made_up.standing()
    many = tuple(
        replace(standing.units[5], unit=f"Ward {no}", team_ids=frozenset({no})) for no in range(1, 502)
    )
    below.changes["handover"] = (made_up.initiative(), (replace(standing, units=many),))
    page = reader.get("/changes/handover/teams/").content.decode()
    assert len(re.sub(r"<svg.*?</svg>", "", page, flags=re.S).encode()) < 150_000
    assert 'href="?of=handover&amp;only=holding"' in page
    assert "381 more" in page
    later = reader.get("/changes/handover/teams/?of=handover&only=holding&after=100").content.decode()
    assert 'href="?of=handover&amp;only=holding&amp;after=200"' in later
    assert reader.get("/changes/handover/teams/?only=<b>&after=-1").status_code == 200


def test_that_earlier_figures_stay_as_told_is_said_only_where_it_is_so(below, reader):
    said = "Figures before 9 February stay as they were told then"
    pages = ("", "teams/ward-1-1/", "evidence/")
    assert not any(said in reader.get(f"/changes/handover/{each}").content.decode() for each in pages)
    standing = replace(made_up.standing(), stays_before=date(2026, 2, 9))
    below.changes["handover"] = (made_up.initiative(), (standing,))
    assert all(said in reader.get(f"/changes/handover/{each}").content.decode() for each in pages)
