"""Lots for who goes first: as they were announced, as they fell, and that anybody can draw them again."""

from __future__ import annotations

from datetime import date

from takehold.analysis import lots
from takehold.bridge import models
from takehold.bridge.facts.lots import LotFact, LotPlace, SlotInput


def lot(action_id: int) -> LotFact | None:
    """The draw of an action that the caller may read; None where nobody announced one."""
    row = models.Lot.objects.filter(action_id=action_id).first()
    if row is None:
        return None
    return LotFact(
        announced_on=row.announced_on,
        names=tuple(name for name, _stratum in row.teams),
        at_once=tuple(row.at_once),
        slots=tuple(SlotInput(date.fromisoformat(on), places) for on, places in row.slots),
        list_sha256=row.list_sha256,
        secret_sha256=row.secret_sha256,
        drawn_on=row.drawn_on,
        words=row.words,
        secret=row.secret if row.drawn_on is not None else "",
        places=tuple(LotPlace(each.team, each.lot, each.begins) for each in places(row)),
        instead_on=row.instead_on,
        reason=row.reason,
        holds=row.drawn_on is not None and lots.verify(drawn(row)),
    )


def announced(action_id: int) -> bool:
    """Whether lots were announced for an action that the caller may read."""
    return models.Lot.objects.filter(action_id=action_id).exists()


def announcement(row: models.Lot) -> lots.Announcement:
    """The list as it was announced."""
    return lots.Announcement(
        teams=tuple((name, stratum) for name, stratum in row.teams),
        at_once=tuple(row.at_once),
        slots=tuple(lots.Slot(date.fromisoformat(on), places) for on, places in row.slots),
        list_sha256=row.list_sha256,
        secret_sha256=row.secret_sha256,
    )


def drawn(row: models.Lot) -> lots.Draw:
    """The draw as it is kept."""
    return lots.Draw(announcement(row), row.secret, row.words, places(row))


def places(row: models.Lot) -> tuple[lots.Place, ...]:
    """How the lots fell; empty before the draw."""
    return tuple(
        lots.Place(name, stratum, number, date.fromisoformat(day) if day else None)
        for name, stratum, number, day in row.places
    )


def decided(action_id: int) -> models.Lot | None:
    """The draw that decided who began when: drawn, and nobody chose instead."""
    return models.Lot.objects.filter(action_id=action_id, drawn_on__isnull=False, instead_on=None).first()
