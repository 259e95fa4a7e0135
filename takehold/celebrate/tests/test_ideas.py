"""An idea of those affected that is in use is a win, once, while it is in use, and names nobody."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from conftest import NOW
from takehold.celebrate import models
from takehold.celebrate.facts import WinKind, WinState
from takehold.celebrate.operations import finding
from takehold.celebrate.queries.words import sentence
from takehold.cocreation.facts.answers import AnswerInput, Fate
from takehold.cocreation.models import Contribution
from takehold.cocreation.operations import answering
from takehold.cocreation.tests.closed import closed, open_round


def test_an_idea_that_went_live_is_found_once_and_left_when_it_is_not_in_use_any_more(
    house: Any, judged: Any
) -> None:
    row = closed(open_round(house, judged, a_ward=1))
    idea = Contribution.objects.get(text="Statement 9")
    seed = Contribution.objects.get(text="Statement 1")
    lead: dict[str, Any] = {"viewer": house.viewer("lead"), "round_id": row.pk, "now": NOW}
    since = NOW.date() - timedelta(days=3)
    live = AnswerInput(Fate.ADAPTED, "With three fields", live_on=since)
    for each in (idea, seed):
        answering.answer(said=live, contribution_id=each.pk, version=0, **lead)
    for _twice in range(2):
        finding.look(slug=judged.slug, now=NOW)
    (win,) = models.Win.objects.filter(kind=WinKind.IDEA)
    assert (win.happened_on, win.unit, win.team_ids) == (since, "", [])
    assert sentence(win.kind, "", win.figures, since) == (
        "An idea of those affected is in use since 27 February 2026: “Statement 9”."
    )
    answering.answer(
        said=AnswerInput(Fate.DECLINED, "It did not help"), contribution_id=idea.pk, version=1, **lead
    )
    finding.look(slug=judged.slug, now=NOW)
    win.refresh_from_db()
    assert win.state == WinState.LEFT
