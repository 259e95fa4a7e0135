"""What combines rooms, for programs: a module for each idea, put together here."""

from __future__ import annotations

from ninja import Router

from takehold.overview.api import (
    admitting,
    authority,
    authorship,
    calendars,
    council,
    erasing,
    feeding,
    going,
    my_team,
    owners,
    packs,
    search,
    week,
)

router = Router()
for part in (
    search.router, admitting.router, calendars.router, council.router, erasing.router, feeding.router, authority.router, authorship.router, going.router, my_team.router, owners.router, packs.router, week.router,
):  # fmt: skip
    router.add_router("", part)
