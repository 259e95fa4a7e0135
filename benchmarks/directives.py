"""A directive issued to 2,000 people, and 2,000 acknowledgements over HTTP: none lost, none double. Target 5 minutes.

Run: ``python -m benchmarks.directives [--short]``; short: 200 people. Everybody sends with a key of their own, one in ten
twice, sixteen at a time, to ``takehold serve`` on the same machine. What came out is kept in ``directives.md``; short, it
is only told.
"""

from __future__ import annotations

import hashlib
import http.client
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from pathlib import Path

from benchmarks._machine import machine, moment, write
from benchmarks.pages.server import started
from benchmarks.pages.site import opened

PEOPLE, AT_ONCE, AT_MOST = 2000, 16, 300.0
HEAD = """# A directive to 2,000 people

`python -m benchmarks.directives`: {machine}; {moment}.

| what | measured |
|---|---|
| issued, with {people:,} people told, in one commit | {issued:.2f} s |
| {sent:,} acknowledgements sent, {twice:,} of them twice | {seconds:.1f} s, the slowest {slowest:.2f} s |
| refused or without an answer | {wrong} |
| people whose acknowledgement is kept | {kept:,} of {people:,} |
| lines of it in the record | {lines:,} |
"""


def prepared(people: int, now: datetime) -> tuple[int, float]:
    """People with accounts and keys, and a directive for all of them: its id, and how long issuing it took."""
    from django.contrib.auth.models import User

    from takehold.governance.facts.directives import DirectiveInput
    from takehold.governance.operations import directives
    from takehold.people import operations, queries
    from takehold.people.facts import RoleFact, RoleKind, Viewer
    from takehold.people.models import MachineKey, Person

    house, teams = queries.system_viewer(on=now.date()), people // 20
    named = "\n".join(f"t{n},Team {n},," for n in range(teams))
    operations.import_teams(viewer=house, text=f"key,name,parent,from\n{named}\n", now=now)
    rows = "\n".join(f"p{n},Worker {n},,t{n % teams}," for n in range(people))
    operations.import_people(viewer=house, text=f"key,name,email,team,manages\n{rows}\n", now=now)
    User.objects.bulk_create([User(username=f"p{n}", password="!") for n in range(people)])
    accounts = dict(User.objects.values_list("username", "id"))
    everybody = list(Person.objects.filter(key__in=accounts))
    for person in everybody:
        person.user_id = accounts[person.key]
    Person.objects.bulk_update(everybody, ["user"], batch_size=500)
    MachineKey.objects.bulk_create([
        MachineKey(person=each, name="x", sha256=hashlib.sha256(each.key.encode()).hexdigest(), created_at=now,
                   expires_on=now.date() + timedelta(days=1))
        for each in everybody
    ])  # fmt: skip
    lead = Viewer(everybody[0].id, "", (RoleFact(RoleKind.IT_LEAD),), now.date())
    said = DirectiveInput(
        "Two people check every dose", "Aloud, before the dose is given.", "safety", "Doses were mixed up twice.",
        "The register of near misses.", "it lead", "council", now.date() + timedelta(weeks=6), no_time="Since this morning.",
    )  # fmt: skip
    began = time.perf_counter()
    made = directives.write(viewer=lead, said=said, now=now)
    directives.turn(viewer=lead, directive_id=made, event="issue", version=1, now=now)
    return made, time.perf_counter() - began


def acknowledge(port: int, directive: int, who: int) -> tuple[int, float]:
    """One person says that they have read it: status (0: no answer) and seconds."""
    began = time.perf_counter()
    try:
        server = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        server.request(
            "POST", f"/api/v1/directives/{directive}/acknowledge", headers={"Authorization": f"Bearer p{who}"}
        )
        answer = server.getresponse()
        answer.read()
        status = answer.status
    except (OSError, http.client.HTTPException):
        status = 0
    return status, time.perf_counter() - began


def main(words: list[str]) -> int:
    """Measure; 1 where anything was lost, double, refused or too slow."""
    people = PEOPLE // 10 if "--short" in words else PEOPLE
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder) / "home"
        opened(home)
        directive, issued = prepared(people, datetime.now(UTC))
        sends = [*range(people), *range(0, people, 10)]
        with started(home, Path(folder) / "log") as server, ThreadPoolExecutor(AT_ONCE) as pool:
            began = time.perf_counter()
            got = list(pool.map(lambda who: acknowledge(server.port, directive, who), sends))
            seconds = time.perf_counter() - began
        from takehold.audit.models import Line
        from takehold.governance.models import DirectiveTold

        kept = DirectiveTold.objects.filter(directive=directive).exclude(acknowledged_on=None).count()
        lines = Line.objects.filter(action="directive acknowledged").count()
    wrong = sum(status != 200 for status, _seconds in got)
    told = HEAD.format(
        machine=machine(), moment=moment(), people=people, issued=issued, sent=len(sends), twice=len(sends) - people,
        seconds=seconds, slowest=max(each[1] for each in got), wrong=wrong, kept=kept, lines=lines,
    )  # fmt: skip
    if people == PEOPLE:
        write(Path(__file__).with_suffix(".md"), told)
    print(told)
    return int(wrong > 0 or kept != people or lines != people or seconds > AT_MOST)


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
