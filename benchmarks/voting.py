"""Voting in a round of 300 statements where 5,000 people voted: 200 votes a second over HTTP, p95 at most 100 ms.

Run: ``python -m benchmarks.voting [--short]``; short: 40 voters. Each voter is a browser of its own that came by the link
for all, votes ten times and gets the next statement with each answer; one in twenty sends a vote twice. Against
``takehold serve`` on the same machine, shared with the voters. What came out is kept in ``voting.md``; short, it is only told.
"""

from __future__ import annotations

import http.client
import json
import os
import queue
import random
import re
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from benchmarks._machine import machine, moment, write
from benchmarks.pages.server import started

VOTERS, STATEMENTS, BEFORE, EACH, RATE, THREADS, AT_MOST = 5000, 300, 20, 10, 200.0, 48, 100.0
ASKED = re.compile(rb'name="statement" value="(\d+)"')
HEAD = """# Voting

`python -m benchmarks.voting`: {machine}, shared with the voters; {moment}. {voters:,} people had voted {before:,} times on {statements}
statements before.

| what | measured |
|---|---|
| votes sent, at {rate:.0f} a second wanted | {sent:,} in {seconds:.1f} s: {got:.0f} a second |
| a vote with the next statement in the answer | p50 {p50:.0f} ms, p95 {p95:.0f} ms, p99 {p99:.0f} ms |
| processor of the server for one vote | {cpu:.1f} ms |
| choosing the next statement, with its queries, of the processor | p50 {next50:.1f} ms, p99 {next99:.1f} ms |
| refused or without an answer | {wrong} |
| votes kept, of so many that were given | {kept:,} of {given:,} |
| running sums beside the votes counted | {sums} |

**{verdict}** (none refused, none lost, none double, the rate held, p95 at most {most:.0f} ms). Two cores give 2,000 ms of the processor a second, to the voters too.
"""


def prepared(home: Path, now: datetime) -> tuple[int, str]:
    """A round by a link, with statements, and 5,000 voters with their votes: its number and the link's token."""
    from takehold.cli.site import home as data_home

    data_home.prepare(home)
    data_home.start(home)
    data_home.bring_up_to_date()
    from takehold.cocreation.models import Contribution, Round, Vote, Voter
    from takehold.initiatives import operations as initiatives
    from takehold.initiatives.facts import InitiativeInput
    from takehold.initiatives.models import Initiative
    from takehold.people import queries

    viewer, today = queries.system_viewer(on=now.date()), now.date()
    slug = initiatives.create(viewer=viewer, said=InitiativeInput(name="Notes", reasons=("Lost.",)), now=now)
    made = Round.objects.create(
        initiative=Initiative.objects.get(slug=slug), question="How on nights?", open="All", decides="The board",
        how="By agreement", closes_on=today + timedelta(days=9), shared=True, state="open", opened_on=today,
    )  # fmt: skip
    rng = random.Random(7)
    rows = [Contribution(round=made, kind="statement", text=f"Statement {n}", mark=str(n), origin="seed", on=today,
                         extremity=rng.random()) for n in range(STATEMENTS)]  # fmt: skip
    Contribution.objects.bulk_create(rows)
    rows = list(made.contributions.order_by("id"))
    voters = Voter.objects.bulk_create(
        Voter(round=made, way="shared", door=f"before {n}") for n in range(VOTERS)
    )
    votes = [
        Vote(voter=voter, contribution=row, choice=rng.choice((1, 0, -1)), on=today)
        for voter in voters for row in rng.sample(rows, BEFORE)
    ]  # fmt: skip
    Vote.objects.bulk_create(votes, batch_size=5000)
    said = Counter((each.contribution_id, each.choice) for each in votes)
    for row in rows:
        row.agrees, row.disagrees, row.passes = (said[row.pk, choice] for choice in (1, -1, 0))
    Contribution.objects.bulk_update(rows, ["agrees", "disagrees", "passes"])
    return made.pk, made.nonce.hex


def drive(port: int, number: int, token: str, voters: int) -> dict[str, Any]:
    """Let so many voters vote, evenly at the rate; milliseconds of each vote, and what went wrong."""
    waiting = queue.Queue[tuple[float, int]]()
    began = time.perf_counter() + 0.5
    for nth in range(voters):
        waiting.put((began + nth * EACH / RATE, nth))
    seen: list[float] = []
    wrong: list[str] = []
    twice = [0]

    def one(nth: int, rng: random.Random, at: float) -> None:
        browser = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        browser.request("GET", f"/cocreate/a/{token}/")
        answer = browser.getresponse()
        answer.read()
        cookie = (answer.getheader("Set-Cookie") or "").split(";")[0]
        door = cookie.partition("=")[2].strip('"')
        browser.request("GET", f"/cocreate/l/{number}/vote/", headers={"Cookie": cookie})
        page = browser.getresponse().read()
        for step in range(EACH):
            time.sleep(max(0.0, at + (step + 1) * THREADS / RATE - time.perf_counter()))
            found = ASKED.search(page)
            if found is None:
                wrong.append("no statement")
                return
            sent = urlencode(
                {
                    "door": door,
                    "statement": found[1].decode(),
                    "choice": rng.choice(("agree", "disagree", "pass")),
                }
            )
            for _again in range(2 if rng.random() < 0.05 else 1):
                twice[0] += _again
                start = time.perf_counter()
                browser.request(
                    "POST",
                    f"/cocreate/l/{number}/vote/",
                    sent,
                    {"Content-Type": "application/x-www-form-urlencoded"},
                )
                answer = browser.getresponse()
                page = answer.read()
                seen.append((time.perf_counter() - start) * 1000)
                if answer.status != 200:
                    wrong.append(str(answer.status))
        browser.close()

    def work() -> None:
        while True:
            try:
                at, nth = waiting.get_nowait()
            except queue.Empty:
                return
            time.sleep(max(0.0, at - time.perf_counter()))
            try:
                one(nth, random.Random(nth), max(at, time.perf_counter()))
            except (OSError, http.client.HTTPException) as error:
                wrong.append(type(error).__name__)

    workers = [threading.Thread(target=work) for _ in range(THREADS)]
    for each in workers:
        each.start()
    for each in workers:
        each.join()
    return {"seconds": time.perf_counter() - began, "ms": seen, "wrong": wrong, "twice": twice[0]}


