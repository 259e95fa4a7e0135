"""Inside the sandbox: statements and votes as Polis exports them: ``comments.csv``, and ``votes.csv`` or
``participants-votes.csv``.

https://compdemocracy.org/export: agree is 1, disagree -1, pass 0; ``moderated`` is -1 for a statement that was taken out. The
last vote of a voter on a statement counts: rows are ordered by their timestamp where they have one.
"""

from __future__ import annotations

import csv
import io
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Final

from takehold.evidence.limits import Limits, Refused

MOST_VOTES, MOST_VOTERS, MOST_STATEMENTS, LONGEST = 1_500_000, 10_000, 1_000, 1_000
COMMENTS, VOTES = "comments", "votes"
CHOICES: Final = {"1": 1, "-1": -1, "0": 0, "1.0": 1, "-1.0": -1, "0.0": 0}


def perform(
    files: Sequence[str],
    request: Mapping[str, Any],
    scratch: str,
    limits: Limits,
    report: Callable[[float], None],
) -> dict[str, Any]:
    """What one file holds. ``request``: ``part``, comments or votes; for votes ``numbers``, those of the statements.

    Returns:
        ``statements``: [number there, text, whether it was taken out], by number; or ``ballots``: of each voter pairs of
        the place of a statement and the choice, and nothing by which the voter was called there.

    Raises:
        Refused: what is wrong, in a sentence.
    """
    content = Path(files[0]).read_bytes()
    if request["part"] == COMMENTS:
        return {"statements": _statements(content)}
    place = {int(number): at for at, number in enumerate(request["numbers"])}
    ballots = _ballots(content, place)
    return {"ballots": [list(ballots[voter].items()) for voter in sorted(ballots)]}


def _statements(content: bytes) -> list[tuple[int, str, bool]]:
    found: dict[int, tuple[str, bool]] = {}
    for row in _rows(content, ("comment-id", "comment-body")):
        number = _number(row["comment-id"])
        text = " ".join("".join(each for each in row["comment-body"] or "" if _seen(each)).split())
        if not text or len(text) > LONGEST:
            raise Refused(
                "Statement {number} has no text, or more than {most} letters.",
                number=str(number),
                most=LONGEST,
            )
        if number in found:
            raise Refused("Statement {number} stands there twice.", number=str(number))
        found[number] = (text, (row.get("moderated") or "").strip() == "-1")
        if len(found) > MOST_STATEMENTS:
            raise Refused("More than {most} statements are not taken.", most=MOST_STATEMENTS)
    if not found:
        raise Refused("There is no statement in it.")
    return [(number, *found[number]) for number in sorted(found)]


def _ballots(content: bytes, place: Mapping[int, int]) -> dict[int, dict[int, int]]:
    head = _text(content).partition("\n")[0]
    rows = _wide(content) if "participant" in head.split(",") else _long(content)
    found: dict[int, dict[int, int]] = {}
    for n, (voter, statement, choice) in enumerate(rows):
        if n >= MOST_VOTES:
            raise Refused("More than {most} votes are not taken.", most=MOST_VOTES)
        if statement not in place:
            raise Refused(
                "There is a vote on statement {number}, which the other file does not have.",
                number=str(statement),
            )
        found.setdefault(voter, {})[place[statement]] = choice
        if len(found) > MOST_VOTERS:
            raise Refused("More than {most} voters are not taken.", most=MOST_VOTERS)
    if not found:
        raise Refused("There is no vote in it.")
    return found


def _long(content: bytes) -> Iterator[tuple[int, int, int]]:
    """One row a vote, put in order of time."""
    rows = [
        (
            _number(row["timestamp"]) if row.get("timestamp") else 0,
            at,
            _number(row["voter-id"]),
            _number(row["comment-id"]),
            _choice(row["vote"]),
        )
        for at, row in enumerate(_rows(content, ("comment-id", "voter-id", "vote")))
    ]
    for _when, _at, voter, statement, choice in sorted(rows):
        yield voter, statement, choice


def _wide(content: bytes) -> Iterator[tuple[int, int, int]]:
    """One row a voter, one column a statement; what was not voted on is empty."""
    for row in _rows(content, ("participant",)):
        voter = _number(row["participant"])
        for name, said in row.items():
            if _is_number(name) and said.strip():
                yield voter, _number(name), _choice(said)


def _rows(content: bytes, needed: tuple[str, ...]) -> Iterator[dict[str, str]]:
    try:
        reader = csv.DictReader(io.StringIO(_text(content), newline=""), strict=True)
        names = [each.strip() for each in reader.fieldnames or ()]
        _head(names, needed)
        reader.fieldnames = names
        for at, row in enumerate(reader):
            if at > MOST_VOTES or None in row or None in row.values():
                raise Refused("Line {line} has more or fewer columns than the first.", line=at + 2)
            yield row
    except csv.Error as error:
        raise Refused("It is no CSV that can be read: {why}", why=str(error)) from error


def _head(names: Sequence[str], needed: tuple[str, ...]) -> None:
    """Each column that is needed stands there once, and each statement's."""
    if any(names.count(each) != 1 for each in needed) or len(names) > MOST_STATEMENTS + 20:
        raise Refused("It needs the columns {names}, as Polis exports them.", names=", ".join(needed))
    numbers = Counter(_number(each) for each in names if _is_number(each))
    for number, many in numbers.most_common(1):
        if many > 1:
            raise Refused("Statement {number} stands there twice.", number=str(number))


def _text(content: bytes) -> str:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise Refused("It is no text in UTF-8. Export it from Polis once more.") from error
    if "\0" in text:
        raise Refused("It is no text in UTF-8. Export it from Polis once more.")
    return text


def _number(text: str) -> int:
    said = (text or "").strip()
    if not _is_number(said) or len(said) > 15:
        raise Refused("“{text}” is no number where one is needed.", text=said[:40])
    return int(said)


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdigit()


def _choice(text: str) -> int:
    found = CHOICES.get((text or "").strip())
    if found is None:
        raise Refused("“{text}” is no vote: 1 agrees, -1 disagrees, 0 passes.", text=text[:40])
    return found


def _seen(letter: str) -> bool:
    return letter in "\n\t" or unicodedata.category(letter) not in ("Cc", "Cs", "Cf")
