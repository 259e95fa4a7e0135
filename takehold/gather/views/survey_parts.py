"""Parts of a survey's page: its questions as JSON, the preview, the poster, the answer to those who answered, results."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from typing import Any, Final
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language_info, override
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from takehold.gather.disclosure import participation, reading
from takehold.gather.facts.disclosure import NotYet
from takehold.gather.facts.surveys import LANGUAGES, RIGHT_TO_LEFT, NotAStep, NotASurvey
from takehold.gather.forms import you_said as forms
from takehold.gather.forms.last_day import LastDayForm
from takehold.gather.operations import planning
from takehold.gather.operations.inviting import link
from takehold.gather.operations.last_day import move_last_day
from takehold.gather.operations.you_said import answer_survey
from takehold.gather.queries import promises, survey_json
from takehold.gather.queries import surveys as queries
from takehold.gather.views.entry import moment
from takehold.gather.views.surveys import promise_now
from takehold.initiatives.forms.refusing import refusals
from takehold.people.facts import NotAllowed, NotFound, NotYours, Viewer
from takehold.people.views.entry import about, page
from takehold.ui.codes import qr_code

MOST_BYTES: Final = survey_json.MOST_BYTES
MOST_GROUPS: Final = 40
"""Of more groups only names stand on the page, and figures of one's own and of the one that was chosen."""


@require_http_methods(["GET", "HEAD", "POST"])
@page
def questions(request: HttpRequest, viewer: Viewer, wave_id: UUID) -> HttpResponse:
    """The questions to read, to take along and, in a plan, to replace by a file."""
    found = queries.survey_to_lead(viewer=viewer, wave_id=wave_id)
    about(request, found.slug)
    error = ""
    if request.method == "POST":
        try:
            text = sent(request)
            planning.replace_definition(viewer=viewer, wave_id=wave_id, text=text, now=moment())
        except (NotASurvey, NotAStep) as wrong:
            error = str(wrong)
        else:
            messages.success(request, _("These are the questions now. Look at the preview."))
            return redirect("gather:survey-preview", wave_id)
    asked = survey_json.questionnaire(found.definition)
    context = {"survey": found, "asked": asked, "error": error}
    return render(request, "gather/survey_questions.html", context, status=422 if error else 200)


def sent(request: HttpRequest) -> bytes:
    """The file that was chosen."""
    file = request.FILES.get("file")
    if file is None:
        raise NotASurvey(_("Choose a file with SurveyJS JSON."))
    if (file.size or 0) > MOST_BYTES:
        raise NotASurvey(_("This survey is too large: at most 100 kB of JSON."))
    return bytes(file.read())


@require_safe
@page
def questions_json(request: HttpRequest, viewer: Viewer, wave_id: UUID) -> HttpResponse:
    """The questions as SurveyJS JSON."""
    found = queries.survey_to_lead(viewer=viewer, wave_id=wave_id)
    response = HttpResponse(survey_json.dumps(found.definition), content_type="application/json")
    response["Content-Disposition"] = 'attachment; filename="survey.json"'
    return response


@require_safe
@page
def preview(request: HttpRequest, viewer: Viewer, wave_id: UUID) -> HttpResponse:
    """Every page of the survey as on a phone, in one of its languages."""
    found = queries.survey_to_lead(viewer=viewer, wave_id=wave_id)
    language = request.GET.get("lang", "")
    if language not in found.languages:
        language = found.languages[0]
    with override(language):
        asked = survey_json.questionnaire(found.definition, language)
        promise = queries.promise_in(found, language)
    context = {
        "survey": found,
        "asked": asked,
        "promise": promise,
        "language": language,
        "rtl": language in RIGHT_TO_LEFT,
        "language_name": get_language_info(language)["name_local"],
        "languages": [(LANGUAGES[code], f"?lang={code}", code == language) for code in found.languages],
    }
    return render(request, "gather/survey_preview.html", context)


