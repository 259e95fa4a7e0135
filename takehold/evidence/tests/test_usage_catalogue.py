"""The shipped catalogue holds together, finds what it should, and a broken one is refused as a whole."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from takehold.evidence.usage.building import archive, build, own, written
from takehold.evidence.usage.catalogue import BrokenCatalogue, match, parse, shipped
from takehold.evidence.usage.kinds import CATEGORIES
from takehold.evidence.usage.names import normal

LABELLED = Path(__file__).with_name("labelled_hosts.txt")


def small(**more: Any) -> dict[str, Any]:
    service = {
        "key": "dropbox",
        "name": "Dropbox",
        "category": "files",
        "kind": "storage",
        "domains": ["dropbox.com"],
    }
    return {
        "form": "takehold.services/1", "version": "2026.11.2", "services": [service], "infrastructure": ["arpa"],
        "noise": ["doubleclick.net"], **more,
    }  # fmt: skip


def test_six_hundred_services_in_twenty_categories_each_with_some() -> None:
    services = shipped().services.values()
    counted = Counter(entry.category for entry in services)
    assert len(services) >= 600
    assert set(counted) == set(CATEGORIES)
    assert len(CATEGORIES) >= 20
    assert min(counted.values()) >= 10
    kinds = Counter((entry.category, entry.kind) for entry in services)
    assert set(kinds) == {(key, kind) for key, category in CATEGORIES.items() for kind in category.kinds}


def test_no_name_on_the_network_means_two_things() -> None:
    catalogue = shipped()
    every = [domain for entry in catalogue.services.values() for domain in entry.domains]
    every += [*catalogue.infrastructure, *catalogue.noise]
    assert [domain for domain, times in Counter(every).items() if times > 1] == []
    assert [domain for domain in every if "." in domain and normal(domain) != domain] == []


def labelled() -> list[tuple[str, str]]:
    rows = [
        line.split(" ", 1) for line in LABELLED.read_text().splitlines() if line and not line.startswith("#")
    ]
    return [(host, label) for host, label in rows]


def test_two_hundred_hosts_labelled_by_hand_are_told_apart() -> None:
    """Precision at least .95 and recall at least .90; a service under another service's name is wrong on both sides."""
    catalogue = shipped()
    marked, keys = catalogue.marked(), {entry.name: entry.key for entry in catalogue.services.values()}
    right = called = there = 0
    for host, label in labelled():
        found = match(host, marked)
        is_service = found is not None and not found.startswith("-")
        wanted = not label.startswith("-")
        called += is_service
        there += wanted
        right += wanted and is_service and found == keys.get(label)
    assert len(labelled()) >= 200
    assert there >= 100
    assert right / called >= 0.95
    assert right / there >= 0.90


def test_the_longest_name_wins_and_a_look_alike_is_none() -> None:
    marked = shipped().marked()
    assert match("WWW.Dropbox.com.", marked) == "dropbox"
    assert match("docs.google.com", marked) == "google-docs"
    assert match("accounts.google.com", marked) == "-infrastructure"
    assert match("notdropbox.com", marked) is None
    assert match("dropbox.com.evil.example", marked) is None
    assert match("10.1.2.3", marked) is None


def test_what_ships_is_what_the_lists_and_our_curation_make(shared_data: Path) -> None:
    lists = archive(shared_data / "shadow-it" / "v2fly-domain-list-data.tgz")
    made = build(own("curated.list"), own("aside.list"), lists, shipped().version)
    assert written(made) == own("services.json")


def two(service: dict[str, Any], **more: Any) -> dict[str, Any]:
    first = small()["services"][0]
    return small(
        services=[first, {**first, "key": "other", "name": "Other", "domains": ["other.com"], **service}],
        **more,
    )


BROKEN: dict[str, tuple[Callable[[], Any], str]] = {
    "no json": (lambda: "dropbox;Dropbox", "no JSON"),
    "a list": (list, "no catalogue"),
    "another form": (lambda: small(form="takehold.services/9"), "takehold.services/1"),
    "no version": (lambda: small(version=3), "2026.11.1"),
    "no services": (lambda: small(services=[]), "no “services”"),
    "half a service": (lambda: small(services=[{"key": "x"}]), "needs key, name"),
    "a key with blanks": (lambda: two({"key": "drop box"}), "is no key"),
    "a key twice": (lambda: two({"key": "dropbox"}), "twice"),
    "a name twice": (lambda: two({"name": "DROPBOX"}), "Two services"),
    "an unknown kind": (lambda: two({"kind": "spying"}), "does not know"),
    "no domain": (lambda: two({"domains": []}), "no name on the network"),
    "an address as domain": (lambda: two({"domains": ["10.0.0.1"]}), "is no name"),
    "a whole country": (lambda: two({"domains": ["de"]}), "is no name"),
    "a domain of two": (lambda: two({"domains": ["dropbox.com"]}), "belongs to"),
    "a domain aside": (lambda: two({"domains": ["doubleclick.net"]}), "belongs to"),
}  # fmt: skip


@pytest.mark.parametrize("case", BROKEN)
def test_a_broken_catalogue_is_refused_in_a_sentence(case: str) -> None:
    made, said = BROKEN[case]
    found = made()
    with pytest.raises(BrokenCatalogue, match=said):
        parse(found if isinstance(found, str) else json.dumps(found))


def test_a_sound_one_is_read() -> None:
    catalogue = parse(json.dumps(small()))
    assert catalogue.order == (2026, 11, 2)
    assert catalogue.by_words() == {"dropbox": "dropbox"}
    assert match("4.3.2.1.in-addr.arpa", catalogue.marked()) == "-infrastructure"
