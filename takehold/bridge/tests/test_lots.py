"""Lots: announced before, drawn in the open, the same for everybody who draws again; those who lead may always choose."""

from __future__ import annotations

from datetime import timedelta
from hashlib import sha256
from typing import Any

import pytest

from conftest import NOW
from takehold.audit.models import Line
from takehold.bridge import models
from takehold.bridge.facts.lots import SlotInput
from takehold.bridge.operations import actions, checks
from takehold.bridge.operations import lots as operations
from takehold.bridge.queries import checks as looked
from takehold.bridge.queries import lots as queries
from takehold.bridge.tests.conftest import TODAY, said
from takehold.bridge.tests.test_checks import counted
from takehold.bridge.views import lots as pages
from takehold.initiatives.facts import Conflict, Invalid
from takehold.ledger.models import Mark
from takehold.people.facts import NotAllowed

SLOTS = [SlotInput(TODAY + timedelta(days=7), 1), SlotInput(TODAY + timedelta(days=35), 1)]


@pytest.fixture
def waits(house: Any, change: Any) -> int:
    """An agreed action for everybody the change is for."""
    told = said(house, change, groups=frozenset(), practice="side-by-side")
    return actions.propose(viewer=house.viewer("lead"), slug=change.slug, said=told, now=NOW)


def on(house: Any, change: Any, action: int, role: str = "lead") -> dict[str, Any]:
    return {"viewer": house.viewer(role), "slug": change.slug, "action_id": action, "now": NOW}


def announce(house: Any, change: Any, action: int, **more: Any) -> None:
    operations.announce(**on(house, change, action), **{"slots": SLOTS, "safety": frozenset(), **more})


def test_the_list_stands_before_the_draw_and_the_secret_is_told_after(
    house: Any, change: Any, waits: int
) -> None:
    announce(house, change, waits)
    before = queries.lot(waits)
    assert before is not None
    assert (before.secret, before.places, before.holds) == ("", (), False)
    operations.draw(**on(house, change, waits), words="  four   two six ")
    after = queries.lot(waits)
    assert after is not None
    assert (after.list_sha256, after.secret_sha256) == (before.list_sha256, before.secret_sha256)
    assert sha256(after.secret.encode()).hexdigest() == after.secret_sha256
    assert after.words == "four two six"
    assert after.holds
    assert {each.name for each in after.places} == set(before.names)
    by_hand = {
        name: sha256("\n".join([after.list_sha256, after.secret, after.words, name]).encode()).hexdigest()
        for name in after.names
    }
    assert {each.name: each.lot for each in after.places} == by_hand
    assert [each.name for each in after.places] == sorted(by_hand, key=lambda name: by_hand[name])
    assert [each.begins for each in after.places][:3] == [SLOTS[0].on, SLOTS[1].on, None]
    with pytest.raises(Conflict):
        operations.draw(**on(house, change, waits), words="once more")
    assert [each.action for each in Line.objects.filter(subject=f"action:{waits}").order_by("sequence")] == [
        "action chosen", "lots announced", "lots drawn",
    ]  # fmt: skip


def test_what_was_changed_afterwards_is_seen(house: Any, change: Any, waits: int) -> None:
    announce(house, change, waits)
    operations.draw(**on(house, change, waits), words="four")
    row = models.Lot.objects.get()
    row.places = [row.places[1], row.places[0], *row.places[2:]]
    row.save()
    found = queries.lot(waits)
    assert found is not None
    assert not found.holds


def test_no_lots_once_it_began_somewhere(house: Any, change: Any, waits: int) -> None:
    elsewhere = actions.propose(
        viewer=house.viewer("lead"),
        slug=change.slug,
        said=said(house, change, practice="side-by-side"),
        now=NOW,
    )
    actions.turn(**on(house, change, elsewhere), event="begin", reason="", version=1)
    with pytest.raises(Invalid, match="It began already in Ward 1"):
        announce(house, change, waits)
    with pytest.raises(Invalid, match="Lots drawn afterwards would decide nothing"):
        announce(house, change, elsewhere)


@pytest.mark.parametrize(
    ("slots", "words"),
    [
        ([], "on which days"),
        ([SlotInput(TODAY, 1), SlotInput(TODAY, 2)], "same day"),
        ([SlotInput(TODAY, 99)], "room for all"),
        ([SlotInput(TODAY - timedelta(days=1), 1)], "from today on"),
    ],
)
def test_what_cannot_be_drawn_is_said(house: Any, change: Any, waits: int, slots: Any, words: str) -> None:
    with pytest.raises(Invalid, match=words):
        announce(house, change, waits, slots=slots)


