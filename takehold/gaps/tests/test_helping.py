"""Opening a gap for a group offers everybody in it the same two minutes; what they say is told in groups, or not at all."""

from __future__ import annotations

import json
from dataclasses import replace
from functools import partial
from html import unescape
from typing import Any

import pytest

from conftest import NOW
from takehold.gaps.facts import SourceKind
from takehold.gaps.operations import chains, citing, gaps
from takehold.gaps.operations import helping as operations
from takehold.gaps.queries import helping as queries
from takehold.gaps.queries import sources
from takehold.gaps.queries.rights import change_of
from takehold.gather.facts.disclosure import FigureFact, GroupFact, ShareFact
from takehold.gather.models import Invitation, Wave
from takehold.gather.operations import opening
from takehold.gather.operations.you_said import answer_survey
from takehold.gather.tests.surveying import after, answer
from takehold.initiatives.facts import Invalid
from takehold.people.facts import NotAllowed, NotYours
from takehold.people.models import Membership

TOOL = [{"answer": "3"}, {"answer": "3"}, {"answer": ""}]


@pytest.fixture
def on(house: Any, change: Any, gap: int) -> dict[str, Any]:
    """Whose work it is, on what, when."""
    return {"viewer": house.viewer("lead"), "slug": change.slug, "gap_id": gap, "now": NOW}


def told(on: dict[str, Any], viewer: Any = None) -> Any:
    return queries.told(viewer=viewer or on["viewer"], slug=on["slug"], gap_id=on["gap_id"])


def closed(on: dict[str, Any], answers: int, said: list[dict[str, Any]] | None = None) -> Any:
    """The offer, answered by so many and closed; the day after it closed."""
    wave = Wave.objects.get(pk=operations.offer(**on))
    for nth in range(answers):
        answer(wave, nth, said or TOOL)
    later = after(wave, NOW)
    opening.close_when_due(wave_id=wave.pk, now=later)
    return wave, later


def sent(client: Any, at: str, **said: Any) -> Any:
    return client.post(at, said, follow=True)


def test_opening_a_gap_for_a_group_offers_it_to_everybody_there(house: Any, change: Any) -> None:
    lead, at = house.client("lead"), f"/changes/{change.slug}/gaps/new/"
    assert "checked" in lead.get(at).content.decode().split('name="offer"')[1].split(">")[0]
    said = {"title": "Nine clicks", "kind": "barrier", "spread": "few", "groups": [house.teams["ward-1"]]}
    page = sent(lead, at, **said, offer="on").content.decode()
    assert Invitation.objects.count() == 12
    assert "Everybody there is asked, as an offer; open until" in page
    assert "What would help? Nine clicks" not in page
    assert "What would help you? Nine clicks" in house.client("member").get("/me/").content.decode()
    sent(lead, at, **{**said, "title": "Not offered", "groups": [house.teams["ward-2"]]})
    assert Wave.objects.count() == 1


def test_a_gap_of_everybody_is_offered_by_a_button_alone(house: Any, change: Any) -> None:
    lead = house.client("lead")
    said = {"title": "The login", "kind": "process", "spread": "few", "offer": "on"}
    page = sent(lead, f"/changes/{change.slug}/gaps/new/", **said)
    assert not Wave.objects.exists()
    at = page.redirect_chain[-1][0]
    shown = lead.get(f"{at}help/").content.decode()
    assert "Nobody has been asked yet what would help." in shown
    assert "Everybody the change is for is offered the same two minutes" in shown
    sent(lead, f"{at}help/")
    assert Invitation.objects.count() == 46


def test_where_it_cannot_be_offered_the_gap_is_open_all_the_same_and_says_why(
    house: Any, change: Any, on: dict[str, Any]
) -> None:
    operations.offer(**on)
    at = f"/changes/{change.slug}/gaps/new/"
    said = {
        "title": "Again",
        "kind": "process",
        "spread": "few",
        "groups": [house.teams["ward-1"]],
        "offer": "on",
    }
    page = sent(house.client("lead"), at, **said).content.decode()
    assert "The gap is open. Next: why is it so?" in page
    assert "What would help was not offered: Nearly everybody there has such an offer open already" in page
    assert "Talk with them instead" in page
    assert Wave.objects.count() == 1


