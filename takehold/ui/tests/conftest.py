"""Static files come from the rooms themselves; nothing has to be collected for a test."""

from __future__ import annotations

import pytest


@pytest.fixture(autouse=True)
def _static_files(settings, tmp_path):
    settings.STATIC_ROOT = tmp_path
