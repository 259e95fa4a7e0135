"""A watched folder: only what is allowed, each file once, and a word about each that was left there."""

from __future__ import annotations

import os
import shutil
import uuid
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as django_settings

from takehold.gather import jobs
from takehold.gather.models import Feed, Pull
from takehold.gather.operations import folders
from takehold.gather.queries import feeds as feed_queries
from takehold.gather.queries import folders as queries
from takehold.gather.sources.folder import place
from takehold.gather.tests.conftest import Walk, incidents
from takehold.initiatives.facts import Invalid
from takehold.ledger import jobs as ledger_jobs
from takehold.ledger import queries as ledger
from takehold.ledger.models import Import, Source
from takehold.people.facts import NotFound

STEP = timedelta(seconds=90)


@pytest.fixture
def inbox(tmp_path: Path, settings: Any) -> Path:
    folder = tmp_path / "exchange" / "incidents"
    folder.mkdir(parents=True)
    settings.FOLDERS = [str(folder.parent)]
    return folder


@pytest.fixture
def feed(house: Any, walk: Walk, inbox: Path) -> Feed:
    """A folder watched for the list that ``walk`` brought by hand: 120 records, one of them unreadable."""
    source = walk.done().source_id
    ident = folders.connect(
        viewer=house.viewer("steward"), name="", folder=str(inbox), source_id=source, now=house.now
    )
    return Feed.objects.get(id=ident)


def live(now: datetime, times: int = 3) -> datetime:
    """The clock goes on; what is due is done."""
    for _round in range(times):
        now += STEP
        for room in (ledger_jobs, jobs):
            for job in room.due(now):
                room.run(job, now=now, home=Path(django_settings.HOME))
    return now


def seen(folder: Path) -> dict[str, list[str]]:
    return {
        where: sorted(each.name for each in (folder / where).iterdir() if each.is_file())
        for where in (".", "done", "refused")
        if (folder / where).is_dir()
    }


def counted(feed: Feed) -> int:
    return sum(n for _label, n in ledger.labels(source_id=feed.source_id or 0))


def test_a_file_is_taken_once_it_lies_still_and_goes_to_done(house: Any, feed: Feed, inbox: Path) -> None:
    before = counted(feed)
    file = inbox / "may.csv"
    file.write_bytes(incidents(40, first=500))
    now = live(house.now, 1)
    assert Import.objects.filter(uploaded_by=f"feed:{feed.id}").count() == 0
    file.write_bytes(incidents(60, first=500))
    os.utime(file, (1, 1))
    now = live(now, 1)
    assert Import.objects.filter(uploaded_by=f"feed:{feed.id}").count() == 0
    now = live(now)
    assert seen(inbox) == {".": [], "done": ["may.csv"]}
    assert counted(feed) == before + 60
    pull = Pull.objects.get(feed=feed)
    assert (pull.records, pull.rejected, pull.trouble) == (60, 0, "")
    assert pull.ended_at is not None
    (inbox / "again.csv").write_bytes(incidents(60, first=500))
    (inbox / "may.csv").write_bytes(incidents(10, first=900))
    now = live(now, 4)
    assert counted(feed) == before + 70
    found = seen(inbox)
    assert found["."] == []
    assert "came before" in (inbox / "done" / "again.csv.txt").read_text()
    assert len(found["done"]) == 4
    assert (inbox / "done" / "may.csv").read_bytes() == incidents(60, first=500)
    assert sum(each.events_new for each in Import.objects.filter(state="done")) == counted(feed)


def test_a_file_that_has_long_been_empty_is_refused_at_the_first_look(
    house: Any, feed: Feed, inbox: Path
) -> None:
    """One that was made a moment ago may be about to be written: it waits as any other."""
    (inbox / "empty.csv").touch()
    (inbox / "full.csv").write_bytes(incidents(9, first=1))
    made = (inbox / "empty.csv").stat().st_ctime
    folders.look(feed_id=feed.id, now=datetime.fromtimestamp(made + 30, UTC))
    assert seen(inbox) == {".": ["empty.csv", "full.csv"]}
    Feed.objects.update(cursor={})
    folders.look(feed_id=feed.id, now=datetime.fromtimestamp(made + 61, UTC))
    assert seen(inbox) == {".": ["full.csv"], "refused": ["empty.csv", "empty.csv.txt"]}
    assert "is empty" in Pull.objects.get(feed=feed).trouble


