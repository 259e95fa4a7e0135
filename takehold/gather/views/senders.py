"""/sources/senders/: systems that send by themselves: make a sender, say what its events mean, another secret, close it."""

from __future__ import annotations

from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from takehold.gather.forms.senders import SenderForm
from takehold.gather.operations import senders as operations
from takehold.gather.operations.quarantine import UploadRefused
from takehold.gather.queries import senders as queries
from takehold.gather.queries.feeds import changes as changes_to_gather_for
from takehold.gather.views.entry import home, moment
from takehold.initiatives.facts import Invalid
from takehold.people.facts import NotFound, Viewer
from takehold.people.views.entry import page


@require_http_methods(["GET", "POST"])
@page
def new(request: HttpRequest, viewer: Viewer, kind: str) -> HttpResponse:
    """Make a place to send to; its secret is shown on the answer and never again."""
    found = queries.kind(viewer=viewer, kind=kind)
    changes = changes_to_gather_for(viewer=viewer)
    form = SenderForm(request.POST if request.method == "POST" else None, changes=changes)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        made, secret = operations.make(
            viewer=viewer, kind=kind, name=said["name"], slug=said["change"], now=moment()
        )
        return _sender(request, viewer, made, secret, status=201)
    context = {"form": form, "kind": found, "changes": changes}
    return render(request, "gather/sender_new.html", context, status=422 if form.is_bound else 200)


@require_safe
@page
def sender(request: HttpRequest, viewer: Viewer, sender_id: UUID) -> HttpResponse:
    """Where to send to, what waits, what was turned away."""
    return _sender(request, viewer, sender_id)


def _sender(
    request: HttpRequest, viewer: Viewer, sender_id: UUID, secret: str = "", status: int = 200
) -> HttpResponse:
    found = queries.sender(viewer=viewer, sender_id=sender_id)
    context = {"sender": found, "secret": secret, "address": settings.URL + found.path}
    return render(request, "gather/sender.html", context, status=status)


@require_POST
@page
def change(request: HttpRequest, viewer: Viewer, sender_id: UUID, what: str) -> HttpResponse:
    """Say what events mean, another secret, or close it."""
    match what:
        case "look":
            try:
                draft = operations.look(viewer=viewer, sender_id=sender_id, now=moment(), home=home())
            except (Invalid, UploadRefused) as error:
                messages.error(request, str(error))
                return redirect("gather:sender", sender_id)
            return redirect("gather:columns", draft.id)
        case "secret":
            return _sender(
                request, viewer, sender_id, operations.renew(viewer=viewer, sender_id=sender_id, now=moment())
            )
        case "close":
            operations.close(viewer=viewer, sender_id=sender_id, now=moment())
            messages.success(request, _("Closed. What was counted stays; its secret is forgotten."))
            return redirect("gather:feeds")
    raise NotFound
