"""``takehold open-account`` and ``give-role``: who may sign in, and what for."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner
from django.contrib.auth import authenticate

from conftest import House
from takehold.audit import queries as audit
from takehold.cli.site import admitting, commands
from takehold.cli.site import home as data_home
from takehold.people.facts import RoleKind
from takehold.people.models import Person, Role

pytestmark = pytest.mark.django_db


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, house: House) -> Path:
    (tmp_path / data_home.KEY_FILE).write_text("x")
    monkeypatch.setattr(data_home, "start", lambda _home: None)
    return tmp_path


def run(site: Path, *words: str):
    return CliRunner().invoke(commands[words[0]], ["--home", str(site), *words[1:]])


def test_the_password_that_is_shown_opens_the_account(site: Path) -> None:
    found = run(site, "open-account", "ward-1-1")
    assert found.exit_code == 0, found.output
    password = found.output.strip().rsplit(" ", 1)[1]
    user = Person.objects.get(key="ward-1-1").user
    assert user is not None
    assert authenticate(username=user.get_username(), password=password) == user
    assert audit.recent(1)[0].action == "account opened"
    assert password not in str(audit.recent(1)[0])


@pytest.mark.parametrize("role", admitting.ROLES)
def test_a_role_is_given_once_and_put_on_record(site: Path, role: str) -> None:
    for _twice in range(2):
        assert run(site, "give-role", "ward-1-1", role).exit_code == 0
    held = Role.objects.get(person__key="ward-1-1", team=None, initiative_id=None)
    assert held.kind == RoleKind(role.replace("-", " "))


def test_an_unknown_key_and_an_unknown_role_are_refused(site: Path) -> None:
    for words in (("open-account", "nobody"), ("give-role", "nobody", "auditor")):
        found = run(site, *words)
        assert found.exit_code == 1
        assert "There is no person with the key nobody." in found.output
    assert run(site, "give-role", "ward-1-1", "king").exit_code == 2
