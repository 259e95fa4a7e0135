"""Reading a log for the services in it: in a throw-away process, out of which only counts by week and group come."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, Final

from takehold.evidence.limits import DEFAULT_LIMITS, Limits, Refused
from takehold.evidence.sandbox import Progress, run, workshop
from takehold.evidence.sentences import unpacked
from takehold.evidence.usage.catalogue import Catalogue

PLACES: Final = ("group", "few", "nowhere", "house")


@dataclass(frozen=True, slots=True)
class Whereabouts:
    """To which cell people belong. Cells are any texts.

    ``people``: account or mail address in small letters -> cell. ``ranges``: (network such as 10.1.0.0/16, cell).
    ``labels``: name of a department as a table has it -> cell.
    """

    people: Mapping[str, str] = field(default_factory=dict)
    ranges: Sequence[tuple[str, str]] = ()
    labels: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Cell:
    """A service in a week (its Monday). ``place``: group (then ``cell`` says which), few, nowhere or house."""

    week: date
    service: str
    place: str
    cell: str | None
    people: int
    hits: int


@dataclass(frozen=True, slots=True)
class Tally:
    """What a log shows.

    Attributes:
        form: zeek, zeek json, squid, w3c or table.
        persons: whether it tells people, or their computers, apart.
        counts: lines, and what they were: services, infrastructure, noise, unknown, left_out, broken; unplaced.
        broken: the first lines that could not be read: number and why.
        unknown: names that no catalogue knows and at least the floor of people used: name, people, hits.
    """

    form: str
    persons: bool
    first: datetime
    last: datetime
    counts: Mapping[str, int]
    broken: tuple[tuple[int, str], ...]
    cells: tuple[Cell, ...]
    unknown: tuple[tuple[str, int, int], ...]


def tally(
    path: Path,
    catalogue: Catalogue,
    whereabouts: Whereabouts,
    *,
    floor: int,
    columns: Mapping[str, str] | None = None,
    timestamps: str | None = None,
    limits: Limits = DEFAULT_LIMITS,
    progress: Progress | None = None,
) -> Tally:
    """Count the services in a log by week and cell.

    Args:
        path: Zeek (DNS, HTTP, TLS; tabs or JSON), Squid, W3C extended, or a table with a heading (CSV, TSV, XLSX, JSON
            Lines, Parquet); each also as gz or zip.
        floor: the fewest people of a cell who are told together as that cell.
        columns: of a table, what its columns mean, where their names do not say it: at, host or name, user, address,
            team, hits. ``timestamps``: its strptime format where the values do not tell.

    Raises:
        Refused: ``str()`` is a sentence for the person who chose the file.
    """
    request = {"floor": floor, "columns": dict(columns or {}), "timestamps": timestamps}
    known = {
        "marked": catalogue.marked(), "words": catalogue.by_words(), "people": dict(whereabouts.people),
        "ranges": [list(each) for each in whereabouts.ranges], "labels": dict(whereabouts.labels),
    }  # fmt: skip
    with workshop() as scratch:
        (scratch / "known.json").write_text(json.dumps(known))
        found = run("tally", [path], request, scratch, limits=limits, progress=progress)
    told = _tally(found)
    _check(told, catalogue, whereabouts, floor)
    return told


def _tally(found: Mapping[str, Any]) -> Tally:
    """The process's answer, each value of the type it should have."""
    return Tally(
        form=str(found["form"]),
        persons=bool(found["persons"]),
        first=datetime.fromtimestamp(int(found["first"]), UTC),
        last=datetime.fromtimestamp(int(found["last"]), UTC),
        counts={str(key): int(value) for key, value in found["counts"].items()},
        broken=tuple((int(line), unpacked(why)) for line, why in found["broken"]),
        cells=tuple(
            Cell(
                date.fromisoformat(week),
                str(service),
                str(place),
                None if cell is None else str(cell),
                int(people),
                int(hits),
            )
            for week, service, place, cell, people, hits in found["cells"]
        ),
        unknown=tuple((str(name), int(people), int(hits)) for name, people, hits in found["unknown"]),
    )


def _check(told: Tally, catalogue: Catalogue, whereabouts: Whereabouts, floor: int) -> None:
    """The process has read a hostile file: what it hands over must be what was asked for."""
    known = {
        *whereabouts.people.values(),
        *whereabouts.labels.values(),
        *(cell for _range, cell in whereabouts.ranges),
    }
    counts = told.counts
    kinds = ("services", "infrastructure", "noise", "unknown", "left_out", "broken")
    sound = (
        sum(counts[kind] for kind in kinds) == counts["lines"]
        and all(cell.service in catalogue.services and cell.place in PLACES for cell in told.cells)
        and all(cell.people >= floor and cell.cell in known for cell in told.cells if cell.place == "group")
        and all(cell.cell is None for cell in told.cells if cell.place != "group")
        and all(people >= floor for _name, people, _hits in told.unknown)
    )
    if not sound:
        raise Refused(
            "Reading the file gave a result that does not add up, so nothing was kept. "
            "Please report this, with the file if you may.",
            detail="the tally does not match its own account",
        )
