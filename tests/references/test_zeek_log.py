"""A public DNS log of 53,615 queries: the known services come out with the counts of an independent count."""

from __future__ import annotations

import gzip
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from takehold.evidence.usage.catalogue import shipped
from takehold.evidence.usage.reading import Whereabouts, tally


def asked(path: Path) -> Iterator[tuple[str, str]]:
    """Address and name of each query, by hand."""
    with gzip.open(path, "rt") as handle:
        for line in handle:
            if not line.startswith("#"):
                cells = line.rstrip("\n").split("\t")
                yield cells[2], cells[9].lower().rstrip(".")


def test_known_services_are_counted_as_by_hand(shared_data: Path) -> None:
    path = shared_data / "shadow-it" / "dns.log.gz"
    found = tally(path, shipped(), Whereabouts(ranges=[("10.47.0.0/16", "blue")]), floor=5)
    rows = list(asked(path))
    assert found.counts["lines"] == len(rows) == 53_615
    hits = Counter[str]()
    for cell in found.cells:
        hits[cell.service] += cell.hits

    def under(*domains: str, but: tuple[str, ...] = ()) -> int:
        ends = tuple(f".{each}" for each in domains)
        rest = tuple(f".{each}" for each in but)
        return sum(f".{name}".endswith(ends) and not f".{name}".endswith(rest) for _who, name in rows)

    catalogue = shipped()
    github = catalogue.services["github"].domains
    assert hits["dropbox"] == under("dropbox.com") == 146
    assert hits["github"] == under(*github) > 500
    assert hits["facebook"] == under(
        "facebook.com", "fbcdn.net", "facebook.net", but=("connect.facebook.net", "an.facebook.com")
    )
    assert hits["google-docs"] == under("docs.google.com") == 882
    inside = tuple(name for name in catalogue.marked() if name.endswith(".google.com"))
    assert hits["google"] == under("google.com", "google.de", but=inside) > 1_000
    assert "windows.com" not in {name for name, _people, _hits in found.unknown}
    people = {
        who
        for who, name in rows
        if f".{name}".endswith(".github.com") or f".{name}".endswith(tuple(f".{d}" for d in github))
    }
    blue = [cell for cell in found.cells if (cell.service, cell.place) == ("github", "group")]
    assert [cell.people for cell in blue] == [len([who for who in people if who.startswith("10.47.")])]
