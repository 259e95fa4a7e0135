"""The codebook of a change: its themes with what each means, and what it meant on an earlier day."""

from __future__ import annotations

from datetime import date

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from takehold.gaps import models
from takehold.gaps.facts.codebook import CodedTheme, WordingFact
from takehold.gaps.queries.rights import Change, change_of
from takehold.people.facts import EVERYWHERE, NotAllowed, NotYours, Viewer


def themes(*, change: Change, on: date | None = None, retired: bool = False) -> tuple[CodedTheme, ...]:
    """The themes in use with the wording that holds; ``on``: as the codebook read at the end of that day.

    ``retired``: those that were given up too.
    """
    rows = models.Wording.objects.filter(theme__initiative_id=change.id).select_related("theme")
    if not retired:
        rows = rows.filter(Q(theme__retired_on__isnull=True) | Q(theme__retired_on__gt=on or date.max))
    return _facts(rows, on)


def theme(*, change: Change, theme_id: int) -> CodedTheme:
    """One theme, in use or not. Raises ``NotYours``."""
    rows = models.Wording.objects.filter(theme__initiative_id=change.id, theme_id=theme_id)
    found = _facts(rows.select_related("theme"), None)
    if not found:
        raise NotYours
    return found[0]


def _facts(rows: QuerySet[models.Wording], on: date | None) -> tuple[CodedTheme, ...]:
    """The themes as they were; one that was not there yet is left out."""
    told: dict[int, list[WordingFact]] = {}
    rows_of: dict[int, models.CodeTheme] = {}
    for each in rows.order_by("theme_id", "id"):
        before = told.setdefault(each.theme_id, [])
        rows_of[each.theme_id] = each.theme
        fact = WordingFact(
            each.pk, len(before) + 1, each.since, each.name, each.meaning, each.use, each.avoid, each.example,
            each.reason,
        )  # fmt: skip
        before.append(fact)
    then = {key: [one for one in each if on is None or one.since <= on] for key, each in told.items()}
    return tuple(
        CodedTheme(
            key, each[-1], tuple(reversed(each[:-1])), rows_of[key].retired_on, rows_of[key].heard_as_id
        )
        for key, each in then.items()
        if each
    )


def reader(viewer: Viewer, slug: str) -> Change:
    """The change, for whoever reads all its comments: roles over everything. Raises ``NotYours``, ``NotAllowed``."""
    change = change_of(viewer, slug)
    if not viewer.has(*EVERYWHERE):
        raise NotAllowed(
            _(
                "What people wrote is read together by those who see all groups; the themes and what they mean are for everybody."
            )
        )
    return change
