"""One call to a system outside: its name is resolved, the address judged and then pinned, and nothing is followed.

A name that resolves to an address of one's own network is refused unless an administrator allowed that name. The
connection goes to the very address that was judged, so that a name cannot change its mind in between.
"""

from __future__ import annotations

import http.client
import ipaddress
import socket
import ssl
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from typing import Any, Final
from urllib.parse import urlsplit

from django.utils.translation import gettext as _

LARGEST_ANSWER: Final = 64 * 1024**2
SECONDS: Final = 30.0
NAT64: Final = ipaddress.ip_network("64:ff9b::/96")
COMPATIBLE: Final = ipaddress.ip_network("::/96")
Resolve = Callable[[str, int], list[str]]


class CallRefused(Exception):
    """The address is not called; ``str()`` is the sentence for the person."""


class CallBroken(Exception):
    """No whole answer came; worth another try. ``sent``: the request may have arrived all the same."""

    sent = False


@dataclass(frozen=True, slots=True)
class Ask:
    """A request that only reads. Headers and body carry secrets and are never shown."""

    url: str
    headers: Mapping[str, str] = field(default_factory=dict, repr=False)
    method: str = "GET"
    body: bytes = field(default=b"", repr=False)


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back; names of headers in lower case."""

    status: int
    headers: Mapping[str, str]
    body: bytes


@dataclass(frozen=True, slots=True)
class Target:
    """An address that was judged: where to connect, and under which name."""

    host: str
    port: int
    address: str
    path: str
    secure: bool


def call(ask: Ask, *, allowed: Collection[str] = (), resolve: Resolve | None = None) -> Answer:
    """Send the request and read the whole answer.

    Args:
        ask: the request.
        allowed: names in one's own network that an administrator allowed; they may be called without TLS.
        resolve: name and port to addresses; the system's resolver if not given.

    Raises:
        CallRefused: the address may not be called. CallBroken: no answer, or not all of it.
    """
    target = judged(ask.url, allowed=allowed, resolve=resolve or resolved)
    line, reached = _line(target), False
    try:
        line.connect()
        reached = True
        line.request(
            ask.method,
            target.path,
            body=ask.body or None,
            headers={"Accept-Encoding": "identity", **ask.headers},
        )
        answer = line.getresponse()
        body = answer.read(LARGEST_ANSWER + 1)
        if len(body) > LARGEST_ANSWER:
            raise CallRefused(_("The answer was larger than 64 MB. Ask for fewer columns."))
        announced = answer.getheader("Content-Length")
        if announced is not None and announced.isdigit() and len(body) < int(announced):
            broken = CallBroken(_("The answer broke off."))
            broken.sent = True
            raise broken
        return Answer(answer.status, {k.lower(): v for k, v in answer.getheaders()}, body)
    except ssl.SSLCertVerificationError as error:
        raise CallRefused(
            _("“%(host)s” could not prove who it is: its certificate is not valid.") % {"host": target.host}
        ) from error
    except (OSError, http.client.HTTPException) as error:
        broken = CallBroken(_("“%(host)s” did not answer.") % {"host": target.host})
        broken.sent = reached
        raise broken from error
    finally:
        line.close()


def judged(url: str, *, allowed: Collection[str], resolve: Resolve) -> Target:
    """The one address that will be connected to. Raises ``CallRefused``."""
    try:
        parts = urlsplit(url)
        host, port = (parts.hostname or "").rstrip(".").lower(), parts.port
    except ValueError as error:
        raise CallRefused(_("This is not an address that can be called.")) from error
    if not host or not host.isascii() or any(c.isspace() or ord(c) < 33 for c in url):
        raise CallRefused(_("This is not an address that can be called."))
    if parts.username is not None or parts.password is not None:
        raise CallRefused(_("Leave name and password out of the address; they have fields of their own."))
    own = host in allowed
    if parts.scheme != "https" and not (own and parts.scheme == "http"):
        raise CallRefused(_("The address has to begin with https://."))
    port = port or (443 if parts.scheme == "https" else 80)
    if port not in (443, 8443) and not own:
        raise CallRefused(_("Only the ports 443 and 8443 are called."))
    try:
        found = resolve(host, port)
    except OSError as error:
        raise CallBroken(_("“%(host)s” was not found.") % {"host": host}) from error
    if not found or not all(_callable(each, own=own) for each in found):
        raise CallRefused(
            _(
                "“%(host)s” lies in your own network. An administrator can allow it by name under “Hosts that may be called”."
            )
            % {"host": host}
        )
    path = parts.path or "/"
    return Target(
        host, port, found[0], f"{path}?{parts.query}" if parts.query else path, parts.scheme == "https"
    )


def resolved(host: str, port: int) -> list[str]:
    """All addresses of a name."""
    try:
        return [str(each[4][0]) for each in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]
    except UnicodeError as error:
        raise OSError(str(error)) from error


def _callable(address: str, *, own: bool) -> bool:
    """Whether an address may be connected to. Those of the machine's own link (where clouds keep secrets) never."""
    try:
        found = ipaddress.ip_address(address.split("%")[0])
    except ValueError:
        return False
    for inner in _inside(found):
        if inner.is_link_local or inner.is_multicast or inner.is_unspecified:
            return False
        if not own and not inner.is_global:
            return False
    return True


def _inside(address: ipaddress.IPv4Address | ipaddress.IPv6Address) -> list[Any]:
    """The address, and the one of the old kind that it may carry inside."""
    if isinstance(address, ipaddress.IPv4Address):
        return [address]
    carried: list[Any] = [address.ipv4_mapped, address.sixtofour, *(address.teredo or ())]
    if address in NAT64 or address in COMPATIBLE:
        carried.append(ipaddress.IPv4Address(int(address) & 0xFFFFFFFF))
    if address.ipv4_mapped is not None:
        return [address.ipv4_mapped]
    return [address, *(each for each in carried if each is not None)]


class _Pinned(http.client.HTTPConnection):
    """Connects to the judged address, whatever the name says by now; proves the name by its certificate."""

    def __init__(self, target: Target) -> None:
        super().__init__(target.host, target.port, timeout=SECONDS)
        self._target = target

    def connect(self) -> None:
        """Connect; with TLS where the address says so."""
        plain = socket.create_connection((self._target.address, self._target.port), SECONDS)
        if not self._target.secure:
            self.sock = plain
            return
        try:
            self.sock = ssl.create_default_context().wrap_socket(plain, server_hostname=self._target.host)
        except BaseException:
            plain.close()
            raise


def _line(target: Target) -> http.client.HTTPConnection:
    return _Pinned(target)
