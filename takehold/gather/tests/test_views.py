import re

import pytest
from django.test import Client

from takehold.gather.operations import quarantine
from takehold.gather.views import bring
from takehold.gather.views.receiving import SizeLimitHandler
from takehold.ledger.facts import ImportState

from .conftest import incidents, read


def text(response):
    return response.content.decode()


def test_a_file_becomes_columns_with_a_preview(walk):
    upload = walk.upload()
    page = text(walk.client.get(upload["Location"]))
    assert "What do the columns mean?" in page
    assert "<strong>incidents.csv</strong>" in page
    assert "120 records" in page
    assert "6 January 2026, 09:01" in page


def test_when_day_and_month_fit_both_ways_it_is_asked_and_not_guessed(walk):
    rows = "".join(f"INC{i},0{i}/0{10 - i}/2026 10:00,Ward {i},Closed,true\n" for i in range(1, 9))
    header = "number,opened_at,assignment_group,incident_state,u_priority_confirmation\n"
    upload = walk.upload((header + rows).encode())
    page = text(walk.client.get(upload["Location"]))
    assert "day first or month first" in page
    assert "We do not guess" in page
    assert "No preview yet" in page
    assert walk.columns(walk.draft_id(upload), dates="").status_code == 422
    assert walk.columns(walk.draft_id(upload), dates="%m/%d/%Y %H:%M").status_code == 302


def test_the_mapping_is_saved_and_ready_made_behaviours_are_tried_on_the_file(walk):
    draft = walk.draft_id(walk.upload())
    assert walk.columns(draft)["Location"] == f"/data/{draft}/behaviours/"
    page = text(walk.client.get(f"/data/{draft}/behaviours/"))
    assert 'value="confirm-priority"' in page
    assert "tried on all 119 records" in page
    again = text(walk.client.get(f"/data/{draft}/columns/"))
    assert 'value="Europe/Brussels"' in again


def test_the_reasons_of_the_change_stand_on_every_step(walk):
    draft = walk.draft_id(walk.upload())
    pages = [f"/changes/{walk.slug}/data/", f"/data/{draft}/columns/"]
    walk.columns(draft)
    pages += [f"/data/{draft}/{step}/" for step in ("behaviours", "own")]
    without = [page for page in pages if "Wrong priorities delay care." not in text(walk.client.get(page))]
    watched = walk.choose(draft, "confirm-priority")["Location"]
    without += [watched] if "Wrong priorities delay care." not in text(walk.client.get(watched)) else []
    source = read(watched.split("/")[2]).source_id
    names = f"/sources/{source}/teams/"
    assert "Wrong priorities delay care." in text(walk.client.get(names))
    assert without == []


def test_an_import_is_watched_until_it_is_done(walk):
    started = walk.started()
    waiting = text(walk.client.get(f"/imports/{started}/"))
    assert "Your file is being read" in waiting
    assert 'http-equiv="refresh"' in waiting
    part = walk.client.get(f"/imports/{started}/", headers={"HX-Request": "true"})
    assert "<html" not in text(part)
    assert "HX-Refresh" not in part

    fact = read(started)
    assert (fact.state, fact.rows_read, fact.rows_rejected) == (ImportState.DONE, 119, 1)
    assert walk.client.get(f"/imports/{started}/", headers={"HX-Request": "true"})["HX-Refresh"] == "true"
    done = text(walk.client.get(f"/imports/{started}/"))
    assert "Your file has been read" in done
    assert "sometime" in done
    assert "Match names to teams" in done


def test_names_are_matched_on_one_page(walk, house):
    fact = walk.done()
    address = f"/sources/{fact.source_id}/teams/"
    page = text(walk.client.get(address))
    rows = {label: n for n, label in re.findall(r'id="team-(\d+)"[^>]*aria-label="Team of “([^”]*)”"', page)}
    assert set(rows) == {"Ward 1", "ward-2", "Ward 3 (surgery)", "Agency pool"}
    assert re.search(rf'name="keep-{rows["Ward 1"]}" checked', page)
    said = {f"team-{n}": "" for n in rows.values()}
    said |= {f"team-{rows['Ward 1']}": "Ward 1", f"keep-{rows['Ward 1']}": "on"}
    said |= {f"outside-{rows['Agency pool']}": "on", f"team-{rows['Ward 3 (surgery)']}": "Ward 33"}
    wrong = walk.client.post(address, said)
    assert wrong.status_code == 422
    assert "There is no team called “Ward 33”" in text(wrong)
    assert 'value="Ward 33"' in text(wrong)
    said[f"team-{rows['Ward 3 (surgery)']}"] = "ward 3"
    said[f"team-{rows['ward-2']}"] = "Ward 2"
    said[f"keep-{rows['ward-2']}"] = "on"
    saved = walk.client.post(address, said)
    assert saved["Location"] == f"/changes/{walk.slug}/"
    assert "4 team names, all matched" in text(walk.client.get(f"/sources/{fact.source_id}/"))


