"""Files in the letters that spreadsheets write."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from takehold.people import forms


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
