"""The services that are known: the catalogue that was brought last, where it is newer than the one that ships."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Final

from django.conf import settings

from takehold.evidence.usage.catalogue import BrokenCatalogue, Catalogue, Entry, parse, plain, shipped
from takehold.shadow_it.facts.finds import ServiceFact

FILE: Final = "services.json"


def place() -> Path:
    """Where a catalogue that was brought lies."""
    return Path(settings.HOME) / FILE


def current() -> Catalogue:
    """The newer of the catalogue that ships and the one that was brought."""
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


def by_name(text: str) -> ServiceFact | None:
    """The service that is called so, whatever case and signs."""
    key = current().by_words().get(plain(text))
    return None if key is None else service(key)
