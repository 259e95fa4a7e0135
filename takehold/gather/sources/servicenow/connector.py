"""ServiceNow's Table API: https://www.servicenow.com/docs (REST API, Table API), as of its public description.

Records are asked for in the order of ``sys_updated_on`` and from the last one seen, never by a deep offset: tables
answer at most 10,000 records and say nothing of the rest. Pages may be short or empty where the account may not see
a record; the ``Link`` header alone says whether more follow.
"""

from __future__ import annotations

import json
import re
from base64 import b64encode
from collections.abc import Mapping
from typing import Any, Final
from urllib.parse import parse_qs, urlencode, urlsplit

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from takehold.evidence.facts import Behaviour, Columns, Format, Recipe, Shape, Source
from takehold.gather.sources.calling import Answer, Ask, CallRefused
from takehold.gather.sources.connecting import (
    Blank,
    Connector,
    Door,
    Entry,
    History,
    Page,
    Question,
    Start,
    Strange,
    one_by_one,
)
from takehold.gather.sources.moments import PLAIN, earlier, plain
from takehold.gather.sources.paging import by_link, by_offset
from takehold.gather.sources.servicenow.audit import changes

RAW: Final = re.compile(r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d|true|false")
NAME: Final = re.compile(r"[a-z][a-z0-9_]{0,79}")
ALWAYS: Final = ("sys_id", "sys_updated_on")
CANDIDATES: Final = (
    "number", "opened_at", "assignment_group", "state", "category", "close_code", "reassignment_count",
    "reopen_count", "made_sla", "contact_type", "cmdb_ci", "knowledge",
)  # fmt: skip


def ask(question: Question) -> Ask:
    """The first page of what changed since a moment, the oldest change first."""
    table = question.said.get("table", "incident")
    if not NAME.fullmatch(table):
        raise CallRefused(_("A table is called by its name in ServiceNow, such as “incident”."))
    order = "ORDERBYsys_updated_on^ORDERBYsys_id"
    query = f"sys_updated_on>={question.since}^{order}" if question.since else order
    asked = {
        "sysparm_query": query,
        "sysparm_fields": ",".join(dict.fromkeys((*ALWAYS, *question.columns))),
        "sysparm_display_value": "all",
        "sysparm_exclude_reference_link": "true",
        "sysparm_limit": str(question.limit),
        "sysparm_offset": "0",
    }
    return request(question, table, asked)


def request(question: Question, table: str, asked: Mapping[str, str]) -> Ask:
    """A request for records of a table; with a client of OAuth the door brings the key."""
    headers = {"Accept": "application/json"}
    if not question.said.get("client"):
        if not question.said.get("user"):
            raise CallRefused(_("Enter the name of the account, or the client ID."))
        pair = f"{question.said['user']}:{question.secrets.get('password', '')}"
        headers["Authorization"] = f"Basic {b64encode(pair.encode()).decode()}"
    address = question.said["address"].rstrip("/")
    return Ask(f"{address}/api/now/table/{table}?{urlencode(asked)}", headers)


def entering(question: Question) -> Ask | None:
    """The request for a token that lasts half an hour (OAuth 2.0, client credentials); None without a client."""
    client = question.said.get("client", "")
    if not client:
        return None
    said = {
        "grant_type": "client_credentials", "client_id": client, "client_secret": question.secrets.get("password", ""),
    }  # fmt: skip
    headers = {"Accept": "application/json", "Content-Type": "application/x-www-form-urlencoded"}
    address = question.said["address"].rstrip("/")
    return Ask(f"{address}/oauth_token.do", headers, "POST", urlencode(said).encode())


def door(_question: Question, answer: Answer) -> Door:
    """The token."""
    try:
        return Door({"Authorization": f"Bearer {json.loads(answer.body)['access_token']}"})
    except (ValueError, KeyError, TypeError) as error:
        raise Strange(_("ServiceNow gave no token for this client.")) from error


def page(asked: Ask, answer: Answer) -> Page:
    """The records of an answer, and the request for the next."""
    try:
        records = json.loads(answer.body)["result"]
        if not isinstance(records, list) or not all(isinstance(each, dict) for each in records):
            raise TypeError
    except (ValueError, KeyError, TypeError) as error:
        raise Strange(_("The answer was not one of ServiceNow's tables, or broke off.")) from error
    total = answer.headers.get("x-total-count", "")
    step = int(parse_qs(urlsplit(asked.url).query).get("sysparm_limit", ["1"])[0])
    following = by_link(asked, answer.headers) or by_offset(
        asked, parameter="sysparm_offset", step=step, total=int(total) if total.isdigit() else None
    )
    return Page(tuple(records), following)


def row(record: Mapping[str, Any]) -> dict[str, str]:
    """Each column as it is read on a screen; moments and yes or no as they are stored."""
    return {name: _plain(value) for name, value in record.items()}


def _plain(value: Any) -> str:
    if isinstance(value, Mapping):
        stored = str(value.get("value") or "")
        return stored if RAW.fullmatch(stored) else str(value.get("display_value") or stored)
    return "" if value is None else str(value)


def identity(record: Mapping[str, Any]) -> str:
    """The record's ``sys_id``."""
    return _known(record, "sys_id")


def stamp(record: Mapping[str, Any]) -> str:
    """When it was last changed, in UTC."""
    return plain(_known(record, "sys_updated_on"))


def _known(record: Mapping[str, Any], name: str) -> str:
    found = _plain(record.get(name))
    if not found:
        raise Strange(
            _("Records come without “%(column)s”; without it nothing can be read.") % {"column": name}
        )
    return found


def recipe(behaviours: tuple[Behaviour, ...]) -> Recipe:
    """One row a ticket, as it stands; a later state of a ticket corrects the earlier."""
    source = Source(Format.JSONL, Shape.CASES, missing=("",), timestamps=PLAIN, timezone="UTC")
    return Recipe(source, Columns(case="number", at="opened_at", team="assignment_group"), behaviours)


def start(_question: Question, record: Mapping[str, Any]) -> Start:
    """A ticket as its table gives it."""
    known = row(record)
    return Start(known["number"], plain(known["opened_at"]), known["state"], known["assignment_group"])


CONNECTOR: Final = Connector(
    kind="servicenow",
    name="ServiceNow",
    blanks=(
        Blank("address", lazy("Address"), lazy("For example https://hospital.service-now.com")),
        Blank("user", lazy("Name of the account"), lazy("An account that may only read this table."), required=False),
        Blank("client", lazy("Client ID"), lazy("Instead of an account, where ServiceNow has a client of OAuth for it (client credentials)."), required=False),
        Blank("password", lazy("Password of the account, or secret of the client"), secret=True),
        Blank("table", lazy("Table"), lazy("Such as incident or sc_task."), default="incident"),
    ),
    candidates=CANDIDATES,
    notes=(
        lazy("Give the account the time zone GMT: ServiceNow reads the moments we ask for in the account's own zone."),
        lazy("Records that the account may not see are not counted, and ServiceNow does not tell us that they are there."),
        lazy("No names and no texts of tickets are asked for, only the columns that the behaviours need."),
    ),
    ask=ask, page=page, identity=identity, stamp=stamp, earlier=earlier, rows=one_by_one(row), recipe=recipe,
    entry=Entry(entering, door),
    history=History(
        columns=lambda _said: ("number", "opened_at", "state", "assignment_group"), step=100, timestamps=PLAIN, start=start,
        changes=lambda question, records, get: changes(
            question, [identity(each) for each in records], get, asking=request, reading=page
        ),
        note=lazy("The account also has to read the tables sys_audit, sys_choice and sys_user_group. Only what is audited there is known."),
    ),
)  # fmt: skip
