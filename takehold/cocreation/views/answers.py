"""/cocreate/<round>/answers/: what became of each contribution, and whether one wants to stand beside one's own."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from takehold.cocreation.facts.answers import Answers, Idea
from takehold.cocreation.facts.contributions import State
from takehold.cocreation.forms.answers import AnswerForm, WishForm, begun
from takehold.cocreation.operations import answering, authorship
from takehold.cocreation.queries import answers_words as words
from takehold.cocreation.queries.answers import answers as found_of
from takehold.cocreation.queries.answers import of_link
from takehold.cocreation.queries.answers import own as own_of
from takehold.cocreation.queries.results import of_link as result_of_link
from takehold.cocreation.queries.rights import led
from takehold.cocreation.views.entry import BOTH, Front, by_link, moment, told
from takehold.cocreation.views.results import in_words
from takehold.initiatives.facts import Invalid
from takehold.initiatives.forms.conflicting import conflicts
from takehold.initiatives.forms.refusing import refusals
from takehold.initiatives.queries.behaviour_names import behaviour_names
from takehold.people.facts import NotYours, Viewer
from takehold.people.views.entry import about, page


@require_safe
@page
def answers(request: HttpRequest, viewer: Viewer, round_id: int) -> HttpResponse:
    """The page."""
    found = found_of(viewer=viewer, round_id=round_id)
    about(request, found.slug)
    context = {
        "found": found,
        "answer": words.answer(found),
        "ideas": [(each, words.fate(each)) for each in _ordered(found) if not _begun_with(each)],
        "begun": [each for each in found.ideas if _begun_with(each)],
        "wishes": words.WISHES.items(),
    }
    return render(request, "cocreation/answers.html", context)


@never_cache
@require_safe
@page
def own(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    """What became of one's own, and whether one wants to stand beside it."""
    found = own_of(viewer=viewer)
    context = {
        "ideas": [(each, words.fate(each.idea)) for each in found],
        "answer": words.own(found),
        "wishes": words.WISHES.items(),
    }
    return render(request, "cocreation/own_ideas.html", context)


@require_http_methods(BOTH)
@page
def answer(request: HttpRequest, viewer: Viewer, round_id: int, contribution_id: int) -> HttpResponse:
    """Answer one, for those who lead the change."""
    standing = led(viewer, round_id)
    found = found_of(viewer=viewer, round_id=round_id)
    idea = _idea(found, contribution_id)
    about(request, found.slug)
    names = behaviour_names(initiative_id=standing.change.id)
    if request.method != "POST":
        return _form(request, found, idea, AnswerForm(initial=begun(idea.answer), behaviours=names))
    form = AnswerForm(request.POST, behaviours=names)
    if form.is_valid():
        with refusals(form), conflicts(form):
            answering.answer(
                viewer=viewer, round_id=round_id, contribution_id=contribution_id, said=form.said(),
                version=form.cleaned_data["version"] or 0, now=moment(),
            )  # fmt: skip
            messages.success(request, _("Answered. Everybody who reads the round reads it."))
            return redirect("cocreation:answers", round_id)
    return _form(request, found, idea, form)


@require_http_methods(BOTH)
def _link_answers(request: HttpRequest, front: Front) -> HttpResponse:
    """What came out of the round, what became of what this browser added, and whether the name that was chosen may stand beside it."""
    round_id, receipt = front.comer.round_id, front.comer.receipt
    if request.method == "POST":
        number = request.POST.get("contribution", "")
        authorship.wish_of_link(
            round_id=round_id, contribution_id=int(number) if number.isascii() and number.isdigit() else 0,
            receipt=receipt, named=request.POST.get("wish") == "named", now=moment(),
        )  # fmt: skip
        return redirect("cocreation:link-answers", round_id)
    with override(front.language):
        ideas = [(each, words.fate(each)) for each in of_link(round_id=round_id, receipt=receipt)]
        found = result_of_link(round_id=round_id)
        outcome = in_words(found) if found is not None else None
    return told(front, "cocreation/respond/answers.html", {"ideas": ideas, "outcome": outcome})


link_answers = by_link(_link_answers)


@require_POST
@page
def wish(request: HttpRequest, viewer: Viewer, round_id: int, contribution_id: int) -> HttpResponse:
    """Say whether one wants to stand beside one's own contribution."""
    form = WishForm(request.POST)
    try:
        if not form.is_valid():
            raise Invalid("wish", _("Choose one of the answers."))
        authorship.wish(
            viewer=viewer, round_id=round_id, contribution_id=contribution_id, wish=form.said(), now=moment()
        )
        messages.success(request, _("Kept. You can say otherwise at any time."))
    except Invalid as error:
        messages.error(request, str(error))
    back = request.POST.get("back", "")
    if url_has_allowed_host_and_scheme(back, allowed_hosts=None):
        return redirect(back)
    return redirect("cocreation:answers", round_id)


def _ordered(found: Answers) -> list[Idea]:
    """One's own first, then what waits for an answer, then the rest in the order it came."""
    return sorted(
        found.ideas, key=lambda each: (not each.mine, not (each.waits and found.may_answer), each.id)
    )


def _begun_with(idea: Idea) -> bool:
    """Whether it is what those who ask began with, and nothing became of it that one should read."""
    return idea.seed and idea.answer is None and not idea.reason


def _idea(found: Answers, contribution_id: int) -> Idea:
    for each in found.ideas:
        if each.id == contribution_id and each.state in (State.OPEN, State.WAITING):
            return each
    raise NotYours


def _form(request: HttpRequest, found: Answers, idea: Idea, form: AnswerForm) -> HttpResponse:
    context: dict[str, Any] = {"found": found, "idea": idea, "form": form}
    return render(request, "cocreation/answer_form.html", context, status=422 if form.is_bound else 200)
