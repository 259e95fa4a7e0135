"""The catalogue of services: a versioned file, checked as a whole before anything of it is believed."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from functools import cache
from importlib import resources
from typing import Any, Final

from takehold.evidence.limits import MIB
from takehold.evidence.sentences import Problem
from takehold.evidence.usage.kinds import CATEGORIES
from takehold.evidence.usage.names import above, normal

FORM: Final = "takehold.services/1"
OWN_FORM: Final = "takehold.own-services/1"
MOST_BYTES: Final = 16 * MIB
KEY: Final = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
VERSION: Final = re.compile(r"\d{4}\.\d{1,2}\.\d{1,3}")
LONGEST_KEY: Final = 60
_PLAIN: Final = re.compile(r"[^a-z0-9]+")


class BrokenCatalogue(Problem, ValueError):
    """A catalogue that cannot be used. ``str()`` is a sentence."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A service: its key for good, its name, what it is for, and its names on the network."""

    key: str
    name: str
    category: str
    kind: str
    domains: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Catalogue:
    """``version``: year, month and number. ``infrastructure`` and ``noise``: names that are no tool of anybody."""

    version: str
    services: Mapping[str, Entry]
    infrastructure: frozenset[str]
    noise: frozenset[str]

    @property
    def order(self) -> tuple[int, ...]:
        """For telling which of two is the newer."""
        return tuple(int(part) for part in self.version.split("."))

    def marked(self) -> dict[str, str]:
        """Each name on the network with its service's key, or "-infrastructure" or "-noise"."""
        found = {domain: entry.key for entry in self.services.values() for domain in entry.domains}
        found |= dict.fromkeys(self.noise, "-noise") | dict.fromkeys(self.infrastructure, "-infrastructure")
        return found

    def by_words(self) -> dict[str, str]:
        """Names in plain letters with the service's key: how lists of expenses and programs call services."""
        return {
            plain(entry.name): entry.key for entry in self.services.values() if len(plain(entry.name)) > 2
        }


def plain(name: str) -> str:
    """A name in small letters and digits alone."""
    return _PLAIN.sub("", name.lower())


def match(host: str, marked: Mapping[str, str]) -> str | None:
    """What a name on the network belongs to: the longest known name that it is, or lies under."""
    name = normal(host)
    return None if name is None else next((marked[each] for each in above(name) if each in marked), None)


@cache
def shipped() -> Catalogue:
    """The catalogue that comes with the product."""
    return parse((resources.files("takehold.evidence.usage") / "services.json").read_text(encoding="utf-8"))


def parse(text: str) -> Catalogue:
    """A catalogue from its file.

    Raises:
        BrokenCatalogue: the first thing that is wrong, in a sentence. Nothing of such a file is used.
    """
    if len(text) > MOST_BYTES:
        raise BrokenCatalogue(
            "The file has {size}; a catalogue has at most {size_most}.", size=len(text), size_most=MOST_BYTES
        )
    try:
        found = json.loads(text)
    except (ValueError, RecursionError):
        raise BrokenCatalogue("The file is no JSON, so it is no catalogue of services.") from None
    if not isinstance(found, dict) or found.get("form") != FORM:
        raise BrokenCatalogue("The file is no catalogue of services: its “form” is not “{form}”.", form=FORM)
    version = found.get("version")
    if not isinstance(version, str) or not VERSION.fullmatch(version):
        raise BrokenCatalogue("The catalogue's “version” must be year, month and number, such as 2026.11.1.")
    services = _services(found.get("services"))
    aside = {name: _names(found.get(name), f"“{name}”") for name in ("infrastructure", "noise")}
    _once(services.values(), aside)
    return Catalogue(version, services, frozenset(aside["infrastructure"]), frozenset(aside["noise"]))


