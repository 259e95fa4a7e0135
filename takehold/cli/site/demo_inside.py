"""The demo's inside: those who bring changes were asked; one team does not agree; two goals pull against each other."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, Final

from takehold.cli.site.demo_voices import LEAD

if TYPE_CHECKING:
    from takehold.people.facts import Viewer

BRING: Final = ("service-desk", "networks")
AGAINST: Final = "networks"
AGREED, DISSENT, REPORTED = "priority-check", "agreed-date", "handover-record"
AGO: Final = timedelta(days=75)
SEED: Final = 23
LINES: Final = (
    "Who agrees a date for a firewall rule that the vendor has to open?",
    "First a date by which a ticket reaches us at all.",
    "Try it with changes of one kind first.",
)


def inside(house: Viewer, slugs: Mapping[str, str], now: datetime) -> None:
    """Ask the service desk and networks about two changes, and keep what it came to."""
    from takehold.alignment.operations import inside as operations
    from takehold.gather.operations import opening, rehearsal
    from takehold.people import queries as people

    teams = {team.key: team.id for team in people.teams(viewer=house)}
    operations.choose_teams(viewer=house, team_ids=[teams[key] for key in BRING], now=now - 2 * AGO)
    rng = random.Random(SEED)  # noqa: S311 - made-up answers of made-up people
    for change, at in ((AGREED, now - 2 * AGO), (DISSENT, now - AGO)):
        then = replace(house, on=at.date(), seen={})
        wave = operations.ask(viewer=then, slug=slugs[change], now=at)
        no = teams[AGAINST] if change == DISSENT else None
        says = _says(no, rng)
        rehearsal.rehearse(wave_id=wave, share=0.9, says=says, rng=rng, now=at)
        closed = at + timedelta(days=15)
        opening.close_when_due(wave_id=wave, now=closed)
        operations.look(wave_id=wave, now=closed)
    goals(house, slugs, now)


def _says(against: int | None, rng: random.Random) -> Any:
    """Most agree; of one team, most do not agree with the plan although they want the change."""

    def said(team: int | None) -> tuple[dict[str, Any], dict[str, str]]:
        names = ("awareness-1", "desire-1", "knowledge-1", "ability-1", "trust-1")
        choices: dict[str, Any] = {name: rng.choice((3, 4, 4, 5)) for name in names}
        no = against is not None and team == against
        choices["plan"] = rng.choice((1, 2, 2, 2, 4)) if no else rng.choice((4, 4, 5, 3))
        line = {"differently": rng.choice(LINES)} if no and rng.random() < 0.6 else {}
        return choices, line

    return said


def goals(house: Viewer, slugs: Mapping[str, str], now: datetime) -> None:
    """What the service desk is praised for pulls against an agreed date; what operations want pulls for it."""
    from takehold.alignment.facts.goals import GoalKind, Pull, Side
    from takehold.alignment.operations import goals as operations
    from takehold.alignment.queries.goals import incentives

    said = (
        (Side.IT, GoalKind.REWARD, "Tickets closed a week", "Head of the service desk", Pull.AGAINST,
         "Agreeing a date takes a call; only closed tickets are counted."),
        (Side.OPERATIONS, GoalKind.GOAL, "Wards know when help comes", "Nursing directorate", Pull.FOR,
         "With a date a ward can plan the shift around it."),
        (Side.IT, GoalKind.MEASURE, "First answer within an hour", "Head of the service desk", Pull.NEUTRAL,
         "The first answer may come with or without a date."),
    )  # fmt: skip
    lead = _lead(house, now)
    _weigh(lead, slugs[DISSENT], said, now)
    (found,) = incentives(viewer=lead).conflicts
    operations.propose(
        viewer=lead, conflict_id=found.id, version=found.version, now=now,
        way_out="Tickets with an agreed date that was kept count as well as closed ones, from the new quarter on.",
    )  # fmt: skip
    _with_a_figure(lead, slugs[REPORTED], now)


def _with_a_figure(lead: Viewer, slug: str, now: datetime) -> None:
    """The pharmacy's report is what one goal is measured by: it is laid beside what the wards do."""
    from takehold.alignment.facts.figures import FigureKind
    from takehold.alignment.facts.goals import GoalKind, Pull, Side
    from takehold.alignment.operations import goals as operations
    from takehold.alignment.queries import figures

    said = (
        (Side.OPERATIONS, GoalKind.MEASURE, "A checked list of medicines within 45 minutes", "Medicines board",
         Pull.FOR, "What the shift before knew stands in the record; the list needs no second call."),
        (Side.IT, GoalKind.GOAL, "No more screens than last year", "IT infrastructure board", Pull.AGAINST,
         "At the change of shift several need a screen at once; where none is free, they go back to paper."),
    )  # fmt: skip
    measured, _other = _weigh(lead, slug, said, now)
    report = next(
        each.code
        for each, _change in figures.choices(viewer=lead)
        if each.slug == slug and each.kind is FigureKind.REPORT
    )
    operations.show(viewer=lead, goal_id=measured, code=report, now=now)


def _lead(house: Viewer, now: datetime) -> Viewer:
    from takehold.people import queries as people
    from takehold.people.facts import RoleFact, RoleKind, Viewer

    person = next(each for each in people.persons(viewer=house, limit=5000) if each.key == LEAD)
    return Viewer(person.id, person.name, (RoleFact(RoleKind.LEAD),), now.date())


def _weigh(lead: Viewer, slug: str, said: Sequence[tuple[Any, ...]], now: datetime) -> list[int]:
    """Write goals down and weigh each against the first behaviour of a change; their numbers."""
    from takehold.alignment.facts.goals import GoalInput
    from takehold.alignment.operations import goals as operations
    from takehold.initiatives import queries as initiatives

    key = initiatives.behaviours(viewer=lead, slug=slug)[0].key
    since, made = now.date() - timedelta(days=400), []
    for side, kind, text, owner, pull, evidence in said:
        goal = GoalInput(side, kind, text, owner, since=since)
        made.append(operations.write(viewer=lead, said=goal, now=now))
        operations.pull(
            viewer=lead, goal_id=made[-1], slug=slug, key=key, pull=pull, evidence=evidence, now=now
        )
    return made
