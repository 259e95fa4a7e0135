"""A site with the demo hospital in a process of its own, and Debian's Chromium to look at it."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from takehold.cli.site.demo_reports import EXCHANGE
from tests.once import demo

CHROMIUM = "/usr/bin/chromium"
FLAGS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync", "--force-color-profile=srgb",
]  # fmt: skip
READY_SECONDS = 240


def pytest_collection_modifyitems(items: list[Any]) -> None:
    for item in items:
        if Path(__file__).parent in Path(str(item.fspath)).parents:
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a demo, built for this run. TAKEHOLD_DEMO_HOME names one to build once and keep."""
    environment = dict(os.environ)
    if "TAKEHOLD_DEMO_HOME" in os.environ:
        home = Path(os.environ["TAKEHOLD_DEMO_HOME"])
    else:
        built = demo(tmp_path_factory)
        home = Path(shutil.copytree(built, tmp_path_factory.mktemp("demo") / "home"))
        environment["TAKEHOLD_FOLDERS"] = str(built / EXCHANGE)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "takehold.cli.main", "demo", "--home", str(home), "--port", str(port)]
    log = (tmp_path_factory.mktemp("log") / "site.txt").open("w+")
    process = subprocess.Popen(command, stdout=log, stderr=log, env=environment)
    try:
        yield _ready(f"http://127.0.0.1:{port}", process, log)
    finally:
        process.terminate()
        try:
            process.wait(20)
        except subprocess.TimeoutExpired:
            process.kill()
        log.seek(0)
        said = log.read()
        log.close()
    assert "Unexpected exit" not in said, f"the server fell while it was looked at:\n{said[-3000:]}"


def _ready(address: str, process: subprocess.Popen[bytes], log: Any) -> str:
    until = time.monotonic() + READY_SECONDS
    while time.monotonic() < until and process.poll() is None:
        try:
            with urllib.request.urlopen(f"{address}/healthz", timeout=5):
                return address
        except (urllib.error.URLError, OSError):
            time.sleep(0.5)
    log.seek(0)
    pytest.fail(f"the site did not come up:\n{log.read()[-3000:]}")


@pytest.fixture(scope="session")
def chromium() -> Iterator[Any]:
    """The browser. Without it the test fails on CI and is skipped elsewhere."""
    from playwright.sync_api import sync_playwright

    if not Path(CHROMIUM).exists():
        if os.environ.get("CI"):
            pytest.fail(f"no browser at {CHROMIUM}")
        pytest.skip(f"no browser at {CHROMIUM}")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser
        browser.close()
