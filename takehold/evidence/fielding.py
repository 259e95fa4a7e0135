"""Inside the sandbox: the named fields of a Word template, once nothing in it runs, fetches or unfolds without end."""

from __future__ import annotations

import re
import zipfile
import zlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import IO, Any, Final
from xml.etree.ElementTree import Element, ParseError

from defusedxml import ElementTree
from defusedxml.common import DefusedXmlException

from takehold.evidence.limits import Limits, Refused

WORDS: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
FIELD: Final = re.compile(r"\{\{\s*([A-Za-z_][\w.]*)\s*\}\}")
TYPES: Final = "[Content_Types].xml"
MAIN: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
READ: Final = re.compile(r"word/(document|header\d*|footer\d*)\.xml")
ACTIVE: Final = ("vbaproject", "word/activex/", "word/embeddings/", "word/afchunk")
FETCHING: Final = re.compile(r"\b(DDE|DDEAUTO|INCLUDETEXT|INCLUDEPICTURE|LINK|IMPORT)\b")
HARMLESS: Final = "/hyperlink"
_CHUNK: Final = 1 << 16
_OLE: Final = b"\xd0\xcf\x11\xe0"


def perform(
    files: Sequence[str],
    request: Mapping[str, Any],
    scratch: str,
    limits: Limits,
    report: Callable[[float], None],
) -> dict[str, Any]:
    """The names of the fields of the one file. ``request``: ``name`` of the file.

    Raises:
        Refused: it is no template that can be filled in safely.
    """
    path, name = Path(files[0]), str(request["name"])[:80]
    with path.open("rb") as handle:
        start = handle.read(4)
    if start == _OLE:
        raise Refused(
            "{name} is locked with a password or comes from an old Word. Save it as .docx without a password, then choose it again.",
            name=name,
        )
    try:
        with zipfile.ZipFile(path) as archive:
            parts = _parts(archive, path.stat().st_size, limits, name)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, ValueError, RuntimeError):
        raise _no_word(name) from None
    _kind(parts, name)
    found: dict[str, None] = {}
    for part in sorted(parts):
        root = _parsed(parts[part], name)
        _outside(part, root, name)
        if READ.fullmatch(part):
            _harmless(root, name)
            found.update(dict.fromkeys(_fields(root)))
    return {"fields": list(found)}


def _parts(archive: zipfile.ZipFile, packed: int, limits: Limits, name: str) -> dict[str, bytes]:
    """The XML of it, by the name of its part; everything is unfolded and counted, pictures are not kept."""
    members = archive.infolist()
    if len(members) > limits.members or len({each.filename for each in members}) < len(members):
        raise _no_word(name)
    parts, size, ceiling = {}, 0, limits.may_unpack_to(packed)
    for member in members:
        inside = member.filename.lower()
        if any(sign in inside for sign in ACTIVE):
            raise Refused(
                "{name} holds a macro or an embedded object. A template needs neither: take it out, save it as .docx and choose it again.",
                name=name,
            )
        kept = []
        with archive.open(member) as source:
            for chunk in _chunks(source):
                size += len(chunk)
                if size > ceiling:
                    raise Refused(
                        "{name} unfolds to more than {size_most} from {size}. That is not how a template packs.",
                        name=name, size_most=ceiling, size=packed,
                    )  # fmt: skip
                kept.append(chunk)
        if inside.endswith((".xml", ".rels")):
            parts[member.filename] = b"".join(kept)
    return parts


def _chunks(source: IO[bytes]) -> Iterator[bytes]:
    return iter(lambda: source.read(_CHUNK), b"")


def _kind(parts: Mapping[str, bytes], name: str) -> None:
    """A document without macros, and nothing else."""
    if TYPES not in parts or "word/document.xml" not in parts:
        raise _no_word(name)
    kinds = {each.get("ContentType", "") for each in _parsed(parts[TYPES], name)}
    if any("macroEnabled" in each or "vbaProject" in each for each in kinds):
        raise Refused(
            "{name} holds a macro or an embedded object. A template needs neither: take it out, save it as .docx and choose it again.",
            name=name,
        )
    if MAIN not in kinds:
        raise Refused("{name} is no plain document. In Word, save it as .docx.", name=name)


def _parsed(content: bytes, name: str) -> Element:
    try:
        root: Element = ElementTree.fromstring(content, forbid_dtd=True)
    except (DefusedXmlException, ParseError, ValueError, LookupError):
        raise Refused(
            "{name} is damaged or made to break its reader. Save it again with Word, then choose it.",
            name=name,
        ) from None
    return root


def _outside(part: str, root: Element, name: str) -> None:
    """Nothing but ordinary links may point outside."""
    if not part.endswith(".rels"):
        return
    for each in root:
        if each.get("TargetMode") == "External" and not each.get("Type", "").endswith(HARMLESS):
            kind = each.get("Type", "").rpartition("/")[2][:40]
            raise Refused(
                "{name} fetches something from outside ({kind}). In Word, break that link or take it out, then choose it again.",
                name=name, kind=kind,
            )  # fmt: skip


def _harmless(root: Element, name: str) -> None:
    """No field of Word's own that reads other files or starts other programs."""
    told = "".join(each.text or "" for each in root.iter(f"{WORDS}instrText"))
    told += " ".join(each.get(f"{WORDS}instr", "") for each in root.iter(f"{WORDS}fldSimple"))
    found = FETCHING.search(told)
    if found or next(root.iter(f"{WORDS}altChunk"), None) is not None:
        raise Refused(
            "{name} fetches something from outside ({kind}). In Word, break that link or take it out, then choose it again.",
            name=name, kind=found[1] if found else "altChunk",
        )  # fmt: skip


def _fields(root: Element) -> Iterator[str]:
    """Of each paragraph, its runs joined; what stands in a text box is a paragraph of its own."""
    for paragraph in root.iter(f"{WORDS}p"):
        yield from FIELD.findall("".join(_texts(paragraph)))


def _texts(element: Element) -> Iterator[str]:
    for child in element:
        if child.tag == f"{WORDS}t":
            yield child.text or ""
        elif child.tag != f"{WORDS}p":
            yield from _texts(child)


def _no_word(name: str) -> Refused:
    return Refused("{name} is no Word document. Save it as .docx, then choose it again.", name=name)
