"""Inside the throw-away process: which rights are given up, and that nothing but an answer or a refusal comes out."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace
from typing import Any, NoReturn

import pytest

from takehold.evidence import confinement, sandbox
from takehold.evidence.limits import MIB, Limits, Refused
from takehold.evidence.sentences import unpacked

CONFINED = """
import json, os, socket, subprocess, sys
from takehold.evidence import confinement
confinement.confine(memory={memory}, cpu=5, file_size=100_000, parent=os.getppid(), scratch={scratch!r})
def tried(action):
    try:
        action()
        return "done"
    except BaseException as problem:
        return type(problem).__name__
def fill():
    with open({scratch!r} + "/big", "wb") as handle:
        handle.write(b"x" * 200_000)
import signal
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
found = [tried(action) for action in (
    lambda: socket.create_connection(("127.0.0.1", 9), 1),
    lambda: subprocess.run(["true"]),
    lambda: os.fork(),
    lambda: open({outside!r}, "w"),
    lambda: open({scratch!r} + "/inside", "w").close(),
    lambda: bytearray(1 << 32),
    fill,
)]
sys.stdout.write(json.dumps(found))
"""


def test_a_confined_process_can_only_read_and_write_its_scratch(tmp_path: Path) -> None:
    scratch, outside = tmp_path / "scratch", tmp_path / "outside"
    scratch.mkdir()
    program = CONFINED.format(memory=512 * MIB, scratch=str(scratch), outside=str(outside))
    done = subprocess.run(
        [sys.executable, "-c", program],
        capture_output=True,
        text=True,
        check=True,
        env={"PYTHONPATH": sandbox._ROOT},
    )
    refused = "PermissionError"
    assert json.loads(done.stdout) == [refused, refused, refused, refused, "done", "MemoryError", "OSError"]
    assert not outside.exists()


def job() -> dict[str, Any]:
    limits = {name: getattr(Limits(), name) for name in Limits.__slots__}
    return {"task": "read", "files": [], "request": {}, "scratch": "", "limits": limits}


@pytest.mark.parametrize(
    ("problem", "words", "detail"),
    [
        (Refused("No."), "No.", None),
        (Refused("No.", detail="why"), "No.", "why"),
        (MemoryError(), "1.1 GB of memory", None),
        (OSError("x.so: failed to map segment from shared object"), "1.1 GB of memory", None),
        (RecursionError("too deep"), "damaged", "RecursionError: too deep"),
        (KeyError("x"), "damaged", "KeyError: 'x'"),
    ],
)
def test_whatever_goes_wrong_is_a_refusal(
    monkeypatch: pytest.MonkeyPatch, problem: Exception, words: str, detail: str | None
) -> None:
    def perform(*_: object) -> NoReturn:
        raise problem

    monkeypatch.setattr(confinement.importlib, "import_module", lambda name: SimpleNamespace(perform=perform))
    found = confinement.answer(job(), lambda share: None)
    assert words in unpacked(found["refused"])
    assert found.get("detail") == detail


def test_an_answer_is_handed_on(monkeypatch: pytest.MonkeyPatch) -> None:
    module = SimpleNamespace(perform=lambda files, request, scratch, limits, report: {"rows": limits.rows})
    monkeypatch.setattr(confinement.importlib, "import_module", lambda name: module)
    assert confinement.answer(job(), lambda share: None) == {"answer": {"rows": 200_000_000}}