def test_the_next_export_needs_one_click_and_the_same_file_is_said_to_be_in(walk):
    first = walk.done()
    draft = walk.draft_id(walk.upload(incidents(30, first=100)))
    page = text(walk.client.get(f"/data/{draft}/columns/"))
    assert "The same list as before?" in page
    again = read(walk.client.post(f"/data/{draft}/again/")["Location"].split("/")[2])
    assert again.source_id == first.source_id
    assert (again.state, again.events_new, again.duplicates) == (ImportState.DONE, 9, 21)

    twin = walk.draft_id(walk.upload())
    assert "the very same file" in text(walk.client.get(f"/data/{twin}/columns/"))
    repeated = walk.client.post(f"/data/{twin}/again/")["Location"]
    assert "imported already" in text(walk.client.get(repeated))


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("notes.pdf", b"%PDF", "not a kind of file we read"),
        ("old.xls", b"x", "workbook of a kind we do not open"),
        ("empty.csv", b"", "is empty"),
        ("fake.xlsx", b"this is no workbook", "the content is something else"),
        ("cut.xlsx", b"PK\x03\x04 and then nothing", "cut.xlsx is a damaged archive"),
    ],
)
def test_a_file_that_cannot_be_read_is_refused_in_a_sentence(walk, name, content, sentence, settings):
    from django.core.files.uploadedfile import SimpleUploadedFile

    answer = walk.client.post(f"/changes/{walk.slug}/data/", {"file": SimpleUploadedFile(name, content)})
    assert answer.status_code == 422
    assert sentence in text(answer)
    assert not list((settings.HOME / "quarantine" / "drafts").glob("*/upload.xlsx"))


def test_a_file_over_the_limit_stops_while_it_streams(walk, monkeypatch):
    monkeypatch.setattr(bring, "SizeLimitHandler", lambda: SizeLimitHandler(1000))
    answer = walk.upload()
    assert answer.status_code == 422
    assert "Nothing was kept" in text(answer)


def test_the_live_preview_is_a_part_of_the_page_and_says_what_would_be_rejected(walk):
    draft = walk.draft_id(walk.upload())
    said = {
        "shape": "cases",
        "case": "number",
        "at": "opened_at",
        "team": "assignment_group",
        "dates": "%d/%m/%Y %H:%M",
        "timezone": "UTC",
    }
    part = walk.client.post(f"/data/{draft}/columns/", said, headers={"HX-Request": "true"})
    assert part.status_code == 200
    assert "<html" not in text(part)
    assert "6 January 2026" in text(part)
    assert "1 would be rejected" in text(part)
    assert "sometime" in text(part)
    plain = walk.client.post(f"/data/{draft}/columns/", {**said, "update": "1"})
    assert "<html" in text(plain)
    assert "6 January 2026" in text(plain)


def test_a_wrong_mapping_keeps_the_answers_and_says_where(walk):
    draft = walk.draft_id(walk.upload())
    answer = walk.columns(draft, team="", timezone="Mars/Crater")
    assert answer.status_code == 422
    page = text(answer)
    assert "Please look at this again" in page
    assert "“Mars/Crater” is not a time zone we know" in page
    assert 'value="Mars/Crater"' in page
    assert "Choose the column for “Team”" in page


def test_a_mapping_file_is_taken_over_or_its_fault_named(walk):
    draft = walk.draft_id(walk.upload())
    wrong = walk.client.post(f"/data/{draft}/mapping/", {"text": '[source]\nformat = "csv"\nshap = "cases"'})
    assert wrong.status_code == 422
    assert "Line 3" in text(wrong)
    stranger = MAPPING.replace("opened_at", "created")
    assert "no column “created”" in text(walk.client.post(f"/data/{draft}/mapping/", {"text": stranger}))
    assert walk.client.post(f"/data/{draft}/mapping/", {"text": MAPPING}).status_code == 302
    assert "Priority is looked at" in text(walk.client.get(f"/data/{draft}/behaviours/"))


MAPPING = """
[source]
format = "csv"
shape = "cases"
timestamps = "%d/%m/%Y %H:%M"
[columns]
case = "number"
at = "opened_at"
team = "assignment_group"
[[behaviour]]
key = "looked-at"
name = "Priority is looked at"
new_way = { u_priority_confirmation = "true" }
target = 0.9
"""


