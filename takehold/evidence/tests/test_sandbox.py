"""The throw-away process: what it may not do, and what its end is called."""

from __future__ import annotations

import os
import signal
import time
from pathlib import Path

import pytest

from takehold.evidence import sandbox
from takehold.evidence.limits import GIB, MIB, Limits, Refused
from takehold.evidence.sentences import human
from takehold.evidence.tests.at_once import write


def test_a_greedy_reading_is_stopped(tmp_path: Path) -> None:
    path = write(tmp_path / "a.csv", "a,b\n1,2\n")
    with sandbox.workshop(tmp_path) as scratch, pytest.raises(Refused, match=r"needs more than .* of memory"):
        sandbox.run("inspect", [path], {}, scratch, limits=Limits(memory=30 * MIB, engine_memory=10 * MIB))


def test_a_process_that_grows_is_ended_at_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[int] = []
    monkeypatch.setattr(sandbox, "_resident", lambda pid: seen.append(pid) or 2 * GIB)  # type: ignore[func-returns-value]
    path = write(tmp_path / "a.csv", "a,b\n1,2\n")
    with (
        sandbox.workshop(tmp_path) as scratch,
        pytest.raises(Refused, match=r"needs more than 1.1 GB of memory"),
    ):
        sandbox.run("inspect", [path], {}, scratch)
    with pytest.raises(ProcessLookupError):
        os.kill(seen[0], 0)


def test_a_reading_without_end_is_stopped(tmp_path: Path) -> None:
    path = write(tmp_path / "a.csv", "a,b\n1,2\n")
    start = time.monotonic()
    with sandbox.workshop(tmp_path) as scratch, pytest.raises(Refused, match="stopped after 0 seconds"):
        sandbox.run("inspect", [path], {}, scratch, limits=Limits(wall=0.001))
    assert time.monotonic() - start < 5
    assert not any(item.name.startswith(".takehold") for item in tmp_path.iterdir())


def test_a_task_that_is_none_is_a_refusal_with_a_detail(tmp_path: Path) -> None:
    path = write(tmp_path / "a.csv", "a,b\n1,2\n")
    with sandbox.workshop(tmp_path) as scratch, pytest.raises(Refused) as refusal:
        sandbox.run("no such task", [path], {}, scratch)
    assert "KeyError" in str(refusal.value.detail)


@pytest.mark.parametrize(
    ("code", "words"),
    [
        (-signal.SIGXCPU, "far too long"),
        (-signal.SIGXFSZ, "larger than"),
        (-signal.SIGKILL, "memory"),
        (-signal.SIGSEGV, "damaged"),
        (-signal.SIGABRT, "damaged"),
        (1, "damaged"),
    ],
)
def test_every_end_has_its_sentence(code: int, words: str) -> None:
    assert words in str(sandbox._obituary(code, b"noise", Limits()))


@pytest.mark.parametrize("text", [b"", b"[]", b"{}", b"{", b'{"other": 1}', b"[" * 100_000, b"\xff"])
def test_an_answer_of_another_form_is_none(text: bytes) -> None:
    assert sandbox._parse(text) is None


def test_uploads_are_weighed_first(tmp_path: Path) -> None:
    path = write(tmp_path / "a.csv", b"x" * 100)
    assert sandbox.weigh([path], Limits(upload=100)) == 100
    with pytest.raises(Refused, match="at most 99 bytes"):
        sandbox.weigh([path], Limits(upload=99))
    with pytest.raises(Refused, match="no file"):
        sandbox.weigh([tmp_path], Limits())
    os.mkfifo(tmp_path / "pipe.csv")
    with pytest.raises(Refused, match="no file"):
        sandbox.weigh([tmp_path / "pipe.csv"], Limits())


def test_limits_in_words_and_figures() -> None:
    assert [human(size) for size in (999, 1500, 2_000_000, GIB)] == ["999 bytes", "1.5 kB", "2 MB", "1.1 GB"]
    limits = Limits()
    assert [limits.processor_seconds(size) for size in (0, 1, 100 * MIB, 100 * MIB + 1)] == [60, 60, 60, 120]
