"""The works council's sheet: what is kept, who sees it, how long, read from what is really set today."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Final

from django.conf import settings
from django.utils import timezone

from takehold.gather.disclosure import proof
from takehold.gather.facts.agreements import PrivacySheet, Proof, SourceKept
from takehold.gather.models import Wave, WaveState
from takehold.gather.queries import agreements
from takehold.gather.queries.retention import clocks
from takehold.ledger import queries as ledger
from takehold.ledger.queries.persons import numbers, with_persons
from takehold.people import queries as people
from takehold.people.facts import KEY_DAYS, WATCHING, NotYours, RoleKind, Viewer
from takehold.people.queries.holders import holders, organisation

K_SCORES: Final = Wave._meta.get_field("k_scores").get_default()
K_COMMENTS: Final = Wave._meta.get_field("k_comments").get_default()


def privacy_sheet(*, viewer: Viewer, home: Path) -> PrivacySheet:
    """The sheet, for everybody who has a part in the organisation. Raises ``NotYours``."""
    if not viewer.roles:
        raise NotYours
    named, counted = holders(viewer=viewer)
    holds = agreements.agreement(viewer.on)
    council, admin = viewer.has(RoleKind.WORKS_COUNCIL), viewer.has(RoleKind.ADMIN)
    floor = people.floor()
    promises = Counter(Wave.objects.exclude(state=WaveState.DRAFT).values_list("promise", flat=True))
    return PrivacySheet(
        on=viewer.on,
        organisation=organisation(),
        floor=floor,
        k_scores=max(floor, K_SCORES),
        k_comments=max(floor, K_COMMENTS),
        clocks=clocks(),
        session_hours=settings.SESSION_COOKIE_AGE // 3600,
        key_days=KEY_DAYS,
        backup_days=settings.BACKUP_DAYS,
        sources=_sources(),
        holders=tuple((kind.value, names) for kind, names in named),
        counted=tuple((kind.value, n) for kind, n in counted),
        promises=tuple(sorted(promises.items())),
        agreement=holds,
        earlier=agreements.earlier(viewer.on),
        proof=_proof(home),
        may_agree=council and (holds is None or holds.how != "yes"),
        may_waive=admin and holds is None,
        may_withdraw=holds is not None and (council or (admin and holds.how == "waived")),
        may_set=admin,
        may_watch=admin or viewer.has(*WATCHING),
    )


def _sources() -> tuple[SourceKept, ...]:
    kept, loaded = numbers(), with_persons()
    return tuple(
        SourceKept(each.name, each.kind, each.last_day, each.id in loaded, kept.get(each.id, 0))
        for each in ledger.sources()
    )


def _proof(home: Path) -> Proof | None:
    found = proof.last(home)
    return None if found is None else Proof(timezone.localdate(found.at), found.holds, found.organisations)
