"""Search: what fits, in which order, and for whom; nothing tells of what one may not read."""

from __future__ import annotations

from unittest import mock

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conftest import NOW
from takehold.initiatives import operations
from takehold.initiatives.facts import InitiativeInput
from takehold.overview.queries import search


@pytest.fixture(autouse=True)
def _on_the_day():
    with mock.patch("django.utils.timezone.now", return_value=NOW):
        yield


@pytest.fixture
def hospital(house, change):
    """A change for everybody with verdicts, and one for surgery alone."""
    operations.refresh(change.behaviour_id, NOW)
    slug = operations.create(
        viewer=house.viewer("lead"),
        said=InitiativeInput(
            name="Checklist in theatre", reasons=("Safety.",), team_ids=frozenset({house.teams["surgery"]})
        ),
        now=NOW,
    )
    operations.add_behaviour(
        viewer=house.viewer("lead"), slug=slug, key="read", name="It is read aloud", now=NOW
    )
    return house


def named(house, role, text):
    """Everything found, by kind."""
    kinds = search.found(viewer=house.viewer(role), text=text)
    return {each.kind: [hit.name for hit in each.hits] for each in kinds}


@pytest.mark.parametrize(
    ("wanted", "name", "more", "place"),
    [
        ("ward", "Ward 7", "", 0),
        ("7 ward", "Ward 7", "", 1),
        ("WARD  7", "Ward 7", "", 0),
        ("uber", "Überblick", "", 0),
        ("STRASSE", "Straße", "", 0),
        ("night desk", "Small teams of surgery", "Night desk", 2),
        ("ward 8", "Ward 7", "", None),
        ("   ", "Ward 7", "", None),
    ],
)
def test_a_name_fits_by_its_beginning_then_by_its_words_then_by_what_belongs_to_it(wanted, name, more, place):
    assert search.rank(wanted, name, more) == place


@given(st.text(max_size=40), st.text(max_size=40))
def test_a_name_is_found_by_itself_and_by_any_part_without_blanks(name, other):
    if search.plain(name).split():
        assert search.rank(name, f"{name} {other}") is not None
    if name.split() and search.plain(name.split()[0]).split():  # a lone accent has no letter to be found by
        assert search.rank(name.split()[0], f"{other} {name}") is not None


def test_names_are_sorted_as_people_do():
    names = ["Ward 10", "ward 2", "Àrzte", "Ward", "3 West"]
    assert sorted(names, key=search.in_order) == ["3 West", "Àrzte", "Ward", "ward 2", "Ward 10"]


@pytest.mark.django_db
def test_everything_with_a_name_is_found_under_what_it_is(hospital):
    found = named(hospital, "lead", "checklist")
    assert found["change"] == ["Checklist in theatre"]
    assert named(hospital, "lead", "aloud") == {"behaviour": ["It is read aloud"]}
    assert named(hospital, "lead", "ward 1")["team"] == ["Ward 1"]
    assert "Chance" in named(hospital, "lead", "chance")["word"]
    assert named(hospital, "lead", "reassign")["library"]


@pytest.mark.django_db
def test_nobody_finds_what_he_may_not_read(hospital):
    assert named(hospital, "member", "checklist") == {}
    assert named(hospital, "member", "aloud") == {}
    assert named(hospital, "member", "ward") == {"team": ["Ward 1"]}
    assert named(hospital, "other", "ward")["team"] == ["Ward 3"]
    assert set(named(hospital, "stranger", "ward")) == set()
    assert "word" in named(hospital, "stranger", "chance")


@pytest.mark.django_db
def test_what_is_hidden_is_answered_as_what_is_not(hospital):
    member = hospital.client("member")
    hidden = member.get("/search/", {"q": "checklist"}).content.decode()
    absent = member.get("/search/", {"q": "zzzzzzzzz"}).content.decode()
    assert hidden.replace("checklist", "zzzzzzzzz").split("</header>")[1] == absent.split("</header>")[1]
    assert member.get("/api/v1/search", {"q": "checklist"}).json() == {"items": []}


@pytest.mark.django_db
def test_a_team_leads_to_where_it_stands(hospital, change):
    (teams,) = search.found(viewer=hospital.viewer("member"), text="Ward 1")
    (link,) = teams.hits[0].also
    assert hospital.client("member").get(link.url).status_code == 200
    assert change.slug in link.url


@pytest.mark.django_db
def test_the_page_says_what_can_be_found_what_was_and_that_nothing_was(hospital):
    lead = hospital.client("lead")
    empty = lead.get("/search/").content.decode()
    assert "Find a change, a behaviour, a team, a word or a page by its name." in empty
    assert "1 thing fits “aloud”." in lead.get("/search/", {"q": "aloud"}).content.decode()
    nothing = lead.get("/search/", {"q": "<b>zz</b>"}).content.decode()
    assert "Nothing that you may read is called “&lt;b&gt;zz&lt;/b&gt;”." in nothing
    assert "voices" in lead.get("/search/", {"q": "Voices"}).content.decode()


@pytest.mark.django_db
def test_every_word_found_stands_where_its_link_leads(hospital):
    lead = hospital.client("lead")
    page = lead.get("/library/words/").content.decode()
    for kind in search.found(viewer=hospital.viewer("lead"), text="e"):
        for hit in kind.hits:
            if kind.kind == "word":
                assert f'id="{hit.url.partition("#")[2]}"' in page
    evidence = lead.get("/api/v1/search", {"q": "aloud"}).json()["items"][0]["found"][0]
    assert evidence["url"].endswith("#read")


@pytest.mark.django_db
def test_many_of_a_kind_are_counted_and_the_first_shown(hospital):
    for no in range(10):
        operations.create(
            viewer=hospital.viewer("lead"), said=InitiativeInput(name=f"Plan {no}", reasons=("r",)), now=NOW
        )
    (plans,) = search.found(viewer=hospital.viewer("lead"), text="plan")
    assert (len(plans.hits), plans.total) == (8, 10)
    assert "The first 8 of 10." in hospital.client("lead").get("/search/?q=plan").content.decode()


@pytest.mark.django_db
def test_help_is_at_the_foot_and_names_the_keys(hospital):
    page = hospital.client("stranger").get("/help/").content.decode()
    assert "<kbd>/</kbd>" in page
    assert "/council/privacy/" not in page.split("<footer")[0]
    assert 'href="/help/"' in hospital.client("lead").get("/changes/").content.decode()
