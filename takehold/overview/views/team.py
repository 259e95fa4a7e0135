"""My team: what it holds, what slides, what it can do about it. For those who belong to one."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from takehold.initiatives import queries as initiatives
from takehold.initiatives.facts import AlertFact, InitiativeLine
from takehold.overview.queries import sections
from takehold.overview.views import links
from takehold.overview.views.entry import page
from takehold.people.facts import Viewer


@page
def my_team(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    """Alerts of one's own team first, then the changes that concern it."""
    alerts = [alert for alert in initiatives.alerts(viewer=viewer) if alert.may_write]
    lines = initiatives.lines(viewer=viewer, filter="mine")
    context = {
        "answer": answer(lines, alerts),
        "alerts": [(alert, links.alert(alert)) for alert in alerts],
        "cards": [sections.card(line) for line in lines],
        "today": viewer.on,
        "tally_url": links.optional("gather:tally"),
    }
    return render(request, "overview/my_team.html", context)


def answer(lines: tuple[InitiativeLine, ...], alerts: list[AlertFact]) -> str:
    """What the team has to know in one line."""
    if not lines:
        return ""
    changes = ngettext("{n} change concerns your team.", "{n} changes concern your team.", len(lines)).format(
        n=len(lines)
    )
    waiting = sum(1 for alert in alerts if not alert.line)
    if not waiting:
        return _("{changes} Nothing is asked of you.").format(changes=changes)
    asked = ngettext(
        "On one of them we noticed something and ask for a line from you.",
        "{n} things were noticed, and we ask for a line from you on each.",
        waiting,
    ).format(n=waiting)
    return f"{changes} {asked}"
