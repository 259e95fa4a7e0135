"""The choices of a note: its kind and what the kind sets, who may read it, how sure it is."""

from __future__ import annotations

from django.db.models import TextChoices
from django.utils.translation import gettext as _

from takehold.gather.facts.notes import OF_KIND
from takehold.gather.models import Certainty, Formality, NoteKind, Theme, Visibility
from takehold.gather.queries.listening import ears
from takehold.people.facts import Viewer

Choices = list[tuple[str, str]]


def sorts() -> dict[str, Choices]:
    """Choices of kind, formality, certainty and visibility: values and words."""
    known: dict[str, type[TextChoices]] = {
        "kind": NoteKind,
        "formality": Formality,
        "certainty": Certainty,
        "visibility": Visibility,
    }
    return {name: [(str(value), str(words)) for value, words in known[name].choices] for name in known}


def kinds_with_defaults() -> tuple[tuple[str, str, str], ...]:
    """Each kind: value, words, and what it sets, in words."""
    found = []
    for kind in NoteKind:
        usual = OF_KIND[kind.value]
        reads = _("its theme alone") if kind == NoteKind.HEARSAY else Visibility(usual.visibility).label
        words = (Certainty(usual.certainty).label, reads)
        found.append((str(kind.value), str(kind.label), " · ".join(str(each) for each in words)))
    return tuple(found)


def theme_names(*, viewer: Viewer) -> tuple[str, ...]:
    """Names of themes to choose from: they hold no names of people."""
    if not viewer.roles:
        return ()
    ids = [each.id for each in ears(viewer).changes]
    rows = Theme.objects.filter(initiative_id__in=ids) | Theme.objects.filter(initiative__isnull=True)
    return tuple(dict.fromkeys(rows.order_by("name").values_list("name", flat=True)))
