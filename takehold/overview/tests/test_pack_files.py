"""The files of a pack: tagged, searchable, nothing clipped, nothing of what is said run as a part of the source."""

from __future__ import annotations

import io
import zipfile
import zlib
from datetime import date
from typing import Any

import docx
import numpy as np
import pypdf
import pytest

from takehold.overview.operations import pack_files

ON = date(2026, 3, 2)
HOSTILE = '#eval("1+1") $x^2$ *bold* @nowhere \\ <b> // "quoted" #import "/etc/passwd"'
SVG = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 694 320"><rect width="694" height="320" fill="#e3eefa"/>'
    '<text x="20" y="160" font-family="Inter" font-size="14">82 % of the chances</text></svg>'
)


def told(changes: int = 2) -> dict[str, Any]:
    """A pack with a hostile name in it."""
    words = ("sheet", "attention", "portfolio", "what", "why", "do", "how", "directives", "missteps", "method", "page", "of", "nothing", "decisions")  # fmt: skip
    one = {
        "slug": "handover", "name": HOSTILE, "verdict": "holding in 41 of 45 teams", "behaviour": "Handover in the record",
        "what": "It holds at 89 % since 8 December.", "why": "Nothing is known to be in the way.", "do": "Nothing.",
        "svg": SVG, "alt": "Control chart of the share", "chart_answer": "The last 8 points vary as chance does.",
        "how": ["Each point is a share.", "No cause."], "note": "",
    }  # fmt: skip
    table = {"head": ["Change", "Verdict", "Share", "Range", "Chances", "Since"], "rows": [[HOSTILE, "holding", "89 %", "87–90 %", "8,122", "8 December"]]}  # fmt: skip
    return {
        "language": "en", "title": "Pack for the meeting on 4 March 2026", "organisation": "Linden", "made": "Made today.",
        "answer": "2 changes. None is slipping back.", "words": {word: word.title() for word in words},
        "attention": ["Ward 7 slides back."], "portfolio": table,
        "decisions": {"head": ["a", "b", "c", "d"], "rows": [["A second screen", "Council", "to decide", "4 March"]]}, "changes": [one] * changes,
        "directives": {"head": ["a", "b", "c", "d"], "rows": [["1", "2", "3", "4"]]},
        "missteps": {"head": ["a", "b", "c", "d", "e"], "rows": [["1", "2", "3", "4", "5"]]}, "method": ["How."],
    }  # fmt: skip


@pytest.fixture(scope="module")
def paper() -> pypdf.PdfReader:
    return pypdf.PdfReader(io.BytesIO(pack_files.pdf(told(), ON)))


def test_the_paper_is_tagged_and_says_that_it_conforms_to_pdf_ua(paper: pypdf.PdfReader) -> None:
    root = paper.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"] == "en"
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    metadata = root["/Metadata"].get_data().decode()
    assert "pdfuaid:part" in metadata
    kinds = set(_kinds(root["/StructTreeRoot"]))
    assert {"/H1", "/H2", "/Table", "/TH", "/TD", "/Figure", "/L"} <= kinds


def test_every_figure_has_its_description(paper: pypdf.PdfReader) -> None:
    figures = [
        each for each in _elements(paper.trailer["/Root"]["/StructTreeRoot"]) if each.get("/S") == "/Figure"
    ]
    assert len(figures) == 2
    assert {str(each["/Alt"]) for each in figures} == {"Control chart of the share"}


def test_the_text_can_be_searched_and_what_is_said_is_never_run(paper: pypdf.PdfReader) -> None:
    text = " ".join(" ".join(page.extract_text() for page in paper.pages).split())
    assert text.count('#eval("1+1")') == 3
    assert "2 changes. None is slipping back." in text
    assert "82 % of the chances" in text
    assert "root:" not in text


def test_the_decision_sheet_stands_first_and_each_change_on_one_page(paper: pypdf.PdfReader) -> None:
    pages = [page.extract_text() for page in paper.pages]
    assert "Sheet" in pages[0]
    assert "A second screen" in pages[0]
    assert sum("It holds at 89 %" in page for page in pages) == 2
    assert len(pages) == 1 + 1 + 2 + 1 + 1 + 1


def test_the_same_content_makes_the_same_file() -> None:
    assert pack_files.pdf(told(), ON) == pack_files.pdf(told(), ON)


