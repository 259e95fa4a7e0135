"""Signatures of systems that send, held against the example of the Standard Webhooks libraries."""

from __future__ import annotations

from base64 import b64encode
from datetime import UTC, datetime, timedelta

import pytest

from takehold.gather.sources.signatures import fresh, genuine, signed

SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
IDENT, MOMENT, BODY = "msg_p5jXN8AQM9LWM0D4loKWxJek", 1614265330, b'{"test": 2432232314}'
SIGNATURE = "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="
NOW = datetime.fromtimestamp(MOMENT, UTC)


def headers(**changed: str) -> dict[str, str]:
    found = {"webhook-id": IDENT, "webhook-timestamp": str(MOMENT), "webhook-signature": SIGNATURE}
    return {**found, **{name.replace("_", "-"): value for name, value in changed.items()}}


def test_the_published_example_is_signed_alike() -> None:
    assert signed(SECRET, IDENT, MOMENT, BODY) == SIGNATURE
    assert genuine(headers(), BODY, [SECRET], NOW)
    assert genuine(headers(webhook_signature=f"v1,xx v2,yy {SIGNATURE}"), BODY, [fresh(), SECRET], NOW)


@pytest.mark.parametrize(
    ("changed", "body", "later"),
    [
        ({}, BODY + b" ", 0),
        ({"webhook_id": "msg_other"}, BODY, 0),
        ({"webhook_timestamp": str(MOMENT + 1)}, BODY, 0),
        ({"webhook_timestamp": "²"}, BODY, 0),
        ({"webhook_signature": SIGNATURE.replace("v1", "v2")}, BODY, 0),
        ({"webhook_signature": ""}, BODY, 0),
        ({"webhook_signature": "v1,ä"}, BODY, 0),
        ({"authorization": f"Bearer {SECRET}", "webhook_signature": "v1,no"}, BODY, 0),
        ({}, BODY, 301),
        ({}, BODY, -301),
    ],
)
def test_whatever_is_changed_is_not_believed(changed: dict[str, str], body: bytes, later: int) -> None:
    assert not genuine(headers(**changed), body, [SECRET], NOW + timedelta(seconds=later))


def test_a_bearer_or_the_password_of_a_basic_sign_in_opens_too() -> None:
    secret = fresh()
    basic = b64encode(f"key:{secret}".encode()).decode()
    assert genuine({"authorization": f"Bearer {secret}"}, b"", [fresh(), secret], NOW)
    assert genuine({"authorization": f"basic {basic}"}, b"", [secret], NOW)
    for wrong in (
        "",
        "Bearer",
        "Bearer x",
        f"Token {secret}",
        "Basic ###",
        "Basic \u00e9",
        f"Bearer {secret}x",
    ):
        assert not genuine({"authorization": wrong}, b"", [secret], NOW)
    assert len({fresh() for _n in range(50)}) == 50
