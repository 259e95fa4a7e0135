"""Signing in through the organisation's own provider: a whole round, and everything that must be refused."""

from __future__ import annotations

import time
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

import jwt
import pytest
from allauth.socialaccount.models import SocialAccount
from django.contrib.auth import get_user_model
from django.test import Client

from conftest import House
from takehold.audit import queries as audit
from takehold.config.tests.identity_provider import (
    CLIENT,
    KEY,
    OTHER_KEY,
    SECRET,
    IdentityProvider,
    public,
    running,
)
from takehold.people.models import Person

pytestmark = pytest.mark.django_db
BEGIN, BACK = "/accounts/oidc/sso/login/", "/accounts/oidc/sso/login/callback/"


@pytest.fixture(scope="module")
def listening() -> Iterator[IdentityProvider]:
    with running() as provider:
        yield provider


@pytest.fixture
def provider(listening: IdentityProvider, settings: Any, house: House) -> IdentityProvider:
    listening.__init__(listening.issuer)
    app = {
        "provider_id": "sso", "name": "Sign in with Linden", "client_id": CLIENT, "secret": SECRET,
        "settings": {"server_url": listening.issuer, "oauth_pkce_enabled": True},
    }  # fmt: skip
    settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"APPS": [app]}}
    settings.OIDC_EMAIL_CLAIM = "email"
    return listening


def signed_in(client: Client) -> str:
    """The key of the person who is signed in; empty for nobody."""
    user = client.session.get("_auth_user_id")
    return Person.objects.filter(user_id=user).values_list("key", flat=True).first() or "" if user else ""


def round_trip(
    provider: IdentityProvider, client: Client | None = None, **changed: str
) -> tuple[Client, Any]:
    client = client or Client()
    away = client.get(BEGIN)
    assert away.status_code == 302, away.content
    back = {**provider.sign_in(away["Location"]), **changed}
    return client, client.get(BACK, back)


def test_a_whole_round_signs_the_person_in(provider: IdentityProvider) -> None:
    client, answer = round_trip(provider)
    assert (answer.status_code, answer["Location"]) == (302, "/")
    assert signed_in(client) == "member"
    asked = provider.asked[0]
    assert asked["code_challenge_method"] == "S256"
    assert set(asked["scope"].split()) == {"openid", "profile", "email"}
    assert urlsplit(asked["redirect_uri"]).path == BACK
    assert client.get("/me/").status_code == 200


def test_the_sign_in_page_shows_the_button_only_where_settings_name_a_provider(
    provider: IdentityProvider, settings: Any
) -> None:
    page = Client().get("/accounts/login/?next=/me/").content.decode()
    assert "Sign in with Linden" in page
    assert f'href="{BEGIN}?next=%2Fme%2F"' in page
    settings.SOCIALACCOUNT_PROVIDERS = {}
    assert BEGIN not in Client().get("/accounts/login/").content.decode()
    assert Client().get(BEGIN).status_code == 404


def test_one_goes_on_where_one_wanted_to_go_and_nowhere_else(provider: IdentityProvider) -> None:
    for wanted, where in (("/me/", "/me/"), ("https://evil.example/", "/")):
        client = Client()
        away = client.get(BEGIN, {"next": wanted})
        assert client.get(BACK, provider.sign_in(away["Location"]))["Location"] == where


def test_who_it_is_stays_tied_to_the_subject_and_nothing_of_the_token_is_kept(
    provider: IdentityProvider,
) -> None:
    round_trip(provider)
    kept = SocialAccount.objects.get()
    assert kept.extra_data == {}
    assert "subject-1" not in kept.uid
    provider.told.claims = {
        "email": "lead@example.org"
    }  # the address moved to somebody else: the subject decides
    client, _answer = round_trip(provider)
    assert signed_in(client) == "member"
    assert SocialAccount.objects.count() == 1
    user = get_user_model().objects.get(person__key="member")
    assert "Quite Else" not in f"{user.first_name} {user.last_name} {Person.objects.get(key='member').name}"


def test_the_same_subject_of_another_issuer_is_somebody_else(
    provider: IdentityProvider, settings: Any
) -> None:
    round_trip(provider)
    with running() as second:
        app = dict(settings.SOCIALACCOUNT_PROVIDERS["openid_connect"]["APPS"][0])
        app["settings"] = {**app["settings"], "server_url": second.issuer}
        settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"APPS": [app]}}
        second.told.claims = {"email": "nobody@example.org"}
        client, answer = round_trip(second)
    assert answer.status_code == 403
    assert signed_in(client) == ""


def test_a_person_without_an_account_gets_one_without_a_password_and_with_their_own_roles(
    provider: IdentityProvider,
) -> None:
    Person.objects.filter(key="ward-1-1").update(email="new@example.org")
    provider.told.claims = {"email": "NEW@example.org", "sub": "subject-9"}
    client, _answer = round_trip(provider)
    assert signed_in(client) == "ward-1-1"
    assert not get_user_model().objects.get(person__key="ward-1-1").has_usable_password()
    assert audit.recent(1)[0].details == {"by": "organisation's sign-in"}
    assert client.get("/teams/").status_code in (200, 403, 404)


