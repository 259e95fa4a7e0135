"""OCEL 2.0: the same log as JSON and as a database gives the same rows; what is none of it is refused in a sentence."""

from __future__ import annotations

import json
import sqlite3
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from takehold.evidence import inspection, reading
from takehold.evidence.facts import Columns, Format, Shape
from takehold.evidence.limits import Refused
from takehold.evidence.readers.ocel import OcelTable
from takehold.evidence.readers.opening import recognise
from takehold.evidence.tests.at_once import perform, recipe, write

COLUMNS = Columns(case="ocel:oid", activity="ocel:activity", at="ocel:timestamp", team="related:team")
EVENTS = [
    ("e1", "register", "2026-01-05T08:00:00Z", {"channel": "phone"}, ["i1", "d1"]),
    ("e2", "assign", "2026-01-05T09:00:00Z", {}, ["i1", "i2", "d2"]),
    ("e3", "close", "2026-01-06T10:30:00Z", {"minutes": 12.5}, ["i1"]),
    ("e4", "audit", "2026-01-07T10:30:00Z", {}, ["d1", "no-such"]),
]
OBJECTS = [
    ("i1", "incident", [("priority", "2026-01-01T00:00:00Z", "low"), ("priority", "2026-01-06T00:00:00Z", "high")]),
    ("i2", "incident", []),
    ("d1", "team", [("site", "2026-01-01T00:00:00Z", "north")]),
    ("d2", "team", []),
]  # fmt: skip


def as_json(events: Any = EVENTS, objects: Any = OBJECTS, **more: Any) -> str:
    """A log as the specification writes it."""
    log = {
        "objectTypes": [{"name": "incident", "attributes": []}, {"name": "team", "attributes": []}],
        "eventTypes": [],
        "objects": [
            {
                "id": one,
                "type": kind,
                "attributes": [{"name": n, "time": at, "value": v} for n, at, v in said],
                "relationships": [{"objectId": "i1", "qualifier": "itself"}],
            }
            for one, kind, said in objects
        ],
        "events": [
            {
                "id": one,
                "type": kind,
                "time": at,
                "attributes": [{"name": n, "value": v} for n, v in said.items()],
                "relationships": [{"objectId": o, "qualifier": ""} for o in related],
            }
            for one, kind, at, said, related in events
        ],
    }
    return json.dumps({**log, **more})


def as_database(path: Path, *statements: str) -> Path:
    """The same log written the other way: by tables, with a map of types."""
    db = sqlite3.connect(path)
    db.executescript(
        "CREATE TABLE event(ocel_id TEXT, ocel_type TEXT); CREATE TABLE object(ocel_id TEXT, ocel_type TEXT);"
        "CREATE TABLE event_object(ocel_event_id TEXT, ocel_object_id TEXT, ocel_qualifier TEXT);"
        "CREATE TABLE object_object(ocel_source_id TEXT, ocel_target_id TEXT, ocel_qualifier TEXT);"
        "CREATE TABLE event_map_type(ocel_type TEXT, ocel_type_map TEXT);"
        "CREATE TABLE object_map_type(ocel_type TEXT, ocel_type_map TEXT);"
    )
    for what in ("register", "assign", "close", "audit"):
        db.execute(f'CREATE TABLE "event_{what}"(ocel_id TEXT, ocel_time TEXT, channel TEXT, minutes REAL)')
        db.execute("INSERT INTO event_map_type VALUES (?, ?)", (what, what))
    for what, said in (("incident", "priority"), ("team", "site")):
        db.execute(
            f'CREATE TABLE "object_{what}"(ocel_id TEXT, ocel_time TEXT, ocel_changed_field TEXT, {said} TEXT)'
        )
        db.execute("INSERT INTO object_map_type VALUES (?, ?)", (what, what))
    for one, kind, at, said, related in EVENTS:
        db.execute("INSERT INTO event VALUES (?, ?)", (one, kind))
        row = (one, at, said.get("channel"), said.get("minutes"))
        db.execute(f'INSERT INTO "event_{kind}" VALUES (?, ?, ?, ?)', row)
        db.executemany("INSERT INTO event_object VALUES (?, ?, '')", [(one, each) for each in related])
    for one, kind, values in OBJECTS:
        db.execute("INSERT INTO object VALUES (?, ?)", (one, kind))
        for name, at, value in reversed(values):
            db.execute(f'INSERT INTO "object_{kind}" VALUES (?, ?, ?, ?)', (one, at, name, value))
    for statement in statements:
        db.execute(statement)
    db.commit()
    db.close()
    return path


