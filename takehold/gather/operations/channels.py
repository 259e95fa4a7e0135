"""Announcing a channel, and listening to its exports: messages are counted in a process apart and never kept."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from datetime import datetime
from pathlib import Path
from typing import Final

from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from takehold.audit import operations as audit
from takehold.evidence import listening
from takehold.evidence.limits import Refused
from takehold.evidence.listening import Heard
from takehold.evidence.sandbox import workshop
from takehold.evidence.sentences import told
from takehold.gather.facts.channels import LARGEST_EXPORT, ChannelInput, Listened
from takehold.gather.models import Channel, Hearing, Mention
from takehold.gather.operations.quarantine import shown_name
from takehold.gather.queries.channels import led, words_of
from takehold.gather.queries.listening import change_of, ears
from takehold.gather.queries.themes import leads
from takehold.gather.queries.written import cleaned
from takehold.initiatives.facts import Invalid
from takehold.people import queries as people
from takehold.people.facts import NotAllowed, NotYours, Viewer
from takehold.people.queries.addresses import every_name

KINDS: Final = ("slack", "teams", "viva", "csv")
ENDINGS: Final = (".zip", ".json", ".csv", ".tsv", ".txt")


def announce(*, viewer: Viewer, said: ChannelInput, now: datetime) -> int:
    """Record that a channel is listened to from a day on, and where its people were told. Its id.

    Raises:
        NotYours, NotAllowed: not theirs. Invalid: what cannot be kept.
    """
    change = change_of(viewer, said.slug)
    if not ears(viewer).any:
        raise NotYours
    if not leads(ears(viewer), said.slug):
        raise NotAllowed(_("Channels are announced by those who lead the change."))
    if said.kind not in KINDS:
        raise Invalid("kind", _("Known: %(kinds)s.") % {"kinds": ", ".join(KINDS)})
    if said.announced_on > viewer.on:
        raise Invalid(
            "announced_on", _("This day lies ahead. Announce the channel first, then note it here.")
        )
    team = said.team_id
    if team is not None and team not in {each.id for each in people.teams(viewer=viewer)}:
        raise Invalid("team", _("There is no such team to choose."))
    with transaction.atomic():
        row = Channel.objects.create(
            name=cleaned(said.name, most=200, field="name"), kind=said.kind, team_id=team,
            initiative_id=change.id if change else None, announced_on=said.announced_on,
            announced_where=cleaned(said.announced_where, most=300, field="announced_where"),
            announced_by_id=viewer.person_id,
        )  # fmt: skip
        audit.record(actor=viewer.actor, action="channel announced", subject=f"channel:{row.pk}", now=now)
    return row.pk


def hear(
    *,
    viewer: Viewer,
    channel_id: int,
    filename: str,
    chunks: Iterable[bytes],
    now: datetime,
    home: Path,
    columns: Mapping[str, str] | None = None,
) -> Listened:
    """Listen to an export of an announced channel. The file is gone when this returns.

    The same export again adds nothing; themes that came since are counted in it.

    Raises:
        NotYours: not theirs. Invalid: the file is not taken, in a sentence.
    """
    row = Channel.objects.filter(led(viewer), id=channel_id).first()
    if row is None:
        raise NotYours
    name = shown_name(filename)
    ending = Path(name).suffix.lower()
    if ending not in ENDINGS:
        raise Invalid("file", _("An export of a channel is a ZIP, JSON or CSV file."))
    room = home / "quarantine"
    room.mkdir(parents=True, exist_ok=True, mode=0o700)
    with workshop(room) as folder:
        path = folder / f"export{ending}"
        digest = _written(path, chunks)
        found = _heard(row, path, columns, people.sight(viewer=viewer).scope.floor)
    if found.columns:
        return Listened(columns=found.columns)
    return _kept(viewer, row, name, digest, found, now)


def _written(path: Path, chunks: Iterable[bytes]) -> str:
    digest, size = hashlib.sha256(), 0
    with path.open("wb") as file:
        for chunk in chunks:
            size += len(chunk)
            if size > LARGEST_EXPORT:
                raise Invalid("file", _("This export is larger than 200 MB. Export a shorter period."))
            digest.update(chunk)
            file.write(chunk)
    return digest.hexdigest()


def _heard(row: Channel, path: Path, columns: Mapping[str, str] | None, floor: int) -> Heard:
    try:
        return listening.listen(
            path, kind=row.kind, channel=row.name, announced=row.announced_on, floor=floor,
            themes=words_of(row.initiative_id), quiet=_names(), columns=columns,
        )  # fmt: skip
    except Refused as refusal:
        raise Invalid("file", told(refusal.sentence, translation)) from refusal


def _names() -> tuple[str, ...]:
    return tuple({part for name in every_name() for part in name.split()})


def _kept(viewer: Viewer, row: Channel, name: str, digest: str, found: Heard, now: datetime) -> Listened:
    counts = {
        "filename": name, "first": found.first, "last": found.last, "messages": found.messages,
        "left_out": found.left_out, "heard_at": now, "proposed": [list(each) for each in found.proposed],
    }  # fmt: skip
    with transaction.atomic():
        Channel.objects.select_for_update().get(pk=row.pk)
        hearing, fresh = Hearing.objects.get_or_create(channel=row, sha256=digest, defaults=counts)
        if not fresh:
            Hearing.objects.filter(pk=hearing.pk).update(proposed=counts["proposed"])
        Mention.objects.filter(hearing=hearing).delete()
        Mention.objects.bulk_create(
            Mention(hearing=hearing, theme_id=int(theme), week=week, messages=count)
            for theme, week, count in found.mentions
        )
        audit.record(
            actor=viewer.actor,
            action="channel listened to",
            subject=f"channel:{row.pk}",
            now=now,
            details={"messages": found.messages, "left out": found.left_out, "again": int(not fresh)},
        )
    return Listened(found.messages, found.left_out, len(found.mentions), not fresh)


def end(*, viewer: Viewer, channel_id: int, now: datetime) -> None:
    """Stop listening: the channel goes, with everything that was counted in it. Raises ``NotYours``."""
    with transaction.atomic():
        gone, _each = Channel.objects.filter(led(viewer), id=channel_id).delete()
        if not gone:
            raise NotYours
        audit.record(actor=viewer.actor, action="channel ended", subject=f"channel:{channel_id}", now=now)
