"""``takehold process``: the answer first, JSON, the exit code, and misuse in a sentence."""

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner

from takehold.cli.main import cli
from takehold.evidence.tests.test_consistency import COLUMNS, RULES


@pytest.fixture
def place(tmp_path, monkeypatch):
    """Two teams of 120 cases: one always checks, the other every second time."""
    monkeypatch.chdir(tmp_path)
    lines = ["case,step,at,team"]
    for number in range(240):
        at = datetime(2026, 1, 5, tzinfo=UTC) + timedelta(hours=number)
        steps = ["open", "close"] if number % 4 == 1 else ["open", "check", "close"]
        lines += [
            f"C{number},{step},{at + timedelta(hours=place)},{'AB'[number % 2]}"
            for place, step in enumerate(steps)
        ]
    Path("log.csv").write_text("\n".join(lines) + "\n")
    closed = RULES.replace("[[behaviour.rule]]", 'closed_after = "0d"\n[[behaviour.rule]]')
    Path("mine.toml").write_text(COLUMNS + closed)
    Path("bare.toml").write_text(COLUMNS)
    return tmp_path


def run(*words):
    return CliRunner().invoke(cli, ["process", *words])


def test_the_answer_comes_first(place):
    done = run("log.csv", "--recipe", "mine.toml")
    assert done.exit_code == 0, done.output
    first = done.output.splitlines()[0]
    assert (
        first
        == "Checked before it is closed: Not the same everywhere: 2 of 2 teams differ by more than their cases explain."
    )
    for piece in (
        "50\u00a0%",
        "of 120",
        "240 cases run in 2 ways",
        "180  open > check > close",
        "of one kind",
        "fewer than 5",
    ):
        assert piece in done.output
    assert run("log.csv", "--recipe", "mine.toml", "--check").exit_code == 1


def test_the_same_as_json(place):
    (one,) = json.loads(run("log.csv", "--recipe", "mine.toml", "--json").output)
    assert (one["key"], one["variants"]["cases"], one["standard"]["too_small"]) == ("checked-first", 240, [])
    assert {team["team"]: team["violations"] for team in one["standard"]["teams"]} == {"A": 0, "B": 60}
    assert one["cautions"] == [{"code": "one_kind"}]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["log.csv", "--recipe", "bare.toml"], "behaviour.rule"),
        (["log.csv", "--recipe", "mine.toml", "--kind", "size"], "size"),
        (["log.csv", "--recipe", "log.csv"], "not TOML"),
        (["log.csv"], "--recipe"),
    ],
)
def test_misuse_is_a_sentence_and_two(place, words, said):
    done = run(*words)
    assert done.exit_code == 2, done.output
    assert said in done.output
    assert "Traceback" not in done.output


def test_where_no_case_is_over(place):
    Path("log.csv").write_text("\n".join(Path("log.csv").read_text().splitlines()[:4]) + "\n")
    Path("mine.toml").write_text(COLUMNS + RULES)
    assert "No case is over yet" in run("log.csv", "--recipe", "mine.toml").output
