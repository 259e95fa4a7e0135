"""Missteps behind the addresses: thirty that were told, each with promises of persons, roles and bodies, and one draft."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any


def missteps(slug: str, viewer: Any, now: datetime) -> dict[str, Any]:
    """Names of objects -> ids, of the last misstep that was told, and of the draft."""
    from takehold.gaps.facts import Cause
    from takehold.initiatives import queries
    from takehold.missteps.facts import MisstepInput, MitigationInput
    from takehold.missteps.operations import missteps as operations
    from takehold.missteps.operations import promises
    from takehold.people import queries as people

    person = people.persons(viewer=viewer, limit=1)[0].id
    keys = [each.key for each in queries.behaviours(viewer=viewer, slug=slug)]
    on: dict[str, Any] = {"viewer": viewer, "now": now}
    made = []
    for n in range(31):
        said = MisstepInput(
            f"We promised too early, no. {n}", "We promised a day before the form was ready.", viewer.on,
            "Work was done twice.", Cause.PRIORITY, "The date came from the budget year.", keys[0] if keys else "",
        )  # fmt: skip
        made.append(operations.suggest(slug=slug, said=said, **on))
    for one in made[:-1]:
        for version, owner in enumerate(
            ({"owner_id": person}, {"owner_role": "lead"}, {"owner_body": "The council"}), 1
        ):
            promised = MitigationInput("One screen.", viewer.on + timedelta(days=9), **owner)
            promises.promise(misstep_id=one, said=promised, version=version, **on)
        operations.tell(misstep_id=one, to="All wards", version=4, **on)
    return {"misstep": made[-2], "misstep-draft": made[-1]}