def test_what_cannot_be_read_goes_to_refused_with_the_reason(house: Any, feed: Feed, inbox: Path) -> None:
    before = counted(feed)
    (inbox / "empty.csv").touch()
    (inbox / "letter.docx").write_bytes(b"PK\x03\x04 what is this")
    (inbox / "other.csv").write_text("name,colour\nA,red\n")
    (inbox / "partly.csv").write_bytes(incidents(9, first=1))
    live(house.now, 4)
    assert seen(inbox) == {
        ".": [],
        "done": ["partly.csv", "partly.csv.txt"],
        "refused": [
            "empty.csv", "empty.csv.txt", "letter.docx", "letter.docx.txt", "other.csv", "other.csv.txt",
        ],
    }  # fmt: skip
    assert "is empty" in (inbox / "refused" / "empty.csv.txt").read_text()
    assert "not a kind of file we read" in (inbox / "refused" / "letter.docx.txt").read_text()
    said = (inbox / "refused" / "other.csv.txt").read_text()
    assert "opened_at" in said or "number" in said
    assert f"{django_settings.URL}/imports/" in said
    assert "1 record could not be read" in (inbox / "done" / "partly.csv.txt").read_text()
    assert counted(feed) == before
    assert Pull.objects.filter(feed=feed).exclude(trouble="").count() == 3


def test_links_half_written_files_and_other_folders_are_left_alone(
    house: Any, feed: Feed, inbox: Path, tmp_path: Path
) -> None:
    secret = tmp_path / "secret.csv"
    secret.write_bytes(incidents(5, first=700))
    (inbox / "way.csv").symlink_to(secret)
    (inbox / ".hidden.csv").write_bytes(incidents(5, first=700))
    (inbox / "coming.csv.part").write_bytes(incidents(5, first=700))
    (inbox / "deeper").mkdir()
    (inbox / "deeper" / "a.csv").write_bytes(incidents(5, first=700))
    os.mkfifo(inbox / "pipe.csv")
    live(house.now, 4)
    assert not Import.objects.filter(uploaded_by=f"feed:{feed.id}").exists()
    assert (inbox / "way.csv").is_symlink()


def test_a_folder_that_became_a_link_or_went_is_trouble_and_heals(
    house: Any, feed: Feed, inbox: Path, tmp_path: Path
) -> None:
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "elsewhere" / "a.csv").write_bytes(incidents(5, first=700))
    inbox.rename(tmp_path / "kept")
    inbox.symlink_to(tmp_path / "elsewhere")
    now = live(house.now, 3)
    feed.refresh_from_db()
    assert "cannot be opened" in feed.trouble
    assert not Import.objects.filter(uploaded_by=f"feed:{feed.id}").exists()
    inbox.unlink()
    (tmp_path / "kept").rename(inbox)
    live(now + timedelta(hours=1), 1)
    feed.refresh_from_db()
    assert feed.trouble == ""
    assert feed.last_good_at is not None


def test_done_that_is_a_link_is_not_followed(house: Any, feed: Feed, inbox: Path, tmp_path: Path) -> None:
    (tmp_path / "outside").mkdir()
    (inbox / "done").symlink_to(tmp_path / "outside")
    (inbox / "may.csv").write_bytes(incidents(4, first=800))
    before = counted(feed)
    live(house.now, 6)
    feed.refresh_from_db()
    assert "cannot be moved" in feed.trouble
    assert list((tmp_path / "outside").iterdir()) == []
    assert counted(feed) == before + 4


