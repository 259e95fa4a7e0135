"""What all rooms keep about one person, lowest room first; and the same as a file."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Final

from django.utils.translation import gettext as _
from django.utils.translation import override

from takehold.alignment.queries import kept as alignment
from takehold.audit import queries as audit
from takehold.bridge.queries import kept as bridge
from takehold.celebrate.queries import kept as celebrate
from takehold.cocreation.queries import kept as cocreation
from takehold.gather.queries import kept_of_person as gather
from takehold.governance.queries import kept as governance
from takehold.governance.queries import kept_directives as directives
from takehold.influence.queries import kept as influence
from takehold.initiatives.queries import kept as initiatives
from takehold.missteps.queries import kept as missteps
from takehold.people.facts import Kept
from takehold.people.queries import kept as people
from takehold.shadow_it.queries import kept as shadow_it

SCHEMA: Final = "takehold.person/1"


def about(person_id: int, *, limit: int | None = None) -> tuple[Kept, ...]:
    """Every table that leads to a person. ``limit``: of the record of who did what, which may be long."""
    tables = (
        *people.tables(),
        *initiatives.tables(),
        *gather.tables(),
        *influence.tables(),
        *alignment.tables(),
        *cocreation.tables(),
        *governance.tables(),
        *directives.tables(),
        *bridge.tables(),
        *shadow_it.tables(),
        *missteps.tables(),
        *celebrate.tables(),
    )
    return (*people.kept(tables, person_id), *gather.beside(person_id), _record(person_id, limit))


def _record(person_id: int, limit: int | None) -> Kept:
    actor = f"person:{person_id}"
    lines = audit.by(actor=actor, limit=limit)
    count = len(lines) if limit is None else audit.many(actor=actor)
    rows = tuple((("at", each.at.isoformat()), ("did", each.action), ("to", each.subject)) for each in lines)
    number = _("The record keeps a number in the place of your name.")
    return Kept(_("What you did, in the record of who did what"), rows, count, ("audit.Line.actor",), number)


def copy(person_id: int, *, now: datetime) -> dict[str, Any]:
    """Everything as it is written to a file; in English, so that two copies can be compared."""
    return as_copy(in_english(person_id), now=now)


def in_english(person_id: int) -> tuple[Kept, ...]:
    """Every table that leads to a person, named in English: the words are then the keys of the other languages."""
    with override("en"):
        return about(person_id)


def as_copy(found: tuple[Kept, ...], *, now: datetime) -> dict[str, Any]:
    """As ``copy``, from what was fetched."""
    tables = [
        {"table": each.words, "columns": each.columns, "count": each.count,
         "rows": [dict(row) for row in each.rows]}
        for each in found
    ]  # fmt: skip
    return {"schema": SCHEMA, "made_at": now.isoformat(), "tables": tables}
