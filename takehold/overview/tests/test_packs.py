"""A pack is asked for, made by the clock, read by who reads every change, and signed off by the council or a sponsor."""

from __future__ import annotations

import io
import json
from dataclasses import replace
from datetime import timedelta
from typing import Any

import docx
import pypdf
import pytest
from django.conf import settings

from conftest import NOW
from takehold.audit.models import Line
from takehold.gaps.facts import Cause
from takehold.governance.facts.papers import PaperKind
from takehold.governance.models import Request
from takehold.governance.operations import papers
from takehold.governance.queries import paper_samples, requests
from takehold.governance.tests.council import a_body, on_agenda
from takehold.initiatives import operations as initiatives
from takehold.initiatives.facts import Invalid
from takehold.missteps.facts import MisstepInput
from takehold.missteps.operations import missteps
from takehold.overview import jobs
from takehold.overview.operations import packs as operations
from takehold.overview.queries import pack, packs
from takehold.people import queries as people
from takehold.people.facts import NotAllowed, NotFound, NotYours

pytestmark = pytest.mark.django_db
MEETING = NOW.date() + timedelta(days=9)


@pytest.fixture(autouse=True)
def _at(monkeypatch: pytest.MonkeyPatch, tmp_path: Any) -> None:
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOW)
    monkeypatch.setattr(settings, "HOME", tmp_path)


@pytest.fixture
def judged(change: Any) -> Any:
    """Wards 2 to 4 hold; ward 1 slips, and only ward 1 knows."""
    initiatives.refresh(change.behaviour_id, NOW - timedelta(weeks=9))
    initiatives.refresh(change.behaviour_id, NOW)
    return change


def ask(house: Any, slug: str, role: str = "lead", own: str = "") -> str:
    return operations.ask(viewer=house.viewer(role), meeting=MEETING, slugs=(slug,), own={slug: own}, now=NOW)


def make() -> None:
    """What the clock does."""
    for job in jobs.due(NOW):
        if job.startswith(jobs.PACK):
            jobs.run(job, now=NOW, home=settings.HOME)


def test_a_pack_is_made_by_the_clock_and_holds_what_everybody_may_read(house: Any, judged: Any) -> None:
    key = ask(house, judged.slug)
    assert not packs.pack(viewer=house.viewer("sponsor"), key=key).built
    make()
    found = packs.pack(viewer=house.viewer("sponsor"), key=key)
    assert found.built
    assert [each.name for each in found.files] == ["pack.pdf", "pack.docx", "slides.zip"]
    assert found.processor is not None
    text = pypdf.PdfReader(
        io.BytesIO(packs.content_of(viewer=house.viewer("council"), key=key, name="pack.pdf"))
    )
    said = " ".join(" ".join(page.extract_text() for page in text.pages).split())
    assert "Handover in the record" in said
    assert "Ward 1" not in said
    assert "slides back" not in said
    assert not any(job.startswith(jobs.PACK) for job in jobs.due(NOW))


def test_what_only_a_team_knows_or_was_only_suggested_stands_in_no_pack(house: Any, judged: Any) -> None:
    said = MisstepInput("We said too little", "We sent one mail.", NOW.date(), "Nobody knew.", Cause.PRIORITY, "It had no owner.")  # fmt: skip
    lead: dict[str, Any] = {"viewer": house.viewer("lead"), "now": NOW}
    one = missteps.suggest(slug=judged.slug, said=said, **lead)
    asked = pack.Asked(MEETING, (judged.slug,), {})
    house_viewer = people.system_viewer(on=NOW.date())
    assert pack.content(viewer=house_viewer, asked=asked)["missteps"] is None
    missteps.tell(misstep_id=one, to="All wards", version=1, **lead)
    told = pack.content(viewer=people.system_viewer(on=NOW.date()), asked=asked)
    assert told["missteps"]["rows"][0][0] == "We said too little"
    assert told["attention"] == []
    assert told["directives"] is None
    assert told["decisions"] is None
    assert json.loads(json.dumps(told)) == told


def test_a_claim_that_the_chart_does_not_carry_is_refused_at_its_change(house: Any, judged: Any) -> None:
    with pytest.raises(Invalid, match="names a cause") as refused:
        ask(house, judged.slug, own="This came because of our training.")
    assert refused.value.field == f"own-{judged.slug}"
    assert operations.due() == ()


def test_a_sentence_that_is_carried_no_more_is_left_out_and_that_is_said(house: Any, judged: Any) -> None:
    asked = pack.Asked(MEETING, (judged.slug,), {judged.slug: "It rose to 99 %."})
    (change,) = pack.content(viewer=people.system_viewer(on=NOW.date()), asked=asked)["changes"]
    assert "99" not in change["what"]
    assert "was left out" in change["note"]


@pytest.mark.parametrize("fields", [{"meeting": None}, {"meeting": NOW.date() - timedelta(days=1)}, {"slugs": ()}, {"slugs": ("no-such",)}])  # fmt: skip
def test_what_is_missing_is_asked_for(house: Any, judged: Any, fields: dict[str, Any]) -> None:
    said = {"meeting": MEETING, "slugs": (judged.slug,), **fields}
    with pytest.raises(Invalid):
        operations.ask(viewer=house.viewer("lead"), own={}, now=NOW, **said)


