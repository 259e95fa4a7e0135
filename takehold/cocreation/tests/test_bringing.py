"""Rounds held with Polis: its own exports, read whole; hostile and broken files refused in a sentence, with nothing kept."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from conftest import NOW
from takehold.cocreation import models
from takehold.cocreation.facts import RoundState
from takehold.cocreation.operations import polis_files
from takehold.cocreation.operations.bringing import BroughtInput, bring
from takehold.cocreation.tests.conftest import TODAY
from takehold.evidence.polis import perform
from takehold.initiatives.facts import Invalid
from takehold.people.facts import NotAllowed

COMMENTS = b'comment-id,moderated,comment-body\n7,1,"Three fields, at most"\n9,-1,Rude\n8,0,Paper\n'
VOTES = b"timestamp,comment-id,voter-id,vote\n3,7,1,-1\n1,7,1,1\n2,8,1,0\n2,7,2,1\n5,9,2,1\n"
WIDE = b"participant,group-id,n-votes,7,8,9\n1,0,2,-1,0,\n2,,2,1,,1\n"


@pytest.fixture
def _here(monkeypatch: pytest.MonkeyPatch) -> None:
    """Files are read in this process; the one of their own is tested below."""

    def run(
        _task: str, files: Sequence[Path], request: Mapping[str, Any], scratch: Path, **_more: Any
    ) -> Any:
        paths = [str(each) for each in files]
        return json.loads(
            json.dumps(perform(paths, request, str(scratch), polis_files.LIMITS, lambda _share: None))
        )

    monkeypatch.setattr(polis_files, "run", run)


here = pytest.mark.usefixtures("_here")


@here
@pytest.mark.parametrize(
    ("comments", "votes", "field", "words"),
    [
        (b"comment-id,comment-body\n1,\n", VOTES, "comments", "has no text"),
        (COMMENTS, b"comment-id,voter-id,vote\n7,1,2\n", "votes", "is no vote"),
        (COMMENTS, b"x" * 20_000_001, "votes", "larger than 20 MB"),
    ],
)
def test_what_cannot_be_read_is_refused_at_its_file(
    comments: bytes, votes: bytes, field: str, words: str
) -> None:
    with pytest.raises(Invalid, match=words) as refused:
        polis_files.read(comments, votes)
    assert refused.value.field == field


@here
def test_it_becomes_a_closed_round_without_anybodys_number(house: Any, change: Any) -> None:
    said = BroughtInput("How on nights?", "The board", "By agreement", TODAY - timedelta(days=9))
    told: dict[str, Any] = {"slug": change.slug, "comments": COMMENTS, "votes": VOTES, "now": NOW}
    with pytest.raises(NotAllowed):
        bring(viewer=house.viewer("member"), said=said, **told)
    with pytest.raises(Invalid):
        bring(viewer=house.viewer("lead"), said=said, **{**told, "votes": b"x"})
    assert models.Round.objects.count() == 0
    row = models.Round.objects.get(pk=bring(viewer=house.viewer("lead"), said=said, **told))
    assert (row.state, row.imported) == (RoundState.CLOSED, True)
    assert [(each.text, each.state, each.agrees, each.disagrees, each.passes) for each in row.contributions.order_by("id")] == [
        ("Three fields, at most", "open", 1, 1, 0), ("Paper", "open", 0, 0, 1), ("Rude", "removed", 1, 0, 0),
    ]  # fmt: skip
    assert set(row.voters.values_list("person", "door", "group")) == {(None, None, None)}


@here
def test_the_page_takes_two_files(house: Any, change: Any) -> None:
    lead = house.client("lead")
    sent = {
        "change": change.slug, "question": "How on nights?", "decides": "The board", "how": "By agreement",
        "ended_on": "2026-02-01",
    }  # fmt: skip
    files = {
        "comments": SimpleUploadedFile("c.csv", COMMENTS),
        "votes": SimpleUploadedFile("v.csv", b"x,y\n1,2\n"),
    }
    refused = lead.post("/cocreate/bring/", {**sent, **files})
    assert (refused.status_code, "It needs the columns" in refused.content.decode()) == (422, True)
    files = {"comments": SimpleUploadedFile("c.csv", COMMENTS), "votes": SimpleUploadedFile("v.csv", WIDE)}
    at = lead.post("/cocreate/bring/", {**sent, **files})["Location"]
    assert "The votes were brought in from a file." in lead.get(at).content.decode()


def test_the_files_are_read_in_a_process_of_their_own_and_its_answer_is_looked_at(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert polis_files.read(COMMENTS, WIDE).ballots == ({0: -1, 1: 0}, {0: 1, 2: 1})
    ran: list[str] = []

    def hijacked(task: str, _files: Any, request: Mapping[str, Any], *_more: Any, **_limits: Any) -> Any:
        ran.append(task)
        return {"statements": [[7, "Three fields", False]], "ballots": [[[1, 1]]]}

    monkeypatch.setattr(polis_files, "run", hijacked)
    with pytest.raises(Invalid, match="does not add up"):
        polis_files.read(COMMENTS, WIDE)
    assert ran == ["polis", "polis"]
