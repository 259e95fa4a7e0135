"""A person's own plan for that person, and what a coach reads of it."""

from __future__ import annotations

from takehold.analysis.fit import Frame, same_for_all, suggest
from takehold.bridge import models
from takehold.bridge.facts.plans import LineState, OwnPlan, PlanInput, Proposed, SharedPlan
from takehold.bridge.queries.reinforcements import NAMES, OFFERED, said
from takehold.people import queries as people
from takehold.people.facts import OF_A_TEAM, NotYours, PersonFact, Viewer
from takehold.people.queries.coaches import coaches_of

MOST = 8


def own(*, viewer: Viewer) -> OwnPlan | None:
    """The reader's own plan, with what is proposed and why; None before there is one. Raises ``NotYours``."""
    if viewer.person_id is None:
        raise NotYours
    row = models.Plan.objects.filter(person_id=viewer.person_id).first()
    if row is None:
        return None
    coach = next((each for each in choosable(viewer=viewer) if each.id == row.coach_id), None)
    answers = {line.key: LineState(line.state) for line in row.lines.all() if line.key in NAMES}
    frame = Frame(tuple(row.hard), tuple(row.helps), tuple(row.told), tuple(row.recognition))
    free = [each for each in OFFERED if each.key not in answers]
    return OwnPlan(
        said=PlanInput(
            hard=frame.hard,
            helps=frame.helps,
            told=frame.told,
            recognition=frame.recognition,
            easier=row.easier,
            coach_id=coach.id if coach is not None else None,
        ),
        written_on=row.written_on,
        coach=coach.name if coach is not None else "",
        proposed=tuple(
            Proposed(
                each.key, str(NAMES[each.key]), tuple(map(said, each.reasons)), tuple(map(said, each.against)),
                each.needs_yes,
            )
            for each in suggest(frame, free, most=MOST)
        ),
        agreed=_named(answers, LineState.AGREED),
        declined=_named(answers, LineState.DECLINED),
    )  # fmt: skip


def _named(answers: dict[str, LineState], state: LineState) -> tuple[tuple[str, str], ...]:
    return tuple((key, str(NAMES[key])) for key, each in answers.items() if each is state)


def choosable(*, viewer: Viewer) -> tuple[PersonFact, ...]:
    """Who can be chosen as a coach: whoever manages or coaches the viewer's own teams. Never oneself."""
    found = coaches_of(team_ids=people.own_teams(viewer), on=viewer.on)
    return tuple(each for each in found if each.id != viewer.person_id)


def shared(*, viewer: Viewer) -> tuple[SharedPlan, ...]:
    """What people who chose this reader as their coach agreed to, by name of the person; nothing else of their plans. Only
    of people in teams that the reader manages or coaches on this day.

    Raises:
        NotYours: nobody who could be chosen.
    """
    if viewer.person_id is None or not viewer.roles:
        raise NotYours
    led = [role.team_id for role in viewer.roles if role.kind in OF_A_TEAM and role.team_id is not None]
    theirs = [each.id for each in people.members(team_ids=led, on=viewer.on)] if led else []
    rows = models.Plan.objects.filter(coach_id=viewer.person_id, person__in=theirs)
    found = [
        SharedPlan(
            row.person.name,
            tuple(
                str(NAMES[line.key])
                for line in row.lines.all()
                if line.state == LineState.AGREED and line.key in NAMES
            ),
        )
        for row in rows.select_related("person").prefetch_related("lines")
    ]
    return tuple(sorted(found, key=lambda each: each.person))


def question(plans: tuple[SharedPlan, ...]) -> str:
    """What is asked when every plan holds the same; empty where they differ."""
    code = same_for_all([each.agreed for each in plans])
    return said(code) if code is not None else ""
