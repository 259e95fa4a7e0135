"""The pages of respondents: no account, no script, one question a page, one commit, and a friendly word at every door."""

from __future__ import annotations

import re
from datetime import timedelta
from pathlib import Path
from unittest import mock
from uuid import uuid4

import pytest
from django.core import signing
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from takehold.gather.forms import respond as drafts
from takehold.gather.models import Answer, Comment, Invitation, NamedAnswer
from takehold.gather.queries import doors

from .surveying import PULSE_ANSWERS, Respondent, answer, closed, opened, token_of


@pytest.fixture(autouse=True)
def _today(house):
    with mock.patch("takehold.gather.views.respond.moment", return_value=house.now):
        yield


@pytest.fixture
def wave(house, change):
    return opened(house, change)


def test_from_the_link_to_the_thanks_in_one_commit(wave) -> None:
    respondent = Respondent(Client())
    start = respondent.come(token_of(wave))
    assert start.status_code == 200
    assert "Priority is checked" in respondent.text
    assert all(reason.text in respondent.text for reason in wave.initiative.reasons.all())
    assert wave.initiative.reasons.exists()
    assert "groups of at least 5 answers" in respondent.text
    assert "colleagues who pool their own answers" in respondent.text
    respondent.send()
    assert "1 of 3" in respondent.text
    respondent.send(answer="0", next="1")
    respondent.send(answer="3", next="1")
    assert "Could this identify you" in respondent.text
    assert Answer.objects.count() == 0
    done = respondent.send(answer="More time at night.", next="1")
    assert done.status_code == 200
    assert "Your answers are in" in respondent.text
    stored = Answer.objects.get()
    assert stored.choices == {"worked": "always", "in-the-way": "time"}
    assert stored.week.weekday() == 0
    assert Comment.objects.get().text == "More time at night."
    assert Invitation.objects.filter(wave=wave, used=True).count() == 1


def test_nothing_is_asked_of_the_database_between_start_and_sending(wave) -> None:
    respondent = Respondent(Client())
    respondent.come(token_of(wave))
    respondent.send()
    with CaptureQueriesContext(connection) as asked:
        respondent.send(answer="0", next="1")
        respondent.send(answer="3", next="1")
    assert len(asked) == 0


def test_back_works_and_keeps_what_was_said(wave) -> None:
    respondent = Respondent(Client())
    respondent.come(token_of(wave))
    respondent.send()
    respondent.send(answer="1", next="1")
    respondent.send(answer="2", back="1")
    assert re.search(r'value="1"[^>]* checked', respondent.text)
    respondent.send(answer="1", next="1")
    assert re.search(r'value="2"[^>]* checked', respondent.text)
    respondent.send(back="1")
    assert "Who will see what" in respondent.send(back="1").content.decode()


def test_every_question_may_be_left_out(wave) -> None:
    respondent = Respondent(Client())
    respondent.come(token_of(wave))
    assert respondent.all_through([{}, {}, {}]).status_code == 200
    assert Answer.objects.get().choices == {}
    assert Comment.objects.count() == 0


def test_a_second_answer_is_not_counted(wave) -> None:
    respondent = answer(wave, 0)
    again = Respondent(respondent.client)
    again.page = respondent.client.get("/s/")
    assert "already" in again.text
    assert respondent.client.get("/s/").status_code == 200
    assert Answer.objects.count() == 1


def test_two_tabs_send_once(wave) -> None:
    first, second = Respondent(Client()), Respondent(Client())
    for each in (first, second):
        each.come(token_of(wave))
        each.send()
        each.send(answer="0", next="1")
        each.send(answer="0", next="1")
    assert "are in" in first.send(answer="", next="1").content.decode()
    assert "already" in second.send(answer="", next="1").content.decode()
    assert Answer.objects.count() == 1


def test_an_open_link_counts_a_draft_once_and_another_again(house, change) -> None:
    wave = opened(house, change, channels=("poster",))
    respondent = Respondent(Client())
    respondent.come(token_of(wave, doors.POSTER))
    assert "the same for everybody" in respondent.text
    respondent.all_through(PULSE_ANSWERS[:2])
    last = respondent.page
    respondent.send(answer="", next="1")
    respondent.page = last
    respondent.send(answer="", next="1")
    assert "already" in respondent.text
    assert Answer.objects.count() == 1
    other = Respondent(respondent.client)
    other.come(token_of(wave, doors.POSTER))
    other.all_through(PULSE_ANSWERS)
    assert Answer.objects.filter(cell__channel="poster").count() == 2


def test_a_kiosk_goes_back_to_its_start_by_itself(house, change) -> None:
    wave = opened(house, change, channels=("kiosk",))
    respondent = Respondent(Client())
    respondent.come(token_of(wave, doors.KIOSK))
    respondent.send()
    assert respondent.page["Refresh"] == "180; url=/s/"
    for each in PULSE_ANSWERS:
        respondent.send(next="1", **each)
    assert respondent.page["Refresh"] == "15; url=/s/"
    assert respondent.client.get("/s/").status_code == 200


def test_a_survey_with_names_stores_the_name_and_nothing_beside(house, change) -> None:
    wave = opened(house, change, promise="named")
    respondent = answer(wave, 0)
    assert "are in" in respondent.text
    row = NamedAnswer.objects.get()
    assert row.comments == {"one-line": "More time at night."}
    assert Answer.objects.count() == Comment.objects.count() == 0


