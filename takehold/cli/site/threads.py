"""Threads of the server end when they have been idle; the connections they held are closed by those that live.

A connection to SQLite that is closed as a part of a thread's end asks for the interpreter's lock, upon which Python
before 3.12.4 frees the state of the thread twice and the server dies (https://github.com/python/cpython/issues/119585).
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from contextlib import suppress
from typing import Any

from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper

Application = Callable[[dict[str, Any], Any], Any]
_left: list[BaseDatabaseWrapper] = []
"""Of threads that have ended, not closed yet."""


class _OfThread(threading.local):
    """Made when a thread answers for the first time."""

    def __init__(self) -> None:
        close_left()
        self._held = _Held()

    def hold(self) -> None:
        """Nothing more: the first call in a thread makes its own of this."""


class _Held:
    """The connections of one thread. They outlive it."""

    def __init__(self) -> None:
        self.connections = tuple(connections.all())

    def __del__(self) -> None:
        _left.extend(self.connections)


def close_left() -> None:
    """Close what threads left that have ended."""
    with suppress(IndexError):
        while True:
            connection = _left.pop()
            connection.inc_thread_sharing()  # whose it was is gone
            connection.close()


def kept(application: Application) -> Application:
    """The application, each thread of which leaves its connections to the next."""
    of_thread = _OfThread()

    def answer(environ: dict[str, Any], start_response: Any) -> Any:
        of_thread.hold()
        return application(environ, start_response)

    return answer
