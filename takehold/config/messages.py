"""Every sentence of pages, files and terminal into the catalogues: ``make messages``.

One catalogue for all of it, the half without Django included, and the texts of the library of ready behaviours, which
are shown through gettext and stand in TOML files where no extractor looks.
"""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from django.core.management.commands import makemessages

from takehold.evidence import library

LANGUAGES = ("de",)
"""Languages besides English, which stands in the sources."""
RESPONDENTS = ("fr", "es", "ar")
"""Languages in which people are asked as well: their catalogues hold what respondents read, and nothing else."""
RESPONDENTS_READ = (
    "gather/templates/gather/respond/*.html", "gather/templates/gather/mail/*", "gather/forms/respond.py",
    "gather/views/respond.py", "gather/queries/promises.py", "gather/operations/inviting.py",
)  # fmt: skip
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

    with_library = True

    def process_files(self, file_list: list[Any]) -> None:
        """What stands in the files, and what stands in the library."""
        super().process_files(file_list)
        if not self.with_library:
            return
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


def main(languages: Iterable[str] = LANGUAGES, *, library: bool = True) -> None:
    """Bring the catalogues up to date from the current folder; what is new stands there without a translation."""
    wanted = [part for language in languages for part in ("--locale", language)]
    options = [
        "--no-wrap", "--add-location", "file", "--no-obsolete", "--ignore", "tests", "--extension", "html,txt,py",
    ]  # fmt: skip
    command = Command()
    command.with_library = library
    command.run_from_argv([sys.argv[0], "makemessages", *wanted, *options])


def respondents() -> None:
    """The same for the languages of respondents, from what respondents read alone."""
    with tempfile.TemporaryDirectory() as folder:
        for name in respondents_read():
            copy = Path(folder) / name
            copy.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(PACKAGE / name, copy)
        os.chdir(folder)
        main(RESPONDENTS, library=False)
        os.chdir(PACKAGE)


def respondents_read() -> tuple[str, ...]:
    """The files whose sentences respondents read, from the package's folder."""
    found = [path for pattern in RESPONDENTS_READ for path in sorted(PACKAGE.glob(pattern))]
    return tuple(str(path.relative_to(PACKAGE)) for path in found)


if __name__ == "__main__":
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "takehold.config.settings")
    django.setup()
    os.chdir(PACKAGE)
    main()
    respondents()
