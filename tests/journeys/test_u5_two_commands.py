"""U5 two commands: on a fresh machine one command is a running organisation, and one is a site of one's own.

The processes are really started, asked over HTTP and stopped; nothing here knows Django. The demo
is built by its command, in a folder that other tests copy too.
"""

from __future__ import annotations

import io
import json
import re
import shutil
import stat
import tomllib
from pathlib import Path

import pytest

from tests.journeys.living import Site, run
from tests.once import demo

ROOT = Path(__file__).resolve().parents[2]
TEAMS = (
    "key,name,parent,from,to,people\nhouse,House,,,,\ned,Emergency,house,,,14\nicu,Intensive care,house,,,9\n"
)


def test_an_empty_folder_becomes_a_site_that_one_can_sign_in_to(tmp_path: Path) -> None:
    with Site(tmp_path / "data") as site:
        email, password = site.credentials()
        assert f"Takehold is at http://localhost:{site.port}/" in site.said
        assert stat.S_IMODE(site.home.stat().st_mode) == 0o700
        assert stat.S_IMODE((site.home / "secret-key").stat().st_mode) == 0o600
        stranger = site.visitor()
        assert stranger.goes("/changes/").address == "/accounts/login/?next=/changes/"
        site.signed_in(email, "not-this-password").page.says("Sign in")
        admin = site.signed_in(email, password)
        admin.goes("/").says("There is no change yet", "Describe your change")
        admin.goes("/teams/").says("There are no teams yet")
        file = io.BytesIO(TEAMS.encode())
        file.name = "teams.csv"
        admin.presses("Bring it in", {"file": file}, what="teams").says("3 teams with 23 people")
        admin.goes("/changes/")
        admin.clicks("New change")
        said = {"What is to be done": "Handover in the record", "Why is it done": "Paper was lost."}
        admin.presses("Begin this change", fill=said).says("The change is there.")
        told = json.loads(admin.goes("/api/v1/changes").raw)["items"]
        assert [each["name"] for each in told] == ["Handover in the record"]
        busy = run("serve", "--port", str(site.port), home=tmp_path / "other")
        assert busy.returncode == 2
        assert f"Port {site.port}" in busy.stderr
        assert "Choose another" in busy.stderr
        assert "Traceback" not in busy.stderr
        found = {each["check"]: each for each in json.loads(run("doctor", "--json", home=site.home).stdout)}
        assert [each["sentence"] for each in found.values() if each["grave"] and not each["well"]] == []
        assert found["jobs"]["well"], "web and jobs run in the one process"
        site.stop()
        site.start()
        assert "password" not in site.said, "it is shown once"
        admin = site.signed_in(email, password)
        admin.goes("/changes/").says("Handover in the record", "No co-owner from the departments yet.")
    checked = run("verify-audit", home=site.home)
    assert checked.returncode == 0
    assert "each follows the one before it" in checked.stdout
    other = run("demo", "--only-build", home=site.home)
    assert other.returncode == 2
    assert "holds no demo, so nothing is touched there" in other.stderr


def test_the_demo_is_an_organisation_in_one_command(
    tmp_path: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    shutil.copytree(demo(tmp_path_factory), tmp_path / "demo")
    with Site(tmp_path / "demo", command="demo") as site:
        assert f"The hospital is at http://localhost:{site.port}/demo/" in site.said
        visitor = site.visitor()
        visitor.goes("/").says("A hospital in the middle of three changes", "sixty teams")
        assert visitor.page.address == "/demo/"
        visitor.presses("Come in as Change lead")
        visitor.page.says("3 changes. 1 is slipping back in", "taking hold", "holding in")
        visitor.clicks("Handover in the record").says("Why we do this:", "Where it slips", "Levels changed:")
        told = json.loads(visitor.goes("/api/v1/changes").raw)["items"]
        assert {each["verdict"] for each in told} >= {"holding", "taking hold"}
        visitor.goes("/demo/")
        visitor.presses("Come in as Manager of Ward 7").says("Something slides back in Ward 7.")


def test_the_two_commands_are_those_that_the_readme_names() -> None:
    readme, makefile = (ROOT / "README.md").read_text(), (ROOT / "Makefile").read_text()
    for target in ("demo", "test"):
        assert f"make {target}" in readme
        assert re.search(rf"^{target}:", makefile, re.MULTILINE)
    scripts = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["scripts"]
    assert scripts["takehold"] == "takehold.cli.main:main"
