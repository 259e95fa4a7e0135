"""My team: what it holds, what slides, what it can do about it. For those who belong to one."""

from __future__ import annotations

from datetime import date, timedelta

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache

from takehold.gaps.queries.of_team import in_the_way
from takehold.gaps.queries.words import STATES
from takehold.gather.queries.kept_of_person import open_surveys
from takehold.initiatives import queries as initiatives
from takehold.initiatives.facts import AlertFact, InitiativeLine
from takehold.initiatives.queries.own_team import own_standings
from takehold.overview.queries import sections
from takehold.overview.views import links
from takehold.overview.views.entry import page
from takehold.people.facts import Viewer

REMEMBERED = timedelta(days=14)
"""So long an alert that ended still stands on the team's page."""


@never_cache
@page
def my_team(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    """What is asked first: alerts of one's own team, surveys; then what stands in its way, and how it does."""
    alerts = [
        alert for alert in initiatives.alerts(viewer=viewer) if alert.may_write and fresh(alert, viewer.on)
    ]
    lines = initiatives.lines(viewer=viewer, filter="mine")
    own = own_standings(viewer=viewer, lines=lines)
    surveys = [each for each in open_surveys(viewer=viewer) if not each.is_offer]
    context = {
        "answer": answer(lines, alerts, viewer, len(surveys)),
        "alerts": [(alert, links.alert(alert)) for alert in alerts],
        "surveys": [
            (each, reverse("gather:respond-enter", kwargs={"token": each.token})) for each in surveys
        ],
        "own_cards": [
            sections.own_card(line, own[line.initiative.id]) for line in lines if line.initiative.id in own
        ],
        "cards": [sections.card(line) for line in lines if line.initiative.id not in own],
        "in_the_way": in_the_way(
            viewer=viewer,
            changes={line.initiative.id: (line.initiative.slug, line.initiative.name) for line in lines},
        ),
        "gap_states": STATES,
        "today": viewer.on,
        "tally_url": links.optional("gather:tally"),
    }
    return render(request, "overview/my_team.html", context)


def fresh(alert: AlertFact, today: date) -> bool:
    """Whether it still goes on, or ended lately."""
    return alert.closed_on is None or today - alert.closed_on <= REMEMBERED


def asks(alert: AlertFact) -> bool:
    """Whether the team is asked for its line: of a slip that is neither answered nor over, never of a first sign."""
    return alert.tier == "alert" and not (alert.line or alert.resolution or alert.closed_on)


def answer(
    lines: tuple[InitiativeLine, ...], alerts: list[AlertFact], viewer: Viewer, surveys: int = 0
) -> str:
    """What the team has to know in one line. ``surveys``: how many wait for an answer of this person."""
    waits = ngettext("{n} survey waits for you.", "{n} surveys wait for you.", surveys).format(n=surveys)
    if not lines:
        return waits if surveys else ""
    if any(viewer.person_id in functions(line) for line in lines):
        changes = ngettext(
            "{n} change is yours or concerns your team.",
            "{n} changes are yours or concern your team.",
            len(lines),
        ).format(n=len(lines))
    else:
        changes = ngettext(
            "{n} change concerns your team.", "{n} changes concern your team.", len(lines)
        ).format(n=len(lines))
    waiting = sum(asks(alert) for alert in alerts)
    if not waiting:
        return (
            f"{changes} {waits}"
            if surveys
            else _("{changes} Nothing is asked of you.").format(changes=changes)
        )
    asked = ngettext(
        "On one of them we noticed something and ask for a line from you.",
        "{n} things were noticed, and we ask for a line from you on each.",
        waiting,
    ).format(n=waiting)
    return f"{changes} {asked} {waits}" if surveys else f"{changes} {asked}"


def functions(line: InitiativeLine) -> set[int]:
    """Ids of those who lead, sponsor or co-own the change."""
    named = (line.initiative.lead, line.initiative.sponsor, line.initiative.co_owner)
    return {person.id for person in named if person is not None}
