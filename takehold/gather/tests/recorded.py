"""A ServiceNow of tests: the public shapes of its Table API, with what is known to go wrong there."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

from takehold.gather.sources.calling import Answer, Ask

MOMENT = "%Y-%m-%d %H:%M:%S"
TEAMS = ("Ward 1", "ward-2", "Ward 3 (surgery)")


def both(value: str, shown: str | None = None) -> dict[str, str]:
    return {"value": value, "display_value": value if shown is None else shown}


def ticket(n: int, *, changed: datetime | None = None, hops: int | None = None) -> dict[str, Any]:
    """A closed incident; a third were reassigned twice."""
    opened = datetime(2026, 1, 5, 8, tzinfo=UTC) + timedelta(minutes=7 * n)
    changed = changed or opened + timedelta(hours=2)
    return {
        "sys_id": both(f"{n:032x}"),
        "sys_updated_on": both(changed.strftime(MOMENT), changed.strftime("%d.%m.%Y %H:%M")),
        "number": both(f"INC{n:07d}"),
        "opened_at": both(opened.strftime(MOMENT), opened.strftime("%d.%m.%Y %H:%M")),
        "assignment_group": both(f"{n % 3:032x}", TEAMS[n % 3]),
        "state": both("7", "Closed"),
        "reassignment_count": both(str(hops if hops is not None else (2 if n % 3 == 0 else 0))),
    }


@dataclass
class ServiceNow:
    """Its records, and what is to go wrong: ``answers`` are given before it answers properly again."""

    records: list[dict[str, Any]]
    answers: list[Answer | BaseException] = field(default_factory=list)
    hidden: set[str] = field(default_factory=set)
    gone: set[str] = field(default_factory=set)
    with_links: bool = True
    cap: int = 10_000
    token: str = ""
    asked: list[str] = field(default_factory=list)
    broken_off: int = 0

    def __call__(self, ask: Ask) -> Answer:
        self.asked.append(ask.url)
        if self.answers:
            found = self.answers.pop(0)
            if isinstance(found, BaseException):
                raise found
            return found
        if self.token and ask.headers.get("Authorization") != self.token:
            return Answer(401, {}, b'{"error":{"message":"User Not Authenticated"},"status":"failure"}')
        return self.page(ask)

    def page(self, ask: Ask) -> Answer:
        parts = urlsplit(ask.url)
        said = {key: found[0] for key, found in parse_qs(parts.query).items()}
        query, limit, offset = said["sysparm_query"], int(said["sysparm_limit"]), int(said["sysparm_offset"])
        since = query.split("sys_updated_on>=")[1].split("^")[0] if ">=" in query else ""
        matching = sorted(
            (each for each in self.records if each["sys_updated_on"]["value"] >= since),
            key=lambda each: (each["sys_updated_on"]["value"], each["sys_id"]["value"]),
        )
        total, reached = len(matching), matching[: self.cap]
        columns = [name for name in said["sysparm_fields"].split(",") if name not in self.gone]
        here = [
            each for each in reached[offset : offset + limit] if each["number"]["value"] not in self.hidden
        ]
        body = json.dumps({"result": [{c: each.get(c, both("")) for c in columns} for each in here]}).encode()
        headers = {"x-total-count": str(total)}
        if self.with_links and offset + limit < len(reached):
            after = urlencode({**said, "sysparm_offset": str(offset + limit)})
            headers["link"] = f'<{parts._replace(query=after).geturl()}>;rel="next",<{ask.url}>;rel="first"'
        if self.broken_off:
            self.broken_off -= 1
            body = body[: len(body) // 2]
        return Answer(200, headers, body)


@contextmanager
def listening(answers: Any) -> Iterator[str]:
    """A real server on this machine that answers with it; yields its address. Connections are counted in ``hits``."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
            url = f"http://{self.headers['Host']}{self.path}"
            found = answers(Ask(url, dict(self.headers), self.command, body))
            self.send_response(found.status)
            for name, value in {"content-length": str(len(found.body)), **found.headers}.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(found.body)

        do_POST = do_GET

        def log_message(self, *args: Any) -> None:
            return

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
