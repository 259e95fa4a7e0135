"""The texts of a change that a person may read and put under themes: comments, things said, notes.

Each kind keeps its own rules: comments as surveys released them, things said and notes as the viewer hears them. A note
about a person and hearsay are not among them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from hashlib import sha256
from typing import Any, Final

from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as lazy

from takehold.gaps.facts.codebook import Text, TextKind
from takehold.gaps.queries.rights import Change
from takehold.gather.disclosure.commented import comments
from takehold.gather.facts.notes import HEARSAY
from takehold.gather.queries import notes, says
from takehold.people.facts import EVERYWHERE, NotYours, Viewer

MOST_NOTES: Final = 1000
LOT: Final = "takehold.gaps.lot"
TEXTS: Final[Mapping[TextKind, Any]] = {
    TextKind.COMMENT: lazy("from a survey"),
    TextKind.SAID: lazy("something said"),
    TextKind.NOTE: lazy("a note"),
}


def texts(*, viewer: Viewer, change: Change, kinds: Iterable[TextKind] = TextKind) -> tuple[Text, ...]:
    """Everything that this viewer may read of a change. Raises ``NotYours`` for who does not see all groups."""
    if not viewer.has(*EVERYWHERE):
        raise NotYours
    wanted = set(kinds)
    return tuple(each for kind in TextKind if kind in wanted for each in _READ[kind](viewer, change))


def _comments(viewer: Viewer, change: Change) -> Iterator[Text]:
    for each in comments(viewer=viewer, initiative_id=change.id):
        yield Text(
            TextKind.COMMENT,
            each.ref,
            each.text,
            each.on,
            each.survey,
            each.wave_id,
            seal(TextKind.COMMENT, each.ref),
        )


def _said(viewer: Viewer, change: Change) -> Iterator[Text]:
    for each in says.reached(viewer):
        if each.text and each.initiative_id == change.id:
            ref = str(each.id)
            yield Text(TextKind.SAID, ref, each.text, each.said_on, seal=seal(TextKind.SAID, ref))


def _notes(viewer: Viewer, change: Change) -> Iterator[Text]:
    for each in notes.heard(viewer=viewer, slug=change.slug, limit=MOST_NOTES):
        if each.text and each.kind != HEARSAY and not each.of_a_person:
            ref = str(each.id)
            yield Text(TextKind.NOTE, ref, each.text, each.happened_on, seal=seal(TextKind.NOTE, ref))


_READ: Final[Mapping[TextKind, Callable[[Viewer, Change], Iterator[Text]]]] = {
    TextKind.COMMENT: _comments,
    TextKind.SAID: _said,
    TextKind.NOTE: _notes,
}


def seal(kind: TextKind, ref: str) -> str:
    """A text's name on a page: it finds the text again and tells nothing of its place among others."""
    return salted_hmac("takehold.gaps.text", f"{kind}:{ref}", algorithm="sha256").hexdigest()[:24]


def lot(text: Text, drawn_for: str) -> str:
    """A place in an order drawn for somebody: the same each time, and of no other order a trace."""
    return sha256(f"{LOT}:{drawn_for}:{text.seal}".encode()).hexdigest()
