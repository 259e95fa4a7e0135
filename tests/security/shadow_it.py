"""Tools that departments found for themselves, for the matrix of rights: see ``world.py``."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from conftest import NOW, House
from takehold.shadow_it import models
from takehold.shadow_it.facts.promises import PromiseInput
from takehold.shadow_it.facts.tools import Kind, NeedInput, OfferInput, Theme, ToldInput, Way
from takehold.shadow_it.operations import following, inquiry, promises, telling, ways

PROMISE = PromiseInput("Nobody is blamed.", "What the law wants reported.", "Extension 4410")


def build(house: House) -> dict[str, Any]:
    """``{told-tool}`` and ``{offered-tool}`` with ``{offered-department}`` are of ward 1; ``{settled-tool}`` with ``{check}``
    is asked about. The promise is signed by the sponsor, and a second version is drafted."""
    lead, member = house.viewer("it lead"), house.viewer("member")
    number = promises.draft(viewer=lead, said=PROMISE, now=NOW)
    promises.sign(viewer=house.viewer("sponsor"), number=number, said=PROMISE, now=NOW)
    promises.draft(viewer=lead, said=PROMISE, now=NOW)
    told = telling.tell(viewer=member, said=_said("The bed list", ask_me=True), now=NOW)
    offered, settled = (_offered(house, name) for name in ("The film exchange", "The duty sheet"))
    _go(settled, ways.turn, lead, event="settle", reason="")
    check = models.Check.objects.filter(tool_id=settled).earliest("due_on")
    following.look(check_id=check.pk, now=NOW + timedelta(weeks=5))
    return {
        "told-tool": told,
        "offered-tool": offered,
        "offered-department": _department(offered),
        "offered-version": models.Tool.objects.get(pk=offered).version,
        "settled-tool": settled,
        "check": check.pk,
    }


def _said(name: str, *, ask_me: bool = False) -> ToldInput:
    return ToldInput(name, Kind.SERVICE, "Sending films to practices outside.", "5-9", ask_me=ask_me)


def _go(tool: int, operation: Any, viewer: Any, **said: Any) -> None:
    version = models.Tool.objects.get(pk=tool).version
    operation(viewer=viewer, tool_id=tool, version=version, now=NOW, **said)


def _department(tool: int) -> int:
    return models.Department.objects.get(tool_id=tool).pk


def _offered(house: House, name: str) -> int:
    """Asked why, a way out offered and accepted; the manager is to sign."""
    lead = house.viewer("it lead")
    tool = telling.tell(viewer=house.viewer("member"), said=_said(name), now=NOW)
    _go(tool, ways.turn, lead, event="ask", reason="")
    _go(tool, inquiry.why, lead, cause="tool", text="Ours takes no film.")
    _go(tool, inquiry.need, lead, said=NeedInput("Send a film.", Theme.FILES, "5-9"))
    _go(tool, ways.offer, lead, said=OfferInput(Way.OFFER, "Our own exchange."))
    department = _department(tool)
    _go(tool, ways.accept, house.viewer("member"), department_id=department)
    _go(tool, ways.name_co_owner, lead, department_id=department, person_id=house.people["manager"])
    return tool
