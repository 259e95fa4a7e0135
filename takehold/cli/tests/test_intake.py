"""``takehold import`` walks the same steps as the pages."""

import pytest
from click.testing import CliRunner
from django.conf import settings

from takehold.cli.site import home
from takehold.cli.site.intake import import_file
from takehold.initiatives import operations as initiatives
from takehold.initiatives.facts import InitiativeInput
from takehold.ledger.models import Source

ROWS = "number,opened,group,checked\nT1,2026-01-05 10:00,Ward 1,yes\nT2,2026-01-06 10:00,Ward 1,no\nT3,soon,Ward 1,no\n"
MAPPING = """
[source]
format = "csv"
shape = "cases"
[columns]
case = "number"
at = "opened"
team = "group"
[[behaviour]]
key = "checked"
name = "It is checked"
new_way = { checked = "yes" }
"""


@pytest.fixture
def run(house, tmp_path, monkeypatch, settings):
    folder = tmp_path / "data"
    home.prepare(folder)
    settings.HOME = folder
    monkeypatch.setattr(home, "start", lambda _home: None)
    slug = initiatives.create(
        viewer=house.viewer("admin"), said=InitiativeInput(name="C", reasons=("because",)), now=house.now
    )
    (tmp_path / "a.csv").write_text(ROWS)
    (tmp_path / "m.toml").write_text(MAPPING)

    def invoke(*extra, file="a.csv", change=slug):
        return CliRunner().invoke(
            import_file, [str(tmp_path / file), "--change", change, "--home", str(folder), *extra]
        )

    return invoke, tmp_path


def test_a_file_comes_in_and_the_next_one_needs_no_mapping(run):
    invoke, folder = run
    assert "Give a column mapping" in invoke().output
    first = invoke("--mapping", str(folder / "m.toml"))
    assert first.exit_code == 0, first.output
    assert "2 rows read, 1 rejected, 2 new" in first.output
    assert "wait" not in first.output
    assert "Already imported" in invoke().output
    (folder / "b.csv").write_text(ROWS + "T4,2026-01-07 10:00,Ward 1,yes\n")
    assert "1 new" in invoke(file="b.csv").output


def test_what_is_wrong_is_said_with_exit_code_2(run):
    invoke, folder = run
    assert "no change “other”" in invoke(change="other").output
    (folder / "bad.toml").write_text("[source]\nformat = 'pdf'\n")
    wrong = invoke("--mapping", str(folder / "bad.toml"))
    assert wrong.exit_code == 2
    assert "Line 2" in wrong.output
    (folder / "x.pdf").write_text("x")
    assert "not a kind of file" in invoke(file="x.pdf").output


def test_names_that_wait_are_told_with_the_page_where_they_are_matched(run):
    invoke, folder = run
    (folder / "c.csv").write_text(
        ROWS.replace("T2,2026-01-06 10:00,Ward 1", "T2,2026-01-06 10:00,Somewhere else")
    )
    done = invoke("--mapping", str(folder / "m.toml"), file="c.csv")
    assert done.exit_code == 0, done.exception
    said = done.output
    assert "1 name of a team waits to be matched" in said
    source = Source.objects.get().id
    assert f"http://testserver/sources/{source}/teams/" in said.replace(settings.URL, "http://testserver")
