"""Rounds held with Polis: its own exports, read whole; hostile and broken files refused in a sentence."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import Any

import pytest

from takehold.evidence.limits import DEFAULT_LIMITS, Refused
from takehold.evidence.polis import COMMENTS as OF_COMMENTS
from takehold.evidence.polis import VOTES as OF_VOTES
from takehold.evidence.polis import perform

COMMENTS = b'comment-id,moderated,comment-body\n7,1,"Three fields, at most"\n9,-1,Rude\n8,0,Paper\n'
VOTES = b"timestamp,comment-id,voter-id,vote\n3,7,1,-1\n1,7,1,1\n2,8,1,0\n2,7,2,1\n5,9,2,1\n"
WIDE = b"participant,group-id,n-votes,7,8,9\n1,0,2,-1,0,\n2,,2,1,,1\n"


def read(
    folder: Path, comments: bytes, votes: bytes
) -> tuple[list[tuple[int, str, bool]], list[dict[int, int]]]:
    """Statements, and what each voter said by their places."""

    def part(content: bytes, **request: object) -> dict[str, Any]:
        path = folder / "export.csv"
        path.write_bytes(content)
        return perform([str(path)], request, str(folder), DEFAULT_LIMITS, lambda _share: None)

    statements = part(comments, part=OF_COMMENTS)["statements"]
    numbers = [number for number, _text, _out in statements]
    return statements, [dict(each) for each in part(votes, part=OF_VOTES, numbers=numbers)["ballots"]]


@pytest.mark.parametrize("votes", [VOTES, WIDE])
def test_both_forms_of_votes_say_the_same_and_the_last_vote_counts(tmp_path: Path, votes: bytes) -> None:
    statements, ballots = read(tmp_path, COMMENTS, votes)
    assert statements == [(7, "Three fields, at most", False), (8, "Paper", False), (9, "Rude", True)]
    assert ballots == [{0: -1, 1: 0}, {0: 1, 2: 1}]


def test_a_column_that_only_looks_like_a_number_is_no_statement(tmp_path: Path) -> None:
    votes = "participant,7,²,٣\n1,1,1,1\n".encode()
    assert read(tmp_path, COMMENTS, votes)[1] == [{0: 1}]


@pytest.mark.parametrize("name", ["brexit-consensus", "15-per-hour-seattle"])
def test_public_rounds_are_read_as_polis_counted_them(shared_data: Path, tmp_path: Path, name: str) -> None:
    """Sums of agree and disagree of each statement in comments.csv, and of each voter in participants-votes.csv."""
    folder = shared_data / "votes" / name
    comments = (folder / "comments.csv").read_bytes()
    found = read(tmp_path, comments, (folder / "votes.csv").read_bytes())[1]
    with (folder / "votes.csv").open() as file:
        rows = list(csv.DictReader(file))
    pairs = {(row["voter-id"], row["comment-id"]) for row in rows}
    assert sum(map(len, found)) == len(pairs)
    if name == "brexit-consensus":
        assert (len(rows), len(pairs)) == (5312, 5303)
    with (folder / "participants-votes.csv").open() as file:
        people = {int(row["participant"]): row for row in csv.DictReader(file)}
    wide = read(tmp_path, comments, (folder / "participants-votes.csv").read_bytes())[1]
    told = [
        (int(row["n-agree"]), int(row["n-disagree"]))
        for _who, row in sorted(people.items())
        if row["n-votes"] != "0"
    ]
    for ballots in (found, wide):
        got = [(list(each.values()).count(1), list(each.values()).count(-1)) for each in ballots]
        assert sorted(got) == sorted(told)


@pytest.mark.parametrize(
    ("comments", "votes", "field", "words"),
    [
        (b"", VOTES, "comments", "It needs the columns comment-id, comment-body"),
        (b"\xff\xfe\x00", VOTES, "comments", "no text in UTF-8"),
        (b"comment-id,comment-body\n1,\n", VOTES, "comments", "has no text"),
        (b"comment-id,comment-body\n1," + b"x" * 1001, VOTES, "comments", "more than 1,000 letters"),
        (b"comment-id,comment-body\n7,a\n7,b\n", VOTES, "comments", "stands there twice"),
        (b"comment-id,comment-body\n=1+1,a\n", VOTES, "comments", "is no number"),
        (b"comment-id,comment-body\n" + b"".join(b"%d,a\n" % n for n in range(1001)), VOTES, "comments", "More than 1,000"),
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
        (COMMENTS, b"comment-id,voter-id,vote\n" + b"".join(b"7,%d,1\n" % n for n in range(10_001)), "votes", "10,000 voters"),
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_refused_in_a_sentence(
    tmp_path: Path, comments: bytes, votes: bytes, field: str, words: str
) -> None:
    with pytest.raises(Refused) as refused:
        read(tmp_path, comments, b"" if field == "comments" else votes)
    assert words in str(refused.value)
