"""Names on the network in one normal form, in Python and, for many at once, in the engine's SQL.

A name is what can be looked up: letters, digits, hyphens and underscores between dots, in small letters, without
scheme, user, port, path and the dot at the end. Letters of other scripts are written as in the name system (punycode).
"""

from __future__ import annotations

import re
from typing import Final

LONGEST: Final = 253
LABEL: Final = r"[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?"
NAME: Final = re.compile(rf"{LABEL}(\.{LABEL})+")
ADDRESS: Final = re.compile(r"\d{1,3}(\.\d{1,3}){3}|[0-9a-f:]*:[0-9a-f:.]*:[0-9a-f:.]*(%.*)?")
_PARTS: Final = re.compile(
    r"(?s)^(?:(?:[a-z][a-z0-9+.-]*:)?//)?(?:[^/@]*@)?(\[[^\]]*\]|[^/:?#]*)(?::\d*)?(?:[/?#].*)?$"
)
SECOND: Final = frozenset(
    {"ac", "co", "com", "edu", "gov", "go", "gv", "ltd", "me", "net", "ne", "nhs", "or", "org", "plc"}
)


def normal(text: str) -> str | None:
    """The normal form; None for an address, a bare word, or what cannot be a name.

    >>> normal("https://user@WWW.Example.com.:443/path?x=1")
    'www.example.com'
    >>> normal("münchen.example"), normal("10.0.0.1"), normal("printer")
    ('xn--mnchen-3ya.example', None, None)
    """
    bare = host(text)
    if bare is None or ADDRESS.fullmatch(bare):
        return None
    if not bare.isascii():
        bare = in_ascii(bare) or ""
    return bare if len(bare) <= LONGEST and NAME.fullmatch(bare) else None


def host(text: str) -> str | None:
    """What stands for the machine in an address of the web; an address with colons without its brackets."""
    low = text.strip().lower()
    if ADDRESS.fullmatch(low):
        return low
    found = _PARTS.match(low)
    return found[1].strip("[]").rstrip(".") if found else None


def in_ascii(name: str) -> str | None:
    """As the name system writes letters of other scripts; None where it does not."""
    try:
        return name.encode("idna").decode("ascii").lower()
    except UnicodeError:
        return None


def above(name: str) -> tuple[str, ...]:
    """The name and all that it lies under, the longest first."""
    labels = name.split(".")
    return tuple(".".join(labels[place:]) for place in range(len(labels)))


def registered(name: str) -> str:
    """What somebody registered: two labels, or three below "co.uk" and the like. A rule of thumb for showing."""
    labels = name.split(".")
    three = len(labels) > 2 and len(labels[-1]) == 2 and labels[-2] in SECOND
    return ".".join(labels[-3 if three else -2 :])


HOST_SQL: Final = r"""rtrim(trim(regexp_extract(lower(trim({v})),
    '(?s)^(?:(?:[a-z][a-z0-9+.-]*:)?//)?(?:[^/@]*@)?(\[[^\]]*\]|[^/:?#]*)(?::\d*)?(?:[/?#].*)?$', 1), '[]'), '.')"""
"""As ``host`` for texts that are no bare address of the newer kind; ``{v}`` is the column."""
