"""The order of work: build, look at each page inside this process, then through the server, then after an import."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from benchmarks._machine import machine, moment, write
from benchmarks.pages import addresses, objects, renewing, server, site, visits

SLOWEST, QUERIES, WEIGHT = 150.0, 15, 150_000
"""The figures to reach: milliseconds at the 95th percentile, queries, bytes without charts and fonts."""
HEAD = """# Every page at ten times the demo

`python -m benchmarks.pages`: {machine}. Begun {began}; ended {ended}.

A site of {size.people:,} people, {size.teams:,} teams, {size.changes} changes and {size.weeks} weeks, made through the doors of real use. Each page is
opened once to draw its charts and once to count queries, then {views} times inside this process and {views} times through the site's
own server, one at a time. "Misses" names what a page does not reach: {slowest:.0f} ms at the 95th percentile (by the better of the
two clocks: others used the machine too), {queries} queries, {weight} kB with style sheets and scripts, without charts and fonts.

**{ok} of {pages} pages and roles reach all three.** The server held {memory}.

| page | role | queries | CPU ms p50 | CPU ms p95 | clock ms p50 | clock ms p95 | server ms p50 | server ms p95 | server ms max | HTML kB | + CSS, JS kB | all as gzip kB | charts kB | misses |
|---|---|---|---|---|---|---|---|---|---|---|---|---|---|---|
{table}
{renewed}

| building the site | seconds by the clock |
|---|---|
{built}"""


def everything(home: Path, size: site.Size, views: int, only: str) -> int:
    """The whole benchmark; 1 when a page of the full size misses a figure."""
    began = moment()
    built = made(home, size)
    unseen = addresses.missing()
    if unseen:
        print(f"pages that nobody looks at here, name them in addresses.py: {sorted(unseen)}")
        return 1
    names = objects.found(home, site.today())
    found = look(built.people, names, views, only)
    served, memory = through_server(home, built.people, names, views, only)
    missed = [visit for visit in found if visit.page not in addresses.FILES and misses(visit, served)]
    text = HEAD.format(
        machine=machine(), began=began, ended=moment(), size=size, views=views, pages=len(found), ok=len(found) - len(missed),
        slowest=SLOWEST, queries=QUERIES, weight=WEIGHT // 1000, memory=memory, table=table(found, served),
        built="".join(f"| {name} | {seconds:.1f} |\n" for name, seconds in summed(built.steps)),
        renewed="" if only else renewing.told(home),
    )  # fmt: skip
    print(text)
    whole = size == site.Size() and not only
    if whole:
        write(Path(__file__).with_name("results.md"), text)
    return int(whole and bool(missed))


def summed(steps: Sequence[tuple[str, float]]) -> list[tuple[str, float]]:
    """What building took, imports of one kind together."""
    counts = [seconds for name, seconds in steps if name.endswith("rows of counts")]
    other = [(name, seconds) for name, seconds in steps if not name.endswith("rows of counts")]
    return [*other, (f"import of {len(counts)} files of weekly counts", sum(counts))]


def made(home: Path, size: site.Size) -> site.Built:
    """The site in this folder, built when it is not there: who looks, by role, and what building took."""
    note = home / "built.json"
    fresh = not note.exists()
    site.opened(home)
    if fresh:
        built = site.build(home, size, site.today())
        note.write_text(json.dumps([built.slugs, built.people, built.steps]))
    return site.Built(*json.loads(note.read_text()))


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
) -> tuple[dict[tuple[str, str], tuple[float, float, float]], str]:
    """The same through the site's server, and what memory it came to hold."""
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
                    found[str(page), role] = taken
        held, most = running.memory()
    return found, (
        f"{empty / 1e6:.0f} MB when started, {held / 1e6:.0f} MB after {len(found) * (views + 1):,} pages; "
        f"the most of one process was {most / 1e6:.0f} MB"
    )


def misses(visit: visits.Visit, served: Mapping[Any, tuple[float, float, float]]) -> str:
    """Which figures this page does not reach, in words."""
    said = []
    if min(visit.clock[1], served[str(visit.page), visit.role][1]) > SLOWEST:
        said.append("time")
    if visit.queries > QUERIES:
        said.append("queries")
    if visit.weight > WEIGHT and visit.page not in addresses.FILES:
        said.append("size")
    return ", ".join(said)


def table(found: tuple[visits.Visit, ...], served: Mapping[Any, tuple[float, float, float]]) -> str:
    """A row a page and role."""
    text = ""
    for visit in found:
        over = served[str(visit.page), visit.role]
        times = (*visit.worked[:2], *visit.clock[:2], *over)
        sizes = (visit.html, visit.weight, visit.packed, visit.charts)
        told = [str(visit.page), visit.role, str(visit.queries)]
        told += [f"{each:.0f}" for each in times] + [f"{each / 1e3:.0f}" for each in sizes]
        text += "| " + " | ".join([*told, misses(visit, served)]) + " |\n"
    return text
