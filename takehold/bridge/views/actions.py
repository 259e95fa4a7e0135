"""The actions of a change: all of them with their balance, one, and choosing one."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from datetime import date, timedelta
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from takehold.bridge.facts import ActionFact, ActionLine, ActionState, Balance, CheckFact
from takehold.bridge.forms.actions import ActionForm, TurnForm, from_practice, initial
from takehold.bridge.operations import actions as operations
from takehold.bridge.operations import checks
from takehold.bridge.operations.lifecycle import possible
from takehold.bridge.queries import actions as queries
from takehold.bridge.queries import checks as checked
from takehold.bridge.queries import holding, lots, playbook, telling
from takehold.bridge.queries.offering import offered
from takehold.bridge.queries.rights import may_propose, proposing
from takehold.bridge.queries.same_kind import question
from takehold.bridge.queries.words import AIMS, SETTINGS
from takehold.bridge.views.entry import moment, owner, words
from takehold.gaps.facts import Group
from takehold.gaps.queries.gaps import groups
from takehold.gaps.queries.rights import Change, change_of
from takehold.gaps.views.entry import tabs
from takehold.initiatives import queries as initiatives
from takehold.initiatives.facts import Invalid
from takehold.initiatives.forms.conflicting import conflicts
from takehold.initiatives.forms.refusing import refusals
from takehold.initiatives.queries.behaviour_names import behaviour_names
from takehold.initiatives.views.changes import finder
from takehold.people import queries as people
from takehold.people.facts import NotAllowed, Viewer
from takehold.people.views.entry import page

BOTH = ["GET", "HEAD", "POST"]
USUAL_CHECK = timedelta(weeks=8)
FURTHEST = timedelta(days=730)


@require_safe
@page
def actions(request: HttpRequest, viewer: Viewer, slug: str) -> HttpResponse:
    """What is done about the gaps, and what the portfolio lacks."""
    change = change_of(viewer, slug)
    every = queries.actions(viewer=viewer, slug=slug)
    balance, gap_id = queries.balance(every, viewer.on), _gap_of(request)
    lines = tuple(each for each in every if gap_id is None or each.gap_id == gap_id)
    context = {
        "initiative": change,
        "tabs": tabs(change, "bridge:actions"),
        "verdict": initiatives.verdict_of(viewer=viewer, initiative_id=change.id),
        "answer": answer(lines, viewer.on),
        "going": [(each, owner(each.owner)) for each in lines if not each.over],
        "over": _over([each for each in lines if each.over]),
        "balance": balance,
        "missing": missing(balance),
        "question": question(every, viewer.on),
        "gap_id": gap_id,
        "may_propose": may_propose(viewer, change),
        "today": viewer.on,
        **words(),
    }
    return render(request, "bridge/actions.html", context)


def _over(lines: Sequence[ActionLine]) -> list[tuple[ActionLine, str, str]]:
    """What is over, with who answered for it and whether it worked."""
    effects = checked.newest_of([each.id for each in lines])
    told = {action: telling.answer(effect) for action, effect in effects.items()}
    return [(each, owner(each.owner), told.get(each.id, "")) for each in lines]


def answer(lines: Sequence[ActionLine], on: date) -> str:
    """What is going on and what is owed, in one or two sentences."""
    doing = sum(each.state is ActionState.DOING for each in lines)
    waiting = sum(each.state in (ActionState.PROPOSED, ActionState.AGREED) for each in lines)
    if not doing and not waiting:
        return _("Nothing is being done about it at the moment.")
    told = ngettext("{n} action is being done", "{n} actions are being done", doing).format(n=doing)
    told = _("{doing}, {waiting} to begin.").format(doing=told, waiting=waiting)
    late = sum(each.late for each in lines)
    if late:
        told += " " + ngettext(
            "{n} should have begun already.", "{n} should have begun already.", late
        ).format(n=late)
    orphans = sum(each.owner.gone for each in lines if not each.over)
    if orphans:
        told += " " + ngettext(
            "{n} has nobody who answers for it.", "{n} have nobody who answers for them.", orphans
        ).format(n=orphans)
    return told


def missing(balance: Balance) -> str:
    """What the portfolio lacks, in one sentence; empty where nothing lives or nothing is missing."""
    lacks = balance.missing
    if not balance.total or not lacks:
        return ""
    named = "; ".join(
        _("{setting} and {aim}").format(setting=SETTINGS[each.setting], aim=AIMS[each.aim]) for each in lacks
    )
    return _("Missing is anything that is {named}.").format(named=named)


@require_http_methods(BOTH)
@page
def new(request: HttpRequest, viewer: Viewer, slug: str) -> HttpResponse:
    """Choose an action, from the playbook or in own words."""
    change = change_of(viewer, slug)
    proposing(viewer, change)
    gap_id, practice = _gap_of(request), playbook.practice(request.GET.get("practice", ""))
    known = groups(viewer=viewer, slug=slug, change=change)
    proposed = offered(viewer=viewer, change=change, gap_id=gap_id, groups=known)
    first = _day_of(request, viewer.on) or viewer.on + timedelta(days=7)
    start: dict[str, Any] = {
        "begins_on": first,
        "check_on": first + USUAL_CHECK,
        "groups": list(proposed.groups),
        **(from_practice(practice, _) if practice else {}),
    }
    form = _form(request, viewer, change, known, start)
    if form.is_valid():
        with refusals(form):
            made = operations.propose(
                viewer=viewer, slug=slug, now=moment(),
                said=form.said(
                    practice=practice.key if practice else "", gap_id=gap_id,
                    offered=[each.key for each in proposed.practices],
                ),
            )  # fmt: skip
            messages.success(
                request, _("Chosen. The day on which somebody looks whether it worked is booked.")
            )
            return redirect("bridge:action", slug, made)
    context = {"practice": practice, "proposed": proposed, "gap_id": gap_id}
    return _shown_form(request, viewer, change, form, **context)


@require_http_methods(BOTH)
@page
def edit(request: HttpRequest, viewer: Viewer, slug: str, action_id: int) -> HttpResponse:
    """Say it better; what somebody else changed meanwhile is never overwritten."""
    change = change_of(viewer, slug)
    found = queries.action(viewer=viewer, slug=slug, action_id=action_id)
    if not found.may_decide:
        raise NotAllowed(_("An action is edited by those who lead this change."))
    known = groups(viewer=viewer, slug=slug, change=change)
    form = _form(request, viewer, change, known, initial(found, known))
    if form.is_valid():
        said = form.said(practice=found.line.practice, gap_id=found.gap[0] if found.gap else None)
        with refusals(form), conflicts(form):
            operations.edit(
                viewer=viewer, slug=slug, action_id=action_id, said=said,
                version=form.cleaned_data["version"] or 0, now=moment(),
            )  # fmt: skip
            messages.success(request, _("Saved."))
            return redirect("bridge:action", slug, action_id)
    return _shown_form(request, viewer, change, form, found=found)


@require_POST
@page
def look(request: HttpRequest, viewer: Viewer, slug: str, action_id: int) -> HttpResponse:
    """Look whether it worked before the day that was booked."""
    try:
        checks.look_now(viewer=viewer, slug=slug, action_id=action_id, now=moment())
    except Invalid as error:
        messages.error(request, str(error))
    return redirect("bridge:action", slug, action_id)


@require_safe
@page
def action(request: HttpRequest, viewer: Viewer, slug: str, action_id: int) -> HttpResponse:
    """One action: what, for whom, by whom, and what became of it."""
    return shown(request, viewer, queries.action(viewer=viewer, slug=slug, action_id=action_id))


@require_POST
@page
def turn(request: HttpRequest, viewer: Viewer, slug: str, action_id: int) -> HttpResponse:
    """Move it on."""
    found = queries.action(viewer=viewer, slug=slug, action_id=action_id)
    form = TurnForm(request.POST, events=_events(found))
    if not (found.may_act or found.may_decide):
        raise NotAllowed(
            _("Those who lead this change decide; whoever owns the action and its managers carry it out.")
        )
    if form.is_valid():
        said = form.cleaned_data
        with refusals(form), conflicts(form):
            operations.turn(viewer=viewer, slug=slug, action_id=action_id, now=moment(), **said)
            messages.success(request, _("Kept."))
            return redirect("bridge:action", slug, action_id)
    return shown(request, viewer, found, turning=form)


def shown(
    request: HttpRequest, viewer: Viewer, found: ActionFact, *, turning: TurnForm | None = None
) -> HttpResponse:
    """The action's page, with what was typed where it could not be kept."""
    events = _events(found)
    context = {
        "action": found,
        "owner": owner(found.line.owner),
        "practice": playbook.practice(found.line.practice),
        "turning": turning or TurnForm(events=events, initial={"version": found.version}),
        "events": events,
        "told": told(checked.newest(found.line.id)),
        "lots": _lots(found),
        "lasts": holding.told(holding.holding(found.line), found.line),
        "today": viewer.on,
        **words(),
    }
    return render(request, "bridge/action.html", context, status=422 if turning else 200)


