"""The site's own server on this machine, as ``takehold serve`` starts it, and what memory it holds."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Running:
    """A server: where it listens and its process."""

    port: int
    pid: int

    def memory(self) -> tuple[int, int]:
        """Bytes held now by the process tree (shared pages counted in part), and the most of any process so far."""
        held, most = 0, 0
        for pid in self._tree(self.pid):
            try:
                rollup = Path(f"/proc/{pid}/smaps_rollup").read_text()
                status = Path(f"/proc/{pid}/status").read_text()
            except OSError:
                continue
            held += sum(int(x.split()[1]) * 1024 for x in rollup.splitlines() if x.startswith("Pss:"))
            most = max(
                [most, *(int(x.split()[1]) * 1024 for x in status.splitlines() if x.startswith("VmHWM"))]
            )
        return held, most

    def _tree(self, pid: int) -> Iterator[int]:
        yield pid
        for tasks in Path(f"/proc/{pid}/task").glob("*/children"):
            for child in tasks.read_text().split():
                yield from self._tree(int(child))


@contextmanager
def started(home: Path, log: Path) -> Iterator[Running]:
    """``takehold serve`` on this folder, without its jobs, until the block ends."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    words = [
        str(Path(sys.executable).parent / "takehold"),
        "serve",
        "--home",
        str(home),
        "--port",
        str(port),
        "--no-jobs",
    ]
    with log.open("w") as out:
        child = subprocess.Popen(words, stdout=out, stderr=out, env={**os.environ, "TAKEHOLD_DATABASE": ""})
        try:
            _wait(port, child, log)
            yield Running(port, child.pid)
        finally:
            child.terminate()
            child.wait(30)


def _wait(port: int, child: subprocess.Popen[bytes], log: Path) -> None:
    for _ in range(600):
        if child.poll() is not None:
            raise RuntimeError(log.read_text())
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise RuntimeError(f"the server does not answer: {log.read_text()}")