def own(text: str) -> dict[str, Entry]:
    """What an organisation itself named, by key, from its file as ``own_file`` writes it. Raises ``BrokenCatalogue``."""
    found = json.loads(text)
    if not isinstance(found, dict) or found.get("form") != OWN_FORM:
        raise BrokenCatalogue(
            "The file is no catalogue of services: its “form” is not “{form}”.", form=OWN_FORM
        )
    return _services(found.get("services")) if found.get("services") else {}


def own_file(entries: Iterable[Entry]) -> str:
    """The file of what an organisation named."""
    rows = [asdict(each) for each in sorted(entries, key=lambda each: each.key)]
    return json.dumps({"form": OWN_FORM, "services": rows}, ensure_ascii=False, indent=1) + "\n"


def with_own(catalogue: Catalogue, named: Mapping[str, Entry]) -> Catalogue:
    """The catalogue with what the organisation named; where both know a name on the network, theirs counts."""
    return replace(catalogue, services={**catalogue.services, **named}) if named else catalogue


def _services(rows: Any) -> dict[str, Entry]:
    if not isinstance(rows, list) or not rows:
        raise BrokenCatalogue("The catalogue has no “services”.")
    found: dict[str, Entry] = {}
    names: dict[str, str] = {}
    for row in rows:
        entry = _entry(row)
        if entry.key in found:
            raise BrokenCatalogue("The key “{key}” stands in the catalogue twice.", key=entry.key)
        if entry.name.casefold() in names:
            raise BrokenCatalogue("Two services are called “{name}”.", name=entry.name)
        found[entry.key] = entry
        names[entry.name.casefold()] = entry.key
    return found


def _entry(row: Any) -> Entry:
    fields = ("key", "name", "category", "kind")
    if not isinstance(row, dict) or not all(isinstance(row.get(each), str) for each in fields):
        raise BrokenCatalogue(
            "A service needs key, name, category and kind; this has not: {row}", row=str(row)[:120]
        )
    key, name, category, kind = (row[each] for each in fields)
    if not KEY.fullmatch(key) or len(key) > LONGEST_KEY:
        raise BrokenCatalogue(
            "“{key}” is no key: small letters, digits and hyphens, at most 60.", key=key[:80]
        )
    if not name.strip() or len(name) > 80 or name != name.strip():
        raise BrokenCatalogue("The service “{key}” needs a name of at most 80 letters.", key=key)
    if category not in CATEGORIES or kind not in CATEGORIES[category].kinds:
        raise BrokenCatalogue(
            "The service “{key}” is of “{category}”, “{kind}”, which this version of Takehold does not know. Update it first.",
            key=key, category=category[:60], kind=kind[:60],
        )  # fmt: skip
    domains = _names(row.get("domains"), f"“{key}”")
    if not domains:
        raise BrokenCatalogue("The service “{key}” has no name on the network.", key=key)
    return Entry(key, name, category, kind, domains)


def _names(rows: Any, of: str) -> tuple[str, ...]:
    if not isinstance(rows, list):
        raise BrokenCatalogue("The names on the network of {of} are no list.", of=of)
    for each in rows:
        if not isinstance(each, str) or normal(each) != each:
            # one label alone is allowed where everything below it is meant: local, arpa
            if (
                isinstance(each, str)
                and each.isascii()
                and each.isalpha()
                and each.islower()
                and of == "“infrastructure”"
            ):
                continue
            raise BrokenCatalogue(
                "“{domain}” of {of} is no name on the network.", domain=str(each)[:80], of=of
            )
    return tuple(rows)


def _once(services: Iterable[Entry], aside: Mapping[str, Sequence[str]]) -> None:
    seen: dict[str, str] = {}
    rows = [(entry.name, entry.domains) for entry in services] + [
        (name, tuple(rows)) for name, rows in aside.items()
    ]
    for name, domains in rows:
        for domain in domains:
            if domain in seen:
                raise BrokenCatalogue(
                    "“{domain}” belongs to {one} and to {other}; it can only mean one.",
                    domain=domain,
                    one=seen[domain],
                    other=name,
                )
            seen[domain] = name
