"""Pages and calls: from a gap to an action with its check, as a browser and as a program do it."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any

from conftest import NOW
from takehold.bridge import models
from takehold.bridge.facts import ActionState
from takehold.bridge.forms import actions as forms
from takehold.bridge.operations import lifecycle
from takehold.bridge.operations import lots as operations
from takehold.bridge.queries import words
from takehold.bridge.tests.conftest import TODAY
from takehold.bridge.tests.test_lots import SLOTS
from takehold.bridge.views import actions, entry


def body(house: Any, **more: Any) -> dict[str, Any]:
    return {
        "title": "Take the ninth field out", "what": "By Friday.", "kind": "barrier", "setting": "formal",
        "aim": "deliver", "barrier": "ability", "groups": [str(house.teams["ward-1"])], "behaviour": "handover",
        "owner": "", "owner_role": "manager", "begins_on": str(TODAY + timedelta(days=7)), "minutes": "60",
        "check_on": str(TODAY + timedelta(weeks=9)), "expected": "10", **more,
    }  # fmt: skip


def key_of(change: Any) -> str:
    from takehold.initiatives.models import DesiredBehaviour

    return str(DesiredBehaviour.objects.get(id=change.behaviour_id).key)


def test_from_a_gap_to_an_action_that_is_looked_at(house: Any, change: Any, gap: int) -> None:
    lead = house.client("lead")
    at = f"/changes/{change.slug}/actions/"
    assert "Nothing is being done about it" in lead.get(at).content.decode()
    assert f"{at}?gap={gap}" in lead.get(f"/changes/{change.slug}/gaps/{gap}/").content.decode()
    offered = lead.get(f"{at}new/?gap={gap}").content.decode()
    assert offered.count("practice=") == 8
    begun = lead.get(f"{at}new/?gap={gap}&practice=remove-clicks").content.decode()
    assert 'value="Take the one step out that costs most"' in begun
    assert "When it does harm" in begun
    sent = body(house, behaviour=key_of(change))
    refused = lead.post(f"{at}new/?gap={gap}", {**sent, "owner_role": "", "check_on": ""})
    assert refused.status_code == 422
    assert "Book the day now" in refused.content.decode()
    made = lead.post(f"{at}new/?gap={gap}&practice=remove-clicks", sent)
    row = models.Action.objects.get()
    assert made["Location"] == f"{at}{row.pk}/"
    assert (row.practice, row.gap_id, row.expected, len(row.offered)) == ("remove-clicks", gap, 10, 8)
    page = lead.get(made["Location"]).content.decode()
    assert "by 10 points as expected beforehand" in page
    lead.post(f"{at}{row.pk}/turn/", {"event": "begin", "reason": "", "version": row.version})
    listed = lead.get(at).content.decode()
    assert "1 action is being done, 0 to begin." in listed
    assert "Missing is anything that is formal and builds what comes next" in listed
    assert "Began: Take the ninth field out" in lead.get(f"/changes/{change.slug}/marks/").content.decode()


def test_a_conflict_is_told_and_what_was_typed_is_kept(house: Any, change: Any, action: int) -> None:
    lead = house.client("lead")
    at = f"/changes/{change.slug}/actions/{action}/"
    typed = body(house, behaviour=key_of(change), title="Mine", version="7")
    answer = lead.post(f"{at}edit/", typed)
    assert answer.status_code == 422
    assert "Somebody else changed this meanwhile" in answer.content.decode()
    assert 'value="Mine"' in answer.content.decode()
    assert lead.post(f"{at}edit/", {**typed, "version": "1"})["Location"] == at
    stale = lead.post(f"{at}turn/", {"event": "begin", "version": "1"})
    assert (stale.status_code, "Somebody else changed this" in stale.content.decode()) == (422, True)
    lacking = lead.post(f"{at}turn/", {"event": "decline", "version": "2"})
    assert "others learn from it" in lacking.content.decode()


def test_a_person_by_name_owns_it(house: Any, change: Any) -> None:
    from takehold.people.models import Person

    name = Person.objects.get(id=house.people["other"]).name
    lead = house.client("lead")
    sent = body(house, behaviour=key_of(change), owner=name, owner_role="")
    assert lead.post(f"/changes/{change.slug}/actions/new/", sent).status_code == 302
    row = models.Action.objects.get()
    assert row.owner_id == house.people["other"]
    assert name in lead.get(f"/changes/{change.slug}/actions/{row.pk}/").content.decode()


def test_programs_do_the_same(house: Any, change: Any, gap: int) -> None:
    lead = house.client("lead")
    at = f"/api/v1/changes/{change.slug}/actions"

    def send(method: str, address: str, told: dict[str, Any]) -> Any:
        return getattr(lead, method)(address, json.dumps(told), content_type="application/json")

    told = {
        "title": "Practise at night", "what": "One hour each week.", "kind": "practice", "setting": "informal",
        "aim": "innovate", "groups": [house.teams["ward-1"]], "behaviour": key_of(change), "minutes": 60,
        "owner_role": "manager", "begins_on": str(TODAY), "check_on": str(TODAY + timedelta(weeks=8)), "gap": gap,
    }  # fmt: skip
    assert send("post", at, {**told, "owner_role": ""}).status_code == 422
    made = send("post", at, told)
    assert (made.status_code, made.json()["state"]) == (201, "agreed")
    one = f"{at}/{made.json()['id']}"
    assert send("put", one, {**told, "title": "Practise", "version": 9}).status_code == 409
    assert send("put", one, {**told, "title": "Practise", "version": 1}).json()["title"] == "Practise"
    assert send("post", f"{one}/turn", {"event": "begin", "version": 2}).json()["began_on"] == str(TODAY)
    found = lead.get(at).json()
    assert [each["state"] for each in found["items"]] == ["doing"]
    assert sum(each["living"] for each in found["balance"]) == 1
    assert lead.get(one).json()["turns"][0]["after"] == "doing"


def test_every_word_is_there() -> None:
    assert set(words.STATES) == set(ActionState)
    assert set(forms.EVENTS) == set(lifecycle.EVENTS)
    assert entry.moment() is not None
    assert actions.answer((), TODAY) == "Nothing is being done about it at the moment."


def test_lots_are_offered_where_several_groups_wait_and_read_where_they_were_announced(
    house: Any, change: Any, action: int
) -> None:
    lead, at = house.client("lead"), f"/changes/{change.slug}/actions/{action}/"
    assert "/lots/" not in lead.get(at).content.decode(), "one group waits for nobody"
    models.ActionTeam.objects.filter(action_id=action).delete()
    assert "Draw lots for who goes first." in lead.get(at).content.decode()
    assert "/lots/" not in house.client("manager").get(at).content.decode()
    operations.announce(
        viewer=house.viewer("lead"),
        slug=change.slug,
        action_id=action,
        slots=SLOTS,
        safety=frozenset(),
        now=NOW,
    )
    assert "Who goes first?" in house.client("manager").get(at).content.decode()


def test_nobody_is_told_that_an_owner_may_be_left_out(house: Any, change: Any, action: int) -> None:
    page = house.client("lead").get(f"/changes/{change.slug}/actions/new/").content.decode()
    for label in ("Who answers for it?", "Or which role?"):
        assert "may be left out" not in page.split(label)[1].split("</label>")[0]
    shown = house.client("manager").get(f"/changes/{change.slug}/actions/{action}/").content.decode()
    assert "the manager of each group" in shown
    assert "Asked where it is stopped" not in shown, "nothing that needs a reason is offered"
