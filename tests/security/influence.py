"""Who has a stake in a change, for the matrix of rights: see ``world.py``."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from conftest import NOW, House
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
from takehold.influence.facts.early import Stage, TopicInput
from takehold.influence.facts.soundings import Course, Form, SoundingAnswer, SoundingInput
from takehold.influence.models import SoundingAsked, SoundingNote
from takehold.influence.operations import advocacy, early, soundings, stakeholders
from takehold.influence.queries.soundings import token


def build(house: House, slug: str) -> dict[str, Any]:
    """``{stakeholder}`` of the change for everybody said where it stands; ``{advocacy}`` is planned for it,
    ``{attempt}`` was tried. The member said it with the own name. ``{talk}`` is a
    strategic conversation. The lead asked the member, who answered by ``{sounding-note}``, and the manager, who comes in
    by ``{sounding-door}``."""
    told: dict[str, Any] = {"viewer": house.viewer("lead"), "slug": slug, "now": NOW}
    who = StakeholderInput("Night shifts", Kind.GROUP, Influence.HEARD, "Sleep")
    one = stakeholders.write_down(said=who, **told)
    stated = PositionInput(Support.RATHER_AGAINST, "Their huddle", NOW.date(), "Too many clicks")
    stakeholders.state(stakeholder_id=one, said=stated, **told)
    stakeholders.stand(support=Support.FOR, words="", **{**told, "viewer": house.viewer("member")})
    move = MoveInput(
        one, "Sleep", "Three fields go.", "A nurse", "Their huddle", NOW.date() + timedelta(days=9)
    )
    topic = TopicInput("A second site", "The board", NOW.date() + timedelta(days=90))
    asked = SoundingInput("How I bring it in", Form.NAMED, ("member", "manager"))
    soundings.ask(viewer=told["viewer"], said=asked, now=NOW)
    first, second = SoundingAsked.objects.order_by("id")
    soundings.answer(nonce=first.nonce, said=SoundingAnswer(4, 4, Course.LISTEN, "Ask the nights"), now=NOW)
    return {
        "sounding-door": token(second.nonce),
        "sounding-note": SoundingNote.objects.get().pk,
        "talk": early.begin(viewer=told["viewer"], said=topic, stage=Stage.BUDGET, on=NOW.date(), now=NOW),
        "stakeholder": one,
        "advocacy": advocacy.plan(said=move, **told),
        "attempt": advocacy.attempt(
            stakeholder_id=one,
            said=AttemptInput(Approach.LISTENING, NOW.date(), "Listened for an hour"),
            **told,
        ),
    }
