"""What people do, beside whether they want it."""

from __future__ import annotations

from typing import Final

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from takehold.gaps.facts.joining import Joined, JoinedGroup, Quadrant
from takehold.gaps.queries import joining as queries
from takehold.gaps.queries import joining_words as said
from takehold.gaps.queries.rights import change_of
from takehold.people.facts import Viewer
from takehold.people.views.entry import page


@require_safe
@page
def joining(request: HttpRequest, viewer: Viewer, slug: str) -> HttpResponse:
    """Behaviour beside opinion, of groups: four kinds, what each usually means and what would tell."""
    change = change_of(viewer, slug, whole=True)
    found = queries.joining(viewer=viewer, slug=slug)
    context = {
        "initiative": change,
        "survey": found.survey,
        "answer": said.answer(found),
        "behaviours": [shown(each) for each in found.behaviours],
        "kinds": [(said.QUADRANTS[each], said.MEANS[each], said.TELLS[each]) for each in said.ORDER],
        "quadrants": said.QUADRANTS,
        "today": viewer.on,
    }
    return render(request, "gaps/joining.html", context)


MOST: Final = 100
"""So many of the groups in which nothing is to be done stand on the page; the API has all."""
Row = tuple[int, JoinedGroup, tuple[int, int, int, int], str]


def shown(joined: Joined) -> tuple[Joined, str, list[Row], list[Row]]:
    """One behaviour in words; everybody and the groups in which something is to be done, and the others."""
    rows = [(at, group, frame(group), said.where(group.stops)) for at, group in enumerate(joined.groups, 1)]
    fine = [row for row in rows if row[1].quadrant is Quadrant.BOTH and not row[1].everybody]
    return joined, said.of_one(joined), [row for row in rows if row not in fine], fine[:MOST]


def frame(group: JoinedGroup) -> tuple[int, int, int, int]:
    """Left, top, width and height of a group in a square of 100: wanted to the right, done upwards."""
    low, high = (round(100 * each) for each in group.interval)
    left, right = group.wants
    return left, 100 - high, max(2, right - left), max(2, high - low)
