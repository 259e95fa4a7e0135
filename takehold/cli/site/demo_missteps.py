"""The demo's missteps: one that was told and mended, with trust asked before and after it, one that is being mended, and one
that somebody suggested."""

from __future__ import annotations

import random
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, Final

from takehold.cli.site.demo_voices import LEAD

if TYPE_CHECKING:
    from takehold.people.facts import Viewer
    from takehold.simulation.story import Hospital

FIRST: Final = "handover-record"
ASKED, TOLD, MENDED = 170, 150, 95
"""So many days ago trust was asked for the first time, the misstep was told, and it was mended."""
MISSED: Final = 0.1
"""How far the teams had come when they were asked first, as a share of how far they are now."""

SAID: Final = (
    (
        "We want to see the screen before we are told a day.",
        True,
        "Every ward tried it for a week before it began.",
    ),
)


def asked_before(linden: Hospital, slugs: Mapping[str, str], now: datetime) -> None:
    """A full survey half a year ago, when the teams had come less far, closed and answered."""
    import numpy as np

    from takehold.cli.site.demo_surveys import SEED
    from takehold.gather.facts.surveys import Plan
    from takehold.gather.operations import opening, planning, rehearsal
    from takehold.gather.operations.you_said import answer_survey
    from takehold.people import queries
    from takehold.simulation import answers

    at = _days(now, ASKED)
    plan = Plan(
        title="Before it begins", template="adkar", moment="before", languages=("en", "de"), promise="confidential",
        tree="team", opens_on=at.date(), closes_on=at.date() + timedelta(days=14),
    )  # fmt: skip
    then = queries.system_viewer(on=at.date())
    wave = planning.plan_survey(viewer=then, slug=slugs[FIRST], said=plan, now=at)
    opening.open_survey(viewer=then, wave_id=wave, now=at)
    rng = np.random.default_rng(SEED)
    shares = linden.truth.shares.get("handover", {})
    come = {team.id: MISSED * shares.get(team.key, 0.6) for team in queries.teams(viewer=then)}
    rehearsal.rehearse(
        wave_id=wave, share=0.6, says=lambda team: answers.full(rng, come.get(team or 0, MISSED)),
        rng=random.Random(SEED), now=at,  # noqa: S311 - made-up answers of made-up people
    )  # fmt: skip
    opening.close_when_due(wave_id=wave, now=at + timedelta(days=15))
    answer_survey(viewer=then, wave_id=wave, lines=SAID, now=at + timedelta(days=18))


def missteps(house: Viewer, slugs: Mapping[str, str], now: datetime) -> None:
    """Told, promised, kept, mended; the survey of the last weeks is the one after."""
    from takehold.gaps.facts import Cause
    from takehold.missteps.facts import MisstepInput
    from takehold.missteps.operations import missteps as operations

    slug, lead = slugs[FIRST], _lead(house, now)
    behaviour = _behaviour(lead, slug)
    mended = MisstepInput(
        "We set the day before the wards had seen the screen",
        "We announced the first day for all wards at once, and showed the screen to the wards only in the week before.",
        _days(now, TOLD + 40).date(),
        "Handovers were written twice for five weeks, once in the record and once on a sheet in the pocket.",
        Cause.PRIORITY, "The day came from the budget year. Nothing in our plan asked whether the wards were ready.",
        behaviour,
    )  # fmt: skip
    _mended(lead, slug, mended, now)
    going = MisstepInput(
        "We added five fields for a report nobody at the bedside reads",
        "We took five fields into the form in spring because a report asked for them.",
        _days(now, 55).date(), "At night the form takes nine clicks more, and the paper came back on some wards.",
        Cause.PROCESS, "A field can be added without anybody trying it during a night shift.", behaviour,
    )  # fmt: skip
    second = operations.suggest(said=going, **_on(lead, slug, now, 20))
    _promise(
        lead, second, "Three of the five fields go; the report reads them elsewhere.", "it lead", now, 20, 24
    )
    _tell(lead, second, "The wards that slid back, at their huddles", now, 18)
    _turn(lead, second, "begin", now, 16)
    operations.suggest(
        said=MisstepInput(
            "We taught everybody on the day shift", "We put all courses between nine and four, and called them open to all."
        ),
        **_on(lead, slug, now, 4),
    )  # fmt: skip