def test_an_anonymous_survey_knows_of_nobody_who_answered(house, change) -> None:
    wave = opened(house, change, promise="anonymous")
    respondent = Respondent(Client())
    respondent.come(token_of(wave, doors.LINK))
    respondent.all_through(PULSE_ANSWERS)
    assert Answer.objects.get().cell.channel == "link"
    assert not Invitation.objects.filter(used=True).exists()


@pytest.mark.parametrize("bad", ["", "x", "a" * 44, "%00", "é" * 20])
def test_a_foreign_token_is_told_kindly(db, bad: str) -> None:
    response = Client().get(f"/s/{bad or 'AAAA'}/")
    assert response.status_code == 404
    assert "This link leads nowhere" in response.content.decode()


def test_a_token_of_another_house_opens_nothing(wave, settings) -> None:
    token = token_of(wave)
    settings.SECRET_KEY = "another"
    assert Client().get(f"/s/{token}/").status_code == 404


def test_a_survey_that_closed_meanwhile_says_so(house, wave) -> None:
    respondent = Respondent(Client())
    respondent.come(token_of(wave))
    respondent.send()
    respondent.send(answer="0", next="1")
    respondent.send(answer="0", next="1")
    token = token_of(wave)
    closed(house, wave)
    gone = respondent.send(answer="", next="1")
    assert gone.status_code == 410
    assert "closed" in respondent.text
    assert Client().get(f"/s/{token}/").status_code == 410
    assert Answer.objects.count() == 0


def test_after_the_last_day_nothing_is_taken_even_if_nobody_has_closed_it_yet(house, wave) -> None:
    respondent = Respondent(Client())
    respondent.come(token_of(wave))
    late = house.now + timedelta(days=8)
    with mock.patch("takehold.gather.views.respond.moment", return_value=late):
        respondent.all_through(PULSE_ANSWERS)
    assert "closed" in respondent.text
    assert not Invitation.objects.filter(used=True).exists()


@pytest.mark.parametrize("draft", ["", "rubbish", "other"])
def test_a_lost_or_foreign_draft_is_told_kindly(wave, draft: str) -> None:
    respondent = Respondent(Client())
    respondent.come(token_of(wave))
    sent = drafts.seal(drafts.begin("en"), uuid4()) if draft == "other" else draft
    response = respondent.client.post("/s/", {"draft": sent})
    assert response.status_code == 410
    assert "lost its place" in response.content.decode()
    assert Client().get("/s/").status_code == 410


def test_an_answer_that_is_not_offered_is_not_taken(wave) -> None:
    respondent = Respondent(Client())
    respondent.come(token_of(wave))
    respondent.send()
    wrong = respondent.send(answer="99", next="1")
    assert wrong.status_code == 422
    assert "Please choose one of the answers" in respondent.text
    assert "1 of 3" in respondent.text


def test_a_draft_too_old_is_lost(wave) -> None:
    respondent = Respondent(Client())
    respondent.come(token_of(wave))
    with mock.patch.object(signing.time, "time", return_value=signing.time.time() + drafts.LASTS + 5):
        assert respondent.send().status_code == 410


@pytest.mark.parametrize(
    ("language", "direction"), [("de", "ltr"), ("fr", "ltr"), ("es", "ltr"), ("ar", "rtl")]
)
def test_five_languages_one_of_them_from_right_to_left(house, change, language: str, direction: str) -> None:
    wave = opened(house, change, languages=("en", "de", "fr", "es", "ar"))
    respondent = Respondent(Client())
    start = respondent.come(token_of(wave), language)
    assert f'<html lang="{language}" dir="{direction}">' in respondent.text
    assert start["Content-Language"] == language
    assert "Who will see what" not in respondent.text
    assert "Begin<" not in respondent.text
    respondent.all_through(PULSE_ANSWERS)
    assert f'<html lang="{language}" dir="{direction}">' in respondent.text
    assert "Your answers are in" not in respondent.text


def test_the_browsers_language_is_taken_where_the_survey_has_it(house, change) -> None:
    wave = opened(house, change, languages=("en", "ar"))
    client = Client(headers={"accept-language": "fr;q=0.9, ar-EG;q=0.8, en;q=0.1"})
    client.get(f"/s/{token_of(wave)}/")
    assert 'lang="ar"' in client.get("/s/").content.decode()


def test_pages_are_small_and_have_no_script(house, change) -> None:
    wave = opened(house, change, template="adkar", languages=("en", "de", "fr", "es", "ar"))
    respondent = Respondent(Client())
    pages = [respondent.come(token_of(wave)), respondent.send()]
    pages += [respondent.send(answer="2", next="1") for _n in range(12)]
    pages.append(respondent.send(answer="x" * 1000, next="1"))
    assert "are in" in respondent.text
    from django.contrib.staticfiles import finders

    styles = sum(
        len(Path(finders.find(name)).read_bytes()) for name in ("takehold/tokens.css", "gather/respond.css")
    )
    for each in pages:
        text = each.content.decode()
        assert len(each.content) + styles <= 20_000
        assert "<script" not in text
        assert "style=" not in text


def test_the_cookie_is_for_these_pages_only(wave) -> None:
    client = Client()
    client.get(f"/s/{token_of(wave)}/")
    cookie = client.cookies["survey"]
    assert cookie["path"] == "/s/"
    assert cookie["httponly"]
    assert cookie["samesite"] == "Lax"
    assert set(client.cookies) == {"survey"}
