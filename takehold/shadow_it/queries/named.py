"""Tools by name alone: for finding one, and for where the need behind one went. One query beside what one sees."""

from __future__ import annotations

from django.db.models import Q

from takehold.people.facts import Viewer
from takehold.shadow_it.facts.tools import ToolName, ToolState
from takehold.shadow_it.queries.rights import readable


def named(*, viewer: Viewer) -> tuple[ToolName, ...]:
    """All that this viewer may read, but what was told by mistake; nothing for who has no role."""
    if not viewer.roles:
        return ()
    rows = readable(viewer).exclude(state=ToolState.LEFT).order_by("name", "id")
    return tuple(
        ToolName(id_, name, f"{used_for} {need}")
        for id_, name, used_for, need in rows.values_list("id", "name", "used_for", "need")
    )


def of_service(*, viewer: Viewer, service: str) -> tuple[tuple[ToolName, ToolState, bool], ...]:
    """The tools that are this service, and those for which it was offered (True), with where they stand."""
    rows = (
        readable(viewer).filter(Q(service=service) | Q(offer_service=service)).exclude(state=ToolState.LEFT)
    )
    return tuple(
        (ToolName(id_, name, ""), ToolState(state), of != service)
        for id_, name, state, of in rows.order_by("name", "id").values_list("id", "name", "state", "service")
    )


def behind(*, viewer: Viewer, request_id: int) -> tuple[ToolName, ...]:
    """The tools whose need became this request, of those that this viewer may read."""
    rows = readable(viewer).filter(request_id=request_id).order_by("name", "id")
    return tuple(ToolName(id_, name, need) for id_, name, need in rows.values_list("id", "name", "need"))
