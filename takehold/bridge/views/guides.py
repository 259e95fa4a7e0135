"""Short guides on the conversation that lies ahead."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from takehold.bridge.facts.guides import Occasion
from takehold.bridge.queries import guides as queries
from takehold.bridge.queries.words import BARRIERS
from takehold.gaps.queries.words import CAUSES
from takehold.people.facts import Viewer
from takehold.people.views.entry import page

OCCASIONS: Final[Mapping[Occasion, Any]] = {
    Occasion.SLIP: lazy("my team slides back"),
    Occasion.SLIPS: lazy("teams of my change slide back"),
    Occasion.ACTION: lazy("an action begins or goes on"),
    Occasion.QUESTION: lazy("a question waits"),
    Occasion.RHYTHM: lazy("the loop goes on"),
    Occasion.ACT: lazy("people are to see me"),
}


@require_safe
@page
def guides(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    """All guides, or those for an occasion."""
    chosen = next((each for each in Occasion if each == request.GET.get("occasion")), None)
    found = queries.of_occasion(chosen)
    context = {
        "found": found,
        "answer": ngettext(
            "{n} short guide on a conversation. Which one lies ahead of you?",
            "{n} short guides on a conversation. Which one lies ahead of you?",
            len(found),
        ).format(n=len(found)),
        "filters": [(_("all"), reverse("bridge:guides"), chosen is None)]
        + [(OCCASIONS[each], f"?occasion={each}", chosen is each) for each in Occasion],
    }
    return render(request, "bridge/guides.html", context)


@require_safe
@page
def guide(request: HttpRequest, viewer: Viewer, key: str) -> HttpResponse:
    """One guide."""
    found = queries.guide(key)
    if found is None:
        raise Http404
    context = {"guide": found, "occasions": OCCASIONS, "barriers": BARRIERS, "causes": CAUSES}
    return render(request, "bridge/guide.html", context)
