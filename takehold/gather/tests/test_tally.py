import re

import pytest

from takehold.gather import operations, queries
from takehold.initiatives import operations as initiatives
from takehold.initiatives import queries as initiative_queries
from takehold.people.facts import NotAllowed, NotFound


@pytest.fixture
def behaviour(house, change):
    initiatives.add_behaviour(
        viewer=house.viewer("admin"),
        slug=change,
        key="charted",
        name="The handover is in the record",
        question="Is it in the record?",
        now=house.now,
    )
    return change


def running(response):
    return re.search(r'name="running" value="([^"]+)"', response.content.decode()).group(1)


def test_ten_charts_are_counted_without_a_script(house, behaviour):
    client = house.client("manager")
    team = house.teams["ward-1"]
    page = client.get("/tally/").content.decode()
    assert "Ward 1" in page
    assert "Ward 3" not in page
    answer = client.post("/tally/", {"team": team, "what": f"{behaviour}/charted"})
    assert "Is it in the record?" in answer.content.decode()
    for tap in [*"yyynyyyyyn", "undo", "y"]:
        answer = client.post("/tally/count/", {"running": running(answer), "answer": tap})
    assert "yes of 10 seen" in answer.content.decode()
    sealed = running(answer)
    for _twice in range(2):
        assert client.post("/tally/count/", {"running": sealed, "answer": "finish"})["Location"] == "/tally/"
    viewer = house.viewer("manager")
    from django.utils import timezone

    counted = queries.counted_today(
        viewer=viewer, team_id=team, behaviour_key="charted", day=timezone.localdate()
    )
    assert (counted.chances, counted.new_way) == (10, 9)
    page = client.get("/tally/").content.decode()
    assert f'<option value="{team}" selected>' in page
    found = initiative_queries.behaviours(viewer=house.viewer("lead"), slug=behaviour)[0]
    assert found.measure_id is not None


def test_only_the_own_team_is_counted(house, behaviour):
    client = house.client("manager")
    other = {"team": house.teams["ward-3"], "what": f"{behaviour}/charted"}
    assert client.post("/tally/", other).status_code == 404
    assert house.client("member").get("/tally/").status_code == 404
    assert house.client("lead").post("/tally/", other).status_code == 200


def test_of_several_behaviours_one_is_asked_for(house, behaviour):
    initiatives.add_behaviour(
        viewer=house.viewer("admin"),
        slug=behaviour,
        key="signed",
        name="The handover is signed",
        now=house.now,
    )
    client = house.client("manager")
    team = house.teams["ward-1"]
    which = client.post("/tally/", {"team": team, "what": behaviour}).content.decode()
    assert f'value="{behaviour}/signed"' in which
    begun = client.post("/tally/", {"team": team, "what": f"{behaviour}/signed"}).content.decode()
    assert "The handover is signed" in begun
    assert client.post("/tally/", {"team": team, "what": f"{behaviour}/none"}).status_code == 404
    assert "as last time" in client.get("/tally/").content.decode()


def test_a_count_of_somebody_else_or_a_changed_one_is_not_taken(house, behaviour):
    client = house.client("manager")
    answer = client.post("/tally/", {"team": house.teams["ward-1"], "what": f"{behaviour}/charted"})
    sealed = running(answer)
    lost = client.post("/tally/count/", {"running": sealed + "x", "answer": "y"})
    assert lost["Location"] == "/tally/"
    theirs = house.client("lead").post("/tally/count/", {"running": sealed, "answer": "y"})
    assert theirs["Location"] == "/tally/"
    assert client.post("/tally/", {"team": "", "what": ""}).status_code == 422
    assert client.post("/tally/count/", {"running": sealed, "answer": "what"}).status_code == 404


def test_what_does_not_add_up_is_not_saved(house, behaviour):
    said = {
        "viewer": house.viewer("manager"),
        "team_id": house.teams["ward-1"],
        "slug": behaviour,
        "behaviour_key": "charted",
        "day": house.on,
        "key": "k",
        "now": house.now,
    }
    for chances, new_way in ((0, 0), (3, 4), (10_000, 1), (3, -1)):
        with pytest.raises(NotAllowed):
            operations.save_tally(chances=chances, new_way=new_way, **said)
    with pytest.raises(NotFound):
        operations.save_tally(chances=3, new_way=1, **{**said, "behaviour_key": "nothing"})
    assert operations.save_tally(chances=3, new_way=1, **said)
    assert not operations.save_tally(chances=3, new_way=1, **said)


def test_what_others_counted_of_a_team_is_not_shown_to_who_begins_to_count(house, behaviour):
    """A lead may count in any team, of three people too: that must not open what was counted there."""
    team = house.teams["tiny"]
    for who, key, chances, new_way in (("lead", "a", 3, 1), ("steward", "b", 5, 5)):
        viewer = house.viewer(who)
        operations.save_tally(
            viewer=viewer, team_id=team, slug=behaviour, behaviour_key="charted", chances=chances,
            new_way=new_way, day=house.on, key=key, now=house.now,
        )  # fmt: skip
        own = queries.counted_today(viewer=viewer, team_id=team, behaviour_key="charted", day=house.on)
        assert (own.chances, own.new_way) == (chances, new_way)
    page = house.client("admin").post("/tally/", {"team": team, "what": f"{behaviour}/charted"})
    assert "You have saved nothing" in page.content.decode()
