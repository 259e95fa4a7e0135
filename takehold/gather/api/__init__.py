"""What this room offers to programs: a module for each kind of voice and source, put together here."""

from __future__ import annotations

from ninja import Router

from takehold.gather.api import (
    arrived,
    brought,
    channels,
    connecting,
    coverage,
    files,
    helping,
    notes,
    privacy,
    senders,
    surveys,
    voices,
)

router = Router()
for part in (
    arrived.router,
    brought.router,
    channels.router,
    connecting.router,
    coverage.router,
    files.router,
    helping.router,
    notes.router,
    privacy.router,
    senders.router,
    surveys.router,
    voices.router,
):
    router.add_router("", part)
