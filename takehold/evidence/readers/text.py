"""Text files: which encoding, and the plain facts that are counted before anything is parsed."""

from __future__ import annotations

import codecs
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Final

from takehold.evidence.facts import Caution
from takehold.evidence.limits import Limits, Refused
from takehold.evidence.sentences import Sentence

_CHUNK: Final = 256 * 1024
_SAMPLE: Final = 256 * 1024
_ODD: Final = (b"\n\n", b"\n\r\n", b' "', b'" ')
_WESTERN: Final = frozenset(
    "äöüßÄÖÜéèêëàâáãåæçñíîïìóôõòøúûùœÉÈÊÀÂÁÃÅÆÇÑÍÎÓÔÕØÚÛŒÿ€£§°²³µ«»–—‘’“”„…·©®\xa0´¿¡ªº½"
)
_OTHER_SCRIPTS: Final = frozenset((
    "cp1250", "iso8859_2", "cp1251", "koi8_r", "koi8_u", "iso8859_5", "cp1253", "iso8859_7", "cp1255", "cp1256", "cp932",
    "shift_jis", "euc_jp", "gb18030", "gb2312", "gbk", "big5", "euc_kr", "cp949", "johab", "tis_620", "cp874",
))  # fmt: skip
_MARKS: Final = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


@dataclass(frozen=True, slots=True)
class Text:
    """A UTF-8 file (the original, or a copy in UTF-8) and what counting its bytes told.

    ``lines``: all up to the last with a character in it. ``plain``: no lone carriage return, no empty line,
    no NUL, no line beyond the limit of a cell, no blank beside a quotation mark (readers differ on those).
    ``quotes``: double quotation marks.
    """

    path: Path
    encoding: str
    lines: int
    quotes: int
    plain: bool
    marked: bool
    cautions: tuple[Caution, ...] = ()


def open_text(path: Path, encoding: str | None, scratch: Path, limits: Limits) -> Text:
    """Find the encoding, make a UTF-8 copy in ``scratch`` where it is another, and count.

    Raises:
        Refused: empty, not text, or not in the encoding that the column mapping names.
    """
    if path.stat().st_size == 0:
        raise Refused("The file is empty.")
    told = None if encoding is None else _known(encoding)
    with path.open("rb") as handle:
        start = handle.read(4)
    name = told or next((label for mark, label in _MARKS if start.startswith(mark)), None)
    if name in (None, "utf-8", "utf-8-sig", "ascii"):
        found = _count(path, name or "utf-8", limits)
        if found is not None:
            return found
        if told:
            raise _mismatch(encoding or name or "utf-8")
        name = None
    cautions: tuple[Caution, ...] = ()
    if name is None:
        name = _guess(path)
        label = _spoken(name)
        cautions = (
            Caution(
                "encoding",
                Sentence(
                    "The file is not in UTF-8. It was read as {encoding}: check accents and umlauts in names.",
                    encoding=label,
                ),
            ),
        )
    copy = _transcoded(path, name, scratch, limits, named=bool(told))
    found = _count(copy, name, limits)
    if found is None:
        raise Refused("The file is not text that can be read. Save it as CSV in UTF-8, then try again.")
    return Text(found.path, name, found.lines, found.quotes, found.plain, found.marked, cautions)


def _known(encoding: str) -> str:
    try:
        return codecs.lookup(encoding).name
    except (LookupError, ValueError):
        raise Refused(
            "The encoding “{encoding}” in the column mapping is not known. Usual ones are utf-8, utf-16 and cp1252.",
            encoding=encoding[:40],
        ) from None


def _mismatch(encoding: str) -> Refused:
    return Refused(
        "The file is not in the encoding “{encoding}” that the column mapping names. "
        "Leave the encoding out to have it found, or save the file as UTF-8.",
        encoding=encoding[:40],
    )