def worked(pid: int) -> float:
    """Seconds of the processor that a process and all below it have had."""
    parts = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    own = sum(int(each) for each in parts[11:15]) / os.sysconf("SC_CLK_TCK")
    below = (
        each for task in Path(f"/proc/{pid}/task").glob("*/children") for each in task.read_text().split()
    )
    return own + sum(worked(int(each)) for each in below)


def chosen(number: int, token: str, now: datetime) -> list[float]:
    """Milliseconds of the processor for what one voter is shown next, two hundred times."""
    from takehold.cocreation.queries import ballots, coming

    times = []
    for _nth in range(200):
        comer = coming.by_link(number, coming.entered(token)[1], now.date())
        start = time.process_time()
        assert ballots.ballot(comer).asked is not None
        times.append((time.process_time() - start) * 1000)
    return sorted(times)


def counted(number: int) -> tuple[int, str]:
    """How many votes are kept, and whether the running sums are those of the votes."""
    from django.db.models import Count, Q

    from takehold.cocreation.models import Contribution, Vote

    rows = Contribution.objects.filter(round_id=number).annotate(
        yes=Count("votes", filter=Q(votes__choice=1)), no=Count("votes", filter=Q(votes__choice=-1)),
        passed=Count("votes", filter=Q(votes__choice=0)),
    )  # fmt: skip
    apart = sum((row.agrees, row.disagrees, row.passes) != (row.yes, row.no, row.passed) for row in rows)
    told = "equal on every statement" if not apart else f"APART on {apart}"
    return Vote.objects.filter(voter__round_id=number).count(), told


def at(times: list[float], part: float) -> float:
    """A percentile of ordered times."""
    return times[min(len(times) - 1, int(len(times) * part))]


def main() -> int:
    """Build, serve, let them vote, count."""
    if "--drive" in sys.argv:
        sys.stdout.write(json.dumps(drive(**json.loads(sys.stdin.read()))))
        return 0
    short, now = "--short" in sys.argv, datetime.now(UTC)
    voters = 40 if short else 600
    with tempfile.TemporaryDirectory(prefix="takehold-voting-") as name:
        home = Path(name) / "home"
        os.environ["TAKEHOLD_URL"] = "http://127.0.0.1:8000"
        number, token = prepared(home, now)
        next_times = chosen(number, token, now)
        with started(home, Path(name) / "server.log") as server:
            plan = {"port": server.port, "number": number, "token": token, "voters": voters}
            before = worked(server.pid)
            ran = subprocess.run(
                [sys.executable, "-m", "benchmarks.voting", "--drive"], input=json.dumps(plan),
                capture_output=True, text=True, check=True,
            )  # fmt: skip
            cpu = worked(server.pid) - before
        seen = json.loads(ran.stdout)
        times = sorted(seen["ms"])
        kept, sums = counted(number)
    rate = len(times) / seen["seconds"]
    given = VOTERS * BEFORE + len(times) - seen["twice"] - len(seen["wrong"])
    right = not seen["wrong"] and kept == given and not sums.startswith("APART")
    good = right and at(times, 0.95) <= AT_MOST and rate >= 0.9 * RATE
    text = HEAD.format(
        verdict="As promised" if good else "Nothing lost, but not as quick as promised" if right else "NOT as promised", most=AT_MOST,
        machine=machine(), moment=moment(), voters=VOTERS, before=VOTERS * BEFORE, statements=STATEMENTS,
        rate=RATE, sent=len(times), seconds=seen["seconds"], got=rate, p50=at(times, 0.5),
        p95=at(times, 0.95), p99=at(times, 0.99), cpu=cpu * 1000 / len(times), next50=at(next_times, 0.5),
        next99=at(next_times, 0.99), wrong=len(seen["wrong"]), kept=kept, given=given, sums=sums,
    )  # fmt: skip
    print(text)
    if not short:
        write(Path(__file__).with_suffix(".md"), text)
    return int(not good)


if __name__ == "__main__":
    sys.exit(main())
