"""An offer of help, declined on one's own page."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from takehold.gather.operations import helping
from takehold.people.facts import Viewer
from takehold.people.views.entry import page


@require_POST
@page
def decline(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    """No, thank you; nothing says who said so."""
    helping.decline(viewer=viewer, token=request.POST.get("token", "")[:120])
    messages.success(
        request, _("The offer is gone. Nobody is told, and nothing of it is kept with your name.")
    )
    return redirect("overview:me")