def test_only_allowed_folders_are_offered_and_never_our_own(
    house: Any, feed: Feed, inbox: Path, settings: Any
) -> None:
    steward = house.viewer("steward")
    (inbox.parent / "link").symlink_to("/etc")
    (inbox.parent / "done").mkdir()
    assert queries.choices(viewer=steward) == (str(inbox.parent), str(inbox))
    known = {"viewer": steward, "name": "", "source_id": feed.source_id, "now": house.now}
    for wrong in ("/etc", str(inbox / ".." / ".."), str(inbox.parent / "link"), str(inbox), ""):
        with pytest.raises(Invalid):
            folders.connect(folder=wrong, **known)
    other = Source.objects.create(key="x", name="x", kind="upload", created_at=house.now)
    with pytest.raises(Invalid):
        folders.connect(folder=str(inbox.parent), **{**known, "source_id": other.pk})
    with pytest.raises(NotFound):
        folders.connect(folder=str(inbox.parent), **{**known, "viewer": house.viewer("lead")})
    settings.FOLDERS = [str(settings.HOME), str(Path(settings.HOME).parent)]
    assert queries.choices(viewer=steward) == ()
    kept_free = Path(settings.HOME) / "exchange"
    (kept_free / "deeper").mkdir(parents=True)
    settings.FOLDERS = [str(kept_free)]
    assert queries.choices(viewer=steward) == (str(kept_free), str(kept_free / "deeper"))
    shutil.rmtree(kept_free)
    settings.FOLDERS = []
    live(house.now, 1)
    feed.refresh_from_db()
    assert "TAKEHOLD_FOLDERS" in feed.trouble


def test_a_file_put_in_anothers_place_while_it_is_read_stays(inbox: Path) -> None:
    file = inbox / "may.csv"
    file.write_bytes(incidents(4, first=800))
    folder = os.open(inbox, os.O_RDONLY)
    (lying,) = place.lying(folder)
    file.unlink()
    file.write_bytes(incidents(5, first=800))
    with pytest.raises(place.Moved):
        place.put_away(folder, lying, place.DONE, "00", ())
    with pytest.raises(place.Moved):
        list(place.content(folder, lying))
    assert file.exists()
    os.close(folder)


def test_a_steward_watches_a_folder_on_the_page(house: Any, walk: Walk, inbox: Path) -> None:
    client = house.client("steward")
    address = "/sources/systems/folder/"
    assert "Bring one file of the list by hand first" in client.get(address).content.decode()
    source = walk.done().source_id
    assert address in client.get("/sources/systems/").content.decode()
    assert str(inbox) in client.get(address).content.decode()
    assert client.post(address, {"folder": "/etc", "source": source}).status_code == 422
    assert house.client("lead").get(address).status_code == 404
    made = client.post(address, {"folder": str(inbox), "source": source})
    assert made.status_code == 302, made.content.decode()
    Feed.objects.update(next_at=house.now)  # the page asked the wall's clock
    (inbox / "may.csv").write_bytes(incidents(4, first=800))
    now = live(house.now, 1)
    assert "once it has not changed for a minute" in client.get(made["Location"]).content.decode()
    now = live(now, 1)
    assert "taken; it moves" in client.get(made["Location"]).content.decode()
    live(now, 2)
    page = client.get(made["Location"]).content.decode()
    assert "Nothing waits there" in page
    assert "may.csv" in page
    assert "kept sealed" not in page
    (fact,) = feed_queries.feeds(viewer=house.viewer("steward"))
    assert (fact.kind_name, fact.name, fact.folder) == ("Watched folder", "incidents", True)
    assert client.post(address, {"folder": str(inbox), "source": source}).status_code == 422
    assert client.post(f"{made['Location']}pause/").status_code == 302
    assert jobs.due(now + timedelta(hours=1)) == ()


def test_a_program_watches_a_folder(house: Any, walk: Walk, inbox: Path) -> None:
    client, address = house.client("steward"), "/api/v1/folders"
    source = walk.done().source_id

    def send(folder: str) -> Any:
        said = {"folder": folder, "source_id": source, "name": "Incidents"}
        return client.post(address, said, content_type="application/json")

    found = client.get(address).json()
    assert str(inbox) in found["folders"]
    assert [each["source_id"] for each in found["lists"]] == [source]
    refused = send("/etc")
    assert (refused.status_code, refused.json()["errors"][0]["field"]) == (422, "folder")
    made = send(str(inbox))
    assert made.status_code == 201, made.content
    assert (made.json()["name"], made.json()["source_id"]) == ("Incidents", source)
    assert Feed.objects.get().pk == uuid.UUID(made.json()["id"])
    assert send(str(inbox)).status_code == 422, "once"
    assert house.client("lead").get(address).status_code == 404
