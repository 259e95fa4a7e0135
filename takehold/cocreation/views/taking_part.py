"""Voting, one statement at a time; changing one's votes; adding ideas. The same pages signed in and by the link for all."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override
from django.views.decorators.http import require_http_methods, require_safe

from takehold.cocreation.facts.contributions import Kind
from takehold.cocreation.facts.votes import Ballot, Choice
from takehold.cocreation.forms.rounds import AddForm
from takehold.cocreation.operations import contributing, voting
from takehold.cocreation.queries import ballots, coming, contributions
from takehold.cocreation.queries.rounds import asked as asked_in
from takehold.cocreation.queries.words import CHOICES
from takehold.cocreation.views.entry import BOTH, LASTS, Front, by_account, by_link, cookie, moment, told
from takehold.initiatives.facts import Conflict, Invalid
from takehold.people import queries as people
from takehold.people.facts import NotYours

KEYS = ((Choice.AGREE, "a"), (Choice.DISAGREE, "d"), (Choice.PASS, "p"))


@require_safe
def enter(request: HttpRequest, token: str) -> HttpResponse:
    """The link for all leaves the address at once: a key of this browser's own goes into a cookie for this round's pages."""
    round_id, sealed = coming.entered(token)
    response = HttpResponseRedirect(reverse("cocreation:link-round", args=[round_id]))
    name = cookie(round_id)
    try:  # who comes again is the same voter
        coming.by_link(round_id, request.COOKIES.get(name, ""), timezone.localdate())
    except NotYours:
        response.set_cookie(
            name, sealed, path=reverse("cocreation:rounds"), secure=request.is_secure(), httponly=True,
            samesite="Lax", max_age=LASTS,
        )  # fmt: skip
    return response


@require_safe
def _start(request: HttpRequest, front: Front) -> HttpResponse:
    context = {"asked": asked_in(round_id=front.comer.round_id), "least": people.floor()}
    return told(front, "cocreation/respond/start.html", context)


@require_http_methods(BOTH)
def _vote(request: HttpRequest, front: Front) -> HttpResponse:
    wanted, wrong, said, about = _number(request.GET.get("statement")), "", None, None
    voter_id: int | None = None
    if request.method == "POST" and not front.comer.over:
        about = _number(request.POST.get("statement"))
        with override(front.language):
            try:
                said = voting.choice_of(request.POST.get("choice", ""))
                voter_id = voting.vote(
                    comer=front.comer, contribution_id=about or 0, choice=said, now=moment()
                )
            except Conflict as error:
                wrong, said = str(error), None
            except Invalid as error:
                wrong, wanted = str(error), about
    found = ballots.ballot(front.comer, wanted=wanted, voter_id=voter_id)
    with override(front.language):
        context = {
            "question": front.comer.question, "ballot": found, "wrong": wrong,
            "buttons": [(each.name.lower(), CHOICES[each], key, each is found.asked.chosen if found.asked else False)
                        for each, key in KEYS],
            "where": where(found), "right": about if said is Choice.DISAGREE else None,
            "signs": front.comer.pseudonyms, "least": people.floor() if not found.voted else 0,
        }  # fmt: skip
    return told(front, "cocreation/respond/vote.html", context, status=409 if wrong else 200)


@require_safe
def _mine(request: HttpRequest, front: Front) -> HttpResponse:
    votes = [(each, CHOICES[each.choice]) for each in ballots.own_votes(front.comer)]
    return told(front, "cocreation/respond/mine.html", {"votes": votes})


@require_http_methods(BOTH)
def _ideas(request: HttpRequest, front: Front) -> HttpResponse:
    form = AddForm(request.POST if request.method == "POST" else None)
    wrong, added = "", request.GET.get("added", "")
    if request.method == "POST":
        with override(front.language):
            wrong = _add(front, form)
        if not wrong:
            return HttpResponseRedirect(f"{front.url('ideas')}?added=yes")
    found = contributions.contributions(
        round_id=front.comer.round_id, person_id=front.comer.person_id, receipt=front.comer.receipt
    )
    context: dict[str, Any] = {
        "question": front.comer.question,
        "designs": [each for each in found if each.kind is Kind.DESIGN],
        "statements": [each for each in found if each.kind is Kind.STATEMENT],
        "wrong": wrong, "added": added, "typed": form.data if wrong else {},
        "moderated": contributions.moderated(round_id=front.comer.round_id), "signs": front.comer.pseudonyms,
        "longest": {each.value: most for each, most in contributing.LONGEST.items()},
    }  # fmt: skip
    return told(front, "cocreation/respond/ideas.html", context, status=422 if wrong else 200)


def _add(front: Front, form: AddForm) -> str:
    """Add what was typed; why it was not kept, or nothing."""
    if not form.is_valid() or form.cleaned_data["kind"] not in list(Kind):
        return _("That cannot be added. Nothing was kept.")
    data = form.cleaned_data
    said = contributing.Addition(Kind(data["kind"]), data["text"], data["parent"], data["signed"])
    try:
        contributing.add(comer=front.comer, said=said, now=moment())
    except (Conflict, Invalid) as error:
        return str(error)
    return ""


def where(found: Ballot) -> str:
    """How far one is."""
    return ngettext(
        "{voted} of {n} statement voted on", "{voted} of {n} statements voted on", found.of
    ).format(voted=found.voted, n=found.of)


def _number(text: str | None) -> int | None:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 18 else None


vote, mine, ideas = by_account(_vote), by_account(_mine), by_account(_ideas)
link_start, link_vote, link_mine, link_ideas = (
    by_link(_start),
    by_link(_vote),
    by_link(_mine),
    by_link(_ideas),
)
