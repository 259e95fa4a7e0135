"""Closing a survey of 12 items that 10,000 people answered: groups, figures, comments, invitations. Target 30 s.

Run: ``python -m benchmarks.surveys_closing [people | --short]``; short, 1,000 people. On SQLite in a folder of its own, with the settings of a site.
"""

from __future__ import annotations

import os
import random
import sys
import tempfile
import warnings
from datetime import date, timedelta
from pathlib import Path
from time import perf_counter, process_time

from benchmarks._machine import machine, moment, write

FULL, TEAM, TARGET = 10_000, 12, 30.0
OPENS = date(2026, 2, 2)
ELEMENTS = ("awareness", "desire", "knowledge", "ability", "reinforcement", "trust")


def form() -> dict[str, object]:
    """Twelve items, two of each element, and one free line."""
    items = [
        {"type": "rating", "name": f"{element}-{n}", "takehold": {"element": element}}
        for element in ELEMENTS
        for n in (1, 2)
    ]
    return {"pages": [{"elements": [*items, {"type": "comment", "name": "free"}]}]}


def organisation(people: int) -> list[tuple[int, int]]:
    """Persons and teams of twelve, thirty of which make a department: (person, team)."""
    from takehold.people.models import Membership, Person, Team, TeamParent

    count = -(-people // TEAM)
    departments = Team.objects.bulk_create(
        [Team(key=f"d{n}", name=f"Department {n}") for n in range(-(-count // 30))]
    )
    teams = Team.objects.bulk_create([Team(key=f"t{n}", name=f"Team {n}") for n in range(count)])
    TeamParent.objects.bulk_create(
        TeamParent(team=each, parent=departments[n // 30]) for n, each in enumerate(teams)
    )
    staff = Person.objects.bulk_create(
        [Person(key=f"p{n}", name=f"Person {n}") for n in range(people)], batch_size=2000
    )
    pairs = [(each.pk, teams[n // TEAM].pk) for n, each in enumerate(staff)]
    Membership.objects.bulk_create([Membership(person_id=p, team_id=t) for p, t in pairs], batch_size=2000)
    return pairs


def answered(pairs: list[tuple[int, int]]) -> object:
    """An open survey, and everybody's answers."""
    from django.utils import timezone

    from takehold.gather import models
    from takehold.gather.disclosure.opening import freeze_cells
    from takehold.gather.models.answers import Answer, Comment
    from takehold.initiatives.models import Initiative
    from takehold.people.facts import PersonFact

    change = Initiative.objects.create(slug="change", name="Change", created_at=timezone.now())
    wave = models.Wave.objects.create(
        initiative=change, title="Start", template="adkar", moment="start", definition=form(),
        promise="confidential", promise_version="1", promise_sha256="0" * 64, opens_on=OPENS,
        closes_on=OPENS + timedelta(days=14), created_at=timezone.now(),
    )  # fmt: skip
    cells = freeze_cells(wave=wave, invited=[PersonFact(p, "", "", "", t) for p, t in pairs], on=OPENS)
    models.Invitation.objects.bulk_create(
        [models.Invitation(wave=wave, person_id=p, cell_id=c) for p, c in cells.items()], batch_size=2000
    )
    models.Wave.objects.filter(pk=wave.pk).update(state="open")
    rng = random.Random(1)
    said = [
        Answer(
            wave=wave,
            cell_id=cell,
            week=OPENS,
            choices={f"{e}-{n}": rng.randint(1, 5) for e in ELEMENTS for n in (1, 2)},
        )
        for cell in cells.values()
    ]
    Answer.objects.bulk_create(said, batch_size=2000)
    lines = [
        Comment(wave=wave, cell_id=c, question="free", text=f"Line {n}")
        for n, c in enumerate(cells.values())
        if n % 3 == 0
    ]
    Comment.objects.bulk_create(lines, batch_size=2000)
    return wave.pk


def main(people: int) -> None:
    warnings.simplefilter("ignore")
    with tempfile.TemporaryDirectory(prefix="takehold-closing-") as home:
        os.environ |= {"TAKEHOLD_HOME": home, "DJANGO_SETTINGS_MODULE": "takehold.config.settings"}
        import django
        from django.core.management import call_command

        django.setup()
        call_command("migrate", verbosity=0, interactive=False)
        from django.utils import timezone

        from takehold.gather.disclosure import closing, reading
        from takehold.gather.models.answers import Release, ReleasedComment
        from takehold.people.queries import system_viewer

        wave = answered(organisation(people))
        began, worked = perf_counter(), process_time()
        closing.close(wave_id=wave, now=timezone.now())
        took, cpu = perf_counter() - began, process_time() - worked
        viewer = system_viewer(on=OPENS)
        began_page, worked_page = perf_counter(), process_time()
        shown = reading.results(viewer=viewer, wave_id=wave, most=40)
        page = (perf_counter() - began_page, process_time() - worked_page)
        size = Path(home, "takehold.sqlite3").stat().st_size
        lines = [
            "# Closing a survey\n",
            f"`python -m benchmarks.surveys_closing`: {machine()}; {moment()}. Twelve items and a free line in every third answer.\n",
            f"- {took:.1f} s, {cpu:.1f} s of them processor, for closing a survey of {people:,} people (target {TARGET:g} s)",
            f"- {Release.objects.count():,} figures and {ReleasedComment.objects.count():,} comments released; database {size / 1e6:.0f} MB",
            f"- {page[0]:.2f} s, {page[1]:.2f} s of them processor, for what its page shows, with {len(shown.groups)} groups by name",
        ]
        print("\n".join(lines))
        if people >= FULL:
            write(Path(__file__).with_suffix(".md"), "\n".join(lines) + "\n")


if __name__ == "__main__":
    words = sys.argv[1:] or [str(FULL)]
    main(1_000 if "--short" in words else int(words[0]))
