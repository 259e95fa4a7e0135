"""The last day of an open survey is moved in the open: everybody invited is told, and the database takes no other way."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.db import DatabaseError, connection, transaction
from django.test import Client

from takehold.audit.models import Line
from takehold.gather import jobs
from takehold.gather.facts.surveys import NotAStep
from takehold.gather.models import Invitation, LastDay, Wave
from takehold.gather.operations import inviting, opening
from takehold.gather.operations.last_day import move_last_day
from takehold.gather.operations.planning import BadPlan
from takehold.initiatives.models import Initiative
from takehold.people.facts import NotAllowed, NotYours
from takehold.people.models import Person

from .surveying import Respondent, answer, closed, opened, planned, token_of

DAY = timedelta(days=1)


@pytest.fixture
def wave(house: Any, change: Any) -> Wave:
    for person in Person.objects.filter(email="").order_by("id"):
        Person.objects.filter(pk=person.pk).update(email=f"p{person.pk}@example.org")
    return opened(house, change)


def move(house: Any, wave: Wave, days: int, reason: str = "", who: str = "lead", now: Any = None) -> Wave:
    move_last_day(
        viewer=house.viewer(who), wave_id=wave.pk, to=wave.closes_on + days * DAY, reason=reason, now=now or house.now
    )  # fmt: skip
    return Wave.objects.get(pk=wave.pk)


def test_people_get_longer_and_the_survey_closes_on_the_new_day(house, wave) -> None:
    was = wave.closes_on
    longer = move(house, wave, 7)
    assert longer.closes_on == was + 7 * DAY
    at = house.now + 8 * DAY  # the morning after the day that was told first
    assert not opening.close_when_due(wave_id=wave.pk, now=at)
    assert closed(house, longer).state == "closed"
    assert Line.objects.filter(action="survey last day moved").count() == 1


def test_it_closes_earlier_only_with_a_reason_and_never_before_tomorrow(house, wave) -> None:
    with pytest.raises(BadPlan, match="Say why it closes earlier") as refused:
        move(house, wave, -3, "   ")
    assert refused.value.field == "reason"
    with pytest.raises(BadPlan, match="Tomorrow is the earliest"):
        move(house, wave, -7, "The ward moves house.")
    earlier = move(house, wave, -6, "The ward moves house.")
    assert earlier.closes_on == house.on + DAY
    assert opening.close_when_due(wave_id=wave.pk, now=house.now + 2 * DAY)


@pytest.mark.parametrize(("days", "said"), [(0, "last day already"), (60, "Two months are the most")])
def test_a_day_that_makes_no_sense_is_refused_in_words(house, wave, days: int, said: str) -> None:
    with pytest.raises(BadPlan, match=said):
        move(house, wave, days)
    assert not LastDay.objects.exists()


def test_it_is_moved_three_times_at_most(house, wave) -> None:
    for _n in range(3):
        wave = move(house, wave, 1)
    with pytest.raises(BadPlan, match="three times"):
        move(house, wave, 1)


def test_only_an_open_survey_and_only_by_those_who_lead_its_change(house, change, wave) -> None:
    with pytest.raises((NotAllowed, NotYours)):
        move(house, wave, 1, who="member")
    with pytest.raises(NotAStep):
        move(house, wave, 1, now=house.now + 8 * DAY)  # over, and the clock has not come round yet
    with pytest.raises(NotAStep):
        move(house, closed(house, wave), 1)
    plan = Wave.objects.get(pk=planned(house, change, title="Next"))
    with pytest.raises(NotAStep):
        move(house, plan, 1)


def run(house: Any, now: Any) -> list[str]:
    """Everything that is due at this moment, until nothing is."""
    done = []
    while due := [each for each in jobs.due(now) if each.startswith("survey ")]:
        for job in due:
            jobs.run(job, now=now, home=None)  # type: ignore[arg-type]
            done.append(job.split(" ")[1])
        assert len(done) < 20
    return done


def test_whoever_was_told_the_old_day_is_told_the_new_one_whether_they_answered_or_not(
    house, wave, monkeypatch
) -> None:
    monkeypatch.setattr(inviting, "AT_ONCE", 10)
    run(house, house.now)
    invited = {each.to[0] for each in mail.outbox}
    answer(wave, 0)
    mail.outbox.clear()
    wave = move(house, wave, 7, "Two wards were on leave.")
    assert set(run(house, house.now)) == {"tell"}
    assert {each.to[0] for each in mail.outbox} == invited
    assert len(mail.outbox) == len(invited) > 20
    one = mail.outbox[0]
    assert one.subject == "Another last day: Priority is checked"
    for text in (one.body, one.alternatives[0][0]):
        assert "stay open longer: the last day is 16 March 2026 and no longer 9 March 2026." in text
        assert "Two wards were on leave." in text
        assert "If you have answered already, there is nothing to do." in text
    assert run(house, house.now) == []


def test_who_was_not_mailed_yet_gets_the_new_day_at_once_and_one_mail(house, wave) -> None:
    wave = move(house, wave, 7)
    run(house, house.now)
    assert len(mail.outbox) == Invitation.objects.filter(wave=wave).count()
    assert all("by 16 March 2026" in each.body for each in mail.outbox)


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", "That is earlier than first said"),
        ("de", "früher als zuerst gesagt"),
        ("ar", "هذا أبكر مما قيل"),
    ],
)
def test_the_first_page_says_it_before_the_first_question(house, change, language: str, said: str) -> None:
    wave = opened(house, change, languages=("en", "de", "ar"))
    token = token_of(wave)
    before = Respondent(Client())
    before.come(token, language)
    wave = move(house, wave, -3, "The ward moves house.")
    after = Respondent(Client())
    after.come(token, language)
    assert said not in before.text
    assert said in after.text
    assert "The ward moves house." in after.text
    after.send()
    after.send(next="1", answer="0")
    after.send(back="1")
    after.send(back="1")
    assert said in after.text, "Back to the start says the same"


def test_the_page_of_the_survey_tells_everybody_who_reads_it(house, wave, monkeypatch) -> None:
    monkeypatch.setattr("django.utils.timezone.now", lambda: house.now)
    client = house.client("lead")
    page = client.get(f"/waves/{wave.pk}/last-day/")
    assert "9 March" in page.content.decode()
    refused = client.post(f"/waves/{wave.pk}/last-day/", {"day": "2026-03-05", "reason": ""})
    assert refused.status_code == 422
    assert "Say why it closes earlier." in refused.content.decode()
    moved = client.post(f"/waves/{wave.pk}/last-day/", {"day": "2026-03-05", "reason": "<b>Moving</b>"})
    assert moved.status_code == 302
    for reader in ("lead", "member"):
        read = house.client(reader).get(f"/waves/{wave.pk}/").content.decode()
        assert "&lt;b&gt;Moving&lt;/b&gt;" in read
        assert "earlier than first said" in read
    told = client.get(f"/api/v1/surveys/{wave.pk}").json()
    assert [(each["was"], each["day"]) for each in told["moved"]] == [("2026-03-09", "2026-03-05")]


def refused(sql: str, *values: Any) -> bool:
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(sql, values)
    except DatabaseError:
        return True
    return False


def test_the_database_moves_a_last_day_only_beside_its_row(house, wave) -> None:
    number = wave.pk.hex if connection.vendor == "sqlite" else str(wave.pk)
    change = "UPDATE gather_wave SET closes_on = %s WHERE id = %s"
    row = (
        "INSERT INTO gather_lastday (wave_id, was, day, reason, at, told) "
        "VALUES (%s, %s, %s, %s, '2026-03-02 09:00:00', false)"
    )
    assert refused(change, "2026-03-20", number)
    assert refused(row, number, "2026-03-08", "2026-03-20", "")  # its last day is another
    assert refused(row, number, "2026-03-09", "2026-03-05", "")  # earlier, and no reason
    assert not refused(row, number, "2026-03-09", "2026-03-20", "")
    assert refused(change, "2026-03-21", number)  # not what the row says
    assert not refused(change, "2026-03-20", number)
    assert not refused(row, number, "2026-03-20", "2026-03-09", "Moving")
    assert not refused(change, "2026-03-09", number)
    assert refused(change, "2026-03-20", number)  # the first row was used, and is not the newest
    for sql in ("UPDATE gather_lastday SET reason = ''", "UPDATE gather_lastday SET day = '2026-04-01'"):
        assert refused(sql)
    assert refused("DELETE FROM gather_lastday")
    assert not refused("UPDATE gather_lastday SET told = true")
    with pytest.raises(DatabaseError), transaction.atomic():
        LastDay.objects.create(
            wave=closed(house, Wave.objects.get(pk=wave.pk)),
            was=wave.closes_on,
            day=house.on + 60 * DAY,
            at=house.now,
        )


@pytest.mark.parametrize(
    ("language", "written"),
    [
        ("en", "9 March 2026"),
        ("de", "9. März 2026"),
        ("fr", "9 mars 2026"),
        ("es", "9 de marzo de 2026"),
        ("ar", "9 مارس، 2026"),
    ],
)
def test_days_are_written_as_in_the_language_and_names_keep_their_direction(
    house, change, language: str, written: str
) -> None:
    Initiative.objects.filter(slug=change).update(lead_id=house.people["lead"])
    wave = opened(house, change, languages=("en", "de", "fr", "es", "ar"))
    respondent = Respondent(Client())
    respondent.come(token_of(wave), language)
    assert written in respondent.text
    assert "<bdi>Lead</bdi>" in respondent.text
