"""/me/: what is asked of me, what was answered to me, what is known about me. For everybody who is signed in."""

from __future__ import annotations

import re
from datetime import date
from typing import Final

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache

from takehold.bridge.queries.champions import own_parts
from takehold.celebrate.queries import names
from takehold.gather.queries import kept_of_person as gather
from takehold.gather.queries import says
from takehold.governance.queries.directives import told_of
from takehold.overview.queries import mine
from takehold.overview.views import person_file
from takehold.overview.views.entry import page
from takehold.overview.views.frame import role_names
from takehold.people.facts import Kept, NotYours, RoleKind, Viewer
from takehold.ui import numbers

SHOWN: Final = 20
"""So many rows of a table are shown; the file has all."""
OWN_IDEAS: Final = "cocreation.Contribution.by"
"""The column by which one's own contributions to rounds are counted among what is known about one."""
DAY: Final = re.compile(r"\d{4}-\d\d-\d\d(?=$|[ T]\d)")


@never_cache
@page
def me(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    """The page."""
    person = _person(viewer)
    every = mine.about(person, limit=SHOWN)
    said = says.own(viewer=viewer)
    wanted = [
        (each, reverse("gather:respond-enter", kwargs={"token": each.token}))
        for each in gather.open_surveys(viewer=viewer)
    ]
    namings, ordered = names.asked_of(viewer=viewer), told_of(viewer=viewer)
    champion = own_parts(viewer=viewer)
    context = {
        "ideas": sum(each.count for each in every if OWN_IDEAS in each.columns),
        "asked": [each for each in wanted if not each[0].is_offer],
        "offers": [each for each in wanted if each[0].is_offer],
        "directives": ordered,
        "to_read": sum(each.acknowledged_on is None for each in ordered),
        "namings": namings,
        "to_name": sum(each.state == "asked" for each in namings),
        "champion": champion,
        "asked_champion": any(each.asked for each in champion),
        "promised": gather.promised(viewer=viewer),
        "answered": [each for each in said if each.replies],
        "waiting": [each for each in said if not each.replies],
        "kept": [shown(each) for each in every if each.count],
        "empty": [each.words for each in every if not each.count],
        "may_coach": viewer.has(RoleKind.MANAGER, RoleKind.COACH),
        "today": viewer.on,
    }
    return render(request, "overview/me.html", context)


@page
def me_json(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    """The whole of it as a file, for programs."""
    text = person_file.as_json(mine.in_english(_person(viewer)), now=timezone.now())
    return _file(HttpResponse(text, content_type="application/json; charset=utf-8"), "takehold-about-me.json")


@page
def me_zip(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    """The whole of it to take along: a page to read and print, and the same for programs."""
    packed = person_file.zipped(_person(viewer), now=timezone.now(), lines=all_lines)
    return _file(HttpResponse(packed, content_type="application/zip"), "takehold-about-me.zip")


def _file(answer: HttpResponse, name: str) -> HttpResponse:
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    answer["Cache-Control"] = "no-store"
    return answer


def _person(viewer: Viewer) -> int:
    if viewer.person_id is None:
        raise NotYours
    return viewer.person_id


def all_lines(found: Kept) -> tuple[str, int, list[str], int]:
    """As ``shown``, with every row."""
    return shown(found, most=None)


def shown(found: Kept, most: int | None = SHOWN) -> tuple[str, int, list[str], int]:
    """A table in words: its name, how many rows, the first of them each as one line, and how many more there are."""
    lines = [
        " · ".join(words(text, what) for what, text in row if text not in ("", "{}"))
        for row in found.rows[:most]
    ]
    return found.words, found.count, lines, found.count - len(lines)


def words(text: str, what: str = "") -> str:
    """A day or a role as pages write it; anything else as it is."""
    if what == "role":
        return {str(kind): name for kind, name in role_names().items()}.get(text, text)
    if DAY.match(text):
        try:
            return numbers.day(date.fromisoformat(text[:10]))
        except ValueError:
            return text
    return text
