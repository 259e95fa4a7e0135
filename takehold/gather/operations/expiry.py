"""Files that were never imported, and files whose import has them, leave quarantine."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

from takehold.gather.models import Draft as DraftRow
from takehold.gather.models import DraftState
from takehold.gather.operations import quarantine
from takehold.gather.queries.draft_rows import OPEN, kept_for
from takehold.ledger import queries as ledger
from takehold.ledger.facts import ImportState

FINISHED = (ImportState.DONE, ImportState.REPEATED)


def without_cells(inspection: Mapping[str, Any]) -> dict[str, Any]:
    """What was found in a file, without anything that stood in it: names of columns stay, their values go."""
    columns = [{**column, "samples": []} for column in inspection.get("columns", ())]
    return {**inspection, "columns": columns, "rows": []}


def expire_drafts(*, now: datetime, home: Path) -> int:
    """Remove the files of drafts that were kept for as long as uploads are, and of finished imports. How many files went."""
    gone = 0
    for row in DraftRow.objects.filter(state__in=OPEN, updated_at__lt=now - kept_for()):
        quarantine.discard(home=home, draft_id=row.id)
        row.delete()
        gone += 1
    for row in DraftRow.objects.filter(state=DraftState.STARTED).exclude(stored_name=""):
        state = ledger.import_fact(row.brought_id).state if row.brought_id else ImportState.DONE
        if state in FINISHED:
            quarantine.discard(home=home, draft_id=row.id)
            DraftRow.objects.filter(id=row.id).update(
                stored_name="", inspection=without_cells(row.inspection)
            )
            gone += 1
        elif state is ImportState.REFUSED:  # the mapping can be mended: open again, the file still here
            DraftRow.objects.filter(id=row.id).update(state=DraftState.CHOSEN, updated_at=now)
    return gone
