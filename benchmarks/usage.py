"""Services in logs: 10 million lines of a proxy (target 60 s and 1 GB), and the public DNS log of 53,615 queries (2 s).

Run: ``python -m benchmarks.usage [--short]``; short: a million lines. What came out is kept in ``usage.md``; short, it is only
told. The time is that of ``tally`` as the product calls it: a process of its own is started, confined, and its answer checked.
"""

from __future__ import annotations

import argparse
import os
import resource
import sys
import tempfile
import threading
import time
from pathlib import Path
from typing import Any

import duckdb

from benchmarks._machine import machine, moment, write
from takehold.evidence.usage.catalogue import shipped
from takehold.evidence.usage.reading import Tally, Whereabouts, tally

FULL, SHORT = 10_000_000, 1_000_000
PEOPLE, TEAMS, HOSTS, WEEKS = 5_000, 100, 50_000, 12
SECONDS, MEGABYTES, DNS_SECONDS = 60, 1_000, 2.0
TEXT = """# Services in logs

`python -m benchmarks.usage`: {machine}. Begun {begun}; ended {ended}.

{lines:,} lines of a Squid proxy ({size:,.0f} MB), {weeks} weeks, {people:,} people in {teams} groups, {hosts:,} names on the network of
which a tenth are of services; a catalogue of {services:,} services. The memory is the most that the reading process held.

| what | target | processor | clock | memory |
|---|---|---|---|---|
| {lines:,} proxy lines | {seconds} s, {megabytes:,} MB | {worked:.0f} s | {clock:.0f} s | {memory:,.0f} MB |
| a public DNS log (Zeek) of 53,615 queries, best of three | {dns_seconds:.0f} s | {dns_worked:.1f} s | {dns_clock:.1f} s | |

It found {found} services, {cells:,} cells of a service, a week and a group; {few:,} cells were of too few people to name the group.
"""


def proxy_log(path: Path, lines: int) -> None:
    """Lines of a made-up proxy, in the order of time."""
    domains = sorted(shipped().marked())
    with duckdb.connect() as engine:
        engine.execute("create table known as select unnest(?) as domain", [domains])
        engine.execute(
            f"create table hosts as select nr, case when nr % 10 = 0 then 'www.' || (select list(domain order by domain) from known)"
            f"[1 + nr % {len(domains)}] else 'h' || nr || '.site' || nr % 9973 || '.example' end as host from range({HOSTS}) r(nr)"
        )
        engine.execute(
            f"copy (select (1772409600 + i * {WEEKS * 604_800} // {lines})::varchar || '.' || lpad((i % 1000)::varchar, 3, '0') || '    87 10.'"
            f" || (i % 200) || '.' || (i % 250) || '.7 TCP_MISS/200 ' || (i % 9000) || ' GET http://' || host || '/page/' || i || '.html p'"
            f" || (hash(i) % {PEOPLE}) || ' HIER_DIRECT/192.0.2.7 text/html' as line from (select range as i from range({lines})) "
            f"join hosts on nr = (hash(i * 31) % {HOSTS})::bigint order by i) to '{path}' "
            "(format csv, header false, quote '', escape '', delimiter '\x1f')"
        )


def heaviest(stop: threading.Event, found: list[float]) -> None:
    """The most memory that any child of this process holds, in megabytes, looked at twenty times a second."""
    page = os.sysconf("SC_PAGE_SIZE")
    while not stop.wait(0.05):
        for child in Path(f"/proc/{os.getpid()}/task").glob("*/children"):
            for pid in child.read_text().split():
                try:
                    found.append(int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * page / 1e6)
                except OSError:
                    continue


def measured(path: Path, whereabouts: Whereabouts) -> tuple[Tally, float, float, float]:
    """The tally, seconds of the processor, seconds by the clock, megabytes."""
    stop, memory = threading.Event(), [0.0]
    watch = threading.Thread(target=heaviest, args=(stop, memory))
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    watch.start()
    begun = time.monotonic()
    found = tally(path, shipped(), whereabouts, floor=5)
    clock = time.monotonic() - begun
    stop.set()
    watch.join()
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    worked = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return found, worked, clock, max(memory)


def main() -> int:
    """Run and tell."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--short", action="store_true")
    short = parser.parse_args().short
    lines, begun = SHORT if short else FULL, moment()
    people = {f"p{n}": f"team {n % TEAMS}" for n in range(PEOPLE)}
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "access.log"
        proxy_log(path, lines)
        size = path.stat().st_size / 1e6
        found, worked, clock, memory = measured(path, Whereabouts(people=people))
    data = Path(os.environ.get("TAKEHOLD_DATA", Path(__file__).resolve().parents[2] / "shared" / "data"))
    dns: list[Any] = [measured(data / "shadow-it" / "dns.log.gz", Whereabouts()) for _again in range(3)]
    _told, dns_worked, dns_clock, _memory = min(dns, key=lambda each: each[2])
    text = TEXT.format(
        machine=machine(), begun=begun, ended=moment(), lines=found.counts["lines"], size=size, weeks=WEEKS, people=PEOPLE,
        teams=TEAMS, hosts=HOSTS, services=len(shipped().services), seconds=SECONDS, megabytes=MEGABYTES, worked=worked,
        clock=clock, memory=memory, dns_seconds=DNS_SECONDS, dns_worked=dns_worked, dns_clock=dns_clock,
        found=len({cell.service for cell in found.cells}), cells=len(found.cells),
        few=sum(cell.place == "few" for cell in found.cells),
    )  # fmt: skip
    print(text)
    if not short:
        write(Path(__file__).with_suffix(".md"), text)
    return 0 if worked <= SECONDS and memory <= MEGABYTES else 1


if __name__ == "__main__":
    sys.exit(main())
