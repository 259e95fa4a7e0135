"""The demo's persuading: who has a stake and what they said, what was tried, a lead's soundings, conversations held early."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Final

from takehold.cli.site.demo_voices import LEAD

if TYPE_CHECKING:
    from takehold.people.facts import Viewer

STAKES: Final = (
    ("Night shifts of the wards", "group", 2, "Nine clicks more at three in the morning", ((120, 1, "Paper is faster."), (20, 3, "Since three fields went, it is bearable."))),
    ("Consultants", "group", 3, "The record is read before the round", ((150, 2, "Nobody asked us."), (60, 4, "Good, if it is filled."))),
    ("Clinic board", "body", 3, "Two medication errors in spring", ((160, 5, "Safety first."),)),
    ("Intensive care", "group", 2, "Handovers every eight hours", ((110, 4, "We need it for transfers."), (30, 4, ""))),
    ("Patient safety office", "role", 2, "It can see gaps at last", ((140, 5, ""),)),
    ("Agency nurses", "group", 1, "No time to learn another screen", ((70, 2, "We are shown nothing."),)),
    ("Pharmacy", "role", 2, "Doses without a second call", ((90, 4, ""),)),
    ("Porters", "group", 1, "Nobody tells them where to go", ()),
)  # fmt: skip
"""Name, kind, say, stake, and what they said: days ago, where they stand, in which words."""

TRIED: Final = (
    ("Night shifts of the wards", 100, "facts", "Figures of errors in a long mail", "away", "Nobody reads that at night.", "Come by instead."),
    ("Night shifts of the wards", 45, "listening", "Two nights on the ward, taking notes", "towards", "Somebody came at last.", "Go in the first week."),
    ("Consultants", 80, "demonstration", "Ten minutes at the bedside with a real handover", "towards", "I see what is in it for the round.", ""),
    ("Intensive care", 50, "peer", "A colleague of another hospital told how it went there", "same", "", "Bring somebody from here."),
    ("Agency nurses", 15, "trial", "A shift beside somebody who uses it", "open", "", ""),
)  # fmt: skip
PLANNED: Final = (
    ("Porters", 9, "To know where to go next", "The record says which bed is ready.", "A senior nurse of the ward", "In their own morning round"),
    ("Agency nurses", -3, "Not to look slow", "A card with the five steps hangs at each screen.", "The shift lead", "At the start of a shift"),
)  # fmt: skip
TALKS: Final = (
    ("A second site for dialysis", "Clinic board", 200, "Two networks, one record", (("idea", 90), ("options", 40), ("budget", 6)), None),
    ("Leaving the old laboratory system", "Laboratory", 150, "Every result goes through it", (("idea", 120), ("options", 60)), 110),
    ("Beds in one list for the whole city", "Clinic board", 320, "", (("idea", 25),), None),
    ("New infusion pumps", "Purchasing", -70, "They want to talk to the record", (("idea", 210), ("options", 150), ("decided", 75)), 190),
    ("Meals ordered at the bedside", "Kitchen", -60, "", (("options", 160), ("decided", 62)), 100),
    ("Speech recognition for letters", "Consultants", -55, "", (("idea", 130), ("decided", 58)), 40),
    ("A door system", "Facilities", -66, "", (("budget", 120), ("contracted", 68)), 110),
)  # fmt: skip
"""Topic, owner, in how many days it is to be decided, what matters, stages with days ago, and when IT came in."""

SOUNDED: Final = ((60, (5, 4, 4, 5, 4, 3), "on"), (9, (2, 3, 2, 4, 1, 2), "listen"))


def influence(house: Viewer, slugs: Mapping[str, str], now: datetime) -> None:
    """All of it, of the first change, by its lead."""
    from takehold.people import queries as people
    from takehold.people.facts import RoleFact, RoleKind, Viewer

    known = {each.key: each for each in people.persons(viewer=house, limit=5000)}
    lead = Viewer(known[LEAD].id, known[LEAD].name, (RoleFact(RoleKind.LEAD),), now.date())
    _stakes(lead, slugs["handover-record"], now)
    _talks(lead, now)
    colleagues = {key: known[key].id for key in [each for each in known if each.startswith("P0")][20:80:10]}
    for ago, lands, course in SOUNDED:
        _sounded(lead, colleagues, lands, course, now - timedelta(days=ago))


def _stakes(lead: Viewer, slug: str, now: datetime) -> None:
    from takehold.influence.facts import (
        Approach,
        AttemptInput,
        Influence,
        Kind,
        Landed,
        Landing,
        MoveInput,
        PositionInput,
        StakeholderInput,
        Support,
    )
    from takehold.influence.operations import advocacy, stakeholders

    on, ids = now.date(), {}
    for name, kind, say, stake, stated in STAKES:
        said = StakeholderInput(name, Kind(kind), Influence(say), stake)
        ids[name] = stakeholders.write_down(viewer=lead, slug=slug, said=said, now=now)
        for ago, support, words in stated:
            where = PositionInput(Support(support), "Their own meeting, minutes", _ago(on, ago), words)
            stakeholders.state(viewer=lead, slug=slug, stakeholder_id=ids[name], said=where, now=now)
    for name, ago, approach, what, landed, words, differently in TRIED:
        tried = AttemptInput(
            Approach(approach), _ago(on, ago), what, Landing(Landed(landed), words, differently)
        )
        advocacy.attempt(viewer=lead, slug=slug, stakeholder_id=ids[name], said=tried, now=now)
    for name, ahead, matters, message, messenger, channel in PLANNED:
        earlier = now + timedelta(days=min(0, ahead))
        move = MoveInput(ids[name], matters, message, messenger, channel, _ago(on, -ahead))
        advocacy.plan(viewer=_then(lead, earlier.date()), slug=slug, said=move, now=earlier)


def _talks(lead: Viewer, now: datetime) -> None:
    from takehold.influence.facts.early import Stage, TopicInput
    from takehold.influence.operations import early

    on = now.date()
    for topic, owner, ahead, matters, stages, joined in TALKS:
        (begun, since), *further = stages
        then = now - timedelta(days=since)
        said = TopicInput(topic, owner, _ago(on, -ahead), matters)
        made = early.begin(
            viewer=_then(lead, then.date()), said=said, stage=Stage(begun), on=then.date(), now=then
        )
        version = 1
        for stage, ago in further:
            early.move(
                viewer=lead, talk_id=made, stage=Stage(stage), on=_ago(on, ago), version=version, now=now
            )
            version += 1
        if joined is not None:
            early.join(viewer=lead, talk_id=made, on=_ago(on, joined), version=version, now=now)


def _sounded(
    lead: Viewer, colleagues: Mapping[str, int], lands: tuple[int, ...], course: str, at: datetime
) -> None:
    """Asked as a group, and answered by each through the own way in."""
    from takehold.influence.facts.soundings import Course, Form, SoundingAnswer, SoundingInput
    from takehold.influence.operations import soundings
    from takehold.influence.queries.soundings import opened
    from takehold.influence.queries.soundings import soundings as queried
    from takehold.people.facts import RoleFact, RoleKind, Viewer

    said = SoundingInput("How the record is brought in", Form.GROUP, tuple(colleagues))
    soundings.ask(viewer=_then(lead, at.date()), said=said, now=at)
    for person, point in zip(colleagues.values(), lands, strict=True):
        (waits,) = queried(viewer=Viewer(person, "", (RoleFact(RoleKind.EMPLOYEE),), at.date())).waiting
        told = SoundingAnswer(point, max(point, 3), Course(course))
        soundings.answer(nonce=opened(waits.token), said=told, now=at)


def _then(viewer: Viewer, on: date) -> Viewer:
    return replace(viewer, on=on, seen={})


def _ago(on: date, days: int) -> date:
    return on - timedelta(days=days)