def _lots(found: ActionFact) -> str:
    """Whether lots may still be drawn here by whoever looks, or were announced, to be read; else empty: no way leads there."""
    line = found.line
    several = not found.team_ids or len(line.where) > 1
    if found.may_decide and several and not line.over and not line.began_on:
        return "open"
    return "drawn" if lots.announced(line.id) else ""


def told(found: CheckFact | None) -> dict[str, Any]:
    """A look in words; empty before the first."""
    if found is None:
        return {}
    effect = found.effect
    return {
        "check": found,
        "answer": telling.answer(effect),
        "strength": telling.strength(effect),
        "changed": telling.changed_after(effect),
        "because": telling.because(effect),
        "needs": telling.needs(effect),
        "sides": telling.sides(effect),
    }


def _events(found: ActionFact) -> tuple[str, ...]:
    return possible(found.line.state, decides=found.may_decide, acts=found.may_act)


def _gap_of(request: HttpRequest) -> int | None:
    said = request.GET.get("gap", "")
    return int(said) if said.isdecimal() and len(said) < 10 else None


def _day_of(request: HttpRequest, today: date) -> date | None:
    """The day that was proposed, where it is still to come."""
    with suppress(ValueError):
        on = date.fromisoformat(request.GET.get("on", ""))
        return on if today <= on <= today + FURTHEST else None
    return None


def _form(
    request: HttpRequest, viewer: Viewer, change: Change, known: Sequence[Group], start: dict[str, Any]
) -> ActionForm:
    return ActionForm(
        request.POST if request.method == "POST" else None,
        groups=known,
        behaviours=behaviour_names(initiative_id=change.id),
        find=finder(viewer),
        initial=start,
    )


def _shown_form(
    request: HttpRequest, viewer: Viewer, change: Change, form: ActionForm, **more: Any
) -> HttpResponse:
    people_known = people.with_roles(viewer=viewer)
    context = {"form": form, "initiative": change, "people": people_known, **words(), **more}
    return render(request, "bridge/action_form.html", context, status=422 if form.is_bound else 200)
