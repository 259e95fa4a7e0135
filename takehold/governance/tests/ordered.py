"""A directive as tests write it: two checks of a dose in surgery, on the ground of safety, for six weeks."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

from conftest import NOW
from takehold.governance.facts.directives import DirectiveInput
from takehold.governance.operations import directives as operations
from takehold.governance.queries.directives import directive
from takehold.people.facts import Viewer

TODAY = NOW.date()
WEEKS = TODAY + timedelta(weeks=6)


def said(house: Any, **more: Any) -> DirectiveInput:
    """From the IT lead, reviewed by the council, for surgery: wards 3 and 4 and the night desk, 25 people."""
    told: dict[str, Any] = {
        "title": "Two people check every dose", "what": "A second person reads the dose aloud before it is given.",
        "ground": "safety", "rests_on": "Doses were mixed up twice in February.", "office": "it lead",
        "evidence": "Two entries in the register of near misses.", "reviewer": "council", "expires_on": WEEKS,
        "teams": frozenset({house.teams["surgery"]}), "persuaded": "Shown in two huddles; nobody was against it.",
        **more,
    }  # fmt: skip
    return DirectiveInput(**told)


def on(viewer: Viewer, days: int) -> Viewer:
    """The same person so many days later."""
    return replace(viewer, on=viewer.on + timedelta(days=days), seen={})


def written(house: Any, **more: Any) -> int:
    """A draft."""
    return operations.write(viewer=house.viewer("it lead"), said=said(house, **more), now=NOW)


def turned(viewer: Viewer, directive_id: int, event: str, **more: Any) -> Any:
    """Moved on as it stands."""
    version = directive(viewer=viewer, directive_id=directive_id).version
    return operations.turn(
        viewer=viewer, directive_id=directive_id, event=event, version=version, now=NOW, **more
    )


def issued(house: Any, **more: Any) -> int:
    """In force since today."""
    made = written(house, **more)
    turned(house.viewer("it lead"), made, "issue")
    return made
