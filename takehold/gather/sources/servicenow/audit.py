"""How tickets went: ServiceNow's table ``sys_audit``, asked for two fields of some tickets at once.

It holds what is stored, not what is shown: the labels of states come from ``sys_choice``, the names of groups from
``sys_user_group``. Who changed something stands in columns that are not asked for.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, Final

from takehold.gather.sources.calling import Answer, Ask
from takehold.gather.sources.connecting import Change, Get, Page, Question
from takehold.gather.sources.history import GROUP, STATE
from takehold.gather.sources.moments import plain

LARGEST: Final = 1000
FIELDS: Final = {"state": STATE, "assignment_group": GROUP}
Asking = Callable[[Question, str, Mapping[str, str]], Ask]
Reading = Callable[[Ask, Answer], Page]


def changes(
    question: Question, idents: Sequence[str], get: Get, *, asking: Asking, reading: Reading
) -> Mapping[str, Sequence[Change]]:
    """The changes of state and group of these tickets."""
    table = question.said.get("table", "incident")
    lines = _all(
        question, get, asking, reading, "sys_audit",
        f"tablename={table}^fieldnameIN{','.join(FIELDS)}^documentkeyIN{','.join(idents)}^ORDERBYsys_created_on^ORDERBYsys_id",
        "sys_id,documentkey,fieldname,oldvalue,newvalue,sys_created_on",
    )  # fmt: skip
    shown = {
        STATE: _labels(question, get, asking, reading, table),
        GROUP: _groups(question, get, asking, reading, lines),
    }
    found: dict[str, list[Change]] = {}
    for line in lines:
        what = FIELDS.get(str(line["fieldname"]))
        if what is not None:
            old, new = (
                shown[what].get(each, each) for each in (_said(line, "oldvalue"), _said(line, "newvalue"))
            )
            at = plain(_said(line, "sys_created_on"))
            found.setdefault(_said(line, "documentkey"), []).append(
                Change(_said(line, "sys_id"), at, what, old, new)
            )
    return found


def _labels(question: Question, get: Get, asking: Asking, reading: Reading, table: str) -> dict[str, str]:
    """What states are called; a table's own labels before those of all tasks."""
    lines = _all(
        question, get, asking, reading, "sys_choice",
        f"nameIN{table},task^element=state^language=en^ORDERBYname", "name,value,label",
    )  # fmt: skip
    common = {_said(each, "value"): _said(each, "label") for each in lines if each.get("name") == "task"}
    own = {_said(each, "value"): _said(each, "label") for each in lines if each.get("name") == table}
    return common | own


def _groups(
    question: Question, get: Get, asking: Asking, reading: Reading, lines: Iterable[Mapping[str, Any]]
) -> dict[str, str]:
    named = {
        _said(each, column)
        for each in lines
        if each["fieldname"] == "assignment_group"
        for column in ("oldvalue", "newvalue")
    } - {""}
    if not named:
        return {}
    found = _all(
        question, get, asking, reading, "sys_user_group", f"sys_idIN{','.join(sorted(named))}", "sys_id,name"
    )
    return {_said(each, "sys_id"): _said(each, "name") for each in found}


def _all(
    question: Question, get: Get, asking: Asking, reading: Reading, table: str, query: str, fields: str
) -> list[Mapping[str, Any]]:
    wanted = {
        "sysparm_query": query, "sysparm_fields": fields, "sysparm_exclude_reference_link": "true",
        "sysparm_limit": str(LARGEST), "sysparm_offset": "0",
    }  # fmt: skip
    ask: Ask | None = asking(question, table, wanted)
    found: list[Mapping[str, Any]] = []
    while ask is not None:
        page = get(ask, reading)
        found += page.records
        ask = page.next
    return found


def _said(line: Mapping[str, Any], name: str) -> str:
    return str(line.get(name) or "")
