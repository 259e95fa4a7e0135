"""/waves/bring/: a survey that was run elsewhere is brought in. The answers wait in the page itself, sealed; nothing is kept
until it is sent."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from takehold.gather.facts.brought import Export, NotBrought
from takehold.gather.facts.disclosure import TooFew
from takehold.gather.forms.bringing import AskForm, FileForm, MeaningForm
from takehold.gather.operations import bringing
from takehold.gather.queries import brought
from takehold.gather.queries import surveys as queries
from takehold.gather.sources.elsewhere import Said
from takehold.gather.sources.limesurvey.export import LARGEST
from takehold.gather.views.entry import moment
from takehold.people.facts import NotAllowed, NotYours, Viewer
from takehold.people.views.entry import page


@require_http_methods(["GET", "POST"])
@page
def bring(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    """First the file, then what it means, then it is a closed survey."""
    changes = [(each.slug, each.name) for each in queries.changes_to_ask(viewer=viewer)]
    if not changes:
        raise NotAllowed(_("Surveys are planned by those who lead a change.")) if viewer.roles else NotYours
    if request.method == "POST" and "held" in request.POST:
        return _sent(request, viewer)
    if request.method == "POST" and "system" in request.POST:
        return _fetched(request, viewer, changes)
    form = FileForm(request.POST or None, request.FILES or None, changes=changes)
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        try:
            found = bringing.look(
                viewer=viewer,
                slug=form.cleaned_data["change"],
                content=file.read(LARGEST + 1),
                filename=file.name,
            )
            sealed = bringing.held(found)
        except NotBrought as error:
            form.add_error("file", str(error))
        else:
            asked = MeaningForm(
                columns=brought.columns(found), initial={"title": file.name.rpartition(".")[0][:200]}
            )
            return _asked(request, asked, found, sealed, form.cleaned_data["change"])
    context = {"form": form, "ask": AskForm(changes=changes)}
    return render(request, "gather/survey_bring.html", context, status=422 if form.is_bound else 200)


def _fetched(request: HttpRequest, viewer: Viewer, changes: list[tuple[str, str]]) -> HttpResponse:
    ask = AskForm(request.POST, changes=changes)
    if ask.is_valid():
        data = ask.cleaned_data
        said = Said(data["address"].strip(), data["user"], data["secret"], data["survey"].strip())
        try:
            title, found = bringing.ask(
                viewer=viewer, slug=data["change"], system=data["system"], said=said, now=moment()
            )
            sealed = bringing.held(found)
        except NotBrought as error:
            ask.add_error(None, str(error))
        else:
            asked = MeaningForm(columns=brought.columns(found), initial={"title": title[:200]})
            return _asked(request, asked, found, sealed, data["change"])
    context = {"form": FileForm(changes=changes), "ask": ask}
    return render(request, "gather/survey_bring.html", context, status=422)


def _sent(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    sealed, slug = request.POST["held"], request.POST.get("change", "")
    try:
        found = bringing.unheld(sealed)
    except NotBrought as error:
        messages.error(request, str(error))
        return redirect("gather:survey-bring")
    form = MeaningForm(request.POST, columns=brought.columns(found))
    if form.is_valid():
        try:
            made = bringing.bring(viewer=viewer, found=found, said=form.said(slug), now=moment())
        except (NotBrought, TooFew) as error:
            form.add_error(None, str(error))
        else:
            messages.success(
                request, _("Brought in. Its answers were closed at once, like those of any survey here.")
            )
            return redirect("gather:survey-results", made)
    return _asked(request, form, found, sealed, slug, 422)


def _asked(
    request: HttpRequest, form: MeaningForm, found: Export, sealed: str, slug: str, status: int = 200
) -> HttpResponse:
    context = {"form": form, "found": found, "held": sealed, "slug": slug, "answers": len(found.rows)}
    return render(request, "gather/survey_brought.html", context, status=status)
