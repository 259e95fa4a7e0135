"""The receipt code of something said: 130 bits and a check, in groups that can be written down by hand.

Only a hash of it is kept. The same sending gives the same code again, so a form that was sent twice is kept once.
"""

from __future__ import annotations

import hashlib
import hmac
from typing import Final

ALPHABET: Final = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
LETTERS: Final = 26
CHECKS: Final = 2
GROUP: Final = 4
MISREAD: Final = str.maketrans({"I": "1", "L": "1", "O": "0", "U": "V"})


class Misread(ValueError):
    """What was typed is no receipt code: a sign is missing, too many or wrong."""


def made(secret: str, nonce: str, payload: str) -> str:
    """The code of one sending, in groups of four: 130 bits of a keyed hash of the form's number and what was said.

    Crockford's base 32, which has no I, L, O and U (https://www.crockford.com/base32.html), and two check signs.
    """
    digest = hmac.new(secret.encode(), f"{nonce}\n{payload}".encode(), hashlib.sha256).digest()
    body = _signs(digest, LETTERS)
    text = body + _check(body)
    return "-".join(text[at : at + GROUP] for at in range(0, len(text), GROUP))


def fingerprint(typed: str) -> str:
    """The hash under which a code is found, from the code as somebody typed it.

    Raises:
        Misread: it cannot be a code.
    """
    plain = "".join(each for each in typed.upper() if each.isalnum()).translate(MISREAD)
    body, check = plain[:LETTERS], plain[LETTERS:]
    if len(plain) != LETTERS + CHECKS or set(plain) - set(ALPHABET) or _check(body) != check:
        raise Misread
    return hashlib.sha256(body.encode()).hexdigest()


def _signs(digest: bytes, count: int) -> str:
    bits = int.from_bytes(digest, "big")
    return "".join(ALPHABET[bits >> (5 * place) & 31] for place in range(count))


def _check(body: str) -> str:
    return _signs(hashlib.sha256(b"check " + body.encode()).digest(), CHECKS)
