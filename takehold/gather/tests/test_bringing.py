"""A survey from elsewhere becomes a closed one of ours: nobody in it, nothing but groups of five, and once."""

from __future__ import annotations

import json
from datetime import date, timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from takehold.evidence.of_persons import names_persons
from takehold.gather.disclosure import reading
from takehold.gather.facts.brought import BroughtInput, Export, Meaning, NotBrought, Said
from takehold.gather.facts.disclosure import TooFew
from takehold.gather.models import Answer, Cell, Comment, Release, Wave
from takehold.gather.operations import bringing
from takehold.gather.queries import brought
from takehold.gather.queries import surveys as queries
from takehold.gather.sources.limesurvey import export
from takehold.people.facts import NotAllowed, NotYours

HEAD = (
    "id,submitdate,lastpage,startlanguage,seed,token,startdate,datestamp,ipaddr,refurl,firstname,lastname,email,"
    '"G01Q01. Team","G01Q02. I know why we do this.","G01Q03. I want it.","G01Q04. Which system helps most?",'
    '"G01Q05. One thing more",interviewtime,groupTime12,"G01Q02Time"'
)
"""As LimeSurvey 6 writes it with “question code & text”."""


def csv(rows: int = 24, *, day: str = "2026-01-20", unfinished: int = 2, teams: int = 2) -> bytes:
    lines = [HEAD]
    for n in range(rows + unfinished):
        sent = f"{day} 08:{n % 60:02d}:13" if n < rows else ""
        team = ("Ward 1", "Ward 2", "Ward 3")[n % teams]
        choice = "Alpha" if n % 3 else ("Beta" if n else "Gamma")
        text = "Too many clicks" if n == 3 else ""
        lines.append(
            f"{n + 1},{sent},3,en,{9000 + n},tok{n}SECRET,2026-01-20 08:00:0{n % 9},{sent},10.1.2.{n},,"
            f"Erika{n},Mustermann{n},e{n}@x.example,{team},A{n % 5 + 1},{n % 4 + 2},{choice},{text},{30 + n}.5,12.1,3.3"
        )
    return "\n".join(lines).encode()


def said(change: str, found: Export, **changed: Any) -> BroughtInput:
    meant = tuple(Said(each.meaning) for each in brought.columns(found))
    given = {
        "slug": change, "title": "Christmas survey", "opens_on": date(2026, 1, 5), "closes_on": date(2026, 1, 30),
        "promise": "anonymous", "promise_text": "Nobody can know what you answered.", "columns": meant,
    }  # fmt: skip
    return BroughtInput(**{**given, **changed})


def bring(house: Any, change: str, content: bytes, **changed: Any) -> Any:
    viewer = house.viewer("lead")
    found = bringing.look(viewer=viewer, slug=change, content=content, filename="results-survey734512.csv")
    return bringing.bring(viewer=viewer, found=found, said=said(change, found, **changed), now=house.now)


@pytest.fixture
def lead(change: str) -> str:
    """The change that ``lead`` leads."""
    return change


def test_what_leads_to_anybody_is_dropped_when_the_file_is_read() -> None:
    found = export.read(csv(), "results-survey734512.csv", names_persons)
    assert found.survey == "734512"
    assert [each[:6] for each in found.titles] == ["G01Q01", "G01Q02", "G01Q03", "G01Q04", "G01Q05"]
    assert (len(found.rows), found.unfinished) == (24, 2)
    assert set(found.days) == {date(2026, 1, 20)}
    for trace in ("SECRET", "Erika", "Mustermann", "x.example", "10.1.2", "9000", "30.5"):
        assert trace not in str((found.titles, found.rows))
    meanings = [each.meaning for each in brought.columns(found)]
    assert meanings == [Meaning.GROUP, Meaning.RATING_5, Meaning.RATING_5, Meaning.CHOICE, Meaning.LINE]


def test_a_survey_without_dates_says_1980_and_has_none() -> None:
    found = export.read(csv(day="1980-01-01"), "x.csv", names_persons)
    assert set(found.days) == {None}
    assert found.survey == ""


