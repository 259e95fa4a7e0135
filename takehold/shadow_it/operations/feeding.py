"""Feeding logs: a source, the addresses of teams, a log to be read, and taking one back."""

from __future__ import annotations

import ipaddress
import json
import shutil
from collections.abc import Iterable, Mapping
from datetime import datetime
from pathlib import Path
from typing import Final
from uuid import uuid4

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from takehold.audit import operations as audit
from takehold.evidence.limits import DEFAULT_LIMITS, Refused
from takehold.evidence.sentences import told
from takehold.evidence.sheets import sheet_text
from takehold.evidence.usage.columns import PARTS
from takehold.initiatives.facts import Invalid
from takehold.ledger.operations.files import keep_chunks
from takehold.people import queries as people
from takehold.people.facts import NotYours, Viewer
from takehold.people.queries.labels import normal
from takehold.shadow_it.facts.feeds import FeedKind, LogState
from takehold.shadow_it.models import AddressRange, LogFeed, LogImport
from takehold.shadow_it.queries.log_rights import feeds as need_right

FOLDER: Final = "logs-waiting"
FEWEST_ADDRESSES: Final = 16
KEEP_FREE: Final = 500 * 1024**2


def waiting() -> Path:
    """Where logs lie until they are read."""
    return Path(settings.HOME) / FOLDER


def open_feed(*, viewer: Viewer, name: str, kind: str, columns: Mapping[str, str], now: datetime) -> int:
    """A source of logs. ``columns``: what the columns of its tables mean where their names do not say it."""
    need_right(viewer)
    if kind not in list(FeedKind):
        raise Invalid("kind", _("Choose what kind of log it is."))
    if not name.strip() or len(name) > 80:
        raise Invalid("name", _("Give it a name of at most 80 letters."))
    said = {
        part: column.strip()[:200] for part, column in columns.items() if part in PARTS and column.strip()
    }
    try:
        with transaction.atomic():
            row = LogFeed.objects.create(name=name.strip(), kind=kind, columns=said, created_at=now)
            _record(viewer, "log feed opened", f"log feed {row.pk}", now, {"kind": kind})
    except IntegrityError:
        raise Invalid("name", _("There is a source of this name already.")) from None
    return row.pk


def name_range(*, viewer: Viewer, addresses: str, team_id: int, now: datetime) -> None:
    """Addresses of the network are a team's from now on. One machine is refused: that would be a person."""
    need_right(viewer)
    try:
        network = ipaddress.ip_network(addresses.strip(), strict=False)
    except ValueError:
        raise Invalid("addresses", _("Write a range of addresses, such as 10.1.0.0/16.")) from None
    if network.num_addresses < FEWEST_ADDRESSES:
        raise Invalid(
            "addresses",
            _("At least {n} addresses: fewer would tell of single computers, and so of persons.").format(
                n=FEWEST_ADDRESSES
            ),
        )
    if team_id not in {team.id for team in people.teams(viewer=viewer)}:
        raise Invalid("team", _("Choose a team."))
    with transaction.atomic():
        AddressRange.objects.update_or_create(addresses=str(network), defaults={"team_id": team_id})
        _record(viewer, "addresses of a team named", f"team {team_id}", now, {})


def drop_range(*, viewer: Viewer, range_id: int, now: datetime) -> None:
    """These addresses are nobody's any more; what was read stays."""
    need_right(viewer)
    with transaction.atomic():
        if not AddressRange.objects.filter(id=range_id).delete()[0]:
            raise NotYours
        _record(viewer, "addresses of a team dropped", f"address range {range_id}", now, {})


