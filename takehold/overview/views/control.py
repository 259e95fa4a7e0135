"""A behaviour's series as a control chart: a picture with limits, for those who are used to it."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from takehold.analysis.facts import UnitVerdict
from takehold.initiatives import queries as initiatives
from takehold.initiatives.facts import BehaviourStanding, Initiative
from takehold.ledger.facts import MarkFact
from takehold.overview.queries import control as charted
from takehold.overview.queries import pictures, units
from takehold.overview.views.change import subtitle, with_unit
from takehold.overview.views.entry import page
from takehold.people.facts import NotFound, Viewer


@dataclass(frozen=True, slots=True)
class Asked:
    """Which series is asked for: of the whole, or of one unit that this viewer may read (``key``)."""

    initiative: Initiative
    standing: BehaviourStanding
    key: str
    verdict: UnitVerdict
    marks: tuple[MarkFact, ...]


@page
def control(request: HttpRequest, viewer: Viewer, slug: str, behaviour: str) -> HttpResponse:
    """Does it vary as chance does: the answer, the chart, its table."""
    asked = _asked(request, viewer, slug, behaviour)
    trend, found = charted.charted(asked.verdict)
    address = reverse("overview:control-slide", kwargs={"slug": slug, "behaviour": behaviour})
    context = {
        "initiative": asked.initiative,
        "behaviour": asked.standing.behaviour,
        "answer": charted.answer(trend, found),
        "figure": charted.figure(trend, found, asked.marks, viewer.on),
        "units": [(units.key_of(each), each.unit) for each in asked.standing.units],
        "unit": asked.key,
        "slide": f"{address}?unit={asked.key}" if asked.key else address,
        "today": viewer.on,
    }
    return render(request, "overview/control.html", context)


@page
def control_slide(request: HttpRequest, viewer: Viewer, slug: str, behaviour: str) -> HttpResponse:
    """The chart as a picture for a slide."""
    asked = _asked(request, viewer, slug, behaviour)
    trend, found = charted.charted(asked.verdict)
    name = asked.standing.behaviour.name
    title = name if not asked.key else f"{asked.verdict.unit}: {name}"
    under = _("Control chart · {told}").format(told=subtitle(asked.verdict))
    picture = charted.slide(trend, found, asked.marks, (title, under))
    if picture is None:
        raise NotFound
    response = HttpResponse(picture, content_type="image/png")
    response["Content-Disposition"] = f'attachment; filename="{slug}-{behaviour}-control.png"'
    return response


def _asked(request: HttpRequest, viewer: Viewer, slug: str, behaviour: str) -> Asked:
    initiative = initiatives.initiative(viewer=viewer, slug=slug)
    key = request.GET.get("unit", "")
    standing = initiatives.standing(viewer=viewer, slug=slug, key=behaviour)
    if key:
        (standing,) = with_unit(viewer, (standing,), key)
    if standing.verdict is None:
        raise NotFound
    found = units.by_key(standing, key) if key else None
    return Asked(
        initiative=initiative,
        standing=standing,
        key=key,
        verdict=found.verdict if found is not None else standing.verdict.whole,
        marks=pictures.marks_of(initiative, found.team_ids if found is not None else None),
    )
