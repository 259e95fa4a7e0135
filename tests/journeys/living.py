"""A site that really runs: started by its command, asked over HTTP, stopped or killed with all its processes."""

from __future__ import annotations

import http.cookiejar
import json
import os
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Self
from urllib.parse import urlencode, urljoin, urlsplit

from tests.journeys.browsing import Person

ROOT = Path(__file__).resolve().parents[2]
PATIENCE = 120
TAKEHOLD = (sys.executable, "-m", "takehold.cli.main")


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def run(*words: str | Path, home: Path) -> subprocess.CompletedProcess[str]:
    """Another command of the same program, beside the site."""
    command = [*TAKEHOLD, *map(str, words), "--home", str(home)]
    return subprocess.run(command, capture_output=True, text=True, env=_environment())


def _environment() -> dict[str, str]:
    """Ours, without what a test before this one, or the machine, said of a site; the program is this checkout's."""
    own = {name: value for name, value in os.environ.items() if not name.startswith(("TAKEHOLD_", "DJANGO_"))}
    return {**own, "PYTHONPATH": str(ROOT)}


@dataclass
class Site:
    """A started site. ``said`` is what it wrote to the terminal."""

    home: Path
    command: str = "serve"
    port: int = field(default_factory=free_port)
    process: subprocess.Popen[bytes] | None = None

    @property
    def log(self) -> Path:
        return self.home.parent / f"{self.home.name}.said"

    @property
    def said(self) -> str:
        return self.log.read_text()

    def __enter__(self) -> Self:
        return self.start()

    def __exit__(self, *_: object) -> None:
        self.kill()

    def start(self) -> Self:
        """Start it and wait until it answers."""
        words = [*TAKEHOLD, self.command, "--home", str(self.home), "--port", str(self.port)]
        with self.log.open("wb") as out:
            self.process = subprocess.Popen(
                words,
                stdout=out,
                stderr=out,
                env=_environment(),
                start_new_session=True,
                cwd=self.home.parent,
            )
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until and self.process.poll() is None:
            try:
                with urllib.request.urlopen(f"http://127.0.0.1:{self.port}/healthz", timeout=5):
                    return self
            except (urllib.error.URLError, OSError):
                time.sleep(0.1)
        raise AssertionError(f"the site did not come up:\n{self.said}")

    def kill(self) -> None:
        """All its processes at once, as a power cut does."""
        if self.process is not None and self.process.poll() is None:
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait(30)

    def stop(self) -> int:
        """Ctrl+C; the exit code."""
        assert self.process is not None
        os.killpg(self.process.pid, signal.SIGINT)
        return self.process.wait(60)

    def restart(self) -> Self:
        """Kill and start again on the same address."""
        self.kill()
        return self.start()

    def visitor(self) -> Person:
        """Somebody at a browser who has not signed in."""
        browser = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(http.cookiejar.CookieJar()))

        def ask(method: str, address: str, fields: Mapping[str, Any], files: Mapping[str, Any]) -> Any:
            full = urljoin(f"http://127.0.0.1:{self.port}/", address)
            body, headers = encoded(fields, files) if method == "POST" else (None, {})
            try:
                answer = browser.open(urllib.request.Request(full, body, headers, method=method), timeout=60)
            except urllib.error.HTTPError as error:
                answer = error
            with answer:
                split = urlsplit(answer.url)
                where = split.path + (f"?{split.query}" if split.query else "")
                return answer.status, where, answer.read(), answer.headers.get("Content-Type", "")

        return Person(ask)

    def signed_in(self, email: str, password: str) -> Person:
        """Somebody who signed in by the page."""
        somebody = self.visitor()
        somebody.goes("/accounts/login/")
        somebody.presses("Sign in", login=email, password=password)
        return somebody

    def call(self, key: str, method: str, path: str, **sent: Any) -> tuple[int, Any]:
        """A program's call: ``json`` or ``fields`` with ``files``, under an Idempotency-Key where ``once`` is given."""
        if "json" in sent:
            body, headers = json.dumps(sent["json"]).encode(), {"Content-Type": "application/json"}
        else:
            body, headers = encoded(sent.get("fields", {}), sent.get("files", {}))
        headers |= {"Authorization": f"Bearer {key}", "Idempotency-Key": sent.get("once", "")}
        address = f"http://127.0.0.1:{self.port}/api/v1{path}"
        request = urllib.request.Request(address, body if method != "GET" else None, headers, method=method)
        try:
            answer = urllib.request.urlopen(request, timeout=60)
        except urllib.error.HTTPError as error:
            answer = error
        with answer:
            return answer.status, json.loads(answer.read())

    def credentials(self) -> tuple[str, str]:
        """What an empty folder's first start prints, once."""
        found = re.search(r"sign in as\s+(\S+)\s+password\s+(\S+)", self.said)
        assert found, self.said
        return found[1], found[2]


def encoded(fields: Mapping[str, Any], files: Mapping[str, Any]) -> tuple[bytes, dict[str, str]]:
    """A form as a browser sends it."""
    if not files:
        text = urlencode(fields, doseq=True)
        return text.encode(), {"Content-Type": "application/x-www-form-urlencoded"}
    mark = uuid.uuid4().hex
    parts = [
        f'--{mark}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'.encode()
        for name, values in fields.items()
        for value in (values if isinstance(values, list) else [values])
    ]
    for name, file in files.items():
        head = f'--{mark}\r\nContent-Disposition: form-data; name="{name}"; filename="{file.name}"\r\n'
        parts.append(f"{head}Content-Type: application/octet-stream\r\n\r\n".encode() + file.read() + b"\r\n")
    return b"".join(parts) + f"--{mark}--\r\n".encode(), {
        "Content-Type": f"multipart/form-data; boundary={mark}"
    }
