"""How tickets went: GLPI's log of each, in which a line says what was before and what is after.

Who wrote a line stands in it too, and is not looked at. Groups come as lines about a link, with the group's number behind
its name; only groups that a ticket is assigned to are taken, not those that ask or watch.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from typing import Any, Final

from django.utils.translation import gettext as _

from takehold.gather.sources.calling import Answer, Ask
from takehold.gather.sources.connecting import Change, Get, Page, Strange
from takehold.gather.sources.history import GROUP, STATE
from takehold.gather.sources.moments import plain
from takehold.gather.sources.paging import by_range

STATES: Final = {
    "1": "New", "2": "In Progress", "3": "Planned", "4": "Pending", "5": "Resolved", "6": "Closed",
}  # fmt: skip
PAST_THE_END: Final = b"ERROR_RANGE_EXCEED_TOTAL"
OF_STATE, OF_ASSIGNED_GROUP = "12", "8"
ADDED, REMOVED = "15", "16"
NUMBER: Final = re.compile(r" \(\d+\)$")
STEP: Final = 500


def changes(root: str, idents: Sequence[str], get: Get) -> Mapping[str, Sequence[Change]]:
    """The changes of state and group of these tickets, one call each where the log is no longer than usual."""
    found: dict[str, Sequence[Change]] = {}
    for ident in idents:
        lines: list[Mapping[str, Any]] = []
        ask: Ask | None = Ask(f"{root}/Ticket/{ident}/Log?range=0-{STEP - 1}", {"Accept": "application/json"})
        while ask is not None:
            page = get(ask, _read)
            lines += page.records
            ask = page.next
        read = [each for line in lines if (each := _change(line)) is not None]
        found[ident] = sorted(read, key=lambda each: (each.at, int(each.id)))
    return found


def _read(asking: Ask, answer: Answer) -> Page:
    if PAST_THE_END in answer.body[:200]:
        return Page((), None)
    try:
        lines = json.loads(answer.body)
        if not isinstance(lines, list) or not all(isinstance(each["id"], int) for each in lines):
            raise TypeError
    except (ValueError, KeyError, TypeError) as error:
        raise Strange(_("The answer was not one of GLPI's, or broke off.")) from error
    return Page(tuple(lines), by_range(asking, answer.headers, parameter="range", step=STEP, came=len(lines)))


def _change(line: Mapping[str, Any]) -> Change | None:
    option, action = str(line.get("id_search_option")), str(line.get("linked_action"))
    old, new = str(line.get("old_value") or ""), str(line.get("new_value") or "")
    ident, at = str(line["id"]), plain(str(line.get("date_mod")))
    if option == OF_STATE and not line.get("itemtype_link"):
        return Change(ident, at, STATE, STATES.get(old, old), STATES.get(new, new))
    if option == OF_ASSIGNED_GROUP and line.get("itemtype_link") == "Group" and action in (ADDED, REMOVED):
        return Change(ident, at, GROUP, NUMBER.sub("", old), NUMBER.sub("", new))
    return None
