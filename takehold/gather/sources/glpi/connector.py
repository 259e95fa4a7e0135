"""GLPI: the API under ``apirest.php`` (https://github.com/glpi-project/glpi/blob/main/apirest.md), "legacy" from 11 on.

A session is opened with a token of the account and closed again; one that ran out is opened anew. Columns are numbers of
search options. Moments are in the zone of the server, without saying which; where clocks go back an hour, moments come
twice: a reading begins an hour and some minutes before the last one ended.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any, Final
from urllib.parse import urlencode

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from takehold.evidence.facts import Behaviour, Columns, Format, Recipe, Shape, Source
from takehold.gather.sources import moments
from takehold.gather.sources.calling import Answer, Ask, CallRefused
from takehold.gather.sources.connecting import (
    Blank,
    Connector,
    Door,
    Entry,
    History,
    Page,
    Question,
    SignInRefused,
    Start,
    Strange,
    one_by_one,
)
from takehold.gather.sources.glpi.log import PAST_THE_END, STATES, changes
from takehold.gather.sources.paging import asked, by_range

OPTIONS: Final = {
    "id": 2, "updated": 19, "opened": 15, "solved": 17, "closed": 16, "state": 12, "group": 8, "category": 7,
    "priority": 3, "type": 14, "request_source": 9, "close_code": 23, "made_sla": 82, "due": 18, "entity": 80,
}  # fmt: skip
OPTION: Final = re.compile(r"option_(\d{1,6})")
CANDIDATES: Final = (
    "id",
    "opened",
    "group",
    "state",
    "category",
    "priority",
    "type",
    "close_code",
    "made_sla",
)
AN_HOUR: Final = 60
SUPPRESSED: Final = "&nbsp;"


def ask(question: Question) -> Ask:
    """The first range of what changed since a moment, the oldest change first. "More than" leaves that second out."""
    wanted: dict[str, str] = {"sort": "19", "order": "ASC", "range": f"0-{question.limit - 1}"}
    if question.since:
        before = moments.before(question.since)
        wanted |= {
            "criteria[0][field]": "19", "criteria[0][searchtype]": "morethan", "criteria[0][value]": before,
        }  # fmt: skip
    numbers = dict.fromkeys((2, 19, 18, *(_option(each) for each in question.columns)))
    wanted |= {f"forcedisplay[{n}]": str(number) for n, number in enumerate(numbers)}
    return Ask(f"{root(question)}/search/Ticket?{urlencode(wanted)}", {"Accept": "application/json"})


def root(question: Question) -> str:
    """Where its API lies."""
    return f"{question.said['address'].rstrip('/')}/apirest.php"


def entering(question: Question) -> Ask:
    """The request for a session."""
    return Ask(
        f"{root(question)}/initSession",
        {**_app(question), "Authorization": f"user_token {question.secrets.get('token', '')}"},
    )


def door(question: Question, answer: Answer) -> Door:
    """The session."""
    try:
        found = json.loads(answer.body)
        session = {**_app(question), "Session-Token": str(found["session_token"])}
    except (ValueError, KeyError, TypeError) as error:
        if b"APP_TOKEN" in answer.body:
            raise SignInRefused(
                _("GLPI refuses the token of the application (App-Token), or misses it.")
            ) from error
        raise Strange(_("The answer was not one of GLPI's, or broke off.")) from error
    return Door(session, Ask(f"{root(question)}/killSession", session))


def _app(question: Question) -> dict[str, str]:
    said = question.secrets.get("app", "")
    return {"App-Token": said} if said else {}


def accepts(_asking: Ask, answer: Answer) -> bool:
    """206 is a part of a list; some of its 400 tell something that is understood here."""
    return answer.status in (200, 206) or (
        answer.status == 400 and any(each in answer.body for each in (PAST_THE_END, b"APP_TOKEN"))
    )


def page(asking: Ask, answer: Answer) -> Page:
    """The tickets of an answer, and the request for the next. Where none is found there is no ``data``."""
    if PAST_THE_END in answer.body[:200]:
        return Page((), None)
    try:
        found = json.loads(answer.body)
        records = found.get("data", []) if int(found["totalcount"]) else []
        if not all(isinstance(each, dict) for each in records):
            raise TypeError
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise Strange(_("The answer was not one of GLPI's, or broke off.")) from error
    first, _dash, last = asked(asking)["range"].partition("-")
    step = int(last) - int(first) + 1
    onward = by_range(asking, answer.headers, parameter="range", step=step, came=len(records))
    return Page(tuple(records), onward)


def identity(record: Mapping[str, Any]) -> str:
    """The ticket's number."""
    return _known(record, "id")