def test_safety_stands_in_no_draw(house: Any, change: Any, waits: int) -> None:
    ward = house.teams["ward-1"]
    announce(house, change, waits, safety=frozenset({ward}))
    found = queries.lot(waits)
    assert found is not None
    assert found.at_once == ("Ward 1",)
    assert "Ward 1" not in found.names


def test_those_who_lead_may_always_choose_and_nobody_else(house: Any, change: Any, waits: int) -> None:
    with pytest.raises(NotAllowed):
        operations.announce(**on(house, change, waits, "manager"), slots=SLOTS, safety=frozenset())
    announce(house, change, waits)
    operations.draw(**on(house, change, waits), words="four")
    with pytest.raises(Invalid):
        operations.choose_instead(**on(house, change, waits), reason=" ")
    operations.choose_instead(
        **on(house, change, waits), reason="The trainer can only come to surgery in May."
    )
    assert queries.decided(waits) is None
    found = queries.lot(waits)
    assert found is not None
    assert pages.answer(found, 4) == "Those who lead choose who goes first, and said why."
    with pytest.raises(Conflict):
        operations.choose_instead(**on(house, change, waits), reason="Again.")


def test_what_lots_decided_is_what_is_compared(
    house: Any, change: Any, waits: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Twelve groups, six of which the lots send first; the share rises by 20 points where and when they say."""
    teams = {f"Group {n:02d}": frozenset({2000 + n}) for n in range(12)}
    first = TODAY - timedelta(weeks=14)
    order = sorted(teams)
    lot = models.Lot.objects.create(
        action_id=waits, announced_on=first, teams=[[name, ""] for name in order], slots=[[str(first), 6]],
        members={name: sorted(ids) for name, ids in teams.items()}, list_sha256="l", secret="s", secret_sha256="s",
        drawn_on=first, words="four",
        places=[[name, "", "x", str(first) if n < 6 else None] for n, name in enumerate(order)],
    )  # fmt: skip
    given = counted(0.2, teams, first, set(order[:6]))
    monkeypatch.setattr(checks, "counts", lambda **_: given)
    models.Action.objects.update(began_on=first, begins_on=first - timedelta(days=1))
    checks.look(action_id=waits, now=NOW)
    found = looked.newest(waits)
    assert found is not None
    assert found.effect.rung == "lots"
    assert found.effect.answer == "helped"
    models.Check.objects.all().delete()
    lot.instead_on, lot.reason = TODAY, "We chose."
    lot.save()
    checks.look(action_id=waits, now=NOW)
    chosen = looked.newest(waits)
    assert chosen is not None
    assert chosen.effect.rung != "lots"


def test_marks_stand_on_the_days_that_the_lots_gave(house: Any, change: Any, waits: int) -> None:
    announce(house, change, waits)
    operations.draw(**on(house, change, waits), words="four")
    actions.turn(**on(house, change, waits), event="begin", reason="", version=1)
    marks = Mark.objects.filter(kind="action").order_by("on")
    assert [each.on for each in marks] == [slot.on for slot in SLOTS]
    lot = models.Lot.objects.get()
    assert marks[0].team_ids == lot.members[lot.places[0][0]]


def test_the_page_from_announcing_to_the_draw(house: Any, change: Any, waits: int) -> None:
    lead, at = house.client("lead"), f"/changes/{change.slug}/actions/{waits}/lots/"
    assert "groups wait. Is there help for all at once?" in lead.get(at).content.decode()
    sent = {"on1": str(SLOTS[0].on), "places1": "1"}
    assert lead.post(at, {**sent, "places1": "0"}).status_code == 422
    assert lead.post(at, sent)["Location"] == at
    twice = lead.post(at, sent)
    assert (twice.status_code, "announced already" in twice.content.decode()) == (422, True)
    assert "have not been drawn yet" in house.client("auditor").get(at).content.decode()
    assert lead.post(f"{at}draw/", {"words": ""}).status_code == 422
    assert lead.post(f"{at}draw/", {"words": "four two"})["Location"] == at
    page = house.client("auditor").get(at).content.decode()
    assert "Drawn again just now, they fall the same." in page
    assert lead.post(f"{at}draw/", {"words": "again"}).status_code == 422
    api = lead.get(f"/api/v1/changes/{change.slug}/actions/{waits}/lots").json()
    assert api["holds"] is True
    assert lead.post(f"{at}instead/", {"reason": "The trainer cannot."})["Location"] == at
    assert "The trainer cannot." in house.client("auditor").get(at).content.decode()