def test_no_ink_within_five_millimetres_of_the_edge() -> None:
    """At 24 pixels an inch five millimetres are 4.7 pixels."""
    for picture in pack_files.pages(told(), per_inch=24.0):
        ink = _grey(picture) < 250
        edge = np.ones_like(ink)
        edge[5:-5, 5:-5] = False
        assert ink.any()
        assert not (ink & edge).any()


def test_word_has_headings_header_rows_and_described_charts() -> None:
    paper = docx.Document(io.BytesIO(pack_files.word(told())))
    titles = [each.text for each in paper.paragraphs if each.style.name == "Heading 1"]
    assert titles == ["Sheet", "Decisions", "Portfolio", HOSTILE, HOSTILE, "Directives", "Missteps", "Method"]
    assert len(paper.inline_shapes) == 2
    assert paper.inline_shapes[0]._inline.docPr.get("descr") == "Control chart of the share"
    assert "w:tblHeader" in paper.tables[0]._tbl.xml


def test_a_template_of_ones_own_holds_the_whole_pack_where_it_says_so() -> None:
    own, file = docx.Document(), io.BytesIO()
    own.sections[0].header.paragraphs[0].text = "Linden hospital"
    for text in ("{{ title }}", "{{ answer }}", "{{ pack }}", "Confidential."):
        own.add_paragraph(text)
    own.styles["Heading 2"].delete()
    own.save(file)
    paper = docx.Document(io.BytesIO(pack_files.word(told(), file.getvalue())))
    lines = [each.text for each in paper.paragraphs]
    assert lines[:3] == ["Pack for the meeting on 4 March 2026", "2 changes. None is slipping back.", "Sheet"]
    assert lines[-2:] == ["How.", "Confidential."]
    assert paper.sections[0].header.paragraphs[0].text == "Linden hospital"
    assert len(paper.inline_shapes) == 2
    assert len(paper.tables) == 4
    assert {"Heading 1", "Heading 2"} <= {each.style.name for each in paper.paragraphs}


def test_there_is_one_slide_a_change() -> None:
    archive = zipfile.ZipFile(io.BytesIO(pack_files.slides(told())))
    assert archive.namelist() == ["01-handover.png", "02-handover.png"]
    width, height = (int.from_bytes(archive.read("01-handover.png")[at : at + 4]) for at in (16, 20))
    assert (width, height) == (1920, 1080)
    assert zipfile.ZipFile(io.BytesIO(pack_files.slides(told(0)))).namelist() == []


def _elements(element: Any) -> Any:
    found = element.get("/K", ())
    for each in found if isinstance(found, list) else [found]:
        each = each.get_object()
        if isinstance(each, dict) and "/S" in each:
            yield each
            yield from _elements(each)


def _kinds(tree: Any) -> Any:
    return (each["/S"] for each in _elements(tree))


def _grey(picture: bytes) -> np.ndarray[Any, Any]:
    """The lightness of each pixel of a PNG with eight bits a channel, over white."""
    at, packed, head = 8, b"", b""
    while at < len(picture):
        length, kind = int.from_bytes(picture[at : at + 4]), picture[at + 4 : at + 8]
        body = picture[at + 8 : at + 8 + length]
        head, packed = (body, packed) if kind == b"IHDR" else (head, packed + body * (kind == b"IDAT"))
        at += 12 + length
    width, height, channels = int.from_bytes(head[:4]), int.from_bytes(head[4:8]), {2: 3, 6: 4}[head[9]]
    lines = np.frombuffer(zlib.decompress(packed), np.uint8).reshape(height, 1 + width * channels)
    rows = np.zeros((height + 1, (width + 1) * channels), np.int64)
    for y, line in enumerate(lines, 1):
        _unfilter(int(line[0]), line[1:], rows[y - 1], rows[y], channels)
    pixels = rows[1:, channels:].reshape(height, width, channels)
    return pixels[:, :, :3].min(axis=2)


def _unfilter(kind: int, line: Any, above: Any, into: Any, step: int) -> None:
    """One line of a PNG (section 9 of its specification)."""
    for x in range(len(line)):
        left, up, corner = into[x], above[x + step], above[x]
        guess = left + up - corner
        near = min((abs(guess - left), 0, left), (abs(guess - up), 1, up), (abs(guess - corner), 2, corner))[
            2
        ]
        into[x + step] = (int(line[x]) + (0, left, up, (left + up) // 2, near)[kind]) % 256
