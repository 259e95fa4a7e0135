"""The night of a site of 30 changes x 500 teams: every job that is due a day later, and where to look in each change. Target 120 s.

Run: ``python -m benchmarks.nightly [--short] [--home FOLDER]``; short: a small site. No verdict
is taken over from the day before: each is worked out anew. Seconds of the processor, one job after the other on one core. What came
out is kept in ``nightly.md``; short, it is only told.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections import Counter, defaultdict
from datetime import datetime, timedelta
from pathlib import Path
from time import perf_counter, process_time

from benchmarks._machine import machine, moment, write
from benchmarks.pages import measuring, site
from benchmarks.pages.__main__ import SMALL

AT_MOST = 120.0
HEAD = """# The night

`python -m benchmarks.nightly`: {machine}; begun {began}. {size.people:,} people in {size.teams} teams, {size.changes} changes, {size.weeks} weeks of figures.

| what | how many | seconds of the processor | seconds by the clock |
|---|---|---|---|
"""


def night(home: Path, now: datetime) -> list[tuple[str, int, float, float]]:
    """Everything that is due at ``now``, lowest room first, until nothing is; then what is proposed in each change."""
    from takehold.cli.site import clock

    busy: defaultdict[str, float] = defaultdict(float)
    spent: defaultdict[str, float] = defaultdict(float)
    jobs: Counter[str] = Counter()
    for room in clock.modules():
        name = f"jobs of {room.__name__.split('.')[1]}"
        for job in room.due(now):
            began, worked = perf_counter(), process_time()
            room.run(job, now=now, home=home)
            busy[name] += process_time() - worked
            spent[name] += perf_counter() - began
            jobs[name] += 1
    told = [(name, jobs[name], busy[name], spent[name]) for name in jobs]
    return [*told, proposals(now)]


def proposals(now: datetime) -> tuple[str, int, float, float]:
    """Where to look, of every kind, and whether the process is the same everywhere, in every change."""
    from takehold.gaps.facts.candidates import Look
    from takehold.gaps.queries.candidates import candidates
    from takehold.gaps.queries.readiness import readiness
    from takehold.gaps.queries.rights import change_of
    from takehold.initiatives.models import Initiative

    began, worked, seen = perf_counter(), process_time(), 0
    for slug in Initiative.objects.values_list("slug", flat=True):
        viewer = site.house(now)
        change = change_of(viewer, slug, whole=True)
        seen += sum(len(candidates(viewer=viewer, change=change, look=look)) for look in Look)
        readiness(viewer=viewer, change=change)
    return "where to look (proposals)", seen, process_time() - worked, perf_counter() - began


def renewed() -> int:
    """Forget on what each verdict rests, so that none is taken over; how many behaviours there are."""
    from takehold.initiatives.models import DesiredBehaviour, Outlook

    Outlook.objects.update(basis="")
    return DesiredBehaviour.objects.filter(measure__isnull=False).update(looked_at=None)


def main() -> int:
    """Build (or reuse) the site, let a night go by, print the table."""
    asked = argparse.ArgumentParser(prog="benchmarks.nightly", description=__doc__)
    asked.add_argument("--home", type=Path, help="keep the site here; used again when it is there already")
    asked.add_argument("--short", action="store_true", help="a small site")
    said = asked.parse_args()
    if said.home is not None:
        return told(said.home.resolve(), short=said.short)
    with tempfile.TemporaryDirectory(prefix="takehold-night-") as name:
        return told(Path(name), short=said.short)


def told(home: Path, *, short: bool) -> int:
    """1 when the night of the full size takes longer than it may."""
    size = SMALL if short else site.Size()
    measuring.made(home, size)
    now, began = site.today() + timedelta(days=1), moment()
    renewed()
    rows = night(home, now)
    whole = sum(busy for _name, _n, busy, _spent in rows)
    text = HEAD.format(machine=machine(), began=began, size=size)
    text += "".join(f"| {name} | {n:,} | {busy:.1f} | {spent:.1f} |\n" for name, n, busy, spent in rows)
    text += f"| **all** | at most {AT_MOST:g} s | **{whole:.1f}** | {sum(row[3] for row in rows):.1f} |\n"
    print(text)
    if not short:
        write(Path(__file__).with_suffix(".md"), text)
    return int(not short and whole > AT_MOST)


if __name__ == "__main__":
    sys.exit(main())
