"""Chats: each thing once, a quiet default, nothing lost while the other side is away, no name before its yes."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from typing import Any
from unittest import mock

import pytest
from django.core import mail
from hypothesis import given, settings
from hypothesis import strategies as st

from conftest import NOW
from takehold.analysis.facts import Verdict
from takehold.audit import queries as audit
from takehold.celebrate import jobs, models
from takehold.celebrate.facts import NamingState, WinInput
from takehold.celebrate.facts.chats import ChatInput, ChatKind, PostState
from takehold.celebrate.operations import chats as operations
from takehold.celebrate.operations import names, post_states, posting, wins
from takehold.celebrate.queries import chats as queries
from takehold.gather.sources.calling import Answer, Ask, CallBroken, CallRefused
from takehold.initiatives import operations as initiatives
from takehold.initiatives.facts import Invalid
from takehold.initiatives.models import Alert, Outlook
from takehold.initiatives.queries.lines import verdict_of
from takehold.people import queries as people
from takehold.people.facts import NotAllowed, NotYours

HOOK = "https://hooks.slack.example/services/T0/B0/secret"
MONDAY = datetime(2026, 3, 9, 9, 0, tzinfo=UTC)


class Other:
    """The other side: keeps what it was sent; answers, or fails, as it is told."""

    def __init__(self, *answers: int | Exception) -> None:
        self.got: list[Ask] = []
        self.answers = list(answers)

    def __call__(self, ask: Ask) -> Answer:
        said = self.answers.pop(0) if self.answers else 200
        if isinstance(said, Exception):
            raise said
        self.got.append(ask)
        return Answer(said, {}, b"ok")

    @property
    def texts(self) -> list[str]:
        return [json.loads(each.body)["text"] for each in self.got]


def broken(*, sent: bool) -> CallBroken:
    error = CallBroken("“hooks.slack.example” did not answer.")
    error.sent = sent
    return error


def connected(house: Any, **more: Any) -> models.Chat:
    said = ChatInput(**{"name": "Ward chat", "kind": ChatKind.SLACK, "address": HOOK, "wins": True, **more})
    return models.Chat.objects.get(pk=operations.connect(viewer=house.viewer("admin"), said=said, now=NOW))


def won(house: Any, change: Any, text: str = "A night without a sheet.") -> dict[str, Any]:
    on = {"viewer": house.viewer("lead"), "slug": change.slug, "now": NOW}
    win = {**on, "win_id": wins.tell(said=WinInput(text, house.teams["ward-1"]), **on)}
    wins.publish(text="", **win)
    return win


def test_a_published_win_is_told_once_however_often_it_is_looked(house: Any, change: Any) -> None:
    connected(house, states=False, week=False)
    won(house, change)
    other = Other()
    for n in range(4):
        posting.tell(NOW + timedelta(minutes=11 * n), fetch=other)
    (text,) = other.texts
    assert text.startswith("Ward 1: A night without a sheet.")
    assert other.got[0].url == HOOK
    assert not posting.due(NOW + timedelta(minutes=35))
    assert posting.due(NOW + timedelta(minutes=60))


def test_it_is_quiet_unless_it_is_asked_for_more(house: Any, change: Any) -> None:
    connected(house, wins=ChatInput("x", ChatKind.SLACK, HOOK).wins)
    won(house, change)
    other = Other()
    posting.tell(NOW, fetch=other)
    posting.tell(NOW + timedelta(minutes=11), fetch=other)
    assert other.got == []


def test_only_another_state_is_news_and_the_digest_comes_on_mondays(house: Any, change: Any) -> None:
    connected(house)
    other, at = Other(), NOW
    with mock.patch("takehold.initiatives.queries.verdict_of") as stands:
        for verdict in (Verdict.HOLDING, Verdict.HOLDING, Verdict.SLIPPING_BACK, Verdict.SLIPPING_BACK):
            stands.return_value = verdict
            posting.tell(at, fetch=other)
            at += timedelta(minutes=11)
        assert [each.splitlines()[0] for each in other.texts] == [
            "Handover in the record: holding before, slipping back now."
        ]
        for minutes in (0, 11, 24 * 60):
            posting.tell(MONDAY + timedelta(minutes=minutes), fetch=other)
    assert other.texts[1].splitlines()[:2] == ["This week:", "Handover in the record: slipping back"]
    assert len(other.got) == 2


def test_no_chat_is_told_more_than_any_reader_of_the_change_may_read_that_day(
    house: Any, change: Any
) -> None:
    """A team's own slip is the team's alone for five working days; what all groups together do is everybody's at once."""
    for weeks in (9, 0):
        initiatives.refresh(change.behaviour_id, NOW - timedelta(weeks=weeks))
    whole = Alert.objects.filter(unit="")
    whole.delete()
    outlook = Outlook.objects.get(behaviour=change.behaviour_id)
    outlook.whole["verdict"]["verdict"] = Verdict.STALLED.value
    outlook.save()
    alert = Alert.objects.get(unit="Ward 1")
    days = {NOW.date(): Verdict.STALLED, alert.visible_above_on: Verdict.SLIPPING_BACK}
    for on, expected in days.items():
        stands = verdict_of(viewer=people.system_viewer(on=on), initiative_id=alert.behaviour.initiative_id)
        assert stands is expected
    own = verdict_of(viewer=house.viewer("manager"), initiative_id=alert.behaviour.initiative_id)
    assert own is Verdict.SLIPPING_BACK


