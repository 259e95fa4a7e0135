"""Parquet: sizes are looked at before a value is read, and what was read is counted against the file's own figures."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from takehold.evidence.facts import Caution
from takehold.evidence.limits import Limits, Refused
from takehold.evidence.readers.table import check_columns, check_rows, headings, places, schema

_BATCH: Final = 16_384
_FEW_CELLS: Final = 20_000_000
_THRIFT: Final = 64_000_000


class ParquetTable:
    """An opened Parquet file; a record's line is its place in the file, from 1."""

    typed = True

    def __init__(self, path: Path, limits: Limits) -> None:
        """Read the metadata and refuse what would unfold beyond the limits."""
        self.path = path
        self.limits = limits
        self.cautions: list[Caution] = []
        try:
            self.file = pq.ParquetFile(
                path, thrift_string_size_limit=_THRIFT, thrift_container_size_limit=1_000_000
            )
            self.fields = self.file.schema_arrow
        except (pa.ArrowException, OSError, ValueError):
            raise _damaged() from None
        check_columns(len(self.fields), limits)
        self.columns = headings(self.fields.names)
        self._weigh()

    def _weigh(self) -> None:
        found, packed = self.file.metadata, self.path.stat().st_size
        check_rows(found.num_rows, self.limits)
        groups = [found.row_group(place) for place in range(found.num_row_groups)]
        size = sum(group.total_byte_size for group in groups)
        if sum(group.num_rows for group in groups) != found.num_rows or size < 0:
            raise _damaged()
        cells = found.num_rows * found.num_columns
        ceiling = self.limits.may_unpack_to(packed)
        if size > ceiling or cells > max(_FEW_CELLS, packed * self.limits.unpacked_ratio):
            raise Refused(
                "The file unfolds to {rows} rows and {size_most} from {size}. That is not "
                "how data packs; it is made to fill the memory. Export a shorter period, as CSV if you can.",
                rows=found.num_rows,
                size_most=max(size, cells),
                size=packed,
            )

    def records(self) -> int | None:
        """From the metadata."""
        return int(self.file.metadata.num_rows)

    def batches(self, names: Sequence[str]) -> Iterator[pa.RecordBatch]:
        """All rows in file order, as text; times as ISO 8601."""
        wanted = places(names, self.columns)
        if len(set(self.fields.names)) != len(self.fields.names):
            raise Refused("The file has two columns of the same name. Rename one, then export it again.")
        real = [self.fields.names[place] for place in wanted]
        form, line = schema(len(real)), 1
        try:
            for batch in self.file.iter_batches(_BATCH, columns=list(dict.fromkeys(real)), use_threads=False):
                batch.validate(full=True)
                rows = batch.num_rows
                lines = pa.array(range(line, line + rows), pa.int64())
                texts = [_text(batch.column(name), name) for name in real]
                self._check_cells(texts, line)
                yield pa.record_batch([lines, pa.nulls(rows, pa.string()), *texts], schema=form)
                line += rows
        except (pa.ArrowException, OSError, ValueError):
            raise _damaged() from None
        if line - 1 != self.file.metadata.num_rows:
            raise _damaged()

    def _check_cells(self, texts: Sequence[pa.Array], line: int) -> None:
        for column in texts:
            longest = pc.max(pc.utf8_length(column)).as_py()
            if longest is not None and longest > self.limits.cell:
                raise Refused(
                    "A cell among the records from {line} on holds more than {most} characters. "
                    "Export without that column.",
                    line=line,
                    most=self.limits.cell,
                )


def _text(column: pa.Array, name: str) -> pa.Array:
    kind = column.type
    if pa.types.is_dictionary(kind):
        column = column.dictionary_decode()
        kind = column.type
    if pa.types.is_nested(kind):
        raise Refused(
            "The column “{column}” holds lists or objects, not single values. Export it as plain text.",
            column=name[:60],
        )
    if pa.types.is_floating(kind):
        return _numbers(column.cast(pa.float64()))
    if pa.types.is_timestamp(kind):
        column = column.cast(pa.timestamp("us", tz=kind.tz), safe=False)
    if pa.types.is_binary(kind) or pa.types.is_large_binary(kind) or pa.types.is_fixed_size_binary(kind):
        column = column.cast(pa.binary())
    return column.cast(pa.string())


def _numbers(column: pa.Array) -> pa.Array:
    """3.0 as 3; what is no number as missing."""
    from takehold.evidence.readers.jsonl import number_text

    return pa.array([None if cell is None else number_text(cell) for cell in column.to_pylist()], pa.string())


def _damaged() -> Refused:
    return Refused(
        "The Parquet file is damaged: what stands in it does not agree with its own table of contents. Export it again."
    )
