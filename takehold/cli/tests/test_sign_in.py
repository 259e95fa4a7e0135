"""The doctor looks whether the organisation's sign-in can be reached, and is the one that settings name."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from takehold.cli.site.doctor import sign_in
from takehold.config.tests.identity_provider import IdentityProvider, running

APP = {"provider_id": "sso", "client_id": "takehold", "secret": "x"}
URL = "https://takehold.example"


@pytest.fixture(scope="module")
def provider() -> Iterator[IdentityProvider]:
    with running() as found:
        yield found


def test_well_says_where_people_come_back_to(provider: IdentityProvider) -> None:
    for issuer in (provider.issuer, f"{provider.issuer}/"):
        found = sign_in(issuer, APP, URL)
        assert found.well
        assert found.sentence.endswith(f"{URL}/accounts/oidc/sso/login/callback/")


@pytest.mark.parametrize(
    "wrong", [{"issuer": "https://evil.example"}, {"jwks_uri": None}, {"token_endpoint": 7}]
)
def test_a_provider_that_says_it_is_another_is_wrong(
    provider: IdentityProvider, wrong: dict[str, object]
) -> None:
    provider.told.discovery = wrong
    found = sign_in(provider.issuer, APP, URL)
    provider.told.discovery = {}
    assert not found.well
    assert "somebody else" in found.sentence


def test_nobody_there_no_https_and_no_secret_are_said(provider: IdentityProvider) -> None:
    assert "does not answer" in sign_in("http://127.0.0.1:9/", APP, URL).sentence
    assert "not reached by https" in sign_in("http://idp.example", APP, URL).sentence
    assert "missing" in sign_in(provider.issuer, {**APP, "secret": ""}, URL).sentence
