"""Zammad: https://docs.zammad.org/en/latest/api/ticket/index.html (search, history).

``expand=true`` gives names instead of numbers. A page has at most 200 tickets, whatever is asked for, and nothing tells
how many there are: it is over when a page is empty. The search answers from an index that lags some seconds behind and
reaches 10,000 tickets deep; a reading begins some minutes before the last one ended, and goes on from the last moment.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from typing import Any, Final
from urllib.parse import urlencode

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from takehold.evidence.facts import Behaviour, Columns, Format, Recipe, Shape, Source
from takehold.gather.sources.calling import Answer, Ask
from takehold.gather.sources.connecting import (
    Blank,
    Change,
    Connector,
    Get,
    History,
    Page,
    Question,
    Start,
    Strange,
    one_by_one,
)
from takehold.gather.sources.history import GROUP, STATE
from takehold.gather.sources.moments import EXACT, PLAIN, earlier, exact, of_utc
from takehold.gather.sources.paging import by_page

MOMENT: Final = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z")
CANDIDATES: Final = (
    "number", "created_at", "group", "state", "priority", "made_sla", "close_at", "article_count", "type",
)  # fmt: skip


def ask(question: Question) -> Ask:
    """The first page of what changed since a moment, the oldest change first."""
    since = (
        of_utc(question.since).strftime("%Y-%m-%dT%H:%M:%S.%f")[:-3]
        if question.since
        else "1970-01-01T00:00:00.000"
    )
    wanted = {
        "query": f"updated_at:[{since}Z TO *]", "sort_by": "updated_at", "order_by": "asc", "expand": "true",
        "per_page": str(question.limit), "page": "1",
    }  # fmt: skip
    address = question.said["address"].rstrip("/")
    return Ask(f"{address}/api/v1/tickets/search?{urlencode(wanted)}", headers(question))


def headers(question: Question) -> dict[str, str]:
    """What shows who asks."""
    return {
        "Authorization": f"Token token={question.secrets.get('token', '')}", "Accept": "application/json",
    }  # fmt: skip


def page(asking: Ask, answer: Answer) -> Page:
    """The tickets of an answer, and the request for the next."""
    try:
        records = json.loads(answer.body)
        if not isinstance(records, list) or not all(isinstance(each["id"], int) for each in records):
            raise TypeError
    except (ValueError, KeyError, TypeError) as error:
        raise Strange(_("The answer was not a list of Zammad's, or broke off.")) from error
    return Page(tuple(records), by_page(asking, parameter="page", came=len(records)))


def identity(record: Mapping[str, Any]) -> str:
    """The ticket's number inside Zammad."""
    return str(record["id"])


def stamp(record: Mapping[str, Any]) -> str:
    """When it was last changed, in UTC."""
    if not record.get("updated_at"):
        raise Strange(
            _("Records come without “%(column)s”; without it nothing can be read.") % {"column": "updated_at"}
        )
    return exact(record["updated_at"])


def row(record: Mapping[str, Any]) -> dict[str, str]:
    """Each column as it is read on a screen; moments in UTC, states with a capital letter, ``open`` by what it means."""
    found = {name: _plain(value) for name, value in record.items()}
    if "state" in found:
        found["state"] = _state(found["state"])
    if "close_diff_in_min" in record:
        spare = record["close_diff_in_min"]
        found["made_sla"] = "" if spare is None else ("true" if spare >= 0 else "false")
    return found


def _plain(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list | Mapping):
        return ""
    said = str(value)
    return of_utc(exact(said)).strftime(PLAIN) if MOMENT.fullmatch(said) else said


def _state(said: str) -> str:
    return "In Progress" if said == "open" else said[:1].upper() + said[1:]


def recipe(behaviours: tuple[Behaviour, ...]) -> Recipe:
    """One row a ticket, as it stands; a later state of a ticket corrects the earlier."""
    source = Source(Format.JSONL, Shape.CASES, missing=("",), timestamps=PLAIN, timezone="UTC")
    return Recipe(source, Columns(case="number", at="created_at", team="group"), behaviours)


def start(_question: Question, record: Mapping[str, Any]) -> Start:
    """A ticket as the list gives it."""
    plain = row(record)
    return Start(
        plain.get("number", ""),
        exact(record.get("created_at")),
        plain.get("state", ""),
        plain.get("group", ""),
    )


def changes(
    question: Question, records: Sequence[Mapping[str, Any]], get: Get
) -> Mapping[str, Sequence[Change]]:
    """The changes of state and group of these tickets, one call each."""
    address = question.said["address"].rstrip("/")
    return {
        identity(each): get(Ask(f"{address}/api/v1/ticket_history/{each['id']}", headers(question)), _read)
        for each in records
    }


def _read(_asked: Ask, answer: Answer) -> tuple[Change, ...]:
    """Who did it stands in the answer too, and is not looked at."""
    try:
        steps = [
            each for each in json.loads(answer.body)["history"]
            if each.get("object") == "Ticket" and each.get("type") == "updated" and each.get("attribute") in (STATE, GROUP)
        ]  # fmt: skip
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise Strange(_("The answer was not a history of Zammad's, or broke off.")) from error
    found = []
    for each in steps:
        at, what = exact(each.get("created_at")), str(each["attribute"])
        old, new = str(each.get("value_from") or ""), str(each.get("value_to") or "")
        if what == STATE:
            old, new = _state(old), _state(new)
        found.append(Change(str(each.get("id") or f"{what}-{at}"), at, what, old, new))
    return tuple(sorted(found, key=lambda each: each.at))


CONNECTOR: Final = Connector(
    kind="zammad",
    name="Zammad",
    blanks=(
        Blank("address", lazy("Address"), lazy("For example https://helpdesk.hospital.org")),
        Blank("token", lazy("Access token"), lazy("Made in the profile of an agent who may only read, with the permission ticket.agent."), secret=True),
    ),
    candidates=CANDIDATES,
    notes=(
        lazy("Only tickets of groups that the agent may read come; give the agent read access to each group that is counted."),
        lazy("The search of Zammad needs its search index (Elasticsearch); without it nothing is found by the time of change."),
        lazy("Zammad's “open” is called In Progress here, as in the ready behaviours."),
        lazy("Zammad sends who wrote and whose ticket it is along with each ticket; that is dropped before anything is kept."),
    ),
    ask=ask, page=page, identity=identity, stamp=stamp, earlier=earlier, rows=one_by_one(row), recipe=recipe, largest=200,
    history=History(
        columns=lambda _said: ("number", "created_at", "state", "group"), step=50, timestamps=EXACT, start=start, changes=changes,
        note=lazy("Zammad is asked once for each ticket that changed; the first reading of many tickets takes a while."),
    ),
)  # fmt: skip
