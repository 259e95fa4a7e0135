"""Themes: begun by a name without names of people, and found by words that their lead edits."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Final

from django.db import transaction
from django.utils.translation import gettext as _

from takehold.audit import operations as audit
from takehold.evidence.words import WORD
from takehold.gather.models import Theme
from takehold.gather.queries import themes
from takehold.gather.queries.listening import change_of, ears
from takehold.gather.queries.naming import HOUSE, named
from takehold.gather.queries.written import cleaned
from takehold.initiatives.facts import Invalid
from takehold.people.facts import NotAllowed, NotYours, Viewer

MOST_WORDS: Final = 40
LONGEST: Final = 120


def theme_of(*, name: str, initiative_id: int | None, now: datetime) -> Theme:
    """The theme of this name in a change, begun where there is none. Raises ``Invalid`` where it names somebody."""
    called = " ".join(cleaned(name, most=LONGEST, field="theme").split())
    row = Theme.objects.filter(themes.in_change(initiative_id), name__iexact=called).first()
    if row is not None:
        return row
    _nobody_named(called)
    return Theme.objects.create(
        initiative_id=initiative_id, name=called, words=own_words(called), created_at=now
    )


def own_words(name: str) -> list[str]:
    """The words of a theme's own name that are long enough to be found by."""
    return [each for each in WORD.findall(name) if len(each) > 4][:MOST_WORDS]


def save_theme(
    *, viewer: Viewer, name: str, words: Iterable[str], slug: str, now: datetime, theme_id: int | None = None
) -> int:
    """Begin a theme or change its name and words. By those who lead the change.

    Raises:
        NotYours, NotAllowed: not theirs. Invalid: it names somebody, or has too many words.
    """
    viewer.seen.clear()
    change = change_of(viewer, slug)
    heard = ears(viewer)
    if not heard.any:
        raise NotYours
    if not themes.leads(heard, slug):
        raise NotAllowed(_("Themes are kept by those who lead the change."))
    called = " ".join(cleaned(name, most=LONGEST, field="name").split())
    kept = list(dict.fromkeys(" ".join(each.split())[:60] for each in words if each.strip()))
    if len(kept) > MOST_WORDS:
        raise Invalid("words", _("At most {most} words.").format(most=MOST_WORDS))
    _nobody_named(called, *kept)
    initiative = change.id if change else None
    same = Theme.objects.filter(themes.in_change(initiative), name__iexact=called).exclude(id=theme_id or 0)
    if same.exists():
        raise Invalid("name", _("There is a theme of that name already."))
    with transaction.atomic():
        if theme_id is None:
            theme_id = Theme.objects.create(
                initiative_id=initiative, name=called, words=kept, created_at=now
            ).pk
        elif not Theme.objects.filter(themes.of_changes(heard), id=theme_id).update(name=called, words=kept):
            raise NotYours
        audit.record(actor=viewer.actor, action="theme kept", subject=f"theme:{theme_id}", now=now)
    return theme_id


def drop_theme(*, viewer: Viewer, theme_id: int, now: datetime) -> None:
    """Remove a theme; notes stay, without it. Raises ``NotYours``."""
    with transaction.atomic():
        gone, _each = Theme.objects.filter(themes.of_changes(ears(viewer)), id=theme_id).delete()
        if not gone:
            raise NotYours
        audit.record(actor=viewer.actor, action="theme removed", subject=f"theme:{theme_id}", now=now)


def _nobody_named(*texts: str) -> None:
    for text in texts:
        for found in named(text.lower()):
            if found.why == HOUSE:
                raise Invalid(
                    "name",
                    _(
                        "“{name}” is the name of somebody here. A theme is about a thing, never about a person."
                    ).format(name=found.text),
                )
