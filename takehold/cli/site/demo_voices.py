"""What people of the demo say, note, hear and write in an open channel, brought in through the doors of the pages."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from takehold.people.facts import Viewer
    from takehold.simulation.voices import NotedAt, SaidAt, Voices

SEED: Final = 11
LEAD: Final = "P1098"
DUTY: Final = "Claire Reyes"
TEAMS: Final = (
    "ward-1",
    "ward-7",
    "ward-9",
    "icu-north",
    "emergency-triage",
    "maternity-a",
    "recovery",
    "haematology",
)


def voices(house: Viewer, slugs: Mapping[str, str], home: Path, now: datetime) -> None:
    """Says and answers, notes and hearsay, themes and one channel that was announced."""
    from takehold.people import queries as people
    from takehold.people.facts import RoleFact, RoleKind, Viewer
    from takehold.simulation.voices import speak

    teams = {team.key: team.id for team in people.teams(viewer=house)}
    found = speak(SEED, now.date(), tuple(key for key in TEAMS if key in teams))
    person = next(each for each in people.persons(viewer=house, limit=5000) if each.key == LEAD)
    lead = Viewer(person.id, person.name, (RoleFact(RoleKind.LEAD),), now.date())
    _desk(house, now)
    _themes(lead, slugs["handover-record"], now)
    for number, said in enumerate(found.said):
        _say(replace(lead, on=said.on, seen={}), said, slugs, teams, number, now)
    for noted in found.noted:
        _note(noted, slugs["handover-record"], teams, now)
    _channel(lead, found, slugs["handover-record"], home, now)


def _desk(house: Viewer, now: datetime) -> None:
    from takehold.gather.facts.says import Desk
    from takehold.gather.operations import duty
    from takehold.people import queries as people

    found = people.persons(viewer=house, search=DUTY, limit=1)
    said = Desk(
        report_where="Linden incident reports, telephone 4711",
        duty_id=found[0].id if found else None,
        duty_called="patient safety officer",
        lists_open=True,
    )
    duty.set_desk(viewer=house, said=said, now=now)


def _themes(lead: Viewer, slug: str, now: datetime) -> None:
    from takehold.gather.operations import themes
    from takehold.simulation.voices import THEMES

    for name, words in THEMES:
        themes.save_theme(viewer=lead, name=name, words=words, slug=slug, now=now)


def _say(
    lead: Viewer, said: SaidAt, slugs: Mapping[str, str], teams: Mapping[str, int], number: int, now: datetime
) -> None:
    from takehold.gather.facts.says import SayInput
    from takehold.gather.operations import says
    from takehold.gather.queries import says as queries

    words = SayInput(kind=said.kind, text=said.text, slug=slugs[said.change], team_id=teams[said.team])
    code = says.say(viewer=lead, said=words, nonce=f"demo {number}", on=said.on)
    if said.answer:
        says.answer(viewer=lead, say_id=queries.status(code=code).id, text=said.answer, now=now)


def _note(noted: NotedAt, slug: str, teams: Mapping[str, int], now: datetime) -> None:
    from takehold.gather.facts.notes import NoteInput
    from takehold.gather.operations import notes
    from takehold.people.facts import RoleFact, RoleKind, Viewer

    writer, colleague = _of_team(teams[noted.team], now.date())
    manager = Viewer(writer, "", (RoleFact(RoleKind.MANAGER, teams[noted.team]),), noted.on)
    said = NoteInput(
        kind=noted.kind, text=noted.text, slug=slug, theme=noted.theme, team_id=teams[noted.team],
        about_id=colleague if noted.about else None,
    )  # fmt: skip
    notes.note(viewer=manager, said=said, now=now)


def _of_team(team_id: int, on: date) -> tuple[int, int]:
    """A team's manager and somebody else of it."""
    from takehold.people.queries.members import members

    found = sorted(
        members(team_ids=[team_id], on=on), key=lambda each: (each.job != "Team manager", each.key)
    )
    return found[0].id, found[-1].id


def _channel(lead: Viewer, found: Voices, slug: str, home: Path, now: datetime) -> None:
    from takehold.gather.facts.channels import ChannelInput
    from takehold.gather.operations import channels

    said = ChannelInput(
        "handover-questions", "csv", found.told, "Pinned in the channel and in the newsletter", slug=slug
    )
    made = channels.announce(viewer=lead, said=said, now=now)
    text = found.channel.encode()
    channels.hear(
        viewer=lead, channel_id=made, filename="handover-questions.csv", chunks=[text], now=now, home=home
    )
