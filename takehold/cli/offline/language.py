"""The language of the terminal."""

from __future__ import annotations

import gettext
import os
from itertools import takewhile
from pathlib import Path

LOCALE = Path(__file__).parents[2] / "locale"
VARIABLES = ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG")
"""Where the language is asked for, the first that is set winning; languages after English are never reached."""


def translations() -> gettext.NullTranslations:
    """Translations for the language that the environment asks for; English where there are none."""
    asked = next(filter(None, (os.environ.get(name, "") for name in VARIABLES)), "")
    wanted = list(takewhile(lambda name: not name.startswith(("en", "C")), filter(None, asked.split(":"))))
    return gettext.translation("django", localedir=LOCALE, languages=wanted, fallback=True)
