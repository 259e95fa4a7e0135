"""The language of the terminal."""

from __future__ import annotations

import gettext
import inspect
import os
from itertools import takewhile
from pathlib import Path
from typing import TYPE_CHECKING

from takehold.evidence.sentences import Sentence, gettext_noop, told

if TYPE_CHECKING:
    import click

LOCALE = Path(__file__).parents[2] / "locale"
VARIABLES = ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG")
"""Where the language is asked for, the first that is set winning; languages after English are never reached."""
OF_CLICK = (
    gettext_noop("Usage:"), gettext_noop("Options"), gettext_noop("Commands"), gettext_noop("[OPTIONS]"),
    gettext_noop("Show this message and exit."), gettext_noop("Show the version and exit."),
    gettext_noop("Error: {message}"), gettext_noop("Missing argument"), gettext_noop("Missing option"),
    gettext_noop("Try '{command} {option}' for help."), gettext_noop("No such command {name!r}."),
    gettext_noop("No such option: {name}"), gettext_noop("default: {default}"), gettext_noop("required"),
    gettext_noop("Invalid value for {param_hint}: {message}"), gettext_noop("Invalid value: {message}"),
    gettext_noop("{name} {filename!r} does not exist."), gettext_noop("{name} {filename!r} is a directory."),
    gettext_noop("file"), gettext_noop("path"),
)  # fmt: skip
"""What the library of commands says by itself, through the standard ``gettext``."""


def translations() -> gettext.NullTranslations:
    """Translations for the language that the environment asks for; English where there are none."""
    asked = next(filter(None, (os.environ.get(name, "") for name in VARIABLES)), "")
    wanted = list(takewhile(lambda name: not name.startswith(("en", "C")), filter(None, asked.split(":"))))
    return gettext.translation("django", localedir=LOCALE, languages=wanted, fallback=True)


def tell(sentence: str, /, **values: object) -> str:
    """A sentence in the language of the terminal, its values filled in."""
    return told(sentence if isinstance(sentence, Sentence) else Sentence(sentence, **values), translations())


def tell_error(error: Exception) -> str:
    """An error in the language of the terminal, as far as it can be told in another one."""
    return told(getattr(error, "sentence", str(error)), translations())


def speak(command: click.Command) -> click.Command:
    """The command with its help in the language of the terminal."""
    words = translations()
    if command.help:
        command.help = words.gettext(inspect.cleandoc(command.help))
    for parameter in command.params:
        text = getattr(parameter, "help", None)
        if text:
            parameter.help = words.gettext(text)
    return command


def speak_of_click() -> None:
    """Have the library of commands look its own words up in our catalogue."""
    gettext.bindtextdomain("django", LOCALE)
    gettext.textdomain("django")