@pytest.mark.parametrize("form", ["json", "sqlite"])
def test_an_event_is_a_row_for_each_object_that_is_the_case(tmp_path: Path, form: str) -> None:
    path = write(tmp_path / "log.json", as_json()) if form == "json" else as_database(tmp_path / "log.sqlite")
    plan = recipe(
        format=Format.OCEL,
        columns=COLUMNS,
        sheet="incident",
        carried=["channel", "minutes", "object:priority"],
    )
    told, rows = perform(path, plan)
    assert [(r["case_id"], r["activity"], r["team"], r["x_channel"], r["x_minutes"]) for r in rows] == [
        ("i1", "register", "d1", "phone", None),
        ("i1", "assign", "d2", None, None),
        ("i2", "assign", "d2", None, None),
        ("i1", "close", None, None, "12.5"),
    ]
    assert [r["x_object:priority"] for r in rows] == ["high", "high", None, "high"]
    assert [text for code, text in told["cautions"] if code == "ocel_left"] == [
        "1 of 4 events belong to no “incident” and are in no case."
    ]
    assert told["rejections"] == []


def test_both_forms_have_the_same_types_and_columns(tmp_path: Path) -> None:
    from takehold.evidence.limits import DEFAULT_LIMITS

    files = (write(tmp_path / "log.json", as_json()), as_database(tmp_path / "log.db"))
    seen = [OcelTable(path, None, DEFAULT_LIMITS) for path in files]
    assert seen[0].columns == seen[1].columns
    assert seen[0].sizes() == seen[1].sizes() == {"incident": (5, 8), "team": (4, 8)}
    assert [each.sheet for each in seen] == ["incident"] * 2
    assert [recognise(path, path.name) for path in files] == [Format.OCEL] * 2


@pytest.mark.parametrize("form", ["json", "sqlite"])
def test_it_is_looked_into_and_read_in_the_sandbox(tmp_path: Path, form: str) -> None:
    path = write(tmp_path / "log.json", as_json()) if form == "json" else as_database(tmp_path / "log.sqlite")
    found = inspection.inspect(path)
    assert (found.format, found.sheets, found.sheet_records) == (Format.OCEL, ("incident", "team"), (4, 3))
    assert found.proposed is not None
    assert (found.proposed.source.shape, found.proposed.source.sheet) == (Shape.EVENTS, "incident")
    assert (found.proposed.columns.case, found.proposed.columns.activity) == ("ocel:oid", "ocel:activity")
    out = tmp_path / "out"
    out.mkdir()
    read = reading.read([path], found.proposed, out)
    assert (read.rows_read, read.rows_rejected, read.cases) == (4, 0, 2)
    assert inspection.inspect(path, sheet="team").records == 3


def test_an_event_that_is_none_is_a_rejected_record(tmp_path: Path) -> None:
    log = json.loads(as_json())
    log["events"][1:1] = [7, {"id": "x", "type": "t"}, {"id": "y", "type": "t", "time": ["2026"]}]
    plan = recipe(format=Format.OCEL, columns=COLUMNS, sheet="incident")
    told, rows = perform(write(tmp_path / "log.json", json.dumps(log)), plan)
    assert [line for line, *_rest in told["rejections"]] == [2, 3, 4]
    assert {why for _line, why, *_rest in told["rejections"]} == {"is no event with an id, a type and a time"}
    assert len(rows) == 4


