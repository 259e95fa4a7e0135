"""A request leaves in the body's own Word template; one without the fields, or a hostile one, is refused in a sentence."""

from __future__ import annotations

import io
from typing import Any

import docx
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from conftest import NOW
from takehold.audit.models import Line
from takehold.governance.facts.papers import PaperKind
from takehold.governance.models import BodyPaper
from takehold.governance.operations import papers as operations
from takehold.governance.queries import paper_samples, papers
from takehold.governance.queries.paper_fields import FIELDS, wrong_with
from takehold.governance.tests.council import a_body, a_request, complete
from takehold.initiatives.facts import Conflict, Invalid
from takehold.people.facts import NotAllowed, NotYours

pytestmark = pytest.mark.django_db
NEEDED = [each.name for each in FIELDS[PaperKind.REQUEST] if each.needed]


@pytest.fixture(autouse=True)
def _at(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOW)


def template(*lines: str, head: str = "The digital council of Linden") -> bytes:
    """A letterhead, and a paragraph for each line."""
    paper, file = docx.Document(), io.BytesIO()
    paper.sections[0].header.paragraphs[0].text = head
    for line in lines:
        paper.add_paragraph(line)
    paper.save(file)
    return file.getvalue()


def whole() -> bytes:
    return template(*(f"{name}: {{{{ {name} }}}}" for name in NEEDED))


def bring(house: Any, body: int, content: bytes, role: str = "council", **more: Any) -> None:
    told = {"kind": PaperKind.REQUEST, "filename": "Vorlage.docx", "version": 0, "now": NOW, **more}
    operations.bring(viewer=house.viewer(role), body_id=body, content=content, **told)


def read(content: bytes) -> str:
    paper = docx.Document(io.BytesIO(content))
    cells = [cell.text for table in paper.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(each.text for each in paper.paragraphs), *cells])


@pytest.fixture
def asked(house: Any) -> tuple[int, int]:
    body = a_body(house)
    made = a_request(house, body)
    complete(house, made)
    return body, made


def test_a_request_leaves_in_the_template_of_the_body(house: Any, asked: tuple[int, int]) -> None:
    body, made = asked
    bring(house, body, whole())
    found = papers.paper(viewer=house.viewer("it lead"), request_id=made)
    said = read(found)
    for text in (
        "title: Tablets for the wards", "purpose: to decide", "cost: 20,000", "Ten tablets. For it: Nothing is copied",
        "serves: Safe doses: Nothing is copied.", "Night shifts (for it on conditions): If they work in the dark.",
        "load: The new record starts in the same month.", "Standard settled first: Wards agree on one form first.",
        "signed on",
    ):  # fmt: skip
        assert text in said
    assert "{{" not in said
    paper = docx.Document(io.BytesIO(found))
    assert paper.sections[0].header.paragraphs[0].text == "The digital council of Linden"
    (line,) = Line.objects.filter(action="template of a body brought")
    assert "Vorlage" not in str(line.details)


def test_without_a_template_it_leaves_in_the_one_that_everybody_begins_with(
    house: Any, asked: tuple[int, int]
) -> None:
    said = read(papers.paper(viewer=house.viewer("it lead"), request_id=asked[1]))
    assert "{{" not in said
    assert all(
        text in said for text in ("Tablets for the wards", "Do nothing", "asked for", "They get lost.")
    )


@pytest.mark.parametrize("kind", list(PaperKind))
def test_the_example_has_every_name_and_can_be_brought_as_it_is(house: Any, kind: PaperKind) -> None:
    bring(house, a_body(house), paper_samples.sample(kind), kind=kind)
    assert BodyPaper.objects.get().kind == kind


def test_what_is_missing_and_what_was_found_is_said(house: Any) -> None:
    body = a_body(house)
    with pytest.raises(Invalid) as refused:
        bring(house, body, template("{{ title }} {{ risk }} {{ titel }}"))
    told = str(refused.value)
    assert "These fields are missing: {{ purpose }}, {{ ask }}, {{ serves }}, {{ options }}" in told
    assert "These were found: {{ title }}, {{ risk }}." in told
    assert "These are not known: {{ titel }}." in told
    with pytest.raises(Invalid, match="No field was found that is known here"):
        bring(house, body, template("Dear council,"))
    assert not BodyPaper.objects.exists()
    rows = [*(name for name in NEEDED if name != "options"), "option.name"]
    assert wrong_with(PaperKind.REQUEST, rows) == ""


