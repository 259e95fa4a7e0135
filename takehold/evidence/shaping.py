"""Counted rows brought into the columns that all evidence has."""

from __future__ import annotations

from typing import Any

from takehold.evidence.facts import EVIDENCE_SCHEMA, Behaviour


def shaped(rows: Any, behaviour: Behaviour) -> Any:
    """The rows with the behaviour's key, in the order and types of ``EVIDENCE_SCHEMA``."""
    import ibis

    named = rows.mutate(behaviour=ibis.literal(behaviour.key))
    wanted = ibis.Schema.from_pyarrow(EVIDENCE_SCHEMA)
    return named.select(**{name: named[name].cast(kind) for name, kind in wanted.items()})
