"""Surveys for those who lead a change: the calendar, the plan, and what everybody may read of a survey."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any, Final
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from takehold.gather.facts.brought import ELSEWHERE
from takehold.gather.facts.disclosure import TooFew
from takehold.gather.facts.helping import HELP, INSIDE
from takehold.gather.facts.surveys import LANGUAGES, Audience, MayNotOpen, Moment, NotAStep, Survey
from takehold.gather.forms.survey_plan import PlanForm, from_moment, from_survey
from takehold.gather.operations import opening, planning
from takehold.gather.queries import asking, promises, survey_templates
from takehold.gather.queries import moments as calendar
from takehold.gather.queries import surveys as queries
from takehold.gather.views.entry import moment
from takehold.initiatives.facts import Initiative
from takehold.people.facts import NotYours, Viewer
from takehold.people.views.entry import about, page

FEWEST: Final = 5


def name_of(key: str, template: str = "") -> str:
    """A moment in words."""
    if template == HELP:
        return _("Offered because something does not take hold there")
    if template == INSIDE:
        return _("Asked of those who bring the change, before it goes outside")
    said = {
        "start": _("At the start"),
        "8 weeks": _("Eight weeks after go-live"),
        "3 months": _("Three months after go-live"),
        "6 months": _("Six months after go-live"),
        "12 months": _("A year after go-live"),
        "own": _("On a day of your own"),
        ELSEWHERE: _("Run elsewhere, and brought in"),
    }
    return said.get(key) or _("In between, three quick questions")


@require_safe
@page
def surveys(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    """Surveys of all changes, or of one with its calendar."""
    if not viewer.roles:
        raise NotYours
    slug = request.GET.get("change", "")
    found = queries.surveys(viewer=viewer, slug=slug)
    change = queries.change_of(viewer=viewer, slug=slug) if slug else None
    about(request, slug)
    proposed = queries.moments(viewer=viewer, slug=slug) if change is not None and change.may_edit else ()
    leads = queries.changes_to_ask(viewer=viewer) if not slug else ()
    context = {
        "surveys": found,
        "change": change,
        "moments": [(each, name_of(each.key)) for each in proposed],
        "next": calendar.next_moment(proposed, viewer.on),
        "leads": leads,
        "today": viewer.on,
        "owed": [each for each in found if each.state == "closed"],
        "stand": stand(found),
    }
    return render(request, "gather/surveys.html", context)


def stand(found: Sequence[Survey]) -> dict[str, Any]:
    """How many are open, on which day the next of them closes, and when the next plan opens."""
    running = [each.closes_on for each in found if each.state == "open"]
    planned = [each.opens_on for each in found if each.state == "draft"]
    return {"open": len(running), "closes": min(running, default=None), "opens": min(planned, default=None)}


@require_http_methods(["GET", "HEAD", "POST"])
@page
def new(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    """Plan a survey: filled in for the next moment of the change's calendar."""
    if not viewer.roles:
        raise NotYours
    slug = request.GET.get("change", "")
    if not slug:
        return render(request, "gather/survey_which.html", {"leads": queries.changes_to_ask(viewer=viewer)})
    change = queries.change_to_ask(viewer=viewer, slug=slug)
    chosen = chosen_moment(viewer, slug, request.GET.get("moment", ""))
    language = get_language() if get_language() in LANGUAGES else "en"
    chosen, audience = when_free(viewer, change, chosen)
    initial = from_moment(chosen, f"{change.name} – {name_of(chosen.key)}"[:200], str(language))
    form = plan_form(request, viewer, change, initial)
    if request.method == "POST" and form.is_valid():
        try:
            wave = planning.plan_survey(viewer=viewer, slug=slug, said=form.said(), now=moment())
        except planning.BadPlan as error:
            form.add_error(error.field or None, str(error))
        else:
            messages.success(request, _("Planned. It opens, invites, reminds and closes by itself."))
            return redirect("gather:survey", wave)
    return plan_page(request, form, change, {"audience": audience, "moment_name": name_of(chosen.key)})


def chosen_moment(viewer: Viewer, slug: str, key: str) -> Moment:
    """The moment asked for, else the next free one, else a pulse soon."""
    proposed = queries.moments(viewer=viewer, slug=slug)
    asked = next(
        (each for each in proposed if each.key == key and each.survey is None and not each.past), None
    )
    found = asked or (calendar.next_moment(proposed, viewer.on) if key != "own" else None)
    if found is not None:
        return found
    opens = viewer.on + calendar.SOON
    return Moment("own", survey_templates.PULSE, opens, opens + calendar.PULSE_OPEN_FOR)


