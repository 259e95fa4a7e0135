"""A directive from the form to the notice: read as others will, issued, acknowledged, counted for a shift."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from conftest import NOW, House
from takehold.governance import models
from takehold.governance.forms.directives import blank
from takehold.governance.queries.directive_words import standing, when
from takehold.governance.queries.directives import directive
from takehold.governance.tests.ordered import TODAY, WEEKS, issued, on, said, written
from takehold.governance.views import directives as pages

pytestmark = pytest.mark.django_db
AT = "/council/directives/"


@pytest.fixture(autouse=True)
def _at(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOW)


def typed(house: House, **more: Any) -> dict[str, Any]:
    told = said(house)
    names = ("title", "what", "ground", "rests_on", "evidence", "office", "reviewer", "persuaded")
    return {
        **{name: getattr(told, name) for name in names},
        "expires_on": str(WEEKS), "teams": [str(team) for team in told.teams], **more,
    }  # fmt: skip


def test_from_new_to_issued_in_three_pages(house: House) -> None:
    lead = house.client("it lead")
    assert "No directive is in force." in lead.get(AT).content.decode()
    refused = lead.post(f"{AT}new/", typed(house, ground="urgent"))
    assert refused.status_code == 422
    assert "What else you can do" in refused.content.decode()
    assert "Two people check every dose" in refused.content.decode()  # nothing typed is lost
    made = lead.post(f"{AT}new/", typed(house))["Location"]
    page = lead.get(made).content.decode()
    assert "nobody was told" in page
    assert house.client("council").get(made).status_code == 404
    assert lead.get(f"{made}notice/").status_code == 404
    done = lead.post(f"{made}turn/", {"event": "issue", "version": "1"})
    assert done["Location"] == made
    page = lead.get(made).content.decode()
    assert "In force. Lapses after" in page
    assert "25 people were told." in page
    assert "Between 0 and 4" in page
    assert (
        "1 directive is in force; none lapses within two weeks."
        in house.client("member").get(AT).content.decode()
    )


def test_a_ward_reads_it_and_a_leader_counts_the_shift(house: House) -> None:
    made = f"{AT}{issued(house)}/"
    other = house.client("other")
    notice = other.get(f"{made}notice/?team={house.teams['ward-3']}").content.decode()
    assert "Ward 3: In force." in notice
    assert f"{made}acknowledge/?team={house.teams['ward-3']}" in notice
    assert "<svg" in notice
    assert other.get(f"{made}notice/?team={house.teams['ward-1']}").status_code == 404
    page = other.get(f"{made}acknowledge/?team={house.teams['ward-3']}").content.decode()
    assert "have not said yet that you have read it" in page
    assert "not that you agree" in page
    assert other.post(f"{made}acknowledged/")["Location"] == f"{made}acknowledge/"
    assert "You noted that you have read it" in other.get(f"{made}acknowledge/").content.decode()
    counted = {"team": house.teams["ward-3"], "on": str(TODAY), "shift": "night", "people": "6"}
    assert other.post(f"{made}shift/", counted)["Location"] == f"{made}acknowledge/"
    assert other.post(f"{made}shift/", {**counted, "people": "0"}).status_code == 422
    assert "For 1 shift its leader counted 6 readers." in house.client("council").get(made).content.decode()
    nobody_of = house.client("member").get(f"{made}acknowledge/").content.decode()
    assert "It is not for you" in nobody_of
    assert house.client("member").post(f"{made}acknowledged/").status_code == 404
    assert house.client("member").post(f"{made}shift/", counted).status_code == 403


def test_it_asks_for_its_review_and_lapses_everywhere_at_once(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = issued(house)
    at = f"{AT}{made}/"
    day = timedelta(days=1)
    found = directive(viewer=house.viewer("council"), directive_id=made).line
    assert when(found, WEEKS) == "Lapses tonight unless reviewed"
    assert when(found, WEEKS - 3 * day) == "Lapses after Monday unless reviewed"
    assert "1 directive is in force. “Two people check every dose”: lapses after" in pages.answer(
        [found], on(house.viewer("council"), 30)
    )
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOW + timedelta(weeks=6, days=1))
    house.clients.clear()  # the sessions are over as well
    council = house.client("council")
    lapsed = house.client("member").get(at).content.decode()
    assert "It binds nobody any more." in lapsed
    assert "What becomes of it?" not in council.get(at).content.decode()
    assert "No directive is in force." in council.get(AT).content.decode()
    assert council.get(f"/api/v1/directives/{made}").json()["state"] == "lapsed"
    assert "I have read it" not in house.client("other").get(f"{at}acknowledge/").content.decode()
    assert '<svg class="qr' not in council.get(f"{at}notice/").content.decode()
    late = directive(viewer=on(house.viewer("member"), 43), directive_id=made).line
    assert standing(late, TODAY + timedelta(days=43)).startswith("It lapsed after")


def test_the_council_reviews_it_on_its_page(house: House) -> None:
    made = issued(house)
    at, council = f"{AT}{made}/", house.client("council")
    without = council.post(
        f"{at}turn/", {"event": "keep", "version": "2", "until": str(WEEKS + timedelta(days=40))}
    )
    assert without.status_code == 422
    assert "Say in a sentence why" in without.content.decode()
    sent = {"event": "keep", "version": "1", "reason": "Two more.", "until": str(WEEKS + timedelta(days=40))}
    stale = council.post(f"{at}turn/", sent)
    assert "Somebody else changed this meanwhile" in stale.content.decode()
    assert council.post(f"{at}turn/", {**sent, "version": "2"})["Location"] == at
    assert "reviewed, and still needed, until" in council.get(at).content.decode()
    assert house.client("member").post(f"{at}turn/", sent).status_code == 403


def test_an_own_draft_is_edited_until_it_is_issued(house: House) -> None:
    made = written(house)
    at, lead = f"{AT}{made}/", house.client("it lead")
    assert "Two people check every dose" in lead.get(f"{at}edit/").content.decode()
    assert lead.post(f"{at}edit/", typed(house, title="Read the dose aloud", version="1"))["Location"] == at
    assert "Read the dose aloud" in lead.get(at).content.decode()
    assert lead.post(f"{at}turn/", {"event": "drop", "version": "2"})["Location"] == at
    assert lead.get(f"{at}edit/").status_code == 403
    assert lead.get(AT).content.decode().count("Read the dose aloud") == 0
    assert blank(["council"], TODAY)["reviewer"] == "sponsor"


def test_programs_do_the_same(house: House) -> None:
    lead, json = house.client("it lead"), {"content_type": "application/json"}
    body = {**typed(house), "teams": [house.teams["surgery"]]}
    refused = lead.post("/api/v1/directives", {**body, "ground": "urgent"}, **json)
    assert (refused.status_code, refused.json()["errors"][0]["field"]) == (422, "ground")
    made = lead.post("/api/v1/directives", body, **json).json()
    at = f"/api/v1/directives/{made['id']}"
    edited = lead.put(at, {**body, "title": "Read the dose aloud", "version": 1}, **json).json()
    assert (edited["title"], edited["version"]) == ("Read the dose aloud", 2)
    issued_now = lead.post(f"{at}/turn", {"event": "issue", "version": 2}, **json).json()
    assert (issued_now["state"], issued_now["told"]) == ("in force", 25)
    other = house.client("other")
    assert other.post(f"{at}/acknowledge").json() == {"acknowledged_on": str(TODAY)}
    counted = other.post(
        f"{at}/shifts",
        {"team": house.teams["ward-3"], "on": str(TODAY), "shift": "late", "people": 7},
        **json,
    )
    assert (counted.json()["shifts"], counted.json()["me"]["acknowledged_on"]) == (1, str(TODAY))
    assert house.client("stranger").get("/api/v1/directives").status_code == 404
    listed = house.client("member").get("/api/v1/directives").json()["items"]
    assert [(each["title"], each["state"]) for each in listed] == [("Read the dose aloud", "in force")]
    assert models.Directive.objects.count() == 1
