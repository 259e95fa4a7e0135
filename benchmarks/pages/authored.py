"""A round that is over and what became of what was said in it, for the pages that are looked at."""

from __future__ import annotations

from datetime import datetime, timedelta
from random import Random
from typing import Any


def authored(slug: str, viewer: Any, now: datetime) -> dict[str, Any]:
    """Closed, with twelve voters, thirty statements and thirty ideas of the nurse's that were answered, ten of them in use."""
    from takehold.cocreation.facts import Choice, Kind, RoundInput
    from takehold.cocreation.facts.answers import AnswerInput, Fate, Wish
    from takehold.cocreation.models import Authorship, Contribution, Round
    from takehold.cocreation.operations import answering, closing, contributing, rounds, voting
    from takehold.cocreation.operations.contributing import Addition
    from takehold.cocreation.queries import coming
    from takehold.people.models import Person

    asked = RoundInput(
        "How should it work in the morning?", "", "", "", "Everything", viewer.on + timedelta(days=3), "The board",
        "By what all agree on", shared=True,
    )  # fmt: skip
    made = rounds.begin(viewer=viewer, slug=slug, said=asked, now=now)
    lines = [f"In the morning, number {no}" for no in range(30)]
    contributing.seed(viewer=viewer, round_id=made, lines=lines, now=now)
    rounds.open_it(viewer=viewer, round_id=made, version=1, rng=Random(7), now=now)
    nonce, rng = Round.objects.get(pk=made).nonce, Random(3)
    statements = list(Contribution.objects.filter(round_id=made).order_by("id").values_list("id", flat=True))
    comers = [coming.by_link(made, coming.entered(coming.token(nonce))[1], viewer.on) for _each in range(12)]
    for comer in comers:
        for statement in statements[:8]:
            voting.vote(
                comer=comer, contribution_id=statement, choice=Choice(rng.choice((1, 0, -1))), now=now
            )
    ideas = [
        contributing.add(
            comer=comers[no % 12], said=Addition(Kind.DESIGN, f"Idea of the morning {no}"), now=now
        )
        for no in range(30)
    ]
    nurse = Person.objects.get(key="P00002")
    Contribution.objects.filter(pk__in=ideas).update(by=nurse)
    closing.close(viewer=viewer, round_id=made, version=Round.objects.get(pk=made).version, now=now)
    for no, idea in enumerate(ideas):
        live = viewer.on if no < 10 else None
        said = AnswerInput(Fate.ADOPTED if no < 20 else Fate.DECLINED, "So it was decided.", live_on=live)
        answering.answer(viewer=viewer, round_id=made, contribution_id=idea, said=said, version=0, now=now)
        Authorship.objects.create(contribution_id=idea, person=nurse, wish=Wish.NAMED, on=viewer.on)
    return {"round-over": made, "idea": ideas[0]}
