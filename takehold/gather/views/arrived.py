"""Whether the reasons of a change have arrived, by group, as the survey told that asked for them last."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from takehold.gather.disclosure.arrived import arrived as told_of
from takehold.gather.facts.disclosure import Arrived
from takehold.initiatives import queries as initiatives
from takehold.people.facts import Viewer
from takehold.people.views.entry import page
from takehold.ui.numbers import day

NAMED, SHOWN = 3, 100
"""So many groups stand in the sentence, and in the table; the survey's results have all."""


@require_safe
@page
def arrived(request: HttpRequest, viewer: Viewer, slug: str) -> HttpResponse:
    """The answer in a sentence, then group by group."""
    change = initiatives.initiative(viewer=viewer, slug=slug, marks=False)
    found = told_of(viewer=viewer, initiative_id=change.id)
    groups = found.groups if found is not None else ()
    context = {
        "initiative": change,
        "found": found,
        "groups": groups[:SHOWN],
        "more": max(0, len(groups) - SHOWN),
        "answer": answer(found, viewer),
        "today": viewer.on,
    }
    return render(request, "gather/arrived.html", context)


def answer(found: Arrived | None, viewer: Viewer) -> str:
    """How far they have arrived, in a sentence or two."""
    whole = next((each for each in found.groups if not each.number), None) if found else None
    if found is None or whole is None:
        return _("Nobody has been asked yet why this is done.")
    said = _("Of those who answered by {day}, {low} to {high} % name one of the reasons.").format(
        day=day(found.closed_on, viewer.on), low=whole.named.low, high=whole.named.high
    )
    if not found.behind:
        return said
    names = ", ".join(each.name for each in found.behind[:NAMED])
    if len(found.behind) > NAMED:
        names = _("{groups} and others").format(groups=names)
    return f"{said} " + _("Fewer in {groups}.").format(groups=names)
