"""Adding: limits, names, what stands there already; moderating in the open; and that nobody's votes are found by what they wrote."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from conftest import NOW
from takehold.audit import queries as audit
from takehold.cocreation import models
from takehold.cocreation.facts import Kind, State
from takehold.cocreation.operations import closing, contributing, moderating
from takehold.cocreation.operations.contributing import Addition
from takehold.cocreation.operations.lifecycle import LET_IN, MERGE, REMOVE
from takehold.cocreation.operations.speaking import mark
from takehold.cocreation.queries import contributions
from takehold.cocreation.tests.conftest import NIGHTS, SAID, browser, comer, opened
from takehold.initiatives.facts import Conflict, Invalid
from takehold.people.facts import NotAllowed, NotYours


def add(who: Any, text: str, kind: Kind = Kind.STATEMENT, parent: int | None = None, signed: str = "") -> int:
    """Add it."""
    return contributing.add(comer=who, said=Addition(kind, text, parent, signed), now=NOW)


def test_ten_thousand_statements_at_once_are_refused_in_a_sentence(house: Any, nights: int) -> None:
    pasted = "\n".join(f"Statement number {n}" for n in range(10_000))
    page = house.client("member").post(f"/cocreate/{nights}/ideas/", {"kind": "statement", "text": pasted})
    assert page.status_code == 422
    assert "These are 10000 lines. One statement at a time" in page.content.decode()
    seeds = house.client("lead").post(f"/cocreate/{nights}/statements/", {"lines": pasted})
    assert (seeds.status_code, "At most 100 are taken at once" in seeds.content.decode()) == (422, True)
    assert models.Contribution.objects.count() == len(SAID)


def test_one_voter_adds_twenty_and_a_round_holds_a_thousand(house: Any, nights: int) -> None:
    who = browser(nights)
    for n in range(20):
        add(who, f"Field {n} can go")
    with pytest.raises(Invalid, match="You have added 20 already"):
        add(who, "One more")
    models.Contribution.objects.bulk_create(
        models.Contribution(
            round_id=nights, kind="statement", text=str(n), mark=str(n), origin="seed", on=NOW.date()
        )
        for n in range(1000 - 20 - len(SAID))
    )
    with pytest.raises(Invalid, match="A round holds 1000 statements"):
        add(comer(house, nights), "Yet another")
    with pytest.raises(Invalid, match="A round holds 1000 statements"):
        contributing.seed(viewer=house.viewer("lead"), round_id=nights, lines=["Yet another"], now=NOW)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("x" * 281, "at most 280"),
        ("Olga Other forgets it", "is the name of somebody here"),
        ("three FIELDS, are enough", "stands there already"),
        ("  ", "Write a few words"),
    ],
)
def test_what_cannot_be_added_is_told(house: Any, nights: int, text: str, words: str) -> None:
    page = house.client("member").post(f"/cocreate/{nights}/ideas/", {"kind": "statement", "text": text})
    assert (page.status_code, words in page.content.decode()) == (422, True)
    assert models.Contribution.objects.count() == len(SAID)


def test_the_same_words_have_the_same_mark() -> None:
    assert mark("Drei Felder reichen!") == mark("drei  felder, REICHEN")
    assert mark("Zoë") == mark("zoe") != mark("zo")
    assert mark("!?") != mark("??")


def test_designs_are_amended_and_commented_and_signed_as_one_likes(house: Any, nights: int) -> None:
    who = comer(house, nights)
    design = add(who, "A board\nat the door", Kind.DESIGN, signed="Night owl")
    add(browser(nights), "At the bed instead", Kind.AMENDMENT, design)
    with pytest.raises(NotYours):
        add(who, "Yes", Kind.COMMENT, design + 99)
    (found,) = [
        each for each in contributions.contributions(round_id=nights, person_id=who.person_id) if each.mine
    ]
    assert (found.text, found.signed) == ("A board\nat the door", "Night owl")
    assert [(each.text, each.mine) for each in found.children] == [("At the bed instead", False)]
    with pytest.raises(Invalid):
        add(replace(who, pseudonyms=False), "Another", signed="Night owl")


def test_what_waits_is_let_in_and_what_is_done_is_readable_by_all(house: Any, change: Any) -> None:
    made = opened(house, change, replace(NIGHTS, at_once=False))
    one, two = add(comer(house, made), "Fewer clicks"), add(browser(made), "Fewer clicks at night")
    assert all(each.id not in (one, two) for each in contributions.contributions(round_id=made))
    told: dict[str, Any] = {"viewer": house.viewer("lead"), "round_id": made, "now": NOW}
    with pytest.raises(NotAllowed):
        moderating.settle(**{**told, "viewer": house.viewer("member")}, contribution_id=one, event=LET_IN)
    moderating.settle(contribution_id=one, event=LET_IN, **told)
    with pytest.raises(Invalid):
        moderating.settle(contribution_id=two, event=MERGE, into=one, **told)
    with pytest.raises(Invalid):
        moderating.settle(contribution_id=two, event=MERGE, into=two, reason="Same", **told)
    moderating.settle(contribution_id=two, event=MERGE, into=one, reason="Says the same", **told)
    with pytest.raises(Conflict):
        moderating.settle(contribution_id=two, event=REMOVE, reason="x", **told)
    page = house.client("member").get(f"/cocreate/{made}/").content.decode()
    assert "Fewer clicks at night" in page
    assert "Says the same" in page
    settled = house.client("lead").post(f"/cocreate/{made}/contributions/{two}/", {"event": "restore"})
    assert settled["Location"] == f"/cocreate/{made}/moderate/"
    assert models.Contribution.objects.get(pk=two).state == State.OPEN


def test_who_wrote_something_stands_on_no_record_and_leads_to_no_vote(house: Any, nights: int) -> None:
    who = comer(house, nights)
    made = add(who, "Fewer clicks")
    (line,) = [each for each in audit.recent(limit=9) if each.action == "something added to a round"]
    assert (line.actor, line.subject) == ("takehold", f"contribution:{made}")
    closing.close(viewer=house.viewer("lead"), round_id=nights, version=2, now=NOW)
    assert models.Contribution.objects.get(pk=made).author_id is None
    assert list(models.Voter.objects.values_list("person", "door", "pseudonym")) == [(None, None, "")]
