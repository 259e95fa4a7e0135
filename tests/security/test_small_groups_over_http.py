"""Over HTTP nobody reads a figure of fewer than five people: not on a page, not by the API, not in a file or a picture.

Each team has its own power of two as its daily number of chances, so that every figure tells which teams are in it (as in
``small_worlds``, which does the same with queries over three weeks). All viewers put together what they read; what no
figure parts must be five people at the least. Faults are planted at each way out, and must be noticed.
"""

from __future__ import annotations

import csv
import importlib
import io
import json
import random
import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from itertools import pairwise
from typing import Any
from unittest import mock

import pytest
from django.conf import settings
from django.db import transaction

from conftest import NOW, House, build_house
from takehold.gather.disclosure import closing
from takehold.gather.tests import answered
from takehold.people import operations as people
from tests.journeys.browsing import Page, Person, person, teams_told
from tests.security.world import NOBODY, ROLES

pytestmark = pytest.mark.django_db
FEWEST, WEEKS = 5, 20
MORE = "key,name,parent,from,people\npool,Pool,surgery,,2\nporters,Porters,medicine,,4\nlab,Lab,medicine,,4\n"
TEAMS = ("ward-1", "ward-2", "ward-3", "ward-4", "tiny", "pool", "porters", "lab")
"""The night desk (``tiny``) has three people, the pool two, porters and lab four each."""
MAPPING = """
[source]
format = "csv"
shape = "cases"
timestamps = "%Y-%m-%d %H:%M"
[columns]
case = "number"
at = "at"
team = "queue"
[[behaviour]]
key = "read-aloud"
name = "Read aloud"
new_way = { way = "new" }
old_way = { way = "old" }
target = 0.9
"""
SLUGS = ("everybody", "theatre")
FIRST = NOW.date() - timedelta(weeks=WEEKS)
MONTHS = [date(2026, n, 1).strftime("%B") for n in range(1, 13)]


@dataclass
class Place:
    """The house with its small teams; ``units`` are the addresses of units that anybody found."""

    house: House
    people: dict[str, int]
    names: dict[str, str]
    read: dict[str, set[int]] = field(default_factory=lambda: defaultdict(set))
    wrong: list[str] = field(default_factory=list)


def workdays(start: date, end: date) -> int:
    """Days with chances from the first to before the last."""
    span = ((min(end, NOW.date()) - max(start, FIRST)).days) if start < end else 0
    return sum((max(start, FIRST) + timedelta(days=n)).weekday() < 5 for n in range(max(span, 0)))


def label(team: str) -> str:
    return f"Queue of {team}"


def tickets() -> io.BytesIO:
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(["number", "at", "queue", "way"])
    days = [day for n in range(7 * WEEKS) if (day := FIRST + timedelta(days=n)).weekday() < 5]
    for at, day in enumerate(days):
        for n, team in enumerate(TEAMS):
            ways = ["new" if (at + each) % 20 else "old" for each in range(1 << n)]
            writer.writerows(
                [f"{team}:{day}:{each}", f"{day} 10:00", label(team), way] for each, way in enumerate(ways)
            )
    file = io.BytesIO(out.getvalue().encode())
    file.name = "tickets.csv"
    return file


