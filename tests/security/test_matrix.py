"""Every address x every role x own and other objects, held against ``matrix.py``. A route without an entry fails."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterator

import pytest
from django.conf import settings
from django.db import transaction
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from tests.security.entries import Call, by_status, dumps
from tests.security.matrix import CALLS
from tests.security.world import NOBODY, ROLES, World

pytestmark = pytest.mark.django_db
FOREIGN = ("account_", "mfa_", "socialaccount_", "openid_connect_", "social/")
"""Pages of allauth, which has tests of its own; here only that strangers get no further than signing in."""


def routes() -> list[str]:
    def walk(resolver: URLResolver, spaces: tuple[str, ...] = ()) -> Iterator[str]:
        for pattern in resolver.url_patterns:
            if isinstance(pattern, URLPattern):
                yield ":".join((*spaces, pattern.name or str(pattern.pattern)))
            else:
                yield from walk(pattern, (*spaces, pattern.namespace) if pattern.namespace else spaces)

    return sorted(set(walk(get_resolver())))


def answer(world: World, client: Client, call: Call) -> int:
    """The status of one call; whatever it wrote is undone."""
    address = reverse(call.route, kwargs={name: fill(world, value) for name, value in call.parts.items()})
    body = {name: fill(world, value) for name, value in call.body.items()}
    with transaction.atomic():
        if call.json:
            response = client.generic(call.method, address, dumps(body), content_type="application/json")
        else:
            response = getattr(client, call.method.lower())(address + filled_query(world, call), body)
        if getattr(response, "streaming", False):
            b"".join(response.streaming_content)
        transaction.set_rollback(True)
    return response.status_code


def filled_query(world: World, call: Call) -> str:
    return "".join(str(fill(world, part)) for part in re.split(r"(\{[^}]*\})", call.query))


def fill(world: World, value: object) -> object:
    if isinstance(value, str) and value.startswith("{") and value.endswith("}"):
        return world.objects[value[1:-1]]
    return value


@pytest.mark.parametrize("call", CALLS, ids=str)
def test_each_role_gets_the_answer_that_was_decided(world: World, call: Call) -> None:
    world.house.clients[NOBODY] = Client()
    for role in ROLES:  # one of the calls chooses another language, and words are typed in some
        world.house.client(role).cookies.pop(settings.LANGUAGE_COOKIE_NAME, None)
    got = {role: answer(world, world.house.client(role), call) for role in ROLES}
    if os.environ.get("TAKEHOLD_MATRIX") == "show":
        sys.stdout.write(f"{call} {by_status(got)}\n")
    assert got == call.expected()


def test_every_route_has_an_entry() -> None:
    known = {call.route for call in CALLS}
    missing = [route for route in routes() if route not in known and not route.startswith(FOREIGN)]
    assert missing == [], "add an entry to tests/security/matrix.py"


def test_no_entry_is_for_a_route_that_is_gone() -> None:
    assert {call.route for call in CALLS} - set(routes()) == set()


def test_one_address_speaks_of_things_one_may_not_know_as_of_things_that_are_not(world: World) -> None:
    member = world.house.client("member")
    hidden = member.get(reverse("initiatives:alert", kwargs={"alert_id": world.objects["seen"]}))
    absent = member.get(reverse("initiatives:alert", kwargs={"alert_id": world.objects["absent"]}))
    assert hidden.status_code == absent.status_code == 404
    assert shown(hidden, world.objects["seen"]) == shown(absent, world.objects["absent"])


def shown(response, number: object) -> str:
    """The page without what differs from page to page: its address and the form protection's token."""
    text = response.content.decode().replace(f"/{number}/", "")
    return re.sub(r'name="csrfmiddlewaretoken" value="[^"]*"', "", text)


@pytest.mark.parametrize("name", [route for route in routes() if route.startswith(FOREIGN)])
def test_pages_of_signing_in_open_nothing_to_strangers(world: World, name: str) -> None:
    try:
        address = reverse(name)
    except Exception:  # noqa: BLE001 - those with keys in their address need a mail first
        return
    assert Client().get(address).status_code in (200, 302, 401, 404)
