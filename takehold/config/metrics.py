"""How the server is doing, for Prometheus and the like. Of figures of teams, and of persons, nothing stands here."""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe
from prometheus_client import CollectorRegistry
from prometheus_client.core import GaugeMetricFamily, InfoMetricFamily, Metric
from prometheus_client.exposition import choose_encoder
from prometheus_client.registry import Collector

from takehold import __version__
from takehold.audit import queries as audit
from takehold.gather.queries.feeds import by_state as feeds
from takehold.ledger.queries.imports import by_state as imports
from takehold.people import queries as people
from takehold.people.facts import NotYours, RoleKind
from takehold.people.queries import identity
from takehold.people.queries.admitted import by_state as accounts

READERS: Final = (RoleKind.ADMIN, RoleKind.STEWARD, RoleKind.IT_LEAD, RoleKind.AUDITOR)
CLOCK: Final = "jobs.alive"
"""The file into which the clock writes the moment, each time that it looks what is due."""


class Server(Collector):
    """Asked anew at each reading, so that it is the same from whichever process answers."""

    def __init__(self, now: datetime, home: Path) -> None:
        self.now, self.home = now, home

    def collect(self) -> Iterator[Metric]:
        """Every figure, by name."""
        yield InfoMetricFamily("takehold", "The version that runs.", value={"version": __version__})
        disk = shutil.disk_usage(self.home)
        yield GaugeMetricFamily("takehold_disk_free_bytes", "Room left where the data lies.", value=disk.free)
        yield GaugeMetricFamily(
            "takehold_disk_bytes", "Size of the disk on which the data lies.", value=disk.total
        )
        yield from self._age("takehold_clock_age_seconds", "Since the jobs were last looked at.", CLOCK)
        yield from self._age("takehold_backup_age_seconds", "Since the last backup.", settings.LAST_BACKUP)
        yield _states("takehold_imports", "Files and readings handed in, by state.", imports())
        yield _states("takehold_feeds", "Connected systems and watched folders, by state.", feeds())
        yield _states("takehold_accounts", "Accounts, by whether they are open.", accounts())
        yield GaugeMetricFamily("takehold_audit_lines", "Lines of the record.", value=audit.head().sequence)
        waits = int(identity.unwiped())
        yield GaugeMetricFamily(
            "takehold_erasure_unfinished",
            "1: an erasure waits for the databases files to be written anew.",
            value=waits,
        )

    def _age(self, name: str, words: str, file: str) -> Iterator[Metric]:
        """Seconds since the moment in a file's first line; nothing where there is none."""
        try:
            at = datetime.fromisoformat((self.home / file).read_text().splitlines()[0])
        except (OSError, ValueError, IndexError):
            return
        yield GaugeMetricFamily(name, words, value=max(0.0, (self.now - at).total_seconds()))


def _states(name: str, words: str, found: Iterable[tuple[str, int]]) -> Metric:
    family = GaugeMetricFamily(name, words, labels=["state"])
    for state, count in found:
        family.add_metric([state], count)
    return family


@require_safe
def metrics(request: HttpRequest) -> HttpResponse:
    """For programs with a key of an administrator, data steward, IT lead or auditor, and for these themselves."""
    account = _account(request)
    if account is None:
        answer = HttpResponse(
            "Send a key as “Authorization: Bearer …”.\n", status=401, content_type="text/plain; charset=utf-8"
        )
        answer["WWW-Authenticate"] = "Bearer"
        return answer
    if not people.viewer(user_id=account, on=timezone.localdate()).has(*READERS):
        raise NotYours
    registry = CollectorRegistry()
    registry.register(Server(datetime.now(UTC), Path(settings.HOME)))
    encode, kind = choose_encoder(request.headers.get("Accept", ""))
    return HttpResponse(encode(registry), content_type=kind)


def _account(request: HttpRequest) -> int | None:
    scheme, _blank, secret = request.headers.get("Authorization", "").partition(" ")
    if scheme.casefold() == "bearer":
        return people.key_holder(secret=secret.strip(), on=timezone.localdate())
    found: int | None = request.user.pk if request.user.is_authenticated else None
    return found