@require_safe
@page
def poster(request: HttpRequest, viewer: Viewer, wave_id: UUID, kind: str) -> HttpResponse:
    """A page to print or to pass on: one sentence, the code to scan, the link to type, the promise."""
    behind = queries.open_link(viewer=viewer, wave_id=wave_id, kind=kind)
    if behind is None:
        raise NotFound
    found, nonce = behind
    address = link(kind, nonce)
    language = found.languages[0]
    context = {
        "survey": found,
        "kind": kind,
        "address": address,
        "code": qr_code(address, _("QR code of the survey")),
        "promise": promise_now(found),
        "language": language,
        "rtl": language in RIGHT_TO_LEFT,
    }
    return render(request, "gather/survey_poster.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@page
def you_said(request: HttpRequest, viewer: Viewer, wave_id: UUID) -> HttpResponse:
    """Write what was said and what became of it."""
    found = queries.survey_to_lead(viewer=viewer, wave_id=wave_id)
    about(request, found.slug)
    lines = forms.lines(request.POST if request.method == "POST" else None)
    error = ""
    if request.method == "POST":
        written = forms.said(lines)
        try:
            if written is not None:
                answer_survey(viewer=viewer, wave_id=wave_id, lines=written, now=moment())
        except (NotAStep, NotAllowed) as wrong:
            error = str(wrong)
        else:
            if written is not None:
                messages.success(request, _("Written. Everybody who may read this change reads it now."))
                return redirect("gather:survey", wave_id)
    context = {"survey": found, "lines": lines, "error": error}
    status = 422 if error or any(line.errors for line in lines if line.is_bound) else 200
    return render(request, "gather/survey_you_said.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@page
def last_day(request: HttpRequest, viewer: Viewer, wave_id: UUID) -> HttpResponse:
    """Another last day for a survey that is open."""
    found = replace(queries.survey_to_lead(viewer=viewer, wave_id=wave_id), moved=queries.moves(wave_id))
    about(request, found.slug)
    form = LastDayForm(request.POST if request.method == "POST" else None, initial={"day": found.closes_on})
    if request.method == "POST" and form.is_valid():
        try:
            with refusals(form):
                move_last_day(
                    viewer=viewer, wave_id=wave_id, to=form.cleaned_data["day"],
                    reason=form.cleaned_data["reason"], now=moment(),
                )  # fmt: skip
                messages.success(request, _("Moved. Everybody who was invited is told."))
                return redirect("gather:survey", wave_id)
        except NotAStep as error:
            form.add_error(None, str(error))
    context = {"survey": found, "form": form, "today": viewer.on}
    status = 422 if form.is_bound and form.errors else 200
    return render(request, "gather/survey_last_day.html", context, status=status)


@require_safe
@page
def results(request: HttpRequest, viewer: Viewer, wave_id: UUID) -> HttpResponse:
    """What was released when the survey closed; before that nothing, to nobody."""
    context: dict[str, Any] = {"wave_id": wave_id}
    asked = request.GET.get("group", "")
    chosen = int(asked[:9]) if asked.isascii() and asked.isdigit() else None
    try:
        found = reading.results(viewer=viewer, wave_id=wave_id, group=chosen, most=MOST_GROUPS)
        promise = found.promise
        about(request, found.slug)
        context |= {"results": found, "title": found.title}
    except NotYet as wait:
        survey = queries.shortly(viewer=viewer, wave_id=wave_id)  # a plan is for those who lead
        promise = survey.promise
        about(request, survey.slug)
        context |= {"wait": str(wait), "title": survey.title}
        context["participation"] = participation.participation(viewer=viewer, wave_id=wave_id)
    if promise == promises.NAMED:
        context |= with_names(viewer, wave_id, closed="results" in context)
    return render(request, "gather/survey_results.html", context)


def with_names(viewer: Viewer, wave_id: UUID, *, closed: bool) -> dict[str, Any]:
    """Of a survey with names: one's own answer, and for whoever leads the change all of them once it is closed."""
    found: dict[str, Any] = {"own": reading.own_answer(viewer=viewer, wave_id=wave_id)}
    if closed:
        with suppress(NotYours):
            found["named"] = reading.by_name(viewer=viewer, wave_id=wave_id)
    return found