def _count(path: Path, encoding: str, limits: Limits) -> Text | None:
    """Count lines and marks in one pass; None when the bytes are not UTF-8."""
    decoder = codecs.getincrementaldecoder("utf-8")("strict")
    lines = quotes = returns = pairs = zeros = 0
    odd, tail, last = False, b"\n", b""
    long = limits.cell < 3 * _CHUNK  # a line of more than two chunks shows as a chunk without an end
    marked = False
    with path.open("rb") as handle:
        for number, chunk in enumerate(iter(lambda: handle.read(_CHUNK), b"")):
            try:
                decoder.decode(chunk)
            except UnicodeDecodeError:
                return None
            if number == 0 and chunk.startswith(codecs.BOM_UTF8):
                chunk, marked = chunk[3:], True
            feeds = chunk.count(b"\n")
            lines += feeds
            long = long or (not feeds and len(chunk) == _CHUNK)
            quotes += chunk.count(b'"')
            zeros += chunk.count(b"\0")
            joint = tail + chunk
            returns += chunk.count(b"\r")
            pairs += joint.count(b"\r\n") - tail.count(b"\r\n")
            odd = odd or any(pair in last for pair in _ODD)
            last = joint
            tail = joint[-2:]
    try:
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return None
    body = last.rstrip(b"\r\n")  # empty lines at the very end are common and mean nothing
    odd = odd or any(pair in body for pair in _ODD)
    lines += 1 - last.count(b"\n", len(body))
    plain = not (odd or long or zeros or returns != pairs)
    return Text(path, encoding, lines, quotes, plain, marked)


def _guess(path: Path) -> str:
    """The most likely encoding of bytes that are neither marked nor UTF-8."""
    with path.open("rb") as handle:
        sample = handle.read(_SAMPLE)
    zeros = sample.count(b"\0")
    if zeros > len(sample) // 5:
        even = sample[0::2].count(b"\0")
        return "utf-16-be" if even > zeros - even else "utf-16-le"
    if zeros:
        raise Refused(
            "The file is not a table: it holds binary data. Export it as CSV, XLSX, Parquet, JSON Lines, XES or OCEL 2.0."
        )
    return _likely(sample)


def _likely(sample: bytes) -> str:
    """Western files are Windows-1252 nearly always; the statistical guess decides only between other scripts."""
    from charset_normalizer import from_bytes

    foreign = [sign for sign in sample.decode("cp1252", "replace") if sign > "\x7f"]
    if sum(sign in _WESTERN for sign in foreign) >= 0.95 * len(foreign):
        return "cp1252"
    best = from_bytes(sample, threshold=0.3).best()
    name = best.encoding if best is not None else "cp1252"
    if name in _OTHER_SCRIPTS:
        return name
    try:
        sample.decode("cp1252")
    except UnicodeDecodeError:
        return "latin-1"
    return "cp1252"


def _spoken(name: str) -> str:
    return {"cp1252": "Windows-1252 (Western European)", "latin-1": "ISO 8859-1 (Western European)"}.get(
        name, name.replace("_", "-").upper()
    )


def _transcoded(path: Path, encoding: str, scratch: Path, limits: Limits, *, named: bool) -> Path:
    copy = scratch / f"{path.name[:40]}.utf8"
    decoder = codecs.getincrementaldecoder(encoding)("strict")
    size = 0
    with path.open("rb") as source, copy.open("wb") as target:
        while True:
            chunk = source.read(_CHUNK)
            try:
                text = decoder.decode(chunk, final=not chunk)
            except UnicodeDecodeError:
                if named:
                    raise _mismatch(encoding) from None
                return _replaced(path, copy, encoding)
            size += target.write(text.encode("utf-8", "replace"))
            if size > limits.unpacked:
                raise Refused("Read as text, the file is larger than {size}.", size=limits.unpacked)
            if not chunk:
                return copy


def _replaced(path: Path, copy: Path, encoding: str) -> Path:
    """Second try where a guessed encoding fails further down: ISO 8859-1 takes every byte."""
    if encoding.startswith("utf"):
        raise Refused(
            "The file is damaged: it begins as UTF-16 text and does not go on as such. Export it again."
        )
    with path.open("rb") as source, copy.open("wb") as target:
        _pour(source, target)
    return copy


def _pour(source: BinaryIO, target: BinaryIO) -> None:
    for chunk in iter(lambda: source.read(_CHUNK), b""):
        target.write(chunk.decode("latin-1").encode())
