"""A Word template with named fields, filled in: by python-docx alone, what is said is never spliced into XML.

A name in double braces stands for a text. A paragraph that holds nothing else stands for as many paragraphs as there are
texts. A row of a table with names of a group (``option.name``) stands for as many rows as the group has.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from copy import deepcopy
from typing import Any, Final

FIELD: Final = re.compile(r"\{\{\s*([A-Za-z_][\w.]*)\s*\}\}")
TYPE: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
NOTHING: Final = "–"
LETTERED: Final = re.compile(r"word/(header|footer)\d*\.xml")
_UNKNOWN_TO_XML: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")

Said = Mapping[str, str | Sequence[str]]
Rows = Mapping[str, Sequence[Mapping[str, str]]]


def filled(template: bytes, said: Said, rows: Rows, *, title: str) -> bytes:
    """The document. ``said``: a text or several by name; ``rows``: texts by the names within a group. What is empty reads
    as a dash, and a name that nobody knows stays as it stands."""
    paper = opened(template)
    for root in _roots(paper):
        filled_already = _rows(root, said, rows)
        for paragraph in list(root.iter(_tag("w:p"))):
            if paragraph not in filled_already:
                _paragraph(paragraph, said)
    return kept(paper, title)


def opened(template: bytes) -> Any:
    """A document of python-docx."""
    import docx

    return docx.Document(io.BytesIO(template))


def kept(paper: Any, title: str) -> bytes:
    """The document as a file."""
    paper.core_properties.title = _UNKNOWN_TO_XML.sub("", title)[:255]
    file = io.BytesIO()
    paper.save(file)
    return file.getvalue()


def place_of(paper: Any, name: str) -> Any:
    """The paragraph in the body that holds this field and nothing else, or None."""
    for paragraph in paper.element.body.iterchildren(_tag("w:p")):
        only = FIELD.fullmatch(told(paragraph).strip())
        if only and only[1] == name:
            return paragraph
    return None


def with_forms(paper: Any, names: Iterable[str]) -> None:
    """Give a document the forms (styles) that it lacks, as python-docx's own document has them; its own stay."""
    import docx

    known = {each.name for each in paper.styles}
    source = docx.Document().styles
    for name in names:
        if name not in known:
            copy = deepcopy(source[name].element)
            for numbered in list(copy.iter(_tag("w:numPr"))):
                numbered.getparent().remove(numbered)
            paper.styles.element.append(copy)


def moved_to(paper: Any, place: Any, before: Sequence[Any]) -> None:
    """What was added to the body to what it held ``before`` goes to where ``place`` stood."""
    body = paper.element.body
    for each in list(body):
        if each not in before:
            place.addprevious(each)
    body.remove(place)


def told(paragraph: Any) -> str:
    """What a paragraph says, its runs joined."""
    return "".join(each.text or "" for each in _texts(paragraph))


def _roots(paper: Any) -> Iterator[Any]:
    """The body, headers and footers."""
    yield paper.element.body
    for part in paper.part.package.iter_parts():
        if LETTERED.fullmatch(str(part.partname).lstrip("/")):
            yield part.element


def _rows(root: Any, said: Said, rows: Rows) -> set[Any]:
    """Fill in each row that stands for a group; the paragraphs that are done by it."""
    done: set[Any] = set()
    for row in list(root.iter(_tag("w:tr"))):
        named = [name for each in row.iter(_tag("w:p")) for name in FIELD.findall(told(each))]
        group = next((name.partition(".")[0] for name in named if "." in name), "")
        if group not in rows or next(row.iterdescendants(_tag("w:tr")), None) is not None:
            continue
        for each in rows[group] or [{}]:
            copy = deepcopy(row)
            row.addprevious(copy)
            texts = {name: each.get(name.partition(".")[2], "") for name in named if "." in name}
            for paragraph in list(copy.iter(_tag("w:p"))):
                _replaced(paragraph, {**said, **texts})
                done.add(paragraph)
        row.getparent().remove(row)
    return done


def _paragraph(paragraph: Any, said: Said) -> None:
    """Fill in one paragraph; several where it stands for several texts."""
    only = FIELD.fullmatch(told(paragraph).strip())
    texts = said.get(only[1], "") if only else ""
    if only is None or isinstance(texts, str):
        _replaced(paragraph, said)
        return
    for text in texts or [NOTHING]:
        copy = deepcopy(paragraph)
        paragraph.addprevious(copy)
        _replaced(copy, {only[1]: text})
    paragraph.getparent().remove(paragraph)


def _replaced(paragraph: Any, said: Said) -> None:
    """Each name by what it stands for, the last first: what is put in is never looked through again."""
    texts = list(_texts(paragraph))
    for found in reversed(list(FIELD.finditer(told(paragraph)))):
        if found[1] in said:
            _put(texts, found.span(), _one(said[found[1]]))


def _one(text: str | Sequence[str]) -> str:
    whole = text if isinstance(text, str) else "\n".join(text)
    return _UNKNOWN_TO_XML.sub("", whole).replace("\r\n", "\n").replace("\r", "\n") or NOTHING


def _put(texts: Sequence[Any], span: tuple[int, int], text: str) -> None:
    """Put a text where the letters of ``span`` stand, in the form of the first run that they begin in."""
    at, (first, last) = 0, span
    for each in texts:
        here = each.text or ""
        start, end = max(first - at, 0), min(last - at, len(here))
        at += len(here)
        if start >= end:
            continue
        begins = at - len(here) <= first
        head, tail = here[:start], here[end:]
        _write(each, head + text + tail if begins else head + tail)


def _write(element: Any, text: str) -> None:
    """The text into a run, broken where it breaks."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    for number, line in enumerate(text.split("\n")):
        if number:
            broken, more = OxmlElement("w:br"), OxmlElement("w:t")
            element.addnext(broken)
            broken.addnext(more)
            element = more
        element.text = line
        element.set(qn("xml:space"), "preserve")


def _texts(element: Any) -> Iterable[Any]:
    """The texts of a paragraph; not those of a text box in it, which holds paragraphs of its own."""
    for child in element:
        if child.tag == _tag("w:t"):
            yield child
        elif child.tag != _tag("w:p"):
            yield from _texts(child)


def _tag(name: str) -> str:
    from docx.oxml.ns import qn

    found: str = qn(name)
    return found
