"""The mail of a directive goes to each once; a server that is away loses nothing; who has read it gets none."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from smtplib import SMTPServerDisconnected
from typing import Any
from unittest import mock

import pytest
from django.core import mail
from django.core.mail import EmailMultiAlternatives

from conftest import NOW, House
from takehold.governance import jobs, models
from takehold.governance.operations import directive_mails as mailing
from takehold.governance.operations import directives_told as telling
from takehold.governance.tests.ordered import issued
from takehold.people.models import Membership, Person

pytestmark = pytest.mark.django_db


def test_each_gets_it_once_and_who_has_read_it_none(house: House, settings: Any) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    assert jobs.due(NOW) == ()
    made = issued(house)
    assert jobs.due(NOW) == (jobs.MAIL,)
    telling.acknowledge(viewer=house.viewer("small"), directive_id=made, now=NOW)
    with (
        mock.patch.object(EmailMultiAlternatives, "send", side_effect=SMTPServerDisconnected("away")),
        mock.patch.object(mailing, "addresses", lambda ids: dict.fromkeys(ids, "x@example.org")),
        pytest.raises(SMTPServerDisconnected),
    ):
        mailing.send(NOW)
    assert models.DirectiveTold.objects.exclude(mailed_at=None).count() == 0
    jobs.run(jobs.MAIL, now=NOW, home=Path())
    assert [each.to for each in mail.outbox] == [["other@example.org"]]
    (one,) = mail.outbox
    assert one.subject == "Please read: Two people check every dose"
    assert f"/council/directives/{made}/acknowledge/" in one.body
    assert "not agreeing" in one.body
    assert jobs.due(NOW) == ()
    assert mailing.send(NOW) == 0


def test_who_joins_is_told_the_next_day_by_the_clock(house: House) -> None:
    made = issued(house)
    joined = Person.objects.create(key="new", name="Nia New")
    Membership.objects.create(person=joined, team_id=house.teams["ward-4"], valid_from=house.on)
    tomorrow = NOW + timedelta(days=1)
    job = f"{jobs.JOINED}{made}"
    assert job in jobs.due(tomorrow)
    jobs.run(job, now=tomorrow, home=Path())
    assert models.DirectiveTold.objects.filter(directive=made, person=joined).exists()
    assert job not in jobs.due(tomorrow)