def test_ones_own_behaviour_is_tried_added_and_taken_off(walk):
    draft = walk.draft_id(walk.upload())
    walk.columns(draft)
    said = {
        "name": "Knowledge is linked",
        "chance-0-column": "incident_state",
        "chance-0-op": "is",
        "chance-0-value": "Closed",
        "new-0-column": "knowledge",
        "new-0-op": "is",
        "new-0-value": "true",
    }
    tried = text(walk.client.post(f"/data/{draft}/own/", said, headers={"HX-Request": "true"}))
    assert "of 89 chances" in tried or "of 90 chances" in tried
    assert walk.client.post(f"/data/{draft}/own/", {"name": "x"}).status_code == 422
    assert walk.client.post(f"/data/{draft}/own/", said).status_code == 302
    page = text(walk.client.get(f"/data/{draft}/behaviours/"))
    assert re.search(r'value="knowledge-is-linked" checked', page)
    walk.client.post(f"/data/{draft}/remove/", {"key": "knowledge-is-linked"})
    assert 'value="knowledge-is-linked"' not in text(walk.client.get(f"/data/{draft}/behaviours/"))


def test_nothing_chosen_or_a_target_that_is_none_is_said(walk):
    draft = walk.draft_id(walk.upload())
    walk.columns(draft)
    none = walk.choose(draft)
    assert none.status_code == 422
    assert "Choose at least one behaviour" in text(none)
    wrong = walk.choose(draft, "confirm-priority", **{"target-confirm-priority": "a lot"})
    assert wrong.status_code == 422
    assert "“a lot” is not a target" in text(wrong)
    assert 'value="a lot"' in text(wrong)


def test_rejected_records_are_handed_out_harmless(walk):
    fact = walk.done(incidents().replace(b"sometime", b'"=cmd|x"'))
    answer = walk.client.get(f"/imports/{fact.id}/rejected.csv")
    body = b"".join(answer.streaming_content).decode()
    assert "cmd" in body
    from takehold.ui.cells import ACTIVE, harmless

    assert all(harmless(f"{first}1").startswith(("'", "1")) for first in ACTIVE)
    assert harmless("plain") == "plain"


@pytest.mark.parametrize("who", ["member", "manager", "stranger", "sponsor"])
def test_for_others_none_of_it_is_there(walk, walk_as, who):
    fact = walk.done()
    draft = walk.draft_id(walk.upload(incidents(5)))
    other = walk_as(who).client
    for address in (
        f"/changes/{walk.slug}/data/",
        f"/data/{draft}/",
        f"/data/{draft}/columns/",
        f"/data/{draft}/behaviours/",
        f"/data/{draft}/own/",
        f"/imports/{fact.id}/",
        f"/imports/{fact.id}/rejected.csv",
        f"/sources/{fact.source_id}/",
        f"/sources/{fact.source_id}/teams/",
        "/sources/",
    ):
        assert other.get(address).status_code == 404, address
    for address in (f"/data/{draft}/discard/", f"/data/{draft}/again/", f"/data/{draft}/remove/"):
        assert other.post(address).status_code == 404, address
    assert Client().get(f"/data/{draft}/")["Location"].startswith("/accounts/login/")


def test_a_steward_sees_all_sources_and_brings_files_too(walk, walk_as):
    fact = walk.done()
    steward = walk_as("steward")
    page = text(steward.client.get("/sources/"))
    assert "incidents" in page
    assert (
        steward.client.post("/sources/", {"change": walk.slug})["Location"] == f"/changes/{walk.slug}/data/"
    )
    assert "incidents.csv" in text(steward.client.get(f"/sources/{fact.source_id}/"))
    assert steward.upload(incidents(4)).status_code == 302


def test_a_begun_file_waits_and_can_be_removed(walk, settings):
    draft = walk.draft_id(walk.upload())
    assert "incidents.csv" in text(walk.client.get(f"/changes/{walk.slug}/data/"))
    assert walk.client.get(f"/data/{draft}/")["Location"] == f"/data/{draft}/columns/"
    walk.client.post(f"/data/{draft}/discard/")
    assert not list((settings.HOME / "quarantine" / "drafts").glob(draft.replace("-", "")))
    assert walk.client.get(f"/data/{draft}/").status_code == 404


def test_uploading_needs_the_page_it_came_from(walk, house):
    strict = Client(enforce_csrf_checks=True)
    strict.cookies = house.client("lead").cookies
    from django.core.files.uploadedfile import SimpleUploadedFile

    answer = strict.post(f"/changes/{walk.slug}/data/", {"file": SimpleUploadedFile("a.csv", incidents(3))})
    assert answer.status_code == 403


