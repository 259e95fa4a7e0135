"""Keeping the codebook: begin a theme, say anew what it means with a reason, give it up, take over the legend."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from django.db import transaction
from django.utils.translation import gettext as _

from takehold.audit import operations as audit
from takehold.gaps import models
from takehold.gaps.facts.codebook import MOST_THEMES, WordingInput
from takehold.gaps.queries.concerns_legend import legend
from takehold.gaps.queries.nameless import nameless
from takehold.gaps.queries.rights import Change, led
from takehold.gather.queries.themes import names as word_themes
from takehold.gather.queries.written import cleaned
from takehold.initiatives.facts import Invalid
from takehold.people.facts import NotYours, Viewer

LONGEST: Final = {"name": 80, "meaning": 400, "use": 400, "avoid": 400, "example": 300, "reason": 300}


def begin_theme(*, viewer: Viewer, slug: str, said: WordingInput, now: datetime) -> int:
    """Begin a theme; its id.

    Raises:
        NotYours, NotAllowed: not theirs. Invalid: no name or meaning, a person's name, there is one of that name.
    """
    change = led(viewer, slug)
    with transaction.atomic():
        return _begun(viewer, change, _checked(change, said), now, heard_as=_heard_as(change, said))


def reword(*, viewer: Viewer, slug: str, theme_id: int, said: WordingInput, now: datetime) -> int:
    """Say anew what a theme means; the earlier wording stays to be read, and codes stay with the one they were given by.

    Raises:
        As ``begin_theme``; also Invalid where no reason is given.
    """
    change = led(viewer, slug)
    row = _row(change, theme_id)
    checked, row.heard_as_id = _checked(change, said, besides=theme_id), _heard_as(change, said)
    if "reason" not in checked:
        raise Invalid("reason", _("Say why: whoever reads old figures needs it."))
    with transaction.atomic():
        made = models.Wording.objects.create(theme=row, since=viewer.on, **checked)
        row.save(update_fields=["heard_as"])
        audit.record(actor=viewer.actor, action="theme worded anew", subject=f"codetheme:{row.pk}", now=now)
    return made.pk


def retire(*, viewer: Viewer, slug: str, theme_id: int, now: datetime) -> None:
    """Offer a theme no longer, or again. What was put under it stays. Raises ``NotYours``, ``NotAllowed``."""
    change = led(viewer, slug)
    row = _row(change, theme_id)
    with transaction.atomic():
        row.retired_on = None if row.retired_on else viewer.on
        row.save(update_fields=["retired_on"])
        action = "theme given up" if row.retired_on else "theme taken up again"
        audit.record(actor=viewer.actor, action=action, subject=f"codetheme:{row.pk}", now=now)


def take_over_legend(*, viewer: Viewer, slug: str, now: datetime) -> int:
    """Begin a theme for each source of concern of the legend that is not there by its name; how many.

    Raises ``NotYours``, ``NotAllowed``.
    """
    change = led(viewer, slug)
    there = _names(change)
    with transaction.atomic():
        wanted = [each for each in legend() if each.name.casefold() not in there]
        for each in wanted:
            meaning = _("A concern that sounds like this: {example}").format(example=each.sounds_like)
            said = {"name": each.name, "meaning": meaning, "example": each.sounds_like}
            _begun(viewer, change, said, now)
    return len(wanted)


def _begun(
    viewer: Viewer, change: Change, said: dict[str, str], now: datetime, heard_as: int | None = None
) -> int:
    if models.CodeTheme.objects.filter(initiative_id=change.id, retired_on=None).count() >= MOST_THEMES:
        raise Invalid("name", _("Nobody keeps more than thirty themes in mind. Give one up first."))
    row = models.CodeTheme.objects.create(initiative_id=change.id, heard_as_id=heard_as)
    models.Wording.objects.create(theme=row, since=viewer.on, **{**said, "reason": ""})
    audit.record(actor=viewer.actor, action="theme begun", subject=f"codetheme:{row.pk}", now=now)
    return row.pk


def _checked(change: Change, said: WordingInput, besides: int = 0) -> dict[str, str]:
    """What is kept of a wording; parts that were left out are not in it."""
    refusal = _("“{name}” is the name of somebody here. A theme is about a thing, never about a person.")
    kept = {}
    for name, most in LONGEST.items():
        text = getattr(said, name)
        if name in ("name", "meaning") or text.strip():
            kept[name] = nameless(cleaned(text, most=most, field=name), field=name, refusal=refusal)
    kept["name"] = " ".join(kept["name"].split())
    if kept["name"].casefold() in _names(change, besides):
        raise Invalid("name", _("There is a theme of that name already."))
    return kept


def _heard_as(change: Change, said: WordingInput) -> int | None:
    if said.heard_as is not None and said.heard_as not in dict(word_themes(initiative_id=change.id)):
        raise Invalid("heard_as", _("These words are not there any more."))
    return said.heard_as


def _names(change: Change, besides: int = 0) -> frozenset[str]:
    """Names of all themes of the change as they read now, given up or not."""
    rows = models.Wording.objects.filter(theme__initiative_id=change.id).exclude(theme_id=besides)
    latest = dict(rows.order_by("id").values_list("theme_id", "name"))
    return frozenset(name.casefold() for name in latest.values())


def _row(change: Change, theme_id: int) -> models.CodeTheme:
    row = models.CodeTheme.objects.filter(initiative_id=change.id, id=theme_id).first()
    if row is None:
        raise NotYours
    return row
