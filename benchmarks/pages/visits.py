"""Opening pages: inside this process, where queries can be counted, and through the server, as a browser does."""

from __future__ import annotations

import gzip
import http.client
import re
import statistics
import time
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from benchmarks.pages.addresses import Page

CHART = re.compile(rb'<svg xmlns="http://www\.w3\.org/2000/svg".*?</svg>', re.DOTALL)
LINKED = re.compile(rb'<(?:link rel="stylesheet" href|script src)="([^"]+)"')
BACKEND = "django.contrib.auth.backends.ModelBackend"


@dataclass(frozen=True, slots=True)
class Visit:
    """One page as one role, opened many times. Milliseconds; ``worked`` is processor time, ``clock`` what passed.

    ``html`` is the page's bytes without charts, ``beside`` those of its style sheets and scripts, both unpacked;
    ``packed`` is both as gzip would send them; ``charts`` what was left out.
    """

    page: Page
    role: str
    status: int
    queries: int
    clock: tuple[float, float, float]
    worked: tuple[float, float, float]
    html: int
    beside: int
    packed: int
    charts: int

    @property
    def weight(self) -> int:
        """Bytes of the page with its style sheets and scripts, without charts and fonts."""
        return self.html + self.beside


Times = tuple[float, float, float]
"""Median, 95th percentile, longest; in milliseconds."""


@dataclass(frozen=True, slots=True)
class Timed:
    """An address opened many times: seconds that passed and of the processor, each view by itself."""

    status: int
    content: bytes
    queries: int
    clock: list[float]
    worked: list[float]


def middle_and_tail(taken: list[float]) -> Times:
    """Median, 95th percentile, longest; in milliseconds, of seconds."""
    told = sorted(taken)
    return statistics.median(told) * 1e3, told[max(0, -(-len(told) * 95 // 100) - 1)] * 1e3, told[-1] * 1e3


def browser(person: str) -> Any:
    """A test client, signed in; without a person one that is not, as programs outside are."""
    from django.contrib.auth.models import User
    from django.test import Client

    client = Client(HTTP_HOST="localhost")
    if person:
        client.force_login(User.objects.get(person__key=person), backend=BACKEND)
    return client


def inside(client: Any, page: Page, role: str, address: str, views: int) -> Visit:
    """Open the page in this process, as ``timed`` does, and weigh it."""
    taken = timed(client, address, views)
    plain = CHART.sub(b"", taken.content)
    linked = [stylesheet(name) for name in LINKED.findall(taken.content)]
    return Visit(
        page=page, role=role, status=taken.status, queries=taken.queries, clock=middle_and_tail(taken.clock),
        worked=middle_and_tail(taken.worked), html=len(plain), beside=sum(map(len, linked)),
        packed=sum(len(gzip.compress(part, 6)) for part in (plain, *linked)), charts=len(taken.content) - len(plain),
    )  # fmt: skip


def timed(client: Any, address: str, views: int) -> Timed:
    """Open an address in this process: once to draw its charts, once to count queries, then so many times."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    open_it(client, address)
    with CaptureQueriesContext(connection) as counted:
        status, content = open_it(client, address)
    queries = len(counted)  # now: the next request empties the log
    clock, worked = [], []
    for _ in range(views):
        began, busy = time.perf_counter(), time.thread_time()
        open_it(client, address)
        worked.append(time.thread_time() - busy)
        clock.append(time.perf_counter() - began)
    return Timed(status, content, queries, clock, worked)


def open_it(client: Any, address: str) -> tuple[int, bytes]:
    """Status and content."""
    response = client.get(address)
    content = b"".join(response.streaming_content) if response.streaming else response.content
    return response.status_code, content


def stylesheet(url: bytes) -> bytes:
    """A linked file as it lies on the disk."""
    from pathlib import Path

    from django.conf import settings
    from django.contrib.staticfiles import finders

    name = url.decode().removeprefix("/" + settings.STATIC_URL.lstrip("/"))
    collected = Path(settings.STATIC_ROOT) / name
    return (collected if collected.exists() else Path(str(finders.find(name)))).read_bytes()


class Connection:
    """One browser's connection to the server, kept open."""

    def __init__(self, port: int, cookies: Mapping[str, str]) -> None:
        """A server on this machine, and the session's cookie."""
        self.http = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        told = "; ".join(f"{name}={value}" for name, value in cookies.items())
        self.headers = {"Cookie": told, "Host": f"localhost:{port}"}

    def get(self, address: str) -> tuple[int, bytes]:
        """Status and content."""
        self.http.request("GET", address, headers=self.headers)
        answer = self.http.getresponse()
        return answer.status, answer.read()


def through(connection: Connection, address: str, views: int) -> tuple[int, tuple[float, float, float]]:
    """Status, and the time from asking to the last byte: median, 95th percentile, longest."""
    status, _content = connection.get(address)
    taken = []
    for _ in range(views):
        began = time.perf_counter()
        connection.get(address)
        taken.append(time.perf_counter() - began)
    return status, middle_and_tail(taken)
