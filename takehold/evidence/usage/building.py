"""How the shipped catalogue is made: own curation, and lists of v2fly/domain-list-community (MIT, licence in v2fly-licence.md).

``python -m takehold.evidence.usage.building ARCHIVE VERSION > takehold/evidence/usage/services.json`` with the archive
of the lists. A name that own curation gives to a service is that service's, whatever a list says.
"""

from __future__ import annotations

import json
import re
import sys
import tarfile
from collections.abc import Callable, Iterator
from importlib import resources
from pathlib import Path
from typing import Any, Final

from takehold.evidence.usage.catalogue import FORM
from takehold.evidence.usage.names import normal

ASIDE: Final = {
    "infrastructure": (
        "akamai", "amazontrust", "apple-pki", "apple-update", "archlinux", "bootstrap", "category-antivirus", "category-cas",
        "category-doh", "category-ntp", "category-stun", "cloudflare", "comodo", "connectivity-check", "debian", "digicert",
        "entrust", "eset", "fastly", "fedora", "firefox", "fontawesome", "globalsign", "google-trust-services", "gravatar",
        "identrust", "jquery", "jsdelivr", "kernel", "letsencrypt", "microsoft-pki", "mozilla", "redhat", "sectigo",
        "staticfile", "symantec-pki", "typekit", "ubuntu", "verisign", "verisign-pki",
    ),
    "noise": (
        "addthis", "adjust", "category-ads", "category-ads-all", "category-consent-management", "clearbit", "openx",
        "pubmatic", "segment", "sentry", "taboola",
    ),
}  # fmt: skip
_LINE: Final = re.compile(r"(?:(?:domain|full):)?([^\s:@#]+)((?:\s+@\S+)*)")
_KEY: Final = re.compile(r"[^a-z0-9]+")
_FOREIGN: Final = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "+": "plus"})

Lists = Callable[[str], Iterator[tuple[str, bool]]]


def archive(path: Path) -> Lists:
    """The lists of an archive: names of a list, each with whether it is marked as advertising."""
    with tarfile.open(path) as packed:
        texts = {
            Path(member.name).name: handle.read().decode()
            for member in packed.getmembers()
            if "data" in Path(member.name).parts and (handle := packed.extractfile(member)) is not None
        }

    def names(list_name: str) -> Iterator[tuple[str, bool]]:
        for line in texts[list_name].splitlines():
            found = _LINE.fullmatch(line.split("#")[0].strip())
            if found and normal(found[1]) == found[1]:
                yield found[1], "@ads" in found[2]

    return names


def build(curated: str, aside: str, lists: Lists, version: str) -> dict[str, Any]:
    """The catalogue as its file has it."""
    services = list(_curated(curated))
    own = {name: _aside(aside, name) for name in ASIDE}
    taken = (
        {domain for service in services for domain in service["domains"]}
        | own["infrastructure"]
        | own["noise"]
    )
    for kind, list_names in ASIDE.items():
        for name in list_names:
            fresh = {domain for domain, ads in lists(name) if kind == "noise" or not ads} - taken
            own[kind] |= fresh
            taken |= fresh
    for service in services:
        for name in service.pop("lists"):
            more = [domain for domain, ads in lists(name) if not ads and domain not in taken]
            service["domains"] += dict.fromkeys(more)
            taken |= set(more)
        service["domains"].sort()
    return {
        "form": FORM, "version": version, "services": sorted(services, key=lambda each: str(each["key"])),
        **{kind: sorted(found) for kind, found in own.items()},
    }  # fmt: skip


def _curated(text: str) -> Iterator[dict[str, Any]]:
    category = kind = ""
    for line in text.splitlines():
        if line.startswith("= "):
            category = line[2:].strip()
        elif line.startswith("- "):
            kind = line[2:].strip()
        elif line.strip() and not line.startswith("#"):
            name, _colon, rest = line.rpartition(": ")
            words = rest.split()
            yield {
                "key": _KEY.sub("-", name.lower().translate(_FOREIGN)).strip("-"), "name": name, "category": category, "kind": kind,
                "domains": [word for word in words if not word.startswith("@")],
                "lists": [word[1:] for word in words if word.startswith("@")],
            }  # fmt: skip


def _aside(text: str, kind: str) -> set[str]:
    found: set[str] = set()
    current = ""
    for line in text.splitlines():
        if line.startswith("= "):
            current = line[2:].strip()
        elif not line.startswith("#") and current == kind:
            found |= set(line.split())
    return found


def written(catalogue: dict[str, Any]) -> str:
    """One service a line, so that a change of the catalogue can be read."""

    def rows(name: str) -> str:
        return ",\n".join(json.dumps(row, ensure_ascii=False) for row in catalogue[name])

    head = f'{{"form": {json.dumps(catalogue["form"])}, "version": {json.dumps(catalogue["version"])}'
    return "".join([head, *(f',\n"{name}": [\n{rows(name)}\n]' for name in ("services", *ASIDE)), "\n}\n"])


def own(name: str) -> str:
    """One of the files of own curation."""
    return (resources.files("takehold.evidence.usage") / name).read_text(encoding="utf-8")


if __name__ == "__main__":
    made = build(own("curated.list"), own("aside.list"), archive(Path(sys.argv[1])), sys.argv[2])
    sys.stdout.write(written(made))
