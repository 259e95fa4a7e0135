"""The objects that fill addresses: changes, the first team, an alert, a file that is being brought in."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from benchmarks.pages import asked, celebrated, dated, explained
from benchmarks.pages.authored import authored
from benchmarks.pages.bridged import championed, chosen, rated, written
from benchmarks.pages.canvassed import canvassed
from benchmarks.pages.councilled import governed
from benchmarks.pages.directed import directives
from benchmarks.pages.found_out import tools
from benchmarks.pages.logged import logged
from benchmarks.pages.owned_up import missteps
from benchmarks.pages.packed import packed
from benchmarks.pages.persuaded import staked
from benchmarks.pages.pulling import pulled
from benchmarks.pages.shaped import shaped
from benchmarks.pages.site import COUNTS, house

STEPS = "case,step,at,team\n" + "".join(
    f"C{n // 4:04d},{('L1', 'L2', 'L3', 'Closed')[n % 4]},2025-01-{n % 28 + 1:02d} 08:{n % 60:02d},Team 001\n"
    for n in range(400)
)
EVENTS = """
[source]
format = "csv"
shape = "events"
timestamps = "%Y-%m-%d %H:%M"
timezone = "Europe/Brussels"

[columns]
case = "case"
activity = "step"
at = "at"
team = "team"
"""
VALUES = """
[source]
format = "csv"
shape = "values"

[columns]
team = "team"
period = "week"
mean = "mean"
n = "n"

