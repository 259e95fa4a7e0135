"""How many have answered a survey that is open: in steps of five, by unit, never by name."""

from __future__ import annotations

from uuid import UUID

from django.db.models import Count

from takehold.gather import models
from takehold.gather.disclosure import bands
from takehold.gather.disclosure.rights import readable_wave
from takehold.gather.facts.disclosure import ParticipationFact
from takehold.people import queries as people
from takehold.people.facts import EVERYWHERE, Viewer


def participation(*, viewer: Viewer, wave_id: UUID | str) -> ParticipationFact | None:
    """None for a survey that is not open, or that nobody was invited to by name. The whole is the sum of what is told of its units, so that no difference of
    the two says more. Roles over everything read all units, others those of their own teams."""
    wave = readable_wave(viewer, wave_id)
    if wave.state != models.WaveState.OPEN:
        return None
    rows = models.Invitation.objects.filter(wave=wave, used=True).values("cell").annotate(n=Count("pk"))
    used = dict(rows.values_list("cell", "n"))
    teams = people.sight(viewer=viewer).teams
    own = people.with_those_below(teams, (role.team_id for role in viewer.roles if role.team_id is not None))
    low = high = invited = 0
    units = []
    for cell in models.Cell.objects.filter(wave=wave, channel="").order_by("number"):
        told = bands.participation(used.get(cell.pk, 0), cell.invited)
        if told is None:
            continue
        low, high, invited = low + told[0], high + told[1], invited + cell.invited
        if viewer.has(*EVERYWHERE) or own & set(cell.team_ids):
            units.append((cell.name, *told, cell.invited))
    return ParticipationFact(low, high, invited, tuple(units)) if invited else None
