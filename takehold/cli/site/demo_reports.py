"""The demo's performance report: a year brought by hand, then a watched folder that takes each week's file.

One week's export came with another heading and was refused; the next day it was exported again.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Final
from uuid import UUID

if TYPE_CHECKING:
    from takehold.people.facts import Viewer
    from takehold.simulation.story import Hospital
    from takehold.simulation.tables import Table

EXCHANGE: Final = "exchange"
NAME: Final = "medicine-lists"
WATCHED_WEEKS: Final = 3
LOOKS: Final = (timedelta(), timedelta(minutes=2), timedelta(minutes=4))
"""When it is looked into after a file came: seen, taken, put away."""


def reports(linden: Hospital, seed: int, slug: str, house: Viewer, home: Path, now: datetime) -> None:
    """All but the last weeks by hand, those through the folder."""
    from django.conf import settings

    from takehold.gather import operations as gather
    from takehold.gather.operations import folders
    from takehold.ledger import operations as ledger
    from takehold.simulation.reports import REPORT_RECIPE, medicine_lists

    table = medicine_lists(seed, linden)
    weeks = sorted(set(table.columns["week"]))
    begun = now - timedelta(days=7 * WATCHED_WEEKS)
    text = _csv(table, weeks[:-WATCHED_WEEKS]).encode()
    draft = gather.upload(
        viewer=house, slug=slug, filename=f"{NAME}.csv", chunks=iter([text]), now=begun, home=home
    )
    gather.use_mapping_text(viewer=house, draft_id=draft.id, text=REPORT_RECIPE, now=begun)
    fact = gather.start_import(viewer=house, draft_id=draft.id, now=begun, home=home)
    ledger.run_import(import_id=fact.id, now=begun, home=home)
    inbox = home / EXCHANGE / NAME
    shutil.rmtree(inbox, ignore_errors=True)  # of a hospital that was begun and not finished
    inbox.mkdir(parents=True)
    settings.FOLDERS = sorted({*settings.FOLDERS, str(inbox.parent)})
    feed = folders.connect(
        viewer=house, name="Pharmacy, every Monday", folder=str(inbox), source_id=fact.source_id, now=begun
    )
    for name, content, at in _files(table, weeks[-WATCHED_WEEKS:], begun):
        (inbox / name).write_text(content, encoding="utf-8")
        _watched(feed, at, home)


def _files(table: Table, weeks: list[str], begun: datetime) -> Iterator[tuple[str, str, datetime]]:
    """Each week's file a week after the other; the middle one once with a wrong heading."""
    for number, week in enumerate(weeks):
        at = begun + timedelta(days=7 * number, hours=2)
        content = _csv(table, [week])
        if number == len(weeks) // 2:
            yield f"{NAME}-{week}.csv", content.replace("minutes", "min.", 1), at
            at += timedelta(days=1)
        yield f"{NAME}-{week}.csv", content, at


def _watched(feed: UUID, at: datetime, home: Path) -> None:
    from takehold.gather.operations import folders
    from takehold.ledger import jobs, operations

    for after in LOOKS:
        folders.look(feed_id=feed, now=at + after)
        for job in jobs.due(at + after):
            if job.what == "import":
                operations.run_import(import_id=UUID(job.subject), now=at + after, home=home)


def _csv(table: Table, weeks: list[str]) -> str:
    """The rows of these weeks, with their heading."""
    kept = [place for place, week in enumerate(table.columns["week"]) if week in weeks]
    columns = {name: [cells[place] for place in kept] for name, cells in table.columns.items()}
    return replace(table, columns=columns).csv()
