"""The server's commands: what an empty folder becomes, and what the doctor sees."""

import json
import os
import socket
import threading
from datetime import UTC, datetime, timedelta
from importlib import import_module
from pathlib import Path
from types import SimpleNamespace

import click
import pytest
from click.testing import CliRunner

from takehold.audit import operations as audit
from takehold.audit.models import Line
from takehold.cli.site import clock, commands, findings, home
from takehold.cli.site.auditing import verify_audit
from takehold.cli.site.demo import demo, throw_away
from takehold.cli.site.doctor import doctor, mail
from takehold.cli.site.intake import import_file
from takehold.cli.site.serve import RESERVED, address, jobs, refuse_busy_port, refuse_unnamed_host


def test_the_commands_are_those_of_the_guide():
    assert {"serve", "demo", "jobs", "import", "doctor", "backup", "restore"} <= set(commands)
    assert {"verify-audit", "verify-privacy"} <= set(commands)
    for command in commands.values():
        assert CliRunner().invoke(command, ["--help"]).exit_code == 0


def test_an_empty_folder_is_closed_to_others_and_gets_a_key(tmp_path):
    folder = tmp_path / "data"
    assert home.prepare(folder)
    key = folder / "secret-key"
    assert folder.stat().st_mode & 0o777 == 0o700
    assert key.stat().st_mode & 0o777 == 0o600
    before = key.read_text()
    assert len(before) > 50
    assert not home.prepare(folder)
    assert key.read_text() == before


