"""Moments as connectors speak of them: UTC, written so that text sorts by time, whatever the system's own spelling."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Final

from django.utils.translation import gettext as _

from takehold.gather.sources.connecting import Strange

PLAIN: Final = "%Y-%m-%d %H:%M:%S"
EXACT: Final = "%Y-%m-%d %H:%M:%S.%f"


def exact(said: object) -> str:
    """An ISO 8601 moment with its offset, or milliseconds since 1970, as ``EXACT`` in UTC. Raises ``Strange``."""
    try:
        if isinstance(said, int):
            found = datetime.fromtimestamp(said / 1000, UTC)
        else:
            found = datetime.fromisoformat(str(said))
        if found.tzinfo is None:
            raise ValueError
        return found.astimezone(UTC).strftime(EXACT)
    except (ValueError, OverflowError, OSError) as error:
        raise Strange(
            _("A record says “%(text)s” for when it was changed.") % {"text": str(said)[:40]}
        ) from error


def plain(said: str) -> str:
    """A moment that the system writes as ``PLAIN`` without an offset. Raises ``Strange``."""
    try:
        return datetime.strptime(said, PLAIN).strftime(PLAIN)  # noqa: DTZ007 - the connector knows the zone
    except ValueError as error:
        raise Strange(_("A record says “%(text)s” for when it was changed.") % {"text": said[:40]}) from error


def earlier(moment: str, minutes: int) -> str:
    """Some minutes before, in the spelling that it came in."""
    spelling = EXACT if "." in moment else PLAIN
    return (datetime.strptime(moment, spelling) - timedelta(minutes=minutes)).strftime(spelling)  # noqa: DTZ007


def before(moment: str) -> str:
    """The second before, for systems that only know "later than"."""
    return (datetime.strptime(moment, PLAIN) - timedelta(seconds=1)).strftime(PLAIN)  # noqa: DTZ007


def of_utc(moment: str) -> datetime:
    """A moment of this module that is in UTC."""
    return datetime.strptime(moment, EXACT if "." in moment else PLAIN).replace(tzinfo=UTC)