def test_tokens_in_the_shape_of_entra_id_let_in(provider: IdentityProvider) -> None:
    """Several keys without a word on their kind, no word on whether the address is confirmed, claims of its own."""
    Person.objects.filter(key="ward-1-1").update(email="new@linden.example")
    provider.told.keys = (public(OTHER_KEY, "two"), public(KEY, "one"))
    provider.told.claims = {
        "email": "New@linden.example", "email_verified": None, "ver": "2.0", "tid": "9122040d-6c67-4c5b-b112-36a304b66dad", "rh": "0.", "uti": "x",
        "oid": "00000000-0000-0000-66f3-3332eca7ea81", "preferred_username": "n@linden.example", "aio": "y",
    }  # fmt: skip
    client, answer = round_trip(provider)
    assert (answer.status_code, signed_in(client)) == (302, "ward-1-1")


def test_who_comes_from_another_registration_there_is_found_by_address_once_more(
    provider: IdentityProvider,
) -> None:
    """Entra ID gives one person another subject in each registration."""
    Person.objects.filter(key="ward-1-1").update(email="new@linden.example")
    for subject in ("of the old one", "of the new one"):
        provider.told.claims = {"sub": subject, "email": "new@linden.example", "email_verified": None}
        assert signed_in(round_trip(provider)[0]) == "ward-1-1"
    assert SocialAccount.objects.count() == 2


NOW = time.time()
REFUSED: dict[str, dict[str, Any]] = {
    "another issuer": {"claims": {"iss": "https://evil.example"}},
    "another audience": {"claims": {"aud": "another-app"}},
    "several audiences and no party": {"claims": {"aud": [CLIENT, "another-app"]}},
    "another party": {"claims": {"azp": "another-app"}},
    "expired": {"claims": {"exp": int(NOW) - 3600}},
    "not yet": {"claims": {"nbf": int(NOW) + 3600}},
    "issued in the future": {"claims": {"iat": int(NOW) + 3600}},
    "no expiry": {"claims": {"exp": None}},
    "no subject": {"claims": {"sub": None}},
    "no issuer": {"claims": {"iss": None}},
    "no audience": {"claims": {"aud": None}},
    "another nonce": {"claims": {"nonce": "replayed"}},
    "no nonce": {"claims": {"nonce": None}},
    "signed by somebody else": {"key": OTHER_KEY},
    "not signed": {"key": None, "alg": "none"},
    "signed with the client's secret": {"key": "a" * 64, "alg": "HS256"},
    "of a weaker kind than the key": {"key": KEY, "alg": "RS512"},
    "an unknown key": {"kid": "two"},
    "no ID token": {"without_id_token": True},
    "discovery of another issuer": {"discovery": {"issuer": "https://evil.example"}},
    "discovery of every tenant": {
        "discovery": {"issuer": "https://login.microsoftonline.com/{tenantid}/v2.0"}
    },
    "an address that is not confirmed": {"claims": {"email_verified": False}},
    "an address of nobody": {"claims": {"email": "nobody@example.org"}},
    "no address": {"claims": {"email": None}},
    "an address that is a list": {"claims": {"email": ["member@example.org"]}},
}


@pytest.mark.parametrize("why", REFUSED)
def test_refused_kindly(provider: IdentityProvider, why: str) -> None:
    for name, value in REFUSED[why].items():
        setattr(provider.told, name, value)
    client, answer = round_trip(provider)
    assert answer.status_code == 403, why
    assert "Nobody was signed in" in answer.content.decode()
    assert signed_in(client) == ""
    assert SocialAccount.objects.count() == 0


def test_an_answer_to_a_question_that_was_not_asked_here_is_refused(provider: IdentityProvider) -> None:
    for changed in ({"state": "made-up"}, {"code": "made-up"}):
        client, answer = round_trip(provider, **changed)
        assert answer.status_code == 403
        assert signed_in(client) == ""
    away = Client().get(BEGIN)
    stranger = Client()  # somebody else's browser, with the code and state of this one
    assert stranger.get(BACK, provider.sign_in(away["Location"])).status_code == 403
    assert signed_in(stranger) == ""


def test_the_same_answer_twice_signs_in_once(provider: IdentityProvider) -> None:
    client = Client()
    back = provider.sign_in(client.get(BEGIN)["Location"])
    assert client.get(BACK, back).status_code == 302
    client.logout()
    assert client.get(BACK, back).status_code == 403


