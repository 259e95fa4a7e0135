"""The German catalogue is whole: nothing missing, nothing doubtful, every placeholder kept, and compiled as it stands."""

from __future__ import annotations

import ast
import re
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass, field
from gettext import GNUTranslations
from pathlib import Path

import pytest

from takehold.bridge.queries import guides, playbook
from takehold.config.messages import LANGUAGES, OTHER_KEYWORDS, PACKAGE, command_texts, library_texts

HINT = "run `make messages`, translate what is empty in takehold/locale/*/LC_MESSAGES/django.po, and run it again"
PLACE = re.compile(r"%\(\w+\)[a-z]|%[sd](?!\w)|\{\w*\}")
KEYWORDS = (
    "gettext_noop", "gettext_lazy", "ngettext_lazy:1,2", "pgettext:1c,2", "npgettext:1c,2,3", *OTHER_KEYWORDS,
)  # fmt: skip


@dataclass
class Entry:
    """One entry of a catalogue as it is written."""

    fuzzy: bool = False
    parts: dict[str, str] = field(default_factory=dict)

    @property
    def translations(self) -> list[str]:
        return [text for name, text in self.parts.items() if name.startswith("msgstr")]


def catalogue(language: str) -> Path:
    return PACKAGE / "locale" / language / "LC_MESSAGES" / "django.po"


def entries(path: Path) -> Iterator[Entry]:
    """Every entry but the head."""
    for block in path.read_text(encoding="utf-8").split("\n\n"):
        entry, name = Entry(), ""
        for line in block.splitlines():
            if line.startswith("#"):
                entry.fuzzy |= line.startswith("#,") and "fuzzy" in line
            elif found := re.match(r'(msg\w+(?:\[\d\])?) (".*")$', line):
                name = found[1]
                entry.parts[name] = ast.literal_eval(found[2])
            elif line.startswith('"'):
                entry.parts[name] += ast.literal_eval(line)
        if entry.parts.get("msgid"):
            yield entry


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_is_missing_and_nothing_is_doubtful(language: str) -> None:
    every = list(entries(catalogue(language)))
    assert len(every) > 1000
    assert [each.parts["msgid"] for each in every if each.fuzzy or not all(each.translations)] == [], HINT


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_put_into_a_sentence_is_the_same_in_both(language: str) -> None:
    for entry in entries(catalogue(language)):
        allowed = sorted(PLACE.findall(entry.parts.get("msgid_plural", entry.parts["msgid"])))
        assert sorted(PLACE.findall(entry.translations[-1])) == allowed, entry.parts["msgid"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_compiled_catalogue_says_what_the_written_one_says(language: str) -> None:
    with catalogue(language).with_suffix(".mo").open("rb") as file:
        compiled = GNUTranslations(file)._catalog  # type: ignore[attr-defined]
    written = {}
    for entry in entries(catalogue(language)):
        key = "\x04".join(filter(None, (entry.parts.get("msgctxt"), entry.parts["msgid"])))
        plural = "msgid_plural" in entry.parts
        written |= {(key, n) if plural else key: text for n, text in enumerate(entry.translations)}
    assert {key: text for key, text in compiled.items() if key} == written, HINT


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_sentence_of_the_code_and_the_library_is_in_it(language: str) -> None:
    if shutil.which("xgettext") is None:
        pytest.skip("GNU gettext is not installed")
    files = [
        str(path)
        for path in PACKAGE.rglob("*.py")
        if not {"tests", "migrations"} & set(path.relative_to(PACKAGE).parts)
    ]
    command = [
        "xgettext",
        "--language=Python",
        "--from-code=UTF-8",
        "--no-wrap",
        "--output=-",
    ]
    command += [f"--keyword={name}" for name in KEYWORDS]
    found = subprocess.run(
        [*command, *files], capture_output=True, text=True, check=True, encoding="utf-8"
    ).stdout
    code = {ast.literal_eval(text) for text in re.findall(r'^msgid (".+")$', found, re.MULTILINE)}
    known = {entry.parts["msgid"] for entry in entries(catalogue(language))}
    assert (
        sorted(
            (
                code - {""}
                | set(library_texts())
                | set(playbook.texts())
                | set(guides.texts())
                | set(command_texts())
            )
            - known
        )
        == []
    ), HINT


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_sentence_of_the_templates_is_in_it(language: str) -> None:
    known = {entry.parts["msgid"] for entry in entries(catalogue(language))}
    said = set()
    for path in PACKAGE.rglob("templates/**/*.html"):
        text = path.read_text(encoding="utf-8")
        said |= {found[1] for found in re.findall(r"""\{%-? translate (["'])(.+?)\1""", text)}
        said |= {found[1] for found in re.findall(r"""\b_\((["'])(.+?)\1\)""", text)}
    assert (
        sorted(text for text in said if text.replace("%", "%%") not in known and text not in known) == []
    ), HINT