def built() -> Place:
    from takehold.gather import operations as gather
    from takehold.initiatives import operations as initiatives
    from takehold.initiatives.facts import InitiativeInput
    from takehold.initiatives.models import DesiredBehaviour
    from takehold.ledger import operations as ledger
    from takehold.people import queries

    house = build_house()
    admin = house.viewer("admin")
    people.import_teams(viewer=admin, text=MORE, now=NOW)
    every = {team.key: team for team in queries.teams(viewer=admin)}
    for name, audience in (("Everybody", ()), ("Theatre", ("surgery",))):
        teams = frozenset(every[key].id for key in audience)
        slug = initiatives.create(
            viewer=admin, said=InitiativeInput(name, ("Because.",), team_ids=teams), now=NOW
        )
        draft = gather.upload(
            viewer=admin, slug=slug, filename="tickets.csv", chunks=iter([tickets().getvalue()]), now=NOW,
            home=settings.HOME,
        )  # fmt: skip
        gather.use_mapping_text(viewer=admin, draft_id=draft.id, text=MAPPING, now=NOW)
        fact = gather.start_import(viewer=admin, draft_id=draft.id, now=NOW, home=settings.HOME)
        fact = ledger.run_import(import_id=fact.id, now=NOW, home=settings.HOME)
        choices = [(label(key), every[key].id) for key in TEAMS]
        gather.match_labels(viewer=admin, source_id=fact.source_id, choices=choices, now=NOW)
    for behaviour in DesiredBehaviour.objects.values_list("id", flat=True):
        initiatives.refresh(behaviour, NOW)
    for slug in SLUGS:
        _asked(house, slug)
    house.teams = {key: team.id for key, team in every.items()}
    sizes, names = ({key: getattr(every[key], what) for key in TEAMS} for what in ("people", "name"))
    for role in ROLES[1:]:
        house.client(role)
    return Place(house, sizes, names)


def _asked(house: House, slug: str) -> None:
    """A survey of everybody that has closed, so that what is done stands beside what is wanted."""
    wave, cells = answered.open_survey(house, answered.initiative_id(slug), answered.asked(house))
    for number, (asked, cell) in enumerate(cells.items()):
        answered.answer(wave, cell, answered.choices(random.Random(number)), {}, asked)
    closing.close(wave_id=wave.pk, now=NOW)


@pytest.fixture(scope="module")
def settled(django_db_setup: None, django_db_blocker: Any) -> Iterator[Place]:
    with (
        django_db_blocker.unblock(),
        transaction.atomic(),
        mock.patch("django.utils.timezone.now", return_value=NOW),
    ):
        yield built()
        transaction.set_rollback(True)


# -- what a reader takes down ----------------------------------------------------------------------------------------


def note(place: Place, where: str, start: date, end: date, chances: int) -> None:
    """Which teams a figure is of. A figure of no set of teams is a fault of this test or of the page."""
    days = workdays(start, end)
    if not chances or not days:
        return
    mask, rest = divmod(chances, days)
    if rest or mask >= 1 << len(TEAMS):
        place.wrong.append(f"{where}: {chances} from {start} to {end} is of no set of teams")
    else:
        place.read[where].add(mask)


def named(place: Place, where: str, text: str) -> None:
    """A small team's queue is never spoken of, and its name only beside its neighbour's."""
    for team in TEAMS:
        if place.people[team] < FEWEST:
            alone = re.findall(rf"(?<!\+ ){re.escape(place.names[team])}(?! \+)", text)
            if label(team) in text or alone:
                place.wrong.append(f"{where} speaks of {place.names[team]} alone")


def day(text: str) -> date:
    """“5 January”, of this year where none is said."""
    number, month, *year = text.split()
    return date(int(year[0]) if year else NOW.year, MONTHS.index(month) + 1, int(number))


def whole(start: date, end: date) -> bool:
    """Whether a period of a chart is counted whole: at both ends of the data a day is cut off, and greyed."""
    return start > FIRST + timedelta(days=6) and end < NOW.date() - timedelta(days=3)


LEAD = re.compile(
    r"([\d,]+) chances? \(.*?\) in the \d+ weeks from (\d+ \w+(?: \d{4})?) to (\d+ \w+(?: \d{4})?)"
)


def page_of_figures(place: Place, page: Page) -> None:
    """The sentence above a chart, and the table beside it."""
    where = f"page {page.address}"
    for chances, start, last in LEAD.findall(page.text):
        note(place, where, day(start), day(last) + timedelta(days=1), int(chances.replace(",", "")))
    if "Period from" in page.text:
        rows = page.rows("Period from")
        starts = [day(row["Period from"]) for row in rows]
        for row, start, end in zip(rows, starts, [NOW.date(), *starts], strict=False):
            if whole(start, end):
                note(place, where, start, end, int(row["Chances"].replace(",", "")))


