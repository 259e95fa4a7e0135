"""A win by mail: to its group, each once, never with a name before the yes, and nothing lost while the server is away."""

from __future__ import annotations

from datetime import timedelta
from smtplib import SMTPRecipientsRefused, SMTPServerDisconnected
from typing import Any
from unittest import mock

import pytest
from django.core import mail

from conftest import NOW
from takehold.celebrate import jobs, models
from takehold.celebrate.facts import NamingState, WinInput
from takehold.celebrate.operations import mailing as operations
from takehold.celebrate.operations import names, wins
from takehold.gather.facts.retention import QUESTION_DAYS
from takehold.initiatives.facts import Invalid
from takehold.people.facts import NotAllowed
from takehold.people.models import Person

DEED = "began it"


@pytest.fixture
def win(house: Any, change: Any) -> dict[str, Any]:
    """Ward 1's win, published; two of its twelve people have an address."""
    on = {"viewer": house.viewer("lead"), "slug": change.slug, "now": NOW}
    made = wins.tell(said=WinInput("A night without a sheet.", house.teams["ward-1"]), **on)
    wins.publish(win_id=made, text="", **on)
    return {**on, "win_id": made}


def go(settings: Any) -> None:
    while jobs.MAIL in jobs.due(NOW):
        jobs.run(jobs.MAIL, now=NOW, home=settings.HOME)


def test_each_of_the_group_gets_it_once(win: dict[str, Any], settings: Any) -> None:
    assert operations.ask(language="en", **win) == 12
    go(settings)
    assert sorted(each.to[0] for each in mail.outbox) == ["manager@example.org", "member@example.org"]
    assert mail.outbox[0].subject == "It went well: Ward 1"
    assert "A night without a sheet." in mail.outbox[0].body
    assert jobs.MAIL not in jobs.due(NOW)
    with pytest.raises(Invalid, match="already"):
        operations.ask(language="en", **win)


def test_no_mail_names_anybody_before_the_yes(house: Any, win: dict[str, Any], settings: Any) -> None:
    asked = names.ask(person_id=house.people["member"], deed=DEED, **win)
    operations.ask(language="en", **win)
    go(settings)
    assert not any("Max Member" in str(each.message()) or DEED in str(each.message()) for each in mail.outbox)
    mail.outbox.clear()
    models.Mailing.objects.all().delete()
    names.answer(viewer=house.viewer("member"), naming_id=asked, state=NamingState.NAMED, now=NOW)
    operations.ask(language="en", **win)
    names.answer(viewer=house.viewer("member"), naming_id=asked, state=NamingState.UNNAMED, now=NOW)
    go(settings)
    assert all("Max Member" not in each.body and f"A colleague – {DEED}" in each.body for each in mail.outbox)


def test_a_server_that_is_away_loses_nothing_and_doubles_nothing(win: dict[str, Any], settings: Any) -> None:
    operations.ask(language="en", **win)
    backend = "django.core.mail.EmailMultiAlternatives.send"
    first = Person.objects.order_by("id").filter(email__gt="", memberships__team__key="ward-1")[0]
    with (
        mock.patch(backend, side_effect=[1, SMTPServerDisconnected("away")]),
        pytest.raises(SMTPServerDisconnected),
    ):
        jobs.run(jobs.MAIL, now=NOW, home=settings.HOME)
    assert models.Mailing.objects.get(person=first).sent_on == NOW.date()
    go(settings)
    assert len(mail.outbox) == 1
    assert not models.Mailing.objects.filter(sent_on=None).exists()


def test_an_address_that_is_refused_is_not_tried_again(win: dict[str, Any], settings: Any) -> None:
    operations.ask(language="en", **win)
    with mock.patch("django.core.mail.EmailMultiAlternatives.send", side_effect=SMTPRecipientsRefused({})):
        go(settings)
    assert models.Mailing.objects.filter(outcome="bounced").count() == 2


def test_what_was_taken_back_is_mailed_no_more(win: dict[str, Any], settings: Any) -> None:
    operations.ask(language="en", **win)
    wins.withdraw(**win)
    assert jobs.MAIL not in jobs.due(NOW)
    assert not models.Mailing.objects.exists()
    with pytest.raises(Invalid, match="published"):
        operations.ask(language="en", **win)


def test_names_are_written_into_no_log(win: dict[str, Any], settings: Any) -> None:
    operations.ask(language="en", **win)
    settings.EMAIL_BACKEND = "django.core.mail.backends.console.EmailBackend"
    assert jobs.MAIL not in jobs.due(NOW)


def test_who_may_and_the_page(house: Any, change: Any, win: dict[str, Any]) -> None:
    with pytest.raises(NotAllowed):
        operations.ask(language="en", **{**win, "viewer": house.viewer("member")})
    at = f"/changes/{change.slug}/wins/{win['win_id']}/"
    manager = house.client("manager")
    assert "Mail it to the group" in manager.get(at).content.decode()
    assert "On its way to 12 people." in manager.post(f"{at}mail/", follow=True).content.decode()
    assert manager.post(f"/api/v1{at}mail".rstrip("/")).status_code == 422
    assert {row.language for row in models.Mailing.objects.all()} == {"en"}


def test_what_could_not_be_sent_for_a_month_is_no_news_and_goes(win: dict[str, Any], settings: Any) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.console.EmailBackend"
    operations.ask(language="en", **win)
    assert jobs.MAIL not in jobs.due(NOW)
    month = timedelta(days=QUESTION_DAYS)
    assert jobs.CLEAR not in jobs.due(NOW + month)
    later = NOW + month + timedelta(days=1)
    assert jobs.CLEAR in jobs.due(later)
    jobs.run(jobs.CLEAR, now=later, home=settings.HOME)
    assert models.Mailing.objects.count() == 0
