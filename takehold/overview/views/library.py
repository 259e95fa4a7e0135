"""The library: behaviours that are ready to be counted, the words used here, how figures are made."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from takehold.evidence import library
from takehold.gaps.queries import concerns_legend
from takehold.overview.queries import definitions, glossary
from takehold.overview.queries.search import anchor
from takehold.overview.views.entry import page
from takehold.people.facts import Viewer
from takehold.ui import verdicts


def _tabs(current: str) -> list[tuple[str, str, bool]]:
    words = {
        "overview:library": _("Ready behaviours"),
        "bridge:playbook": _("Playbook"),
        "bridge:guides": _("Guides"),
        "overview:library-words": _("Words"),
        "overview:library-method": _("How figures are made"),
    }
    return [(word, reverse(name), name == f"overview:{current}") for name, word in words.items()]


@page
def behaviours(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    """What can be counted at once from a common export, with the question each answers and its caution."""
    every = library.entries()
    systems = sorted({system for entry in every for system in entry.systems})
    chosen = request.GET.get("system", "")
    if chosen not in systems:
        chosen = ""
    shown = [entry for entry in every if not chosen or chosen in entry.systems]
    context = {
        "tabs": _tabs("library"),
        "entries": [(entry, definitions.of(entry.behaviour)) for entry in shown],
        "total": len(every),
        "filters": [(_("all"), ".", not chosen)]
        + [(each, f"?system={each}", each == chosen) for each in systems],
    }
    return render(request, "overview/library.html", context)


@page
def words(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    """The words used here, each in a sentence."""
    context = {
        "tabs": _tabs("library-words"),
        "verdicts": [(each, text, anchor(verdicts.word(each))) for each, text in glossary.seven()],
        "words": [(word, text, anchor(word)) for word, text in glossary.words()],
        "concerns": concerns_legend.legend(),
    }
    return render(request, "overview/words.html", context)


@page
def method(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    """How the figures are made, for those who want to check them."""
    context = {"tabs": _tabs("library-method"), "order": verdicts.BY_NEED}
    return render(request, "overview/method.html", context)
