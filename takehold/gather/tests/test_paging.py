"""However a system pages, every record comes, and comes once: short pages, capped pages, limits of the server's own."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from takehold.gather.sources.calling import Answer, Ask
from takehold.gather.sources.paging import asked, by_page, by_range, by_token

COUNT = st.integers(0, 60)
SIZE = st.integers(1, 12)


def walked(
    first: Ask, answer: Callable[[Ask], Answer], following: Callable[[Ask, Answer, int], Any]
) -> list[int]:
    """All that comes, page after page."""
    found: list[int] = []
    ask = first
    for _turn in range(500):
        came = answer(ask)
        records = json.loads(came.body)
        found += records
        onward = following(ask, came, len(records))
        if onward is None:
            return found
        ask = onward
    raise AssertionError("it never ends")


@given(count=COUNT, limit=SIZE, cap=SIZE, hidden=st.sets(st.integers(0, 59)), last_named=st.booleans())
@settings(max_examples=80, deadline=None)
def test_by_token_every_record_comes_once(
    count: int, limit: int, cap: int, hidden: set[int], last_named: bool
) -> None:
    """Tokens say nothing of where they lead; the last page names none, an empty one, or itself."""

    def answer(ask: Ask) -> Answer:
        token = asked(ask).get("token", "")
        start = int(token[3:]) if token else 0
        end = start + min(limit, cap)
        following = f"at-{end}" if end < count else (token if last_named else "")
        page = [n for n in range(start, min(end, count)) if n not in hidden]
        return Answer(200, {"token": following}, json.dumps(page).encode())

    found = walked(
        Ask("https://x.example/list?a=1"),
        answer,
        lambda ask, came, n: by_token(ask, parameter="token", token=came.headers["token"]),
    )
    assert found == [n for n in range(count) if n not in hidden]


@given(count=COUNT, limit=SIZE, cap=SIZE, hidden=st.sets(st.integers(0, 59)), named=st.booleans())
@settings(max_examples=80, deadline=None)
def test_by_range_every_record_comes_once(
    count: int, limit: int, cap: int, hidden: set[int], named: bool
) -> None:
    """The header tells which came; without it pages may be short, but not hide records."""
    if not named:
        hidden = set()

    def answer(ask: Ask) -> Answer:
        start, end = map(int, asked(ask)["range"].split("-"))
        last = min(end, start + cap - 1, count - 1)
        page = [n for n in range(start, last + 1) if n not in hidden]
        headers = {"content-range": f"{start}-{last}/{count}"} if named and count else {}
        return Answer(206, headers, json.dumps(page).encode())

    found = walked(
        Ask(f"https://x.example/list?range=0-{limit - 1}"),
        answer,
        lambda ask, came, n: by_range(ask, came.headers, parameter="range", step=limit, came=n),
    )
    assert found == [n for n in range(count) if n not in hidden]


def test_a_range_that_does_not_move_on_ends_there() -> None:
    ask = Ask("https://x.example/list?range=50-99")
    stuck = {"content-range": "0-49/200"}
    assert by_range(ask, stuck, parameter="range", step=50, came=50) is None
    fifty = by_range(ask, {"content-range": "50-69/200"}, parameter="range", step=50, came=20)
    assert fifty is not None
    assert asked(fifty) == {"range": "70-119"}


@given(count=COUNT, limit=SIZE, cap=SIZE)
@settings(max_examples=80, deadline=None)
def test_by_page_every_record_comes_once(count: int, limit: int, cap: int) -> None:
    """No total is told, and the server's cap is told nowhere either."""
    size = min(limit, cap)

    def answer(ask: Ask) -> Answer:
        number = int(asked(ask)["page"])
        return Answer(200, {}, json.dumps(list(range(count))[(number - 1) * size : number * size]).encode())

    found = walked(
        Ask("https://x.example/list?page=1"),
        answer,
        lambda ask, came, n: by_page(ask, parameter="page", came=n),
    )
    assert found == list(range(count))


def test_a_page_keeps_the_way_it_is_asked_for() -> None:
    ask = Ask("https://x.example/list?a=%20b&page=1", {"X": "y"}, "POST", b"{}")
    following = by_page(ask, parameter="page", came=3)
    assert following == Ask("https://x.example/list?a=+b&page=2", {"X": "y"}, "POST", b"{}")