def test_the_pack_stands_in_a_paragraph_of_its_own(house: Any) -> None:
    body = a_body(house)
    with pytest.raises(Invalid, match="in a paragraph of its own"):
        bring(house, body, template("{{ title }}: {{ pack }}"), kind=PaperKind.PACK)
    bring(house, body, template("{{ title }}", "{{ pack }}"), kind=PaperKind.PACK)
    assert papers.bodies_with(PaperKind.PACK) == ((body, "The digital council"),)


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04", b"%PDF-1.4 {{ title }}"])
def test_what_is_no_document_is_refused(house: Any, content: bytes) -> None:
    with pytest.raises(Invalid, match="no Word document") as refused:
        bring(house, a_body(house), content)
    assert refused.value.field == "file"


def test_it_is_brought_by_whoever_enters_what_the_body_decides(house: Any) -> None:
    body = a_body(house)
    for role in ("sponsor", "admin", "it lead"):
        with pytest.raises(NotAllowed):
            bring(house, body, whole(), role)
    with pytest.raises(NotYours):
        bring(house, body, whole(), "stranger")
    with pytest.raises(NotYours):
        papers.papers_of(viewer=house.viewer("stranger"), body_id=body)


def test_two_secretaries_at_once_lose_nothing(house: Any) -> None:
    body = a_body(house)
    bring(house, body, whole())
    with pytest.raises(Conflict):
        bring(house, body, whole(), version=0)
    bring(house, body, whole(), version=1)
    with pytest.raises(Conflict):
        operations.take_away(
            viewer=house.viewer("council"), body_id=body, kind=PaperKind.REQUEST, version=1, now=NOW
        )
    operations.take_away(
        viewer=house.viewer("council"), body_id=body, kind=PaperKind.REQUEST, version=2, now=NOW
    )
    assert papers.template(body_id=body, kind=PaperKind.REQUEST) is None


def test_the_pages_and_their_twin(house: Any, asked: tuple[int, int]) -> None:
    body, made = asked
    council, address = house.client("council"), f"/council/bodies/{body}/papers/"
    page = council.get(address).content.decode()
    assert "Papers reach The digital council in the plain template" in page
    assert "{{signature}}" in page
    wrong = council.post(address, {"kind": "request", "file": SimpleUploadedFile("a.docx", template("x"))})
    assert wrong.status_code == 422
    assert "These fields are missing" in wrong.content.decode()
    right = {"kind": "request", "version-request": "0", "file": SimpleUploadedFile("Ours.docx", whole())}
    assert council.post(address, right).status_code == 302
    assert "Requests reach The digital council in its own template" in council.get(address).content.decode()
    assert council.get(f"{address}request.docx").content == whole_of(body)
    assert council.get(f"{address}other.docx").status_code == 404
    asker = house.client("it lead")
    word = asker.get(f"/council/requests/{made}/paper.docx")
    assert word["Content-Type"] == papers.TYPE
    assert "cost: 20,000" in read(word.content)
    assert "cost: 20,000" in read(asker.get(f"/api/v1/council/requests/{made}/paper").content)
    assert f"/council/requests/{made}/paper.docx" in asker.get(f"/council/requests/{made}/").content.decode()
    (item,) = asker.get(f"/api/v1/council/bodies/{body}/papers").json()["items"]
    assert (item["filename"], item["version"]) == ("Ours.docx", 1)
    api = f"/api/v1/council/bodies/{body}/papers"
    again = {"kind": "request", "version": "1", "file": SimpleUploadedFile("Next.docx", whole())}
    assert council.post(api, again).json()["items"][0]["filename"] == "Next.docx"
    assert council.delete(f"{api}/request?version=1").status_code == 409
    assert council.delete(f"{api}/request?version=2").json()["items"] == []


def whole_of(body: int) -> bytes:
    return bytes(BodyPaper.objects.get(body_id=body).content)