def bring(
    *,
    viewer: Viewer,
    feed_id: int,
    filename: str,
    chunks: Iterable[bytes],
    now: datetime,
    accounts: tuple[str, bytes] | None = None,
) -> int:
    """Keep a log durably until it is read. ``accounts``: name and content of a list of accounts and their teams, used for
    this log and then forgotten. The number of the log; that of the earlier one where the same file was read before.

    Raises ``NotYours``, ``NotAllowed``, ``Invalid``.
    """
    need_right(viewer)
    feed = LogFeed.objects.filter(id=feed_id).first()
    if feed is None:
        raise NotYours
    folder = _with_room()
    listed = "" if accounts is None else _keep_list(folder, viewer, *accounts)
    stored = uuid4().hex + "".join(Path(filename.lower()).suffixes)[-12:]
    try:
        sha256, _size = keep_chunks(_limited(chunks), folder / stored)
        with transaction.atomic():
            row = LogImport.objects.create(
                feed=feed, filename=Path(filename.replace("\\", "/")).name[-255:], sha256=sha256, stored_as=stored, list_as=listed,
                state=LogState.WAITING, created_at=now,
            )  # fmt: skip
            _record(viewer, "log brought", f"log {row.pk}", now, {"feed": feed.pk})
    except IntegrityError:
        clear(stored, listed)
        counted = LogImport.objects.filter(
            feed=feed, sha256=sha256, state__in=(LogState.WAITING, LogState.READ)
        )
        return counted.values_list("id", flat=True).get()
    except BaseException:
        clear(stored, listed)  # the list tells of persons and must not stay without its log
        raise
    return row.pk


def take_back(*, viewer: Viewer, log_id: int, now: datetime) -> None:
    """What a log showed counts no more; the log may be brought again."""
    need_right(viewer)
    with transaction.atomic():
        row = LogImport.objects.select_for_update().filter(id=log_id).first()
        if row is None:
            raise NotYours
        if row.state in (LogState.WAITING, LogState.READ):
            clear(row.stored_as, row.list_as)
            row.cells.all().delete()
            row.unknown.all().delete()
            row.state, row.stored_as, row.list_as, row.finished_at = LogState.BACK, "", "", now
            row.save()
            _record(viewer, "log taken back", f"log {log_id}", now, {})


def clear(*names: str) -> None:
    """Take files away that nothing is read from any more."""
    for name in filter(None, names):
        (waiting() / name).unlink(missing_ok=True)


def _with_room() -> Path:
    folder = waiting()
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    if shutil.disk_usage(folder).free < KEEP_FREE:
        raise Invalid(
            "file",
            _(
                "The server's disk is nearly full, so the file was not taken. Tell your administrator; nothing was lost."
            ),
        )
    return folder


def _limited(chunks: Iterable[bytes]) -> Iterable[bytes]:
    size = 0
    for chunk in chunks:
        size += len(chunk)
        if size > DEFAULT_LIMITS.upload:
            raise Invalid(
                "file",
                _("The file is larger than {n} GB. Bring a shorter period, or pack it.").format(
                    n=DEFAULT_LIMITS.upload // 1024**3
                ),
            )
        yield chunk
    if size == 0:
        raise Invalid("file", _("The file is empty. Export it again and upload it."))


def _keep_list(folder: Path, viewer: Viewer, name: str, content: bytes) -> str:
    """Accounts and their teams, checked, beside the log until it is read."""
    try:
        sheet = sheet_text(content, name)
    except Refused as refused:
        from django.utils import translation

        raise Invalid("accounts", told(refused.sentence, translation)) from None
    if len(sheet.columns) < 2:
        raise Invalid("accounts", _("The list needs two columns: the account or mail address, and the team."))
    known = {normal(text): team.id for team in people.teams(viewer=viewer) for text in (team.key, team.name)}
    found: dict[str, int] = {}
    for row in sheet.rows:
        who, team = (cell.strip() for cell in row.cells[:2])
        if who and normal(team) not in known:
            raise Invalid(
                "accounts",
                _("Line {line} of the list: there is no team “{team}”. Nothing was kept.").format(
                    line=row.line, team=team[:60]
                ),
            )
        if who:
            found[who.casefold()] = known[normal(team)]
    stored = f"{uuid4().hex}.json"
    keep_chunks([json.dumps(found).encode()], folder / stored)
    return stored


def _record(viewer: Viewer, action: str, subject: str, now: datetime, details: dict[str, str | int]) -> None:
    audit.record(actor=viewer.actor, action=action, subject=subject, now=now, details=details)
