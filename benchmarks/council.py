"""A pack of 30 changes made cold, and the council's pages at ten years of meetings: 5 s; 150 ms and 15 queries.

Run: ``python -m benchmarks.council [--short]``; short: 6 changes. The site has 100 teams and 2,000 people, 120 meetings with
their decisions, 360 conditions and commitments and 122 directives. A process of its own makes the pack, with nothing drawn
before; then each page of the council is opened once to draw, once to count queries and 30 times by the clock, one at a time, in
this process. What came out is kept in ``council.md``; short, it is only told.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

from benchmarks._machine import machine, moment, write
from benchmarks.pages import addresses, site, visits
from benchmarks.pages.councilled import governed
from benchmarks.pages.directed import directives

SIZE = site.Size(teams=100, people=2_000, changes=30, weeks=156, shared=2)
SHORT = replace(SIZE, teams=20, people=400, changes=6)
VIEWS, SLOWEST, QUERIES, AT_MOST = 30, 150.0, 15, 5.0
COUNCIL = ("overview:council", "overview:request", "overview:packs", "overview:authority")
COLD = """
import json, sys
from datetime import date
from pathlib import Path
from benchmarks.pages import site
site.opened(Path(sys.argv[1]))
from takehold.overview.operations import packs
(key,) = packs.due()
packs.build(key, site.today())
from takehold.overview.queries.packs import folder
print(json.dumps(json.loads((folder() / key / "built.json").read_text())))
"""
HEAD = """# The council's pack, and its pages at ten years of meetings

`python -m benchmarks.council`: {machine}. Begun {began}; ended {ended}.

A site of {size.people:,} people, {size.teams} teams and {size.changes} changes of {size.weeks} weeks; 120 meetings with their decisions, 360 conditions and
commitments, 122 directives.

| the pack of {size.changes} changes, cold, in a process of its own | |
|---|---|
| PDF, Word and slides | {seconds:.1f} s by the clock, {processor:.1f} s of the processor (at most {most:.0f} s) |
| {files} | |

**{ok} of {pages} pages and roles reach {slowest:.0f} ms at the 95th percentile and {queries} queries, by the better of the two clocks** (as is the pack): "processor" is what the page itself
works, "clock" what passed while others used the machine too.

| page | role | queries | processor ms p50 | processor ms p95 | clock ms p95 |
|---|---|---|---|---|---|
{table}"""


def main(words: list[str]) -> int:
    """Measure; 1 where a figure is not reached."""
    size, began = SHORT if "--short" in words else SIZE, moment()
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder) / "home"
        site.opened(home)
        now = site.today()
        built = site.build(home, size, now)
        names = {**governed(built.slugs[0], site.house(now), now), **directives(now)}
        made = _pack(home, built.slugs)
        found = tuple(_pages(built.people, names))
    missed = [each for each in found if _misses(each)]
    text = HEAD.format(
        machine=machine(), began=began, ended=moment(), size=size, seconds=made["seconds"], processor=made["processor"],
        most=AT_MOST, files=", ".join(f"{name}: {told[0] / 1e6:.1f} MB" for name, told in made["files"].items()),
        ok=len(found) - len(missed), pages=len(found), slowest=SLOWEST, queries=QUERIES,
        table="".join(map(_row, found)),
    )  # fmt: skip
    if size == SIZE:
        write(Path(__file__).with_suffix(".md"), text)
    print(text)
    return int(bool(missed) or min(made["seconds"], made["processor"]) > AT_MOST)


def _pack(home: Path, slugs: list[str]) -> Mapping[str, Any]:
    """Ask for a pack of every change, and let a process that has drawn nothing yet make it."""
    from takehold.overview.operations import packs

    now = site.today()
    packs.ask(
        viewer=site.house(now), meeting=now.date() + timedelta(days=9), slugs=tuple(slugs), own={}, now=now
    )
    done = subprocess.run(
        [sys.executable, "-c", COLD, str(home)], cwd=Path(__file__).parents[1], capture_output=True, text=True, check=True
    )  # fmt: skip
    told: Mapping[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return told


def _pages(people: Mapping[str, str], names: Mapping[str, Any]) -> Iterator[visits.Visit]:
    """Each page of the council as each role that opens it."""
    from takehold.cli.site.web import settle

    settle()
    clients = {role: visits.browser(person) for role, person in people.items()}
    for page in addresses.PAGES:
        if page.route in COUNCIL or page.route.startswith("governance:"):
            for role in page.roles:
                found = visits.inside(clients[role], page, role, addresses.address(page, names), VIEWS)
                assert found.status == 200, (page, role, found.status)
                yield found


def _misses(visit: visits.Visit) -> bool:
    return min(visit.clock[1], visit.worked[1]) > SLOWEST or visit.queries > QUERIES


def _row(visit: visits.Visit) -> str:
    times = (*visit.worked[:2], visit.clock[1])
    told = [str(visit.page), visit.role, str(visit.queries), *(f"{each:.0f}" for each in times)]
    return f"| {' | '.join(told)} |\n"


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
