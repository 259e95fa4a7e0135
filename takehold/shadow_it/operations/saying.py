"""How every write of this room reads: over the version that was read, of work and never of a person, with a line of record."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext as _

from takehold.audit import operations as audit
from takehold.governance.operations.saying import newest
from takehold.initiatives.facts import Conflict, Invalid
from takehold.people.facts import Viewer
from takehold.shadow_it import models
from takehold.shadow_it.facts.tools import ToolState
from takehold.shadow_it.operations.lifecycle import following


def quicker() -> Conflict:
    """What to raise where somebody wrote the same in the same moment."""
    return Conflict(
        _("Somebody else changed this meanwhile. Nothing of yours was lost: look at it and send it again.")
    )


def locked(tool_id: int, version: int | None) -> models.Tool:
    """The row, for writing over the version that was read (None: whatever stands there). Raises ``Conflict``."""
    row = models.Tool.objects.select_for_update().get(id=tool_id)
    if version is not None:
        newest(row.version, version)
    return row


def move(
    row: models.Tool, event: str, viewer: Viewer, reason: str = "", seen: models.Check | None = None
) -> None:
    """Let it happen and keep that it did; the caller saves. Raises ``Invalid`` where it cannot happen now."""
    to = following(row.state, event)
    if to is None:
        raise Invalid("event", _("That cannot happen to it now: it is in another state meanwhile."))
    if to != row.state:
        models.ToolTurn.objects.create(
            tool=row, on=viewer.on, before=row.state, after=to, reason=reason, seen_by=seen
        )
    row.state = ToolState(to)


def keep(row: models.Tool, viewer: Viewer, action: str, now: datetime, **details: str | int) -> None:
    """Save it one version on, with a line in the record of who did what, without a word of what was written."""
    row.version += 1
    row.save()
    record(viewer, action, row.pk, now, **details)


def record(viewer: Viewer, action: str, tool_id: int, now: datetime, **details: str | int) -> None:
    """A line in the record of who did what."""
    audit.record(actor=viewer.actor, action=action, subject=f"tool:{tool_id}", now=now, details=details)
