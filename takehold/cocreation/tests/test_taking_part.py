"""Voting: the last vote counts, nothing counts twice, the sums are those of the votes; signed in and by the link for all."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from conftest import NOW
from takehold.cocreation import jobs, models
from takehold.cocreation.facts import Choice, Way
from takehold.cocreation.operations import moderating, voting, weighing
from takehold.cocreation.operations.lifecycle import MERGE, REMOVE, RESTORE
from takehold.cocreation.queries import ballots, coming
from takehold.cocreation.queries import rounds as queries
from takehold.cocreation.tests.conftest import TODAY, browser, comer
from takehold.initiatives.facts import Conflict
from takehold.people.facts import NotAllowed, NotYours

SUMS = ("agrees", "disagrees", "passes")


def statements(round_id: int) -> list[models.Contribution]:
    """Of a round, in order."""
    return list(models.Contribution.objects.filter(round_id=round_id, kind="statement").order_by("id"))


def sums(row: models.Contribution) -> tuple[int, ...]:
    """Running sums of a statement."""
    row.refresh_from_db()
    return tuple(getattr(row, name) for name in SUMS)


def test_one_statement_after_the_other_until_nothing_is_left(house: Any, nights: int) -> None:
    who, seen = comer(house, nights), []
    while (asked := ballots.ballot(who).asked) is not None:
        assert ballots.ballot(who).asked == asked, "looking again shows the same"
        seen.append(asked.id)
        voting.vote(comer=who, contribution_id=asked.id, choice=Choice.AGREE, now=NOW)
    assert sorted(seen) == [each.id for each in statements(nights)]
    found = ballots.ballot(who)
    assert (found.asked, found.voted, found.of) == (None, 3, 3)
    assert [each.choice for each in ballots.own_votes(who)] == [Choice.AGREE] * 3


def test_the_last_vote_counts_and_a_reload_counts_nothing_twice(house: Any, nights: int) -> None:
    who, (first, *_rest) = comer(house, nights), statements(nights)
    for choice, told in ((1, (1, 0, 0)), (1, (1, 0, 0)), (-1, (0, 1, 0)), (0, (0, 0, 1)), (0, (0, 0, 1))):
        voting.vote(comer=who, contribution_id=first.id, choice=Choice(choice), now=NOW)
        assert sums(first) == told
    assert models.Vote.objects.count() == 1
    assert ballots.ballot(who, wanted=first.id).asked.chosen is Choice.PASS  # type: ignore[union-attr]


def test_a_statement_is_shown_as_it_was_written_whatever_signs_are_in_it(house: Any, nights: int) -> None:
    who, first = comer(house, nights), statements(nights)[0]
    for text in ('She said "no\\yes" {%s}\n\t\u2028', "Übergabe, 交接, تسليم 🏥 </script>"):
        models.Contribution.objects.filter(pk=first.pk).update(text=text)
        assert ballots.ballot(who, wanted=first.pk).asked.text == text  # type: ignore[union-attr]


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    said=st.lists(st.tuples(st.integers(0, 3), st.integers(0, 2), st.sampled_from(list(Choice))), max_size=16)
)
def test_sums_are_the_last_votes_counted(nights: int, said: list[tuple[int, int, Choice]]) -> None:
    models.Voter.objects.all().delete()
    models.Contribution.objects.update(agrees=0, disagrees=0, passes=0)
    comers, rows = [browser(nights) for _each in range(4)], statements(nights)
    last: dict[tuple[int, int], Choice] = {}
    for voter, statement, choice in said:
        voting.vote(comer=comers[voter], contribution_id=rows[statement].pk, choice=choice, now=NOW)
        last[voter, statement] = choice
    for at, row in enumerate(rows):
        counted = [choice for (_voter, which), choice in last.items() if which == at]
        order = (Choice.AGREE, Choice.DISAGREE, Choice.PASS)
        assert sums(row) == tuple(counted.count(each) for each in order)


def test_fifty_people_with_one_link_are_fifty_voters_and_one_browser_is_one(house: Any, nights: int) -> None:
    first = statements(nights)[0]
    link = f"/cocreate/a/{models.Round.objects.get(pk=nights).nonce.hex}/"
    start = f"/cocreate/l/{nights}/"
    for n in range(50):
        client = Client()
        for _again in range(1 if n else 2):
            assert client.get(link)["Location"] == start
            door = client.cookies[f"cocreate-{nights}"].value
            for _reload in range(1 if n else 2):
                sent = {"door": door, "statement": first.pk, "choice": "agree"}
                assert client.post(f"{start}vote/", sent).status_code == 200
    assert models.Voter.objects.filter(way=Way.SHARED, person=None, group=None).count() == 50
    assert sums(first) == (50, 0, 0)
    assert queries.ways(viewer=house.viewer("lead"), round_id=nights).shared == 50


def test_by_the_link_one_votes_adds_and_changes_without_an_account(nights: int) -> None:
    client = Client(headers={"accept-language": "en"})
    start = f"/cocreate/l/{nights}/"
    assert client.get(f"{start}vote/").status_code == 404
    assert client.get("/cocreate/a/made-up/").status_code == 404
    client.get(f"/cocreate/a/{models.Round.objects.get(pk=nights).nonce.hex}/")
    told = client.get(start).content.decode()
    assert "Who will see what" in told
    assert "Allergies stand first." in told
    door = client.cookies[f"cocreate-{nights}"].value
    asked = statements(nights)[1]
    page = client.post(f"{start}vote/", {"door": door, "statement": asked.pk, "choice": "disagree"})
    assert "Would you help to put this right?" in page.content.decode()
    assert "1 of 3 statements voted on" in page.content.decode()
    added = client.post(f"{start}ideas/", {"door": door, "kind": "design", "text": "A board at the door"})
    assert added["Location"] == f"{start}ideas/?added=yes"
    assert "A board at the door" in client.get(f"{start}ideas/").content.decode()
    assert asked.text in client.get(f"{start}mine/").content.decode()
    assert client.post(f"{start}vote/", {"statement": asked.pk, "choice": "agree"}).status_code == 404
    assert (
        client.post(f"{start}vote/", {"door": door, "statement": asked.pk, "choice": "x"}).status_code == 409
    )


def test_a_vote_of_one_who_voted_before_asks_the_database_no_more_than_it_must(nights: int) -> None:
    client = Client()
    start = f"/cocreate/l/{nights}/"
    client.get(f"/cocreate/a/{models.Round.objects.get(pk=nights).nonce.hex}/")
    door = client.cookies[f"cocreate-{nights}"].value
    first, second, _third = statements(nights)
    client.post(f"{start}vote/", {"door": door, "statement": first.pk, "choice": "agree"})
    with CaptureQueriesContext(connection) as asked:
        page = client.post(f"{start}vote/", {"door": door, "statement": second.pk, "choice": "agree"})
    assert "2 of 3 statements voted on" in page.content.decode()
    told = [each["sql"] for each in asked if "SAVEPOINT" not in each["sql"]]
    assert len(told) == 6, "the round, the statement, voter and vote, two writes, all that is open"


def test_who_waits_too_long_for_the_turn_goes_to_the_database_and_takes_no_other_turn_away(
    nights: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(voting, "PATIENCE", 0.01)
    who, first = browser(nights), statements(nights)[0]
    with voting.TURN:
        voting.vote(comer=who, contribution_id=first.pk, choice=Choice.AGREE, now=NOW)
        assert voting.TURN.locked()
    with pytest.raises(NotYours):
        voting.vote(comer=who, contribution_id=first.pk + 999, choice=Choice.AGREE, now=NOW)
    assert not voting.TURN.locked()
    assert sums(first) == (1, 0, 0)


def test_a_vote_on_what_was_removed_or_merged_meanwhile_is_told_and_nothing_is_lost(
    house: Any, nights: int
) -> None:
    first, second, third = statements(nights)
    who, client = comer(house, nights), house.client("member")
    voting.vote(comer=who, contribution_id=first.pk, choice=Choice.AGREE, now=NOW)
    told: dict[str, Any] = {"viewer": house.viewer("lead"), "round_id": nights, "now": NOW}
    moderating.settle(contribution_id=first.pk, event=REMOVE, reason="Names a ward that closed", **told)
    moderating.settle(contribution_id=second.pk, event=MERGE, reason="The same", into=third.pk, **told)
    for row, words in ((first, "Names a ward that closed"), (second, third.text)):
        page = client.post(f"/cocreate/{nights}/vote/", {"statement": row.pk, "choice": "disagree"})
        assert page.status_code == 409
        assert words in page.content.decode()
        assert "nothing of yours was lost" in page.content.decode()
    assert sums(first) == (1, 0, 0)
    moderating.settle(contribution_id=first.pk, event=RESTORE, **told)
    assert [(each.contribution_id, each.choice) for each in ballots.own_votes(who)] == [
        (first.pk, Choice.AGREE)
    ]


def test_only_the_invited_vote_and_only_while_it_is_open(house: Any, nights: int) -> None:
    first = statements(nights)[0]
    for role in ("lead", "auditor"):
        with pytest.raises(NotAllowed):
            comer(house, nights, role)
    with pytest.raises(NotYours):
        comer(house, nights, "stranger")
    with pytest.raises(NotYours):
        voting.vote(comer=comer(house, nights), contribution_id=first.pk + 999, choice=Choice.AGREE, now=NOW)
    with pytest.raises(Conflict):
        voting.vote(
            comer=browser(nights), contribution_id=first.pk, choice=Choice.AGREE, now=NOW + timedelta(days=22)
        )
    assert coming.by_link(nights, browser(nights).sealed, TODAY + timedelta(days=22)).over
    with pytest.raises(NotYours):
        coming.by_link(nights + 1, browser(nights).sealed, TODAY)


def test_what_parts_people_is_worked_out_anew_after_twenty_votes(house: Any, nights: int) -> None:
    rows = statements(nights)
    for n in range(8):
        who = browser(nights)
        for at, row in enumerate(rows):
            choice = Choice.AGREE if at == 0 or n % 2 else Choice.DISAGREE
            voting.vote(comer=who, contribution_id=row.pk, choice=choice, now=NOW)
        assert (weighing.stale(NOW) == (nights,)) is (n >= 6)
    (job,) = jobs.due(NOW)
    jobs.run(job, now=NOW, home=None)  # type: ignore[arg-type]
    assert jobs.due(NOW) == ()
    parts = [each.extremity for each in statements(nights)]
    assert parts[0] == pytest.approx(0)
    assert min(parts[1:]) > 0
