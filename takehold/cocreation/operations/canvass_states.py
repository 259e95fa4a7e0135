"""What becomes of a question whom people turn to: a table of what may happen in which state."""

from __future__ import annotations

from typing import Final

from takehold.cocreation.facts.canvasses import CanvassState
from takehold.people.facts import RoleKind, Viewer

AGREE, WAIVE, WITHDRAW, OPEN, CLOSE, DROP = "agree", "waive", "withdraw", "open", "close", "drop"
NEXT: Final[dict[tuple[str, str], CanvassState | None]] = {
    (CanvassState.DRAFT, AGREE): CanvassState.AGREED,
    (CanvassState.DRAFT, WAIVE): CanvassState.AGREED,
    (CanvassState.DRAFT, DROP): None,
    (CanvassState.AGREED, WITHDRAW): CanvassState.DRAFT,
    (CanvassState.AGREED, OPEN): CanvassState.OPEN,
    (CanvassState.AGREED, DROP): None,
    (CanvassState.OPEN, CLOSE): CanvassState.CLOSED,
    (CanvassState.OPEN, WITHDRAW): CanvassState.STOPPED,
    (CanvassState.CLOSED, WITHDRAW): CanvassState.STOPPED,
}
"""(state, event) -> state, None: it is gone. What is not here cannot happen."""


def allowed(viewer: Viewer, *, state: str, how: str, may_edit: bool) -> tuple[str, ...]:
    """What this viewer may do next. ``how``: by yes or waived, ``may_edit``: leads the change."""
    council, admin = viewer.has(RoleKind.WORKS_COUNCIL), viewer.has(RoleKind.ADMIN)
    may = {
        AGREE: council, WAIVE: admin and not council, WITHDRAW: council or (admin and how == "waived"),
        OPEN: may_edit, CLOSE: may_edit, DROP: may_edit,
    }  # fmt: skip
    return tuple(event for at, event in NEXT if at == state and may[event])
