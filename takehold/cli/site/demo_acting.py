"""How the demo lets somebody act on a day of the past: choose an action, move it on, look whether it worked."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from takehold.people.facts import Viewer

WAITS: Final = timedelta(days=10)
"""From the day on which an action is chosen to the day on which it is to begin, where nothing else is said."""
LOOKED_AT: Final = timedelta(weeks=8)


def ago(viewer: Viewer, slug: str, now: datetime, days: int) -> dict[str, Any]:
    """For an operation, so many days ago."""
    then = replace(viewer, on=viewer.on - timedelta(days=days), seen={})
    return {"viewer": then, "slug": slug, "now": now - timedelta(days=days)}


def since(now: datetime, day: date) -> int:
    """How many days ago that was."""
    return (now.date() - day).days


def chosen(
    viewer: Viewer, slug: str, now: datetime, days: int, key: str, title: str, what: str, **more: Any
) -> int:
    """An action begun with a practice, chosen so many days ago."""
    from takehold.bridge.facts import ActionInput
    from takehold.bridge.operations import actions
    from takehold.bridge.queries import playbook
    from takehold.initiatives import queries as initiatives

    on = ago(viewer, slug, now, days)
    begins = more.pop("begins_on", on["viewer"].on + WAITS)
    practice = next(each for each in playbook.practices() if each.key == key)
    said = ActionInput(
        title, what, practice.kind, practice.setting, practice.aim, barrier=practice.barriers[0], practice=key,
        behaviour=initiatives.behaviours(viewer=viewer, slug=slug)[0].key, minutes=more.pop("minutes", practice.minutes),
        begins_on=begins, check_on=more.pop("check_on", begins + LOOKED_AT), **more,
    )  # fmt: skip
    return actions.propose(said=said, **on)


def moved(
    viewer: Viewer, slug: str, action: int, event: str, now: datetime, days: int, reason: str = ""
) -> None:
    """Move an action on, so many days ago."""
    from takehold.bridge.operations import actions
    from takehold.bridge.queries import actions as queries

    on = ago(viewer, slug, now, days)
    version = queries.action(viewer=on["viewer"], slug=slug, action_id=action).version
    actions.turn(action_id=action, event=event, reason=reason, version=version, **on)


def looked(action: int, now: datetime, days: int) -> None:
    """Look whether it worked, so many days ago, as the clock would have."""
    from takehold.bridge.operations import checks

    checks.look(action_id=action, now=now - timedelta(days=days))
