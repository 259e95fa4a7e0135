"""Who may know of a survey, and of which of its groups."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _

from takehold.gather import models
from takehold.gather.facts.disclosure import NotYet
from takehold.gather.facts.helping import APART
from takehold.initiatives import queries as initiatives
from takehold.people import queries as people
from takehold.people.facts import EVERYWHERE, NotYours, Viewer

CLOSED = (models.WaveState.CLOSED, models.WaveState.ANSWERED)


@dataclass(frozen=True, slots=True)
class Eyes:
    """The cells of a survey's tree, the atoms of the viewer's own teams, and whether all are read anyway."""

    cells: tuple[models.Cell, ...]
    own: frozenset[int]
    every: bool

    def sees(self, atoms: Collection[int]) -> bool:
        """Whether figures of exactly these atoms are for this viewer: all are, or all of them hold own teams."""
        return self.every or (bool(atoms) and set(atoms) <= self.own)

    def touches(self, atoms: Collection[int]) -> bool:
        """Whether any of these atoms holds own teams: of comments the smallest group with one's own is read."""
        return self.every or not self.own.isdisjoint(atoms)


def known(rows: QuerySet[models.Wave], viewer: Viewer) -> QuerySet[models.Wave]:
    """Of surveys whose change may be read, those that this viewer may know of: every survey; and those made to one group
    (offers of help, the inside first) where they were made to everybody, or to teams that the viewer sees. Roles over everything know of all.

    What everybody in such a group said together is what one group said, so it is not for everybody who reads the change.
    """
    if viewer.has(*EVERYWHERE):
        return rows
    made_to = models.WaveTeam.objects.filter(wave=OuterRef("pk"))
    seen = made_to.filter(team__in=people.sight(viewer=viewer).scope.teams)
    return rows.filter(~Q(template__in=APART) | ~Exists(made_to) | Exists(seen))


def readable_wave(viewer: Viewer, wave_id: UUID | str) -> models.Wave:
    """The survey, for a viewer who may read its change, and an offer of help for whom it was made to; else ``NotYours``."""
    try:
        wave = known(models.Wave.objects.select_related("initiative"), viewer).get(pk=wave_id)
    except (models.Wave.DoesNotExist, ValidationError, ValueError) as error:
        raise NotYours from error
    initiatives.initiative(viewer=viewer, slug=wave.initiative.slug, marks=False)
    return wave


def closed_wave(viewer: Viewer, wave_id: UUID | str) -> models.Wave:
    """The survey, for a viewer who may know of it, once it is closed."""
    wave = readable_wave(viewer, wave_id)
    if wave.state not in CLOSED:
        raise NotYet(_("Results appear once the survey has closed, to everybody at the same time."))
    return wave


def eyes(viewer: Viewer, wave: models.Wave) -> Eyes:
    """What of a survey this viewer's roles open."""
    cells = tuple(models.Cell.objects.filter(wave=wave, channel="").order_by("number"))
    teams = people.sight(viewer=viewer).teams
    below = people.with_those_below(
        teams, (role.team_id for role in viewer.roles if role.team_id is not None)
    )
    own = frozenset(cell.atom for cell in cells if cell.atom is not None and below & set(cell.team_ids))
    return Eyes(cells, own, viewer.has(*EVERYWHERE))
