"""Rounds of a change, for the pages that are looked at."""

from __future__ import annotations

from datetime import datetime, timedelta
from random import Random
from typing import Any


def shaped(slug: str, viewer: Any, now: datetime) -> dict[str, Any]:
    """One open with forty statements, five designs with comments, and some votes; one being written."""
    from takehold.cocreation.facts import Choice, Kind, RoundInput
    from takehold.cocreation.facts.coming import Comer
    from takehold.cocreation.models import Contribution, Round, RoundTeam
    from takehold.cocreation.operations import contributing, rounds, voting
    from takehold.cocreation.operations.contributing import Addition
    from takehold.cocreation.queries import coming

    asked = RoundInput(
        "How should it work on nights?", "Two notes were lost.", "", "", "Everything", viewer.on + timedelta(days=30),
        "The board", "By what all agree on", shared=True,
    )  # fmt: skip
    draft, made = (rounds.begin(viewer=viewer, slug=slug, said=asked, now=now) for _each in range(2))
    lines = [f"Statement number {no}" for no in range(40)]
    contributing.seed(viewer=viewer, round_id=made, lines=lines, now=now)
    rounds.open_it(viewer=viewer, round_id=made, version=1, rng=Random(7), now=now)
    nonce = Round.objects.get(pk=made).nonce
    comers: list[Comer] = []
    for _browser in range(6):
        _round, sealed = coming.entered(coming.token(nonce))
        comers.append(coming.by_link(made, sealed, viewer.on))
    for no, comer in enumerate(comers):
        design = contributing.add(comer=comer, said=Addition(Kind.DESIGN, f"Design {no}"), now=now)
        contributing.add(comer=comer, said=Addition(Kind.COMMENT, f"Remark {no}", design), now=now)
        for row in Contribution.objects.filter(round_id=made, kind=Kind.STATEMENT).order_by("id")[: 5 + no]:
            voting.vote(comer=comer, contribution_id=row.pk, choice=Choice(no % 3 - 1), now=now)
    assert RoundTeam.objects.filter(round_id=made, invited=True).exists()
    return {"round": made, "round-draft": draft}
