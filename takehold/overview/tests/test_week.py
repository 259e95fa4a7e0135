"""The week of a manager, a lead, a sponsor: at most three moves, each answered; the mail goes once."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from smtplib import SMTPServerDisconnected
from unittest import mock

import pytest
from django.core import mail
from django.core.mail import EmailMultiAlternatives

from conftest import NOW
from takehold.audit import queries as audit
from takehold.bridge import models as bridge
from takehold.bridge.facts import ActionState
from takehold.bridge.operations import actions
from takehold.bridge.tests.conftest import said as an_action
from takehold.governance.tests.ordered import WEEKS, issued
from takehold.initiatives import models, operations
from takehold.initiatives.facts import InitiativeInput
from takehold.initiatives.operations import rhythm
from takehold.overview import jobs
from takehold.overview.operations import mailing
from takehold.overview.queries import week as weeks

MONDAY = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _on_the_day():
    with mock.patch("django.utils.timezone.now", return_value=NOW):
        yield


@pytest.fixture
def alert(change) -> models.Alert:
    operations.refresh(change.behaviour_id, NOW)
    return models.Alert.objects.get(unit="Ward 1")


def test_a_manager_reads_what_slid_back_and_says_what_became_of_it(house, alert) -> None:
    manager = house.client("manager")
    page = manager.get("/week/").content.decode()
    assert "Something slides back in Ward 1." in page
    assert "Ask your team what happened" in page
    assert "5 minutes in all." in page
    said = {"key": f"alert:{alert.pk}", "said": "not right", "reason": ""}
    refused = manager.post("/week/moves/", said)
    assert refused.status_code == 422
    assert "why it is not right here" in refused.content.decode()
    page = manager.post("/week/moves/", {**said, "reason": "Agency staff"}, follow=True).content.decode()
    assert "Ask your team what happened" not in page.split("Said this week")[0]
    assert "not right here: Agency staff" in page
    assert "move answered" in {line.action for line in audit.recent(limit=10)}
    assert bridge.MoveSaid.objects.get().reason == "Agency staff"


def test_not_now_comes_back_next_week_and_not_right_does_not(house, alert) -> None:
    manager = house.client("manager")
    for said, back in (("not now", True), ("not right", False), ("done", False)):
        bridge.MoveSaid.objects.all().delete()
        manager.post("/week/moves/", {"key": f"alert:{alert.pk}", "said": said, "reason": "so"})
        viewer = house.viewer("manager")
        assert weeks.week(viewer=viewer).moves == ()
        later = replace(viewer, on=NOW.date() + timedelta(days=7), seen={})
        assert bool(weeks.week(viewer=later).moves) is back


def test_what_was_said_by_mistake_is_taken_back(house, alert) -> None:
    manager, key = house.client("manager"), f"alert:{alert.pk}"
    manager.post("/week/moves/", {"key": key, "said": "done", "reason": ""})
    assert weeks.week(viewer=house.viewer("manager")).moves == ()
    page = manager.get("/week/").content.decode()
    assert 'value="taken back"' in page.split("Said this week")[1]
    back = {"key": key, "said": "taken back"}
    assert "Taken back." in manager.post("/week/moves/", back, follow=True).content.decode()
    assert [each.key for each in weeks.week(viewer=house.viewer("manager")).moves] == [key]
    other = house.client("sponsor").post("/week/moves/", back)
    assert other.status_code == 302
    assert [line.action for line in audit.recent(limit=10)].count("move taken back") == 1
    called = manager.post("/api/v1/week/moves", {**back, "said": "not now"}, content_type="application/json")
    assert (called.status_code, bridge.MoveSaid.objects.count()) == (201, 1)
    manager.post("/api/v1/week/moves", back, content_type="application/json")
    assert bridge.MoveSaid.objects.count() == 0


def test_done_of_what_was_to_begin_begins_it_and_once_only(house, change) -> None:
    action = actions.propose(
        viewer=house.viewer("lead"), slug=change.slug, said=an_action(house, change), now=NOW
    )
    manager = house.client("manager")
    assert "Begin: Take the ninth field out" in manager.get("/week/").content.decode()
    said = {"key": f"action:{action}", "said": "not now", "reason": ""}
    manager.post("/week/moves/", said)
    assert bridge.Action.objects.get().state == ActionState.AGREED
    page = manager.post("/week/moves/", {**said, "said": "done"}, follow=True).content.decode()
    assert "Noted, and begun as of today." in page
    row = bridge.Action.objects.get()
    assert (row.state, row.began_on) == (ActionState.DOING, NOW.date())
    assert "Take the ninth field out" not in page.split("Said this week")[0], "no promise is left of it"
    assert "Begin: Take the ninth field out" in page.split("Said this week")[1]
    assert "You said something of everything that was proposed" in page
    again = manager.post("/week/moves/", {**said, "said": "done"}, follow=True).content.decode()
    assert "Noted." in again
    assert bridge.ActionTurn.objects.filter(after=ActionState.DOING).count() == 1
    other = house.client("sponsor").post("/week/moves/", {**said, "said": "done"})
    assert other.status_code in (302, 404)


def test_whoever_leads_reads_how_many_teams_slide_once_it_is_visible_above_them(house, alert) -> None:
    lead = house.client("lead")
    later = NOW.date() + timedelta(days=3)
    models.Alert.objects.filter(pk=alert.pk).update(visible_above_on=later)
    assert "Ward 1" not in lead.get("/week/").content.decode()
    models.Alert.objects.filter(pk=alert.pk).update(visible_above_on=NOW.date())
    page = lead.get("/week/").content.decode()
    assert "Find out why: Handover in the record" in page
    assert "Ward 1" in page


def test_nobody_else_reads_the_slip_of_a_team_in_their_week(house, alert) -> None:
    models.Alert.objects.filter(pk=alert.pk).update(visible_above_on=NOW.date() + timedelta(days=3))
    for key in ("other", "sponsor", "lead"):
        page = house.client(key).get("/week/").content.decode()
        assert "Ward 1" not in page.split("As a sponsor")[0]
    for key in ("member", "stranger", "auditor", "steward"):
        assert house.client(key).get("/week/").status_code == 404


def test_a_missed_part_of_the_loop_is_a_move_of_whoever_leads(house, change) -> None:
    lead = house.viewer("lead")
    long_ago = NOW - timedelta(days=40)
    rhythm.set_rhythm(viewer=lead, slug=change.slug, every_weeks=8, now=long_ago)
    page = house.client("lead").get("/week/").content.decode()
    assert "Gather: Handover in the record" in page
    assert "It was due by" in page


def test_a_sponsor_is_told_who_has_not_seen_them(house, change) -> None:
    sponsor = house.client("sponsor")
    page = sponsor.get("/week/").content.decode()
    assert "4 of 4 groups have not seen you in a quarter." in page
    said = {"slug": change.slug, "kind": "visit", "what": "", "groups": [str(house.teams["ward-1"])]}
    assert sponsor.post("/week/acts/", said).status_code == 422
    page = sponsor.post("/week/acts/", {**said, "what": "An hour at night"}, follow=True).content.decode()
    assert "3 of 4 groups have not seen you in a quarter." in page
    assert "An hour at night" in page
    assert house.client("manager").post("/week/acts/", {**said, "what": "x"}).status_code == 403


def test_a_sponsor_reads_what_slides_and_is_sent_there_first(house, alert) -> None:
    models.Alert.objects.filter(pk=alert.pk).update(visible_above_on=NOW.date() + timedelta(days=3))
    assert "Nothing slides back in your groups" in house.client("sponsor").get("/week/").content.decode()
    models.Alert.objects.filter(pk=alert.pk).update(visible_above_on=NOW.date(), unit="Ward 3")
    page = house.client("sponsor").get("/week/").content.decode()
    assert "1 team slides back in the changes you sponsor." in page
    assert "Visit a group at work: Ward 3" in page


def test_one_visible_act_is_enough_for_a_sponsor_of_several_changes(house, change) -> None:
    said = InitiativeInput(
        name="A second pair of eyes", reasons=("Two doses were doubled.",), lead_id=house.people["lead"]
    )
    operations.create(viewer=house.viewer("lead"), said=said, now=NOW)
    sponsor = house.client("sponsor")
    act = {"slug": change.slug, "kind": "visit", "what": "At night", "groups": [str(house.teams["ward-1"])]}
    page = sponsor.post("/week/acts/", act, follow=True).content.decode()
    assert page.count("As a sponsor: ") == 2
    assert page.count("One visible act is enough for a week") == 1
    first, second = page.split("As a sponsor: ")[1:]
    assert first.startswith("A second pair of eyes"), "where fewer have seen the sponsor"
    assert ('class="told"' in first, 'class="told"' in second) == (True, False)
    assert "Note what you did" in second


def test_what_was_promised_is_not_called_nothing() -> None:
    assert "nothing waits" in weeks.answer((), ())
    assert "One promise is due." in weeks.answer((), (), owed=1)
    assert weeks.answer((), (), owed=2).startswith("Nothing slides back in your groups. 2 promises")


def test_the_mail_of_the_week_goes_once_and_a_dead_server_loses_nothing(house, alert, settings) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    assert not mailing.due(MONDAY + timedelta(days=3))
    assert jobs.MAIL in jobs.due(MONDAY)
    with (
        mock.patch.object(EmailMultiAlternatives, "send", side_effect=SMTPServerDisconnected("away")),
        pytest.raises(SMTPServerDisconnected),
    ):
        mailing.send(MONDAY)
    assert jobs.MAIL in jobs.due(MONDAY)
    while mailing.due(MONDAY):
        mailing.send(MONDAY)
    to = [each.to[0] for each in mail.outbox]
    leads = {"lead@example.org", "it-lead@example.org"}  # who read of the level of all teams together
    assert len(to) == len(set(to))
    assert set(to) == {"manager@example.org"} | leads
    (one,) = [each for each in mail.outbox if each.to == ["manager@example.org"]]
    assert one.subject == "This week: Something slides back in Ward 1."
    assert "Ask your team what happened" in one.body
    assert mailing.send(MONDAY + timedelta(hours=2)) == 0
    assert len(mail.outbox) == 3


def test_who_decides_is_told_once_a_week_of_reviews_and_of_directives_that_lapse(house, settings) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    issued(house)
    monday = datetime.combine(WEEKS - timedelta(days=5), MONDAY.timetz())
    monday -= timedelta(days=monday.weekday())
    with (
        mock.patch.object(EmailMultiAlternatives, "send", side_effect=SMTPServerDisconnected("away")),
        pytest.raises(SMTPServerDisconnected),
    ):
        mailing.send(monday)
    while mailing.due(monday):
        mailing.send(monday)
    (one,) = [each for each in mail.outbox if each.to == ["council@example.org"]]
    assert one.subject == "This week: 1 thing waits for the council."
    assert "A directive lapses unless it is reviewed: Two people check every dose" in one.body
    assert "/council/\n" in one.body
    assert "/week/mail/" in one.body
    mail.outbox.clear()
    assert mailing.send(monday + timedelta(hours=2)) == 0
    long_before = monday - timedelta(days=28)
    while mailing.due(long_before):
        mailing.send(long_before)
    assert "council@example.org" not in {each.to[0] for each in mail.outbox}
    council = house.client("council")
    assert council.post("/week/mail/", {"wanted": "no"})["Location"] == "/council/"
    assert (
        "What waits for the council does not come as a mail." in council.get("/week/mail/").content.decode()
    )
    assert council.get("/week/").status_code == 404


def test_whoever_wants_no_mail_gets_none(house, alert, settings) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    house.client("manager").post("/week/mail/", {"wanted": "no"})
    page = house.client("manager").get("/week/mail/").content.decode()
    assert "This page does not come as a mail." in page
    while mailing.due(MONDAY):
        mailing.send(MONDAY)
    assert "manager@example.org" not in {each.to[0] for each in mail.outbox}
    house.client("manager").post("/week/mail/", {"wanted": "yes"})
    assert mailing.send(MONDAY) == 1
