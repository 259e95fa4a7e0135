"""Survey day: 10,000 respondents in 10 minutes over HTTP, a burst of 100 requests a second, imports beside it."""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from benchmarks._machine import machine, moment, write
from benchmarks.pages.server import started

HERE = Path(__file__).resolve().parent
FULL = 10_000
HEAD = """# Survey day

`python -m benchmarks surveys {words}` on {machine}, shared with the generator. From {began} to {ended}. {people:,} people with {links:,} links, {rate:.0f} further
requests a second for {long:.0f} s, {beside}.
"""
THREADS = 32
CSV_ROWS = 1_000_000
IMPORTS = 10
RECIPE = """
[source]
format = "csv"
shape = "events"
timestamps = "%Y-%m-%d %H:%M"

[columns]
case = "case"
activity = "step"
at = "at"
team = "team"

[[behaviour]]
key = "confirmed"
name = "Confirmed"
opportunity = { activity = "Resolved" }
new_way = { activity = "Resolved" }
"""


def prepare(home: Path, people: int, now: datetime) -> tuple[str, list[str], Any]:
    """A hospital of so many people and an open survey of twelve items: the change, the links, the survey."""
    from takehold.cli.site import home as data_home

    os.environ["TAKEHOLD_URL"] = "http://127.0.0.1:8000"
    data_home.prepare(home)
    data_home.start(home)
    data_home.bring_up_to_date()
    from takehold.gather.facts.surveys import Plan
    from takehold.gather.models import Invitation
    from takehold.gather.operations import opening, planning
    from takehold.gather.queries import doors
    from takehold.initiatives import operations as initiatives
    from takehold.initiatives.facts import InitiativeInput
    from takehold.people import operations, queries

    viewer = queries.system_viewer(on=now.date())
    teams = people // 20
    names = "\n".join(f"t{n},Team {n},," for n in range(teams))
    operations.import_teams(viewer=viewer, text=f"key,name,parent,from\n{names}\n", now=now)
    rows = "\n".join(f"p{n},Person {n},,t{n % teams}," for n in range(people))
    operations.import_people(viewer=viewer, text=f"key,name,email,team,manages\n{rows}\n", now=now)
    said = InitiativeInput(name="Handover in the record", reasons=("Notes got lost.",))
    slug = initiatives.create(viewer=viewer, said=said, now=now)
    plan = Plan(
        title="Where we stand", template="adkar", moment="start", languages=("en",), promise="confidential",
        tree="team", opens_on=now.date(), closes_on=now.date() + timedelta(days=7),
    )  # fmt: skip
    wave = planning.plan_survey(viewer=viewer, slug=slug, said=plan, now=now)
    opening.open_survey(viewer=viewer, wave_id=wave, now=now)
    nonces = Invitation.objects.filter(wave_id=wave).values_list("nonce", flat=True)
    return slug, [doors.token(doors.INVITED, nonce) for nonce in nonces], wave


@contextmanager
def importing(home: Path, slug: str, folder: Path, every: float) -> Iterator[list[int]]:
    """A file of a million new rows read beside it every so many seconds, each by a process of its own; their exit codes."""
    over, codes, began = threading.Event(), list[int](), time.monotonic()

    def work() -> None:
        while not over.wait(max(0.0, began + len(codes) * every - time.monotonic())):
            codes.append(imported(home, slug, folder, len(codes)))

    worker = threading.Thread(target=work)
    worker.start()
    try:
        yield codes
    finally:
        over.set()
        worker.join()


def imported(home: Path, slug: str, folder: Path, nth: int) -> int:
    """The exit code of reading one file."""
    file, recipe = folder / f"events-{nth}.csv", folder / "mapping.toml"
    recipe.write_text(RECIPE)
    with file.open("w") as out:
        out.write("case,step,at,team\n")
        for n in range(CSV_ROWS):
            out.write(
                f"C{nth}-{n // 2},{'Resolved' if n % 2 else 'New'},2026-01-{n % 28 + 1:02d} 08:{n % 60:02d},Team {n % 40}\n"
            )
    words = [str(Path(sys.executable).parent / "takehold"), "import", str(file), "--change", slug]
    with (folder / "import.log").open("a") as log:
        code = subprocess.run(
            [*words, "--mapping", str(recipe), "--home", str(home)], stdout=log, stderr=log, check=False
        ).returncode
    file.unlink()
    return code