def _mended(lead: Viewer, slug: str, said: Any, now: datetime) -> None:
    from takehold.missteps.operations import missteps as operations

    first = operations.suggest(said=said, **_on(lead, slug, now, TOLD + 6))
    kept = [
        _promise(lead, first, "No ward begins before it has tried the screen for a week.", "lead", now, TOLD + 1, TOLD - 40),
        _promise(lead, first, "The day is set by each ward's readiness and no longer by the budget.", "sponsor", now, TOLD + 1, TOLD - 50),
    ]  # fmt: skip
    _tell(lead, first, "Every ward, at the Monday handover, by the sponsor and the lead together", now, TOLD)
    _turn(lead, first, "begin", now, TOLD - 2)
    for promise, came_of in zip(
        kept,
        (
            "Every ward had the screen for a week; four asked for a second one and got it.",
            "The council took the day out of the budget plan; each ward now says when it is ready.",
        ),
        strict=True,
    ):
        _keep(lead, first, promise, came_of, now, MENDED + 3)
    _turn(lead, first, "finish", now, MENDED)


def _promise(lead: Viewer, misstep: int, what: str, role: str, now: datetime, days: int, due: int) -> int:
    """Promised so many days ago; ``due``: days ago by which it was to be kept, negative: days from today."""
    from takehold.missteps.facts import MitigationInput
    from takehold.missteps.operations import promises

    said = MitigationInput(what, _days(now, due if due < days else -due).date(), owner_role=role)
    return promises.promise(said=said, version=_version(lead, misstep), **_of(lead, misstep, now, days))


def _tell(lead: Viewer, misstep: int, to: str, now: datetime, days: int) -> None:
    from takehold.missteps.operations import missteps as operations

    operations.tell(to=to, version=_version(lead, misstep), **_of(lead, misstep, now, days))


def _turn(lead: Viewer, misstep: int, event: str, now: datetime, days: int) -> None:
    from takehold.missteps.operations import missteps as operations

    operations.turn(event=event, reason="", version=_version(lead, misstep), **_of(lead, misstep, now, days))


def _keep(lead: Viewer, misstep: int, promise: int, came_of: str, now: datetime, days: int) -> None:
    from takehold.missteps.operations import promises

    promises.keep(promise_id=promise, came_of=came_of, **_of(lead, misstep, now, days))


def _version(lead: Viewer, misstep: int) -> int:
    from takehold.missteps.queries import missteps

    return missteps.misstep(viewer=lead, misstep_id=misstep).version


def _behaviour(lead: Viewer, slug: str) -> str:
    from takehold.initiatives import queries

    return queries.behaviours(viewer=lead, slug=slug)[0].key


def _lead(house: Viewer, now: datetime) -> Viewer:
    from takehold.people import queries
    from takehold.people.facts import RoleFact, RoleKind, Viewer

    known = next(each for each in queries.persons(viewer=house, limit=5000) if each.key == LEAD)
    return Viewer(known.id, known.name, (RoleFact(RoleKind.LEAD),), now.date())


def _days(now: datetime, ago: int) -> datetime:
    return now - timedelta(days=ago)


def _on(lead: Viewer, slug: str, now: datetime, days: int) -> dict[str, Any]:
    """For an operation on a change, so many days ago."""
    from dataclasses import replace

    return {
        "viewer": replace(lead, on=_days(now, days).date(), seen={}),
        "slug": slug,
        "now": _days(now, days),
    }


def _of(lead: Viewer, misstep: int, now: datetime, days: int) -> dict[str, Any]:
    """For an operation on a misstep, so many days ago."""
    found = _on(lead, "", now, days)
    return {"viewer": found["viewer"], "misstep_id": misstep, "now": found["now"]}
