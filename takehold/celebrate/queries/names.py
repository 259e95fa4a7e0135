"""What single people did beside a win: told only as they said yes to it."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext as _

from takehold.celebrate import models
from takehold.celebrate.facts import NamingFact, NamingState
from takehold.people.facts import Viewer


def lines(rows: Iterable[models.Naming]) -> tuple[str, ...]:
    """The lines that may be told: with the name, or without, as each person answered. Rows come with their person."""
    told = (
        line(row.deed, row.person.name) if row.state == NamingState.NAMED else line(row.deed)
        for row in rows
        if row.state in (NamingState.NAMED, NamingState.UNNAMED)
    )
    return tuple(told)


def line(deed: str, name: str = "") -> str:
    """What somebody did, with the name or without."""
    who = name or _("A colleague")
    return f"{who} – {deed}"


def asked_of(*, viewer: Viewer) -> tuple[NamingFact, ...]:
    """The questions to this person: those without an answer first. Nobody else reads them."""
    rows = models.Naming.objects.filter(person_id=viewer.person_id or 0).select_related(
        "win__initiative", "person"
    )
    found = [
        NamingFact(
            id=row.pk,
            state=NamingState(row.state),
            slug=row.win.initiative.slug,
            change=row.win.initiative.name,
            win=row.beside,
            named=line(row.deed, row.person.name),
            unnamed=line(row.deed),
            published=row.win.state == "published",
            asked_on=row.asked_on,
        )
        for row in rows
    ]
    return tuple(sorted(found, key=lambda each: (each.state is not NamingState.ASKED, -each.id)))
