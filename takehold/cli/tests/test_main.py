"""The offline command line: a file in, a verdict out, errors in a sentence, and no Django on the way."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from takehold.cli.main import OFFLINE, cli

RECIPE = """
[source]
format = "csv"
shape = "cases"
[columns]
case = "number"
at = "opened"
team = "group"
[[behaviour]]
key = "log-first"
name = "Log the change first"
new_way = { logged = "yes" }
old_way = { logged = "no" }
target = 0.8
"""


@pytest.fixture
def place(tmp_path, monkeypatch):
    """A folder with half a year of tickets of two teams, and a mapping."""
    monkeypatch.chdir(tmp_path)
    lines = ["number,opened,group,logged,reassignment_count"]
    for n in range(26 * 7 * 4):
        day = f"2026-{1 + n // 120:02}-{1 + n // 5 % 24:02}"
        lines.append(
            f"T{n},{day} 09:00,{'Ward 7' if n % 2 else 'Ward 9'},{'no' if n % 12 == 0 else 'yes'},{n % 3}"
        )
    lines.append("T9999,not a day,Ward 7,yes,0")
    Path("tickets.csv").write_text("\n".join(lines) + "\n")
    Path("heading.csv").write_text(lines[0] + "\n")
    Path("mine.toml").write_text(RECIPE)
    Path("other.csv").write_text("colour,opened\nred,2026-01-05\n")
    return tmp_path


def run(*words):
    return CliRunner().invoke(cli, [str(word) for word in words])


def test_a_verdict_in_words(place):
    done = run("verdict", "tickets.csv", "--recipe", "mine.toml")
    assert done.exit_code == 0, done.output
    assert done.output.startswith("Log the change first: ")
    for piece in ("Ward 7", "of 2 teams", "728 rows read, 1 not read", "line 730:", "fewer than 5"):
        assert piece in done.output
    assert "\x1b" not in done.output


def test_the_same_as_json_html_and_evidence(place):
    done = run(
        "verdict",
        "tickets.csv",
        "--recipe",
        "mine.toml",
        "--json",
        "--html",
        "r.html",
        "--evidence",
        "e.parquet",
    )
    values = json.loads(done.output)
    assert values["schema"] == "takehold.verdict/1"
    assert values["behaviours"][0]["total"]["opportunities"] == 728
    page = Path("r.html").read_text()
    assert page.startswith("<!doctype html>")
    assert 'class="wide"><svg' in page
    import pyarrow.parquet as pq

    assert sum(pq.read_table("e.parquet")["chances"].to_pylist()) == 728


def test_a_ready_behaviour_needs_no_mapping(place):
    done = run("verdict", "tickets.csv", "--behaviour", "one-reassignment", "--as-of", "2026-06-30", "--json")
    assert done.exit_code == 0, done.output
    (behaviour,) = json.loads(done.output)["behaviours"]
    assert behaviour["key"] == "one-reassignment"
    assert "library_target" in [c["code"] for c in behaviour["cautions"]]
    other = run("verdict", "tickets.csv", "--behaviour", "one-reassignment", "--target", "0.5", "--json")
    (behaviour,) = json.loads(other.output)["behaviours"]
    assert behaviour["target"] == 0.5
    assert "library_target" not in [c["code"] for c in behaviour["cautions"]]


def test_what_the_file_cannot_tell_is_asked_and_answered_in_a_mapping(place):
    days = [f"{1 + n % 12:02}/{1 + n // 30:02}/2026" for n in range(360)]
    rows = [f"T{n},{day},Ward {n % 2},{n % 3}" for n, day in enumerate(days)]
    Path("doubtful.csv").write_text("\n".join(["number,opened,group,reassignment_count", *rows]) + "\n")
    asked = run("verdict", "doubtful.csv", "--behaviour", "one-reassignment")
    assert asked.exit_code == 2
    assert "--recipe recipe.toml" in asked.output
    Path("answered.toml").write_text(
        RECIPE[: RECIPE.index("[[")].replace('"cases"', '"cases"\ntimestamps = "%d/%m/%Y"')
    )
    done = run("verdict", "doubtful.csv", "--recipe", "answered.toml", "--behaviour", "one-reassignment")
    assert done.exit_code == 0, done.output
    assert "0 not read" in done.output


def test_check_says_no_with_one(place):
    assert run("verdict", "tickets.csv", "--recipe", "mine.toml", "--target", "1", "--check").exit_code == 1
    assert run("verdict", "tickets.csv", "--recipe", "mine.toml", "--target", "0.5", "--check").exit_code == 0


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["verdict", "tickets.csv"], "--recipe RECIPE, or --behaviour KEY"),
        (["verdict", "nowhere.csv", "--recipe", "mine.toml"], "does not exist"),
        (["verdict", "tickets.csv", "--behaviour", "nothing"], 'no behaviour "nothing"'),
        (["verdict", "tickets.csv", "--behaviour", "epic-linked"], "lacks a column such as"),
        (["verdict", "heading.csv", "--behaviour", "epic-linked"], "not one record below it"),
        (["verdict", "tickets.csv", "--recipe", "tickets.csv"], "not TOML"),
        (["verdict", "tickets.csv", "--recipe", "mine.toml", "--engine", "sqlite"], "Allowed: duckdb"),
        (["verdict", "tickets.csv", "--recipe", "mine.toml", "--target", "90"], "Write 0.9 for 90 %"),
        (["verdict", "tickets.csv", "--recipe", "mine.toml", "--html", "no/where.html"], "cannot be written"),
        (["verdict", "mine.toml", "--recipe", "mine.toml"], "number"),
        (
            ["verdict", "tickets.csv", "--recipe", "mine.toml", "--as-of", "2020-01-01"],
            "The data begin on 1 January 2026: as of 1 January 2020 there is nothing to judge",
        ),
        (
            ["verdict", "tickets.csv", "other.csv", "--recipe", "mine.toml"],
            "other.csv: The file has no column “number”",
        ),
        (["simulate"], "--out"),
        (["nonsense"], "No such command"),
    ],
)
def test_misuse_is_a_sentence_and_two(place, words, said):
    done = run(*words)
    assert done.exit_code == 2, done.output
    assert said in done.output
    assert "Traceback" not in done.output


def test_a_wrong_mapping_names_its_line(place):
    Path("mine.toml").write_text(RECIPE.replace("target = 0.8", "targt = 0.8"))
    done = run("verdict", "tickets.csv", "--recipe", "mine.toml")
    assert done.exit_code == 2
    assert 'Line 14: "targt" is not known' in done.output


def test_inspect_tells_and_proposes_and_never_overwrites(place):
    first = run("inspect", "tickets.csv")
    assert first.exit_code == 0, first.output
    for piece in ("729 records", "logged", "yes/no", "--behaviour one-reassignment", "recipe.toml"):
        assert piece in first.output
    assert 'case = "number"' in Path("recipe.toml").read_text()
    assert run("inspect", "tickets.csv").exit_code == 0
    Path("recipe.toml").write_text("mine")
    again = run("inspect", "tickets.csv")
    assert again.exit_code == 0, again.output
    assert "recipe.toml is there already and was left as it is." in again.output
    assert "The proposed column mapping is in tickets.csv.recipe.toml." in again.output
    assert Path("recipe.toml").read_text() == "mine"
    assert 'case = "number"' in Path("tickets.csv.recipe.toml").read_text()
    Path("tickets.csv.recipe.toml").write_text("mine too")
    third = run("inspect", "tickets.csv")
    assert (third.exit_code, Path("tickets.csv.recipe.toml").read_text()) == (0, "mine too")
    assert "name another file with --out" in third.output
    assert run("inspect", "tickets.csv", "--out", "recipe.toml").exit_code == 2
    values = json.loads(run("inspect", "tickets.csv", "--json").output)
    assert values["records"] == 729
    assert "one-reassignment" in values["behaviours"]


def test_prose_is_asked_about_and_no_mapping_is_written(place):
    Path("letter.csv").write_text("Dear all\nplease confirm the priority\nof each ticket\n")
    done = run("inspect", "letter.csv")
    assert done.exit_code == 0
    assert done.output.startswith("letter.csv: 2 records, 1 column (")
    assert "Is this a list at all?" in done.output
    assert "Which column" not in done.output
    assert not Path("recipe.toml").exists()


def test_behaviours_with_and_without_a_file(place):
    assert "knowledge-linked" in run("behaviours").output
    fits = run("behaviours", "tickets.csv")
    assert fits.exit_code == 0
    assert "one-reassignment  An incident" in fits.output
    assert "epic-linked: a column such as" in fits.output
    listed = json.loads(run("behaviours", "tickets.csv", "--json").output)
    assert {one["key"] for one in listed if one["fits"]} == {"one-reassignment"}
    Path("other.csv").write_text("a,b\n1,2\n")
    assert run("behaviours", "other.csv").exit_code == 1


def test_help_names_every_offline_command():
    done = run("--help")
    assert done.exit_code == 0
    for name in OFFLINE:
        assert name in done.output
        assert run(name, "--help").exit_code == 0


def test_the_offline_half_never_loads_django():
    code = (
        "import sys, importlib; from takehold.cli.main import cli, OFFLINE; "
        "[importlib.import_module(m) for m in OFFLINE.values()]; "
        "import takehold.evidence.reckoning, takehold.evidence.report, takehold.evidence.verdict_json; "
        "import takehold.evidence.library, takehold.evidence.inspection, takehold.cli.offline.drawing; "
        "sys.exit('django' in sys.modules)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, timeout=60, check=False
    )
    assert done.returncode == 0, done.stderr


def test_help_does_not_load_the_engine():
    code = "import sys; from takehold.cli.main import cli; sys.exit('duckdb' in sys.modules or 'numpy' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], timeout=60, check=False).returncode == 0
