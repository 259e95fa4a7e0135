"""Service desks of tests: one set of tickets, told by four systems in their public shapes, with what goes wrong there.

Each is called like ``calling.call`` and counts what it is asked. ``faults`` are given before it answers properly again;
``broken_off`` answers end in the middle; ``gone`` columns do not come; ``good`` is the only key that is taken. In bad
``weather`` some of the answers, here and there, are a 429, a 503, or end in the middle.
"""

from __future__ import annotations

import json
from base64 import b64decode
from bisect import bisect_left
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

from takehold.gather.sources.calling import Answer, Ask

BEGAN = datetime(2026, 1, 5, 8, tzinfo=UTC)
DESK = "Service desk"
TEAMS = ("Ward 1", "ward-2", "Ward 3 (surgery)")
PLAIN = "%Y-%m-%d %H:%M:%S"


@dataclass(frozen=True, slots=True)
class Step:
    """A state or a group, from what to what."""

    at: datetime
    what: str
    old: str
    new: str


@dataclass(slots=True)
class Ticket:
    """States are new, working, solved, closed; what a system calls them is its own."""

    n: int
    steps: list[Step]
    changed: datetime

    @property
    def opened(self) -> datetime:
        return BEGAN + timedelta(minutes=7 * self.n)

    def now(self, what: str, at_first: str) -> str:
        return next((each.new for each in reversed(self.steps) if each.what == what), at_first)


def ticket(n: int) -> Ticket:
    """Given to a team, worked on and solved; each seventh is taken up once more, each fifth never leaves the desk."""
    opened = BEGAN + timedelta(minutes=7 * n)
    steps = []
    if n % 5:
        steps.append(Step(opened + timedelta(minutes=10), "group", DESK, TEAMS[n % 3]))
    steps.append(Step(opened + timedelta(minutes=30), "state", "new", "working"))
    steps.append(Step(opened + timedelta(minutes=90), "state", "working", "solved"))
    if not n % 7:
        steps.append(Step(opened + timedelta(minutes=95), "state", "solved", "working"))
        steps.append(Step(opened + timedelta(minutes=120), "state", "working", "solved"))
    return Ticket(n, steps, steps[-1].at)


