"""Inside the throw-away process: give up rights first, then import the reader, do one task and answer on one line."""

from __future__ import annotations

import ctypes
import importlib
import json
import os
import resource
import signal
import sys
from collections.abc import Callable
from typing import Any, Final

TASKS: Final = {
    "read": "takehold.evidence.performing",
    "inspect": "takehold.evidence.examining",
    "hear": "takehold.evidence.hearing",
    "cells": "takehold.evidence.copying",
    "tally": "takehold.evidence.usage.tallying",
    "fields": "takehold.evidence.fielding",
    "polis": "takehold.evidence.polis",
}
"""Modules with ``perform(files, request, scratch, limits, report) -> dict``, by the task's name."""

_NEW_USER: Final = 0x10000000
_NEW_NET: Final = 0x40000000
_PARENT_DEATH: Final = 1
_NO_NEW_PRIVILEGES: Final = 38
_FORBIDDEN: Final = (
    "socket.", "subprocess.", "os.system", "os.exec", "os.fork", "os.posix_spawn", "os.spawn", "pty.", "ftplib.",
    "urllib.", "http.", "smtplib.", "ctypes.dlopen", "os.kill", "os.chmod", "os.symlink", "os.link",
)  # fmt: skip
_NO_ROOM: Final = ("failed to map segment", "Cannot allocate memory", "malloc of size")
_WRITES: Final = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_APPEND


def confine(*, memory: int, cpu: int, file_size: int, parent: int, scratch: str) -> None:
    """Give up network, memory, time and the right to write elsewhere. Cannot be undone.

    The address space may be twice the memory: libraries reserve room they never use; the parent watches what is used.
    """
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_AS, (memory * 2, memory * 2))
    resource.setrlimit(resource.RLIMIT_CPU, (cpu, cpu + 2))
    resource.setrlimit(resource.RLIMIT_FSIZE, (file_size, file_size))
    resource.setrlimit(resource.RLIMIT_NOFILE, (256, 256))
    if sys.platform == "linux":
        _without_network(parent)
    sys.addaudithook(_warden(os.path.join(scratch, "")))


def _without_network(parent: int) -> None:
    """Own, empty network namespace where the kernel allows it; the audit hook forbids sockets in any case."""
    libc = ctypes.CDLL(None, use_errno=True)
    libc.prctl(_PARENT_DEATH, signal.SIGKILL, 0, 0, 0)
    libc.prctl(_NO_NEW_PRIVILEGES, 1, 0, 0, 0)
    if os.getppid() != parent:
        os._exit(1)
    libc.unshare(_NEW_NET if os.geteuid() == 0 else _NEW_NET | _NEW_USER)


def _warden(scratch: str) -> Callable[[str, tuple[Any, ...]], None]:
    def forbid(event: str, arguments: tuple[Any, ...]) -> None:
        if event.startswith(_FORBIDDEN):
            raise PermissionError(f"{event} is not allowed while reading a file")
        if event == "open" and isinstance(arguments[2], int) and arguments[2] & _WRITES:
            path = arguments[0]
            text = os.fsdecode(path) if isinstance(path, str | bytes) else ""
            if text and text != os.devnull and not os.path.abspath(text).startswith(scratch):
                raise PermissionError(
                    "writing outside the scratch folder is not allowed while reading a file"
                )

    return forbid


def answer(job: dict[str, Any], report: Callable[[float], None]) -> dict[str, Any]:
    """Do the task. Whatever goes wrong becomes a refusal; nothing escapes."""
    from takehold.evidence.limits import Limits, Refused, too_greedy
    from takehold.evidence.sentences import packed

    limits = Limits(**job["limits"])
    try:
        task = importlib.import_module(TASKS[job["task"]])
        return {"answer": task.perform(job["files"], job["request"], job["scratch"], limits, report)}
    except Refused as refusal:
        return {"refused": packed(refusal.sentence), "detail": refusal.detail}
    except Exception as problem:  # noqa: BLE001 - a hostile file may raise anything; the parent must hear of it
        kind = type(problem).__name__
        short = isinstance(problem, MemoryError) or kind == "OutOfMemoryException"
        if short or any(sign in str(problem) for sign in _NO_ROOM):
            return {"refused": packed(too_greedy(limits).sentence)}
        damaged = Refused(
            "The file is damaged or not what its name says: reading it failed. Nothing was kept. "
            "Export it again from its source, as CSV if you can."
        )
        return {"refused": packed(damaged.sentence), "detail": f"{kind}: {problem}"[:2000]}


def main() -> None:
    """Read one job from standard input, answer on standard output."""
    job = json.loads(sys.stdin.buffer.read())
    speaker = os.fdopen(os.dup(1), "wb", buffering=0)
    os.dup2(2, 1)  # a library that prints must not spoil the answer
    confine(
        memory=job["limits"]["memory"],
        cpu=job["cpu"],
        file_size=job["limits"]["unpacked"],
        parent=job["parent"],
        scratch=job["scratch"],
    )

    def report(share: float) -> None:
        speaker.write(f"%{share:.4f}\n".encode())

    sys.modules["numpy"] = None  # type: ignore[assignment] # not needed here, and half of the time to start
    found = answer(job, report)
    letter = memoryview(json.dumps(found).encode())
    while letter:
        letter = letter[speaker.write(letter) :]
    speaker.close()
    os._exit(0)  # threads of the engines are not waited for


if __name__ == "__main__":
    main()
