"""Voting in a round of 300 statements where 5,000 people voted: 200 votes a second over HTTP, p95 at most 100 ms.

Run: ``python -m benchmarks.voting [--short]``; short: 400 votes. Each voter is a browser of its own that came by the link
for all, votes ten times and gets the next statement with each answer; one in twenty sends a vote twice (``_voters``).
Against ``takehold serve`` on the same machine, shared with the voters. What came out is kept in ``voting.md``; short, it is
only told.
"""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys
import tempfile
import time
from collections import Counter
from datetime import UTC, datetime, timedelta
from pathlib import Path

from benchmarks._machine import machine, moment, write
from benchmarks.pages.server import started

VOTERS, STATEMENTS, BEFORE, RATE, AT_MOST = 5000, 300, 20, 200.0, 100.0
HEAD = """# Voting

`python -m benchmarks.voting`: {machine}, shared with the voters; {moment}. {voters:,} people had voted {before:,} times on {statements}
statements before.

| what | measured |
|---|---|
| votes answered, {rate:.0f} a second being due, from {at_once:,} voters at once | {sent:,} in {seconds:.1f} s: {got:.0f} a second |
| a vote with the next statement in the answer, from when it was due | p50 {p50:.0f} ms, p95 {p95:.0f} ms, p99 {p99:.0f} ms |
| of it until it was sent, as the voters' own process was busy or the answer before was late | p95 {waited:.0f} ms |
| processor of the server for one vote, with its tenth of a voter's coming in; of the voters | {cpu:.1f} ms; {own:.1f} ms |
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
    short, now = "--short" in sys.argv, datetime.now(UTC)
    with tempfile.TemporaryDirectory(prefix="takehold-voting-") as name:
        home = Path(name) / "home"
        os.environ["TAKEHOLD_URL"] = "http://127.0.0.1:8000"
        number, token = prepared(home, now)
        next_times = chosen(number, token, now)
        with started(home, Path(name) / "server.log") as server:
            plan = {"port": server.port, "pid": server.pid, "number": number, "token": token, "rate": RATE,
                    "voters": 40 if short else 600, "votes": 400 if short else 12_000}  # fmt: skip
            ran = subprocess.run(
                [sys.executable, "-m", "benchmarks._voters"], input=json.dumps(plan), capture_output=True, text=True, check=True
            )  # fmt: skip
        seen = json.loads(ran.stdout)
        times, waited = sorted(seen["ms"]), sorted(seen["waited"])
        kept, sums = counted(number)
    rate = len(times) / seen["seconds"]
    given = VOTERS * BEFORE + len(times) - seen["twice"] - len(seen["wrong"])
    right = not seen["wrong"] and kept == given and not sums.startswith("APART")
    good = right and at(times, 0.95) <= AT_MOST and rate >= 0.9 * RATE
    text = HEAD.format(
        verdict="As promised" if good else "Nothing lost, but not as quick as promised" if right else "NOT as promised", most=AT_MOST,
        machine=machine(), moment=moment(), voters=VOTERS, before=VOTERS * BEFORE, statements=STATEMENTS,
        rate=RATE, sent=len(times), seconds=seen["seconds"], got=rate, p50=at(times, 0.5),
        p95=at(times, 0.95), p99=at(times, 0.99), waited=at(waited, 0.95), at_once=plan["voters"],
        cpu=seen["cpu"] * 1000 / len(times), own=seen["own"] * 1000 / len(times), next50=at(next_times, 0.5),
        next99=at(next_times, 0.99), wrong=len(seen["wrong"]), kept=kept, given=given, sums=sums,
    )  # fmt: skip
    print(text)
    if not short:
        write(Path(__file__).with_suffix(".md"), text)
    return int(not good)


if __name__ == "__main__":
    sys.exit(main())
