from __future__ import annotations

import hashlib
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[3]
FILES = tomllib.loads((ROOT / "takehold/ui/vendor.toml").read_text())["file"]


@pytest.mark.parametrize("entry", FILES, ids=lambda entry: entry["path"])
def test_vendored_file_is_the_one_that_was_listed(entry):
    assert hashlib.sha256((ROOT / entry["path"]).read_bytes()).hexdigest() == entry["sha256"]
    assert entry["licence"]
    assert entry["version"]
    assert entry["source"].startswith("https://")


def test_nothing_vendored_is_missing_from_the_list():
    listed = {entry["path"] for entry in FILES}
    found = {
        str(path.relative_to(ROOT))
        for folder in ("takehold/ui/static", "takehold/ui/fonts", "tests/browser/vendor")
        for path in (ROOT / folder).rglob("*")
        if path.suffix in {".woff2", ".ttf"} or path.name.endswith(".min.js")
    }
    assert found == listed
