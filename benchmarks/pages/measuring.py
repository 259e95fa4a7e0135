"""The order of work: build, look at each page inside this process, then through the server, then after an import."""

from __future__ import annotations

import json
import os
import platform
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from benchmarks.pages import addresses, objects, renewing, server, site, visits

SLOWEST, QUERIES, WEIGHT = 150.0, 15, 150_000
"""The figures to reach: milliseconds at the 95th percentile, queries, bytes without charts and fonts."""
HEAD = (
    "| page | role | queries | CPU ms p50 | CPU ms p95 | clock ms p50 | clock ms p95 | server ms p50 | server ms p95 "
    "| server ms max | HTML kB | + CSS, JS kB | all as gzip kB | charts kB | misses |"
)


def everything(home: Path, size: site.Size, views: int, only: str) -> int:
    """The whole benchmark; 1 when a page misses a figure."""
    print(machine())
    people = made(home, size)
    unseen = addresses.missing()
    if unseen:
        print(f"pages that nobody looks at here, name them in addresses.py: {sorted(unseen)}")
        return 1
    names = objects.found(home, site.today())
    found = look(people, names, views, only)
    served = through_server(home, people, names, views, only)
    table(found, served)
    if not only:
        renewing.told(home)
    print(f"load average at the end {os.getloadavg()[0]:.1f}")
    return int(any(misses(visit, served) for visit in found if visit.page not in addresses.FILES))


def machine() -> str:
    """What it ran on and when."""
    model = next(
        (
            line.split(":")[1].strip()
            for line in Path("/proc/cpuinfo").read_text().splitlines()
            if "model name" in line
        ),
        platform.machine(),
    )
    now = time.strftime("%Y-%m-%d %H:%M UTC", time.gmtime())
    return f"{now}; {os.cpu_count()} x {model}; Python {platform.python_version()}; load average {os.getloadavg()[0]:.1f}"


def made(home: Path, size: site.Size) -> Mapping[str, str]:
    """The site in this folder, built when it is not there; who looks, by role."""
    note = home / "built.json"
    fresh = not note.exists()
    site.opened(home)
    if fresh:
        built = site.build(home, size, site.today())
        note.write_text(json.dumps([built.slugs, built.people, built.steps]))
    _slugs, people, steps = json.loads(note.read_text())
    print(f"site of {size.people:,} people, {size.teams} teams, {size.changes} changes, {size.weeks} weeks")
    if not fresh:
        for name, seconds in steps:
            print(f"  {name:<58} {seconds:7.2f} s (when it was built)")
    told: Mapping[str, str] = people
    return told


def look(
    people: Mapping[str, str], names: Mapping[str, Any], views: int, only: str
) -> tuple[visits.Visit, ...]:
    """Every page as every role that opens it, inside this process."""
    from takehold.cli.site.web import settle

    settle()
    clients = {role: visits.browser(person) for role, person in people.items()}
    return tuple(
        visits.inside(clients[role], page, role, addresses.address(page, names), views)
        for page in (*addresses.PAGES, *addresses.FILES)
        if only in str(page)
        for role in page.roles
    )


def through_server(
    home: Path, people: Mapping[str, str], names: Mapping[str, Any], views: int, only: str
) -> dict[tuple[addresses.Page, str], tuple[float, float, float]]:
    """The same through the site's server; prints what memory it came to hold."""
    found = {}
    with server.started(home, home / "server.log") as running:
        empty = running.memory()[0]
        for role, person in people.items():
            cookies = {key: morsel.value for key, morsel in visits.browser(person).cookies.items()}
            connection = visits.Connection(running.port, cookies)
            for page in (*addresses.PAGES, *addresses.FILES):
                if role in page.roles and only in str(page):
                    status, taken = visits.through(connection, addresses.address(page, names), views)
                    assert status == 200, (page, role, status)
                    found[page, role] = taken
        held, most = running.memory()
    print(
        f"server: {empty / 1e6:.0f} MB when started, {held / 1e6:.0f} MB after {len(found) * (views + 1):,} pages; "
        f"most of one process {most / 1e6:.0f} MB"
    )
    return found


def misses(visit: visits.Visit, served: Mapping[Any, tuple[float, float, float]]) -> str:
    """Which figures this page does not reach, in words."""
    said = []
    if min(visit.clock[1], served[visit.page, visit.role][1]) > SLOWEST:
        said.append("time")
    if visit.queries > QUERIES:
        said.append("queries")
    if visit.weight > WEIGHT and visit.page not in addresses.FILES:
        said.append("size")
    return ", ".join(said)


def table(found: tuple[visits.Visit, ...], served: Mapping[Any, tuple[float, float, float]]) -> None:
    """A row a page and role."""
    print(f"\n{HEAD}\n|{'---|' * (HEAD.count('|') - 1)}")
    for visit in found:
        over = served[visit.page, visit.role]
        times = (*visit.worked[:2], *visit.clock[:2], *over)
        sizes = (visit.html, visit.weight, visit.packed, visit.charts)
        told = [str(visit.page), visit.role, str(visit.queries)]
        told += [f"{each:.0f}" for each in times] + [f"{each / 1e3:.0f}" for each in sizes]
        print("| " + " | ".join([*told, misses(visit, served)]) + " |")
    print()
