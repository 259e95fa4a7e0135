"""A learning record store that is asked: ``GET /statements`` (xAPI 1.0.3, Communication, 2.1.3), the oldest first.

``since`` speaks of when a statement was stored, not of when it happened. ``more`` leads to what follows and may be
relative; one that leads to another house is refused, it would get our key.
"""

from __future__ import annotations

import json
from base64 import b64encode
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any, Final
from urllib.parse import urlencode

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from takehold.evidence.facts import Behaviour, Recipe
from takehold.gather.facts.senders import NotTaken
from takehold.gather.sources.calling import Answer, Ask
from takehold.gather.sources.connecting import Blank, Connector, Page, Question, Strange
from takehold.gather.sources.moments import earlier, exact, of_utc
from takehold.gather.sources.paging import following
from takehold.gather.sources.xapi import receiver, statements


def ask(question: Question) -> Ask:
    """The first page of what was stored since a moment."""
    asked = {"ascending": "true", "limit": str(question.limit), "attachments": "false"}
    if question.since:
        asked["since"] = of_utc(question.since).isoformat().replace("+00:00", "Z")
    pair = f"{question.said.get('key', '')}:{question.secrets.get('secret', '')}"
    headers = {
        "Authorization": f"Basic {b64encode(pair.encode()).decode()}", "Accept": "application/json",
        "X-Experience-API-Version": question.said.get("version", "") or "1.0.3",
    }  # fmt: skip
    return Ask(f"{question.said['address'].rstrip('/')}/statements?{urlencode(asked)}", headers)


def page(asked: Ask, answer: Answer) -> Page:
    """The statements of an answer that can be counted, and the request for the next."""
    try:
        found = json.loads(answer.body)
        given, more = found["statements"], found.get("more") or ""
        if not isinstance(given, list) or not isinstance(more, str):
            raise TypeError
    except (ValueError, KeyError, TypeError) as error:
        raise Strange(_("The answer was not one of a learning record store, or broke off.")) from error
    return Page(tuple(each for each in given if _countable(each)), following(asked, more) if more else None)


def _countable(found: Any) -> bool:
    """Statements that could not be read elsewhere either are left out, as those are that count for nothing."""
    try:
        return bool(statements.statement(found, datetime.now(UTC)).verb)
    except NotTaken:
        return False


def identity(record: Mapping[str, Any]) -> str:
    """The statement's id."""
    return str(record["id"])


def stamp(record: Mapping[str, Any]) -> str:
    """When it was stored, in UTC."""
    if not record.get("stored"):
        raise Strange(
            _("Records come without “%(column)s”; without it nothing can be read.") % {"column": "stored"}
        )
    return exact(record["stored"])


def rows(records: Sequence[Mapping[str, Any]]) -> Sequence[dict[str, str]]:
    """Their columns, with the team instead of the person: all persons of a page are looked up at once."""
    now = datetime.now(UTC)
    return statements.columns([statements.statement(record, now) for record in records])


def recipe(behaviours: tuple[Behaviour, ...]) -> Recipe:
    """One row a step of an attempt."""
    return replace(receiver.recipe(settings.TIME_ZONE), behaviours=behaviours)


CONNECTOR: Final = Connector(
    kind="xapi",
    name="xAPI",
    blanks=(
        Blank("address", lazy("Address"), lazy("The endpoint of the learning record store, for example https://lrs.example.org/xapi")),
        Blank("key", lazy("Key"), lazy("The name under which this store lets us read.")),
        Blank("secret", lazy("Secret"), secret=True),
        Blank("version", lazy("Version"), lazy("1.0.3, or 2.0.0 where the store speaks only that."), default="1.0.3"),
    ),
    candidates=statements.COLUMNS,
    notes=receiver.RECEIVER.notes,
    ask=ask, page=page, identity=identity, stamp=stamp, earlier=earlier, rows=rows, recipe=recipe,
)  # fmt: skip
