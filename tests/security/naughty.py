"""Strings that break programs, from the Big List of Naughty Strings and a list of script payloads; and how to see harm.

Harm is seen by structure: with naughty text a page must hold the very elements and attributes that it holds with plain
text of the same kind, one after the other. What a browser would run cannot hide from that.
"""

from __future__ import annotations

import csv
import io
import json
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from takehold.ui.cells import ACTIVE
from tests.journeys.browsing import Element, Page

ADDRESSES = frozenset(
    {"href", "src", "action", "formaction", "data", "poster", "xlink:href", "hx-get", "hx-post", "srcdoc"}
)
PLAIN = "plain"


def listed(bad_files: Path, *, payloads: int) -> tuple[str, ...]:
    """Every naughty string, and of the script payloads every so-manieth, all of them where 1 is said."""
    strings = json.loads((bad_files / "blns" / "blns.json").read_text())
    scripts = (bad_files / "xss-payloads" / "Intruder" / "xss-payload-list.txt").read_text("utf-8", "replace")
    formulas = (bad_files / "csv-injection" / "Intruder" / "csv-payload.txt").read_text("utf-8", "replace")
    found = [*strings, *formulas.splitlines(), *scripts.split("\n")[::payloads]]
    return tuple(dict.fromkeys(each for each in found if each.strip()))


def packs(strings: Iterable[str], longest: int) -> list[str]:
    """As few texts of at most that length as hold all strings that are not longer, each whole."""
    found: list[str] = []
    for each in strings:
        if len(each.strip()) <= longest:
            joined = f"{found[-1]} {each}".strip() if found else each.strip()
            if found and len(joined) <= longest:
                found[-1] = joined
            else:
                found.append(each.strip())
    return found


def shape(page: Page) -> list[tuple[str, tuple[str, ...]]]:
    """Every element of the page with the names of its attributes, one after the other; drawings only by kind.

    ``value`` is left out: an empty field has none.
    """
    return list(_shape(page.root))


def _shape(part: Element) -> Iterator[tuple[str, tuple[str, ...]]]:
    for each in part.inside:
        if isinstance(each, Element):
            yield each.tag, tuple(sorted(set(each.attrs) - {"value"}))
            if each.tag != "svg":
                yield from _shape(each)


def harm(page: Page) -> list[str]:
    """What a browser would run: inline scripts, handlers, addresses that are programs, styles. None is ever right."""
    found = []
    for each in page.root.every():
        if each.tag == "script" and (not each["src"] or each["src"].startswith(("http", "//", "data"))):
            found.append(f"script {each['src'] or each.inside}")
        if (
            each.tag in ("style", "iframe", "object", "embed", "base", "applet", "link")
            and "href" not in each.attrs
        ):
            found.append(each.tag)
        for name, value in each.attrs.items():
            address = "".join(value.split()).casefold()
            if name.startswith("on") or (
                name in ADDRESSES and address.startswith(("javascript:", "vbscript:", "data:"))
            ):
                found.append(f"{each.tag} {name}={value}")
    return found


def same_shape(naughty: Page, plain: Page) -> None:
    """Fails where the page with naughty text is not built as the page with plain text is."""
    assert harm(naughty) == []
    one, other = shape(naughty), shape(plain)
    if one != other:
        more, less = Counter(one) - Counter(other), Counter(other) - Counter(one)
        raise AssertionError(f"{naughty.address}: not built as with plain text: more {more}, less {less}")


def typed(page: Page, name: str) -> str:
    """What stands in a field of this name."""
    for each in page.root.every("input", "textarea"):
        if each["name"] == name:
            return each["value"] if each.tag == "input" else "".join(map(str, each.inside)).removeprefix("\n")
    raise AssertionError(f"{page.address} has no field {name}")


def lines_of(raw: bytes) -> list[dict[str, str]]:
    """The lines of a CSV file, none of whose cells a spreadsheet takes for a formula."""
    text = raw.decode()
    found = list(csv.DictReader(io.StringIO(text, newline="")))
    for row in csv.reader(io.StringIO(text, newline="")):
        active = [
            cell for cell in row if cell.lstrip().startswith(ACTIVE) or cell.startswith(("\t", "\r", "\n"))
        ]
        assert active == [], "a spreadsheet would run this"
    return found


def kept(text: str) -> str:
    """A text as people compare it: without blanks around it, which no form keeps."""
    return text.strip()


def spoken(text: Any) -> str:
    """A text as it is read on a page: blanks of every kind are one blank."""
    return " ".join(str(text).replace("\u00a0", " ").split())


def printable(text: str) -> bool:
    """Whether a text has anything in it that is seen."""
    return any(unicodedata.category(letter)[0] not in "CZ" for letter in text)