def series(place: Place, where: str, said: dict[str, Any]) -> None:
    """Everything that the API tells of one unit or of the whole."""
    if (said.get("recent") or {}).get("from"):
        start, last = (date.fromisoformat(said["recent"][end]) for end in ("from", "to"))
        note(place, where, start, last + timedelta(days=1), said["opportunities"])
    for level in said.get("history", ()):
        start, last = (date.fromisoformat(level[end]) for end in ("from", "to"))
        note(place, where, start, last + timedelta(days=1), level["opportunities"])
    told = said.get("series") or {"starts": []}
    starts = [date.fromisoformat(each) for each in told["starts"]]
    for start, end, chances in zip(
        starts, [*starts[1:], NOW.date()], told.get("opportunities", ()), strict=True
    ):
        note(place, where, start, end, chances)


def file_of_tickets(place: Place, where: str, raw: bytes) -> None:
    """Lines of one day under one name are a figure."""
    rows = list(csv.DictReader(io.StringIO(raw.decode())))
    counted = Counter((row["when"][:10], row["team as recorded"]) for row in rows)
    for (when, _name), count in counted.items():
        start = date.fromisoformat(when)
        note(place, where, start, start + timedelta(days=1), count)
    for (when,), count in Counter((row["when"][:10],) for row in rows).items():
        start = date.fromisoformat(when)
        note(place, where, start, start + timedelta(days=1), count)
    named(place, where, "\n".join(row["team as recorded"] for row in rows))


def picture(place: Place, where: str, raw: bytes) -> None:
    """What is drawn, as ``drawn`` hands it out."""
    spec = json.loads(raw)
    ends: dict[date, int] = {}
    for values in _values(spec):
        rows = [row for row in values if "n" in row and isinstance(row.get("x2"), str)]
        ends |= {date.fromisoformat(row["x2"][:10]): row["n"] for row in rows}
    told = sorted(ends)
    for start, end in pairwise(told):
        if whole(start, end):
            note(place, where, start, end, ends[end])
    named(place, where, json.dumps(spec, ensure_ascii=False))


def _values(spec: Any) -> Iterator[list[dict[str, Any]]]:
    if isinstance(spec, dict):
        for name, each in spec.items():
            if (
                name in ("values", "dataset")
                and isinstance(each, list)
                and each
                and isinstance(each[0], dict)
            ):
                yield each
            yield from _values(each)
    elif isinstance(spec, list):
        for each in spec:
            yield from _values(each)


DEEPLY = ("member", "other", "small", "works council", "admin")
"""Who opens the tickets, file and picture of each unit; the others, who read as one of these does, those of the whole."""


def look(place: Place, who: str) -> None:
    """Everything that one viewer can reach, and what one could guess the address of."""
    reader = person(place.house.client(who))
    for address in ("/changes/", "/my-team/", "/alerts/"):
        named(place, f"{who} {address}", reader.goes(address).text)
    for slug in SLUGS:
        page = reader.goes(f"/changes/{slug}/")
        if page.status == 200:
            _look_at(place, who, reader, slug, page)
    told = json.loads(reader.goes("/api/v1/changes").raw)
    named(place, f"{who} api changes", json.dumps(told, ensure_ascii=False))


def _look_at(place: Place, who: str, reader: Person, slug: str, page: Page) -> None:
    base, tell = f"/changes/{slug}/", f"/changes/{slug}/evidence/read-aloud/"
    page_of_figures(place, page)
    named(place, f"{who} {base}", page.text)
    named(place, f"{who} evidence", reader.goes(f"{base}evidence/").text)
    teams = reader.goes(f"{base}teams/")
    named(place, f"{who} {base}teams/", teams.text)
    links = {name: teams.link(name).rstrip("/").rsplit("/", 1)[-1] for name in teams_told(teams)}
    for key in links.values():
        page_of_figures(place, reader.goes(f"{base}teams/{key}/"))
    for key in ("", *(links.values() if who in DEEPLY else ())):
        where = f"{who} {slug} {key}"
        span = {"unit": key, "from": "2026-02-05", "to": "2026-02-11"}
        file_of_tickets(place, f"{where} file", reader.goes(f"{tell}tickets.csv", **span).raw)
        picture(place, f"{where} picture", reader.goes(f"{base}charts/read-aloud.png", unit=key).raw)
        listed = reader.goes(tell, unit=key, **{"from": "2026-02-10", "to": "2026-02-10", "way": "old"})
        named(place, f"{where} tickets", " ".join(row["Team as recorded"] for row in _rows(listed)))
    said = json.loads(reader.goes(f"/api/v1/changes/{slug}/standings").raw)["items"][0]
    for each in (said, *said["teams"]):
        series(place, f"{who} api {slug}", each)
        named(place, f"{who} api {slug}", each.get("team", ""))
    beside(place, f"{who} beside {slug}", reader, slug)
    if who in DEEPLY:
        guessed(place, who, reader, slug, links)


