"""The fields that a template may have and those that it must, and what is wrong with one that was brought."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from takehold.governance.facts.papers import PaperField, PaperKind

PAPER_KINDS: Final[Mapping[str, Any]] = {
    PaperKind.REQUEST: lazy("a request to the body"),
    PaperKind.PACK: lazy("a pack for its meeting"),
}
REQUEST: Final = (
    PaperField("title", lazy("what the request is called"), needed=True),
    PaperField("purpose", lazy("to decide, to discuss or to note"), needed=True),
    PaperField("ask", lazy("what is asked"), needed=True),
    PaperField("serves", lazy("which priorities and values it serves, and how"), needed=True, columns=("serves.priority", "serves.how")),
    PaperField("options", lazy("what could be done, with what speaks for and against it"), needed=True, columns=("option.name", "option.pros", "option.cons", "option.asked")),
    PaperField("cost", lazy("what it costs"), needed=True),
    PaperField("risk", lazy("what could go wrong"), needed=True),
    PaperField("mitigation", lazy("what is done about it"), needed=True),
    PaperField("consulted", lazy("who was asked, and what they said"), needed=True, columns=("consulted.who", "consulted.stance", "consulted.said", "consulted.on")),
    PaperField("load", lazy("what else those affected have to cope with"), needed=True),
    PaperField("process", lazy("the process it rests on, and how its standard is settled"), needed=True),
    PaperField("signature", lazy("who signs for operations, and whether it is signed"), needed=True),
    PaperField("support", lazy("where groups stand, as they said it themselves")),
    PaperField("recommended", lazy("the option that is asked for")),
    PaperField("missing", lazy("what is missing from it")),
    PaperField("body", lazy("the body that is asked")),
    PaperField("change", lazy("the change it is for")),
    PaperField("asked_by", lazy("who asks")),
    PaperField("meets_on", lazy("the day of the meeting")),
    PaperField("date", lazy("the day on which the paper is made")),
)  # fmt: skip
PACK: Final = (
    PaperField("title", lazy("for which meeting it is"), needed=True),
    PaperField("pack", lazy("the whole pack, in a paragraph of its own"), needed=True),
    PaperField("organisation", lazy("the name of the organisation")),
    PaperField("made", lazy("on which day it was made")),
    PaperField("answer", lazy("how the changes stand, in a sentence")),
)
FIELDS: Final[Mapping[PaperKind, Sequence[PaperField]]] = {PaperKind.REQUEST: REQUEST, PaperKind.PACK: PACK}


def braced(names: Iterable[str]) -> str:
    """Names as they stand in a template."""
    return ", ".join(f"{{{{ {name} }}}}" for name in names)


def wrong_with(kind: PaperKind, found: Sequence[str]) -> str:
    """What is missing from a template and what it has instead, in sentences; empty where nothing is."""
    known = {name for each in FIELDS[kind] for name in (each.name, *each.columns)}
    missing = [
        each.name for each in FIELDS[kind] if each.needed and not {each.name, *each.columns} & set(found)
    ]
    strange = [name for name in found if name not in known]
    said = []
    if missing:
        said.append(_("These fields are missing: {names}.").format(names=braced(missing)))
        there = [name for name in found if name in known]
        said.append(
            _("These were found: {names}.").format(names=braced(there))
            if there
            else _("No field was found that is known here.")
        )
    if strange:
        said.append(
            _("These are not known: {names}.").format(names=braced(name[:40] for name in strange[:20]))
        )
    return " ".join(said)
