"""Calls outside go nowhere inside: the address is judged after it was resolved, and pinned."""

from __future__ import annotations

import pytest

from takehold.gather.sources import calling, paging
from takehold.gather.sources.calling import Answer, Ask, CallBroken, CallRefused, call, judged
from takehold.gather.tests.recorded import ServiceNow, listening, ticket

PUBLIC = "93.184.215.14"
INSIDE = (
    "https://127.0.0.1/", "https://localhost/", "https://2130706433/", "https://0x7f000001/", "https://0177.0.0.1/",
    "https://127.1/", "https://127.0.1/", "https://0/", "https://0.0.0.0/", "https://[::1]/", "https://[::]/",
    "https://[::ffff:127.0.0.1]/", "https://[::ffff:7f00:1]/", "https://[0:0:0:0:0:ffff:10.0.0.1]/",
    "https://[64:ff9b::7f00:1]/", "https://[64:ff9b::a9fe:a9fe]/", "https://[2002:7f00:1::]/", "https://10.0.0.1/",
    "https://172.16.0.1/", "https://172.31.255.254/", "https://192.168.1.1/", "https://169.254.169.254/latest/meta-data/",
    "https://[fe80::1]/", "https://[fd00:ec2::254]/", "https://[fc00::1]/", "https://100.64.0.1/", "https://224.0.0.1/",
    "https://255.255.255.255/", "https://198.18.0.1/", "https://192.0.2.1/", "https://240.0.0.1/", "https://[ff02::1]/",
    "https://127.0.0.1:8443/", "https://LOCALHOST./", "https://127.0.0.1.:443/", "https://[::127.0.0.1]/",
)  # fmt: skip
NO_ADDRESS = (
    "http://example.org/", "ftp://example.org/", "file:///etc/passwd", "gopher://example.org/", "//example.org/",
    "https://", "https:///path", "https://example.org:22/", "https://example.org:6379/", "https://example.org:99999/",
    "https://user@example.org/", "https://user:word@example.org/", "https://example.org@127.0.0.1/",
    "https://exam ple.org/", "https://example.org/\r\nX: 1", "https://[::1/", "https://ⓛocalhost/", "javascript:alert(1)",
    "https://example.org\\@127.0.0.1/", "",
)  # fmt: skip


@pytest.mark.parametrize("url", INSIDE)
def test_addresses_inside_are_refused_in_every_spelling(url: str) -> None:
    with pytest.raises((CallRefused, CallBroken)):
        judged(url, allowed=(), resolve=calling.resolved)


@pytest.mark.parametrize("url", NO_ADDRESS)
def test_what_is_no_plain_https_address_is_refused(url: str) -> None:
    with pytest.raises(CallRefused):
        judged(url, allowed=(), resolve=lambda host, port: [PUBLIC])


def test_a_name_that_leads_inside_is_refused_whatever_else_it_leads_to() -> None:
    for found in (["10.0.0.1"], [PUBLIC, "127.0.0.1"], ["nonsense"], []):
        with pytest.raises(CallRefused, match="own network"):
            judged("https://desk.example/", allowed=(), resolve=lambda host, port, found=found: found)


def test_the_judged_address_is_the_one_connected_to(monkeypatch: pytest.MonkeyPatch) -> None:
    answers = iter([[PUBLIC], ["127.0.0.1"]])
    called = []

    def connect(address: tuple[str, int], timeout: float) -> None:
        called.append(address)
        raise OSError

    monkeypatch.setattr(calling.socket, "create_connection", connect)
    with pytest.raises(CallBroken):
        call(Ask("https://desk.example/"), resolve=lambda host, port: next(answers))
    assert called == [(PUBLIC, 443)]


def test_an_allowed_host_is_called_without_tls_too_but_never_the_machines_own_link() -> None:
    server = ServiceNow([ticket(1)])
    query = "sysparm_query=x&sysparm_limit=5&sysparm_offset=0&sysparm_fields=number"
    with listening(server) as address:
        with pytest.raises(CallRefused):
            call(Ask(f"{address}/api/now/table/incident?{query}"))
        assert server.asked == []
        found = call(Ask(f"{address}/api/now/table/incident?{query}"), allowed={"127.0.0.1"})
    assert found.status == 200
    assert b"INC0000001" in found.body
    with pytest.raises(CallRefused):
        judged("http://meta/", allowed={"meta"}, resolve=lambda host, port: ["169.254.169.254"])
    with pytest.raises(CallBroken):
        call(Ask(f"{address}/"), allowed={"127.0.0.1"})


def test_a_redirect_is_not_followed_and_a_page_elsewhere_is_not_asked_for() -> None:
    with listening(lambda ask: Answer(302, {"Location": "http://169.254.169.254/"}, b"")) as address:
        assert call(Ask(f"{address}/"), allowed={"127.0.0.1"}).status == 302
    here = Ask("https://desk.example/t?a=1", {"Authorization": "x"})
    for there in (
        "https://evil.example/t",
        "http://desk.example/t",
        "//evil.example/t",
        "https://desk.example:8443/",
    ):
        with pytest.raises(CallRefused):
            paging.by_link(here, {"link": f'<{there}>; rel="next"'})
    assert paging.by_link(here, {"link": '</t?a=2>; rel="next"'}) == Ask(
        "https://desk.example/t?a=2", here.headers
    )
    assert paging.by_link(here, {"link": '</t?a=0>; rel="first"'}) is None
    following = paging.by_offset(here, parameter="offset", step=10, total=11)
    assert following is not None
    assert following.url.endswith("a=1&offset=10")
    assert paging.by_offset(here, parameter="offset", step=10, total=10) is None


def test_secrets_do_not_show_where_requests_are_printed() -> None:
    assert "word" not in repr(Ask("https://desk.example/", {"Authorization": "word"}))