@dataclass
class Desk:
    """What is the same for all: tickets in the order of their last change, and faults."""

    tickets: list[Ticket]
    faults: list[Answer | BaseException] = field(default_factory=list)
    broken_off: int = 0
    gone: set[str] = field(default_factory=set)
    good: str = ""
    cap: int = 10_000
    asked: list[str] = field(default_factory=list)
    weather: bool = False
    STATES = {"new": "New", "working": "In Progress", "solved": "Resolved", "closed": "Closed"}

    def __post_init__(self) -> None:
        self._ordered: list[Ticket] = []

    def change(self, n: int, at: datetime, state: str) -> None:
        """A ticket gets another state."""
        one = self.tickets[n]
        one.steps.append(Step(at, "state", one.now("state", "new"), state))
        one.changed = at
        self._ordered = []

    def add(self, n: int) -> None:
        """One more ticket."""
        self.tickets.append(ticket(n))
        self._ordered = []

    def since(self, moment: datetime | None) -> list[Ticket]:
        """Tickets changed then or later, the oldest change first."""
        if not self._ordered:
            self._ordered = sorted(self.tickets, key=lambda each: (each.changed, each.n))
        if moment is None:
            return self._ordered
        return self._ordered[bisect_left(self._ordered, moment, key=lambda each: each.changed) :]

    def __call__(self, ask: Ask) -> Answer:
        self.asked.append(ask.url)
        if self.faults:
            found = self.faults.pop(0)
            if isinstance(found, BaseException):
                raise found
            return found
        if self.weather and len(self.asked) % 17 == 0:
            return Answer(429, {"retry-after": "1"}, b"")
        if self.weather and len(self.asked) % 23 == 0:
            return Answer(503, {}, b"<html>")
        if self.good and self.good not in " ".join([*ask.headers.values(), plain_word(ask)]):
            return Answer(401, {}, b'{"error": "not signed in"}')
        parts = urlsplit(ask.url)
        said = {key: found[0] for key, found in parse_qs(parts.query, keep_blank_values=True).items()}
        answer = self.answer(parts.path, said, ask)
        if answer.status in (200, 206) and (self.broken_off or (self.weather and len(self.asked) % 29 == 0)):
            self.broken_off -= not self.weather
            whole = {**answer.headers, "content-length": str(len(answer.body))}
            return Answer(answer.status, whole, answer.body[: len(answer.body) // 2])
        return answer

    def answer(self, path: str, said: dict[str, str], ask: Ask) -> Answer:
        raise NotImplementedError

    def number(self, one: Ticket) -> str:
        """What people call a ticket."""
        return str(one.n)

    def went(self, one: Ticket) -> set[tuple[str, str, datetime, str]]:
        """Case, activity, moment and team of each step, as they have to come out."""
        team = next((each.old for each in one.steps if each.what == "group"), one.now("group", DESK))
        found = {(self.number(one), self.STATES["new"], one.opened, team)}
        for each in one.steps:
            team = each.new if each.what == "group" else team
            activity = f"Group: {each.new}" if each.what == "group" else self.STATES[each.new]
            found.add((self.number(one), activity, each.at, team))
        return found


def plain_word(ask: Ask) -> str:
    """User and password of a plain sign-in, as the server reads them."""
    kind, _space, coded = ask.headers.get("Authorization", "").partition(" ")
    return b64decode(coded).decode() if kind == "Basic" else ""


def answered(found: Any, status: int = 200, **headers: Any) -> Answer:
    return Answer(
        status, {key.replace("_", "-"): value for key, value in headers.items()}, json.dumps(found).encode()
    )


class ServiceNow(Desk):
    """Reaches 10,000 records of a list; tells the total and the next page in headers. Tokens last ``lasts`` requests."""

    lasts = 10**9
    tokens = used = 0
    VALUES = {"new": "1", "working": "2", "solved": "6", "closed": "7"}

    def number(self, one: Ticket) -> str:
        return f"INC{one.n:07d}"

    def answer(self, path: str, said: dict[str, str], ask: Ask) -> Answer:
        if path == "/oauth_token.do":
            form = {key: found[0] for key, found in parse_qs(ask.body.decode()).items()}
            assert (ask.method, form["grant_type"]) == ("POST", "client_credentials")
            if form["client_secret"] != "word":
                return answered({"error": "access_denied"}, 401)
            self.tokens, self.used = self.tokens + 1, 0
            return answered(
                {"access_token": f"token-{self.tokens}", "expires_in": 1799, "token_type": "Bearer"}
            )
        self.used += 1
        key = ask.headers.get("Authorization", "")
        if key.startswith("Bearer") and (key != f"Bearer token-{self.tokens}" or self.used > self.lasts):
            return answered({"error": {"message": "User Not Authenticated"}}, 401)
        table, query = path.rsplit("/", 1)[1], said["sysparm_query"]
        limit, offset = int(said["sysparm_limit"]), int(said["sysparm_offset"])
        tell: Callable[[Any], Any] = dict
        if table == "incident":
            bound = query.split(">=")[1].split("^")[0] if ">=" in query else ""
            rows: list[Any] = self.since(
                datetime.strptime(bound, PLAIN).replace(tzinfo=UTC) if bound else None
            )
            tell = self._ticket
        else:
            rows = getattr(self, f"_{table}")(query)
        columns = [name for name in said["sysparm_fields"].split(",") if name not in self.gone]
        here = [tell(each) for each in rows[: self.cap][offset : offset + limit]]
        headers: dict[str, Any] = {"x_total_count": str(len(rows))}
        if offset + limit < min(len(rows), self.cap):
            onward = urlsplit(ask.url)._replace(
                query=urlencode({**said, "sysparm_offset": str(offset + limit)})
            )
            headers["link"] = f'<{onward.geturl()}>;rel="next"'
        return answered({"result": [{c: each[c] for c in columns if c in each} for each in here]}, **headers)

    def _ticket(self, one: Ticket) -> dict[str, Any]:
        state, team = one.now("state", "new"), one.now("group", DESK)
        plain = {
            "sys_id": (f"{one.n:032x}", ""), "number": (self.number(one), ""), "state": (self.VALUES[state], self.STATES[state]),
            "sys_updated_on": (one.changed.strftime(PLAIN), one.changed.strftime("%d.%m.%Y %H:%M")),
            "opened_at": (one.opened.strftime(PLAIN), one.opened.strftime("%d.%m.%Y %H:%M")),
            "assignment_group": (team.encode().hex(), team), "reassignment_count": (str(one.n % 3), ""),
        }  # fmt: skip
        return {
            name: {"value": value, "display_value": shown or value} for name, (value, shown) in plain.items()
        }

    def _sys_audit(self, query: str) -> list[dict[str, Any]]:
        keys = query.split("documentkeyIN")[1].split("^")[0].split(",")
        found: list[dict[str, Any]] = []
        for key in keys:
            for nth, each in enumerate(self.tickets[int(key, 16)].steps):
                coded = self.VALUES.get if each.what == "state" else (lambda said: said.encode().hex())
                found.append({
                    "sys_id": f"{key}{nth}", "documentkey": key, "sys_created_on": each.at.strftime(PLAIN),
                    "fieldname": "state" if each.what == "state" else "assignment_group", "oldvalue": coded(each.old),
                    "newvalue": coded(each.new), "user": "maria.lopez",
                })  # fmt: skip
        return sorted(found, key=lambda each: each["sys_created_on"])

    def _sys_choice(self, query: str) -> list[dict[str, str]]:
        own = [{"name": "incident", "value": v, "label": self.STATES[k]} for k, v in self.VALUES.items()]
        return [*own, {"name": "task", "value": "2", "label": "Work in Progress"}]

    def _sys_user_group(self, query: str) -> list[dict[str, str]]:
        keys = query.split("sys_idIN")[1].split(",")
        return [{"sys_id": key, "name": bytes.fromhex(key).decode()} for key in keys]


class JiraSM(Desk):
    """Ids alone without ``fields``; a token for the next page, none on the last; a token may be forgotten (``stale``)."""

    STATES = {"new": "Open", "working": "In Progress", "solved": "Resolved", "closed": "Closed"}
    stale = 0

    def number(self, one: Ticket) -> str:
        return f"ITSM-{one.n}"

    def answer(self, path: str, said: dict[str, str], ask: Ask) -> Answer:
        if path.endswith("/changelog/bulkfetch"):
            assert ask.method == "POST"
            return self._changes(json.loads(ask.body))
        assert 'project in ("ITSM")' in said["jql"]
        bound = int(said["jql"].split("updated >= ")[1].split(" ")[0]) if "updated >=" in said["jql"] else 0
        matching = self.since(datetime.fromtimestamp(bound / 1000, UTC))
        token = said.get("nextPageToken", "")
        if token and self.stale:
            self.stale -= 1
            return answered({"errorMessages": ["The provided next page token is invalid or expired."]}, 400)
        start, size = int(token or 0), min(int(said["maxResults"]), 100, self.cap)
        names = [name for name in said.get("fields", "").split(",") if name and name not in self.gone]
        page: dict[str, Any] = {
            "issues": [self._issue(each, names) for each in matching[start : start + size]]
        }
        page["isLast"] = start + size >= len(matching)
        if not page["isLast"]:
            page["nextPageToken"] = str(start + size)
        return answered(page)

    def _issue(self, one: Ticket, names: list[str]) -> dict[str, Any]:
        found: dict[str, Any] = {"id": str(10_000 + one.n), "key": self.number(one)}
        if not names:
            return {"id": found["id"]}
        fields = {
            "updated": said_there(one.changed), "created": said_there(one.opened), "project": {"key": "ITSM", "name": "IT"},
            "status": {"name": self.STATES[one.now("state", "new")]}, "components": [{"name": one.now("group", DESK)}],
            "assignee": {"accountId": "5b10", "displayName": "Maria Lopez"}, "parent": {"id": "1", "key": "ITSM-0"} if one.n % 3 else None,
        }  # fmt: skip
        return {**found, "fields": {name: fields.get(name) for name in names}}

    def _changes(self, body: dict[str, Any]) -> Answer:
        start, size = int(body.get("nextPageToken") or 0), min(body["maxResults"], 250)
        every = [
            (ident, nth, each)
            for ident in body["issueIdsOrKeys"]
            for nth, each in enumerate(self.tickets[int(ident) - 10_000].steps)
        ]
        logs: dict[str, list[Any]] = {}
        for ident, nth, each in every[start : start + size]:
            field_id = "status" if each.what == "state" else "components"
            names = [self.STATES.get(said, said) for said in (each.old, each.new)]
            item = {"field": field_id, "fieldId": field_id, "fromString": names[0], "toString": names[1]}
            stamp = int(each.at.timestamp() * 1000)
            step = {
                "id": f"{ident}{nth}",
                "created": stamp,
                "author": {"displayName": "Maria Lopez"},
                "items": [item],
            }
            logs.setdefault(ident, []).append(step)
        found: dict[str, Any] = {
            "issueChangeLogs": [{"issueId": k, "changeHistories": v} for k, v in logs.items()]
        }
        if start + size < len(every):
            found["nextPageToken"] = str(start + size)
        return answered(found)


def said_there(moment: datetime) -> str:
    """As Jira writes it: in the zone of the account, here two hours ahead."""
    return (moment + timedelta(hours=2)).strftime(
        "%Y-%m-%dT%H:%M:%S."
    ) + f"{moment.microsecond // 1000:03d}+0200"


class Glpi(Desk):
    """A session that may run out (after ``lasts`` requests); ranges; no ``data`` where nothing is found."""

    STATES = {"new": "New", "working": "In Progress", "solved": "Resolved", "closed": "Closed"}
    VALUES = {"new": 1, "working": 2, "solved": 5, "closed": 6}
    lasts = 10**9
    sessions = left = used = 0

    def answer(self, path: str, said: dict[str, str], ask: Ask) -> Answer:
        if path.endswith("/initSession"):
            assert ask.headers["Authorization"].startswith("user_token ")
            self.sessions, self.used = self.sessions + 1, 0
            return answered({"session_token": f"{self.good}session-{self.sessions}"})
        self.used += 1
        if (
            ask.headers.get("Session-Token") != f"{self.good}session-{self.sessions}"
            or self.used > self.lasts
        ):
            return answered(["ERROR_SESSION_TOKEN_INVALID", "session_token semble invalide"], 401)
        if path.endswith("/killSession"):
            self.left += 1
            return answered(None)
        if path.endswith("/Log"):
            rows: list[Any] = self._log(int(path.split("/")[-2]))
        else:
            bound = said.get("criteria[0][value]")
            after = (
                datetime.strptime(bound, PLAIN).replace(tzinfo=UTC) + timedelta(seconds=1) if bound else None
            )
            rows = self.since(after)
        start, end = map(int, said["range"].split("-"))
        if start and start >= len(rows):
            return answered(["ERROR_RANGE_EXCEED_TOTAL", "Provided range exceed total count of data"], 400)
        here = rows[start : min(end + 1, start + self.cap)]
        status = 200 if len(here) == len(rows) else 206
        content_range = f"{start}-{start + len(here) - 1}/{len(rows)}"
        if path.endswith("/Log"):
            return answered(here, status, content_range=content_range)
        found: dict[str, Any] = {"totalcount": len(rows), "count": len(here), "content-range": content_range}
        if here:
            found["data"] = [self._ticket(each) for each in here]
        return answered(found, status, content_range=content_range)

    def _ticket(self, one: Ticket) -> dict[str, Any]:
        found = {
            "1": "Drucker von Frau Lopez", "2": one.n, "80": "Hospital", "19": one.changed.strftime(PLAIN), "18": None, "82": 0,
            "15": one.opened.strftime(PLAIN), "12": self.VALUES[one.now("state", "new")], "8": one.now("group", DESK),
            "7": "Other" if one.n % 3 == 0 else "Printing", "14": 1, "3": 3,
        }  # fmt: skip
        return {key: value for key, value in found.items() if key not in self.gone}

    def _log(self, n: int) -> list[dict[str, Any]]:
        found = []
        for nth, each in enumerate(self.tickets[n].steps):
            line: dict[str, Any] = {
                "id": 100 * n + 2 * nth, "itemtype": "Ticket", "items_id": n, "itemtype_link": "", "linked_action": 0,
                "user_name": "Maria Lopez (7)", "date_mod": each.at.strftime(PLAIN), "id_search_option": 12,
            }  # fmt: skip
            if each.what == "state":
                found.append(
                    {**line, "old_value": str(self.VALUES[each.old]), "new_value": str(self.VALUES[each.new])}
                )
            else:
                link = {**line, "itemtype_link": "Group", "id_search_option": 8}
                found.append({**link, "linked_action": 16, "old_value": f"{each.old} (3)", "new_value": ""})
                found.append(
                    {
                        **link,
                        "id": line["id"] + 1,
                        "linked_action": 15,
                        "old_value": "",
                        "new_value": f"{each.new} (4)",
                    }
                )
                found.append(
                    {
                        **link,
                        "id": line["id"] + 50,
                        "id_search_option": 65,
                        "linked_action": 15,
                        "new_value": "Watchers (9)",
                    }
                )
        return found


class Zammad(Desk):
    """At most 200 a page whatever is asked for, no total; persons come along with each ticket and each step."""

    STATES = {"new": "New", "working": "In Progress", "solved": "Closed", "closed": "Merged"}
    WORDS = {"new": "new", "working": "open", "solved": "closed", "closed": "merged"}

    def number(self, one: Ticket) -> str:
        return f"{22_000 + one.n}"

    def answer(self, path: str, said: dict[str, str], ask: Ask) -> Answer:
        if "/ticket_history/" in path:
            return self._history(self.tickets[int(path.rsplit("/", 1)[1])])
        bound = said["query"].removeprefix("updated_at:[").removesuffix(" TO *]")
        matching = self.since(datetime.fromisoformat(bound))[: self.cap]
        size = min(int(said["per_page"]), 200)
        start = (int(said["page"]) - 1) * size
        if said.get("expand") != "true":
            return answered({"tickets": [each.n for each in matching[start : start + size]], "assets": {}})
        return answered([self._ticket(each) for each in matching[start : start + size]])

    def _ticket(self, one: Ticket) -> dict[str, Any]:
        found = {
            "id": one.n, "number": self.number(one), "title": "Printer of Mrs Lopez", "updated_at": self._at(one.changed),
            "created_at": self._at(one.opened), "state": self.WORDS[one.now("state", "new")], "group": one.now("group", DESK),
            "close_diff_in_min": (-5 if one.n % 4 == 0 else 30), "owner": "maria@hospital.org", "customer": "ann@hospital.org",
            "preferences": {"a": 1},
        }  # fmt: skip
        return {key: value for key, value in found.items() if key not in self.gone}

    def _history(self, one: Ticket) -> Answer:
        found = [{
            "id": 1000 * one.n + nth, "type": "updated", "object": "Ticket", "attribute": each.what,
            "value_from": self.WORDS.get(each.old, each.old),
            "value_to": self.WORDS.get(each.new, each.new),
            "created_at": self._at(each.at), "created_by_id": 7,
        } for nth, each in enumerate(one.steps)]  # fmt: skip
        created = {"id": 1, "type": "created", "object": "Ticket", "created_at": self._at(one.opened)}
        article = {
            "id": 2,
            "type": "updated",
            "object": "Ticket::Article",
            "attribute": "state",
            "value_to": "x",
        }
        return answered(
            {"history": [created, article, *found], "assets": {"User": {"7": {"lastname": "Lopez"}}}}
        )

    def _at(self, moment: datetime) -> str:
        return moment.strftime("%Y-%m-%dT%H:%M:%S.") + f"{moment.microsecond // 1000:03d}Z"


@dataclass(frozen=True)
class System:
    """One kind of system: its desk, and what is said when it is connected."""

    kind: str
    desk: type[Desk]
    said: dict[str, str]
    secret: str
    behaviour: str
    column: str
    vanishes: str


SYSTEMS = (
    System("servicenow", ServiceNow, {"user": "reader", "table": "incident"}, "password", "one-reassignment", "reassignment_count", "reassignment_count"),
    System("jira_sm", JiraSM, {"user": "r@x.org", "projects": "ITSM", "team": "components"}, "token", "epic-linked", "parent", "parent"),
    System("glpi", Glpi, {"timezone": "UTC"}, "token", "category-not-other", "7", "category"),
    System("zammad", Zammad, {}, "token", "within-target", "close_diff_in_min", "made_sla"),
)  # fmt: skip