def when_free(viewer: Viewer, change: Initiative, chosen: Moment) -> tuple[Moment, Audience]:
    """The same, later where on its day too few could be asked; and who would be asked then."""
    every = asking.everybody(viewer, change, (), chosen.opens_on)
    plans = asking.planned()
    audience = asking.counted(viewer, every, chosen.opens_on, plans)
    if audience.asked >= FEWEST or audience.all_free_on is None:
        return chosen, audience
    opens = audience.all_free_on
    moved = replace(chosen, opens_on=opens, closes_on=opens + (chosen.closes_on - chosen.opens_on))
    return moved, asking.counted(viewer, every, opens, plans)


def plan_form(
    request: HttpRequest, viewer: Viewer, change: Initiative, initial: Any, own: bool = False
) -> PlanForm:
    """The form with the change's teams and the ready questions."""
    return PlanForm(
        request.POST if request.method == "POST" else None,
        initial=initial,
        ready=survey_templates.ready(),
        teams=queries.team_choices(viewer=viewer, change=change),
        own=own,
    )


def plan_page(request: HttpRequest, form: PlanForm, change: Initiative, more: dict[str, Any]) -> HttpResponse:
    """The planner."""
    about(request, change.slug)
    said = [
        (kind, promises.sentence(kind, 5, 10))
        for kind in (promises.CONFIDENTIAL, promises.ANONYMOUS, promises.NAMED)
    ]
    context = {"form": form, "change": change, "promises": said, **more}
    status = 422 if form.is_bound and form.errors else 200
    return render(request, "gather/survey_plan.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@page
def edit(request: HttpRequest, viewer: Viewer, wave_id: UUID) -> HttpResponse:
    """Change a plan."""
    was = queries.survey_to_lead(viewer=viewer, wave_id=wave_id)
    if was.state != "draft":
        return redirect("gather:survey", wave_id)
    change = queries.change_to_ask(viewer=viewer, slug=was.slug)
    form = plan_form(request, viewer, change, from_survey(was), own=was.template == survey_templates.OWN)
    if request.method == "POST" and form.is_valid():
        version = form.cleaned_data["version"] or 0
        try:
            planning.edit_plan(
                viewer=viewer, wave_id=wave_id, said=form.said(), version=version, now=moment()
            )
        except planning.BadPlan as error:
            form.add_error(error.field or None, str(error))
        else:
            messages.success(request, _("The plan is changed."))
            return redirect("gather:survey", wave_id)
    on = max(was.opens_on, viewer.on)
    audience = asking.audience(
        viewer=viewer,
        initiative=change,
        team_ids=was.team_ids,
        on=on,
        plans=asking.planned(was.created_at, was.id),
    )
    return plan_page(
        request, form, change, {"survey": was, "audience": audience, "moment_name": name_of(was.moment)}
    )


@require_safe
@page
def survey(request: HttpRequest, viewer: Viewer, wave_id: UUID) -> HttpResponse:
    """Where one survey stands."""
    found = queries.survey(viewer=viewer, wave_id=wave_id)
    about(request, found.slug)
    context: dict[str, Any] = {
        "survey": found,
        "today": viewer.on,
        "moment_name": name_of(found.moment, found.template),
        "promise": promise_now(found),
        "language_names": [LANGUAGES[code] for code in found.languages],
    }
    context["audience"] = found.audience
    return render(request, "gather/survey.html", context)


def promise_now(found: Survey) -> str:
    """The promise in the reader's language where it was given in it, else in the survey's first."""
    if not found.promise_text:
        return promises.sentence(found.promise, found.k_scores, found.k_comments)
    language = str(get_language())
    return found.promise_text.get(language) or next(iter(found.promise_text.values()))


@require_POST
@page
def open_now(request: HttpRequest, viewer: Viewer, wave_id: UUID) -> HttpResponse:
    """Open a plan today instead of on its day."""
    try:
        opening.open_survey(viewer=viewer, wave_id=wave_id, now=moment())
    except (MayNotOpen, TooFew, NotAStep) as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("The survey is open. Invitations go out in the next minutes."))
    return redirect("gather:survey", wave_id)


@require_POST
@page
def discard(request: HttpRequest, viewer: Viewer, wave_id: UUID) -> HttpResponse:
    """Throw a plan away."""
    slug = queries.survey_to_lead(viewer=viewer, wave_id=wave_id).slug
    try:
        planning.discard_plan(viewer=viewer, wave_id=wave_id, now=moment())
    except NotAStep as error:
        messages.error(request, str(error))
        return redirect("gather:survey", wave_id)
    messages.success(request, _("The plan is gone. Nobody had been asked."))
    response: HttpResponse = redirect("gather:surveys")
    response["Location"] += f"?change={slug}"
    return response
