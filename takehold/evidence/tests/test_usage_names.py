"""Names on the network come into one form, in Python and in the engine alike, whatever stands in a log."""

from __future__ import annotations

import duckdb
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from takehold.evidence.usage.names import HOST_SQL, above, host, normal, registered

SAME = [
    ("dropbox.com", "dropbox.com"),
    ("DROPBOX.com.", "dropbox.com"),
    (" www.dropbox.com ", "www.dropbox.com"),
    ("www.dropbox.com:443", "www.dropbox.com"),
    ("https://user:secret@www.dropbox.com:8443/a?b=c#d", "www.dropbox.com"),
    ("//cdn.example.org/x", "cdn.example.org"),
    ("_dmarc._tcp.example.org", "_dmarc._tcp.example.org"),
    ("xn--mnchen-3ya.example", "xn--mnchen-3ya.example"),
    ("münchen.example", "xn--mnchen-3ya.example"),
]
NONE = [
    "", ".", "..", "-", "*", "printer", "10.0.0.1", "10.0.0.1:8080", "http://192.168.1.1/admin", "[2001:db8::1]:443", "2001:db8::1",
    "fe80::1%eth0", "a..b", "-a.example", "a b.example", "a" * 64 + ".example", ("a" * 60 + ".") * 5 + "example", "x" * 300,
    "exa\x00mple.org", "'; drop table seen; --", "https://",
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), SAME)
def test_one_form(text: str, expected: str) -> None:
    assert normal(text) == expected


@pytest.mark.parametrize("text", NONE)
def test_what_is_no_name(text: str) -> None:
    assert normal(text) is None


def test_three_hundred_characters_are_no_name_and_253_are() -> None:
    longest = ".".join(["a" * 60] * 4) + ".example.o"
    assert len(longest) == 253
    assert normal(longest) == longest
    assert normal("a" + longest.replace("aa", "aab", 1)) is None


def test_what_a_name_lies_under() -> None:
    assert above("a.b.example.org") == ("a.b.example.org", "b.example.org", "example.org", "org")
    assert (registered("a.b.example.org"), registered("www.trust.nhs.uk")) == ("example.org", "trust.nhs.uk")


ENGINE = duckdb.connect()


@settings(max_examples=6, deadline=None)
@given(st.lists(st.text("aA1.-_:/@[]?# üß*'\"\\%\n", max_size=30), min_size=1, max_size=20))
def test_the_engine_finds_the_same_machine(texts: list[str]) -> None:
    found = ENGINE.execute(
        f"select {HOST_SQL.format(v='v')} from (select unnest(?) as v)", [texts]
    ).fetchall()
    for text, (engines,) in zip(texts, found, strict=True):
        mine = host(text) or ""
        if ":" not in mine:  # an address with colons is no name to the engine either: one label is left of it
            assert engines == mine.strip("[]") or normal(text) is None
