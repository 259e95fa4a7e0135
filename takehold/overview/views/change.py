"""One change: how it stands now, team by team, and one team."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from takehold.analysis.facts import UnitVerdict, Verdict
from takehold.initiatives import queries as initiatives
from takehold.initiatives.facts import BehaviourStanding, Initiative, UnitStanding
from takehold.overview.queries import arrivals, feeding, pictures, sections, sentences, turning, units
from takehold.overview.views import links
from takehold.overview.views.entry import page
from takehold.people.facts import NotFound, RoleKind, Viewer
from takehold.ui import verdicts, wording
from takehold.ui.numbers import number, percent


@page
def now(request: HttpRequest, viewer: Viewer, slug: str) -> HttpResponse:
    """Is it sticking: reason, answer, chart, what is next, what cannot be told."""
    initiative = initiatives.initiative(viewer=viewer, slug=slug)
    standings = initiatives.standings(viewer=viewer, slug=slug)
    sliding = {each.behaviour.key: sections.names_of_sliding(each) for each in standings}
    standings = initiatives.with_series(viewer=viewer, standings=standings, names=sliding)
    bringing, at = may_bring(viewer, initiative), timezone.now()
    arrived = {
        each.behaviour.key: arrivals.arrival(
            viewer=viewer, slug=slug, standing=each, may_bring=bringing, now=at
        )
        for each in standings
    }
    rests = initiatives.rests(viewer=viewer, slug=slug, standings=standings)
    silent = feeding.told(feeding.silences(standings, at), viewer.on)
    shown = [
        sections.section(
            each,
            initiative,
            viewer.on,
            slide_url(initiative, each),
            arrived[each.behaviour.key],
            rests.get(each.behaviour.key),
            silent.get(each.behaviour.source_id, ()),
        )
        for each in standings
    ]
    mine = [unit for standing in standings for unit in units.sliding(standing.units) if unit.own]
    context = {
        "initiative": initiative,
        "tabs": links.tabs(initiative, "now"),
        "sections": shown,
        "verdict": worst(standings),
        "today": viewer.on,
        "own_alerts": [(unit, links.alert(unit.alert)) for unit in mine],
        "turn": turning.line(initiative.beat, viewer.on),
        "waiting": any(each is not None and each.kind == "waiting" for each in arrived.values()),
        **_onward(slug, bringing),
    }
    return render(request, "overview/now.html", context)


def _onward(slug: str, bringing: bool) -> dict[str, str]:
    """Where the page leads on to in other rooms."""
    return {
        "data_url": links.optional("gather:bring", slug=slug) if bringing else "",
        "edit_url": links.optional("initiatives:edit", slug=slug) if bringing else "",
        "impact_url": links.optional("initiatives:impact", slug=slug),
        "reach_url": links.optional("gather:reach", slug=slug),
    }


@page
def teams(request: HttpRequest, viewer: Viewer, slug: str) -> HttpResponse:
    """Who holds and who needs help, behaviour by behaviour."""
    initiative = initiatives.initiative(viewer=viewer, slug=slug, marks=False)
    standings = initiatives.standings(viewer=viewer, slug=slug)
    only = next(
        (verdict for verdict in Verdict if verdicts.css_name(verdict) == request.GET.get("only")), None
    )
    begin = request.GET.get("after", "")
    after = int(begin) if only is not None and begin.isdecimal() and len(begin) < 6 else 0
    told = [standing for standing in standings if standing.verdict is not None]
    of = [
        standing for standing in told if only is not None and standing.behaviour.key == request.GET.get("of")
    ]
    part = units.Part(units.AT_FIRST // max(len(told), 1), only, after)
    names = {each.behaviour.key: part.names(each) for each in of or told}
    context = {
        "initiative": initiative,
        "tabs": links.tabs(initiative, "teams"),
        "verdict": worst(standings),
        "tables": [
            units.table(standing, part)
            for standing in initiatives.with_series(viewer=viewer, standings=of or told, names=names)
        ],
        "only": only,
        "after": after,
        "waiting": [standing for standing in standings if standing.verdict is None],
        "today": viewer.on,
    }
    return render(request, "overview/teams.html", context)


@page
def unit(request: HttpRequest, viewer: Viewer, slug: str, key: str) -> HttpResponse:
    """One team: its own history, its alert, its chances."""
    initiative = initiatives.initiative(viewer=viewer, slug=slug)
    standings = initiatives.standings(viewer=viewer, slug=slug)
    silent = feeding.told(feeding.silences(standings, timezone.now()), viewer.on)
    shown = []
    for standing in with_unit(viewer, standings, key):
        try:
            found = units.by_key(standing, key)
        except NotFound:
            continue
        section = _unit_section(initiative, standing, found, key, viewer)
        section["cautions"] = [*silent.get(standing.behaviour.source_id, ()), *section["cautions"]]
        shown.append(section)
    if not shown:
        raise NotFound
    context = {
        "initiative": initiative,
        "unit": shown[0]["unit"],
        "sections": shown,
        "today": viewer.on,
    }
    return render(request, "overview/unit.html", context)


def with_unit(
    viewer: Viewer, standings: Sequence[BehaviourStanding], key: str
) -> tuple[BehaviourStanding, ...]:
    """The standings with the series of the unit of this address, where they have it."""
    names = {each.behaviour.key: [unit.unit for unit in units.at(each, key)] for each in standings}
    return initiatives.with_series(viewer=viewer, standings=standings, names=names)


def _unit_section(
    initiative: Initiative, standing: BehaviourStanding, found: UnitStanding, key: str, viewer: Viewer
) -> dict[str, Any]:
    verdict = found.verdict
    slide = f"{slide_url(initiative, standing)}?unit={key}"
    behaviour = standing.behaviour
    return {
        "behaviour": behaviour,
        "unit": found,
        "answer": sentences.whole_answer(verdict, viewer.on),
        "because": wording.because(verdict),
        "next_step": wording.next_step(verdict),
        "unseen": wording.unseen(verdict),
        "cautions": [
            *filter(None, [sentences.stays(standing.stays_before, viewer.on)]),
            *(wording.caution(coded) for coded in verdict.cautions),
        ],
        "figure": pictures.figure(
            verdict,
            pictures.marks_of(initiative, found.team_ids),
            target=behaviour.target,
            today=viewer.on,
            slide=slide,
        ),
        "alert_url": links.alert(found.alert),
        "tickets_url": f"{reverse('overview:tickets', kwargs={'slug': initiative.slug, 'behaviour': behaviour.key})}?unit={key}",
    }


@page
def slide(request: HttpRequest, viewer: Viewer, slug: str, behaviour: str) -> HttpResponse:
    """The chart as a picture for a slide, of the whole or of one unit."""
    initiative = initiatives.initiative(viewer=viewer, slug=slug)
    key = request.GET.get("unit", "")
    (standing,) = with_unit(viewer, (initiatives.standing(viewer=viewer, slug=slug, key=behaviour),), key)
    if standing.verdict is None:
        raise NotFound
    found = units.by_key(standing, key) if key else None
    verdict = found.verdict if found is not None else standing.verdict.whole
    marks = pictures.marks_of(initiative, found.team_ids if found is not None else None)
    title = standing.behaviour.name if not key else f"{verdict.unit}: {standing.behaviour.name}"
    picture = pictures.slide(
        verdict, marks, target=standing.behaviour.target, title=title, subtitle=subtitle(verdict)
    )
    if picture is None:
        raise NotFound
    response = HttpResponse(picture, content_type="image/png")
    response["Content-Disposition"] = f'attachment; filename="{slug}-{behaviour}.png"'
    return response


def subtitle(verdict: UnitVerdict) -> str:
    """What stands under the title of a slide: verdict, share, n."""
    word = verdicts.word(verdict.verdict, reverted=verdict.reverted)
    if verdict.rate is None or verdict.interval is None:
        return word
    return _("{verdict} · {rate} of {n} chances {weeks}").format(
        verdict=word,
        rate=percent(verdict.rate),
        n=number(verdict.chances),
        weeks=wording.last_weeks(verdict),
    )


def slide_url(initiative: Initiative, standing: BehaviourStanding) -> str:
    """Where the picture of a behaviour's chart is."""
    return reverse("overview:slide", kwargs={"slug": initiative.slug, "behaviour": standing.behaviour.key})


def worst(standings: Sequence[BehaviourStanding]) -> Verdict | None:
    """The verdict in the title row: a slip anywhere first, else the first behaviour's own."""
    told = [standing for standing in standings if standing.verdict is not None]
    if not told:
        return None
    if any(each.verdict.verdict is Verdict.SLIPPING_BACK for standing in told for each in standing.units):
        return Verdict.SLIPPING_BACK
    return min((standing.verdict.whole.verdict for standing in told if standing.verdict), key=verdicts.need)


def may_bring(viewer: Viewer, initiative: Initiative) -> bool:
    """Whether the page offers to bring in data; whether it is taken is decided there."""
    leads = any(
        role.kind is RoleKind.LEAD and role.initiative_id in (None, initiative.id) for role in viewer.roles
    )
    return leads or viewer.has(RoleKind.STEWARD, RoleKind.ADMIN)
