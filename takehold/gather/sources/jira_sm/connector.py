"""Jira Cloud and Jira Service Management: https://developer.atlassian.com/cloud/jira/platform/rest/v3/ (issue search).

``/rest/api/3/search/jql`` answers ids alone unless fields are named, tells no total, and names the next page by a token
that it leaves out on the last page and forgets after some days. Moments in its language are read in the account's zone,
unless they are given in milliseconds since 1970, as here. What was changed a moment ago may not be found yet: a
reading begins some minutes before the last one ended.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any, Final
from urllib.parse import urlencode

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from takehold.evidence.facts import Behaviour, Columns, Format, Recipe, Shape, Source
from takehold.gather.sources.calling import Answer, Ask, CallRefused
from takehold.gather.sources.connecting import (
    Blank,
    Connector,
    History,
    Page,
    Question,
    Said,
    Stale,
    Strange,
    one_by_one,
)
from takehold.gather.sources.jira_sm.changelog import changes, headers, start, team_field
from takehold.gather.sources.moments import EXACT, PLAIN, earlier, exact, of_utc
from takehold.gather.sources.paging import asked, by_token

PROJECT: Final = re.compile(r"[A-Z][A-Z0-9_]{1,79}")
MOMENT: Final = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d+[+-]\d\d:?\d\d")
ONWARD: Final = "nextPageToken"
CANDIDATES: Final = (
    "key", "created", "project", "status", "priority", "resolution", "issuetype", "components", "fixVersions", "labels",
    "parent",
)  # fmt: skip


def ask(question: Question) -> Ask:
    """The first page of what changed since a moment, the oldest change first."""
    projects = [each.strip() for each in question.said.get("projects", "").split(",") if each.strip()]
    if not projects or not all(PROJECT.fullmatch(each) for each in projects):
        raise CallRefused(_("A project is called by its key in Jira, such as ITSM."))
    since = int(of_utc(question.since).timestamp()) * 1000 if question.since else 0
    bound = f" AND updated >= {since}" if since else ""
    named = ", ".join(f'"{each}"' for each in projects)
    wanted = {
        "jql": f"project in ({named}){bound} ORDER BY updated ASC, key ASC",
        "fields": ",".join(dict.fromkeys(("updated", *(each for each in question.columns if each != "key")))),
        "maxResults": str(question.limit),
    }
    address = question.said["address"].rstrip("/")
    return Ask(f"{address}/rest/api/3/search/jql?{urlencode(wanted)}", headers(question))


def accepts(asking: Ask, answer: Answer) -> bool:
    """A 400 on a further page says that its token is not known any more."""
    return answer.status == 200 or (answer.status == 400 and ONWARD in asked(asking))


def page(asking: Ask, answer: Answer) -> Page:
    """The issues of an answer, and the request for the next."""
    if answer.status == 400:
        raise Stale
    try:
        found = json.loads(answer.body)
        records = found["issues"]
        if not all(isinstance(each["fields"], dict) for each in records):
            raise TypeError
    except (ValueError, KeyError, TypeError) as error:
        raise Strange(_("The answer was not a list of Jira's, or broke off.")) from error
    token = "" if found.get("isLast") is True else str(found.get(ONWARD) or "")
    return Page(tuple(records), by_token(asking, parameter=ONWARD, token=token))


def identity(record: Mapping[str, Any]) -> str:
    """The issue's number inside Jira, which stays when it is moved."""
    return str(record.get("id") or record.get("key"))


def stamp(record: Mapping[str, Any]) -> str:
    """When it was last changed, in UTC."""
    if not record["fields"].get("updated"):
        raise Strange(
            _("Records come without “%(column)s”; without it nothing can be read.") % {"column": "updated"}
        )
    return exact(record["fields"]["updated"])


def row(record: Mapping[str, Any]) -> dict[str, str]:
    """Each field as it is read on a screen; moments in UTC. A field that holds a person stays empty."""
    return {
        "key": str(record.get("key", "")),
        **{name: _plain(value) for name, value in record["fields"].items()},
    }


def _plain(value: Any) -> str:
    if value is None or (isinstance(value, Mapping) and "accountId" in value):
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list):
        return ", ".join(filter(None, map(_plain, value)))
    if isinstance(value, Mapping):
        if "completedCycles" in value:
            return _kept(value["completedCycles"])
        return str(value.get("name") or value.get("value") or value.get("key") or "")
    said = str(value)
    return of_utc(exact(said)).strftime(PLAIN) if MOMENT.fullmatch(said) else said


def _kept(cycles: Any) -> str:
    """A time that was agreed: kept in each of its cycles, or not; empty while none is over."""
    if not cycles:
        return ""
    return "false" if any(each.get("breached") for each in cycles) else "true"


def recipe(behaviours: tuple[Behaviour, ...]) -> Recipe:
    """One row an issue, as it stands; a later state of an issue corrects the earlier."""
    source = Source(Format.JSONL, Shape.CASES, missing=("",), timestamps=PLAIN, timezone="UTC")
    return Recipe(source, Columns(case="key", at="created", team="project"), behaviours)


def settled(mapping: Recipe, said: Said) -> Recipe:
    """With the field that holds the team here."""
    return replace(mapping, columns=replace(mapping.columns, team=team_field(said)))


CONNECTOR: Final = Connector(
    kind="jira_sm",
    name="Jira Service Management",
    blanks=(
        Blank("address", lazy("Address"), lazy("For example https://hospital.atlassian.net")),
        Blank("user", lazy("E-mail address of the account"), lazy("An account that may only browse these projects.")),
        Blank("token", lazy("Its API token"), lazy("Made under Security in the settings of the Atlassian account."), secret=True),
        Blank("projects", lazy("Keys of the projects"), lazy("With commas between, such as ITSM, HR.")),
        Blank("team", lazy("Field that holds the team"), lazy("project, components, or a field of yours such as customfield_10001."), default="project"),
    ),
    candidates=CANDIDATES,
    notes=(
        lazy("Jira finds a change only some moments after it was made; each reading begins five minutes before the last one ended, so none is missed."),
        lazy("Moments are asked for so that the time zone of the account does not matter."),
        lazy("Issues that the account may not browse do not come, and Jira does not tell us that they are there."),
        lazy("No names and no texts are asked for, only the fields that the behaviours need. A field that holds a person stays empty."),
    ),
    ask=ask, page=page, identity=identity, stamp=stamp, earlier=earlier, rows=one_by_one(row), recipe=recipe, accepts=accepts,
    settled=settled, largest=100,
    history=History(
        columns=lambda said: ("key", "created", "status", team_field(said)), step=100, timestamps=EXACT,
        start=lambda question, record: start(question, row(record), record["fields"]), changes=changes,
        note=lazy("Jira tells the history of 100 issues in one call."),
    ),
)  # fmt: skip
