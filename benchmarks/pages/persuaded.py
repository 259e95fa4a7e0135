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
    return {"stakeholder": made[0], "advocacy": moves[0], "talk": talked(viewer, now)}


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
