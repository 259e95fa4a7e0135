"""The templates that everybody begins with: they hold every field, and serve a body that has none of its own."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import Any, Final

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from takehold.governance.facts.papers import PaperKind
from takehold.governance.queries.paper_fields import braced

GRID: Final = "Table Grid"


def sample(kind: PaperKind) -> bytes:
    """A template with every field, in the language of the page."""
    import docx

    paper = docx.Document()
    paper.core_properties.language = (get_language() or "en")[:2]
    paper.core_properties.author = ""
    paper.add_heading(braced(["title"]), 0)
    if kind is PaperKind.PACK:
        paper.add_paragraph(f"{braced(['organisation'])} · {braced(['made'])}")
        paper.add_paragraph(braced(["pack"]))
    else:
        _request(paper)
    file = io.BytesIO()
    paper.save(file)
    return file.getvalue()


def _request(paper: Any) -> None:
    _facts(paper, ((_("To"), "body"), (_("Purpose"), "purpose"), (_("Meeting"), "meets_on"), (_("Change"), "change"), (_("Asked by"), "asked_by"), (_("Made on"), "date")))  # fmt: skip
    _part(paper, _("What is asked"), "ask")
    paper.add_heading(_("What it serves"), 1)
    _table(paper, {_("Priority or value"): "serves.priority", _("How"): "serves.how"})
    paper.add_heading(_("Options"), 1)
    _table(paper, {_("Option"): "option.name", _("For it"): "option.pros", _("Against it"): "option.cons", "": "option.asked"})  # fmt: skip
    _part(paper, _("What it costs"), "cost")
    _part(paper, _("What could go wrong"), "risk")
    _part(paper, _("What is done about it"), "mitigation")
    paper.add_heading(_("Who was asked"), 1)
    _table(paper, {_("Who"): "consulted.who", _("Stands"): "consulted.stance", _("Said"): "consulted.said", _("Day"): "consulted.on"})  # fmt: skip
    for title, name in (
        (_("Where groups stand"), "support"), (_("What else hits the same people"), "load"),
        (_("Rests on the process"), "process"), (_("Signs for operations"), "signature"), (_("What is missing"), "missing"),
    ):  # fmt: skip
        _part(paper, title, name)


def _part(paper: Any, title: str, name: str) -> None:
    paper.add_heading(title, 1)
    paper.add_paragraph(braced([name]))


def _facts(paper: Any, lines: Sequence[tuple[str, str]]) -> None:
    table = paper.add_table(rows=0, cols=2, style=GRID)
    for title, name in lines:
        cells = table.add_row().cells
        cells[0].text, cells[1].text = title, braced([name])


def _table(paper: Any, columns: dict[str, str]) -> None:
    from docx.oxml import OxmlElement

    table = paper.add_table(rows=2, cols=len(columns), style=GRID)
    for at, (title, name) in enumerate(columns.items()):
        table.rows[0].cells[at].text = title
        table.rows[1].cells[at].text = braced([name])
    table.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
