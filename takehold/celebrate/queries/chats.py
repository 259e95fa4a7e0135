"""Chats that are told, and the words they are told."""

from __future__ import annotations

from datetime import timedelta

from django.conf import settings
from django.db.models import Count, OuterRef, Q, QuerySet, Subquery
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from takehold.celebrate import models
from takehold.celebrate.facts import WinState
from takehold.celebrate.facts.chats import ChatFact, ChatKind, PostState
from takehold.celebrate.queries.names import lines
from takehold.initiatives import queries as initiatives
from takehold.people import queries as people
from takehold.people.facts import NotAllowed, RoleKind, Viewer
from takehold.ui.verdicts import word

WEEK = timedelta(days=7)


def chats(*, viewer: Viewer) -> tuple[ChatFact, ...]:
    """The chats that run, for administrators. Raises ``NotAllowed``; two queries."""
    administering(viewer)
    failing = models.ChatPost.objects.filter(chat=OuterRef("pk"), state=PostState.WAITING, tries__gt=0)
    rows = (
        running()
        .select_related("initiative")
        .annotate(
            gone=Count("posts", Q(posts__state=PostState.SENT)),
            waits=Count("posts", Q(posts__state=PostState.WAITING)),
            missed=Count("posts", Q(posts__state__in=(PostState.LOST, PostState.LATE))),
            failed=Subquery(failing.order_by("-id").values("trouble")[:1]),
        )
    )
    return tuple(
        ChatFact(
            row.pk, row.name, ChatKind(row.kind), row.initiative.name if row.initiative else "", row.wins, row.states,
            row.week, row.made_on, row.gone, row.waits, row.missed, row.failed or "",
        )
        for row in rows
    )  # fmt: skip


def administering(viewer: Viewer) -> None:
    """Let only administrators pass. Raises ``NotAllowed``."""
    if not viewer.has(RoleKind.ADMIN):
        raise NotAllowed(_("Chats are connected by administrators."))


def running() -> QuerySet[models.Chat]:
    """Chats that were not ended."""
    return models.Chat.objects.filter(ended_on=None)


def words(row: models.ChatPost) -> tuple[str, str] | None:
    """What a post says and the page it leads to, in the language that is active; None where it is to be told no more."""
    if row.win is not None:
        return _of_win(row.win)
    if row.initiative is not None:
        said = row.said
        told = _("{change}: {before} before, {after} now.").format(
            change=row.initiative.name, before=word(said["before"]), after=word(said["after"])
        )
        return told, settings.URL + reverse("overview:now", args=[row.initiative.slug])
    return _of_week(row)


def _of_win(win: models.Win) -> tuple[str, str] | None:
    """As the wall has it at this moment: a name only while its yes holds."""
    if win.state != WinState.PUBLISHED:
        return None
    parts = [f"{win.unit}: {win.text}" if win.unit else win.text, *lines(win.namings.all())]
    parts.append(f"({win.initiative.name})")
    return "\n".join(parts), settings.URL + reverse("celebrate:wins", args=[win.initiative.slug])


def _of_week(row: models.ChatPost) -> tuple[str, str] | None:
    """How each change stands, in one word, and how much went well in seven days."""
    on = timezone.localdate(row.made_at)
    house = people.system_viewer(on=on)
    every = initiatives.lines(viewer=house)
    chosen = [each for each in every if row.chat.initiative_id in (None, each.initiative.id)]
    if not chosen:
        return None
    won = models.Win.objects.filter(
        state=WinState.PUBLISHED, published_on__gt=on - WEEK, initiative__in=[each.initiative.id for each in chosen]
    ).count()  # fmt: skip
    told = [_("This week:")]
    for each in chosen:
        stands = initiatives.verdict_of(viewer=house, initiative_id=each.initiative.id)
        in_words = word(stands) if stands else _("no verdict yet")
        told.append(f"{each.initiative.name}: {in_words}")
    if won:
        told.append(ngettext("{n} win was told.", "{n} wins were told.", won).format(n=won))
    return "\n".join(told), settings.URL + reverse("overview:changes")
