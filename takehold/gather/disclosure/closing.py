"""What happens when a survey closes: groups, figures and comments are frozen, and every way back to a person is cut."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from takehold.gather import models
from takehold.gather.disclosure import comparing, forgetting, reliability, stops
from takehold.gather.disclosure.figures import GROUP
from takehold.gather.disclosure.gathering import Channel, channels, participation
from takehold.gather.disclosure.publishing import WHOLE, Published, publish
from takehold.gather.disclosure.variables import Variable, variables
from takehold.gather.models.answers import Release, ReleasedComment

BATCH = 2000
Row = tuple[int, str, dict[str, Any]]


def close(*, wave_id: UUID | str, now: datetime, rng: random.Random | None = None) -> None:
    """Publish what may be told, delete the invitations, shuffle the answers and set the survey closed: all or nothing.

    A survey that is not open stays as it is. ``rng`` draws the order of comments; without it the system's own.
    """
    with transaction.atomic():
        wave = models.Wave.objects.select_for_update().get(pk=wave_id)
        if wave.state != models.WaveState.OPEN:
            return
        asked = variables(wave.definition)
        drawn = rng or random.SystemRandom()
        for channel in channels(wave):
            _release(wave, channel, asked, drawn)
        models.Invitation.objects.filter(wave=wave).delete()
        forgetting.rewrite(wave)
        wave.state, wave.closed_at, wave.lease_until = models.WaveState.CLOSED, now, None
        wave.save(update_fields=["state", "closed_at", "lease_until"])
        comparing.drop_older_members(wave)
        transaction.on_commit(forgetting.wipe)


def _release(wave: models.Wave, channel: Channel, asked: Sequence[Variable], rng: random.Random) -> None:
    published = publish(
        channel.paths,
        channel.respondents,
        channel.remarks,
        asked,
        k_scores=wave.k_scores,
        k_comments=wave.k_comments,
        rng=rng,
        whole=channel.name,
    )
    _keep_cells(channel, published)
    names = {group.number: group.name for group in published.groups}
    rows = [
        Release(
            wave=wave, channel=channel.key, atom=group, name=names[group], question=question, figure=figure
        )
        for group, question, figure in (*_groups(wave, channel, published), *_told(channel, published, asked))
    ]
    Release.objects.bulk_create(rows, batch_size=BATCH)
    lines = [
        ReleasedComment(
            wave=wave,
            channel=channel.key,
            atom=group,
            name=names[group],
            question=question,
            place=place,
            text=text,
        )
        for group, question, place, text in published.remarks
    ]
    ReleasedComment.objects.bulk_create(lines, batch_size=BATCH)


def _groups(wave: models.Wave, channel: Channel, published: Published) -> Iterator[Row]:
    """Each group that is spoken of, under no question: its size as a band, its atoms, how many of it took part."""
    before, answered = comparing.comparable(wave, channel, published), participation(channel, published)
    for group in published.groups:
        figure = {"kind": GROUP, "n": group.n, "atoms": sorted(group.atoms), "base": group.base}
        yield group.number, "", figure | answered.get(group.number, {}) | before.get(group.number, {})


def _told(channel: Channel, published: Published, asked: Sequence[Variable]) -> Iterator[Row]:
    """The figures of groups, of the whole survey how far its scales can be relied on, and where people stop."""
    yield from published.figures
    if not published.groups:
        return
    of_all = reliability.figures(channel, published, asked)
    for key, figure in of_all.items():
        yield WHOLE, key, figure
    released: dict[int, dict[str, Any]] = {}
    for group, key, figure in published.figures:
        released.setdefault(group, {})[key] = figure
    atoms = {group.number: group.atoms for group in published.groups}
    found = stops.figures(atoms, released, asked, of_all.get(reliability.ORDER, {}))
    for group, figure in found.items():
        yield group, stops.STOPS, figure


def _keep_cells(channel: Channel, published: Published) -> None:
    for at, cell in enumerate(channel.cells):
        cell.atom, cell.comment_atom = published.atoms[at], published.comment_groups[at]
    models.Cell.objects.bulk_update(channel.cells, ["atom", "comment_atom"], batch_size=500)