def test_a_folder_that_cannot_be_made_is_said_in_a_sentence(tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(click.ClickException, match="cannot be written"):
        home.prepare(tmp_path / "file" / "data")


def test_a_port_that_another_process_has_just_begun_to_use_is_busy_too():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    refuse_busy_port("127.0.0.1", port)
    with pytest.raises(click.UsageError, match=f"--port {port + 1}"):
        refuse_busy_port("127.0.0.1", port)
    with socket.socket() as server:  # as the server does: it shares the port with what reserves it
        server.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
        server.bind(("127.0.0.1", port))
        server.listen()
    RESERVED.pop().close()


def test_a_busy_port_is_said_in_a_sentence():
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with pytest.raises(click.UsageError, match=f"Port {port}.*Choose another"):
            refuse_busy_port("127.0.0.1", port)


def test_listening_for_others_needs_a_name(monkeypatch):
    monkeypatch.delenv("TAKEHOLD_HOSTS", raising=False)
    monkeypatch.delenv("TAKEHOLD_URL", raising=False)
    refuse_unnamed_host("127.0.0.1")
    with pytest.raises(click.UsageError, match="TAKEHOLD_URL"):
        refuse_unnamed_host("0.0.0.0")
    assert address("0.0.0.0", 8000) == "http://localhost:8000/"


def room(name, jobs, done):
    def run(job, *, now, home):
        if job == "breaks":
            raise RuntimeError("a fault")
        done.append((name, job))

    def due(now):
        if jobs == "breaks":
            raise RuntimeError("a fault")
        return jobs

    return SimpleNamespace(__name__=name, due=due, run=run)


@pytest.mark.django_db
def test_one_broken_job_does_not_hold_back_the_others(tmp_path):
    done = []
    rooms = [room("a", ["breaks", "1"], done), room("b", "breaks", done), room("c", ["2"], done)]
    resting = clock.Resting()
    assert clock.tick(rooms, clock.utc_now, tmp_path, resting) == 2
    assert done == [("a", "1"), ("c", "2")]
    assert set(resting.until) == {"a breaks", "b"}
    later = datetime.now(UTC) + timedelta(minutes=2)
    assert resting.rests("b", datetime.now(UTC))
    assert not resting.rests("b", later)


@pytest.mark.django_db
def test_who_becomes_the_clock_takes_over_what_a_killed_one_left():
    done = []

    def breaks():
        raise RuntimeError("a fault")

    rooms = [
        SimpleNamespace(__name__="a", take_over=breaks),
        SimpleNamespace(__name__="b"),
        SimpleNamespace(__name__="c", take_over=lambda: done.append("c")),
    ]
    clock.take_over(rooms)
    assert done == ["c"]


def test_every_room_with_jobs_is_asked_the_lower_one_first():
    names = [module.__name__ for module in clock.modules()]
    there = Path(clock.__file__).parents[2].glob("*/jobs.py")
    assert set(names) == {f"takehold.{path.parent.name}.jobs" for path in there}
    order = [
        "takehold.ledger.jobs",
        "takehold.people.jobs",
        "takehold.initiatives.jobs",
        "takehold.gather.jobs",
        "takehold.influence.jobs",
        "takehold.alignment.jobs",
        "takehold.cocreation.jobs",
        "takehold.governance.jobs",
        "takehold.gaps.jobs",
        "takehold.bridge.jobs",
        "takehold.shadow_it.jobs",
        "takehold.celebrate.jobs",
        "takehold.overview.jobs",
    ]
    assert names == order


def test_one_clock_a_folder(tmp_path):
    with clock.lease(tmp_path), pytest.raises(clock.ClockTaken), clock.lease(tmp_path):
        pass
    with clock.lease(tmp_path):
        pass


def test_the_clock_runs_until_it_is_told_to_stop(tmp_path, monkeypatch):
    stop = threading.Event()
    monkeypatch.setattr(clock, "modules", lambda: ())
    monkeypatch.setattr(clock, "tick", lambda *_: stop.set() or 0)
    clock.run(tmp_path, stop)
    assert findings.alive(tmp_path, datetime.now(UTC)).well


@pytest.mark.parametrize(
    ("finding", "well"),
    [
        (findings.crowding(200), True),
        (findings.crowding(201), False),
        (findings.segments([], 4), True),
        (findings.segments(["a"], 4), False),
        (findings.migrations(0), True),
        (findings.migrations(2), False),
        (findings.administrators(0, "x"), False),
        (findings.administrators(1, "x"), False),
        (findings.administrators(2, "x"), True),
    ],
)
def test_each_finding_says_what_to_do_when_something_is_wrong(finding, well):
    assert finding.well is well
    assert finding.sentence.endswith(".")
    assert bool(finding.do) is not well


def test_the_folder_must_belong_to_us_and_be_closed(tmp_path):
    tmp_path.chmod(0o700)
    assert findings.folder(tmp_path, os.getuid()).well
    assert "another user" in findings.folder(tmp_path, os.getuid() + 1).sentence
    tmp_path.chmod(0o750)
    assert "chmod 700" in findings.folder(tmp_path, os.getuid()).do
    assert not findings.folder(tmp_path / "none", os.getuid()).well


def test_a_nearly_full_disk_is_noticed(tmp_path):
    big = 100 * 1024**3
    assert findings.disk(tmp_path, lambda _p: (big, 0, big // 2)).well
    assert not findings.disk(tmp_path, lambda _p: (big, 0, big // 25)).well
    assert not findings.disk(tmp_path, lambda _p: (1024**3, 0, 400 * 1024**2)).well


def test_the_secret_key_is_long_and_closed(tmp_path):
    assert not findings.secret_key(tmp_path, "").well
    home.write_key(tmp_path / "secret-key")
    assert findings.secret_key(tmp_path, "").well
    (tmp_path / "secret-key").chmod(0o644)
    assert "chmod 600" in findings.secret_key(tmp_path, "").do
    assert not findings.secret_key(tmp_path, "short").well
    assert findings.secret_key(tmp_path, "x" * 60).well


def test_a_clock_that_jumps_or_lies_before_the_last_record_is_noticed():
    now = datetime.now(UTC)

    def look(last, jump=0.0):
        wall = iter([now.timestamp(), now.timestamp() + 1 + jump, now.timestamp()])
        even = iter([0.0, 1.0])
        return findings.clock(last, wall=lambda: next(wall), steady=lambda: next(even), pause=lambda _s: None)

    assert look(None).well
    assert look(now - timedelta(days=1)).well
    assert "jumped" in look(None, jump=3).sentence
    assert "last record" in look(now + timedelta(days=1)).sentence


def test_jobs_that_stopped_are_a_warning(tmp_path):
    now = datetime.now(UTC)
    assert not findings.alive(tmp_path, now).grave
    (tmp_path / "jobs.alive").write_text((now - timedelta(hours=1)).isoformat())
    assert "have not run since" in findings.alive(tmp_path, now).sentence
    (tmp_path / "jobs.alive").write_text(now.isoformat())
    assert findings.alive(tmp_path, now).well


@pytest.mark.django_db
def test_the_doctor_answers_by_exit_code_and_for_programs(tmp_path, monkeypatch):
    monkeypatch.setattr(home, "start", lambda _home: None)
    folder = tmp_path / "data"
    home.prepare(folder)
    monkeypatch.delenv("TAKEHOLD_SECRET_KEY", raising=False)
    well = CliRunner().invoke(doctor, ["--home", str(folder), "--json"])
    found = {each["check"]: each for each in json.loads(well.output)}
    assert {
        "folder",
        "secret key",
        "disk",
        "database",
        "tables",
        "administrators",
        "clock",
        "evidence files",
        "merging",
        "jobs",
        "backup",
        "mail",
    } == set(found)
    assert well.exit_code == int(any(e["grave"] and not e["well"] for e in found.values()))
    folder.chmod(0o755)
    wrong = CliRunner().invoke(doctor, ["--home", str(folder)])
    assert wrong.exit_code == 1
    assert "chmod 700" in wrong.output
    missing = CliRunner().invoke(doctor, ["--home", str(tmp_path / "none")])
    assert missing.exit_code == 1
    assert "takehold serve" in missing.output


@pytest.mark.django_db
def test_a_test_mail_is_sent_when_asked_for(mailoutbox):
    assert mail("me@example.org").well
    assert mailoutbox[0].to == ["me@example.org"]


def test_import_needs_a_site(tmp_path):
    file = tmp_path / "a.csv"
    file.write_text("a\n")
    answer = CliRunner().invoke(import_file, [str(file), "--change", "x", "--home", str(tmp_path / "none")])
    assert answer.exit_code == 2
    assert "takehold serve" in answer.output
    for command in (jobs, verify_audit):
        answer = CliRunner().invoke(command, ["--home", str(tmp_path / "none")])
        assert (answer.exit_code, "takehold serve" in answer.output) == (2, True)


@pytest.mark.django_db
def test_the_record_of_who_did_what_is_verified_and_its_end_written_down(tmp_path, monkeypatch):
    monkeypatch.setattr(home, "start", lambda _home: None)
    home.write_key(tmp_path / "secret-key")
    for n in range(3):
        audit.record(actor="person:1", action="edited", subject=f"team:{n}", now=datetime.now(UTC))

    def verify(*words):
        answer = CliRunner().invoke(verify_audit, ["--home", str(tmp_path), *words])
        return answer.exit_code, answer.output

    code, said = verify()
    assert (code, "3 lines" in said) == (0, True)
    written = said.split()[-1]
    assert verify("--head", written)[0] == 0
    assert verify("--head", "3:abc")[0] == 2
    Line.objects.filter(sequence=2).update(actor="person:2")
    code, said = verify("--head", written)
    assert (code, "line 2 was changed" in said) == (1, True)


def test_an_empty_folder_takes_a_demo(tmp_path, monkeypatch):
    for name in ("TAKEHOLD_DEMO", "TAKEHOLD_URL", "TAKEHOLD_FOLDERS"):
        monkeypatch.setenv(name, "1")
    for step in ("ready", "build"):
        monkeypatch.setattr(import_module("takehold.cli.site.demo"), step, lambda *given: None)
    answer = CliRunner().invoke(demo, ["--home", str(tmp_path), "--only-build"])
    assert (answer.exit_code, (tmp_path / "this-is-a-demo").read_text()) == (0, "built\n")


def test_a_folder_that_is_no_demo_is_never_thrown_away(tmp_path):
    (tmp_path / "precious").write_text("x")
    for arguments in (["--fresh"], []):
        answer = CliRunner().invoke(demo, ["--home", str(tmp_path), *arguments])
        assert answer.exit_code == 2
    assert (tmp_path / "precious").exists()
    (tmp_path / "this-is-a-demo").write_text("built")
    throw_away(tmp_path)
    assert not tmp_path.exists()
