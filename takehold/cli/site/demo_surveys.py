"""The demo's surveys: a full one since the form was changed and a pulse, both closed and answered, and a pulse that is open."""

from __future__ import annotations

import random
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from uuid import UUID

    from takehold.simulation.story import Hospital

FIRST, SECOND = "handover", "priority"
SEED: Final = 11
SAID: Final[Mapping[str, tuple[tuple[str, bool, str], ...]]] = {
    "start": (
        ("Nobody showed us the new form on nights.", True, "Each night shift was shown it twice in the first week."),
        ("The computers on the wards are too slow.", True, "Eleven of them were replaced."),
        ("Leave the paper sheet as a spare.", False, "Two records of one handover were the cause of both errors."),
    ),
    "pulse": (
        ("Checking takes longer when the queue is full.", True, "The check moved from the form to one key."),
        ("Let us skip it for known printers.", False, "Two of the wrong priorities were printers of the emergency room."),
    ),
}  # fmt: skip


def surveys(linden: Hospital, slugs: Mapping[str, str], now: datetime) -> None:
    """Ask as a lead would have, on the days on which it was due, and answer as the people would."""
    from takehold.gather.facts.surveys import Plan

    keys = list(slugs)
    first, second = keys[0], keys[min(1, len(keys) - 1)]
    began = now - timedelta(days=35)
    start = Plan(
        title="Where we stand with the new form", template="adkar", moment="start", languages=("en", "de"),
        promise="confidential", tree="team", opens_on=began.date(), closes_on=began.date() + timedelta(days=14),
    )  # fmt: skip
    _ask(linden, slugs[first], first, start, began, now, share=0.72, said=SAID["start"])
    later = now - timedelta(days=70)
    pulse = Plan(
        title="How is it going?", template="pulse-why", moment="pulse 1", languages=("en", "de"),
        promise="confidential", tree="team", opens_on=later.date(), closes_on=later.date() + timedelta(days=7),
        channels=("poster",),
    )  # fmt: skip
    _ask(linden, slugs[second], second, pulse, later, now, share=0.66, said=SAID["pulse"])
    lately = now - timedelta(days=3)
    running = Plan(
        title="How is it going?", template="pulse", moment="pulse 3", languages=("en", "de", "fr", "es", "ar"),
        promise="confidential", tree="team", opens_on=lately.date(), closes_on=lately.date() + timedelta(days=7),
        channels=("poster", "kiosk"),
    )  # fmt: skip
    _ask(linden, slugs[first], first, running, lately, now, share=0.41, said=())


def _ask(
    linden: Hospital,
    slug: str,
    change: str,
    plan: Any,
    at: datetime,
    now: datetime,
    *,
    share: float,
    said: Any,
) -> UUID:
    from takehold.gather.operations import opening, planning, rehearsal
    from takehold.gather.operations.you_said import answer_survey
    from takehold.people import queries

    then = queries.system_viewer(on=at.date())
    wave = planning.plan_survey(viewer=then, slug=slug, said=plan, now=at)
    opening.open_survey(viewer=then, wave_id=wave, now=at)
    says = _voices(linden, slug, change, plan.template, then)
    rehearsal.rehearse(wave_id=wave, share=share, says=says, rng=random.Random(SEED), now=at)  # noqa: S311 - made-up answers of made-up people
    if said:
        closed = at + timedelta(days=(plan.closes_on - plan.opens_on).days + 1)
        opening.close_when_due(wave_id=wave, now=closed)
        answer_survey(viewer=then, wave_id=wave, lines=said, now=min(closed + timedelta(days=5), now))
    return wave


def _voices(linden: Hospital, slug: str, change: str, template: str, viewer: Any) -> Any:
    """What somebody of a team says, from how far the team has come."""
    import numpy as np

    from takehold.gather.disclosure.variables import reason_key
    from takehold.initiatives import queries as initiatives
    from takehold.people import queries
    from takehold.simulation import answers

    shares = linden.truth.shares.get(change, {})
    house = queries.system_viewer(on=linden.end)
    share_of = {team.id: shares.get(team.key, 0.6) for team in queries.teams(viewer=house)}
    rng = np.random.default_rng(SEED)
    if template == "adkar":
        return lambda team: answers.full(rng, share_of.get(team or 0, 0.6))
    said = [
        reason_key(each) for each in initiatives.initiative(viewer=viewer, slug=slug, marks=False).reasons
    ]
    why = template == "pulse-why"
    return lambda team: answers.pulse(rng, share_of.get(team or 0, 0.6), why=why, reasons=said)
