"""Passwords of connected systems, kept so that neither a copy of the database nor a page shows them."""

from __future__ import annotations

import json
from base64 import urlsafe_b64encode
from collections.abc import Mapping
from hashlib import sha256

from cryptography.fernet import Fernet, InvalidToken
from django.conf import settings


class Unreadable(Exception):
    """Sealed under another key: the site's secret key was changed."""


def seal(secrets: Mapping[str, str]) -> bytes:
    """Closed with the site's secret key."""
    return _key().encrypt(json.dumps(dict(secrets)).encode())


def opened(sealed: bytes | memoryview) -> dict[str, str]:
    """What was sealed. Raises ``Unreadable``."""
    try:
        found: dict[str, str] = json.loads(_key().decrypt(bytes(sealed)))
    except InvalidToken as error:
        raise Unreadable from error
    return found


def _key() -> Fernet:
    return Fernet(
        urlsafe_b64encode(sha256(b"takehold: secrets of sources" + settings.SECRET_KEY.encode()).digest())
    )
