"""The terminal in the language of whoever sits at it: help, errors, what a reader refuses."""

from __future__ import annotations

from pathlib import Path

import click
import openpyxl
import pytest
from click.testing import CliRunner, Result

from takehold.cli.main import cli
from takehold.cli.offline.language import speak, tell, tell_error
from takehold.evidence.limits import Refused
from takehold.evidence.sentences import Sentence


@pytest.fixture
def german(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("LANGUAGE", "de")


def run(*words: str) -> Result:
    return CliRunner().invoke(cli, words)


@pytest.mark.usefixtures("german")
def test_help_is_in_the_readers_language() -> None:
    assert "Wohin die Zuordnung geschrieben wird" in run("inspect", "--help").output
    assert "Nennt die fertigen Verhaltensweisen" in run("behaviours", "--help").output
    assert "Startet die Anwendung" in run("serve", "--help").output


@pytest.mark.usefixtures("german")
def test_what_a_reader_refuses_is_told_in_it() -> None:
    Path("a.csv").write_bytes(b"%PDF-1.4")
    done = run("inspect", "a.csv")
    assert done.exit_code == 2
    assert "Das ist ein PDF-Dokument und wird nicht gelesen." in done.output


@pytest.mark.usefixtures("german")
def test_what_is_asked_and_minded_is_told_in_it() -> None:
    lines = [f"A{i},New,0{i % 8 + 1}/04/2016 10:00" for i in range(9)]
    Path("a.csv").write_text("\n".join(["case,state,opened", *lines]), encoding="utf-8")
    done = run("inspect", "a.csv")
    assert "Zu beantworten: Ist „01/04/2016 10:00“ in der Spalte „opened“ der 1. April 2016" in done.output
    assert "Keine Spalte sieht nach einem Team aus." in done.output


def test_the_nearest_word_is_offered(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("a.csv").write_text("number,state,opened_at\nA,New,2026-01-05\nB,New,2026-01-06\n")
    assert 'There is no command verdct. Did you mean "verdict"?' in run("verdct").output
    unknown = run("verdict", "a.csv", "--behaviour", "confirm-priorty")
    assert 'no behaviour "confirm-priorty". Did you mean "confirm-priority"?' in unknown.output
    Path("m.toml").write_text(
        '[source]\nformat = "csv"\nshape = "cases"\n[columns]\ncase = "numbr"\nat = "opened_at"\n'
        '[[behaviour]]\nkey = "k"\nname = "K"\nnew_way = { state = "New" }\n'
    )
    missing = run("verdict", "a.csv", "--recipe", "m.toml")
    assert 'no column “numbr”. Did you mean "number"?' in missing.output


def test_a_sheet_of_a_workbook_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    book = openpyxl.Workbook()
    for name in ("May", "June"):
        sheet = book.create_sheet(name)
        for row in (["number", "opened_at", name.lower()], ["A", "2026-01-05", 1], ["B", "2026-01-06", 2]):
            sheet.append(row)
    book.save("a.xlsx")
    first = run("inspect", "a.xlsx")
    assert "Sheets with their records: May (2), June (2). Choose one with --sheet." in first.output
    assert 'sheet = "May"' in Path("recipe.toml").read_text()
    assert "june" in run("inspect", "a.xlsx", "--sheet", "June").output
    assert 'sheet = "June"' in Path("a.xlsx.recipe.toml").read_text()
    none = run("inspect", "a.xlsx", "--sheet", "July")
    assert (none.exit_code, "no sheet “July”" in none.output) == (2, True)


def test_errors_and_sentences_are_told_whatever_they_are(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LANGUAGE", "de")
    assert tell_error(Refused("The file is empty.")) == "Die Datei ist leer."
    assert tell_error(ValueError("plain")) == "plain"
    assert tell(Sentence("The file is empty.")) == "Die Datei ist leer."
    assert tell("a.csv") == "a.csv"
    bare = speak(click.Command("bare", help=None, params=[click.Argument(["file"])]))
    assert bare.help is None
