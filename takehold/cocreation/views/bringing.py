"""Bringing in a round that was held with Polis."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from takehold.cocreation.forms.rounds import BringForm
from takehold.cocreation.operations import bringing as operations
from takehold.cocreation.operations.polis_files import LARGEST
from takehold.cocreation.queries import rounds as queries
from takehold.cocreation.views.entry import BOTH, moment
from takehold.initiatives.forms.refusing import refusals
from takehold.people.facts import NotAllowed, Viewer
from takehold.people.views.entry import page


@require_http_methods(BOTH)
@page
def bring(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    """Two files, and it is a closed round."""
    led = queries.rounds(viewer=viewer).led
    if not led:
        raise NotAllowed(_("A round is asked and closed by those who lead the change; you may read it."))
    posted = request.method == "POST"
    form = BringForm(request.POST if posted else None, request.FILES if posted else None, changes=led)
    if form.is_valid():
        data = form.cleaned_data
        said = operations.BroughtInput(data["question"], data["decides"], data["how"], data["ended_on"])
        with refusals(form):
            made = operations.bring(
                viewer=viewer, slug=data["change"], said=said, comments=data["comments"].read(LARGEST + 1),
                votes=data["votes"].read(LARGEST + 1), now=moment(),
            )  # fmt: skip
            messages.success(request, _("Brought in, and closed at once like any round here."))
            return redirect("cocreation:round", made)
    return render(request, "cocreation/bring.html", {"form": form}, status=422 if form.is_bound else 200)