[[behaviour]]
key = "minutes"
name = "Minutes to the list"
unit = "minutes"
better = "lower"
"""
SMALL = b"team,week,done,of,old\nTeam 001,2025-01-06,3,4,1\nTeam 002,2025-01-06,5,5,0\n"


def _heard(slug: str, viewer: Any, now: datetime) -> dict[str, Any]:
    """A theme that is spoken of, and a channel."""
    from takehold.gather.facts.channels import ChannelInput
    from takehold.gather.operations import channels, themes

    theme = themes.save_theme(viewer=viewer, name="In the way", words=["way"], slug=slug, now=now)
    told = ChannelInput("rollout", "csv", now.date(), "Newsletter", slug=slug)
    return {"theme": theme, "channel": channels.announce(viewer=viewer, said=told, now=now)}


def _noted(slug: str, now: datetime) -> Any:
    """Ten notes of a manager; the id of the last."""
    from takehold.gather.facts.notes import NoteInput
    from takehold.gather.operations import notes
    from takehold.people import queries as people
    from takehold.people.models import Role

    account = Role.objects.filter(kind="manager", person__user__isnull=False).values_list(
        "person__user_id", flat=True
    )
    manager = people.viewer(user_id=account[0], on=now.date())
    said = [NoteInput("meeting", f"Outcome no. {n}.", slug=slug, theme="Outcomes") for n in range(10)]
    return [notes.note(viewer=manager, said=each, now=now) for each in said][-1]


def _said(slug: str, viewer: Any, now: datetime) -> Any:
    """Twenty things said about a change; the id of one."""
    from takehold.gather.facts.says import SayInput
    from takehold.gather.models import Say
    from takehold.gather.operations import says

    for n in range(20):
        said = SayInput(
            kind="unsafe" if n == 3 else "obstacle", text=f"What is in the way, no. {n}.", slug=slug
        )
        says.say(viewer=viewer, said=said, nonce=str(n), on=now.date())
    return Say.objects.values_list("id", flat=True)[0]


def _connected(now: datetime) -> Any:
    """The id of a system that waits for its first reading. It feeds nothing, so that no other page asks more."""
    from takehold.gather.models import Feed

    said = {"address": "https://desk.example", "user": "reader", "table": "incident"}
    return Feed.objects.create(kind="servicenow", name="Service desk", settings=said, created_at=now).id


def _sending(now: datetime) -> Any:
    """The id of a system that sends, with one event that waits."""
    from takehold.gather.models import Received, Sender

    row = Sender.objects.create(kind="cloudevents", name="Portal", created_at=now, last_at=now)
    Received.objects.create(sender=row, key="0" * 64, at=now, body='{"subject": "REQ1", "type": "resolved"}')
    return row.id


def _reported(slug: str, viewer: Any, home: Path, now: datetime) -> None:
    """A year of a weekly performance report of all teams beside a change."""
    from takehold.evidence.recipe import parse
    from takehold.initiatives import operations as initiatives
    from takehold.ledger import operations as ledger
    from takehold.people import queries as people

    figure = parse(VALUES).behaviours[0]
    source = ledger.register_source(key="report", name="report", kind="upload", now=now)
    measure = ledger.register_measure(source_id=source.id, behaviour=figure, recipe_sha256="", now=now)
    initiatives.connect_report(viewer=viewer, slug=slug, measure_id=measure.id, name=figure.name, now=now)
    names = [team.name for team in people.teams(viewer=viewer)]
    lines = [
        f"{name},{now.date() - timedelta(days=7 * week)},{40 + (week * 7) % 5},{10 + week % 3}"
        for name in names
        for week in range(1, 53)
    ]
    brought = ledger.accept_upload(
        source_id=source.id, filename="report.csv", chunks=["\n".join(["team,week,mean,n", *lines]).encode()],
        recipe_text=VALUES, uploaded_by="person:1", now=now,
    )  # fmt: skip
    ledger.run_import(import_id=brought.id, now=now, home=home)
    (row,) = _reports(slug)
    initiatives.tell_report(row, now)


def _reports(slug: str) -> tuple[int, ...]:
    from takehold.initiatives.models import PerformanceReport

    return tuple(PerformanceReport.objects.filter(initiative__slug=slug).values_list("id", flat=True))


def found(home: Path, now: datetime) -> dict[str, Any]:
    """Names of objects -> what stands in an address. Two files are left half way, as people leave them."""
    from takehold.gather import operations as gather
    from takehold.initiatives.models import Alert, Initiative
    from takehold.ledger.models import Import
    from takehold.people.models import Role, Team

    slugs = list(Initiative.objects.order_by("id").values_list("slug", flat=True))
    plain = Initiative.objects.get(slug=slugs[-1]).behaviours.get()
    assert plain.source_id is not None
    tickets = Initiative.objects.get(slug=slugs[1]).behaviours.get()
    team = Team.objects.get(key="t1")
    viewer = house(now)
    drafts = [
        gather.upload(
            viewer=viewer, slug=slugs[0], filename="half way.csv", chunks=iter([SMALL]), now=now, home=home
        )
        for _ in range(2)
    ]
    events = gather.upload(
        viewer=viewer, slug=slugs[0], filename="steps.csv", chunks=iter([STEPS.encode()]), now=now, home=home
    )
    gather.use_mapping_text(viewer=viewer, draft_id=events.id, text=EVENTS, now=now)
    recipe = COUNTS.format(key="half-way", name="Half way")
    gather.use_mapping_text(viewer=viewer, draft_id=drafts[1].id, text=recipe, now=now)
    said = _said(slugs[0], viewer, now)
    _reported(slugs[-1], viewer, home, now)
    alert = (
        Alert.objects.filter(state="alert", visible_above_on__lte=now.date()).exclude(unit="").first()
        or Alert.objects.filter(state="alert").first()
    )
    return {
        "large": slugs[0], "tickets": slugs[1], "plain": slugs[-1], "plain-key": plain.key, "tickets-key": tickets.key,
        "own-unit": f"{'-'.join(team.name.lower().split())}-{team.pk}", "source": plain.source_id,
        "person": Role.objects.filter(kind="lead").latest("id").person_id,
        "import": Import.objects.filter(source_id=plain.source_id).latest("created_at").pk,
        "draft": drafts[0].id, "mapped-draft": drafts[1].id, "mapped-events": events.id, "seen-alert": alert.pk if alert else 0,
        "said": said,
        **asked.surveys(slugs, viewer, now),
        "note": _noted(slugs[0], now),
        "feed": _connected(now),
        "feed-kind": "servicenow",
        "sender": _sending(now),
        "sender-kind": "cloudevents",
        "practice": "figures-back",
        "guide": "night-shift",
        "action": chosen(slugs[0], viewer, now),
        "old-path": written(slugs[0], viewer, now),
        "raters": rated(slugs[0], viewer, now),
        "champion": championed(slugs[0], "P00002", now),
        **staked(slugs[0], viewer, now),
        **shaped(slugs[0], viewer, now),
        **canvassed(slugs[0], viewer, now),
        **authored(slugs[0], viewer, now),
        **_heard(slugs[0], viewer, now),
        **pulled(slugs[0], viewer, now),
        **explained.gaps(slugs[0], viewer, now),
        **explained.asked(slugs[1], viewer, now),
        **explained.written(slugs[1], viewer, now),
        **celebrated.wins(slugs[0], viewer, now),
        **missteps(slugs[0], viewer, now),
        **tools(now),
        **logged(now),
        **packed(slugs, viewer, now),
        **directives(now),
        **dated.calendars(now),
        **governed(slugs[0], viewer, now),
    }  # fmt: skip
