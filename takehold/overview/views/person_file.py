"""Everything that leads to one person as a file to take along: for programs, and as one page to read and print."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from typing import Final

from django.conf import settings
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.utils.translation import override

from takehold.overview.queries import mine
from takehold.people.facts import Kept

JSON_NAME: Final = "about-me.json"
PAGE_NAME: Final = "about-me.html"
Lines = Callable[[Kept], tuple[str, int, list[str], int]]


CHOSEN: Final = ("kind", "state")
"""Columns that hold one of few choices, in words of ours: these are translated, and nobody's own words are."""


def as_json(found: tuple[Kept, ...], *, now: datetime) -> str:
    """For programs, in English."""
    return json.dumps(mine.as_copy(found, now=now), ensure_ascii=False, indent=2) + "\n"


def as_page(found: tuple[Kept, ...], *, now: datetime, lines: Lines) -> str:
    """To read: one page that needs nothing beside it, in every language of the site, one after the other."""
    parts = []
    for code, name in settings.LANGUAGES:
        with override(code):
            every = [translated(each) for each in found]
            context = {
                "code": code,
                "now": now,
                "tables": [lines(each) for each in every if each.count],
                "empty": [each.words for each in every if not each.count],
            }
            parts.append((code, name, render_to_string("overview/about_me_part.html", context)))
    return render_to_string("overview/about_me_file.html", {"parts": parts})


def translated(found: Kept) -> Kept:
    """A table that was fetched in English, in the language of now."""
    rows = tuple(
        tuple((what, _(text) if what in CHOSEN and text else text) for what, text in row)
        for row in found.rows
    )
    return replace(found, words=_(found.words), rows=rows)


def zipped(person_id: int, *, now: datetime, lines: Lines) -> bytes:
    """Both in one file."""
    found = mine.in_english(person_id)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in (
            (PAGE_NAME, as_page(found, now=now, lines=lines)),
            (JSON_NAME, as_json(found, now=now)),
        ):
            member = zipfile.ZipInfo(name, now.timetuple()[:6])
            member.compress_type = zipfile.ZIP_DEFLATED
            member.external_attr = 0o600 << 16
            archive.writestr(member, text)
    return out.getvalue()
