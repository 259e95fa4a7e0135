"""Who has a stake in a change, for the pages that are looked at."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any


def staked(slug: str, viewer: Any, now: datetime) -> dict[str, Any]:
    """Twelve groups that said where they stand, what was tried with each, and what is planned."""
    from takehold.influence.facts import (
        Approach,
        AttemptInput,
        Influence,
        Kind,
        MoveInput,
        PositionInput,
        StakeholderInput,
        Support,
    )
    from takehold.influence.operations import advocacy, stakeholders

    told = {"viewer": viewer, "slug": slug, "now": now}
    made, moves = [], []
    for no in range(12):
        said = StakeholderInput(f"Group number {no}", list(Kind)[no % 3], list(Influence)[no % 3], "Time")
        made.append(stakeholders.write_down(said=said, **told))
        for ago in (30, 3):
            where = PositionInput(
                list(Support)[(no + ago) % 5], "Their huddle", viewer.on - timedelta(days=ago)
            )
            stakeholders.state(stakeholder_id=made[-1], said=where, **told)
        tried = AttemptInput(list(Approach)[no % 10], viewer.on - timedelta(days=10), "Shown at the bedside")
        advocacy.attempt(stakeholder_id=made[-1], said=tried, **told)
        move = MoveInput(
            made[-1], "Time", "It is quicker.", "A colleague", "Their huddle", viewer.on + timedelta(days=no)
        )
        moves.append(advocacy.plan(said=move, **told))
    return {
        "stakeholder": made[0],
        "advocacy": moves[0],
        "talk": talked(viewer, now),
        "sounded": sounded(viewer, now),
    }


def talked(viewer: Any, now: datetime) -> int:
    """Twelve strategic conversations at every stage; the id of the first."""
    from takehold.influence.facts.early import Stage, TopicInput
    from takehold.influence.operations import early

    ids = []
    for no in range(12):
        said = TopicInput(f"Topic number {no}", "The board", viewer.on + timedelta(days=30 * no))
        since = viewer.on - timedelta(days=20 * no)
        ids.append(early.begin(viewer=viewer, said=said, stage=list(Stage)[no % 6], on=since, now=now))
        if no % 2:
            early.join(viewer=viewer, talk_id=ids[-1], on=since, version=1, now=now)
    return ids[0]


def sounded(viewer: Any, now: datetime) -> int:
    """Three soundings of a lead: two of a group that are over, one by name that is open; the id of the last."""
    from dataclasses import replace

    from takehold.influence.facts.soundings import Course, Form, SoundingAnswer, SoundingInput
    from takehold.influence.models import Sounding, SoundingAsked
    from takehold.influence.operations import soundings
    from takehold.people.facts import RoleFact, RoleKind
    from takehold.people.models import Person, Role

    leader = Role.objects.filter(kind="lead").latest("id").person_id
    asker = replace(viewer, person_id=leader, roles=(RoleFact(RoleKind.LEAD),))
    keys = tuple(Person.objects.exclude(id=leader).order_by("id").values_list("key", flat=True)[:6])
    made = 0
    for ago, form in ((30, Form.GROUP), (15, Form.GROUP), (0, Form.NAMED)):
        made = soundings.ask(viewer=asker, said=SoundingInput("How it lands", form, keys), now=now)
        for each in SoundingAsked.objects.filter(sounding_id=made).order_by("id")[:5]:
            soundings.answer(nonce=each.nonce, said=SoundingAnswer(1 + ago // 10, 4, Course.SHOW), now=now)
        if ago:
            day = viewer.on - timedelta(days=ago)
            Sounding.objects.filter(pk=made).update(opened_on=day, closes_on=day + timedelta(days=7))
    return made
