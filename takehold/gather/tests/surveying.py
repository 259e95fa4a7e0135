"""What tests of surveys share: a plan, a survey that is open, and a respondent walking through its pages."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from html import unescape
from typing import Any
from uuid import UUID

from django.test import Client

from takehold.gather.facts.surveys import Plan
from takehold.gather.models import Invitation, OpenLink, Wave
from takehold.gather.operations import opening, planning
from takehold.gather.queries import doors

HIDDEN = re.compile(r'name="draft" value="([^"]*)"')


def plan(on: date, **changed: Any) -> Plan:
    """Three quick questions from a day on, for a week."""
    said = {
        "title": "Pulse in March",
        "template": "pulse",
        "moment": "pulse 1",
        "languages": ("en",),
        "promise": "confidential",
        "tree": "team",
        "opens_on": on,
        "closes_on": on + timedelta(days=7),
    }
    return Plan(**{**said, **changed})


def planned(house: Any, slug: str, **changed: Any) -> UUID:
    """A plan of ``lead``."""
    return planning.plan_survey(
        viewer=house.viewer("lead"), slug=slug, said=plan(house.on, **changed), now=house.now
    )


def opened(house: Any, slug: str, **changed: Any) -> Wave:
    """A survey that is open."""
    wave = planned(house, slug, **changed)
    opening.open_survey(viewer=house.viewer("lead"), wave_id=wave, now=house.now)
    return Wave.objects.get(pk=wave)


def after(wave: Wave, now: datetime) -> datetime:
    """The morning after its last day."""
    return now + timedelta(days=(wave.closes_on - now.date()).days + 1)


def closed(house: Any, wave: Wave) -> Wave:
    """The same survey, closed by the clock."""
    assert opening.close_when_due(wave_id=wave.pk, now=after(wave, house.now))
    return Wave.objects.get(pk=wave.pk)


def token_of(wave: Wave, kind: str = doors.INVITED, nth: int = 0) -> str:
    """A way in."""
    if kind == doors.INVITED:
        return doors.token(kind, Invitation.objects.filter(wave=wave).order_by("id")[nth].nonce)
    return doors.token(kind, OpenLink.objects.get(wave=wave, kind=kind).nonce)


@dataclass
class Respondent:
    """A browser of somebody without an account."""

    client: Client
    page: Any = None

    def come(self, token: str, language: str = "") -> Any:
        entered = self.client.get(f"/s/{token}/")
        assert entered.status_code == 302, entered.content.decode()
        assert entered["Location"] == "/s/"
        self.page = self.client.get(f"/s/?lang={language}" if language else "/s/")
        return self.page

    @property
    def text(self) -> str:
        return unescape(self.page.content.decode())

    @property
    def draft(self) -> str:
        return unescape(HIDDEN.search(self.page.content.decode())[1])  # type: ignore[index]

    def send(self, **said: Any) -> Any:
        found = re.search(r'name="question" value="([^"]*)"', self.page.content.decode())
        question = {"question": found[1]} if found else {}
        self.page = self.client.post("/s/", {"draft": self.draft, **question, **said})
        return self.page

    def all_through(self, answers: list[dict[str, Any]]) -> Any:
        """Begin, then one page after the other."""
        self.send()
        for each in answers:
            self.send(next="1", **each)
        return self.page


PULSE_ANSWERS = [{"answer": "0"}, {"answer": "3"}, {"answer": "More time at night."}]


def answer(wave: Wave, nth: int, answers: list[dict[str, Any]] | None = None) -> Respondent:
    """One person answers over the pages."""
    respondent = Respondent(Client())
    respondent.come(token_of(wave, nth=nth))
    respondent.all_through(answers or PULSE_ANSWERS)
    return respondent