HOSTILE = [
    ("cut.json", as_json()[:-40], "cut off"),
    ("deep.json", '{"events": ' + "[" * 100_000, "too deep|cut off"),
    ("twice.json", '{"events": [], "events": [], "objects": []}', "twice"),
    ("alone.json", '{"events": []}', "no OCEL 2.0 log"),
    ("types.json", '{"events": {"a": 1}, "objects": []}'.replace('{"a": 1}', "[]").replace('"objects": []', '"objects": 3'), "no OCEL 2.0 log"),
    ("none.json", '{"events": [], "objects": []}', "no event that belongs"),
    ("first.json", '{"ocel:global-log": {}}', "version 1"),
    ("latin.json", '{"events": ["\u00e9"], "objects": []}'.encode("latin-1"), "UTF-8"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "content", "words"), HOSTILE, ids=[each[0] for each in HOSTILE])
def test_what_is_no_log_is_refused_in_a_sentence(tmp_path: Path, name: str, content: Any, words: str) -> None:
    with pytest.raises(Refused, match=words):
        inspection.inspect(write(tmp_path / name, content))


def other_database(path: Path, script: str) -> Path:
    db = sqlite3.connect(path)
    db.executescript(script)
    db.close()
    return path


ENDLESS = "WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n) SELECT x AS ocel_id, x AS ocel_type FROM n"
TABLES = "CREATE TABLE {}(ocel_id, ocel_type, ocel_event_id, ocel_object_id, ocel_type_map);"
NEEDED = ("object", "event_object", "event_map_type", "object_map_type")
WRONG = [
    ("CREATE TABLE customers(id INTEGER, name TEXT);", "a database file, which is not read"),
    (f"CREATE VIEW event AS {ENDLESS};" + "".join(TABLES.format(each) for each in NEEDED), "a database file"),
    (
        "CREATE TABLE event(ocel_id);" + "".join(TABLES.format(each) for each in NEEDED),
        "no column “ocel_type”",
    ),
    ("".join(TABLES.format(each) for each in ("event", *NEEDED)), "no event that belongs"),
]


@pytest.mark.parametrize(("script", "words"), WRONG)
def test_a_database_that_is_no_log_is_refused_and_nothing_in_it_is_run(
    tmp_path: Path, script: str, words: str
) -> None:
    with pytest.raises(Refused, match=words):
        inspection.inspect(other_database(tmp_path / "some.db", script))


def test_a_damaged_database_is_refused(tmp_path: Path) -> None:
    whole = as_database(tmp_path / "log.sqlite").read_bytes()
    for broken in (whole[: len(whole) // 2], whole[:100], whole[:4096] + b"\xff" * (len(whole) - 4096)):
        with pytest.raises(Refused):
            inspection.inspect(write(tmp_path / "broken.sqlite", broken))


def test_a_type_that_no_event_belongs_to_is_named_with_those_there_are(tmp_path: Path) -> None:
    path = write(tmp_path / "log.json", as_json())
    with pytest.raises(Refused, match=r"type “patient”\. It has “incident”, “team”"):
        perform(path, recipe(format=Format.OCEL, columns=COLUMNS, sheet="patient"))


json_values = st.recursive(
    st.none() | st.booleans() | st.integers(-9, 9) | st.text(max_size=4),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(
        st.sampled_from(["id", "type", "time", "attributes", "relationships", "objectId", "name", "value"]), inner, max_size=4
    ),
    max_leaves=12,
)  # fmt: skip


@settings(max_examples=60, deadline=None)
@given(st.lists(json_values, max_size=4), st.lists(json_values, max_size=4))
def test_whatever_stands_in_the_lists_is_read_or_refused_in_words(
    tmp_path_factory: pytest.TempPathFactory, events: list[Any], objects: list[Any]
) -> None:
    log = json.loads(as_json())
    log["events"] += events
    log["objects"] += objects
    path = write(tmp_path_factory.mktemp("ocel") / "log.json", json.dumps(log))
    told, rows = perform(path, recipe(format=Format.OCEL, columns=COLUMNS, sheet="incident"))
    assert len(rows) + len(told["rejections"]) >= 4
