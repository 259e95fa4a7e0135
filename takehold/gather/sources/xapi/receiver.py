"""Statements that a learning system sends, as to a learning record store: ``POST /xapi/statements``."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import datetime
from typing import Final

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from takehold.evidence import library
from takehold.evidence.facts import Columns, Format, Recipe, Shape, Source
from takehold.gather.facts.senders import Arrived, NotTaken, Wrong
from takehold.gather.sources.receiving import MOST_AT_ONCE, Headers, Receiver
from takehold.gather.sources.xapi import statements

VERSION_HEADER: Final = "x-experience-api-version"
VERSIONS: Final = ("1.0", "2.0")
BEHAVIOURS: Final = ("training-completed", "training-passed")


def read(headers: Headers, body: bytes, now: datetime) -> tuple[Arrived, ...]:
    """The statements of one call; all of them or, with ``NotTaken``, none. Those that are not counted have no columns."""
    version = headers.get(VERSION_HEADER, "")
    if version != "1.0" and not version.startswith(tuple(f"{each}." for each in VERSIONS)):
        raise NotTaken(Wrong.VERSION, version[:20])
    if headers.get("content-type", "").split(";")[0].strip().lower() != "application/json":
        raise NotTaken(Wrong.FORM)
    try:
        found = json.loads(body.decode())
    except (ValueError, RecursionError) as error:
        raise NotTaken(Wrong.UNREADABLE) from error
    several = isinstance(found, list)
    given = found if several else [found]
    if len(given) > MOST_AT_ONCE:
        raise NotTaken(Wrong.MANY)
    said = [
        statements.statement(each, now, f"[{n}]" if several else "") for n, each in enumerate(given)
    ]  # all are read before any is kept
    plain = {each["event"]: each for each in statements.columns([one for one in said if one.verb])}
    return tuple(Arrived(each.id, plain.get(each.id, {}) if each.verb else {}) for each in said)


def proposal(_columns: Sequence[str], zone: str) -> Recipe:
    """Its columns are always the same."""
    return recipe(zone)


def recipe(zone: str) -> Recipe:
    """One row a step of an attempt."""
    source = Source(Format.JSONL, Shape.EVENTS, missing=("",), timezone=zone)
    return Recipe(source, Columns(case="attempt", activity="verb", at="time", team="team", id="event"))


def ready() -> Recipe:
    """With everything that is counted from it."""
    mapping = recipe(settings.TIME_ZONE)
    counted = (library.bound(library.entry(key), mapping, statements.COLUMNS) for key in BEHAVIOURS)
    return Recipe(mapping.source, mapping.columns, tuple(counted))


RECEIVER: Final = Receiver(
    kind="xapi",
    name=_("A learning system (xAPI)"),
    notes=(
        _("Counted are trainings that are begun and completed, and tests that are passed or failed, by team."),
        _("Who learned is looked up in the list of people on arrival, for the team alone, and dropped: no name, no address and no account is kept."),
        _("Whoever is not in the list of people counts as outside."),
        _("Begun and completed trainings are counted only where the system sends the registration of the attempt."),
    ),
    read=read, proposal=proposal, identity="event", ready=ready, route="gather:statements", outside=statements.OUTSIDE,
)  # fmt: skip
