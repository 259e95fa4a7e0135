"""What erasing a person would do: what goes, what stays without the name, and why; in counts, never in content."""

from __future__ import annotations

from dataclasses import dataclass

from django.conf import settings
from django.utils.translation import gettext as _

from takehold.gather.facts.retention import Kept as Kind
from takehold.gather.queries.retention import days
from takehold.overview.queries import mine
from takehold.people.facts import NotAllowed, NotYours, RoleKind, Viewer
from takehold.people.queries.identity import last_administrator


@dataclass(frozen=True, slots=True)
class Fate:
    """``goes``: what and how many. ``stays``: by the reason why. Days for which uploads and backups may hold more."""

    goes: tuple[tuple[str, int], ...]
    stays: tuple[tuple[str, tuple[tuple[str, int], ...]], ...]
    upload_days: int
    backup_days: int

    @property
    def going(self) -> int:
        """All that goes together."""
        return sum(count for _what, count in self.goes)


def fate(*, viewer: Viewer, person_id: int) -> Fate:
    """For the person, and for administrators. Raises as ``operations.erase`` does."""
    need(viewer, person_id)
    found = [each for each in mine.about(person_id, limit=0) if each.count]
    reasons = dict.fromkeys(each.stays for each in found if each.stays)
    return Fate(
        goes=tuple((each.words, each.count) for each in found if not each.stays),
        stays=tuple(
            (reason, tuple((each.words, each.count) for each in found if each.stays == reason))
            for reason in reasons
        ),
        upload_days=days(Kind.UPLOADS),
        backup_days=settings.BACKUP_DAYS,
    )


def need(viewer: Viewer, person_id: int) -> None:
    """Let pass who is meant, and administrators. Who has neither right is not told that there is somebody."""
    if viewer.person_id != person_id and not viewer.has(RoleKind.ADMIN):
        raise NotYours
    if last_administrator(person_id=person_id, on=viewer.on):
        raise NotAllowed(
            _(
                "Nobody else is an administrator. Give that role to somebody first: without one, nobody could be let in."
            )
        )
