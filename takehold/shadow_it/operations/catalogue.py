"""Bringing a newer catalogue of services: all of it or nothing."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from takehold.audit import operations as audit
from takehold.evidence.sentences import Problem
from takehold.evidence.usage.catalogue import MOST_BYTES, BrokenCatalogue, Catalogue, parse
from takehold.ledger.operations.files import keep_chunks
from takehold.shadow_it.queries.catalogue import current, place


class NotNewer(Problem, ValueError):
    """A catalogue that is not newer than the one in use. ``str()`` is a sentence."""


def update(*, file: Path, actor: str, now: datetime) -> Catalogue:
    """Use a catalogue from a local file from now on. Durable before it returns.

    Raises:
        BrokenCatalogue, NotNewer: nothing was changed.
    """
    if file.stat().st_size > MOST_BYTES:
        raise BrokenCatalogue(
            "The file has {size}; a catalogue has at most {size_most}.",
            size=file.stat().st_size,
            size_most=MOST_BYTES,
        )
    content = file.read_bytes()
    try:
        found = parse(content.decode("utf-8"))
    except UnicodeDecodeError:
        raise BrokenCatalogue("The file is no JSON, so it is no catalogue of services.") from None
    if found.order <= current().order:
        raise NotNewer(
            "The catalogue is version {brought}; {used} is in use already.",
            brought=found.version,
            used=current().version,
        )
    keep_chunks([content], place())
    details: dict[str, str | int] = {"version": found.version, "services": len(found.services)}
    audit.record(
        actor=actor, action="catalogue of services brought", subject="catalogue", now=now, details=details
    )
    return found
