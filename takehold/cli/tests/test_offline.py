"""The parts of the offline commands: columns that line up, text that cannot steer a terminal, bars, language, charts."""

import gettext
import io
import sys

import click
import pytest

from takehold.cli.offline import drawing, judging, language, telling, terminal
from takehold.cli.offline.inspecting import as_values
from takehold.evidence.facts import ColumnFound, Columns, Format, Inspection, Question, Recipe, Shape, Source
from takehold.evidence.tests.reports import HOSTILE, report

PLAIN = gettext.NullTranslations()


@pytest.fixture(scope="module")
def one():
    return report()


def test_columns_line_up_also_with_wide_letters():
    lines = terminal.columns(
        [("a", "1", "x"), ("東京", "10", "y"), ("e\u0301", "3", "z")], right=frozenset((1,))
    )
    assert lines == ["a      1  x", "東京  10  y", "e\u0301      3  z"]
    assert terminal.columns([]) == []


def test_text_from_files_cannot_steer_the_terminal():
    assert terminal.clean("a\x1b[31mb\u202ec\nd") == "a�[31mb�c�d"


def test_no_bar_where_nobody_looks(monkeypatch):
    monkeypatch.setattr(sys, "stderr", io.StringIO())
    with terminal.progress("Reading") as at:
        assert at is None


def test_a_bar_after_two_seconds(monkeypatch):
    class Screen(io.StringIO):
        def isatty(self):
            return True

    clock = iter((0.0, 1.0, 3.0, 4.0))
    monkeypatch.setattr(sys, "stderr", Screen())
    monkeypatch.setattr(terminal.time, "monotonic", lambda: next(clock, 5.0))
    monkeypatch.setattr(
        click.progressbar(length=1).__class__, "render_progress", lambda self: seen.append(self.pos)
    )
    seen = []
    with terminal.progress("Reading") as at:
        at(0.1)
        assert seen == []
        at(0.5)
        at(0.4)
    assert seen[-1] == 1000
    assert seen == sorted(seen)


def test_lines_begin_with_the_answer(one):
    lines = [click.unstyle(line) for line in telling.told(one, PLAIN)]
    assert lines[0] == "Log the change first: slipping back in 1 of 4 teams, cannot tell in 1, holding in 2"
    text = "\n".join(lines)
    assert "Ward 10" in text
    assert "Down from " in text
    assert "5,000 rows read, 2 not read, 1 came twice; as of 27 December 2026." in text
    assert "  line 7: “31/02/2026” is no day." in text
    several = [click.unstyle(line) for line in telling.told(report(several=2), PLAIN)]
    assert several[0] == "2 behaviours: 2 slipping back"
    assert any(line.startswith("Behaviour 1: slipping back") for line in several)


def test_charts_take_the_colours_of_the_page(one):
    verdict = one.behaviours[0].verdict.whole
    for narrow in (False, True):
        svg = drawing.chart(verdict, 0.8, verdict.trend.starts[3], narrow, PLAIN)
        assert svg.startswith("<svg")
        assert "var(--good)" in svg
        assert 'role="img"' in svg


def test_the_whole_page_with_charts(one):
    page = judging._html(one, PLAIN)
    assert page.count('role="img"') == 2
    assert HOSTILE not in page


def test_english_where_there_is_no_translation(monkeypatch):
    monkeypatch.setenv("LANGUAGE", "xx")
    assert language.translations().gettext("holding") == "holding"


def test_an_inspection_as_json():
    found = Inspection(
        file="f.csv", format=Format.CSV, packing="", encoding="utf-8", delimiter=",", sheets=(), records=3, exact=True,
        columns=(ColumnFound("reassignment_count", ("0",), ("number",), 0.25),), rows=(),
        proposed=Recipe(Source(Format.CSV, Shape.CASES), Columns(case="c", at="t", team="g")),
        questions=(Question("order", "Day or month first?"),),
    )  # fmt: skip
    values = as_values(found)
    assert values["behaviours"] == ["one-reassignment"]
    assert values["columns"][0]["missing"] == 0.25
    assert values["questions"] == [{"code": "order", "text": "Day or month first?"}]
    assert 'shape = "cases"' in values["recipe"]


@pytest.mark.parametrize(
    ("written", "meant"), [("90", "0.9 for 90 %"), ("0", "0.9 for 90 %"), ("most", "0.9 for 90 %")]
)
def test_a_share_that_is_none_is_told_how_to_write_one(written, meant):
    with pytest.raises(click.BadParameter, match=meant):
        terminal.Share().convert(written, None, None)
    assert terminal.Share().convert("0.8", None, None) == 0.8


def test_a_day_is_written_in_one_way_only():
    assert terminal.Day().convert("2026-01-31", None, None).isoformat() == "2026-01-31"
    with pytest.raises(click.BadParameter, match="such as 2026-01-31"):
        terminal.Day().convert("31/01/2026", None, None)