def stamp(record: Mapping[str, Any]) -> str:
    """When it was last changed, in the zone of the server."""
    return moments.plain(_known(record, "updated"))


def earlier(moment: str, minutes: int) -> str:
    """Some minutes before, and the hour that may come twice."""
    return moments.earlier(moment, minutes + AN_HOUR)


def _known(record: Mapping[str, Any], name: str) -> str:
    found = _plain(record.get(str(OPTIONS[name])))
    if not found:
        raise Strange(
            _("Records come without “%(column)s”; without it nothing can be read.") % {"column": name}
        )
    return found


def row(record: Mapping[str, Any]) -> dict[str, str]:
    """Each column by its name; those without a name as ``option_73``."""
    names = {str(number): name for name, number in OPTIONS.items()}
    found = {names.get(key, f"option_{key}"): _plain(value) for key, value in record.items() if key.isdigit()}
    if "state" in found:
        found["state"] = STATES.get(found["state"], found["state"])
    if "made_sla" in found:
        late = found["made_sla"] == "1"
        found["made_sla"] = ("false" if late else "true") if found.get("due") else ""
    return found


def _plain(value: Any) -> str:
    if isinstance(value, list):
        return ", ".join(filter(None, map(_plain, value)))
    return "" if value is None or value == SUPPRESSED or isinstance(value, dict) else str(value)


def _option(column: str) -> int:
    found = OPTION.fullmatch(column)
    if found is None and column not in OPTIONS:
        raise CallRefused(
            _(
                "GLPI calls its columns by numbers: write “%(column)s” as option_ and the number of the search option."
            )
            % {"column": column}
        )
    return int(found[1]) if found else OPTIONS[column]


def recipe(behaviours: tuple[Behaviour, ...]) -> Recipe:
    """One row a ticket, as it stands; a later state of a ticket corrects the earlier."""
    source = Source(Format.JSONL, Shape.CASES, missing=("",), timestamps=moments.PLAIN, timezone="UTC")
    return Recipe(source, Columns(case="id", at="opened", team="group"), behaviours)


def start(_question: Question, record: Mapping[str, Any]) -> Start:
    """A ticket as the list gives it."""
    plain = row(record)
    return Start(
        plain["id"], moments.plain(plain.get("opened", "")), plain.get("state", ""), plain.get("group", "")
    )


CONNECTOR: Final = Connector(
    kind="glpi",
    name="GLPI",
    blanks=(
        Blank("address", lazy("Address"), lazy("For example https://glpi.hospital.org, without apirest.php.")),
        Blank("token", lazy("API token of the account"), lazy("Made in the settings of an account whose profile may only read tickets."), secret=True),
        Blank("app", lazy("App-Token"), lazy("Of the API client in GLPI's setup; empty where it has none."), required=False, secret=True),
        Blank("timezone", lazy("Time zone of the server"), lazy("Such as Europe/Berlin: GLPI writes moments without saying in which zone."), default="UTC"),
    ),
    candidates=CANDIDATES,
    notes=(
        lazy("Only tickets of the entity and the profile that the account has by default come; let them include all that is counted."),
        lazy("GLPI sends the title of a ticket along whatever is asked for; it is dropped before anything is kept."),
        lazy("GLPI's “processing (assigned)” is called In Progress here and “solved” Resolved, as in the ready behaviours."),
        lazy("Use GLPI 11.0.6 or later, or 10: 11.0.5 has faults in its permissions. The API has to be switched on in its setup."),
    ),
    ask=ask, page=page, identity=identity, stamp=stamp, earlier=earlier, rows=one_by_one(row), recipe=recipe, accepts=accepts,
    entry=Entry(entering, door), largest=500,
    history=History(
        columns=lambda _said: ("id", "opened", "state", "group"), step=50, timestamps=moments.PLAIN, start=start,
        changes=lambda question, records, get: changes(root(question), [identity(each) for each in records], get),
        note=lazy("GLPI is asked once for each ticket that changed; the first reading of many tickets takes a while."),
    ),
)  # fmt: skip
