"""XES: traces and events, attributes of both, and no XML that could do harm."""

from __future__ import annotations

from pathlib import Path

import pytest

from takehold.evidence.facts import Columns, Format
from takehold.evidence.limits import DEFAULT_LIMITS, Limits, Refused
from takehold.evidence.readers.xes import XesTable
from takehold.evidence.tests.at_once import perform, recipe, write

COLUMNS = Columns(case="case:concept:name", activity="concept:name", at="time:timestamp", team="org:group")
EVENT = '<event><string key="concept:name" value="{}"/><date key="time:timestamp" value="2024-01-0{}T10:00:00.000+01:00"/>{}</event>\n'


def log(*traces: str, head: str = "") -> str:
    return (
        f'<?xml version="1.0"?>\n<log>{head}\n'
        + "".join(f"<trace>{trace}</trace>" for trace in traces)
        + "</log>\n"
    )


def trace(name: str, *events: str) -> str:
    return f'<string key="concept:name" value="{name}"/>\n' + "".join(events)


def test_events_with_lifecycle_and_nested_attributes(tmp_path: Path) -> None:
    rest = '<string key="org:group" value="G"><string key="concept:name" value="inner"/></string><string key="lifecycle:transition" value="complete"/>'
    text = log(
        trace("A", EVENT.format("New", 1, rest), EVENT.format("Done", 2, "")),
        trace("B", EVENT.format("New", 3, "")),
        EVENT.format("New", 4, ""),
        head='<int key="meta_general:traces_total" value="4"/><int key="meta_general:events_total" value="4"/>',
    )
    plan = recipe(format=Format.XES, columns=COLUMNS, carried=["lifecycle:transition"])
    told, rows = perform(write(tmp_path / "a.xes", text), plan)
    assert [(r["case_id"], r["activity"], r["team"], r["x_lifecycle:transition"]) for r in rows] == [
        ("A", "New", "G", "complete"), ("A", "Done", None, None), ("B", "New", None, None),
    ]  # fmt: skip
    assert told["rejections"] == [[8, "names no case", "case:concept:name", "a.xes"]]
    assert [text for code, text in told["cautions"] if code == "log_header"] == [
        "The log's own header says 4 cases; 3 were found in it."
    ]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ('<?xml version="1.0"?><!DOCTYPE log [<!ENTITY a "b">]><log/>', "DTD"),
        ('<!DOCTYPE log SYSTEM "http://example.com/x.dtd"><log/>', "DTD"),
        ("<log><trace>", "no event|well-formed"),
        ("<html/>", "<log> belongs"),
        ("<log></log>", "no event"),
        ("<log>" + "<string key='a' value='b'>" * 80, "64 levels"),
        ('<?xml version="1.0" encoding="no-such"?><log/>', "well-formed"),
        ("<log>\x00</log>", "well-formed"),
    ],
)
def test_bad_logs_are_refused_in_words(tmp_path: Path, text: str, words: str) -> None:
    with pytest.raises(Refused, match=words) as refusal:
        XesTable(write(tmp_path / "a.xes", text), DEFAULT_LIMITS)
    assert refusal.value.detail is None


def test_a_log_that_is_cut_off_is_refused_whole(tmp_path: Path) -> None:
    text = log(trace("A", *[EVENT.format("New", 1, "")] * 30))
    path = write(tmp_path / "a.xes", text[: len(text) - 20])
    with pytest.raises(Refused, match="cut off"):
        perform(path, recipe(format=Format.XES, columns=COLUMNS))


def test_a_missing_attribute_is_named(tmp_path: Path) -> None:
    path = write(tmp_path / "a.xes", log(trace("A", EVENT.format("New", 1, ""))))
    with pytest.raises(Refused, match="no column “org:group”"):
        perform(path, recipe(format=Format.XES, columns=COLUMNS))


@pytest.mark.parametrize("over", [0, 1])
def test_depth_holds_at_the_edge(tmp_path: Path, over: int) -> None:
    deep = 64 - 3 + over
    text = log(trace("A", EVENT.format("New", 1, '<string key="a" value="b">' * deep + "</string>" * deep)))
    path = write(tmp_path / "a.xes", text)
    if over:
        with pytest.raises(Refused, match="64 levels"):
            XesTable(path, Limits())
    else:
        XesTable(path, Limits())
