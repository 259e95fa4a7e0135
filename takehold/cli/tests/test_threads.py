"""A thread that ends closes nothing as it ends: threads that the server makes, not Python, would take it down."""

from __future__ import annotations

import ctypes
from collections.abc import Callable

import pytest

from takehold.cli.site import threads
from takehold.evidence import engines


def in_a_thread_of_its_own(work: Callable[[], None]) -> None:
    """Run it in a thread that the system makes and Python knows nothing of, as a server in Rust does."""
    system, name = ctypes.CDLL(None), ctypes.c_ulong()
    called = ctypes.CFUNCTYPE(ctypes.c_void_p, ctypes.c_void_p)(lambda _nothing: work())
    system.pthread_create(ctypes.byref(name), None, called, None)
    system.pthread_join(name, None)


class Connection:
    """A connection that tells what is done to it."""

    def __init__(self) -> None:
        self.told: list[str] = []

    def inc_thread_sharing(self) -> None:
        self.told.append("shared")

    def close(self) -> None:
        self.told.append("closed")


def test_the_next_thread_closes_what_one_left(monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[Connection] = []

    class Connections:
        def all(self) -> list[Connection]:
            made.append(Connection())
            return [made[-1]]

    monkeypatch.setattr(threads, "connections", Connections())
    application = threads.kept(lambda environ, start: [b""])

    def two_pages() -> None:
        application({}, None)
        application({}, None)

    threads.close_left()
    in_a_thread_of_its_own(two_pages)
    first = made[-1]
    assert first.told == [], "not as a part of the thread's end"
    in_a_thread_of_its_own(two_pages)
    assert first.told == ["shared", "closed"]
    threads.close_left()
    assert [each.told for each in made] == [[], first.told, first.told], "this one's own stays open"


def test_a_backend_goes_to_the_next_thread_and_never_to_two_at_once() -> None:
    seen = []

    def ask() -> None:
        seen.append(engines.connect(memory="64MB", threads=1))
        assert seen[-1].raw_sql("SELECT 42").fetchone()[0] == 42

    for _turn in range(5):
        in_a_thread_of_its_own(ask)
    assert len(seen) == 5
    assert len({id(each) for each in seen}) == 1
    assert engines.connect(memory="64MB", threads=1) is seen[0]
    in_a_thread_of_its_own(ask)
    assert seen[5] is not seen[0], "this thread still holds it"
