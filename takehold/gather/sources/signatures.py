"""Whether a call was sent by whom it says: https://www.standardwebhooks.com (version 1.0.0), or a bearer's secret.

A signature is over the id, the moment and the body, by HMAC-SHA256; several may be sent, one has to fit. What is older
than five minutes, or from the future, is not believed.
"""

from __future__ import annotations

import hmac
from base64 import b64decode, b64encode
from collections.abc import Mapping, Sequence
from datetime import datetime
from hashlib import sha256
from secrets import token_bytes
from typing import Final

PREFIX: Final = "whsec_"
BYTES: Final = 32
TOLERANCE_SECONDS: Final = 300


def fresh() -> str:
    """A new secret of 256 bits, written as the standard says."""
    return PREFIX + b64encode(token_bytes(BYTES)).decode()


def signed(secret: str, ident: str, moment: int, body: bytes) -> str:
    """The signature of a call."""
    key = b64decode(secret.removeprefix(PREFIX))
    digest = hmac.new(key, f"{ident}.{moment}.".encode() + body, sha256).digest()
    return "v1," + b64encode(digest).decode()


def genuine(headers: Mapping[str, str], body: bytes, secrets: Sequence[str], now: datetime) -> bool:
    """Whether one of the secrets signed this call, or came with it. Takes as long whichever letter is wrong."""
    if "webhook-signature" in headers:
        return _signed_by_one(headers, body, secrets, now)
    scheme, _blank, given = headers.get("authorization", "").partition(" ")
    if scheme.casefold() == "basic":
        given = _password(given)
    elif scheme.casefold() != "bearer":
        return False
    return _any_equal([given.strip()], secrets)


def _signed_by_one(headers: Mapping[str, str], body: bytes, secrets: Sequence[str], now: datetime) -> bool:
    ident, said = headers.get("webhook-id", ""), headers.get("webhook-timestamp", "")
    if not ident or not (said.isascii() and said.isdigit() and len(said) < 12):
        return False
    if abs(now.timestamp() - int(said)) > TOLERANCE_SECONDS:
        return False
    given = [each for each in headers["webhook-signature"].split(" ")[:10] if each.startswith("v1,")]
    return _any_equal(given, [signed(secret, ident, int(said), body) for secret in secrets])


def _any_equal(given: Sequence[str], wanted: Sequence[str]) -> bool:
    found = [hmac.compare_digest(one.encode(), other.encode()) for one in given for other in wanted]
    return any(found)


def _password(text: str) -> str:
    """What stands behind the colon of a Basic sign-in."""
    try:
        return b64decode(text, validate=True).decode().partition(":")[2]
    except ValueError:  # no base64, or no text in it
        return ""
