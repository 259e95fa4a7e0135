"""Mails of a survey: sent by the clock, once, with one button; who is refused is a number; nobody learns who answered."""

from __future__ import annotations

import re
from datetime import timedelta
from smtplib import SMTPRecipientsRefused, SMTPServerDisconnected
from unittest import mock
from uuid import UUID

import pytest
from django.core import mail
from django.core.mail import EmailMultiAlternatives
from django.test import Client

from takehold.gather import jobs
from takehold.gather.models import Invitation, Wave
from takehold.gather.operations import inviting, survey_jobs
from takehold.gather.queries import surveys as queries
from takehold.people.models import Person

from .surveying import Respondent, answer, opened, planned


@pytest.fixture
def wave(house, change):
    for person in Person.objects.filter(email="").order_by("id")[:20]:
        Person.objects.filter(pk=person.pk).update(email=f"p{person.pk}@example.org")
    return opened(house, change)


def send(wave: Wave, now) -> int:
    return inviting.send_invitations(wave_id=wave.pk, now=now)


def test_everybody_with_an_address_gets_one_mail_with_an_own_link(wave, house) -> None:
    reachable = Invitation.objects.filter(wave=wave, mail="waiting").count()
    assert send(wave, house.now) == reachable == len(mail.outbox)
    links = {re.search(r"http\S+/s/\S+/", each.body)[0] for each in mail.outbox}  # type: ignore[index]
    assert len(links) == reachable
    one = mail.outbox[0]
    assert one.subject == "Two minutes on: Priority is checked"
    assert "groups of at least 5 answers" in one.body
    html = one.alternatives[0][0]
    assert html.count("<a ") == 1
    assert re.search(r'href="(\S+/s/\S+/)"', html)[1] in one.body  # type: ignore[index]
    respondent = Respondent(Client())
    respondent.come(re.search(r"/s/([^/]+)/", one.body)[1])  # type: ignore[index]
    assert send(wave, house.now) == 0


def test_no_mail_names_anybody_and_all_are_the_same_but_for_the_link(wave, house) -> None:
    send(wave, house.now)
    texts = {re.sub(r"/s/\S+/", "/s/", each.body) for each in mail.outbox}
    assert len(texts) == 1
    text = texts.pop()
    assert not [name for name in Person.objects.values_list("name", flat=True) if name in text]


def test_who_is_refused_is_a_number_and_nothing_else(wave, house) -> None:
    refused = SMTPRecipientsRefused({"x": (550, b"no such user")})
    original = EmailMultiAlternatives.send
    count = iter(range(100))

    def some(self, *args, **options):
        if next(count) < 3:
            raise refused
        return original(self, *args, **options)

    with mock.patch.object(EmailMultiAlternatives, "send", some):
        send(wave, house.now)
    found = queries.mail_count(wave.pk)
    assert found.bounced == 3
    assert found.waiting == 0
    assert found.sent + found.bounced + found.without_address == found.invited == 46
    with mock.patch("django.utils.timezone.now", return_value=house.now):
        page = house.client("lead").get(f"/waves/{wave.pk}/").content.decode()
    assert "3 were refused by the mail server" in page


def test_a_mail_server_that_is_away_loses_nobody(wave, house) -> None:
    with (
        mock.patch.object(EmailMultiAlternatives, "send", side_effect=SMTPServerDisconnected("away")),
        pytest.raises(SMTPServerDisconnected),
    ):
        send(wave, house.now)
    assert send(wave, house.now) == 0, "held by the one that failed"
    later = house.now + timedelta(minutes=11)
    waiting = Invitation.objects.filter(wave=wave, mail="waiting").count()
    assert waiting > 0
    assert send(wave, later) == waiting


def test_one_reminder_half_way_to_those_whose_link_was_not_used(wave, house) -> None:
    send(wave, house.now)
    mail.outbox.clear()
    with mock.patch("takehold.gather.views.respond.moment", return_value=house.now):
        answer(wave, list(Invitation.objects.order_by("id").values_list("mail", flat=True)).index("sent"))
    early = house.now + timedelta(days=2)
    assert inviting.send_reminders(wave_id=wave.pk, now=early) == 0
    Wave.objects.filter(pk=wave.pk).update(lease_until=None)
    half = house.now + timedelta(days=4)
    assert ("remind", str(wave.pk)) in queries.due(half)
    sent = inviting.send_reminders(wave_id=wave.pk, now=half)
    assert sent == queries.mail_count(wave.pk).sent - 1 == len(mail.outbox)
    assert "are open until" in mail.outbox[0].body
    assert inviting.send_reminders(wave_id=wave.pk, now=half) == 0
    assert queries.due(half) == ()


def test_in_an_anonymous_survey_all_get_the_same_link_and_all_are_reminded(house, change) -> None:
    Person.objects.filter(email="").update(email="")
    wave = opened(house, change, promise="anonymous")
    sent = send(wave, house.now)
    assert len({each.body for each in mail.outbox}) == 1
    assert inviting.send_reminders(wave_id=wave.pk, now=house.now + timedelta(days=5)) == sent


def test_the_mail_comes_in_the_surveys_first_language_and_names_the_others(house, change) -> None:
    wave = opened(house, change, languages=("fr", "ar"))
    words = inviting.message(wave, reminder=False)
    assert words["subject"].startswith("Deux minutes sur")
    assert "العربية" in words["text"]
    assert '<html lang="fr" dir="ltr"' in words["html"]


def test_the_clock_opens_invites_and_closes_and_a_killed_worker_loses_nothing(
    house, change, tmp_path
) -> None:
    wave_id = planned(house, change)
    assert jobs.due(house.now - timedelta(days=1)) == ()
    for step, now in (("open", house.now), ("mail", house.now), ("close", house.now + timedelta(days=9))):
        wanted = f"survey {step} {wave_id}"
        assert wanted in jobs.due(now)
        killed = mock.patch.object(survey_jobs, "STEPS", {step: mock.Mock(side_effect=KeyboardInterrupt)})
        with killed, pytest.raises(KeyboardInterrupt):
            jobs.run(wanted, now=now, home=tmp_path)
        assert wanted in jobs.due(now), "whoever comes next finds the same work"
        jobs.run(wanted, now=now, home=tmp_path)
        assert wanted not in jobs.due(now)
    assert Wave.objects.get(pk=wave_id).state == "closed"
    assert jobs.due(house.now + timedelta(days=10)) == ()


def test_a_step_of_a_survey_that_is_past_it_changes_nothing(house, change, tmp_path) -> None:
    wave = opened(house, change)
    jobs.run(f"survey close {wave.pk}", now=house.now, home=tmp_path)
    assert Wave.objects.get().state == "open"
    assert inviting.send_invitations(wave_id=UUID(int=1), now=house.now) == 0
