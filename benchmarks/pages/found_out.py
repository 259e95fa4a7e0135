"""Tools behind the addresses: thirty that departments told of, one that is asked about, one that was left behind."""

from __future__ import annotations

from datetime import datetime
from typing import Any


def tools(now: datetime) -> dict[str, Any]:
    """Names of objects -> ids. All are of the nurse's own team; who manages it signs."""
    from takehold.people import queries as people
    from takehold.people.facts import RoleFact, RoleKind, Viewer
    from takehold.shadow_it.facts.promises import PromiseInput
    from takehold.shadow_it.operations import promises

    house = people.system_viewer(on=now.date())
    nurse = people.viewer(user_id=people.user_of(person_key="P00002"), on=now.date())
    boss = people.viewer(user_id=people.user_of(person_key="P00001"), on=now.date())
    it = Viewer(None, "", (RoleFact(RoleKind.IT_LEAD),), now.date())
    signer = Viewer(
        people.persons(viewer=house, limit=1)[0].id, "", (RoleFact(RoleKind.SPONSOR),), now.date()
    )
    said = PromiseInput("Nobody is blamed.", "What the law wants reported.", "Extension 4410")
    promises.sign(viewer=signer, number=promises.draft(viewer=it, said=said, now=now), said=said, now=now)
    told = [_told(nurse, f"The bed list, no. {n}", now) for n in range(32)]
    for one in told[:2]:
        _understood(it, one, now)
    _left_behind(it, nurse, boss, told[1], now)
    return {"tool": told[0], "tool-moved": told[1]}


def _told(nurse: Any, name: str, now: datetime) -> int:
    from takehold.shadow_it.facts.tools import Kind, ToldInput
    from takehold.shadow_it.operations import telling

    said = ToldInput(name, Kind.SHEET, "Seeing which beds get free in the night.", "10-19", ask_me=True)
    return telling.tell(viewer=nurse, said=said, now=now)


def _do(operation: Any, viewer: Any, tool: int, now: datetime, **said: Any) -> None:
    """Over what stands there now."""
    from takehold.people import queries as people
    from takehold.shadow_it.queries import tools

    version = tools.tool(viewer=people.system_viewer(on=now.date()), tool_id=tool).version
    operation(viewer=viewer, tool_id=tool, version=version, now=now, **said)


def _understood(it: Any, tool: int, now: datetime) -> None:
    from takehold.shadow_it.facts.tools import NeedInput, Theme
    from takehold.shadow_it.operations import inquiry, ways

    _do(ways.turn, it, tool, now, event="ask", reason="")
    for n in range(5):
        _do(inquiry.why, it, tool, now, cause="tool", text=f"The record shows one patient at a time, {n}.")
    _do(inquiry.need, it, tool, now, said=NeedInput("See free beds on one page.", Theme.LISTS, "10-19"))


def _left_behind(it: Any, nurse: Any, boss: Any, tool: int, now: datetime) -> None:
    from takehold.people import queries as people
    from takehold.shadow_it.facts.tools import OfferInput, Way
    from takehold.shadow_it.operations import ways
    from takehold.shadow_it.queries import tools

    _do(ways.offer, it, tool, now, said=OfferInput(Way.OFFER, "A page of the ward in the record."))
    house = people.system_viewer(on=now.date())
    department = tools.tool(viewer=house, tool_id=tool).departments[0].id
    _do(ways.name_co_owner, it, tool, now, department_id=department, person_id=boss.person_id)
    _do(ways.accept, nurse, tool, now, department_id=department)
    _do(ways.sign, boss, tool, now, department_id=department)
    _do(ways.turn, it, tool, now, event="settle", reason="")
