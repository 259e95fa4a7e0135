"""The names in a Word template are found however Word split them; a file that runs, fetches or unfolds is refused."""

from __future__ import annotations

import io
import zipfile

import pytest

from takehold.evidence import papers
from takehold.evidence.fielding import MAIN
from takehold.evidence.limits import Refused

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
KIND = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
TYPES = f'<Types><Override PartName="/word/document.xml" ContentType="{MAIN}"/></Types>'


def document(body: str) -> str:
    return f'<w:document xmlns:w="{W}"><w:body>{body}</w:body></w:document>'


def paragraph(*runs: str) -> str:
    return "<w:p>" + "".join(f"<w:r><w:t>{run}</w:t></w:r>" for run in runs) + "</w:p>"


def word(body: str = "", *, types: str = TYPES, **more: str | bytes) -> bytes:
    """A Word document of the fewest parts; ``more``: further ones, with two underscores for a slash and one for a dot."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", types)
        archive.writestr("word/document.xml", document(body))
        for name, text in more.items():
            archive.writestr(name.replace("__", "/").replace("_", "."), text)
    return file.getvalue()


def related(kind: str, mode: str = "External") -> str:
    return f'<Relationships><Relationship Id="r1" Type="{KIND}/{kind}" Target="https://example.org/x" TargetMode="{mode}"/></Relationships>'


def test_names_are_found_in_split_runs_tables_headers_and_text_boxes():
    box = f"<w:p><w:r><w:txbxContent>{paragraph('{{ cost', ' }}')}</w:txbxContent></w:r></w:p>"
    table = f"<w:tbl><w:tr><w:tc>{paragraph('{{option.', 'name}}')}</w:tc></w:tr></w:tbl>"
    header = f'<w:hdr xmlns:w="{W}">{paragraph("{{ ti", "tle }} of the ", "{{body}}")}</w:hdr>'
    made = word(table + box + paragraph("{ { no }}", "{{ }}"), word__header1_xml=header)
    assert papers.paper_fields(made, "x.docx") == ("option.name", "cost", "title", "body")


def test_an_ordinary_link_is_let_through():
    made = word(paragraph("{{ title }}"), word___rels__document_xml_rels=related("hyperlink"))
    assert papers.paper_fields(made, "x.docx") == ("title",)


@pytest.mark.parametrize("kind", ["attachedTemplate", "image", "oleObject", "frame", "subDocument"])
def test_what_fetches_from_outside_is_refused(kind: str):
    with pytest.raises(Refused, match=f"from outside \\({kind}\\)"):
        papers.paper_fields(word(word___rels__settings_xml_rels=related(kind)), "x.docx")


@pytest.mark.parametrize(
    "body",
    [
        "<w:p><w:r><w:instrText>DDE</w:instrText></w:r><w:r><w:instrText>AUTO c:\\x</w:instrText></w:r></w:p>",
        '<w:p><w:fldSimple w:instr=" INCLUDETEXT https://example.org "/></w:p>',
        "<w:altChunk/>",
    ],
)
def test_fields_of_word_that_read_elsewhere_are_refused(body: str):
    with pytest.raises(Refused, match="from outside"):
        papers.paper_fields(word(body), "x.docx")


@pytest.mark.parametrize(
    ("made", "why"),
    [
        (word(types=TYPES.replace("openxmlformats-officedocument.wordprocessingml.document.main", "x.macroEnabled.main")), "macro"),
        (word(word__vbaProject_bin=b"x"), "macro"),
        (word(word__embeddings__oleObject1_bin=b"x"), "embedded object"),
        (word(types=TYPES.replace("document.main", "template.main")), "save it as .docx"),
        (word(word__footer1_xml='<!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>'), "made to break its reader"),
        (word(word__footer1_xml="<x>"), "made to break its reader"),
        (word(word__media__image1_png=b"\0" * 20_000_000), "unfolds to more than"),
        (b"\xd0\xcf\x11\xe0" + b"x" * 600, "password or comes from an old Word"),
        (b"PK\x03\x04 and no more", "no Word document"),
        (b"%PDF-1.4", "no Word document"),
        (b"", "no Word document"),
        (word()[:200], "no Word document"),
        (b"x" * (papers.LIMITS.upload + 1), "larger than 4 MB"),
    ],
)  # fmt: skip
def test_what_is_hostile_or_no_document_is_refused_in_a_sentence(made: bytes, why: str):
    with pytest.raises(Refused, match=why) as refused:
        papers.paper_fields(made, "their template.docx")
    assert "Traceback" not in str(refused.value)
