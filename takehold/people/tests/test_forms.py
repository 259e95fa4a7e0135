"""Files in the letters that spreadsheets write."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from takehold.people import forms
from takehold.people.facts import TeamFact


def bring(raw: bytes) -> forms.BringForm:
    return forms.BringForm({"what": "teams"}, {"file": SimpleUploadedFile("t.csv", raw)})


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
def test_umlauts_are_read_whatever_wrote_them(encoding: str) -> None:
    form = bring("key,name\nä,Chirurgie Süd\n".encode(encoding))
    assert form.is_valid()
    assert form.cleaned_data["file"] == "key,name\nä,Chirurgie Süd\n"


def test_what_cannot_be_read_is_refused(monkeypatch) -> None:
    assert "UTF-8" in str(bring(b"\x81\x8d\x8f").errors["file"])
    monkeypatch.setattr(forms, "MOST_BYTES", 4)
    assert "20 MB" in str(bring(b"key,name").errors["file"])


TEAMS = [
    TeamFact(1, "a", "Ward 1", None, 9),
    TeamFact(2, "b", "Ward 10", None, 9),
    TeamFact(3, "c", "Theatre", None, 9),
    TeamFact(4, "d", "Theatre", None, 9),
]


@pytest.mark.parametrize(("typed", "team"), [("ward 1", 1), (" Ward 10 ", 2), ("Theatre (d)", 4)])
def test_a_team_is_named(typed: str, team: int) -> None:
    form = forms.ReorganisedForm({"on": "2026-02-01", "kind": "new", "later": typed}, teams=TEAMS)
    assert form.is_valid(), form.errors
    assert (form.cleaned_data["later"], form.cleaned_data["earlier"]) == (team, None)


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [("Ward", "Type one of: Ward 1, Ward 10"), ("theatre", "Theatre (c)"), ("Attic", "No team")],
)
def test_a_team_that_is_not_clear_is_asked_for(typed: str, sentence: str) -> None:
    form = forms.ReorganisedForm({"on": "2026-02-01", "kind": "new", "later": typed}, teams=TEAMS)
    assert sentence in str(form.errors["later"])
