"""One system becomes a feed of how its tickets stand and one of how they went; both are read to figures."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest
from django.conf import settings

from takehold.analysis import process
from takehold.gather.facts.feeds import FeedInput, OwnRule
from takehold.gather.models import Feed, Pull
from takehold.gather.operations import feeds, pulling
from takehold.gather.operations.feed_plans import plans
from takehold.gather.operations.sealing import opened
from takehold.gather.sources.calling import Answer
from takehold.gather.sources.registry import connector
from takehold.gather.tests.desks import SYSTEMS, TEAMS, Desk, System, ticket
from takehold.initiatives import queries as initiatives
from takehold.initiatives.facts import Invalid
from takehold.ledger import jobs as ledger_jobs
from takehold.ledger.models import Import, Segment

every = pytest.mark.parametrize("system", SYSTEMS, ids=lambda each: each.kind)
GLPI = SYSTEMS[2]


def said(system: System, slug: str, **more: Any) -> FeedInput:
    """As the form says it."""
    given: dict[str, Any] = {
        "kind": system.kind, "name": "Desk", "slug": slug, "said": {"address": "https://desk.example", **system.said},
        "secrets": {system.secret: "good-word"}, "behaviours": (system.behaviour,), "columns": ("category",),
        "rule": OwnRule("First work, then solve", "precedence", "In Progress", system.desk.STATES["solved"]),
    }  # fmt: skip
    return FeedInput(**{**given, **more})


def connected(house: Any, change: str, system: System, **more: Any) -> list[Feed]:
    """The feeds that a steward makes, that of how tickets stand first."""
    feeds.connect(viewer=house.viewer("steward"), said=said(system, change, **more), now=house.now)
    return list(Feed.objects.order_by("name"))


def pull(feed: Feed, desk: Desk, now: datetime, **more: Any) -> Feed:
    pulling.pull(feed_id=feed.id, now=now, fetch=desk, sleep=lambda _: None, **more)
    feed.refresh_from_db()
    for job in ledger_jobs.due(now):
        if job.what == "import":
            ledger_jobs.run(job, now=now, home=Path(settings.HOME))
    return feed


def kept(feed: Feed, kind: str = "events") -> list[dict[str, Any]]:
    """Every event that the ledger holds of a feed (or what it counted), read from its files."""
    rows: list[dict[str, Any]] = []
    live = Segment.objects.filter(source=feed.source, kind=kind, retired=None)
    for path in live.values_list("path", flat=True):
        rows += pq.read_table(Path(settings.HOME) / "segments" / path).to_pylist()
    return rows


def cases(feed: Feed) -> list[str]:
    return sorted(row["case_id"] for row in kept(feed))


def steps(feed: Feed) -> list[tuple[str, str, datetime, str]]:
    return sorted((row["case_id"], row["activity"], row["occurred_at"], row["team"]) for row in kept(feed))


def expected(desk: Desk) -> list[Any]:
    return sorted(each for one in desk.tickets for each in desk.went(one))


@every
def test_tickets_and_their_steps_become_figures_once(house: Any, change: str, system: System) -> None:
    desk = system.desk([ticket(n) for n in range(60)])
    standing, went = connected(house, change, system)
    assert went.name == "Desk: how tickets went"
    now = house.now
    for _again in range(2):
        for feed in (standing, went):
            assert pull(feed, desk, now).trouble == ""
        assert cases(standing) == sorted(map(desk.number, desk.tickets))
        assert steps(went) == expected(desk)
        desk.change(9, datetime(2026, 2, 3, 9, tzinfo=UTC), "closed")
        desk.add(len(desk.tickets))
        now += timedelta(hours=1)
    assert set(kept(went)[0]) == {
        "event_id", "case_id", "activity", "occurred_at", "day", "team", "actor", "ordinal",
    }  # fmt: skip
    named = {each.key for each in initiatives.behaviours(viewer=house.viewer("lead"), slug=change)}
    assert named == {system.behaviour, "own-first-work-then-solve"}


@every
@pytest.mark.parametrize("kind", ["precedence", "not-succession"])
def test_a_rule_of_ones_own_counts_cases_as_looking_at_each_does(
    house: Any, change: str, system: System, kind: str
) -> None:
    solved = system.desk.STATES["solved"]
    a, b = {
        "precedence": (f"Group: {TEAMS[0]}", solved),
        "not-succession": (solved, "In Progress"),
    }[kind]
    rule = OwnRule("Our rule", kind, a, b)
    (went,) = connected(house, change, system, behaviours=(), rule=rule)
    desk = system.desk([ticket(n) for n in range(70)])
    pull(went, desk, house.now)
    by_hand = []
    for one in desk.tickets:
        told = sorted((at, activity) for _case, activity, at, _team in desk.went(one))
        names, whens = [name for _at, name in told], [at.timestamp() for at, _name in told]
        by_hand.append(process.check(kind, a, b, names, whens, None, 1, True))
    evidence = kept(went, "evidence")
    assert sum(row["chances"] for row in evidence) == len(by_hand)
    assert sum(row["new_way"] for row in evidence) == by_hand.count(process.Outcome.SATISFIED)
    assert 0 < by_hand.count(process.Outcome.VIOLATED) < len(by_hand)


@every
def test_trying_shows_tickets_and_steps_and_keeps_nothing(house: Any, change: str, system: System) -> None:
    desk, viewer = system.desk([ticket(n) for n in range(20)]), house.viewer("steward")
    tried = feeds.attempt(viewer=viewer, said=said(system, change), fetch=desk)
    assert len(tried.rows) == len(tried.steps) == 10
    assert tried.lacking == ()
    alone = feeds.attempt(viewer=viewer, said=said(system, change, behaviours=()), fetch=desk)
    assert alone.columns == ("case", "activity", "at", "team")
    assert alone.rows == tried.steps
    plainly = feeds.attempt(viewer=viewer, said=said(system, change, rule=None), fetch=desk)
    assert plainly.steps == ()
    desk.gone = {system.column}
    assert feeds.attempt(viewer=viewer, said=said(system, change), fetch=desk).lacking in (
        (),
        (system.vanishes,),
    )
    assert Feed.objects.count() == 0


@every
def test_a_new_key_is_for_both_and_the_other_secret_stays(house: Any, change: str, system: System) -> None:
    secrets = {system.secret: "old", "app": "application"}
    standing, went = connected(house, change, system, secrets=secrets)
    desk = system.desk([ticket(1)], good="no such word")
    for feed in (standing, went):
        assert pull(feed, desk, house.now).paused
        assert "expired" in feed.trouble
    feeds.renew_secret(viewer=house.viewer("steward"), feed_id=standing.id, secret="new", now=house.now)
    for feed in (standing, went):
        feed.refresh_from_db()
        assert (feed.paused, opened(feed.secret)) == (False, {system.secret: "new", "app": "application"})


@every
def test_what_goes_wrong_stands_on_the_feed_and_takes_nothing(
    house: Any, change: str, system: System
) -> None:
    elsewhere = Answer(302, {"location": "http://169.254.169.254/"}, b"")
    for feed in connected(house, change, system):
        desk = system.desk([ticket(n) for n in range(9)])
        at = {"servicenow": "state", "jira_sm": "status", "glpi": "12", "zammad": "state"}[system.kind]
        vanished = at if "history" in feed.settings else system.column
        trials: tuple[tuple[list[Answer], set[str], str], ...] = (
            ([elsewhere] * 9, set(), "leads elsewhere"), ([Answer(429, {"retry-after": "900"}, b"")], set(), "asked us to wait"),
            ([Answer(200, {}, b"<html>sign in")] * 9, set(), "broke off"), ([], {vanished}, "does not come any more"),
        )  # fmt: skip
        for faults, gone, sentence in trials:
            desk.faults, desk.gone = [*faults], gone
            assert sentence in pull(feed, desk, house.now).trouble
            assert (feed.paused, feed.cursor, feed.trouble_since) == (False, {}, house.now)
            assert not Import.objects.exists()
        desk.gone = set()
        assert pull(feed, desk, house.now).trouble == ""
        assert len(kept(feed)) in (9, len(expected(desk)))
        Import.objects.all().delete()


def test_what_does_not_fit_is_said_in_words(house: Any, change: str) -> None:
    viewer = house.viewer("steward")
    for wrong, sentence in (
        ({"said": {"address": "https://x.example", "timezone": "Europe/Nowhere"}}, "Europe/Nowhere"),
        ({"behaviours": (), "rule": None}, "at least one behaviour"),
    ):
        with pytest.raises(Invalid, match=sentence):
            feeds.connect(viewer=viewer, said=said(GLPI, change, **wrong), now=house.now)
    jira = said(SYSTEMS[1], change)
    jira = replace(jira, said={**jira.said, "team": "a b"})
    with pytest.raises(Invalid, match="Jira"):
        feeds.connect(viewer=viewer, said=jira, now=house.now)


def test_moments_are_read_in_the_zone_that_was_said(house: Any, change: str) -> None:
    standing, went = connected(house, change, replace(GLPI, said={"timezone": "Europe/Berlin"}))
    desk = GLPI.desk([ticket(0)])
    for feed in (standing, went):
        pull(feed, desk, house.now)
        assert min(row["occurred_at"] for row in kept(feed)) == ticket(0).opened - timedelta(hours=1)


def test_ready_behaviours_know_states_by_other_names() -> None:
    kind = connector("servicenow")
    assert kind is not None
    ready = said(
        SYSTEMS[0], "x", behaviours=(), rule=None, went=("picked-up-in-four-hours",), since=date(2026, 1, 1)
    )
    (one,) = plans(kind, ready)
    assert '"Work in Progress" = "In Progress"' in one.recipe_text
    assert one.settings["since"] == "2026-01-01 00:00:00"
    (own,) = plans(kind, replace(ready, rule=OwnRule("So", "response", "Active", "Resolved")))
    assert '"Active"' not in own.recipe_text.split("[[behaviour]]")[0]


def test_nothing_of_persons_reaches_the_files_that_wait(house: Any, change: str) -> None:
    for system in SYSTEMS:
        for feed in connected(house, change, system, name=system.kind):
            if feed.kind == system.kind:
                pulling.pull(feed_id=feed.id, now=house.now, fetch=system.desk([ticket(0)]), sleep=print)
    waiting = [Path(settings.HOME) / "quarantine" / each.stored_as for each in Import.objects.all()]
    assert len(waiting) == 2 * len(SYSTEMS) == Pull.objects.filter(trouble="").count()
    for path in waiting:
        assert not any(
            word in path.read_text().lower() for word in ("lopez", "maria", "ann@", "printer", "drucker")
        )
