"""/approaches/: what was tried to win people over, in every change that one may read."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from takehold.influence.facts import Landed
from takehold.influence.facts.searching import Found, Wanted
from takehold.influence.forms.searching import WantedForm
from takehold.influence.queries.searching import search
from takehold.influence.queries.words import words
from takehold.people.facts import Viewer
from takehold.people.views.entry import page


@require_safe
@page
def approaches(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    """What was tried, on whom, how it landed, what is done differently."""
    form = WantedForm(request.GET)
    wanted = form.wanted()
    found = search(viewer=viewer, wanted=wanted)
    context = {
        "found": found,
        "answer": answer(found, wanted),
        "form": form,
        "outcomes": list(Landed),
        "looking": wanted != Wanted(),
        **words(),
    }
    return render(request, "influence/approaches.html", context)


def answer(found: Found, wanted: Wanted) -> str:
    """How much was tried, and how it landed, in one sentence."""
    if not found.total:
        return _("Nothing on record fits that.") if wanted != Wanted() else _("Nothing is on record yet.")
    by = {how: sum(each.counts[at] for each in found.landed) for at, how in enumerate(Landed)}
    told = ngettext("{n} attempt is on record", "{n} attempts are on record", found.total).format(
        n=found.total
    )
    return _("{told}: {towards} brought people closer, {same} changed nothing, {away} drove them away, {open} cannot be told yet.").format(
        told=told, towards=by[Landed.TOWARDS], same=by[Landed.SAME], away=by[Landed.AWAY], open=by[Landed.OPEN]
    )  # fmt: skip
