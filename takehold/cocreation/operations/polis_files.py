"""Statements and votes as Polis exports them: ``comments.csv``, and ``votes.csv`` or ``participants-votes.csv``.

https://compdemocracy.org/export: agree is 1, disagree -1, pass 0; ``moderated`` is -1 for a statement that was taken out. The
last vote of a voter on a statement counts: rows are ordered by their timestamp where they have one.
"""

from __future__ import annotations

import csv
import io
import unicodedata
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from django.utils.translation import gettext as _

from takehold.initiatives.facts import Invalid

LARGEST: Final = 20_000_000
MOST_VOTES, MOST_VOTERS, MOST_STATEMENTS, LONGEST = 1_500_000, 10_000, 1_000, 1_000
COMMENTS, VOTES = "comments", "votes"
CHOICES: Final = {"1": 1, "-1": -1, "0": 0, "1.0": 1, "-1.0": -1, "0.0": 0}


@dataclass(frozen=True, slots=True)
class Brought:
    """What two files hold: statements as (number there, text, whether it was taken out), and what each voter said last to
    which of them, by place; the voters' own numbers are forgotten."""

    statements: tuple[tuple[int, str, bool], ...]
    ballots: tuple[dict[int, int], ...]


def read(comments: bytes, votes: bytes) -> Brought:
    """Both files. Raises ``Invalid`` at ``comments`` or ``votes``: what is wrong, in a sentence; nothing was kept."""
    statements = _statements(comments)
    place = {number: at for at, (number, _text, _out) in enumerate(statements)}
    ballots = _ballots(votes, place)
    return Brought(statements, tuple(ballots[voter] for voter in sorted(ballots)))


def _statements(content: bytes) -> tuple[tuple[int, str, bool], ...]:
    found: dict[int, tuple[str, bool]] = {}
    for row in _rows(content, COMMENTS, ("comment-id", "comment-body")):
        number = _number(row["comment-id"], COMMENTS)
        text = " ".join("".join(each for each in row["comment-body"] or "" if _seen(each)).split())
        if not text or len(text) > LONGEST:
            told = _("Statement {number} has no text, or more than {most} letters.")
            raise Invalid(COMMENTS, told.format(number=number, most=LONGEST))
        if number in found:
            raise Invalid(COMMENTS, _("Statement {number} stands there twice.").format(number=number))
        found[number] = (text, (row.get("moderated") or "").strip() == "-1")
        if len(found) > MOST_STATEMENTS:
            raise Invalid(
                COMMENTS, _("More than {most} statements are not taken.").format(most=MOST_STATEMENTS)
            )
    if not found:
        raise Invalid(COMMENTS, _("There is no statement in it."))
    return tuple((number, *found[number]) for number in sorted(found))


def _ballots(content: bytes, place: dict[int, int]) -> dict[int, dict[int, int]]:
    head = _text(content, VOTES).partition("\n")[0]
    rows = _wide(content) if "participant" in head.split(",") else _long(content)
    found: dict[int, dict[int, int]] = {}
    for n, (voter, statement, choice) in enumerate(rows):
        if n >= MOST_VOTES:
            raise Invalid(VOTES, _("More than {most} votes are not taken.").format(most=MOST_VOTES))
        if statement not in place:
            told = _("There is a vote on statement {number}, which the other file does not have.")
            raise Invalid(VOTES, told.format(number=statement))
        found.setdefault(voter, {})[place[statement]] = choice
        if len(found) > MOST_VOTERS:
            raise Invalid(VOTES, _("More than {most} voters are not taken.").format(most=MOST_VOTERS))
    if not found:
        raise Invalid(VOTES, _("There is no vote in it."))
    return found


def _long(content: bytes) -> Iterator[tuple[int, int, int]]:
    """One row a vote, put in order of time."""
    rows = [
        (
            _number(row["timestamp"], VOTES) if row.get("timestamp") else 0,
            at,
            _number(row["voter-id"], VOTES),
            _number(row["comment-id"], VOTES),
            _choice(row["vote"]),
        )
        for at, row in enumerate(_rows(content, VOTES, ("comment-id", "voter-id", "vote")))
    ]
    for _when, _at, voter, statement, choice in sorted(rows):
        yield voter, statement, choice


def _wide(content: bytes) -> Iterator[tuple[int, int, int]]:
    """One row a voter, one column a statement; what was not voted on is empty."""
    for row in _rows(content, VOTES, ("participant",)):
        voter = _number(row["participant"], VOTES)
        for name, said in row.items():
            if _is_number(name) and said.strip():
                yield voter, _number(name, VOTES), _choice(said)


def _rows(content: bytes, field: str, needed: tuple[str, ...]) -> Iterator[dict[str, str]]:
    text = _text(content, field)
    try:
        reader = csv.DictReader(io.StringIO(text, newline=""), strict=True)
        names = [each.strip() for each in reader.fieldnames or ()]
        if any(names.count(each) != 1 for each in needed) or len(names) > MOST_STATEMENTS + 20:
            told = _("It needs the columns {names}, as Polis exports them.")
            raise Invalid(field, told.format(names=", ".join(needed)))
        numbers = Counter(_number(each, field) for each in names if _is_number(each))
        if numbers and numbers.most_common(1)[0][1] > 1:
            told = _("Statement {number} stands there twice.")
            raise Invalid(field, told.format(number=numbers.most_common(1)[0][0]))
        reader.fieldnames = names
        for at, row in enumerate(reader):
            if at > MOST_VOTES or None in row or None in row.values():
                raise Invalid(
                    field, _("Line {line} has more or fewer columns than the first.").format(line=at + 2)
                )
            yield row
    except csv.Error as error:
        raise Invalid(field, _("It is no CSV that can be read: {why}").format(why=error)) from error


def _text(content: bytes, field: str) -> str:
    if len(content) > LARGEST:
        raise Invalid(field, _("The file is larger than 20 MB."))
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise Invalid(field, _("It is no text in UTF-8. Export it from Polis once more.")) from error
    if "\0" in text:
        raise Invalid(field, _("It is no text in UTF-8. Export it from Polis once more."))
    return text


def _number(text: str, field: str) -> int:
    said = (text or "").strip()
    if not _is_number(said) or len(said) > 15:
        raise Invalid(field, _("“{text}” is no number where one is needed.").format(text=said[:40]))
    return int(said)


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdigit()


def _choice(text: str) -> int:
    found = CHOICES.get((text or "").strip())
    if found is None:
        raise Invalid(
            VOTES, _("“{text}” is no vote: 1 agrees, -1 disagrees, 0 passes.").format(text=text[:40])
        )
    return found


def _seen(letter: str) -> bool:
    return letter in "\n\t" or unicodedata.category(letter) not in ("Cc", "Cs", "Cf")