def test_json_of_both_shapes_and_csv_with_semicolons_are_read() -> None:
    one = {"id": 1, "submitdate": "2026-01-20 08:00:00", "token": "t", "q1": "A3", "q2": None}
    wrapped = json.dumps({"responses": [{"1": one}, {"2": {**one, "q1": "5"}}]}).encode()
    plain = json.dumps({"responses": [one, {**one, "q1": "5"}]}).encode()
    assert export.read(wrapped, "", names_persons) == export.read(plain, "", names_persons)
    assert export.read(plain, "", names_persons).rows == (("A3",), ("5",))
    german = "Antwort ID;Datum Abgeschickt;Ihr Bereich;Zugangscode;Frage\n1;20.01.2026 08:00;Süd;x9;ja\n"
    found = export.read(german.encode("cp1252"), "", names_persons)
    assert (found.titles, found.rows, found.days) == (
        ("Ihr Bereich", "Frage"),
        (("Süd", "ja"),),
        (date(2026, 1, 20),),
    )


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"a,b\n",
        b"\x00\xff\xfe\x81\x8d",
        b"{",
        b"[1]",
        b'{"responses": 5}',
        b"a,b\n1,2,3\n",
        b'a,b\n"1',
        b"[" * 90_000,
    ],
)
def test_what_is_no_export_is_refused_politely(content: bytes) -> None:
    with pytest.raises(NotBrought) as raised:
        export.read(content, "x.csv", names_persons)
    assert str(raised.value).endswith(".")


def test_it_is_closed_at_once_and_nothing_of_a_person_is_kept(house: Any, lead: str) -> None:
    number = bring(house, lead, csv())
    row = Wave.objects.get(pk=number)
    assert (row.state, row.promise, row.moment) == ("closed", "anonymous", "elsewhere")
    assert row.closed_at.date() == date(2026, 1, 30)
    assert row.promise_text["de"] == "Nobody can know what you answered."
    assert Answer.objects.filter(wave=row).count() == 24
    assert set(Answer.objects.filter(wave=row).values_list("week", flat=True)) == {date(2026, 1, 19)}
    assert set(Cell.objects.filter(wave=row).values_list("invited", flat=True)) == {0}
    assert sorted(Cell.objects.filter(wave=row).values_list("name", flat=True)) == ["Ward 1", "Ward 2"]
    kept = str([list(m.objects.values_list()) for m in (Wave, Answer, Comment, Cell, Release)])
    for trace in ("SECRET", "Erika", "Mustermann", "x.example", "10.1.2", "08:0"):
        assert trace not in kept
    results = reading.results(viewer=house.viewer("lead"), wave_id=number)
    assert results.whole is not None
    assert "invited" not in str(list(Release.objects.values_list("figure", flat=True)))
    assert {each.name for each in results.groups} == {"Ward 1", "Ward 2"}
    assert [(each.n, each.texts) for each in results.comments] == [("10-19", ("Too many clicks",))]


def test_figures_are_those_counted_by_hand(house: Any, lead: str) -> None:
    number = bring(house, lead, csv(20, teams=1))
    figures = {row.question: row.figure for row in Release.objects.filter(wave_id=number, atom=0)}
    assert figures["q1"]["mean"] == 3.0  # A1 to A5, four of each
    assert figures["q3"]["shares"] == [
        ["c0", "50-74"],
        ["c1", "25-49"],
        ["other", "0-10"],
    ]  # 13, 6 and 1 of 20
    asked = str(Wave.objects.get(pk=number).definition)
    assert "Alpha" in asked
    assert "Gamma" not in asked  # one person alone gave it


def test_the_same_survey_comes_in_once(house: Any, lead: str) -> None:
    bring(house, lead, csv())
    for content, changed in (
        (csv(), {}),
        (csv(30), {"closes_on": date(2026, 1, 31)}),
        (csv(), {"title": "Another name", "opens_on": date(2025, 12, 1)}),
    ):
        with pytest.raises(NotBrought, match="here already"):
            bring(house, lead, content, **changed)
    assert Wave.objects.count() == 1


def test_too_few_are_not_taken_and_small_groups_are_put_together(house: Any, lead: str) -> None:
    with pytest.raises(TooFew):
        bring(house, lead, csv(4, teams=1))
    assert not Wave.objects.exists()
    number = bring(house, lead, csv(7, teams=3))
    assert Cell.objects.filter(wave_id=number).count() == 1


@pytest.mark.parametrize(
    "changed",
    [
        {"title": " "}, {"promise": "named"}, {"promise_text": ""}, {"closes_on": date(2026, 3, 2)}, {"columns": ()},
        {"opens_on": date(2026, 1, 30)}, {"columns": (Said(Meaning.GROUP),) * 5}, {"columns": (Said(Meaning.LEAVE),) * 5},
    ],
)  # fmt: skip
def test_what_does_not_hold_is_said_and_nothing_is_kept(
    house: Any, lead: str, changed: dict[str, Any]
) -> None:
    with pytest.raises(NotBrought) as raised:
        bring(house, lead, csv(), **changed)
    assert str(raised.value).endswith(".")
    assert not Wave.objects.exists()


