"""The engines that answer an Ibis expression: DuckDB inside the process, Spark when one machine is outgrown."""

from __future__ import annotations

import os
import threading
from hashlib import sha256
from pathlib import Path
from typing import Any

import pyarrow as pa

from takehold.evidence.sentences import Problem

DUCKDB = "duckdb"
SPARK = "spark"
REMOTE = "sc://"

Key = tuple[object, ...]


class _Kept(threading.local):
    """Backends of one thread, by what they were asked for."""

    def __init__(self) -> None:
        self.backends = _Backends()


class _Backends(dict[Key, Any]):
    """When their thread ends they are left to the next one that asks, and never closed.

    Threads of the server end when they have been idle. A connection to DuckDB that is closed as a part of that asks
    for the interpreter's lock, upon which Python before 3.12.4 frees the state of the thread twice and the server
    dies (https://github.com/python/cpython/issues/119585).
    """

    def __init__(self) -> None:
        super().__init__()
        self.process = os.getpid()

    def __del__(self) -> None:
        if self.process == os.getpid():
            for key, backend in self.items():
                _left.setdefault(key, []).append(backend)


_of_thread = _Kept()
_left: dict[Key, list[Any]] = {}
"""Opened by threads that have ended, and used by none."""


class UnknownEngine(Problem, ValueError):
    """An engine that Takehold does not speak to. ``str()`` lists those it does."""


def connect(
    engine: str = DUCKDB, *, memory: str = "800MB", threads: int = 2, scratch: Path | None = None
) -> Any:
    """An Ibis backend, opened on first use and kept for this thread of this process only.

    A connection must not cross a fork nor serve two threads at once. ``scratch`` is where DuckDB spills what does
    not fit ``memory``; without it nothing is spilled and a query that is too large fails.

    Args:
        engine: ``duckdb``, ``spark`` (local), or ``sc://host:port`` (Spark Connect).
        memory: the most that DuckDB may hold, as DuckDB writes it. Per connection, not per query.
        threads: threads of DuckDB, or local cores of Spark.

    Raises:
        UnknownEngine: for any other name.
    """
    key = (os.getpid(), engine, memory, threads, str(scratch) if scratch else "")
    kept = _of_thread.backends
    if key not in kept:
        try:
            kept[key] = _left[key].pop()
        except (KeyError, IndexError):
            kept[key] = _opened(*key[1:])
    return kept[key]


def _opened(engine: str, memory: str, threads: int, scratch: str) -> Any:
    if engine == DUCKDB:
        return _duckdb(memory, threads, scratch)
    if engine == SPARK or engine.startswith(REMOTE):
        return _spark(engine, threads)
    raise UnknownEngine(
        'The engine "{engine}" is not known. Allowed: duckdb, spark, sc://host:port.', engine=engine
    )


def _duckdb(memory: str, threads: int, scratch: str) -> Any:
    from ibis.backends.duckdb import Backend

    backend = Backend()
    backend.do_connect(
        ":memory:",
        memory_limit=memory,
        threads=threads,
        temp_directory=scratch,
        preserve_insertion_order=False,
        autoinstall_known_extensions=False,
        autoload_known_extensions=False,
    )
    backend.raw_sql("SET enable_progress_bar = false")
    backend.raw_sql("SET TimeZone = 'UTC'")
    return backend


def _spark(engine: str, threads: int) -> Any:
    """A Spark session in UTC. Spark is an extra of the package; without it the error says how to get it."""
    try:
        from pyspark.sql import SparkSession
    except ImportError as error:
        raise UnknownEngine("Spark is not installed here; install takehold[spark].") from error
    import ibis

    builder = (
        SparkSession.builder.remote(engine)
        if engine.startswith(REMOTE)
        else SparkSession.builder.master(f"local[{threads}]")
        .config("spark.ui.enabled", "false")
        .config("spark.ui.showConsoleProgress", "false")
        .config("spark.sql.shuffle.partitions", str(threads))
    )
    session = builder.config("spark.sql.session.timeZone", "UTC").getOrCreate()
    return ibis.pyspark.connect(session)


def table(backend: Any, paths: list[Path]) -> Any:
    """The rows of Parquet files as one Ibis table, columns matched by name."""
    names = [str(p) for p in paths]
    if backend.name == "duckdb":
        name = "t_" + sha256("\0".join(names).encode()).hexdigest()[:24]
        return backend.read_parquet(names, table_name=name, union_by_name=True)
    parts = [backend.read_parquet(name) for name in names]
    first, *rest = parts
    for part in rest:
        first = first.union(part)
    return first


def rows(backend: Any, expression: Any) -> pa.Table:
    """The answer to an expression as an Arrow table, without a detour that would turn missing integers to floats."""
    if backend.name == "pyspark":
        return backend._session.sql(backend.compile(expression)).toArrow()
    return backend.to_pyarrow(expression)
