"""Every sentence of pages, files and terminal into the catalogues: ``make messages``.

One catalogue for all of it, the half without Django included, and the texts of the library of ready behaviours, which
are shown through gettext and stand in TOML files where no extractor looks.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from django.core.management.commands import makemessages

from takehold.evidence import library

LANGUAGES = ("de",)
"""Languages besides English, which stands in the sources."""
PACKAGE = Path(__file__).resolve().parent.parent
OTHER_KEYWORDS = (
    "lazy", "translate.gettext", "translate.ngettext:1,2", "Sentence", "Refused", "Broken", "NotJson", "rejection",
)  # fmt: skip
LIBRARY = ("name", "question", "caution")


class Command(makemessages.Command):
    """Django's extraction, with our own names of gettext and the library."""

    xgettext_options = [
        *makemessages.Command.xgettext_options,
        *(f"--keyword={name}" for name in OTHER_KEYWORDS),
    ]

    def process_files(self, file_list: list[Any]) -> None:
        """What stands in the files, and what stands in the library."""
        super().process_files(file_list)
        for folder in self.locale_paths:
            makemessages.write_pot_file(str(Path(folder) / "django.pot"), library_messages())


def library_texts() -> tuple[str, ...]:
    """The texts of the library that a reader sees."""
    return tuple(dict.fromkeys(getattr(entry, part) for entry in library.entries() for part in LIBRARY))


def library_messages() -> str:
    """The library's texts in the form of a catalogue."""
    return "\n" + "\n".join(
        f'#: takehold/evidence/library.py\nmsgid "{_quoted(text)}"\nmsgstr ""\n' for text in library_texts()
    )


def _quoted(text: str) -> str:
    return text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")


def main(languages: Iterable[str] = LANGUAGES) -> None:
    """Bring the catalogues up to date; what is new stands there without a translation."""
    wanted = [part for language in languages for part in ("--locale", language)]
    options = ["--no-wrap", "--add-location", "file", "--no-obsolete", "--ignore", "tests"]
    Command().run_from_argv([sys.argv[0], "makemessages", *wanted, *options])


if __name__ == "__main__":
    import os

    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "takehold.config.settings")
    django.setup()
    os.chdir(PACKAGE)
    main()
