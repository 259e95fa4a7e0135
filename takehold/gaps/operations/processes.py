"""Looking again at how the cases of a source run, whenever its files changed."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import Final

import numpy as np

from takehold.gaps import models
from takehold.ledger.queries import processes as ledger

SEED: Final = 20261


def due() -> tuple[int, ...]:
    """Sources whose events were not looked at since they changed."""
    seen = dict(models.SourceProcess.objects.values_list("source_id", "version"))
    return tuple(source for source, _version in ledger.changed(seen))


def look(*, source_id: int, home: Path) -> None:
    """Count the ways and times of a source's cases and keep them. Nothing is done where they are known."""
    seen = dict(models.SourceProcess.objects.values_list("source_id", "version"))
    version = dict(ledger.changed(seen)).get(source_id)
    if version is None:
        return
    course = ledger.course(source_id=source_id, rng=np.random.default_rng(SEED), home=home)
    told = {} if course is None else asdict(course)
    models.SourceProcess.objects.update_or_create(
        source_id=source_id, defaults={"version": version, "told": told}
    )
