"""The page of one tool, with what was typed where it could not be kept."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from takehold.governance.facts.directives import DirectiveState
from takehold.governance.queries import bodies
from takehold.governance.queries.directives import directives
from takehold.governance.queries.rights import known_changes
from takehold.initiatives.forms.conflicting import conflicts
from takehold.initiatives.forms.refusing import refusals
from takehold.initiatives.views.changes import finder
from takehold.people.facts import Viewer
from takehold.people.queries import sight
from takehold.shadow_it.facts.tools import ToolFact, ToolState
from takehold.shadow_it.forms.tools import (
    AnswerForm,
    BodyForm,
    ChangeForm,
    CoOwnerForm,
    DepartmentForm,
    NeedForm,
    OfferForm,
    TurnForm,
    WhyForm,
)
from takehold.shadow_it.operations.lifecycle import ORDER, possible
from takehold.shadow_it.queries import tools as queries
from takehold.shadow_it.queries.gate import lacking
from takehold.shadow_it.queries.log_rights import may_read
from takehold.shadow_it.queries.words import GUIDE, of_check, of_tool, people, words

ASKED = (ToolState.ASKING, ToolState.UNDERSTOOD)
OVER = (ToolState.RETIRED, ToolState.LEFT)


def shown(
    request: HttpRequest,
    viewer: Viewer,
    found: ToolFact,
    *,
    department: tuple[int, CoOwnerForm] | None = None,
    checked: tuple[int, AnswerForm] | None = None,
    **forms: Any,
) -> HttpResponse:
    """Its page. ``department``, ``checked``: the form of the one whose form could not be kept."""
    line = found.line
    version = {"version": found.version}
    context = {
        "tool": found,
        "answer": of_tool(found),
        "people": people(line.people),
        "may_see_logs": may_read(viewer),
        "guide": GUIDE,
        "asking": found.may_work and line.state in ASKED,
        "departments": [(each, _co_owner(found, each.id, viewer, department)) for each in found.departments],
        "lacking": lacking(found.gate) if line.state in (ToolState.OFFERED, ToolState.SETTLED) else (),
        "checks": [(each, of_check(each), _answer(each.id, checked)) for each in found.checks],
        "turns": [(each, of_check(each.seen) if each.seen else each.reason) for each in found.turns],
        "today": viewer.on,
        **words(),
        **(_worked(viewer, found, version) if found.may_work else {}),
        **forms,
    }
    bad = department is not None or checked is not None or bool(forms)
    return render(request, "shadow_it/tool.html", context, status=422 if bad else 200)


def kept(
    request: HttpRequest, viewer: Viewer, tool_id: int, form: Form, operation: Callable[..., Any], done: str,
    typed: Callable[[dict[str, Any]], dict[str, Any]] = lambda _data: {}, *,
    called: Mapping[str, str] | None = None, **forms: Any,
) -> HttpResponse:  # fmt: skip
    """Do it over the version that was read, ``typed`` made of what was typed; else the page again with ``forms``."""
    if form.is_valid():
        with refusals(form, called=called), conflicts(form):
            version = form.cleaned_data["version"]
            operation(
                viewer=viewer,
                tool_id=tool_id,
                version=version,
                now=timezone.now(),
                **typed(form.cleaned_data),
            )
            messages.success(request, done)
            return redirect("shadow_it:tool", tool_id)
    return shown(request, viewer, queries.tool(viewer=viewer, tool_id=tool_id), **forms)


def turning(viewer: Viewer, found: ToolFact, data: Any = None) -> TurnForm:
    """What may become of it, with the directives in force."""
    events = possible(found.line.state)
    known = directives(viewer=viewer) if ORDER in events else ()
    force = [(each.id, each.title) for each in known if each.state is DirectiveState.IN_FORCE]
    return TurnForm(data, events=events, directives=force, initial={"version": found.version})


def adding(viewer: Viewer, found: ToolFact, data: Any = None) -> DepartmentForm:
    """The departments that do not stand there yet."""
    there = frozenset(team for each in found.departments for team in each.team_ids)
    units = [unit for unit in sight(viewer=viewer).units if not unit.team_ids & there]
    groups = [(min(unit.team_ids), unit.name) for unit in units]
    return DepartmentForm(data, groups=groups, initial={"version": found.version})


def becoming(viewer: Viewer, found: ToolFact, data: Any = None) -> tuple[BodyForm, ChangeForm]:
    """The request or the gap that its need may become."""
    version = {"version": found.version}
    return (
        BodyForm(data, bodies=bodies.named(), initial=version),
        ChangeForm(data, changes=known_changes(viewer), initial=version),
    )


def _worked(viewer: Viewer, found: ToolFact, version: dict[str, int]) -> dict[str, Any]:
    """The forms of those who ask why, as far as they apply now."""
    line = found.line
    form = turning(viewer, found)
    offered = [event for event, _word in form.fields["event"].choices]  # type: ignore[attr-defined]
    context: dict[str, Any] = {"turning": form, "events": offered, "only_order": offered == [ORDER]}
    if line.state not in OVER:
        context["adding"] = adding(viewer, found)
    if line.state in ASKED:
        said = {
            "sentence": line.need,
            "theme": line.theme.value if line.theme else None,
            "people": line.people,
        }
        context |= {"why": WhyForm(initial=version), "needing": NeedForm(initial={**version, **said})}
    if line.state is ToolState.UNDERSTOOD:
        context["offering"] = OfferForm(initial=version)
    if line.need and not line.met and (found.led_to.request_id is None or found.led_to.gap_id is None):
        context["asking_body"], context["asking_change"] = becoming(viewer, found)
    return context


def _co_owner(
    found: ToolFact, department_id: int, viewer: Viewer, typed: tuple[int, CoOwnerForm] | None
) -> CoOwnerForm | None:
    if typed is not None and typed[0] == department_id:
        return typed[1]
    if not found.may_work or found.line.state in OVER:
        return None
    return CoOwnerForm(
        find=finder(viewer), initial={"version": found.version}, auto_id=f"id_{department_id}_%s"
    )


def _answer(check_id: int, typed: tuple[int, AnswerForm] | None) -> AnswerForm:
    if typed is not None and typed[0] == check_id:
        return typed[1]
    return AnswerForm(auto_id=f"id_check_{check_id}_%s")
