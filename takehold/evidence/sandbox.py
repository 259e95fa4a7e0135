"""A throw-away process for every file that comes from outside: run a task in it, watch it, and take only its answer."""

from __future__ import annotations

import contextlib
import json
import os
import selectors
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any, Final

from takehold.evidence.limits import DEFAULT_LIMITS, MIB, Limits, Refused, too_greedy
from takehold.evidence.sentences import unpacked

Progress = Callable[[float], None]

_ANSWER: Final = 32 * MIB
_NOISE: Final = 64 * 1024
_TICK: Final = 0.05
_ROOT: Final = str(Path(__file__).resolve().parents[2])


def run(
    task: str,
    files: Sequence[Path],
    request: Mapping[str, Any],
    scratch: Path,
    *,
    limits: Limits = DEFAULT_LIMITS,
    progress: Progress | None = None,
) -> dict[str, Any]:
    """Run the named task over ``files`` in its own process and return its answer (plain JSON values).

    Args:
        task: "read" or "inspect".
        files: what the task may read. ``request`` and the answer are plain JSON values.
        scratch: an empty folder, the only place where the task may write.
        limits: ceilings for memory, time and sizes.
        progress: called with the share done, 0 to 1.

    Raises:
        Refused: the file is too large, too greedy or not what it says; the process is gone by then.
    """
    size = weigh(files, limits)
    job = {
        "task": task,
        "files": [str(path.resolve()) for path in files],
        "request": dict(request),
        "scratch": str(scratch.resolve()),
        "limits": asdict(limits),
        "cpu": limits.processor_seconds(size),
        "parent": os.getpid(),
    }
    return _Watch(job, limits, progress).answer()


def weigh(files: Sequence[Path], limits: Limits) -> int:
    """Sum of the files' sizes. Refuses what is not an ordinary, readable file or is larger than an upload may be."""
    total = 0
    for path in files:
        if not path.is_file():
            raise Refused("There is no file at {path}.", path=str(path))
        if not os.access(path, os.R_OK):
            raise Refused(
                "{name} may not be read by this program. Allow reading it, then try again.", name=path.name
            )
        total += path.stat().st_size
    if total > limits.upload:
        raise Refused(
            "The file has {size}; at most {size_most} are read at once. "
            "Export a shorter period, or several files.",
            size=total,
            size_most=limits.upload,
        )
    return total


@contextlib.contextmanager
def workshop(beside: Path | None = None) -> Any:
    """A folder of its own for one run, removed with all it holds when the run is over."""
    folder = Path(tempfile.mkdtemp(prefix=".takehold-", dir=beside))
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