def test_a_group_of_three_cannot_be_asked_and_is_talked_with(
    house: Any, change: Any, on: dict[str, Any]
) -> None:
    """Ward 1 shrank to three people after its gap was opened."""
    ids = Membership.objects.filter(team_id=house.teams["ward-1"]).order_by("id").values_list("id", flat=True)
    Membership.objects.filter(id__in=list(ids)[3:]).update(valid_to=house.on)
    with pytest.raises(Invalid, match=r"Only 3 people would be asked.*Talk with them instead"):
        operations.offer(**on)
    page = house.client("lead").post(f"/changes/{change.slug}/gaps/{on['gap_id']}/help/")
    assert page.status_code == 422
    assert "all of them at one table" in page.content.decode()
    assert not Wave.objects.exists()


def test_only_who_leads_offers_it_and_not_for_what_is_closed(house: Any, on: dict[str, Any]) -> None:
    with pytest.raises(NotAllowed):
        operations.offer(**{**on, "viewer": house.viewer("manager")})
    with pytest.raises(NotYours):
        operations.offer(**{**on, "viewer": house.viewer("stranger")})
    gaps.turn(event="close", reason="It is gone.", **on)
    with pytest.raises(Invalid, match="closed"):
        operations.offer(**on)


def test_while_it_is_open_nobody_reads_an_answer(house: Any, on: dict[str, Any]) -> None:
    wave = Wave.objects.get(pk=operations.offer(**on))
    for nth in range(9):
        answer(wave, nth, TOOL)
    first, second = told(on).sentences
    assert "nobody sees any answer before that" in first
    assert second == "Between 5 and 9 of 12 have answered so far."
    with pytest.raises(Invalid, match="offered already"):
        operations.offer(**on)


def test_what_would_help_is_told_once_it_has_closed(house: Any, change: Any, on: dict[str, Any]) -> None:
    closed(on, 9)
    found = told(on)
    assert found.sentences[0] == (
        "What would help most: “A change to the tool or the form” (75–100 %). "
        "In the way most: “Time, staff, tools or the system” (75–100 %)."
    )
    assert found.sentences[1:] == ("Between 5 and 9 of 12 answered.",)
    page = house.client("lead").get(f"/changes/{change.slug}/gaps/{on['gap_id']}/help/").content.decode()
    assert "What would help most: “A change to the tool or the form” (75–100 %)." in page
    assert "75–100 %" in page
    own = house.client("member").get(f"/changes/{change.slug}/gaps/{on['gap_id']}/help/").content.decode()
    assert "What would help most: “A change to the tool or the form” (75–100 %)." in own


def test_under_five_answers_nothing_is_told(house: Any, change: Any, on: dict[str, Any]) -> None:
    closed(on, 4)
    found = told(on)
    assert found.group is None
    assert found.sentences[0] == "Too few answered for anything to be told: that was promised."
    assert found.sentences[1].startswith("Talk with them instead")
    page = house.client("lead").get(f"/changes/{change.slug}/gaps/{on['gap_id']}/help/").content.decode()
    assert "%" not in page.split('class="answer"')[1].split("</section>")[0]


def test_few_answers_of_many_say_that_the_others_may_see_it_otherwise() -> None:
    """Five of sixty: 8 % answered."""
    shares = (ShareFact("time", "Time", 75, 100),)
    figure = FigureFact("helps", "What would help you most?", "choice", "5-9", shares=shares)
    group = GroupFact(1, "Ward 1", "5-9", (figure,), invited=60, answered_low=1, answered_high=5)
    found = queries.told_of(group)
    assert found[0] == "What would help most: “Time” (75–100 %)."
    assert found[1:] == (
        "Between 1 and 5 of 60 answered.",
        "Fewer than half: those who did not answer may see it otherwise.",
    )


