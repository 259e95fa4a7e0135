"""The time of the house, a signed promise, and a tool that ward 1 told of."""

from __future__ import annotations

from typing import Any

import pytest

from conftest import NOW
from takehold.shadow_it import models
from takehold.shadow_it.facts.promises import PromiseInput
from takehold.shadow_it.facts.tools import Kind, NeedInput, OfferInput, Theme, ToldInput, Way
from takehold.shadow_it.operations import inquiry, promises, telling, ways
from takehold.shadow_it.queries import tools as queries

TODAY = NOW.date()
PROMISE = PromiseInput(
    "Nobody is blamed for a tool that a department found for itself.",
    "What the law wants reported must still be reported.",
    "The data protection office, extension 4410",
)


@pytest.fixture(autouse=True)
def _at(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOW)


@pytest.fixture
def promise(house: Any) -> int:
    """Drafted by the IT lead, signed by the sponsor."""
    number = promises.draft(viewer=house.viewer("it lead"), said=PROMISE, now=NOW)
    promises.sign(viewer=house.viewer("sponsor"), number=number, said=PROMISE, now=NOW)
    return number


def said(**more: Any) -> ToldInput:
    """ "The film exchange", used by 10 to 19 people."""
    told: dict[str, Any] = {
        "name": "The film exchange", "kind": Kind.SERVICE, "used_for": "Sending films to practices outside.",
        "people": "10-19", **more,
    }  # fmt: skip
    return ToldInput(**told)


@pytest.fixture
def tool(house: Any, promise: int) -> int:
    """Told by the member of ward 1."""
    return telling.tell(viewer=house.viewer("member"), said=said(), now=NOW)


def version(tool_id: int) -> int:
    """As whoever read it a moment ago."""
    return models.Tool.objects.get(pk=tool_id).version


def read(house: Any, tool_id: int, role: str = "it lead") -> Any:
    """As somebody reads it."""
    return queries.tool(viewer=house.viewer(role), tool_id=tool_id)


def on(house: Any, tool_id: int, role: str = "it lead") -> dict[str, Any]:
    """For an operation over what stands there now."""
    return {"viewer": house.viewer(role), "tool_id": tool_id, "version": version(tool_id), "now": NOW}


def turn(house: Any, tool_id: int, event: str, reason: str = "", **more: Any) -> Any:
    """Move it on."""
    return ways.turn(event=event, reason=reason, **more, **on(house, tool_id))


def understood(house: Any, tool_id: int) -> None:
    """Why was asked, and the need is on record."""
    turn(house, tool_id, "ask")
    inquiry.why(
        cause="tool",
        text="Ours takes no file over 100 MB.",
        ends_at="The limit of the gate",
        **on(house, tool_id),
    )
    need = NeedInput("Send a film of 2 GB to a practice outside on the same day.", Theme.FILES, "10-19")
    inquiry.need(said=need, **on(house, tool_id))


def offered(house: Any, tool_id: int, way: Way = Way.OFFER, service: str = "") -> int:
    """A way out is offered; the department's number."""
    ways.offer(
        said=OfferInput(way, "Our own exchange takes 5 GB from Monday on.", service), **on(house, tool_id)
    )
    return read(house, tool_id).departments[0].id  # type: ignore[no-any-return]


def agreed(house: Any, tool_id: int) -> None:
    """Ward 1 accepted, and its manager signed."""
    department = read(house, tool_id).departments[0].id
    ways.accept(department_id=department, **on(house, tool_id, "member"))
    manager = house.people["manager"]
    ways.name_co_owner(department_id=department, person_id=manager, **on(house, tool_id))
    ways.sign(department_id=department, **on(house, tool_id, "manager"))