def test_no_path_trick_in_a_name_leaves_quarantine():
    assert quarantine.shown_name("../../etc/passwd\x00.csv") == "passwd.csv"
    assert quarantine.stored_name("C:\\temp\\Export.CSV.gz") == "upload.csv.gz"


def test_a_file_of_other_columns_says_that_it_would_begin_a_new_series(walk):
    walk.done()
    other = incidents(30).replace(b"knowledge", b"kb_used")
    draft = walk.draft_id(walk.upload(other))
    walk.columns(draft)
    page = text(walk.client.get(f"/data/{draft}/behaviours/"))
    assert "Counted from “incidents” so far" in page
    assert not re.search(r'value="confirm-priority" checked', page)


def test_each_page_asks_the_database_a_few_times_only(walk, django_assert_max_num_queries):
    fact = walk.done()
    draft = walk.draft_id(walk.upload(incidents(30, first=500)))
    walk.columns(draft)
    most = {"/sources/": 18, f"/data/{draft}/behaviours/": 19}
    for address in (
        f"/changes/{walk.slug}/data/",
        f"/data/{draft}/columns/",
        f"/data/{draft}/behaviours/",
        f"/data/{draft}/own/",
        f"/imports/{fact.id}/",
        "/sources/",
        f"/sources/{fact.source_id}/",
        f"/sources/{fact.source_id}/teams/",
        "/tally/",
    ):
        with django_assert_max_num_queries(most.get(address, 15)):
            assert walk.client.get(address).status_code == 200


def test_a_steward_makes_teams_of_names_and_is_told_what_is_missing(walk, walk_as):
    content = incidents(40).replace(b"Agency pool", b"Group 56").replace(b"ward-2", b"")
    fact = walk.done(content)
    address = f"/sources/{fact.source_id}/teams/?make"
    own = text(walk.client.get(address))
    assert set(re.findall(r'id="make-\d+"[^>]*>(?:(?!</label>).)*: ([^<]*)</span>', own)) == {
        "Ward 3 (surgery)",
        "Group 56",
    }  # a lead makes none of the very name of a team
    assert "Your data steward reads which teams you made" in own
    steward = walk_as("steward").client
    page = text(steward.get(address))
    labels = dict(re.findall(r'id="make-(\d+)"[^>]*>(?:(?!</label>).)*: ([^<]*)</span>', page))
    assert set(labels.values()) == {"Ward 1", "Ward 3 (surgery)", "Group 56"}  # no team is made of no name
    number = next(n for n, label in labels.items() if label == "Group 56")
    assert re.search(rf'name="make-{number}" checked', page)
    nothing = steward.post(address, {"people": "12"})
    assert nothing.status_code == 422
    assert "Tick at least one name" in text(nothing)
    unsaid = steward.post(address, {f"make-{number}": "on"})
    assert unsaid.status_code == 422
    assert "Group 56: about how many people?" in text(unsaid)
    assert re.search(rf'name="make-{number}" checked', text(unsaid))
    made = steward.post(address, {f"make-{number}": "on", "people": "12"})
    assert made["Location"] == f"/changes/{walk.slug}/"


def test_a_lead_makes_a_team_and_a_steward_is_told(walk, walk_as):
    fact = walk.done(incidents(40).replace(b"Agency pool", b"Group 56"))
    address = f"/sources/{fact.source_id}/teams/"
    assert "Make new teams of these names" in text(walk.client.get(address))
    page = text(walk.client.get(f"{address}?make"))
    labels = dict(re.findall(r'id="make-(\d+)"[^>]*>(?:(?!</label>).)*: ([^<]*)</span>', page))
    number = next(n for n, label in labels.items() if label == "Group 56")
    made = walk.client.post(f"{address}?make", {f"make-{number}": "on", "people": "12"})
    assert made["Location"] == f"/changes/{walk.slug}/"
    assert "Teams made from names in files" not in text(walk.client.get("/sources/"))
    steward = walk_as("steward").client
    told = text(steward.get("/sources/"))
    assert re.search(r"Group 56</label>.*?12.*?incidents.*?Lead", told, re.DOTALL)
    team = re.search(r'name="team" value="(\d+)"', told)[1]
    assert walk.client.post("/sources/teams-checked/", {"team": team}).status_code == 404
    assert "1 team is looked at." in text(
        steward.post("/sources/teams-checked/", {"team": [team, "x"]}, follow=True)
    )
