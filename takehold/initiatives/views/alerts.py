"""Alerts: what was noticed, the team's one line, and what it turned out to be."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from takehold.evidence import wording
from takehold.initiatives import operations, queries
from takehold.initiatives.facts import AlertFact, AlertRecord
from takehold.initiatives.forms import AnswerForm, LineForm
from takehold.initiatives.forms.refusing import refusals
from takehold.people import queries as people
from takehold.people.facts import NotYours, Viewer
from takehold.people.views.entry import about, page

FEWEST_ANSWERS = 5


@require_safe
@page
def alerts(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    """All alerts that this reader may know of, the newest first, and how often they are right."""
    if not viewer.roles:
        raise NotYours
    context = {
        "alerts": queries.alerts(viewer=viewer),
        "record": queries.alert_record(viewer=viewer),
        "enough": FEWEST_ANSWERS,
        "today": viewer.on,
    }
    return render(request, "initiatives/alerts.html", context)


@require_safe
@page
def alert(request: HttpRequest, viewer: Viewer, alert_id: int) -> HttpResponse:
    """One alert."""
    return _page(request, viewer, queries.alert(viewer=viewer, alert_id=alert_id))


@require_POST
@page
def line(request: HttpRequest, viewer: Viewer, alert_id: int) -> HttpResponse:
    """Keep the team's one line."""
    fact = queries.alert(viewer=viewer, alert_id=alert_id)
    form = LineForm(request.POST)
    if form.is_valid():
        with refusals(form, other="line"):
            operations.write_line(
                viewer=viewer, alert_id=alert_id, line=form.cleaned_data["line"], now=timezone.now()
            )
            messages.success(request, _("Your line stands beside the alert."))
            return redirect("initiatives:alert", alert_id=alert_id)
    return _page(request, viewer, fact, line=form)


@require_POST
@page
def answer(request: HttpRequest, viewer: Viewer, alert_id: int) -> HttpResponse:
    """Keep what the alert turned out to be."""
    fact = queries.alert(viewer=viewer, alert_id=alert_id)
    form = AnswerForm(request.POST)
    if form.is_valid():
        with refusals(form, other="resolution"):
            operations.resolve_alert(
                viewer=viewer,
                alert_id=alert_id,
                resolution=form.cleaned_data["resolution"],
                now=timezone.now(),
            )
            messages.success(request, told(form.cleaned_data["resolution"]))
            return redirect("initiatives:alert", alert_id=alert_id)
    return _page(request, viewer, fact, answer=form)


def told(resolution: str) -> str:
    """What becomes of the alert now."""
    if resolution == "real":
        return _("Thank you. It stays “slipping back” until it is back at its usual level.")
    return _("Thank you. Watching begins anew from here.")


def _page(
    request: HttpRequest,
    viewer: Viewer,
    fact: AlertFact,
    *,
    line: LineForm | None = None,
    answer: AnswerForm | None = None,
) -> HttpResponse:
    record = queries.alert_record(viewer=viewer)
    about(request, fact.initiative_slug)
    context = {
        "alert": fact,
        "unit": fact.unit or _("All teams together"),
        "sentences": _sentences(viewer, fact, record),
        "record": record,
        "enough": FEWEST_ANSWERS,
        "judged": record.real + record.not_real,
        "line": line or LineForm(initial={"line": fact.line}),
        "answer": answer or AnswerForm(initial={"resolution": fact.resolution}),
        "today": viewer.on,
    }
    return render(request, "initiatives/alert.html", context, status=422 if line or answer else 200)


def _sentences(viewer: Viewer, fact: AlertFact, record: AlertRecord) -> tuple[str, ...]:
    slip = fact.verdict.slip if fact.verdict is not None else None
    budget = queries.budget()
    if slip is None or budget is None:
        return ()
    return wording.alert(
        fact.behaviour,
        fact.unit or _("All teams together"),
        slip,
        translation,
        budget=budget.per_year,
        teams=people.team_count(viewer=viewer),
        record=(record.real, record.real + record.not_real),
    )
