"""The language of the terminal."""

from __future__ import annotations

import gettext
from pathlib import Path

LOCALE = Path(__file__).parents[2] / "locale"


def translations() -> gettext.NullTranslations:
    """Translations for the language that the environment asks for; English where there are none."""
    return gettext.translation("django", localedir=LOCALE, fallback=True)
