"""The playbook: what one can do, when it fits, when it harms, and what it rests on."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from takehold.analysis.effect import Answer
from takehold.bridge.facts import Barrier
from takehold.bridge.forms.playbook import ENUMS, WantedForm
from takehold.bridge.queries import playbook as queries
from takehold.bridge.queries import telling
from takehold.bridge.queries.checks import worked_here
from takehold.bridge.queries.words import BARRIERS, words
from takehold.gaps.queries.words import CAUSES
from takehold.people.facts import Viewer
from takehold.people.views.entry import page


@require_safe
@page
def playbook(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    """All practices, or those that fit."""
    form = WantedForm(request.GET)
    wanted = form.wanted()
    found = queries.fitting(wanted)
    chosen = sum(getattr(wanted, name) is not None for name in ENUMS)
    context = {
        "form": form,
        "found": found,
        "answer": answer(len(found), len(queries.practices())),
        "narrowed": chosen > int(wanted.barrier is not None),
        "filters": [(_("all"), reverse("bridge:playbook"), not chosen)]
        + [(BARRIERS[each], f"?barrier={each}", wanted.barrier is each) for each in Barrier],
        **words(),
    }
    return render(request, "bridge/playbook.html", context)


def answer(found: int, total: int) -> str:
    """How many fit, in one sentence."""
    if not found:
        return _("Nothing in the playbook fits all of that. Leave one part open.")
    if found == total:
        return _(
            "{n} things one can do. Choose what stops people, and read when each fits and when it does harm."
        ).format(n=total)
    return ngettext("{n} of {total} practices fits.", "{n} of {total} practices fit.", found).format(
        n=found, total=total
    )


@require_safe
@page
def practice(request: HttpRequest, viewer: Viewer, key: str) -> HttpResponse:
    """One practice."""
    found = queries.practice(key)
    if found is None:
        raise Http404
    here = worked_here(key)
    context = {
        "practice": found,
        "here": here,
        "expected": telling.expected(here),
        "answers": [(telling.worked_words()[Answer(each)], count) for each, count in here.answers],
        "causes": CAUSES,
        **words(),
    }
    return render(request, "bridge/practice.html", context)
