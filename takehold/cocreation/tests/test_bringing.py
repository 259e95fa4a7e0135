"""Rounds held with Polis: its own exports, read whole; hostile and broken files refused in a sentence, with nothing kept."""

from __future__ import annotations

import csv
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
from takehold.initiatives.facts import Invalid
from takehold.people.facts import NotAllowed

COMMENTS = b'comment-id,moderated,comment-body\n7,1,"Three fields, at most"\n9,-1,Rude\n8,0,Paper\n'
VOTES = b"timestamp,comment-id,voter-id,vote\n3,7,1,-1\n1,7,1,1\n2,8,1,0\n2,7,2,1\n5,9,2,1\n"
WIDE = b"participant,group-id,n-votes,7,8,9\n1,0,2,-1,0,\n2,,2,1,,1\n"


@pytest.mark.parametrize("votes", [VOTES, WIDE])
def test_both_forms_of_votes_say_the_same_and_the_last_vote_counts(votes: bytes) -> None:
    found = polis_files.read(COMMENTS, votes)
    assert found.statements == ((7, "Three fields, at most", False), (8, "Paper", False), (9, "Rude", True))
    assert found.ballots == ({0: -1, 1: 0}, {0: 1, 2: 1})


def test_a_column_that_only_looks_like_a_number_is_no_statement() -> None:
    votes = "participant,7,²,٣\n1,1,1,1\n".encode()
    assert polis_files.read(COMMENTS, votes).ballots == ({0: 1},)


@pytest.mark.parametrize("name", ["brexit-consensus", "15-per-hour-seattle"])
def test_public_rounds_are_read_as_polis_counted_them(shared_data: Path, name: str) -> None:
    """Sums of agree and disagree of each statement in comments.csv, and of each voter in participants-votes.csv."""
    folder = shared_data / "votes" / name
    comments = (folder / "comments.csv").read_bytes()
    found = polis_files.read(comments, (folder / "votes.csv").read_bytes())
    with (folder / "votes.csv").open() as file:
        rows = list(csv.DictReader(file))
    pairs = {(row["voter-id"], row["comment-id"]) for row in rows}
    assert sum(map(len, found.ballots)) == len(pairs)
    if name == "brexit-consensus":
        assert (len(rows), len(pairs)) == (5312, 5303)
    with (folder / "participants-votes.csv").open() as file:
        people = {int(row["participant"]): row for row in csv.DictReader(file)}
    wide = polis_files.read(comments, (folder / "participants-votes.csv").read_bytes())
    told = [
        (int(row["n-agree"]), int(row["n-disagree"]))
        for _who, row in sorted(people.items())
        if row["n-votes"] != "0"
    ]
    for read in (found, wide):
        got = [(list(each.values()).count(1), list(each.values()).count(-1)) for each in read.ballots]
        assert sorted(got) == sorted(told)


@pytest.mark.parametrize(
    ("comments", "votes", "field", "words"),
    [
        (b"", VOTES, "comments", "It needs the columns comment-id, comment-body"),
        (b"\xff\xfe\x00", VOTES, "comments", "no text in UTF-8"),
        (b"comment-id,comment-body\n1,\n", VOTES, "comments", "has no text"),
        (b"comment-id,comment-body\n1," + b"x" * 1001, VOTES, "comments", "more than 1000 letters"),
        (b"comment-id,comment-body\n7,a\n7,b\n", VOTES, "comments", "stands there twice"),
        (b"comment-id,comment-body\n=1+1,a\n", VOTES, "comments", "is no number"),
        (b"comment-id,comment-body\n" + b"".join(b"%d,a\n" % n for n in range(1001)), VOTES, "comments", "More than 1000"),
        (b'comment-id,comment-body\n1,"open\n', VOTES, "comments", "no CSV that can be read"),
        (COMMENTS, b"comment-id,voter-id,vote\n7,1\n", "votes", "Line 2 has more or fewer columns"),
        (COMMENTS, b"comment-id,voter-id,vote\n7,1,2\n", "votes", "is no vote"),
        (COMMENTS, b"comment-id,voter-id,vote\n77,1,1\n", "votes", "statement 77"),
        (COMMENTS, b"comment-id,voter-id,vote\n7,-1,1\n", "votes", "is no number"),
        (COMMENTS, b"comment-id,voter-id,vote\n", "votes", "no vote in it"),
        (COMMENTS, b"comment-id,voter-id,vote,vote\n7,1,1,-1\n", "votes", "It needs the columns"),
        (COMMENTS, b"participant,7,07\n1,1,-1\n", "votes", "Statement 7 stands there twice"),
        (COMMENTS, b"participant,7," + b"9" * 5000 + b"\n1,1,1\n", "votes", "is no number"),
        (COMMENTS, b"PK\x03\x04" + b"\x00" * 99, "votes", "no text in UTF-8"),
        (COMMENTS, b"x" * 20_000_001, "votes", "larger than 20 MB"),
        (COMMENTS, b"comment-id,voter-id,vote\n" + b"".join(b"7,%d,1\n" % n for n in range(10_001)), "votes", "10000 voters"),
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_refused_in_a_sentence(
    comments: bytes, votes: bytes, field: str, words: str
) -> None:
    with pytest.raises(Invalid) as refused:
        polis_files.read(comments, votes)
    assert refused.value.field == field
    assert words in str(refused.value)


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
