"""/changes/<slug>/authorship/: whose ideas are in it, and what became of each?"""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from takehold.cocreation.facts.answers import TAKEN, Fate
from takehold.cocreation.queries import answers_words as words
from takehold.cocreation.queries import shaping_words
from takehold.initiatives.facts import Conflict, Invalid
from takehold.overview.forms import DecisionForm
from takehold.overview.operations import tracing
from takehold.overview.queries import traces as queries
from takehold.overview.views import links
from takehold.people.facts import Viewer
from takehold.people.views.entry import page


@require_safe
@page
def authorship(request: HttpRequest, viewer: Viewer, slug: str) -> HttpResponse:
    """The page."""
    found = queries.authorship(viewer=viewer, slug=slug)
    context: dict[str, Any] = {
        "initiative": found.initiative,
        "tabs": links.tabs(found.initiative, "charter"),
        "found": found,
        "answer": answer(found),
        "credit": words.credit(found.credit),
        "unnamed": words.unnamed(found.credit),
        "traces": [(each, words.fate(each.idea)) for each in found.traces],
        "wishes": words.WISHES.items(),
    }
    if found.shaping is not None:
        context |= {
            "shaped": shaping_words.answer(found.shaping),
            "groups": [
                (each.name, shaping_words.PARTS[each.part], shaping_words.voted(each))
                for each in found.shaping.groups
            ],
            "beside": [shaping_words.beside(each) for each in found.shaping.beside],
            "by_lots": [shaping_words.by_lots(each) for each in found.shaping.by_lots],
        }
    return render(request, "overview/authorship.html", context)


@require_POST
@page
def decision(
    request: HttpRequest, viewer: Viewer, slug: str, round_id: int, contribution_id: int
) -> HttpResponse:
    """Name the decision by which an idea was taken."""
    form = DecisionForm(request.POST)
    try:
        if not form.is_valid():
            raise Invalid("decision", _("Choose a decision about this change, or none."))
        tracing.name_decision(
            viewer=viewer, slug=slug, round_id=round_id, contribution_id=contribution_id,
            decision_id=form.cleaned_data["decision"], now=timezone.now(),
        )  # fmt: skip
        messages.success(request, _("Kept."))
    except (Invalid, Conflict) as error:
        messages.error(request, str(error))
    return redirect("overview:authorship", slug)


def answer(found: queries.Authorship) -> str:
    """How many ideas of those affected are in the change, and how many are in use."""
    if not found.traces:
        return _("Nobody has been asked to help shape this change yet, or no round is over.")
    taken, live = found.counted(*TAKEN), found.counted(Fate.LIVE)
    told = ngettext(
        "{n} of {all} contributions is in this change.",
        "{n} of {all} contributions are in this change.",
        taken,
    ).format(n=taken, all=len(found.traces))
    if live:
        told += " " + ngettext("{n} is in use.", "{n} are in use.", live).format(n=live)
    owed = found.counted(Fate.OPEN)
    if owed:
        told += " " + ngettext("{n} waits for an answer.", "{n} wait for an answer.", owed).format(n=owed)
    return told
