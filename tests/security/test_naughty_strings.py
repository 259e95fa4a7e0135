"""Naughty strings through every text field of every form and every field of the API: they come back as they were typed, or
are refused in a sentence; they are never run by a browser or a spreadsheet; and nothing falls over.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Mapping
from itertools import cycle
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse

from conftest import House
from tests.journeys.browsing import Page, Person, person
from tests.security import naughty
from tests.security.naughty import kept, packs, same_shape, spoken, typed
from tests.security.world import World

pytestmark = pytest.mark.django_db
ROUNDS = 16
CHANGE = "/changes/handover-in-the-record/"
WIDE = {"change": 200, "reason": 400, "behaviour": 300, "question": 500, "caution": 500, "mark": 300, "line": 300, "why": 500, "key": 100}  # fmt: skip
"""The longest text that each field of a change takes."""


@pytest.fixture(scope="module")
def strings(shared_data: Path) -> tuple[str, ...]:
    return naughty.listed(shared_data.parent / "bad-files", payloads=20)


@pytest.fixture(scope="module")
def every_string(shared_data: Path) -> tuple[str, ...]:
    return naughty.listed(shared_data.parent / "bad-files", payloads=1)


@pytest.fixture
def house(world: World) -> House:
    return world.house


def signed_in(house: House, who: str) -> Person:
    return person(house.client(who))


# -- a change: its own words, its behaviours, what happened, what a team says ---------------------------------------


def told(world: World, said: Mapping[str, str]) -> dict[str, Page]:
    """These texts into every field of a change by its forms, and every page that then speaks of it."""
    lead, manager = signed_in(world.house, "lead"), signed_in(world.house, "manager")
    alert = reverse("initiatives:alert", args=[world.objects["alert"]])
    answers = {}
    lead.goes(f"{CHANGE}edit/")
    answers["edited"] = lead.presses("Save", name=said["change"], reasons=f"{said['reason']}\nAnd so on.")
    lead.goes(f"{CHANGE}behaviours/shared/")
    words = {"name": said["behaviour"], "question": said["question"], "caution": said["caution"]}
    answers["named"] = lead.presses("Save", **words)
    lead.goes(f"{CHANGE}marks/")
    answers["marked"] = lead.presses("Note it", on="2026-02-02", kind="other", text=said["mark"])
    lead.goes(f"{CHANGE}behaviours/shared/")
    unit = {"baseline-unit": "Ward 2", "baseline-start": "2026-01-05", "baseline-reason": said["why"]}
    answers["anew"] = lead.presses("Begin anew", **unit)
    lead.goes("/keys/")
    lead.presses("Make a key", name=said["key"])
    manager.goes(alert)
    answers["line"] = manager.presses("Keep this line", line=said["line"])
    refused = {name: page.text for name, page in answers.items() if page.status != 200}
    assert refused == {}, f"{said}"
    own = {f"own {each}": manager.goes(each) for each in (alert, "/my-team/", CHANGE, "/changes/")}
    pages = (
        "edit/", "behaviours/", "behaviours/shared/", "marks/", "go-live/", "", "teams/", "evidence/", "evidence/shared/",
        "data/",
    )  # fmt: skip
    return own | {each: lead.goes(CHANGE + each) for each in pages} | answers


def test_a_change_says_what_was_typed_and_is_built_as_with_plain_words(
    world: World, strings: tuple[str, ...]
) -> None:
    with transaction.atomic():
        plain = told(world, {name: f"{naughty.PLAIN} {name}" for name in WIDE})
        transaction.set_rollback(True)
    texts = {name: cycle(packs(strings, longest)) for name, longest in WIDE.items()}
    for at, name in enumerate(texts):  # so that not all fields hold the same
        for _ in range(at * 5):
            next(texts[name])
    for _ in range(ROUNDS):
        said = {name: next(each) for name, each in texts.items()}
        with transaction.atomic():
            pages = told(world, said)
            transaction.set_rollback(True)
        came_back(pages, said)
        for name, page in pages.items():
            same_shape(page, plain[name])


def came_back(pages: Mapping[str, Page], said: Mapping[str, str]) -> None:
    """In the fields where it was typed, letter by letter, and on the pages that speak of it."""
    assert typed(pages["edit/"], "name") == kept(said["change"])
    reasons = [line.strip() for line in said["reason"].splitlines() if line.strip()]
    assert typed(pages["edit/"], "reasons").split("\n") == [*reasons, "And so on."]
    for name, field in (("behaviour", "name"), ("question", "question"), ("caution", "caution")):
        assert typed(pages["behaviours/shared/"], field) == kept(said[name])
    alert = next(each for name, each in pages.items() if name.startswith("own /alerts/"))
    assert typed(alert, "line") == kept(said["line"])
    assert spoken(said["line"]) in alert.text
    assert spoken(said["change"]) in pages[""].text
    assert spoken(said["behaviour"]) in pages["evidence/"].text
    assert spoken(said["mark"]) in pages["marks/"].text


def test_what_is_longer_than_a_field_takes_is_refused_in_a_sentence(house: House) -> None:
    lead = signed_in(house, "lead")
    lead.goes(f"{CHANGE}edit/")
    for bad in ("<b>" * 200, "a\0b", "\0"):
        page = lead.presses("Save", name=bad)
        assert page.status == 422
        wrong = [each.text for each in page.root.every("p") if "field__error" in each["class"]]
        assert wrong
        assert wrong[0].endswith(".")
        assert naughty.harm(page) == []
        lead.goes(f"{CHANGE}edit/")
    assert typed(lead.page, "name") == "Handover in the record"


# -- teams and people ------------------------------------------------------------------------------------------------


def teams_file(names: list[str]) -> bytes:
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(["key", "name", "parent", "from", "to", "people"])
    writer.writerows([f"n{at}", name, "surgery", "", "", 8] for at, name in enumerate(names))
    return out.getvalue().encode()


def with_teams(house: House, names: list[str]) -> dict[str, Page]:
    """Teams of these names by the page, and all pages that offer teams to choose."""
    admin, lead = signed_in(house, "admin"), signed_in(house, "lead")
    admin.goes("/teams/")
    file = io.BytesIO(teams_file(names))
    file.name = "teams.csv"
    pages = {"brought": admin.presses("Bring it in", {"file": file}, what="teams")}
    assert pages["brought"].status == 200, pages["brought"].text[:2000]
    pages["teams"] = admin.goes("/teams/")
    for address in ("/changes/new/", f"{CHANGE}edit/", f"{CHANGE}go-live/", f"{CHANGE}marks/", "/tally/"):
        pages[address] = lead.goes(address)
    return pages


def test_teams_of_any_name_are_text_wherever_one_chooses_a_team(
    house: House, strings: tuple[str, ...]
) -> None:
    names = [kept(each) for each in packs(strings, 200) if naughty.printable(each)]
    with transaction.atomic():
        pages = with_teams(house, names)
        transaction.set_rollback(True)
    with transaction.atomic():
        plain = with_teams(house, [f"Plain {at}" for at in range(len(names))])
        transaction.set_rollback(True)
    for name, page in pages.items():
        same_shape(page, plain[name])
    listed = {cell.text for cell in pages["teams"].root.every("th")}
    assert [name for name in names if spoken(name) not in listed] == []


def test_people_of_any_name_are_text_and_a_faulty_file_is_told_line_by_line(
    house: House, strings: tuple[str, ...]
) -> None:
    admin, lead = signed_in(house, "admin"), signed_in(house, "lead")
    rows = [["key", "name", "email", "job", "team"]]
    rows += [[f"p{at}", name, "", name, "ward-2"] for at, name in enumerate(map(kept, packs(strings, 200)))]
    wrong = [["key", "name", "team", "from", "manages"]]
    wrong += [[text[:90], text[:90], text[:90], text[:90], text[:90]] for text in map(kept, strings[:300])]
    with transaction.atomic():
        for what, table, status in (("people", rows, 200), ("people", wrong, 422)):
            out = io.StringIO()
            csv.writer(out).writerows(table)
            file = io.BytesIO(out.getvalue().encode())
            file.name = "people.csv"
            admin.goes("/teams/")
            page = admin.presses("Bring it in", {"file": file}, what=what)
            assert page.status == status, page.text[:3000]
            assert naughty.harm(page) == []
        page.says("Nothing was taken in. Please look at these lines:", "There is no team")
        chosen = {}
        for name in (rows[3][1], rows[9][1], rows[-2][1]):
            lead.goes("/changes/new/")
            lead.presses("Begin this change", name="One", reasons="Two", sponsor=name)
            lead.clicks("Bring in data")
            chosen[name] = lead.goes(f"{lead.page.address.removesuffix('data/')}edit/")
            assert naughty.harm(chosen[name]) == []
            assert typed(chosen[name], "sponsor") == name
        transaction.set_rollback(True)


# -- the API ---------------------------------------------------------------------------------------------------------


def send(client: Client, method: str, path: str, body: Any, **headers: str) -> Any:
    text = body if isinstance(body, str) else json.dumps(body)
    answer = client.generic(method, f"/api/v1/{path}", text, content_type="application/json", headers=headers)
    assert answer.status_code < 500, f"{method} {path} {text[:300]}"
    assert answer["Content-Type"].startswith(("application/json", "application/problem+json"))
    return answer


def test_the_api_gives_back_letter_by_letter_what_it_took(
    house: House, every_string: tuple[str, ...]
) -> None:
    client = house.client("lead")
    texts = packs(every_string, 400)
    with transaction.atomic():
        for at in range(0, len(texts), 3):
            reasons = texts[at : at + 3]
            begun = send(client, "POST", "changes", {"name": reasons[0][:190], "reasons": reasons})
            assert begun.status_code == 201, begun.content
            said = client.get(f"/api/v1/changes/{begun.json()['slug']}").json()
            assert said["name"] == kept(reasons[0][:190])
            assert said["reasons"] == [kept(each) for each in reasons]
        page = person(client).goes(f"/changes/{begun.json()['slug']}/")
        assert naughty.harm(page) == []
        transaction.set_rollback(True)


ODD = (
    '"\\ud800"',
    '"\\u0000"',
    '"a\\u0000b"',
    "null",
    "7",
    '["x"]',
    "{}",
    '""',
    '"' + "x" * 100_000 + '"',
    "1e400",
)
"""JSON that no form would send: half a letter, a NUL, other types, too much."""


def test_what_the_api_cannot_keep_it_refuses_in_a_sentence(world: World, house: House) -> None:
    lead, manager, steward = (house.client(who) for who in ("lead", "manager", "steward"))
    alert, source = world.objects["alert"], world.objects["source"]
    with transaction.atomic():
        for odd in ODD:
            answers = [
                send(lead, "POST", "changes", f'{{"name": {odd}, "reasons": ["x"]}}'),
                send(lead, "POST", "changes", f'{{"name": "x", "reasons": [{odd}]}}'),
                send(lead, "POST", "changes", f'{{"name": "x", "reasons": ["y"], "go_live": {odd}}}'),
                send(manager, "POST", f"alerts/{alert}/line", f'{{"line": {odd}}}'),
                send(manager, "POST", f"alerts/{alert}/answer", f'{{"resolution": {odd}}}'),
                send(steward, "PUT", f"sources/{source}/labels", f'[{{"label": {odd}, "team_id": null}}]'),
                send(manager, "POST", "tallies", f'{{"team_id": {world.objects["team"]}, "change": {odd}, "behaviour": {odd}, "chances": 1, "new_way": 1}}', **{"Idempotency-Key": "x"}),
            ]  # fmt: skip
            for answer in answers:
                if answer.status_code >= 400:
                    said = answer.json()
                    assert said.get("detail", said["title"]).endswith("."), said
        transaction.set_rollback(True)


# -- addresses -------------------------------------------------------------------------------------------------------

ASKED = {
    "/changes/": ("show",), "/alerts/": (), f"{CHANGE}teams/": ("only", "of", "after"),
    f"{CHANGE}evidence/shared/": ("unit", "from", "to", "way", "after"), "/sources/1/teams/": ("from", "make"),
    f"{CHANGE}charts/shared.png": ("unit",), "/accounts/login/": ("next",), "/api/v1/changes": ("show", "cursor", "limit"),
    "/api/v1/alerts": ("cursor", "limit"),
}  # fmt: skip


def test_addresses_with_naughty_parts_change_nothing_and_show_nothing(
    house: House, strings: tuple[str, ...]
) -> None:
    """The whole list through every part that a page or call reads of its address, many at once."""
    client = house.client("lead")
    plain = {address: person(client).goes(address) for address in ASKED}
    for at, text in enumerate(strings[::3]):
        address = list(ASKED)[at % len(ASKED)]
        for query in (
            dict.fromkeys(ASKED[address], text),
            {ASKED[address][-1] if ASKED[address] else "x": text},
        ):
            answer = client.get(
                address, query, headers={"Accept-Language": text.encode("ascii", "replace").decode()[:100]}
            )
            assert answer.status_code < 500, (address, query)
            if answer.get("Content-Type", "").startswith("text/html") and answer.status_code == 200:
                page = Page(address, 200, answer.content)
                assert naughty.harm(page) == [], (address, query)
    assert person(client).goes("/changes/").text == plain["/changes/"].text


def test_signing_in_with_anything_is_signing_in_with_nothing(strings: tuple[str, ...]) -> None:
    client = Client()
    for text in strings[::25]:
        answer = client.post("/accounts/login/", {"login": text, "password": text, "next": text})
        assert answer.status_code in (200, 429), text
        assert naughty.harm(Page("/accounts/login/", 200, answer.content)) == []
    for text in strings[::25]:
        for where in ("/theme/", "/language/"):
            said = {"theme": text, "language": text, "next": text}
            answer = client.post(where, said)
            assert answer.status_code in (302, 400, 404, 200)
            assert not answer.get("Location", "/").startswith(("//", "http", "javascript", "\\")), text