def share(times: list[float], part: float) -> float:
    """A percentile in milliseconds."""
    ordered = sorted(times)
    return ordered[min(len(ordered) - 1, int(len(ordered) * part))] * 1000


def tell(
    seen: dict[str, Any], people: int, wave: Any, most: int, imports: list[int]
) -> tuple[list[str], bool]:
    """What was measured and what is stored, in lines; False where anything was lost, doubled, refused or too slow."""
    from takehold.gather.models import Answer, Invitation

    every = [each for times in seen["times"].values() for each in times]
    p50, p99 = share(every, 0.5), share(every, 0.99)
    stored = Answer.objects.filter(wave_id=wave).count()
    used = Invitation.objects.filter(wave_id=wave, used=True).count()
    good = not seen["wrong_count"] and not any(imports) and stored == used == people and p99 <= 1500
    kinds = [
        f"| {kind} | {len(times):,} | {share(times, 0.5):.0f} | {share(times, 0.99):.0f} |"
        for kind, times in sorted(seen["times"].items())
    ]
    return [
        "| request | how many | p50 ms | p99 ms |",
        "|---|---|---|---|",
        *kinds,
        f"| all | {len(every):,} | {p50:.0f} | {p99:.0f} |",
        "",
        f"- {len(every) / seen['seconds']:.0f} requests a second over {seen['seconds']:.0f} s; the longest took {max(every) * 1000:.0f} ms; "
        f"server {most / 2**20:.0f} MiB at most",
        f"- respondents {people:,}: answers stored {stored:,}, invitations used {used:,}, sent twice {seen['twice']:,}",
        f"- files imported beside it: {imports.count(0)} of {len(imports)}",
        f"- errors {seen['wrong_count']} {sorted(set(seen['wrong']))}, lost {people - stored}, double {max(0, stored - people)}",
        f"- **{'as promised' if good else 'NOT as promised'}** (no error, none lost, none double, p99 at most 1,500 ms)",
    ], good


def main() -> int:
    """Build, serve, let them answer, count."""
    words = argparse.ArgumentParser(description=__doc__)
    words.add_argument("--short", action="store_true", help="2,000 respondents in 2 minutes")
    words.add_argument("--people", type=int, help="so many respondents, at the same rate")
    words.add_argument("--no-import", action="store_true")
    given = words.parse_args()
    people = given.people or (2_000 if given.short else FULL)
    seconds = people * 0.06
    now = datetime.now(UTC)
    with tempfile.TemporaryDirectory(prefix="takehold-survey-day-") as name:
        folder = Path(name)
        home = folder / "home"
        slug, tokens, wave = prepare(home, people, now)
        began = moment()
        burst = (seconds / 4, min(60.0, seconds / 2), 100.0)
        plan = {"port": 0, "tokens": tokens, "seconds": seconds, "burst": burst, "threads": THREADS}
        with started(home, folder / "server.log") as server:
            plan["port"] = server.port
            driver = [sys.executable, "-m", "benchmarks.surveys.driver"]
            beside: AbstractContextManager[list[int]] = (
                nullcontext([]) if given.no_import else importing(home, slug, folder, seconds / IMPORTS)
            )
            with beside as imports:
                done = subprocess.run(
                    driver, input=json.dumps(plan), capture_output=True, text=True, check=True
                )
            seen = json.loads(done.stdout)
            most = server.memory()[1]
        lines, good = tell(seen, people, wave, most, imports)
        beside_it = (
            "nothing beside it"
            if given.no_import
            else f"a file of {CSV_ROWS:,} rows imported beside it every {seconds / IMPORTS:.0f} s"
        )
        head = HEAD.format(
            words=" ".join(sys.argv[1:]), machine=machine(), began=began, ended=moment(), people=people, links=len(tokens),
            rate=burst[2], long=burst[1], beside=beside_it,
        )  # fmt: skip
        print("\n".join(lines))
        write(HERE / ("results.md" if people >= FULL else "results-short.md"), "\n".join([head, *lines, ""]))
        return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
