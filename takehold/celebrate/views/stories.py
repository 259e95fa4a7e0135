"""Writing how a team crossed, publishing it, taking it back."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from takehold.celebrate.forms.stories import StoryForm
from takehold.celebrate.operations import stories as operations
from takehold.celebrate.queries.rights import change_of, eyes
from takehold.initiatives.facts import Invalid
from takehold.initiatives.forms.refusing import refusals
from takehold.people.facts import NotAllowed, Viewer
from takehold.people.views.entry import page


@require_http_methods(["GET", "HEAD", "POST"])
@page
def new(request: HttpRequest, viewer: Viewer, slug: str) -> HttpResponse:
    """Three questions to somebody of the team."""
    eye = eyes(viewer)
    change = change_of(eye, slug)
    own = eye.own_groups()
    if not own:
        raise NotAllowed(_("A story is told by somebody of the team."))
    form = StoryForm(request.POST if request.method == "POST" else None, groups=own)
    if form.is_valid():
        with refusals(form):
            operations.write(viewer=viewer, slug=slug, said=form.said(), now=timezone.now())
            messages.success(request, _("Written. It is published by those who lead."))
            return redirect("celebrate:wins", slug)
    context = {"form": form, "initiative": change, "today": viewer.on}
    return render(request, "celebrate/story_form.html", context, status=422 if form.is_bound else 200)


@require_POST
@page
def turn(request: HttpRequest, viewer: Viewer, slug: str, story_id: int, event: str) -> HttpResponse:
    """Publish it, or take it back."""
    act = {"publish": operations.publish, "withdraw": operations.withdraw}[event]
    try:
        act(viewer=viewer, slug=slug, story_id=story_id, now=timezone.now())
    except Invalid as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("Published.") if event == "publish" else _("Taken back."))
    return redirect("celebrate:wins", slug)
