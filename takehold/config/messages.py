"""Every sentence of pages, files and terminal into the catalogues: ``make messages``.

One catalogue for all of it, the half without Django included; the texts of the library of ready behaviours, which are
shown through gettext and stand in TOML files where no extractor looks, as do those of the playbook and of the guides; and the help of the commands.
"""

from __future__ import annotations

import ast
import os
import shutil
import sys
import tempfile
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from django.core.management.commands import makemessages

from takehold.bridge.queries import guides, playbook
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
    "Problem", "BrokenCatalogue", "NotNewer", "NotInLibrary", "NoSuchColumn", "UnknownEngine", "tell", "Finding:1",
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
            pot = str(Path(folder) / "django.pot")
            makemessages.write_pot_file(pot, library_messages())
            makemessages.write_pot_file(pot, _catalogue("takehold/bridge/playbook", playbook.texts()))
            makemessages.write_pot_file(pot, _catalogue("takehold/bridge/playbook", guides.texts()))
            makemessages.write_pot_file(pot, _catalogue("takehold/cli", command_texts()))


def library_texts() -> tuple[str, ...]:
    """The texts of the library that a reader sees."""
    return tuple(dict.fromkeys(getattr(entry, part) for entry in library.entries() for part in LIBRARY))


def library_messages() -> str:
    """The library's texts in the form of a catalogue."""
    return _catalogue("takehold/evidence/library.py", library_texts())


def _catalogue(where: str, texts: Iterable[str]) -> str:
    return "\n" + "\n".join(f'#: {where}\nmsgid "{_quoted(text)}"\nmsgstr ""\n' for text in texts)


def command_texts() -> tuple[str, ...]:
    """The help of the commands: their docstrings, and what their options say of themselves."""
    found: list[str] = []
    for path in sorted((PACKAGE / "cli").rglob("*.py")):
        if "tests" not in path.parts:
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                found += _help(node)
    return tuple(dict.fromkeys(found))


def _help(node: ast.AST) -> list[str]:
    if isinstance(node, ast.FunctionDef):
        called = [each.func for each in node.decorator_list if isinstance(each, ast.Call)]
        commands = [
            each for each in called if isinstance(each, ast.Attribute) and each.attr in ("command", "group")
        ]
        text = ast.get_docstring(node)
        return [text] if commands and text else []
    if isinstance(node, ast.Call):
        said = [each.value for each in node.keywords if each.arg == "help"]
        return [each.value for each in said if isinstance(each, ast.Constant) and isinstance(each.value, str)]
    return []


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