def test_it_does_not_hold_up_the_next_survey_and_is_not_compared(house: Any, lead: str) -> None:
    bring(house, lead, csv())
    change = queries.change_to_ask(viewer=house.viewer("lead"), slug=lead)
    plan = Wave(initiative_id=change.id)
    assert queries.obstacles(plan, change, house.on) == ()
    assert not any("before" in figure for figure in Release.objects.values_list("figure", flat=True))


def test_only_who_leads_the_change_may(house: Any, lead: str) -> None:
    for key, error in (("member", NotAllowed), ("stranger", NotYours), ("auditor", NotAllowed)):
        with pytest.raises(error):
            bringing.look(viewer=house.viewer(key), slug=lead, content=csv(), filename="x.csv")


def test_the_pages_bring_it_in_and_hold_nothing_meanwhile(house: Any, lead: str) -> None:
    client = house.client("lead")
    assert client.get("/waves/bring/").status_code == 200
    bad = client.post("/waves/bring/", {"change": lead, "file": SimpleUploadedFile("x.csv", b"a,b\n")})
    assert bad.status_code == 422
    file = SimpleUploadedFile("results-survey734512.csv", csv())
    looked = client.post("/waves/bring/", {"change": lead, "file": file})
    page = looked.content.decode()
    assert looked.status_code == 200, page[:3000]
    assert "24 finished answers were read." in page
    assert "Too many clicks" not in page
    assert not Wave.objects.exists()
    held = page.split('name="held" value="')[1].split('"')[0]
    assert "Alpha" not in held
    fields = {
        "held": held, "change": lead, "title": "Christmas survey", "opens_on": "2026-01-05", "closes_on": "2026-01-30",
        "promise": "confidential", "promise_text": "Only the office knows.", "is-0": "group", "is-1": "1-5",
        "part-1": "awareness", "is-2": "1-5", "is-3": "choice", "is-4": "line",
    }  # fmt: skip
    assert client.post("/waves/bring/", {**fields, "promise_text": ""}).status_code == 422
    sent = client.post("/waves/bring/", fields)
    assert sent.status_code == 302, sent.content.decode()[:4000]
    assert client.get(sent["Location"]).status_code == 200
    assert client.post("/waves/bring/", fields).status_code == 422
    assert client.post("/waves/bring/", {**fields, "held": held[:-9]}).status_code == 302
    assert client.get(f"/waves/?change={lead}").status_code == 200
    assert client.get(sent["Location"].replace("results/", "")).status_code == 200


def test_programs_look_and_bring_in(house: Any, lead: str) -> None:
    client = house.client("lead")

    def file() -> SimpleUploadedFile:
        return SimpleUploadedFile("results-survey1234.csv", csv())

    looked = client.post("/api/v1/surveys/elsewhere/look", {"change": lead, "file": file()})
    assert looked.status_code == 200, looked.content
    assert [each["meaning"] for each in looked.json()["columns"]] == ["group", "1-5", "1-5", "choice", "line"]
    fields = {
        "change": lead, "title": "S", "opens_on": "2026-01-05", "closes_on": "2026-01-30", "promise": "anonymous",
        "promise_text": "Nobody knows.", "columns": json.dumps({"G01Q02. I know why we do this.": {"meaning": "1-5", "element": "awareness"}}),
    }  # fmt: skip
    assert (
        client.post("/api/v1/surveys/elsewhere", {**fields, "columns": "5", "file": file()}).status_code
        == 422
    )
    made = client.post("/api/v1/surveys/elsewhere", {**fields, "file": file()})
    assert made.status_code == 201, made.content
    assert client.post("/api/v1/surveys/elsewhere", {**fields, "file": file()}).status_code == 422
    assert Release.objects.filter(wave_id=made.json()["id"], question="element:awareness").exists()


def test_late_and_early_days_stay_within_the_survey(house: Any, lead: str) -> None:
    number = bring(house, lead, csv(day="2026-02-20"))
    weeks = set(Answer.objects.filter(wave_id=number).values_list("week", flat=True))
    assert weeks == {date(2026, 1, 30) - timedelta(days=4)}