def beside(place: Place, where: str, reader: Person, slug: str) -> None:
    """What is done beside what is wanted: chances of each group, which is whole in the figures and in the survey."""
    told = json.loads(reader.goes(f"/api/v1/changes/{slug}/behaviour-and-opinion").raw)
    for joined in told["behaviours"]:
        start, last = date.fromisoformat(joined["from"]), date.fromisoformat(joined["to"])
        for group in joined["groups"]:
            note(place, where, start, last + timedelta(days=1), group["opportunities"])
            named(place, where, "\n".join((group["name"], *group["units"])))
    named(place, f"{where} page", reader.goes(f"/changes/{slug}/behaviour-and-opinion/").text)


def _rows(page: Page) -> list[dict[str, str]]:
    return page.rows("Ticket") if "Team as recorded" in page.text else []


def guessed(place: Place, who: str, reader: Person, slug: str, links: dict[str, str]) -> None:
    """Addresses that nobody linked to: a small team's own."""
    for team in TEAMS:
        key = f"{place.names[team].lower().replace(' ', '-')}-{place.house.teams[team]}"
        if place.people[team] < FEWEST and not any(
            each.endswith(key.rsplit("-", 1)[1]) for each in links.values()
        ):
            for address in (
                f"/changes/{slug}/teams/{key}/", f"/changes/{slug}/evidence/read-aloud/?unit={key}",
                f"/changes/{slug}/evidence/read-aloud/tickets.csv?unit={key}",
                f"/changes/{slug}/charts/read-aloud.png?unit={key}",
            ):  # fmt: skip
                if reader.goes(address).status != 404:
                    place.wrong.append(f"{who} opens {address}")


def leaks(place: Place) -> list[str]:
    """What was read wrongly, and what all figures together tell of fewer than five people."""
    masks = set().union(*place.read.values()) if place.read else set()
    found = list(place.wrong)
    for n in range(1 << len(TEAMS)):
        inside = [mask for mask in masks if mask == n]
        few = sum(place.people[team] for at, team in enumerate(TEAMS) if n >> at & 1)
        if inside and few < FEWEST:
            where = [name for name, each in place.read.items() if n in each]
            found.append(f"{few} people by a figure of {n:b} on {where[0]}")
    for atom in _atoms(masks):
        few = sum(place.people[TEAMS[at]] for at in atom)
        if few < FEWEST:
            found.append(f"{few} people by comparing: {[TEAMS[at] for at in atom]}")
    return found


def _atoms(masks: set[int]) -> list[tuple[int, ...]]:
    """The classes of teams that no figure parts, of those that are in some figure."""
    where: dict[tuple[bool, ...], list[int]] = defaultdict(list)
    ordered = sorted(masks)
    for at in range(len(TEAMS)):
        seen = tuple(bool(mask >> at & 1) for mask in ordered)
        if any(seen):
            where[seen].append(at)
    return [tuple(each) for each in where.values()]


# -- the tests -------------------------------------------------------------------------------------------------------


@pytest.fixture
def place(settled: Place) -> Place:
    """Nothing read yet. Pictures are handed out as what is drawn in them."""
    fresh = replace(settled, read=defaultdict(set), wrong=[])
    drawn = mock.patch(
        "takehold.ui.drawing.png", lambda spec, *_where, **_how: json.dumps(spec, default=str).encode()
    )
    with drawn:
        yield fresh


