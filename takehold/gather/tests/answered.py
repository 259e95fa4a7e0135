"""A survey that is open, and answers to it, for tests of what is told of them."""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping
from datetime import date, timedelta
from typing import Any

from conftest import NOW, House
from takehold.gather import models
from takehold.gather.disclosure.opening import freeze_cells, open_cell
from takehold.gather.models.answers import Answer, Comment
from takehold.people.facts import PersonFact
from takehold.people.models import Membership, Person

ELEMENTS = ("awareness", "desire", "knowledge", "ability", "reinforcement", "trust")
ITEMS = tuple(f"{element}-{n}" for element in ELEMENTS for n in (1, 2))
OPENED = date(2026, 2, 2)
CLOSED = NOW
FORM: dict[str, Any] = {
    "pages": [
        {
            "elements": [
                {
                    "type": "rating",
                    "name": item,
                    "title": {"default": f"Item {item}", "de": f"Frage {item}"},
                    "takehold": {"element": item.partition("-")[0]},
                }
                for item in ITEMS
            ]
        },
        {
            "elements": [
                {
                    "type": "panel",
                    "name": "rest",
                    "elements": [
                        {
                            "type": "radiogroup",
                            "name": "way",
                            "title": "What is most in your way?",
                            "choices": [{"value": "time", "text": {"default": "Time", "de": "Zeit"}}, "tool"],
                        },
                        {"type": "comment", "name": "free", "title": "Anything else?"},
                        {"type": "comment", "name": "why"},
                    ],
                }
            ]
        },
    ]
}


def asked(house: House, *, only: Callable[[str], bool] = lambda _key: True) -> list[PersonFact]:
    """Everybody who is in a team, as ``people`` tells them."""
    teams = dict(Membership.objects.filter(valid_to__isnull=True).values_list("person_id", "team_id"))
    rows = Person.objects.filter(id__in=teams).order_by("key")
    return [PersonFact(row.pk, row.key, row.name, row.job, teams[row.pk]) for row in rows if only(row.key)]


def open_survey(
    house: House,
    initiative_id: int,
    invited: list[PersonFact],
    *,
    opened: date = OPENED,
    links: tuple[str, ...] = (),
    **also: Any,
) -> tuple[models.Wave, Mapping[int, int]]:
    """An open survey with everybody's invitation; person id -> cell id."""
    wave = models.Wave.objects.create(
        **{
            "initiative_id": initiative_id, "title": "How is it going?", "template": "adkar", "moment": "start",
            "definition": FORM, "promise": models.Promise.CONFIDENTIAL, "opens_on": opened,
            "closes_on": opened + timedelta(days=14), "created_at": NOW, "promise_version": "1",
            "promise_sha256": "0" * 64, **also,
        }
    )  # fmt: skip
    for link in links:
        open_cell(wave=wave, channel=link, name=link.title())
    cells = freeze_cells(wave=wave, invited=invited, on=opened)
    models.Invitation.objects.bulk_create(
        [models.Invitation(wave=wave, person_id=person, cell_id=cell) for person, cell in cells.items()]
    )
    models.Wave.objects.filter(pk=wave.pk).update(state=models.WaveState.OPEN, opened_at=NOW)
    wave.refresh_from_db()
    return wave, cells


def choices(rng: random.Random, *, mean: float = 3.5) -> dict[str, Any]:
    """One respondent's answers around a level."""
    level = rng.gauss(mean, 0.8)
    said: dict[str, Any] = {item: min(5, max(1, round(rng.gauss(level, 0.7)))) for item in ITEMS}
    return {**said, "way": rng.choice(["time", "tool"])}


def answer(
    wave: models.Wave,
    cell: int,
    said: Mapping[str, Any],
    comments: Mapping[str, str] | None = None,
    person: int = 0,
) -> None:
    """What one respondent's one commit writes."""
    Answer.objects.create(wave=wave, cell_id=cell, week=wave.opens_on, choices=dict(said))
    for question, text in (comments or {}).items():
        Comment.objects.create(wave=wave, cell_id=cell, question=question, text=text)
    if person:
        models.Invitation.objects.filter(wave=wave, person_id=person).update(used=True)


def initiative_id(slug: str) -> int:
    """The id behind a change's slug."""
    from takehold.initiatives.models import Initiative

    return Initiative.objects.get(slug=slug).pk


def team_cells(house: House, wave: models.Wave) -> dict[str, models.Cell]:
    """The cell of each ward by its key."""
    cells = list(models.Cell.objects.filter(wave=wave))
    return {key: cell for key, team in house.teams.items() for cell in cells if team in cell.team_ids}
