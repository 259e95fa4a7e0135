"""Who wrote an idea is told by mail when it is in use: once, and nobody else."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.core import mail

from conftest import NOW
from takehold.cocreation import jobs, models
from takehold.cocreation.facts.answers import AnswerInput, Fate
from takehold.cocreation.facts.contributions import Origin, State
from takehold.cocreation.operations import answering
from takehold.cocreation.tests.closed import closed, open_round, said

MAILS = "tell of ideas in use"


def test_the_author_and_that_of_what_was_merged_into_it_are_told_once(
    house: Any, change: Any, settings: Any
) -> None:
    row = open_round(house, change, a_ward=1)
    idea = models.Contribution.objects.get(text="Statement 9")
    said(
        row,
        "The same",
        state=State.MERGED,
        merged_into=idea,
        origin=Origin.VOTER,
        by_id=house.people["other"],
    )
    said(row, "From the link", origin=Origin.VOTER, receipt="r" * 64)
    closed(row)
    told: dict[str, Any] = {
        "viewer": house.viewer("lead"),
        "round_id": row.pk,
        "contribution_id": idea.pk,
        "now": NOW,
    }
    answering.answer(said=AnswerInput(Fate.ADOPTED, "Yes"), version=0, **told)
    assert MAILS not in jobs.due(NOW)
    live = AnswerInput(Fate.ADOPTED, "Yes", live_on=NOW.date() - timedelta(days=1))
    answering.answer(said=live, version=1, **told)
    assert MAILS in jobs.due(NOW)
    jobs.run(MAILS, now=NOW, home=settings.HOME)
    assert sorted(each.to[0] for each in mail.outbox) == ["member@example.org", "other@example.org"]
    assert all("Member" not in each.body + each.subject for each in mail.outbox)
    assert "Statement 9" in mail.outbox[0].body
    assert MAILS not in jobs.due(NOW)


def test_who_wrote_statements_to_begin_with_is_not_told_of_their_own(house: Any, change: Any) -> None:
    row = open_round(house, change, a_ward=1)
    seed = models.Contribution.objects.get(text="Statement 0")
    models.Contribution.objects.filter(pk=seed.pk).update(by_id=house.people["lead"])
    closed(row)
    live = AnswerInput(Fate.ADOPTED, "Yes", live_on=NOW.date())
    at: dict[str, Any] = {"viewer": house.viewer("lead"), "round_id": row.pk, "now": NOW, "version": 0}
    answering.answer(contribution_id=seed.pk, said=live, **at)
    assert MAILS not in jobs.due(NOW)
    answering.answer(contribution_id=models.Contribution.objects.get(text="Statement 9").pk, said=live, **at)
    assert MAILS in jobs.due(NOW)
