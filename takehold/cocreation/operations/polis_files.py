"""Two files of a round that was held with Polis, read in a throw-away process: what comes out of it is looked at again."""

from __future__ import annotations

import tempfile
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Final

from django.utils import translation
from django.utils.translation import gettext as _

from takehold.evidence.limits import DEFAULT_LIMITS, Refused
from takehold.evidence.polis import CHOICES, COMMENTS, LONGEST, MOST_STATEMENTS, MOST_VOTERS, VOTES
from takehold.evidence.sandbox import run, workshop
from takehold.evidence.sentences import told
from takehold.initiatives.facts import Invalid

LARGEST: Final = 20_000_000
LIMITS: Final = replace(DEFAULT_LIMITS, upload=LARGEST, cpu=30)


@dataclass(frozen=True, slots=True)
class Brought:
    """What two files hold: statements as (number there, text, whether it was taken out), and what each voter said last to
    which of them, by place; the voters' own numbers are forgotten."""

    statements: tuple[tuple[int, str, bool], ...]
    ballots: tuple[dict[int, int], ...]


def read(comments: bytes, votes: bytes) -> Brought:
    """Both files. Raises ``Invalid`` at ``comments`` or ``votes``: what is wrong, in a sentence; nothing was kept."""
    found = _read(COMMENTS, comments)["statements"]
    statements = tuple((int(number), str(text), bool(out)) for number, text, out in found)
    numbers = [number for number, _text, _out in statements]
    ballots = _read(VOTES, votes, numbers=numbers)["ballots"]
    brought = Brought(
        statements, tuple({int(at): int(choice) for at, choice in ballot} for ballot in ballots)
    )
    _sound(brought)
    return brought


def _read(part: str, content: bytes, **more: Any) -> Mapping[str, Any]:
    if len(content) > LARGEST:
        raise Invalid(part, _("The file is larger than 20 MB."))
    try:
        with workshop() as scratch, tempfile.NamedTemporaryFile() as file:
            file.write(content)
            file.flush()
            return run("polis", [Path(file.name)], {"part": part, **more}, scratch, limits=LIMITS)
    except Refused as refused:
        raise Invalid(part, told(refused.sentence, translation)) from refused


def _sound(found: Brought) -> None:
    """The process has read a hostile file: what it hands over must be what was asked for."""
    places, choices = range(len(found.statements)), set(CHOICES.values())
    right = (
        0 < len(found.statements) <= MOST_STATEMENTS
        and 0 < len(found.ballots) <= MOST_VOTERS
        and all(
            text and len(text) <= LONGEST and "\0" not in text for _number, text, _out in found.statements
        )
        and all(
            at in places and choice in choices for ballot in found.ballots for at, choice in ballot.items()
        )
    )
    if not right:
        raise Invalid(
            VOTES,
            _(
                "Reading the file gave a result that does not add up, so nothing was kept. "
                "Please report this, with the file if you may."
            ),
        )
