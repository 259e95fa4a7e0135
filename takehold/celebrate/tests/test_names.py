"""Nobody is named without a yes, and a yes can be taken back."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from conftest import NOW
from takehold.audit import queries as audit
from takehold.celebrate import models
from takehold.celebrate.facts import NamingState, WinFact, WinInput
from takehold.celebrate.operations import names as operations
from takehold.celebrate.operations import wins
from takehold.celebrate.queries import kept, names
from takehold.celebrate.queries import wins as queries
from takehold.initiatives.facts import Invalid
from takehold.overview.operations import erasing
from takehold.people.facts import NotAllowed, NotYours
from takehold.people.queries import kept as people_kept

DEED = "showed the short form to everybody after three nights"
NAMED, UNNAMED = f"Max Member – {DEED}", f"A colleague – {DEED}"


@pytest.fixture
def win(house: Any, change: Any) -> int:
    """ "All wards at once.", published by the lead."""
    on = {"viewer": house.viewer("lead"), "slug": change.slug, "now": NOW}
    made = wins.tell(said=WinInput("All wards at once."), **on)
    wins.publish(win_id=made, text="", **on)
    return made


@pytest.fixture
def asked(house: Any, change: Any, win: int) -> int:
    """The member is asked."""
    return operations.ask(
        viewer=house.viewer("lead"), slug=change.slug, win_id=win, person_id=house.people["member"], deed=DEED, now=NOW
    )  # fmt: skip


def read(house: Any, who: str = "other") -> WinFact:
    return queries.wall(viewer=house.viewer(who))[0]


def answer(house: Any, naming: int, state: NamingState, who: str = "member") -> None:
    operations.answer(viewer=house.viewer(who), naming_id=naming, state=state, now=NOW)


def test_before_the_answer_nothing_is_told_and_only_who_publishes_knows_that_somebody_was_asked(
    house: Any, asked: int
) -> None:
    assert (read(house).lines, read(house).asked) == ((), 0)
    assert (read(house, "lead").lines, read(house, "lead").asked) == ((), 1)
    assert [each.named for each in names.asked_of(viewer=house.viewer("member"))] == [NAMED]
    assert names.asked_of(viewer=house.viewer("manager")) == ()


def test_what_the_person_read_is_what_the_others_read(house: Any, asked: int) -> None:
    (mine,) = names.asked_of(viewer=house.viewer("member"))
    answer(house, asked, NamingState.NAMED)
    assert read(house).lines == (mine.named,)
    answer(house, asked, NamingState.UNNAMED)
    assert read(house).lines == (mine.unnamed,) == (UNNAMED,)
    answer(house, asked, NamingState.DECLINED)
    assert read(house).lines == ()


def test_nobody_answers_for_another(house: Any, asked: int) -> None:
    for who in ("lead", "manager", "admin", "stranger"):
        with pytest.raises(NotYours):
            answer(house, asked, NamingState.NAMED, who)
    with pytest.raises(Invalid):
        operations.answer(viewer=house.viewer("member"), naming_id=asked, state="asked", now=NOW)


def test_a_yes_is_to_the_words_that_were_read(house: Any, change: Any, win: int, asked: int) -> None:
    answer(house, asked, NamingState.NAMED)
    on = {"viewer": house.viewer("lead"), "slug": change.slug, "win_id": win, "now": NOW}
    wins.withdraw(**on)
    wins.publish(text="All wards at once, and without overtime.", **on)
    assert read(house).lines == ()
    (mine,) = names.asked_of(viewer=house.viewer("member"))
    assert (mine.state, mine.win) == (NamingState.ASKED, "All wards at once, and without overtime.")
    answer(house, asked, NamingState.NAMED)
    wins.withdraw(**on)
    wins.publish(text="", **on)
    assert read(house).lines == (NAMED,), "the same words need no new yes"


def test_who_said_no_is_not_asked_twice(house: Any, change: Any, win: int, asked: int) -> None:
    answer(house, asked, NamingState.DECLINED)
    with pytest.raises(Invalid, match="already"):
        operations.ask(
            viewer=house.viewer("lead"), slug=change.slug, win_id=win, person_id=house.people["member"], deed="More.", now=NOW
        )  # fmt: skip


def test_who_may_ask_and_what_may_not_be_said(house: Any, change: Any, win: int) -> None:
    on = {"slug": change.slug, "win_id": win, "person_id": house.people["member"], "now": NOW}
    with pytest.raises(NotAllowed):
        operations.ask(viewer=house.viewer("member"), deed=DEED, **on)
    for deed in ("helped Olga Other", " ", "x" * 400):
        with pytest.raises(Invalid):
            operations.ask(viewer=house.viewer("lead"), deed=deed, **on)
    with pytest.raises(Invalid, match="not there"):
        operations.ask(viewer=house.viewer("lead"), deed=DEED, **{**on, "person_id": 999_999})


def test_the_database_holds_that_nothing_is_told_without_an_answer(asked: int) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        models.Naming.objects.update(state="named")


def test_the_record_holds_that_somebody_answered_and_not_what(house: Any, asked: int) -> None:
    answer(house, asked, NamingState.DECLINED)
    line = audit.recent(1)[0]
    assert (line.action, line.subject) == ("answered whether to be named", f"naming:{asked}")
    assert "declined" not in str(line)


def test_erasing_the_person_takes_the_name_from_every_wall(house: Any, asked: int) -> None:
    answer(house, asked, NamingState.NAMED)
    assert [dict(row)["line"] for row in people_kept.kept(kept.tables(), house.people["member"])[1].rows] == [
        DEED
    ]
    erasing.erase(viewer=house.viewer("admin"), person_id=house.people["member"], now=NOW)
    assert read(house).lines == ()
    assert not models.Naming.objects.exists()


def test_the_pages_from_the_question_to_the_answer_and_back(house: Any, change: Any, win: int) -> None:
    lead, member, other = (house.client(each) for each in ("lead", "member", "other"))
    at = f"/changes/{change.slug}/wins/{win}/"
    assert lead.post(f"{at}names/", {"person": "Nobody Known", "deed": DEED}).status_code == 422
    assert lead.post(f"{at}names/", {"person": "Max Member", "deed": DEED})["Location"] == at
    assert "1 person was asked and has not answered." in lead.get(at).content.decode()
    mine = member.get("/me/").content.decode()
    assert "Somebody wants to thank you by name and asks first." in mine
    assert NAMED in mine
    assert "Max Member" not in other.get("/wins/").content.decode()
    here = f"/wins/names/{models.Naming.objects.get().pk}/"
    assert other.post(here, {"state": "named"}).status_code == 404
    assert member.post(here, {"state": "named"})["Location"] == "/me/"
    assert NAMED in other.get("/wins/").content.decode()
    assert "Take my name away" in member.get("/me/").content.decode()
    member.post(here, {"state": "unnamed"})
    assert UNNAMED in other.get("/wins/").content.decode()
    member.post(here, {"state": "wrong"})
    assert models.Naming.objects.get().state == NamingState.UNNAMED


def test_a_program_asks_and_answers(house: Any, change: Any, win: int) -> None:
    def send(who: str, address: str, **body: Any) -> Any:
        return house.client(who).post(f"/api/v1{address}", json.dumps(body), content_type="application/json")

    sent = send("lead", f"/changes/{change.slug}/wins/{win}/names", person=house.people["member"], deed=DEED)
    assert (sent.json()["people"], sent.json()["asked"]) == ([], 1)
    (mine,) = house.client("member").get("/api/v1/me/names").json()["items"]
    told = send("member", f"/me/names/{mine['id']}", state="named").json()["items"]
    assert [each["state"] for each in told] == ["named"]
    assert house.client("other").get("/api/v1/wins").json()["items"][0]["people"] == [NAMED]
