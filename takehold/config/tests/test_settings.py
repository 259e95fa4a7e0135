"""Where mails go, by what the environment says."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

ASKED = "from takehold.config import settings as s; print(s.EMAIL_BACKEND.split('.')[-2], getattr(s, 'EMAIL_FILE_PATH', ''))"


@pytest.mark.parametrize(
    ("demo", "mail", "expected"),
    [
        (True, "", "filebased {home}/mails"),
        (True, "smtp://localhost:25", "smtp "),
        (False, "", "console "),
    ],
)
def test_a_demo_keeps_mails_in_its_folder_and_prints_none(
    tmp_path: Path, demo: bool, mail: str, expected: str
) -> None:
    if demo:
        (tmp_path / "this-is-a-demo").write_text("built\n")
    said = {"TAKEHOLD_HOME": str(tmp_path), "TAKEHOLD_DEMO": "1", "TAKEHOLD_MAIL": mail}
    answer = subprocess.run(
        [sys.executable, "-c", ASKED], env={**os.environ, **said}, capture_output=True, text=True, check=True
    )
    assert answer.stdout.removesuffix("\n") == expected.format(home=tmp_path)