def test_the_address_cannot_add_to_the_question(provider: IdentityProvider) -> None:
    away = Client().get(
        BEGIN, {"scope": "admin", "auth_params": "prompt=none&nonce=mine", "process": "connect"}
    )
    asked = provider.sign_in(away["Location"])
    assert asked
    assert "admin" not in provider.asked[0]["scope"]
    assert provider.asked[0]["nonce"] != "mine"
    assert "prompt" not in provider.asked[0]


def test_two_people_of_one_address_are_not_matched(provider: IdentityProvider) -> None:
    Person.objects.filter(key="ward-1-1").update(email="member@example.org")
    _client, answer = round_trip(provider)
    assert answer.status_code == 403
    assert "You are not in the list of people here yet." in answer.content.decode()


def test_without_a_claim_in_the_settings_nobody_is_matched_by_address(
    provider: IdentityProvider, settings: Any
) -> None:
    settings.OIDC_EMAIL_CLAIM = ""
    assert round_trip(provider)[1].status_code == 403


def test_who_is_signed_in_with_a_password_connects_and_comes_back_that_way(
    provider: IdentityProvider, settings: Any, house: House
) -> None:
    settings.OIDC_EMAIL_CLAIM = ""
    client = house.client("manager")
    assert "process=connect" in client.get("/accounts/3rdparty/").content.decode()
    away = client.get(BEGIN, {"process": "connect"}, headers={"sec-fetch-site": "same-origin"})
    client.get(BACK, provider.sign_in(away["Location"]))
    assert SocialAccount.objects.get().user.person.key == "manager"
    again, _answer = round_trip(provider)
    assert signed_in(again) == "manager"


@pytest.mark.parametrize(
    ("headers", "ours"),
    [
        ({"sec-fetch-site": "cross-site"}, False),
        ({"sec-fetch-site": "none", "referer": "http://testserver/"}, False),
        ({}, False),
        ({"referer": "http://evil.example/accounts/3rdparty/"}, False),
        ({"referer": "/accounts/3rdparty/"}, False),
        ({"referer": "http://testserver/accounts/3rdparty/"}, True),
        ({"sec-fetch-site": "same-origin"}, True),
    ],
)
def test_only_our_own_page_connects_the_account_that_is_open(
    provider: IdentityProvider, house: House, headers: dict[str, str], ours: bool
) -> None:
    away = house.client("manager").get(BEGIN, {"process": "connect"}, headers=headers)
    assert (away["Location"] == "/accounts/3rdparty/") is not ours


@pytest.mark.parametrize(("said", "lets_in"), [({"email_verified": None}, False), ({}, True)])
def test_an_account_with_a_password_is_matched_by_a_confirmed_address_alone(
    provider: IdentityProvider, said: dict[str, None], lets_in: bool
) -> None:
    user = get_user_model().objects.get(person__key="member")
    user.set_password("a long one of nine words")
    user.save()
    provider.told.claims = said
    client, answer = round_trip(provider)
    assert (signed_in(client) == "member") is lets_in
    assert ("Sign in with your password once" in answer.content.decode()) is not lets_in


def test_an_account_that_was_shut_stays_shut(provider: IdentityProvider) -> None:
    get_user_model().objects.filter(person__key="member").update(is_active=False)
    client, _answer = round_trip(provider)
    assert signed_in(client) == ""


def test_a_secret_that_ended_stands_in_the_log_in_the_providers_own_words(
    provider: IdentityProvider, settings: Any, caplog: pytest.LogCaptureFixture
) -> None:
    app = {**settings.SOCIALACCOUNT_PROVIDERS["openid_connect"]["APPS"][0], "secret": "of last year"}
    settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"APPS": [app]}}
    _client, answer = round_trip(provider)
    assert "sign-in was not accepted" in answer.content.decode()
    assert "invalid_grant" in caplog.text
    assert "of last year" not in caplog.text


def test_stopping_there_and_a_provider_that_is_away_are_said_in_a_sentence(
    provider: IdentityProvider, settings: Any
) -> None:
    client = Client()
    state = provider.sign_in(client.get(BEGIN)["Location"])["state"]
    stopped = client.get(BACK, {"error": "access_denied", "state": state})
    assert "You stopped signing in there." in stopped.content.decode()
    app = dict(settings.SOCIALACCOUNT_PROVIDERS["openid_connect"]["APPS"][0])
    app["settings"] = {**app["settings"], "server_url": "http://127.0.0.1:9/"}
    settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"APPS": [app]}}
    away = Client().get(BEGIN)
    assert away.status_code == 503
    assert "does not answer at the moment" in away.content.decode()


def test_the_forged_tokens_are_what_they_are_called() -> None:
    """Else a refusal would prove nothing: each is a token that some library would take."""
    header = jwt.get_unverified_header(jwt.encode({"a": 1}, None, algorithm="none"))
    assert header["alg"] == "none"
    assert jwt.decode(jwt.encode({"a": 1}, KEY, algorithm="RS512"), KEY.public_key(), algorithms=["RS512"])
