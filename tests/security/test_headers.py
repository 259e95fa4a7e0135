"""Every answer carries the headers, errors and redirects too; sessions end; forms are protected."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.cache import cache
from django.test import Client

from takehold.config.middleware import POLICY, SessionAges

PATHS = [
    "/",
    "/changes/",
    "/changes/no-such/",
    "/accounts/login/",
    "/api/v1/changes",
    "/api/v1/no-such",
    "/healthz",
    "/no-such/",
]


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize("who", [None, "lead"])
def test_every_answer_carries_the_headers(house, path: str, who: str | None) -> None:
    response = house.client(who).get(path)
    assert response.status_code < 500
    assert response["Content-Security-Policy"] == POLICY
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["X-Frame-Options"] == "DENY"
    assert response["Referrer-Policy"] == "same-origin"
    assert response["Cross-Origin-Opener-Policy"] == "same-origin"
    assert response["Cross-Origin-Resource-Policy"] == "same-origin"
    assert "camera=()" in response["Permissions-Policy"]
    assert "no-store" in response["Cache-Control"]


def test_the_policy_lets_no_foreign_or_inline_code_in() -> None:
    assert POLICY.startswith("default-src 'none'")
    assert "unsafe" not in POLICY
    assert "frame-ancestors 'none'" in POLICY


def test_cookies_are_kept_from_scripts_and_other_sites(house) -> None:
    client = house.client("lead")
    client.get("/changes/")
    session = client.cookies["takehold"]
    assert session["httponly"]
    assert session["samesite"] == "Lax"


def test_a_form_without_its_token_is_refused(house) -> None:
    client = Client(enforce_csrf_checks=True)
    client.cookies = house.client("admin").cookies
    assert client.post("/teams/floor/", {"to": 9}).status_code == 403
    assert client.post("/api/v1/changes", {}, content_type="application/json").status_code in (401, 403)


@pytest.mark.parametrize(
    ("who", "idle", "still_in"), [("admin", 31, False), ("admin", 29, True), ("manager", 31, True)]
)
def test_privileged_sessions_end_after_half_an_hour_of_nothing(
    house, who: str, idle: int, still_in: bool
) -> None:
    client = house.client(who)
    client.get("/changes/")
    session = client.session
    session["seen"] -= idle * 60
    session.save()
    assert (client.get("/changes/").status_code == 200) == still_in


def test_every_session_ends_twelve_hours_after_signing_in(house) -> None:
    client = house.client("manager")
    client.get("/changes/")
    session = client.session
    session["began"] -= 12 * 3600 + 1
    session.save()
    assert client.get("/changes/").status_code == 302


def test_a_session_in_use_is_written_once_a_minute_not_at_each_page(
    house, django_assert_max_num_queries
) -> None:
    client = house.client("manager")
    client.get("/healthz")
    session = client.session["seen"]
    client.get("/healthz")
    assert client.session["seen"] == session
    assert SessionAges.__doc__


def test_nobody_signs_up_and_a_wrong_password_says_nothing_of_the_address(house) -> None:
    assert "password1" not in Client().get("/accounts/signup/").content.decode()
    said = {
        address: Client()
        .post("/accounts/login/", {"login": address, "password": "wrong-password-1"})
        .content.decode()
        for address in ("manager@example.org", "nobody@example.org")
    }
    shown = {
        re.sub(r'name="csrf\w+" value="[^"]*"', "", text).replace(address, "")
        for address, text in said.items()
    }
    assert len(shown) == 1


def test_guessing_passwords_is_slowed_down(house) -> None:
    """After some wrong guesses even the right password does not open; from a fresh start it does."""
    right = {"login": "admin@example.org", "password": "admin-password-1"}
    cache.clear()
    assert Client().post("/accounts/login/", right).status_code == 302
    cache.clear()
    for n in range(6):
        Client().post("/accounts/login/", {**right, "password": f"guess-{n}"})
    assert Client().post("/accounts/login/", right).status_code != 302
    cache.clear()


SHOW = """
import django; django.setup()
from django.conf import settings as s
print(s.SESSION_COOKIE_NAME, s.CSRF_COOKIE_NAME, s.SESSION_COOKIE_SECURE, s.SECURE_HSTS_SECONDS > 0, s.SECURE_SSL_REDIRECT, s.DEBUG)
"""


@pytest.mark.parametrize(
    ("address", "shown"),
    [
        ("https://takehold.example.org", "__Host-takehold __Host-csrf True True True False"),
        ("http://localhost:8000", "takehold csrf False False False False"),
    ],
)
def test_https_turns_on_what_needs_it(tmp_path: Path, address: str, shown: str) -> None:
    env = {
        **os.environ,
        "TAKEHOLD_URL": address,
        "TAKEHOLD_HOME": str(tmp_path),
        "DJANGO_SETTINGS_MODULE": "takehold.config.settings",
    }
    done = subprocess.run([sys.executable, "-c", SHOW], env=env, capture_output=True, text=True, check=True)
    assert done.stdout.split("\n")[-2] == shown
