"""Voters as a process of their own: each a browser with connections kept open, that votes when its moment has come.

The moments are fixed before: vote *i* is due at *i* / rate, whatever the server does, and its time counts from when it was
due. So a server that falls behind is not spared by voters who wait for it. A voter thinks for ``voters`` / rate seconds
between two votes; after ten another one comes in, whose way in loads the server too, and is not among the votes.
"""

from __future__ import annotations

import asyncio
import gc
import json
import os
import random
import re
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

EACH, TWICE, PATIENCE = 10, 0.05, 60.0
ASKED = re.compile(rb'name="statement" value="(\d+)"')
LENGTH = re.compile(rb"(?i)\r\ncontent-length: *(\d+)")
COOKIE = re.compile(rb"(?i)\r\nset-cookie: *([^;]+)")
BROKEN = (OSError, asyncio.IncompleteReadError, TimeoutError)


@dataclass(frozen=True, slots=True)
class Plan:
    """What is to be done: so many voters at once, so many votes, so many a second."""

    port: int
    pid: int
    number: int
    token: str
    voters: int
    votes: int
    rate: float


@dataclass(slots=True)
class Seen:
    """Milliseconds of each vote from when it was due, and until it was sent; what went wrong; presses sent twice."""

    ms: list[float] = field(default_factory=list)
    waited: list[float] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)
    twice: int = 0


class Connection:
    """One connection that is kept open."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.ends: tuple[asyncio.StreamReader, asyncio.StreamWriter] | None = None

    async def ask(self, head: str, body: str = "", cookie: str = "") -> tuple[int, bytes, bytes]:
        """Status, head and body of the answer."""
        if self.ends is None:
            self.ends = await asyncio.open_connection("127.0.0.1", self.port)
        reader, writer = self.ends
        lines = [f"{head} HTTP/1.1", f"Host: 127.0.0.1:{self.port}"]
        lines += [f"Cookie: {cookie}"] if cookie else []
        if body:
            lines += ["Content-Type: application/x-www-form-urlencoded", f"Content-Length: {len(body)}"]
        writer.write("\r\n".join([*lines, "", body]).encode())
        async with asyncio.timeout(PATIENCE):
            told = await reader.readuntil(b"\r\n\r\n")
            length = LENGTH.search(told)
            page = await reader.readexactly(int(length[1])) if length else b""
        return int(told.split(b" ", 2)[1]), told, page

    def close(self) -> None:
        """End it."""
        if self.ends is not None:
            self.ends[1].close()
        self.ends = None


class Browser:
    """One voter: came by the link for all, and sees a statement."""

    def __init__(self, plan: Plan, rng: random.Random) -> None:
        self.plan, self.rng = plan, rng
        self.connections = Connection(plan.port), Connection(plan.port)
        self.cookie, self.page = "", b""

    async def come(self) -> None:
        """By the link, and on to the first statement."""
        first = self.connections[0]
        _status, told, _page = await first.ask(f"GET /cocreate/a/{self.plan.token}/")
        found = COOKIE.search(told)
        self.cookie = found[1].decode() if found else ""
        _status, _told, self.page = await first.ask(f"GET {self.address}", cookie=self.cookie)

    @property
    def address(self) -> str:
        """Of the page for voting."""
        return f"/cocreate/l/{self.plan.number}/vote/"

    async def vote(self, due: float, seen: Seen) -> None:
        """Press a button; one in twenty presses it twice, and both arrive at once, as with a browser."""
        found = ASKED.search(self.page)
        if found is None:
            seen.wrong.append("no statement")
            return
        choice = self.rng.choice(("agree", "disagree", "pass"))
        door = self.cookie.partition("=")[2].strip('"')
        body = urlencode({"door": door, "statement": found[1].decode(), "choice": choice})
        again = self.rng.random() < TWICE
        seen.twice += again
        seen.waited.append((time.perf_counter() - due) * 1000)
        told = await asyncio.gather(
            *(self.press(each, body, due, seen) for each in self.connections[: 1 + again]),
            return_exceptions=True,
        )
        for each in told:
            if isinstance(each, bytes):
                self.page = each
            else:
                seen.wrong.append(type(each).__name__)

    async def press(self, connection: Connection, body: str, due: float, seen: Seen) -> bytes:
        """One request; the page of its answer."""
        try:
            status, _told, page = await connection.ask(f"POST {self.address}", body, self.cookie)
        except BROKEN:
            connection.close()
            raise
        seen.ms.append((time.perf_counter() - due) * 1000)
        if status != 200:
            raise ValueError(status)
        return page

    def leave(self) -> None:
        """Close the connections."""
        for each in self.connections:
            each.close()


async def place(nth: int, plan: Plan, seen: Seen, begun: asyncio.Future[float], ready: list[int]) -> None:
    """The place of one voter after the other: enters, votes at its moments, makes room after ten votes."""
    rng = random.Random(nth)
    browser = Browser(plan, rng)
    await browser.come()
    ready[0] += 1
    began, voted = await begun, nth % EACH
    for turn in range(nth, plan.votes, plan.voters):
        due = began + turn / plan.rate
        await asyncio.sleep(max(0.0, due - time.perf_counter()))
        await browser.vote(due, seen)
        voted += 1
        if voted % EACH == 0:
            browser.leave()
            browser = Browser(plan, rng)
            await browser.come()
    browser.leave()


async def drive(plan: Plan) -> dict[str, Any]:
    """All come in, ten at a time; then they vote at the rate."""
    seen, ready = Seen(), [0]
    begun: asyncio.Future[float] = asyncio.get_running_loop().create_future()
    tasks = []
    for nth in range(plan.voters):
        tasks.append(asyncio.create_task(place(nth, plan, seen, begun, ready)))
        while ready[0] < nth - 10 and not any(each.done() for each in tasks):
            await asyncio.sleep(0.005)
    while ready[0] < plan.voters and not any(each.done() for each in tasks):
        await asyncio.sleep(0.01)
    gc.collect()
    gc.disable()
    before, began = worked(plan.pid), time.perf_counter() + 0.2
    own = time.process_time()
    begun.set_result(began)
    await asyncio.gather(*tasks)
    ended = time.perf_counter()
    return {
        "seconds": ended - began, "ms": seen.ms, "waited": seen.waited, "wrong": seen.wrong, "twice": seen.twice,
        "cpu": worked(plan.pid) - before, "own": time.process_time() - own,
    }  # fmt: skip


def worked(pid: int) -> float:
    """Seconds of the processor that a process and all below it have had."""
    parts = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    own = sum(int(each) for each in parts[11:15]) / os.sysconf("SC_CLK_TCK")
    below = (
        each for task in Path(f"/proc/{pid}/task").glob("*/children") for each in task.read_text().split()
    )
    return own + sum(worked(int(each)) for each in below)


if __name__ == "__main__":
    sys.stdout.write(json.dumps(asyncio.run(drive(Plan(**json.loads(sys.stdin.read()))))))