class _Watch:
    """One child process from start to end."""

    def __init__(self, job: Mapping[str, Any], limits: Limits, progress: Progress | None) -> None:
        self.limits = limits
        self.progress = progress
        self.seconds = job["cpu"] * limits.wall
        self.noise = b""
        self.child = subprocess.Popen(
            [sys.executable, "-P", "-X", "utf8", "-m", "takehold.evidence.confinement"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            cwd=job["scratch"],
            env=_environment(job["scratch"]),
            start_new_session=True,
            close_fds=True,
        )
        self.letter = json.dumps(job).encode()

    def answer(self) -> dict[str, Any]:
        """Hand over the job, read lines until the child ends, and judge how it ended."""
        try:
            found = self._listen()
        finally:
            self._end()
        if found is None:
            raise _obituary(self.child.returncode, self.noise, self.limits)
        if "refused" in found:
            raise Refused(unpacked(found["refused"]), detail=found.get("detail"))
        answer: dict[str, Any] = found["answer"]
        return answer

    def _listen(self) -> dict[str, Any] | None:
        child, deadline = self.child, time.monotonic() + self.seconds
        if child.stdin is None or child.stdout is None or child.stderr is None:
            raise OSError("the reader's process was started without its pipes")
        with contextlib.suppress(BrokenPipeError):
            child.stdin.write(self.letter)
            child.stdin.close()
        pending = b""
        with selectors.DefaultSelector() as selector:
            selector.register(child.stdout, selectors.EVENT_READ)
            selector.register(child.stderr, selectors.EVENT_READ)
            while selector.get_map():
                for key, _ in selector.select(_TICK):
                    chunk = os.read(key.fd, 65536)
                    if not chunk:
                        selector.unregister(key.fileobj)
                    elif key.fileobj is child.stderr:
                        self.noise = (self.noise + chunk)[-_NOISE:]
                    else:
                        pending = self._progress(pending + chunk)
                self._guard(deadline)
        return _parse(pending)

    def _progress(self, pending: bytes) -> bytes:
        """Report complete progress lines; what is left over is the answer, or part of it."""
        if len(pending) > _ANSWER:
            raise Refused(
                "The file could not be read safely: its reader answered far too much.",
                detail="answer too long",
            )
        while pending.startswith(b"%") and b"\n" in pending:
            line, pending = pending.split(b"\n", 1)
            if self.progress is not None:
                with contextlib.suppress(ValueError):
                    self.progress(min(1.0, max(0.0, float(line[1:]))))
        return pending

    def _guard(self, deadline: float) -> None:
        if time.monotonic() > deadline:
            raise Refused(
                "Reading was stopped after {seconds} seconds. The file is built so that reading it takes "
                "far too long, or the machine is overloaded. Export a shorter period, then try again.",
                seconds=round(self.seconds),
            )
        if _resident(self.child.pid) > self.limits.memory:
            raise too_greedy(self.limits)

    def _end(self) -> None:
        """Kill whatever is left of the child's group, then collect it."""
        child = self.child
        if child.poll() is None:
            with contextlib.suppress(ProcessLookupError, PermissionError):
                os.killpg(child.pid, signal.SIGKILL)
        for pipe in (child.stdin, child.stdout, child.stderr):
            if pipe is not None:
                with contextlib.suppress(BrokenPipeError):
                    pipe.close()
        child.wait()


def _environment(scratch: str) -> dict[str, str]:
    """Nothing of the parent's environment (it holds secrets); allocators told to stay small."""
    return {
        "PYTHONPATH": _ROOT,
        "LANG": "C.UTF-8",
        "TZ": "UTC",
        "TMPDIR": scratch,
        "HOME": scratch,
        "MALLOC_ARENA_MAX": "2",
        "ARROW_DEFAULT_MEMORY_POOL": "system",
        "OPENBLAS_NUM_THREADS": "1",
        "OMP_NUM_THREADS": "1",
    }


def _resident(pid: int) -> int:
    """Bytes of memory the process holds, 0 where the system does not tell."""
    try:
        with open(f"/proc/{pid}/statm", "rb") as status:
            return int(status.read().split()[1]) * os.sysconf("SC_PAGE_SIZE")
    except (OSError, IndexError, ValueError):
        return 0


def _parse(text: bytes) -> dict[str, Any] | None:
    try:
        found = json.loads(text)
    except (ValueError, RecursionError):
        return None
    return found if isinstance(found, dict) and ({"answer", "refused"} & found.keys()) else None


def _obituary(code: int, noise: bytes, limits: Limits) -> Refused:
    """Why a child ended without an answer, in words."""
    detail = f"exit {code}: {noise.decode('utf-8', 'replace')[-2000:]}"
    if code == -signal.SIGXCPU:
        return Refused(
            "Reading was stopped: the file is built so that reading it takes far too long. "
            "Export a shorter period, then try again."
        )
    if code == -signal.SIGXFSZ:
        return Refused(
            "Unpacked, the file is larger than {size}. Export a shorter period.", size=limits.unpacked
        )
    if code == -signal.SIGKILL:
        return too_greedy(limits)
    return Refused(
        "The file is damaged, or made to break its reader: reading it failed and was stopped. "
        "Nothing was kept. Export it again from its source, as CSV if you can.",
        detail=detail,
    )