def test_who_asks_reads_and_signs(house: Any, judged: Any) -> None:
    for role in ("auditor", "works council"):
        with pytest.raises(NotAllowed):
            ask(house, judged.slug, role)
    key = ask(house, judged.slug)
    for role in ("member", "manager", "stranger"):
        with pytest.raises(NotYours):
            packs.packs(viewer=house.viewer(role))
        with pytest.raises(NotYours):
            ask(house, judged.slug, role)
    with pytest.raises(NotFound):
        packs.pack(viewer=house.viewer("lead"), key="../../etc")
    with pytest.raises(Invalid):
        operations.sign_off(viewer=house.viewer("council"), key=key, now=NOW)
    make()
    with pytest.raises(NotAllowed):
        operations.sign_off(viewer=house.viewer("lead"), key=key, now=NOW)
    operations.sign_off(viewer=house.viewer("council"), key=key, now=NOW)
    found = packs.pack(viewer=house.viewer("auditor"), key=key)
    assert (found.signed_on, found.signed_by) == (NOW.date(), "council")
    with pytest.raises(Invalid):
        operations.sign_off(viewer=house.viewer("sponsor"), key=key, now=NOW)
    assert [each.action for each in Line.objects.filter(subject=f"pack:{key}").order_by("sequence")] == [
        "pack asked for",
        "pack signed off",
    ]


def test_a_pack_that_cannot_be_made_says_so_and_is_not_tried_for_ever(
    house: Any, judged: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    key = ask(house, judged.slug)

    def broken(*_args: Any) -> bytes:
        raise RuntimeError("no letters")

    monkeypatch.setattr("takehold.overview.operations.pack_files.pdf", broken)
    with pytest.raises(RuntimeError):
        make()
    assert packs.pack(viewer=house.viewer("lead"), key=key).failed
    assert operations.due() == ()


def test_a_pack_takes_the_template_of_the_body_that_was_chosen(house: Any, judged: Any) -> None:
    body = a_body(house)
    lead = house.client("lead")
    assert "In whose Word template?" not in lead.get("/council/pack/").content.decode()
    papers.bring(
        viewer=house.viewer("council"), body_id=body, kind=PaperKind.PACK, filename="ours.docx",
        content=paper_samples.sample(PaperKind.PACK), version=0, now=NOW,
    )  # fmt: skip
    assert "In whose Word template?" in lead.get("/council/pack/").content.decode()
    said = {"meeting": MEETING.isoformat(), "slugs": judged.slug, "paper": str(body)}
    key = lead.post("/council/pack/", said)["Location"].split("/")[-2]
    make()
    word = packs.content_of(viewer=house.viewer("council"), key=key, name="pack.docx")
    lines = [each.text for each in docx.Document(io.BytesIO(word)).paragraphs]
    assert lines[0].startswith("Pack for the meeting on")
    assert "Decision sheet" in lines
    assert not any("{{" in each for each in lines)
    with pytest.raises(Invalid, match="no template for packs"):
        operations.ask(viewer=house.viewer("lead"), meeting=MEETING, slugs=(judged.slug,), own={}, now=NOW, paper=body + 1)  # fmt: skip


def test_the_day_of_the_next_meeting_is_proposed_to_who_may_read_its_agenda(house: Any, judged: Any) -> None:
    meets = NOW.date() + timedelta(days=7)

    def proposed(role: str) -> bool:
        return f'value="{meets.isoformat()}"' in house.client(role).get("/council/pack/").content.decode()

    assert not proposed("council")
    made = on_agenda(house)
    assert proposed("council")
    assert requests.next_meeting(viewer=replace(house.viewer("council"), on=meets, seen={})) == meets
    assert (
        requests.next_meeting(viewer=replace(house.viewer("council"), on=meets + timedelta(days=1))) is None
    )
    stranger = requests.next_meeting(viewer=house.viewer("member"))
    assert stranger is None, "the agenda of a body that one does not sit in"
    Request.objects.filter(pk=made).update(state="decided")
    assert not proposed("council")


def test_the_pages_from_the_form_to_the_file(house: Any, judged: Any) -> None:
    lead = house.client("lead")
    assert "There is no pack yet." in lead.get("/council/pack/").content.decode()
    claim = {
        "meeting": MEETING.isoformat(),
        "slugs": judged.slug,
        f"own-{judged.slug}": "A full success thanks to us.",
    }
    refused = lead.post("/council/pack/", claim)
    assert refused.status_code == 422
    assert "A full success thanks to us." in refused.content.decode()
    answer = lead.post("/council/pack/", {"meeting": MEETING.isoformat(), "slugs": judged.slug})
    assert answer.status_code == 302
    assert "It is being made" in lead.get(answer["Location"]).content.decode()
    make()
    sponsor = house.client("sponsor")
    assert "It is not signed off yet." in sponsor.get(answer["Location"]).content.decode()
    file = sponsor.get(f"{answer['Location']}pack.pdf")
    assert (file["Content-Type"], file.content[:5]) == ("application/pdf", b"%PDF-")
    sponsor.post(f"{answer['Location']}sign/")
    assert "Signed off on" in sponsor.get(answer["Location"]).content.decode()
    (line,) = sponsor.get("/api/v1/packs").json()["items"]
    assert line["signed_by"] == "sponsor"
    assert sponsor.get(f"{answer['Location']}request.json").status_code == 404
