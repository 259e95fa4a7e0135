"""The demo's offers: what would help, asked of those whom two of its gaps are about; one is open, one was answered."""

from __future__ import annotations

import random
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, Final

from takehold.cli.site.demo_voices import LEAD

if TYPE_CHECKING:
    from takehold.people.facts import Viewer
    from takehold.simulation.story import Hospital

OPEN, CLOSED = "Nine clicks at night", "Handovers end after the shift"
CHANGE: Final = "handover-record"
SEED: Final = 17
SAID: Final = (
    ("Five fields nobody needs at night.", True, "They are folded away from ten in the evening on."),
    (
        "A second computer at the desk.",
        False,
        "There is none left this year; the cart with the laptop comes at six.",
    ),
)


def help_offers(linden: Hospital, house: Viewer, slugs: Mapping[str, str], now: datetime) -> None:
    """Offer it as the gaps were opened, answer as the people would, and close the older one."""
    from takehold.gaps.queries import gaps
    from takehold.people import queries as people
    from takehold.people.facts import RoleFact, RoleKind, Viewer

    slug = slugs[CHANGE]
    person = next(each for each in people.persons(viewer=house, limit=5000) if each.key == LEAD)
    lead = Viewer(person.id, person.name, (RoleFact(RoleKind.LEAD),), now.date())
    by_title = {each.title: each for each in gaps.gaps(viewer=lead, slug=slug)}
    for title in (CLOSED, OPEN):
        if title in by_title:
            _offer(linden, lead, slug, by_title[title], now)


def _offer(linden: Hospital, lead: Viewer, slug: str, gap: Any, now: datetime) -> None:
    """Made on the day on which the gap was opened. Where too few could be asked there is none."""
    from takehold.gaps.operations import helping
    from takehold.gather.operations import opening, rehearsal
    from takehold.gather.operations.you_said import answer_survey
    from takehold.initiatives.facts import Invalid

    at = now - timedelta(days=(now.date() - gap.opened_on).days)
    then = replace(lead, on=at.date(), seen={})
    try:
        wave = helping.offer(viewer=then, slug=slug, gap_id=gap.id, now=at)
    except Invalid:
        return
    says = _voices(linden)
    share = 0.75 if gap.title == CLOSED else 0.4
    rehearsal.rehearse(wave_id=wave, share=share, says=says, rng=random.Random(SEED), now=at)  # noqa: S311 - made-up answers of made-up people
    if gap.title == CLOSED and opening.close_when_due(wave_id=wave, now=now):
        answer_survey(viewer=lead, wave_id=wave, lines=SAID, now=now)


def _voices(linden: Hospital) -> Any:
    """What somebody of a team says, from how far the team has come."""
    import numpy as np

    from takehold.people import queries
    from takehold.simulation import answers

    shares = linden.truth.shares.get(CHANGE, {})
    house = queries.system_viewer(on=linden.end)
    share_of = {team.id: shares.get(team.key, 0.6) for team in queries.teams(viewer=house)}
    rng = np.random.default_rng(SEED)
    return lambda team: answers.help_offered(rng, share_of.get(team or 0, 0.6))