def test_all_viewers_together_read_of_nobody_but_five_people_or_more(place: Place) -> None:
    for who in ROLES:
        if who not in (NOBODY, "stranger"):
            look(place, who)
    assert leaks(place) == []
    ways = Counter(name.split(" ")[-1] if "page" not in name else "page" for name in place.read)
    seen = ("page", "file", "picture", "api", "beside")
    kinds = {kind: sum(kind in name for name in place.read) for kind in seen}
    assert min(kinds.values()) >= 8, (kinds, ways)
    assert len({mask for each in place.read.values() for mask in each}) >= 6, (
        "the whole, a department, several units"
    )


def unfolded(monkeypatch: pytest.MonkeyPatch, place: Place) -> None:
    """Every team is a unit of its own, and any part is enough."""
    from takehold.initiatives import operations
    from takehold.initiatives.models import DesiredBehaviour
    from takehold.people.operations import organisation
    from takehold.people.queries import partition, settling

    def alone(teams: Any, *, floor: int) -> list[list[Any]]:
        return [[team] for team in teams if team.people]

    monkeypatch.setattr(partition, "groups", alone)
    monkeypatch.setattr(organisation, "groups", alone)
    monkeypatch.setattr(settling, "many", lambda _stretch, _labels: True)
    for behaviour in DesiredBehaviour.objects.values_list("id", flat=True):
        operations.refresh(behaviour, NOW + timedelta(minutes=1))


def labels_told(monkeypatch: pytest.MonkeyPatch, place: Place) -> None:
    """A list of tickets names the queue of each."""
    from takehold.overview.views import evidence

    monkeypatch.setattr(evidence.Wanted, "_named", lambda _wanted, row: row.label)


def part_drawn(monkeypatch: pytest.MonkeyPatch, place: Place) -> None:
    """A picture shows one of the teams that were put together."""
    from takehold.overview.queries import pictures

    real = pictures.slide

    def slide(verdict: Any, *rest: Any, **more: Any) -> Any:
        trend = verdict.trend
        ends = [*trend.starts[1:], NOW.date()]
        desk = tuple(
            workdays(start, end) << TEAMS.index("tiny") for start, end in zip(trend.starts, ends, strict=True)
        )
        return real(replace(verdict, trend=replace(trend, chances=desk)), *rest, **more)

    monkeypatch.setattr(pictures, "slide", slide)


def part_by_api(monkeypatch: pytest.MonkeyPatch, place: Place) -> None:
    """The API tells the whole without one team."""
    from takehold.initiatives.api import shapes

    real = shapes.standing

    def standing(*fact: Any) -> dict[str, Any]:
        said = dict(real(*fact))
        recent = said["recent"]
        days = workdays(*(date.fromisoformat(recent[end]) for end in ("from", "to")))
        return {**said, "opportunities": said["opportunities"] - (days << TEAMS.index("pool"))}

    monkeypatch.setattr(shapes, "standing", standing)


def part_beside(monkeypatch: pytest.MonkeyPatch, place: Place) -> None:
    """Beside opinion stands the behaviour of a group without one of its teams."""
    joining = importlib.import_module("takehold.gaps.api.joining")
    real = joining._group

    def group(each: Any) -> dict[str, Any]:
        said = real(each)
        return {**said, "opportunities": said["opportunities"] - 40 * (1 << TEAMS.index("pool"))}

    monkeypatch.setattr(joining, "_group", group)


@pytest.mark.parametrize(
    "fault", [unfolded, labels_told, part_drawn, part_by_api, part_beside], ids=lambda each: each.__name__
)
def test_a_fault_at_any_way_out_is_noticed(place: Place, monkeypatch: pytest.MonkeyPatch, fault: Any) -> None:
    with transaction.atomic():
        fault(monkeypatch, place)
        look(place, "admin")
        transaction.set_rollback(True)
    assert leaks(place) != [], f"{fault.__doc__} Nothing was noticed."