def test_a_server_that_is_away_loses_nothing_and_is_asked_ever_more_seldom(house: Any, change: Any) -> None:
    chat = connected(house, states=False, week=False)
    won(house, change)
    other = Other(broken(sent=False), 500, CallRefused("No."), 404)
    at, tried = NOW, []
    for _ in range(5):
        before = len(other.answers)
        posting.tell(at, fetch=other)
        tried.append(len(other.answers) < before or bool(other.got))
        row = chat.posts.get()
        if row.state == PostState.SENT:
            break
        (fact,) = queries.chats(viewer=house.viewer("admin"))
        assert (fact.waiting, bool(fact.trouble)) == (1, True)
        assert not posting._to_send(row.next_at - timedelta(seconds=1)).exists()
        at = row.next_at
    assert at - NOW == timedelta(minutes=1 + 2 + 4 + 8)
    assert [each.url for each in other.got][-1] == HOOK
    assert (chat.posts.get().state, chat.posts.get().tries) == (PostState.SENT, 5)
    assert queries.chats(viewer=house.viewer("admin"))[0].trouble == ""


def test_what_may_have_arrived_is_not_sent_twice(house: Any, change: Any) -> None:
    chat = connected(house, states=False, week=False)
    won(house, change)
    posting.tell(NOW, fetch=Other(broken(sent=True)))
    assert chat.posts.get().state == PostState.LOST
    other = Other()
    posting.tell(NOW + timedelta(hours=1), fetch=other)
    assert other.got == []
    assert queries.chats(viewer=house.viewer("admin"))[0].lost == 1


def test_a_worker_that_died_while_sending_does_not_send_it_again(house: Any, change: Any) -> None:
    chat = connected(house, states=False, week=False)
    won(house, change)
    with pytest.raises(KeyboardInterrupt):
        posting.tell(NOW, fetch=mock.Mock(side_effect=KeyboardInterrupt))
    assert chat.posts.get().state == PostState.TRYING
    other = Other()
    posting.tell(NOW + timedelta(minutes=12), fetch=other)
    assert (chat.posts.get().state, other.got) == (PostState.LOST, [])


def test_matrix_sees_a_repetition_so_it_is_repeated(house: Any, change: Any) -> None:
    chat = connected(
        house, kind=ChatKind.MATRIX, address="https://matrix.example/", room="!abc:matrix.example", token="k",
        states=False, week=False,
    )  # fmt: skip
    won(house, change)
    other = Other(broken(sent=True))
    posting.tell(NOW, fetch=other)
    posting.tell(NOW + timedelta(minutes=2), fetch=other)
    (ask,) = other.got
    number = chat.posts.get().pk
    assert ask.method == "PUT"
    assert ask.url == (
        f"https://matrix.example/_matrix/client/v3/rooms/%21abc%3Amatrix.example/send/m.room.message/takehold-{number}"
    )
    assert ask.headers["Authorization"] == "Bearer k"
    assert json.loads(ask.body)["msgtype"] == "m.notice"


def test_teams_and_slack_get_what_they_publish_and_words_stay_words() -> None:
    text, link = "<!channel> **Ward 1** & _all_", "https://takehold.example/x/"
    slack = posting.ask_of(ChatKind.SLACK, {"address": HOOK}, text, link, "1")
    assert json.loads(slack.body)["text"] == f"&lt;!channel&gt; **Ward 1** &amp; _all_\n{link}"
    card = json.loads(posting.ask_of(ChatKind.TEAMS, {"address": HOOK}, text, link, "1").body)
    content = card["attachments"][0]["content"]
    assert card["attachments"][0]["contentType"] == "application/vnd.microsoft.card.adaptive"
    assert content["body"] == [{"type": "RichTextBlock", "inlines": [{"type": "TextRun", "text": text}]}]
    assert content["actions"][0]["url"] == link


