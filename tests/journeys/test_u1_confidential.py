"""U1 confidential: no sequence of permitted reports reveals one person's answer, and whoever doubts it runs the attack.

A lead asks everybody of a change; people answer by their own links without an account; nobody sees anything before the
survey closes, and then everybody reads the same groups of five and more.
"""

from __future__ import annotations

import json
import random
import re
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any
from unittest import mock

import pytest
from click.testing import CliRunner
from django.conf import settings
from django.core import mail
from django.test import Client

from conftest import NOW, SIZES, House, build_change, build_house
from takehold.cli.site import home as data_home
from takehold.cli.site.privacy import verify_privacy
from takehold.gather import jobs
from takehold.people.models import Person as Row
from tests.journeys.browsing import Person, person

pytestmark = pytest.mark.django_db
READERS = ("lead", "sponsor", "manager", "other", "council", "it lead", "works council", "auditor")
ANSWERING = {"ward-1": 4, "ward-2": 6, "ward-3": 14, "ward-4": 8, "tiny": 2}
"""How many of each team answer: of ward 1 one too few for a group of its own, of the night desk two of three."""
LINE = "The label printer of room twelve"


@pytest.fixture
def house() -> Iterator[House]:
    """The organisation of tests, where everybody has an address."""
    with mock.patch("django.utils.timezone.now", return_value=NOW):
        found = build_house()
        for row in Row.objects.filter(email=""):
            Row.objects.filter(pk=row.pk).update(email=f"{row.key}@example.org")
        yield found


def survey(house: House) -> str:
    """The address of a survey that the lead plans and opens on pages."""
    lead = person(house.client("lead"))
    lead.goes("/waves/new/", change=build_change(house).slug)
    lead.presses("Plan this survey", template="pulse", opens_on="2026-03-02", closes_on="2026-03-09")
    address = lead.page.address
    lead.presses("Open today for")
    lead.page.says("People can answer up to and including", "Nobody sees any answer before that.")
    work(NOW)
    return address


def work(now: Any) -> None:
    """The clock does what is due in this room."""
    for _round in range(3):
        for job in jobs.due(now):
            jobs.run(job, now=now, home=Path(settings.HOME))


def links() -> dict[str, str]:
    """Mail address -> the way in that was mailed there."""
    return {
        each.to[0]: re.search(r"/s/\S+/", each.body)[0]  # type: ignore[index]
        for each in mail.outbox
        if "/s/" in each.body
    }


def answers(link: str, rng: random.Random, *, line: str = "") -> Person:
    """Somebody without an account goes from the link to the thanks."""
    one = person(Client())
    one.goes(link).says("Who will see what", "Taking part is free")
    one.presses("Begin")
    while not one.page.heading.startswith("Thank you"):
        choices = [each for each in one.page.root.every("input") if each["type"] == "radio"]
        said = {"answer": rng.choice(choices)["value"]} if choices else {"answer": line}
        one.presses("Next" if one.page.offers("Next") else "Send my answers", **said)
    return one


def everybody_answers(ways: dict[str, str], but: int = 0) -> list[str]:
    """As many of each team as it says above, less ``but`` of ward 3; the addresses of those who have not yet."""
    rng, left, waiting = random.Random(7), {**ANSWERING, "ward-3": ANSWERING["ward-3"] - but}, []
    for row in Row.objects.filter(email__in=ways).order_by("key"):
        team = row.memberships.get().team.key
        left[team] -= 1
        if left[team] >= 0:
            answers(ways[row.email], rng, line=f"{LINE} {row.pk}.")
        elif team == "ward-3":
            waiting.append(row.email)
    return waiting


def told(reader: Person, address: str) -> dict[str, Any]:
    """Everything that a program of that reader is told."""
    found = reader.goes(f"/api/v1/surveys/{address.rstrip('/').rsplit('/', 1)[-1]}/results")
    assert found.status == 200, found.raw
    answer: dict[str, Any] = json.loads(found.raw)
    return answer


def test_nobody_sees_anything_before_the_close(house: House) -> None:
    address = survey(house)
    ways = links()
    assert len(ways) == len(set(ways.values())) == sum(SIZES.values())
    (last,) = everybody_answers(ways, but=1)
    readers = {who: person(house.client(who)) for who in READERS}
    before = {who: one.goes(f"{address}results/").text for who, one in readers.items()}
    answers(ways[last], random.Random(1))
    for who, one in readers.items():
        one.goes(f"{address}results/").says("Nothing is shown yet")
        assert one.page.text == before[who], "one answer more, within a step of five, moves nothing"
        one.page.is_silent_about(LINE, "Person 1 of ward-3")
    again = person(Client()).goes(ways[last])
    again.says("Answers were sent with this link already.", "nothing was counted twice")
    readers["lead"].goes(f"{address}edit/").is_silent_about("Smallest group")


def test_then_everybody_reads_the_same_groups_of_five_and_more(house: House) -> None:
    address = survey(house)
    everybody_answers(links())
    later = NOW + timedelta(days=8)
    house.clients.clear()
    house.on = later.date()
    with mock.patch("django.utils.timezone.now", return_value=later):
        work(later)
        found = {who: told(person(house.client(who)), address) for who in READERS}
        page = person(house.client("manager")).goes(f"{address}results/")
    groups: dict[str, Any] = {}
    for each in found.values():
        for group in (each["whole"], *each["groups"], *each["unions"]):
            assert int(re.split(r"\D", group["n"])[0]) >= 5, group["name"]
            for figure in group["figures"]:
                assert groups.setdefault(f"{group['name']} {figure['question']}", figure) == figure
        for comment in each["comments"]:
            assert int(re.split(r"\D", comment["n"])[0]) >= 10
    assert all(each["comments"] for each in found.values()), "there is something to be told"
    names = {group["name"] for each in found.values() for group in each["groups"]}
    assert names == {"Ward 1 + Ward 2", "Night desk + Ward 4", "Ward 3"}, (
        "four of ward 1 are no group of their own"
    )
    page.says("Ward 1 + Ward 2")
    page.is_silent_about("Night desk + Ward 4", "member@example.org")


def test_whoever_doubts_it_runs_the_attack_and_sees_it_succeed_without_a_rule(
    house: House, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    survey(house)
    everybody_answers(links())
    (tmp_path / data_home.KEY_FILE).write_text("x")
    monkeypatch.setattr(data_home, "start", lambda _home: None)
    words = ["--home", str(tmp_path), "--organisations", "20"]
    assert CliRunner().invoke(verify_privacy, words).exit_code == 0
    for rule in ("opening-groups", "remainder", "bands"):
        assert CliRunner().invoke(verify_privacy, [*words, "--without", rule]).exit_code == 1, rule