def test_what_was_named_about_equally_often_is_not_decided() -> None:
    shares = (
        ShareFact("time", "Time", 25, 49),
        ShareFact("tool", "A change", 25, 49),
        ShareFact("else", "Else", 0, 24),
    )
    figure = FigureFact("helps", "What would help you most?", "choice", "5-9", shares=shares)
    assert queries.named_most(figure) == ("“Time” (25–49 %)", "“A change” (25–49 %)")
    (first,) = queries.told_of(GroupFact(1, "Ward 1", "5-9", (figure,)))
    assert first == "About equally many would be helped by: “Time” (25–49 %); “A change” (25–49 %)."
    (silent,) = queries.told_of(GroupFact(1, "Ward 1", "5-9", ()))
    assert silent == "What would help most cannot be told: too few answered that question."


def test_an_answer_is_owed_and_then_it_can_be_asked_once_more(
    house: Any, change: Any, on: dict[str, Any]
) -> None:
    wave, later = closed(on, 9)
    at = f"/changes/{change.slug}/gaps/{on['gap_id']}/"
    lead = house.client("lead")
    assert "wait to hear what becomes of it" in lead.get(at).content.decode()
    assert "Ask once more" not in lead.get(f"{at}help/").content.decode()
    again = {**on, "viewer": replace(on["viewer"], on=later.date(), seen={}), "now": later}
    with pytest.raises(Invalid, match="the next offer waits for it"):
        operations.offer(**again)
    lines = [("The ninth field.", True, "It is gone since Monday.")]
    answer_survey(viewer=on["viewer"], wave_id=wave.pk, lines=lines, now=later)
    assert "It has closed and was answered." in lead.get(at).content.decode()
    assert "Ask once more" in lead.get(f"{at}help/").content.decode()
    operations.offer(**again)
    assert [each.is_open for each in told(again).earlier] == [False]


def test_what_they_said_can_be_cited_and_reads_the_same_later(house: Any, on: dict[str, Any]) -> None:
    step = chains.add_step(cause="tool", text="Nine clicks", **on)
    viewer = on["viewer"]
    here = change_of(viewer, on["slug"])
    teams = frozenset({house.teams["ward-1"]})
    citable = partial(queries.citable, viewer=viewer, change=here, gap_id=on["gap_id"], teams=teams)
    assert citable() == ()
    closed(on, 9)
    found = citable()
    helps = next(each for each in found if each.ref.endswith("/helps"))
    assert "A change to the tool or the form: 75 to 100 %." in helps.text
    cited = citing.cite(step_id=step, kind="cell", ref=helps.ref, against=False, **on)
    opened = citing.open_citation(citation_id=cited, **on)
    assert (opened.text, opened.intact, opened.today) == (helps.text, True, "")
    assert sources.offered(viewer=viewer, change=here, kind=SourceKind.CELL, teams=teams) == (), (
        "no survey closed"
    )
    at = f"/changes/{on['slug']}/gaps/{on['gap_id']}/steps/{step}/evidence/?from=help"
    lead = house.client("lead")
    assert "all together: What would help you most?" in unescape(lead.get(at).content.decode())
    assert lead.post(at, {"ref": helps.ref, "against": "1"}).status_code == 302


def test_a_program_opens_a_gap_and_reads_what_would_help(house: Any, change: Any) -> None:
    client, at = house.client("lead"), f"/api/v1/changes/{change.slug}/gaps"

    def send(address: str, **body: Any) -> Any:
        return client.post(address, json.dumps(body), content_type="application/json")

    made = send(at, title="Nine clicks", groups=[house.teams["ward-1"]]).json()
    assert made["not_offered"] is None
    assert Invitation.objects.count() == 12
    here = f"{at}/{made['id']}/help"
    read = client.get(here).json()
    assert (read["offer"]["open"], read["group"], read["earlier"]) == (True, None, [])
    assert send(here).status_code == 422
    second = send(at, title="Again", groups=[house.teams["ward-1"]]).json()
    assert "nobody gets two at once" in second["not_offered"]
    third = send(at, title="Quiet", groups=[house.teams["ward-2"]], offer=False).json()
    assert client.get(f"{at}/{third['id']}/help").json()["offer"] is None
    assert send(f"{at}/{third['id']}/help").status_code == 201