def test_a_mail_address_is_told_in_the_layout_of_all_mails(house: Any, change: Any) -> None:
    connected(house, kind=ChatKind.MAIL, address="all@example.org", states=False, week=False)
    won(house, change)
    assert posting.tell(NOW) == 1
    (sent,) = mail.outbox
    assert (sent.to, "A night without a sheet." in sent.body) == (["all@example.org"], True)


def test_a_name_is_told_only_while_the_yes_holds_and_nothing_that_was_taken_back(
    house: Any, change: Any
) -> None:
    chat = connected(house, states=False, week=False)
    first, second = won(house, change), won(house, change, "Another night.")
    asked = names.ask(person_id=house.people["member"], deed="began it", **first)
    other = Other(broken(sent=False), broken(sent=False))
    posting.tell(NOW, fetch=other)
    names.answer(viewer=house.viewer("member"), naming_id=asked, state=NamingState.NAMED, now=NOW)
    names.answer(viewer=house.viewer("member"), naming_id=asked, state=NamingState.UNNAMED, now=NOW)
    wins.withdraw(**second)
    posting.tell(NOW + timedelta(minutes=2), fetch=other)
    assert "Max Member" not in str(other.texts)
    assert len(other.got) == 1
    assert set(chat.posts.values_list("state", flat=True)) == {PostState.SENT, PostState.DROPPED}


def test_addresses_of_the_own_network_are_refused_by_the_guard_of_all_calls(house: Any, change: Any) -> None:
    chat = connected(house, address="https://127.0.0.1/hook", states=False, week=False)
    won(house, change)
    assert posting.tell(NOW) == 0
    assert "own network" in chat.posts.get().trouble


def test_only_administrators_connect_and_the_address_is_never_shown(house: Any, change: Any) -> None:
    for who in ("lead", "manager", "it lead"):
        with pytest.raises(NotAllowed):
            operations.connect(viewer=house.viewer(who), said=ChatInput("x", ChatKind.SLACK, HOOK), now=NOW)
    for wrong in ({"address": "http://hooks.example/x"}, {"kind": ChatKind.MAIL, "address": "x"},
                  {"kind": ChatKind.MATRIX, "address": "https://m.example"}, {"name": " "}):  # fmt: skip
        with pytest.raises(Invalid):
            connected(house, **wrong)
    admin = house.client("admin")
    said = {"name": "Ward chat", "kind": "slack", "address": HOOK, "change": "", "states": "on"}
    page = admin.post("/wins/chats/", said, follow=True).content.decode()
    assert "1 chat is told what is new." in page
    chat = models.Chat.objects.get()
    assert (chat.states, chat.week, chat.wins) == (True, False, False)
    assert "secret" not in page + admin.get("/api/v1/chats").content.decode() + str(bytes(chat.sealed))
    assert [each.action for each in audit.recent(limit=1)] == ["chat connected"]
    admin.post(f"/wins/chats/{chat.pk}/end/")
    chat.refresh_from_db()
    assert bytes(chat.sealed) == b""
    with pytest.raises(NotYours):
        operations.end(viewer=house.viewer("admin"), chat_id=chat.pk, now=NOW)


def test_the_clock_tells_chats(house: Any, change: Any) -> None:
    assert jobs.CHATS not in jobs.due(NOW)
    connected(house)
    assert jobs.CHATS in jobs.due(NOW)


@given(st.lists(st.sampled_from(post_states.EVENTS), max_size=12))
@settings(max_examples=60, deadline=None)
def test_no_sequence_sends_a_post_after_it_may_have_arrived(events: list[str]) -> None:
    state: str = PostState.WAITING
    arrived = 0
    for event in events:
        after = post_states.following(state, event)
        if after is None:
            continue
        arrived += event in (post_states.TAKEN, post_states.BROKE)
        state = after
    assert arrived <= 1
    if arrived:
        assert all(post_states.following(state, event) is None for event in post_states.EVENTS)


def test_pauses_grow_up_to_six_hours() -> None:
    pauses = [post_states.pause(n).total_seconds() / 60 for n in range(1, 12)]
    assert pauses[:4] == [1, 2, 4, 8]
    assert max(pauses) == pauses[-1] == 360
