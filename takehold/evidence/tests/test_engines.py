"""Engines: one connection a thread, settings of our own, and a clear word where there is none."""

import threading

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from takehold.evidence import engines


def setting(backend, name):
    return backend.raw_sql(f"SELECT current_setting('{name}')").fetchone()[0]


def test_settings_are_ours(tmp_path):
    backend = engines.connect(memory="300MB", threads=1, scratch=tmp_path)
    assert setting(backend, "threads") == 1
    assert setting(backend, "memory_limit") == "286.1 MiB"
    assert setting(backend, "temp_directory") == str(tmp_path)
    assert setting(backend, "TimeZone") == "UTC"
    assert setting(backend, "preserve_insertion_order") is False
    assert setting(backend, "enable_progress_bar") is False
    assert setting(engines.connect(), "temp_directory") == ""


def test_a_connection_is_kept_for_its_thread_only():
    here = engines.connect()
    assert engines.connect() is here
    assert engines.connect(memory="200MB") is not here
    found = []
    other = threading.Thread(target=lambda: found.append(engines.connect()))
    other.start()
    other.join()
    assert found[0] is not here


def test_files_are_read_by_column_name(tmp_path):
    pq.write_table(pa.table({"a": [1], "b": ["x"]}), tmp_path / "1.parquet")
    pq.write_table(pa.table({"b": ["y"], "a": [2], "c": [3.5]}), tmp_path / "2.parquet")
    backend = engines.connect()
    table = engines.table(backend, [tmp_path / "1.parquet", tmp_path / "2.parquet"])
    rows = engines.rows(backend, table.order_by("a")).to_pylist()
    assert rows == [{"a": 1, "b": "x", "c": None}, {"a": 2, "b": "y", "c": 3.5}]


def test_an_unknown_engine_lists_those_there_are():
    with pytest.raises(
        engines.UnknownEngine, match=r'"sqlite" is not known. Allowed: duckdb, spark, sc://host:port'
    ):
        engines.connect("sqlite")
