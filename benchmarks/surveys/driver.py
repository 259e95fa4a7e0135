"""Respondents as a process of their own: each opens the link, answers twelve items and a line, and sends; some send twice."""

from __future__ import annotations

import http.client
import json
import queue
import random
import re
import sys
import threading
import time
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

DRAFT = re.compile(rb'name="draft" value="([^"]*)"')
QUESTION = re.compile(rb'name="question" value="([^"]*)"')
FORM = {"Content-Type": "application/x-www-form-urlencoded"}


@dataclass
class Seen:
    """What the respondents saw: seconds of each request by kind, and what went wrong."""

    seconds: dict[str, list[float]] = field(default_factory=dict)
    wrong: list[str] = field(default_factory=list)
    done: int = 0
    twice: int = 0


class Respondent:
    """One person's browser."""

    def __init__(self, port: int, seen: Seen) -> None:
        self.http = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        self.seen, self.cookie = seen, ""

    def ask(self, kind: str, method: str, path: str, body: dict[str, str] | None = None) -> bytes:
        sent = urlencode(body) if body else None
        headers = {**({"Cookie": self.cookie} if self.cookie else {}), **(FORM if body else {})}
        began = time.perf_counter()
        try:
            self.http.request(method, path, sent, headers)
            answer = self.http.getresponse()
            content = answer.read()
        except (OSError, http.client.HTTPException) as error:
            self.seen.wrong.append(f"{kind}: {type(error).__name__}")
            self.http.close()
            return b""
        self.seen.seconds.setdefault(kind, []).append(time.perf_counter() - began)
        if answer.status not in (200, 302):
            self.seen.wrong.append(f"{kind}: {answer.status}")
        cookie = answer.getheader("Set-Cookie")
        self.cookie = cookie.split(";")[0] if cookie else self.cookie
        return content

    def answer(self, token: str, rng: random.Random) -> None:
        """From the link to the thanks."""
        self.ask("link", "GET", f"/s/{token}/")
        page, last = self.ask("start", "GET", "/s/"), {}
        while (draft := DRAFT.search(page)) is not None:
            body = {"draft": draft[1].decode()}
            if question := QUESTION.search(page):
                line = b"<textarea" in page
                body |= {"question": question[1].decode(), "next": "1"}
                body["answer"] = "More time at night, please." if line else str(rng.randrange(5))
                kind = "send" if line else "question"
            else:
                kind = "begin"
            last = body
            page = self.ask(kind, "POST", "/s/", body)
        self.seen.done += 1
        if last and rng.random() < 0.05:  # a finger that taps twice
            self.ask("send again", "POST", "/s/", last)
            self.seen.twice += 1
        self.http.close()


def run(
    port: int, tokens: list[str], seconds: float, burst: tuple[float, float, float], threads: int
) -> dict[str, Any]:
    """Let them come evenly over ``seconds``; ``burst``: from when, for how long, how many starts a second beside."""
    seen, waiting = Seen(), queue.Queue[tuple[float, str]]()
    lookers = threads // 2
    began = time.perf_counter() + 0.5
    for nth, token in enumerate(tokens):
        waiting.put((began + nth * seconds / len(tokens), token))
    rng = random.Random(1)

    def work() -> None:
        while True:
            try:
                at, token = waiting.get_nowait()
            except queue.Empty:
                return
            time.sleep(max(0.0, at - time.perf_counter()))
            Respondent(port, seen).answer(token, rng)

    def looks() -> None:
        first, lasts, rate = burst
        every = lookers / rate if rate else 0
        time.sleep(max(0.0, began + first - time.perf_counter()))
        looker, until, following = Respondent(port, seen), began + first + lasts, time.perf_counter()
        looker.ask("link", "GET", f"/s/{tokens[0]}/")
        while rate and time.perf_counter() < until:
            looker.ask("burst", "GET", "/s/")
            following += every
            time.sleep(max(0.0, following - time.perf_counter()))

    workers = [threading.Thread(target=work) for _ in range(threads)]
    workers += [threading.Thread(target=looks) for _ in range(lookers)]
    for each in workers:
        each.start()
    for each in workers:
        each.join()
    return {
        "seconds": time.perf_counter() - began, "times": seen.seconds, "wrong": seen.wrong[:50],
        "wrong_count": len(seen.wrong), "done": seen.done, "twice": seen.twice,
    }  # fmt: skip


if __name__ == "__main__":
    plan = json.loads(sys.stdin.read())
    sys.stdout.write(json.dumps(run(**plan)))
