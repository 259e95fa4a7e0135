"""How issues went: ``/rest/api/3/changelog/bulkfetch``, asked for two fields of up to 1,000 issues at once.

It pages by a token of its own and may tell of one issue on several pages. Who changed something is not read.
"""

from __future__ import annotations

import json
import re
from base64 import b64encode
from collections.abc import Mapping, Sequence
from typing import Any, Final

from django.utils.translation import gettext as _

from takehold.gather.sources.calling import Answer, Ask, CallRefused
from takehold.gather.sources.connecting import Change, Get, Question, Said, Start, Strange
from takehold.gather.sources.history import GROUP, STATE
from takehold.gather.sources.moments import exact

FIELD: Final = re.compile(r"[A-Za-z][A-Za-z0-9_]{0,79}")
LARGEST: Final = 1000
MOST: Final = 1000


def headers(question: Question) -> dict[str, str]:
    """What shows who asks."""
    pair = f"{question.said.get('user', '')}:{question.secrets.get('token', '')}"
    return {"Authorization": f"Basic {b64encode(pair.encode()).decode()}", "Accept": "application/json"}


def team_field(said: Said) -> str:
    """The field that holds the team. Raises ``CallRefused``."""
    found = said.get("team", "").strip() or "project"
    if not FIELD.fullmatch(found):
        raise CallRefused(
            _("A field is called by its name in Jira, such as components or customfield_10001.")
        )
    return found


def start(question: Question, row: Mapping[str, str], fields: Mapping[str, Any]) -> Start:
    """An issue as the list gives it."""
    return Start(
        row["key"],
        exact(fields.get("created")),
        row.get("status", ""),
        row.get(team_field(question.said), ""),
    )


def changes(
    question: Question, records: Sequence[Mapping[str, Any]], get: Get
) -> Mapping[str, Sequence[Change]]:
    """The changes of state and team of these issues."""
    found: dict[str, list[Change]] = {}
    team, token = team_field(question.said), ""
    for _page in range(MOST):
        logs, token = get(_asking(question, [str(each["id"]) for each in records], team, token), _read)
        for log in logs:
            found.setdefault(str(log.get("issueId")), []).extend(_changes(log, team))
        if not token:
            return {ident: sorted(each, key=lambda one: (one.at, one.id)) for ident, each in found.items()}
    raise Strange(_("The system says without end that more follows, but sends nothing."))


def _asking(question: Question, idents: list[str], team: str, token: str) -> Ask:
    body: dict[str, Any] = {"issueIdsOrKeys": idents, "fieldIds": ["status", team], "maxResults": LARGEST}
    if token:
        body["nextPageToken"] = token
    address = question.said["address"].rstrip("/")
    return Ask(
        f"{address}/rest/api/3/changelog/bulkfetch",
        {**headers(question), "Content-Type": "application/json"},
        "POST",
        json.dumps(body).encode(),
    )


def _read(_asked: Ask, answer: Answer) -> tuple[list[Mapping[str, Any]], str]:
    try:
        found = json.loads(answer.body)
        return list(found["issueChangeLogs"]), str(found.get("nextPageToken") or "")
    except (ValueError, KeyError, TypeError) as error:
        raise Strange(_("The answer was not a list of Jira's, or broke off.")) from error


def _changes(log: Mapping[str, Any], team: str) -> list[Change]:
    found = []
    for step in log.get("changeHistories", ()):
        for item in step.get("items", ()):
            field = str(item.get("fieldId") or item.get("field") or "")
            if field in ("status", team):
                what = STATE if field == "status" else GROUP
                old, new = str(item.get("fromString") or ""), str(item.get("toString") or "")
                found.append(Change(f"{step['id']}-{what}", exact(step.get("created")), what, old, new))
    return found
