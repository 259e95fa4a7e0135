"""Inside the sandbox: from files to a table of events or counts, with every record accounted for."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from takehold.evidence.canonical import write_events
from takehold.evidence.counting import write_counts
from takehold.evidence.facts import Shape
from takehold.evidence.limits import Limits, Refused
from takehold.evidence.plan import Plan
from takehold.evidence.staging import Report, Stage, stage_file, total
from takehold.evidence.valuing import write_values
from takehold.evidence.workbench import engine as new_engine


def perform(
    files: Sequence[str], request: dict[str, Any], scratch: str, limits: Limits, report: Report
) -> dict[str, Any]:
    """Read ``files`` by the plan in ``request``; writes one Parquet file into ``scratch``. The sandbox calls this."""
    plan = Plan.from_json(request)
    folder = Path(scratch)
    stage = Stage(new_engine(folder, [Path(name) for name in files], limits), plan.names())
    for number, name in enumerate(files):
        report(0.7 * number / len(files))
        try:
            stage_file(stage, Path(name), plan.source, folder, limits)
        except Refused as error:
            raise of_the_file(error, name, len(files)) from error
    report(0.7)
    if total(stage) == 0:
        raise Refused("There is no record in the file: nothing stands below its heading.")
    write = {Shape.COUNTS: write_counts, Shape.VALUES: write_values}.get(plan.source.shape, write_events)
    return write(stage, plan, folder, limits, report)


def of_the_file(error: Refused, name: str, files: int) -> Refused:
    """The refusal with the file's name before it, where there are several."""
    if files == 1:
        return error
    return Refused("{file}: {why}", detail=error.detail, file=Path(name).name, why=error.sentence)
