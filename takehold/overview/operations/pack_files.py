"""The files of a pack from its content: PDF (tagged, PDF/UA-1), Word, and one slide a change. Nothing here asks the database."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, time
from functools import cache
from pathlib import Path
from typing import Any, Final

from takehold.ui import papers
from takehold.ui.drawing import FONTS, pixels

SOURCE: Final = Path(__file__).parents[1] / "templates" / "overview" / "pack.typ"
SLIDES: Final = Path(__file__).parents[1] / "templates" / "overview" / "slides.typ"
STANDARD: Final = "ua-1"
SHARP: Final = 144.0
"""Pixels per inch of a slide: 1920 by 1080."""
EPOCH: Final = (1980, 1, 1, 0, 0, 0)
TABLE: Final = "Light Grid Accent 1"
FORMS: Final = ("Heading 1", "Heading 2", "List Bullet", TABLE)
PLACE: Final = "pack"


@cache
def _letters() -> Any:
    """Our own letters and no others: the same pack on every machine."""
    import typst

    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(FONTS)])


def _inputs(told: Mapping[str, Any]) -> dict[str, str]:
    """Data go in beside the source and are never a part of it."""
    return {"pack": json.dumps(told, ensure_ascii=False)}


def pdf(told: Mapping[str, Any], on: date) -> bytes:
    """The whole pack as a tagged PDF that conforms to PDF/UA-1; the same bytes for the same content and day."""
    import typst

    stamp = datetime.combine(on, time(), UTC)
    made = typst.compile(
        str(SOURCE),
        font_paths=_letters(),
        sys_inputs=_inputs(told),
        pdf_standards=[STANDARD],
        timestamp=stamp,
    )
    return _one(made)


def pages(told: Mapping[str, Any], *, per_inch: float = 60.0) -> tuple[bytes, ...]:
    """The pages of the pack as pictures (PNG)."""
    return _pictures(SOURCE, told, per_inch)


def slides(told: Mapping[str, Any]) -> bytes:
    """One slide a change, 16 by 9, as pictures in a ZIP file; named by the address of the change."""
    drawn = _pictures(SLIDES, told, SHARP)
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_STORED) as file:
        for place, (each, picture) in enumerate(zip(told["changes"], drawn, strict=True), 1):
            file.writestr(zipfile.ZipInfo(f"{place:02d}-{each['slug']}.png", EPOCH), picture)
    return archive.getvalue()


def _pictures(source: Path, told: Mapping[str, Any], per_inch: float) -> tuple[bytes, ...]:
    import typst

    if source == SLIDES and not told["changes"]:
        return ()
    made: Any = typst.compile(
        str(source), font_paths=_letters(), sys_inputs=_inputs(told), format="png", ppi=per_inch
    )
    return (made,) if isinstance(made, bytes) else tuple(made)


def _one(made: Any) -> bytes:
    if not isinstance(made, bytes):
        raise TypeError("one file was expected")
    return made


def word(told: Mapping[str, Any], template: bytes | None = None) -> bytes:
    """The same for Word, with headings, tables with a header row, and charts with their description; in a template of
    one's own where ``{{ pack }}`` stands in it."""
    import docx

    if template is not None:
        return _in_template(told, template)
    paper = docx.Document()
    paper.core_properties.language = told["language"]
    paper.add_heading(told["title"], 0)
    paper.add_paragraph(" · ".join(filter(None, (told["organisation"], told["made"]))))
    _whole(paper, told)
    return papers.kept(paper, told["title"])


def _in_template(told: Mapping[str, Any], template: bytes) -> bytes:
    """What stands around the pack is filled in first, so that nothing that is said is looked through for names."""
    said = {name: told[name] for name in ("title", "organisation", "made", "answer")}
    paper = papers.opened(papers.filled(template, said, {}, title=told["title"]))
    papers.with_forms(paper, FORMS)
    before, place = list(paper.element.body), papers.place_of(paper, PLACE)
    _whole(paper, told)
    papers.moved_to(paper, place, before)
    return papers.kept(paper, told["title"])


def _whole(paper: Any, told: Mapping[str, Any]) -> None:
    """Everything below the head."""
    words = told["words"]
    paper.add_heading(words["sheet"], 1)
    paper.add_paragraph(told["answer"])
    paper.add_heading(words["attention"], 2)
    for line in told["attention"] or [words["nothing"]]:
        paper.add_paragraph(line, style="List Bullet")
    _section(paper, words["decisions"], told["decisions"])
    _section(paper, words["portfolio"], told["portfolio"])
    for each in told["changes"]:
        _change(paper, each, words)
    _section(paper, words["directives"], told["directives"])
    _section(paper, words["missteps"], told["missteps"])
    paper.add_heading(words["method"], 1)
    for line in told["method"]:
        paper.add_paragraph(line)


def _change(paper: Any, each: Mapping[str, Any], words: Mapping[str, str]) -> None:
    from docx.shared import Cm

    paper.add_page_break()
    paper.add_heading(each["name"], 1)
    paper.add_paragraph(each["verdict"]).runs[0].bold = True
    for name in ("what", "why", "do"):
        paper.add_heading(words[name], 2)
        paper.add_paragraph(each[name])
    if each["note"]:
        paper.add_paragraph(each["note"])
    if each["chart_answer"]:
        paper.add_heading(each["behaviour"], 2)
        paper.add_paragraph(each["chart_answer"])
    if each["svg"]:
        shape = paper.add_picture(io.BytesIO(pixels(each["svg"])), width=Cm(15.5))
        shape._inline.docPr.set("descr", each["alt"])
        paper.add_paragraph(f"{words['how']}: {' '.join(each['how'])}")


def _section(paper: Any, title: str, found: Mapping[str, Any] | None) -> None:
    if found is None:
        return
    paper.add_heading(title, 1)
    _table(paper, found["head"], found["rows"])


def _table(paper: Any, head: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    from docx.oxml import OxmlElement

    table = paper.add_table(rows=1, cols=len(head), style=TABLE)
    for cell, text in zip(table.rows[0].cells, head, strict=True):
        cell.text = text
    table.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
    for row in rows:
        for cell, text in zip(table.add_row().cells, row, strict=True):
            cell.text = text
