"""The services that are known: the catalogue that was brought last, where it is newer than the one that ships, and those
that the organisation named itself."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import Final

from django.conf import settings

from takehold.evidence.usage.catalogue import (
    BrokenCatalogue,
    Catalogue,
    Entry,
    match,
    own,
    parse,
    plain,
    shipped,
    with_own,
)
from takehold.shadow_it.facts.finds import ServiceFact

FILE: Final = "services.json"
OWN_FILE: Final = "own-services.json"
NONE: Final[Mapping[str, Entry]] = MappingProxyType({})


def place() -> Path:
    """Where a catalogue that was brought lies."""
    return Path(settings.HOME) / FILE


def own_place() -> Path:
    """Where what the organisation named lies."""
    return Path(settings.HOME) / OWN_FILE


def current() -> Catalogue:
    """The newer of the catalogue that ships and the one that was brought, with what the organisation named."""
    return with_own(_newest(), own_entries())


def own_entries() -> Mapping[str, Entry]:
    """What the organisation named, by key. A file that was damaged is left aside."""
    try:
        status = own_place().stat()
    except OSError:
        return NONE
    return _own(str(own_place()), status.st_mtime_ns, status.st_size)


def unknown(host: str) -> bool:
    """Whether no catalogue knows this name on the network."""
    return match(host, current().marked()) is None


def _newest() -> Catalogue:
    try:
        status = place().stat()
    except OSError:
        return shipped()
    brought = _brought(str(place()), status.st_mtime_ns, status.st_size)
    return brought if brought is not None and brought.order > shipped().order else shipped()


@lru_cache(maxsize=2)
def _brought(path: str, _changed: int, _size: int) -> Catalogue | None:
    try:
        return parse(Path(path).read_text(encoding="utf-8"))
    except (OSError, ValueError, BrokenCatalogue):
        return None


@lru_cache(maxsize=2)
def _own(path: str, _changed: int, _size: int) -> Mapping[str, Entry]:
    try:
        return own(Path(path).read_text(encoding="utf-8"))
    except (OSError, ValueError, BrokenCatalogue):
        return NONE


def fact(entry: Entry) -> ServiceFact:
    """As other rooms read it."""
    return ServiceFact(entry.key, entry.name, entry.category, entry.kind, entry.domains)


def service(key: str) -> ServiceFact | None:
    """The service with this key."""
    entry = current().services.get(key)
    return None if entry is None else fact(entry)


def services() -> tuple[ServiceFact, ...]:
    """All, by name."""
    return tuple(
        fact(each) for each in sorted(current().services.values(), key=lambda each: each.name.casefold())
    )


def own_services() -> tuple[ServiceFact, ...]:
    """Those that the organisation named itself, by name."""
    return tuple(fact(each) for each in sorted(own_entries().values(), key=lambda each: each.name.casefold()))


def by_name(text: str) -> ServiceFact | None:
    """The service that is called so, whatever case and signs."""
    key = current().by_words().get(plain(text))
    return None if key is None else service(key)
