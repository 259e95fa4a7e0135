"""A data folder of its own whose manifest names generated files, as if they had been imported."""

from __future__ import annotations

import os
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pyarrow.compute as pc
import pyarrow.parquet as pq

NOW = datetime(2025, 7, 1, tzinfo=UTC)
RECIPE = """
[source]
format = "csv"
shape = "events"
[columns]
case = "case_id"
activity = "activity"
at = "at"
team = "team"
[[behaviour]]
key = "confirmed"
name = "Priority confirmed before resolving"
opportunity = { activity = "Resolved" }
new_way = { priority_confirmed = "true" }
target = 0.9
"""


def peak_mb() -> int:
    """The most memory this process ever held (what the kernel calls ru_maxrss begins with that of its parent)."""
    line = next(x for x in Path("/proc/self/status").read_text().splitlines() if x.startswith("VmHWM"))
    return int(line.split()[1]) // 1024


def opened(home: Path) -> None:
    """Django on an empty folder."""
    home.mkdir(parents=True, exist_ok=True)
    os.environ["TAKEHOLD_HOME"] = str(home)
    os.environ["DJANGO_SETTINGS_MODULE"] = "takehold.config.settings"
    os.environ.pop("TAKEHOLD_DATABASE", None)
    import django
    from django.core.management import call_command

    django.setup()
    for room in ("ledger", "audit"):
        call_command("migrate", room, verbosity=0, skip_checks=True)


def based_on(home: Path, files: list[Path]) -> tuple[int, int]:
    """A source over these files and a measure on it, its evidence derived; their ids."""
    from takehold.evidence.recipe import parse
    from takehold.ledger import operations
    from takehold.ledger.models import Segment, Source

    source = operations.register_source(key="base", name="Base", kind="upload", now=NOW)
    folder = home / "segments" / str(source.id)
    folder.mkdir(parents=True)
    version = Source.objects.get(pk=source.id).manifest_version
    for path in files:
        os.link(path, folder / path.name)
        metadata = pq.read_metadata(path)
        days = pq.read_table(path, columns=["day"])["day"]
        span: Any = pc.min_max(days).as_py()
        Segment.objects.create(
            source_id=source.id, kind="events", path=f"{source.id}/{path.name}", rows=metadata.num_rows,
            bytes=path.stat().st_size, columns=["x_priority_confirmed"], day_min=span["min"], day_max=span["max"],
            added=version,
        )  # fmt: skip
    Source.objects.filter(pk=source.id).update(last_day=span["max"])
    behaviour = parse(RECIPE).behaviours[0]
    measure = operations.register_measure(source_id=source.id, behaviour=behaviour, recipe_sha256="", now=NOW)
    return source.id, measure.id
