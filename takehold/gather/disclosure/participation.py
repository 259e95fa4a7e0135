"""How many have answered a survey that is open: in steps of five, by unit, never by name."""

from __future__ import annotations

from collections.abc import Iterator
from uuid import UUID

from django.db.models import BigIntegerField, Count, OuterRef, Subquery

from takehold.gather import models
from takehold.gather.disclosure import bands
from takehold.gather.disclosure.rights import readable_wave
from takehold.gather.facts.disclosure import GroupAsked, ParticipationFact
from takehold.gather.facts.helping import APART
from takehold.initiatives.facts import Initiative
from takehold.people import queries as people
from takehold.people.facts import EVERYWHERE, Viewer


def participation(*, viewer: Viewer, wave_id: UUID | str) -> ParticipationFact | None:
    """None for a survey that is not open, or that nobody was invited to by name.

    The whole is the sum of what is told of its units, so that no difference of the two says more. Roles over
    everything read all units, others those of their own teams.
    """
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


def groups_asked(*, initiative: Initiative) -> Iterator[GroupAsked]:
    """The groups of every survey of a change that went out, in one query, for whoever was given the change to read.

    Of what goes to one group alone it is not told how many have answered: that is for those it was made to.
    """
    invitations = models.Invitation.objects.filter(cell=OuterRef("pk"), used=True).order_by()
    counted = invitations.values("cell").annotate(n=Count("pk")).values("n")
    out = (models.WaveState.OPEN, models.WaveState.CLOSED, models.WaveState.ANSWERED)
    cells = models.Cell.objects.filter(wave__initiative_id=initiative.id, wave__state__in=out, channel="")
    cells = cells.annotate(used=Subquery(counted, output_field=BigIntegerField()))
    rows = cells.order_by("wave_id").values_list(
        "wave_id", "wave__title", "wave__state", "wave__opened_at", "wave__closed_at", "team_ids", "atom", "invited",
        "used", "wave__template",
    )  # fmt: skip
    for wave, title, state, opened, closed, teams, atom, invited, used, template in rows:
        is_open = state == models.WaveState.OPEN
        told = bands.participation(used or 0, invited) if is_open and template not in APART else None
        heard = closed.date() if closed and atom is not None else None
        if opened is not None:
            yield GroupAsked(wave, title, is_open, frozenset(teams), opened.date(), heard, invited, told)
