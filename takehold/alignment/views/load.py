"""The load map: who is asked for much at once?"""

from __future__ import annotations

from datetime import date, timedelta
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from takehold.alignment.facts.load import Colouring, LoadMap
from takehold.alignment.queries.load import load as queries
from takehold.alignment.views.entry import tabs
from takehold.people.facts import Viewer
from takehold.people.views.entry import page
from takehold.ui.numbers import day

WORDS = {
    Colouring.PERSON: lazy("By person"),
    Colouring.WORST: lazy("By the heaviest change"),
    Colouring.SUM: lazy("By all people together"),
}
DISTORTS = {
    Colouring.PERSON: lazy(
        "What one person of the group has to take in, all changes together. A change for a part of the group counts by that part: whoever is in it has more. 18 is a change after which nothing in the work is as before; from 6 it is much, from 12 very much."
    ),
    Colouring.WORST: lazy(
        "A usual way, and it distorts: one heavy change for three people colours a group of forty, and five small ones at once look like one."
    ),
    Colouring.SUM: lazy(
        "Another usual way, and it distorts: a large group looks heavier than a small one although each person has the same to take in."
    ),
}


@require_safe
@page
def load(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    """Groups by week, coloured in one of three ways."""
    by = request.GET.get("by", "")
    colouring = Colouring(by) if by in list(Colouring) else Colouring.PERSON
    find = request.GET.get("q", "").replace("\0", "").strip()[:80]
    start = _day(request.GET.get("from", ""), viewer.on)
    found = queries(viewer=viewer, start=start, colouring=colouring, find=find)
    first, span = found.mondays[0], timedelta(weeks=len(found.mondays))
    context = {
        "found": found, "answer": answer(found, viewer), "distorts": DISTORTS[colouring], "find": find,
        "by": colouring.value, "earlier": _link(colouring, first - span, find),
        "later": _link(colouring, first + span, find),
        "tabs": tabs(viewer, "alignment:load"),
        "ways": [(WORDS[each], _link(each, first, find), each is colouring) for each in Colouring],
    }  # fmt: skip
    return render(request, "alignment/load.html", context)


def answer(found: LoadMap, viewer: Viewer) -> str:
    """Where much comes at once, in one sentence."""
    if not found.rows:
        return _("Nothing that is planned asks for much in these weeks.")
    top = found.rows[0]
    if not found.heavy:
        return _("No group has very much at once, as far as it is planned.")
    said = ngettext(
        "{n} group has very much at once; most of all {group}, in the week of {day}.",
        "{n} groups have very much at once; most of all {group}, in the week of {day}.", found.heavy,
    )  # fmt: skip
    return said.format(n=found.heavy, group=top.group, day=day(top.fullest.monday, viewer.on))


def _link(colouring: Colouring, first: date, find: str) -> str:
    kept = {"q": find} if find else {}
    return f"?{urlencode({**kept, 'by': colouring.value, 'from': first.isoformat()})}"


def _day(text: str, today: date) -> date:
    """The day asked for, within ten years of today."""
    try:
        found = date.fromisoformat(text)
    except ValueError:
        return today
    return found if abs((found - today).days) < 3650 else today
