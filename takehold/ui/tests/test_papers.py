"""A Word template is filled in: split names, rows, several paragraphs; what is said is text and never anything else."""

from __future__ import annotations

import io
import itertools
import zipfile
from typing import Any
from xml.etree import ElementTree

import docx
import pytest
from docx.oxml import OxmlElement
from hypothesis import given, settings
from hypothesis import strategies as st

from takehold.ui import papers

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def made(paper: Any) -> bytes:
    file = io.BytesIO()
    paper.save(file)
    return file.getvalue()


def read(content: bytes, part: str = "word/document.xml") -> list[str]:
    """What each paragraph says, by another reader than the one that wrote it."""
    root = ElementTree.fromstring(zipfile.ZipFile(io.BytesIO(content)).read(part))
    return [
        "".join("\n" if each.tag == f"{W}br" else each.text or "" for each in p.iter() if each.tag in (f"{W}t", f"{W}br"))
        for p in root.iter(f"{W}p")
    ]  # fmt: skip


def split(paper: Any, *runs: str) -> Any:
    paragraph = paper.add_paragraph()
    for number, text in enumerate(runs):
        paragraph.add_run(text).bold = number == 0
    return paragraph


def test_a_name_that_word_split_into_runs_is_filled_in_and_keeps_its_form():
    paper = docx.Document()
    split(paper, "It costs {", "{ co", "st }", "} and {{risk}}", ".")
    found = papers.filled(made(paper), {"cost": "20,000", "risk": "nothing"}, {}, title="x")
    assert read(found) == ["It costs 20,000 and nothing."]
    runs = docx.Document(io.BytesIO(found)).paragraphs[0].runs
    assert runs[0].text == "It costs 20,000"
    assert runs[0].bold


def test_headers_footers_tables_and_text_boxes_are_filled_in():
    paper = docx.Document()
    paper.sections[0].header.paragraphs[0].text = "{{ title }}"
    paper.sections[0].footer.paragraphs[0].text = "For {{ body }}"
    paper.add_table(1, 1).cell(0, 0).text = "{{ body }}"
    inner = paper.add_paragraph("{{ title }}")._p
    outer = paper.add_paragraph("around ").runs[0]._r
    box = OxmlElement("w:txbxContent")
    box.append(inner)
    outer.append(box)
    found = papers.filled(made(paper), {"title": "Tablets", "body": "Council"}, {}, title="Tablets")
    assert set(read(found)) >= {"Council", "Tablets"}
    names = zipfile.ZipFile(io.BytesIO(found)).namelist()
    (header,) = [name for name in names if name.startswith("word/header")]
    (footer,) = [name for name in names if name.startswith("word/footer")]
    assert read(found, header) == ["Tablets"]
    assert read(found, footer) == ["For Council"]
    assert docx.Document(io.BytesIO(found)).core_properties.title == "Tablets"


def test_a_row_stands_for_as_many_as_there_are_and_a_paragraph_for_several():
    paper = docx.Document()
    table = paper.add_table(2, 2)
    table.rows[0].cells[0].text = "Option"
    table.rows[1].cells[0].text = "{{ option.name }} of {{ title }}"
    table.rows[1].cells[1].text = "{{ option.cons }}"
    paper.add_paragraph("{{ serves }}", style="List Bullet")
    paper.add_paragraph("All: {{ serves }}")
    rows = {"option": [{"name": "Do nothing", "cons": "Copies"}, {"name": "{{ title }}", "cons": ""}]}
    found = papers.filled(made(paper), {"title": "T", "serves": ["Safety", "{{ title }}"]}, rows, title="T")
    assert read(found) == [
        "Option", "", "Do nothing of T", "Copies", "{{ title }} of T", "–", "Safety", "{{ title }}", "All: Safety\n{{ title }}",
    ]  # fmt: skip
    again = docx.Document(io.BytesIO(found))
    assert [each.style.name for each in again.paragraphs][:2] == ["List Bullet", "List Bullet"]


def test_an_empty_list_and_an_unknown_name_stay_visible():
    paper = docx.Document()
    paper.add_table(1, 1).cell(0, 0).text = "{{ option.name }}"
    for text in ("{{ serves }}", "{{ cost }}", "{{ strange }}"):
        paper.add_paragraph(text)
    found = papers.filled(made(paper), {"serves": [], "cost": ""}, {"option": []}, title="")
    assert read(found) == ["–", "–", "–", "{{ strange }}"]


@given(
    st.text(st.characters(exclude_categories=()), max_size=40),
    st.lists(st.integers(0, 30), max_size=6),
    st.text("ab{} ", max_size=8),
)
@settings(max_examples=12, deadline=None)
def test_whatever_is_said_is_read_back_as_text_wherever_word_split_the_name(
    said: str, cuts: list[int], around: str
) -> None:
    line = f"{around.replace('{', '')}{{{{ cost }}}}{around.replace('}', '')}"
    places = [0, *sorted(cut % len(line) for cut in cuts), len(line)]
    paper = docx.Document()
    split(paper, *(line[a:b] for a, b in itertools.pairwise(places)))
    found = papers.filled(made(paper), {"cost": said}, {}, title=said)
    shown = papers._UNKNOWN_TO_XML.sub("", said).replace("\r\n", "\n").replace("\r", "\n") or papers.NOTHING
    (text,) = read(found)
    assert text == line.replace("{{ cost }}", shown, 1)


@pytest.mark.parametrize("name", ["Heading 1", "List Bullet", "Light Grid Accent 1"])
def test_forms_that_a_template_lacks_are_added_and_its_own_stay(name: str):
    paper = docx.Document()
    paper.styles[name].delete()
    papers.with_forms(paper, [name, "Heading 2"])
    again = docx.Document(io.BytesIO(made(paper)))
    assert [each.name for each in again.styles].count(name) == 1
    assert [each.name for each in again.styles].count("Heading 2") == 1
