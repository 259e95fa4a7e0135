"""The demo's tools that departments found for themselves: one whose need was met, with all its steps, and two still open."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, Final

from takehold.cli.site.demo_directives import IT_LEAD, SPONSOR

if TYPE_CHECKING:
    from takehold.people.facts import Viewer

WARD_NURSE, WARD_MANAGER, WARD = "P0152", "P0150", "ward-7"
SIGNED, TOLD, ASKED, NEEDED, OFFER, MOVED = 130, 120, 117, 112, 100, 92
"""So many days ago the promise was signed, and the first tool was told, asked about, understood, and left behind."""


def shadow(house: Viewer, slugs: Mapping[str, str], now: datetime) -> None:
    """The promise, a film exchange that went when its need was met, a bed list that is asked about, a chat that waits."""
    people = _people(house)
    _promise(people, now)
    _met(people, now)
    _asked(people, slugs["handover-record"], now)
    _waits(people, now)


def looked_after(house: Viewer, now: datetime) -> None:
    """Twelve weeks on, logs tell that what was offered is used and the film exchange hardly any more: it is switched off."""
    from takehold.shadow_it.queries import tools

    people = _people(house)
    (tool,) = (each.id for each in tools.tools(viewer=people["it"]) if each.name == FILM_EXCHANGE)
    _looked(people, tool, now)
    _turn(people, tool, "retire", now, 5)


def _people(house: Viewer) -> Mapping[str, Viewer]:
    """Those who act, as they are on record."""
    from takehold.people import queries
    from takehold.people.facts import RoleFact, RoleKind

    known = {each.key: each for each in queries.persons(viewer=house, limit=5000)}
    ward = next(each.id for each in queries.teams(viewer=house) if each.key == WARD)

    def acting(key: str, *roles: RoleFact) -> Viewer:
        return replace(house, person_id=known[key].id, name=known[key].name, roles=roles, seen={})

    return {
        "it": acting(IT_LEAD, RoleFact(RoleKind.IT_LEAD)),
        "sponsor": acting(SPONSOR, RoleFact(RoleKind.SPONSOR)),
        "nurse": acting(WARD_NURSE, RoleFact(RoleKind.EMPLOYEE, ward)),
        "manager": acting(WARD_MANAGER, RoleFact(RoleKind.EMPLOYEE, ward), RoleFact(RoleKind.MANAGER, ward)),
    }


def _promise(people: Mapping[str, Viewer], now: datetime) -> None:
    from takehold.shadow_it.facts.promises import PromiseInput
    from takehold.shadow_it.operations import promises

    said = PromiseInput(
        "Nobody is blamed for a tool that a department found for itself. It tells us that ours left a need unmet. Whoever tells us has no disadvantage from it, and nothing is switched off before the need behind it is met.",
        "Data of patients that were lost, or that somebody saw who may not, must still be reported on the same day, as the law wants it.",
        "The data protection office, extension 4410",
    )
    number = promises.draft(said=said, **_at(people["it"], now, SIGNED + 3))
    promises.sign(number=number, said=said, **_at(people["sponsor"], now, SIGNED))


WHYS: Final = (
    ("tool", "Our secure mail takes nothing over 25 MB.", ""),
    ("process", "The limit was set for letters, when nobody sent films.", ""),
    (
        "priority", "Nobody owns what wards send to practices outside.",
        "An exchange for large files, with an owner",
    ),
)  # fmt: skip
SAID: Final = "It arrives, and one sees it. The code is one step more than before."
FILM_EXCHANGE, OFFERED = "WeTransfer", "Cryptshare"


def _met(people: Mapping[str, Viewer], now: datetime) -> None:
    """From "why" to something as good, and the department asked whether its need is met, since no log was read yet."""
    from takehold.shadow_it.facts.tools import Found, OfferInput, Way
    from takehold.shadow_it.operations import following, ways

    tool = _understood(people, now)
    what = (
        "Cryptshare, under contract: it takes five gigabytes, and the practice opens it by a link and a code."
    )
    _do(ways.offer, people, tool, now, OFFER, said=OfferInput(Way.OFFER, what, OFFERED))
    department = _department(people, tool)
    manager = people["manager"].person_id
    _do(ways.name_co_owner, people, tool, now, OFFER, department_id=department, person_id=manager)
    _do(ways.accept, people, tool, now, MOVED + 2, who="nurse", department_id=department)
    _do(ways.sign, people, tool, now, MOVED + 1, who="manager", department_id=department)
    _turn(people, tool, "settle", now, MOVED)
    ago, check = _looked(people, tool, now)
    following.answer(
        tool_id=tool, check_id=check, said=Found.YES, words=SAID, **_at(people["nurse"], now, ago - 2)
    )


def _understood(people: Mapping[str, Viewer], now: datetime) -> int:
    """Told by a nurse, asked about, and its need on record; the tool."""
    from takehold.shadow_it.facts.tools import (
        Contract,
        DataKept,
        InterviewInput,
        Kind,
        NeedInput,
        Theme,
        ToldInput,
    )
    from takehold.shadow_it.operations import inquiry, telling

    use = "Sending films of examinations to practices outside."
    told = ToldInput(FILM_EXCHANGE, Kind.SERVICE, use, "10-19", ask_me=True)
    tool = telling.tell(said=told, **_at(people["nurse"], now, TOLD))
    _turn(people, tool, "ask", now, ASKED)
    heard = InterviewInput(
        "Sending films of examinations to practices outside, most days, in the last hour of the shift.",
        "It takes two gigabytes, the practice opens it without an account, and one sees that it arrived.",
        "Patients would carry discs to their practice again, or travel twice.",
        DataKept.SENSITIVE, Contract.PRIVATE, "Films of patients lie on servers abroad, under private accounts.",
    )  # fmt: skip
    _do(inquiry.interview, people, tool, now, ASKED - 2, said=heard)
    for cause, text, end in WHYS:
        _do(inquiry.why, people, tool, now, ASKED - 2, cause=cause, text=text, ends_at=end)
    need = "Send a film of two gigabytes to a practice outside on the same day, and see that it arrived."
    _do(inquiry.need, people, tool, now, NEEDED, said=NeedInput(need, Theme.FILES, "10-19"))
    return tool


def _asked(people: Mapping[str, Viewer], slug: str, now: datetime) -> None:
    """Why is known, and the need became a gap of the change."""
    from takehold.shadow_it.facts.tools import (
        Contract,
        DataKept,
        InterviewInput,
        Kind,
        NeedInput,
        Theme,
        ToldInput,
    )
    from takehold.shadow_it.operations import becoming, inquiry, telling

    told = ToldInput(
        "The bed list in Excel",
        Kind.SHEET,
        "Seeing at the handover which beds get free in the night.",
        "20-49",
    )
    tool = telling.tell(said=told, **_at(people["manager"], now, 24))
    _turn(people, tool, "ask", now, 20)
    heard = InterviewInput(
        "Seeing at the handover which beds get free in the night.",
        "One page for the whole ward; the record shows one patient at a time.",
        "The night shift would telephone around for every admission.",
        DataKept.PERSONAL, Contract.NONE, "Two lists can differ, and the file is kept on a shared drive.",
    )  # fmt: skip
    _do(inquiry.interview, people, tool, now, 16, said=heard)
    why = {
        "cause": "tool",
        "text": "The record has no view of a whole ward.",
        "ends_at": "A view of the ward in the record",
    }
    _do(inquiry.why, people, tool, now, 16, **why)
    need = NeedInput("See on one page which beds of the ward get free in the night.", Theme.LISTS, "20-49")
    _do(inquiry.need, people, tool, now, 14, said=need)
    _do(becoming.to_gap, people, tool, now, 13, slug=slug)


def _waits(people: Mapping[str, Viewer], now: datetime) -> None:
    from takehold.shadow_it.facts.tools import Kind, ToldInput
    from takehold.shadow_it.operations import telling

    told = ToldInput(
        "WhatsApp",
        Kind.CHAT,
        "Finding somebody who swaps a shift, and asking who is near.",
        "10-19",
    )
    telling.tell(said=told, **_at(people["nurse"], now, 3))


def _looked(people: Mapping[str, Viewer], tool: int, now: datetime) -> tuple[int, int]:
    """The next look, on the day it was due: so many days ago, and its number."""
    from takehold.shadow_it.operations import following
    from takehold.shadow_it.queries import tools

    found = tools.tool(viewer=people["it"], tool_id=tool).checks
    check = next(each for each in found if each.done_on is None)
    ago = (now.date() - check.due_on).days
    following.look(check_id=check.id, now=now - timedelta(days=ago))
    return ago, check.id


def _department(people: Mapping[str, Viewer], tool: int) -> int:
    from takehold.shadow_it.queries import tools

    return tools.tool(viewer=people["it"], tool_id=tool).departments[0].id


def _turn(people: Mapping[str, Viewer], tool: int, event: str, now: datetime, days: int) -> None:
    from takehold.shadow_it.operations import ways

    _do(ways.turn, people, tool, now, days, event=event, reason="")


def _do(
    operation: Any,
    people: Mapping[str, Viewer],
    tool: int,
    now: datetime,
    days: int,
    who: str = "it",
    **said: Any,
) -> None:
    """An operation on a tool so many days ago, over what stood there then."""
    from takehold.shadow_it.queries import tools

    version = tools.tool(viewer=people["it"], tool_id=tool).version
    operation(tool_id=tool, version=version, **said, **_at(people[who], now, days))


def _at(viewer: Viewer, now: datetime, days: int) -> dict[str, Any]:
    """So many days ago."""
    then = replace(viewer, on=now.date() - timedelta(days=days), seen={})
    return {"viewer": then, "now": now - timedelta(days=days)}
