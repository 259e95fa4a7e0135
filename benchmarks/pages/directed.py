"""Directives of ten years: one a month that lapsed, one in force for everybody, and one that is not issued yet."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any, Final

MONTHS: Final = 120


def directives(now: datetime) -> dict[str, Any]:
    """Ids of the directive in force and of the draft."""
    from takehold.governance.facts.directives import DirectiveInput, DirectiveState
    from takehold.governance.models import Directive
    from takehold.governance.operations import directives as operations
    from takehold.people.facts import RoleFact, RoleKind, Viewer
    from takehold.people.models import Role

    person = Role.objects.filter(kind=RoleKind.LEAD).latest("id").person_id
    lead = Viewer(person, "", (RoleFact(RoleKind.LEAD),), now.date())
    told = DirectiveInput(
        "Two people check every dose", "Aloud, before it is given.", "safety", "Doses were mixed up twice.",
        "The register of near misses.", "lead", "council", now.date() + timedelta(weeks=6), persuaded="Shown in huddles.",
    )  # fmt: skip
    made = [operations.write(viewer=lead, said=told, now=now) for _n in range(2)]
    operations.turn(viewer=lead, directive_id=made[0], event="issue", version=1, now=now)
    row = Directive.objects.get(id=made[0])
    past = []
    for months in range(1, MONTHS + 1):
        on = now.date() - timedelta(days=30 * months + 90)
        past.append(Directive(**{
            **{each.attname: getattr(row, each.attname) for each in Directive._meta.concrete_fields if each.attname != "id"},
            "title": f"Directive no. {months}", "written_on": on, "issued_on": on, "told_on": on,
            "expires_on": on + timedelta(weeks=12), "state": DirectiveState.IN_FORCE,
        }))  # fmt: skip
    Directive.objects.bulk_create(past, batch_size=100)
    return {"directive": made[0], "directive-draft": made[1]}
