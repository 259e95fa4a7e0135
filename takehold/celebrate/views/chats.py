"""Chats that are told: connected and ended by administrators."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from takehold.celebrate.facts.chats import ChatInput, ChatKind
from takehold.celebrate.forms.chats import KINDS, ChatForm
from takehold.celebrate.operations import chats as operations
from takehold.celebrate.queries import chats as queries
from takehold.celebrate.queries.rights import eyes
from takehold.initiatives.forms.refusing import refusals
from takehold.people.facts import Viewer
from takehold.people.views.entry import page


@require_http_methods(["GET", "HEAD", "POST"])
@page
def chats(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    """The chats that run, how they fare; connect one."""
    found = queries.chats(viewer=viewer)
    running = [each for each in eyes(viewer).changes.values() if not each.ended]
    form = ChatForm(request.POST if request.method == "POST" else None, changes=running)
    if form.is_valid():
        with refusals(form, called={"slug": "change"}):
            data = dict(form.cleaned_data)
            said = ChatInput(kind=ChatKind(data.pop("kind")), slug=data.pop("change"), **data)
            operations.connect(viewer=viewer, said=said, now=timezone.now())
            messages.success(request, _("Connected. It is told what is new from now on."))
            return redirect("celebrate:chats")
    context = {
        "form": form,
        "chats": found,
        "troubled": [each for each in found if each.trouble],
        "kinds": dict(KINDS),
        "today": viewer.on,
    }
    return render(request, "celebrate/chats.html", context, status=422 if form.is_bound else 200)


@require_POST
@page
def end(request: HttpRequest, viewer: Viewer, chat_id: int) -> HttpResponse:
    """It is told nothing any more."""
    operations.end(viewer=viewer, chat_id=chat_id, now=timezone.now())
    messages.success(request, _("Ended. It is told nothing any more, and its address is forgotten."))
    return redirect("celebrate:chats")
