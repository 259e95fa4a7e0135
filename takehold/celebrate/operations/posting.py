"""Chats are told: what is new is noted, each thing once, and goes out when the other side can be reached.

Before a post goes out it is marked as being tried. One that surely did not arrive waits and is tried again, after a minute,
then twice as long each time; one that may have arrived is never sent twice. Calls go through ``gather/sources/calling``: the
name is resolved, the address judged and pinned.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from html import escape
from smtplib import SMTPException
from typing import Any, Final
from urllib.parse import quote

from django.core.mail import get_connection
from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from takehold.analysis.series import monday
from takehold.celebrate import models
from takehold.celebrate.facts import WinState
from takehold.celebrate.facts.chats import ChatKind, PostState
from takehold.celebrate.operations import post_states as states
from takehold.celebrate.queries.chats import running, words
from takehold.gather.operations.handing import hand_over
from takehold.gather.operations.pulling import caller
from takehold.gather.operations.sealing import Unreadable, opened
from takehold.gather.queries.surveys import SENT, mails_go_out
from takehold.gather.sources.calling import Answer, Ask, CallBroken, CallRefused
from takehold.initiatives import queries as initiatives
from takehold.people import queries as people
from takehold.ui.letters import from_text

EVERY: Final = timedelta(minutes=10)
"""So often it is looked whether something is new."""
NEWS: Final = timedelta(days=7)
"""After that a post is no news any more."""
HANGS: Final = timedelta(minutes=10)
"""After that a try whose worker died counts as broken off."""
FROM_HOUR: Final = 8
AT_ONCE: Final = 20
PATIENCE: Final = 20
JSON: Final = {"Content-Type": "application/json; charset=utf-8"}
CARD: Final = "application/vnd.microsoft.card.adaptive"
Fetch = Callable[[Ask], Answer]


def due(now: datetime) -> bool:
    """Whether a chat is to be looked after or a post to go out; two queries."""
    return _to_look(now).exists() or _to_send(now).exists()


def tell(now: datetime, *, fetch: Fetch | None = None) -> int:
    """Note what is new and send what waits; how many went out."""
    models.ChatPost.objects.filter(state=PostState.TRYING, next_at__lte=now - HANGS).update(
        state=states.following(PostState.TRYING, states.BROKE), trouble=_("It broke off on the way.")
    )
    for chat in _to_look(now).select_related("initiative"):
        _look(chat, now)
    posts = _to_send(now).select_related("chat", "win__initiative", "initiative")
    chosen = posts.prefetch_related("win__namings__person").order_by("id")[:AT_ONCE]
    return sum(_send(row, now, fetch or caller()) for row in chosen)


def _to_look(now: datetime) -> QuerySet[models.Chat]:
    return running().filter(Q(looked_at=None) | Q(looked_at__lte=now - EVERY))


def _to_send(now: datetime) -> QuerySet[models.ChatPost]:
    rows = models.ChatPost.objects.filter(state=PostState.WAITING, next_at__lte=now, chat__ended_on=None)
    return rows if mails_go_out() else rows.exclude(chat__kind=ChatKind.MAIL)


def _look(chat: models.Chat, now: datetime) -> None:
    """Note what is new for a chat. In one transaction with what it is known to know, so that nothing is noted twice or lost."""
    today = timezone.localdate(now)
    with transaction.atomic():
        if chat.wins:
            found = models.Win.objects.filter(state=WinState.PUBLISHED, published_on__gte=chat.made_on)
            found = found.exclude(pk__in=chat.posts.exclude(win=None).values("win"))
            if chat.initiative_id is not None:
                found = found.filter(initiative=chat.initiative_id)
            for win in found.order_by("published_on", "id"):
                _note(chat, f"win:{win.pk}", now, win_id=win.pk)
        if chat.states:
            _look_at_states(chat, now)
        local = timezone.localtime(now)
        week = monday(today)
        if chat.week and local.hour >= FROM_HOUR and today == week and chat.made_on < week:
            _note(chat, f"week:{week.isoformat()}", now)
        models.Chat.objects.filter(pk=chat.pk).update(looked_at=now, told=chat.told)


def _look_at_states(chat: models.Chat, now: datetime) -> None:
    """What is seen for the first time is known and not told: only that it changed is news."""
    house = people.system_viewer(on=timezone.localdate(now))
    for line in initiatives.lines(viewer=house):
        change = line.initiative
        stands = initiatives.verdict_of(viewer=house, initiative_id=change.id)
        if stands is None or chat.initiative_id not in (None, change.id):
            continue
        before = chat.told.get(str(change.id))
        if before is not None and before != stands.value:
            key = f"state:{change.id}:{timezone.localdate(now).isoformat()}:{stands.value}"
            said = {"before": before, "after": stands.value}
            _note(chat, key, now, initiative_id=change.id, said=said)
        chat.told[str(change.id)] = stands.value


def _note(chat: models.Chat, key: str, now: datetime, **more: Any) -> None:
    models.ChatPost.objects.get_or_create(
        chat=chat, key=key, defaults={"made_at": now, "next_at": now, **more}
    )


def _send(row: models.ChatPost, now: datetime, fetch: Fetch) -> int:
    """Send one post; whether it went out."""
    if now - row.made_at > NEWS:
        return _turn(row, states.OLD)
    with override(row.chat.language):
        found = words(row)
        if found is None:
            return _turn(row, states.GONE)
        tries = row.tries + 1
        _turn(row, states.TRY, tries=tries, next_at=now)
        row.state = PostState.TRYING
        try:
            refused = _hand(row, *found, fetch)
        except Unreadable:
            refused = _(
                "Its address cannot be read any more: the site's secret key was changed. End it and connect it anew."
            )
        except CallRefused as error:
            refused = str(error)
        except CallBroken as error:
            if error.sent and row.chat.kind != ChatKind.MATRIX:
                return _turn(row, states.BROKE, trouble=_("It broke off on the way."))
            refused = str(error)
    if refused:
        return _turn(row, states.REFUSED, trouble=refused[:300], next_at=now + states.pause(tries))
    _turn(row, states.TAKEN, sent_at=now, trouble="")
    return 1


def _turn(row: models.ChatPost, event: str, **more: Any) -> int:
    """To the next state, if the row is still where it was read. Always 0: what went out is counted by who sends."""
    after = states.following(row.state, event)
    if after is not None:
        models.ChatPost.objects.filter(pk=row.pk, state=row.state).update(state=after, **more)
    return 0


def _hand(row: models.ChatPost, text: str, link: str, fetch: Fetch) -> str:
    """Hand it over; why it surely did not arrive, empty where it did. Raises ``CallRefused``, ``CallBroken``."""
    held = opened(row.chat.sealed)
    if row.chat.kind == ChatKind.MAIL:
        found = from_text(f"{text}\n\n{link}", subject=text.splitlines()[0])
        try:
            with get_connection(timeout=PATIENCE) as line:
                outcome = hand_over(line, address=held["address"], **found)
        except (OSError, SMTPException):
            return _("The mail server did not take it.")
        return "" if outcome == SENT else _("The mail server refuses this address.")
    answer = fetch(ask_of(ChatKind(row.chat.kind), held, text, link, f"takehold-{row.pk}"))
    if 200 <= answer.status < 300:
        return ""
    if answer.status in (401, 403, 404, 410):
        return _("The chat does not know this address, or its key, any more ({status}).").format(
            status=answer.status
        )
    return _("The chat answered with the error {status}.").format(status=answer.status)


def ask_of(kind: ChatKind, held: Mapping[str, str], text: str, link: str, number: str) -> Ask:
    """The request that posts a text with a link: as Slack, Teams and Matrix publish it. ``number`` lets Matrix see a repetition."""
    body: dict[str, Any]
    if kind is ChatKind.MATRIX:
        body = {"msgtype": "m.notice", "body": f"{text}\n{link}"}
        room = quote(held["room"], safe="")
        url = f"{held['address']}/_matrix/client/v3/rooms/{room}/send/m.room.message/{number}"
        return Ask(url, {**JSON, "Authorization": f"Bearer {held['token']}"}, "PUT", _bytes(body))
    if kind is ChatKind.TEAMS:
        lines = [
            {"type": "RichTextBlock", "inlines": [{"type": "TextRun", "text": each}]}
            for each in text.splitlines()
        ]
        card = {
            "$schema": "http://adaptivecards.io/schemas/adaptive-card.json", "type": "AdaptiveCard", "version": "1.4",
            "body": lines, "actions": [{"type": "Action.OpenUrl", "title": _("Open the page"), "url": link}],
        }  # fmt: skip
        body = {
            "type": "message",
            "attachments": [{"contentType": CARD, "contentUrl": None, "content": card}],
        }
    else:
        body = {"text": f"{escape(text, quote=False)}\n{link}", "unfurl_links": False}
    return Ask(held["address"], JSON, "POST", _bytes(body))


def _bytes(body: Mapping[str, Any]) -> bytes:
    return json.dumps(body, ensure_ascii=False).encode()
