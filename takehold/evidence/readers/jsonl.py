"""JSON Lines: one object a line, read strictly; what the standard leaves out (NaN, repeated keys) is no value here."""

from __future__ import annotations

import json
import math
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final, NoReturn

import pyarrow as pa

from takehold.evidence.facts import Caution
from takehold.evidence.limits import Limits, Refused
from takehold.evidence.readers.table import Broken, Row, check_columns, no_column, packed, too_long
from takehold.evidence.readers.text import Text
from takehold.evidence.sentences import Sentence

_SEEN_FIRST: Final = 10_000
_NESTED: Final = 8
_LINE: Final = 16_000_000


class NotJson(ValueError):
    """Why a text is no JSON: ``why`` in words that continue "line 5 ..."."""

    def __init__(self, template: str, /, **values: object) -> None:
        """Keep the words."""
        self.why = Broken(template, **values)
        super().__init__(str(self.why))


class JsonlTable:
    """An opened JSON Lines file. Columns are the keys of its first 10,000 objects; inner objects give "outer.inner"."""

    typed = False

    def __init__(self, text: Text, limits: Limits) -> None:
        """Read the first objects for the names of the columns."""
        self.text = text
        self.limits = limits
        self.cautions: list[Caution] = list(text.cautions)
        names: dict[str, None] = {}
        objects = 0
        reason: Sentence | None = None
        for objects, (line, found) in enumerate(self._objects(), 1):
            if not isinstance(found, Broken):
                names.update(dict.fromkeys(found))
            elif reason is None:
                reason = Sentence("line {line} {why}", line=line, why=found)
            if objects >= _SEEN_FIRST:
                break
        if not objects:
            raise Refused("The file holds no record: there is not a single line with text in it.")
        if not names:
            raise Refused(
                "The file is not JSON Lines, which has one object with named values on each line: {reason}. "
                "Most programs offer JSON Lines as “JSONL” or “NDJSON”; or export as CSV.",
                reason=reason or Sentence("all are empty"),
            )
        check_columns(len(names), limits)
        self.columns = tuple(names)

    def records(self) -> int | None:
        """Known where no line is empty."""
        return self.text.lines if self.text.plain else None

    def batches(self, names: Sequence[str]) -> Iterator[pa.RecordBatch]:
        """All objects in file order. A key that no object has is a missing column."""
        return packed(self._cells(names), len(names), self.limits)

    def _cells(self, names: Sequence[str]) -> Iterator[Row]:
        unseen = set(names) - set(self.columns)
        late: dict[str, None] = {}
        for line, found in self._objects():
            if isinstance(found, Broken):
                yield line, found
                continue
            if unseen:
                unseen -= found.keys()
                late.update(dict.fromkeys(list(found)[: self.limits.columns]))
            yield line, [found.get(name) for name in names]
        if unseen:
            raise no_column(sorted(unseen)[0], self.columns or tuple(late))

    def _objects(self) -> Iterator[tuple[int, Mapping[str, str | None] | Broken]]:
        with self.text.path.open(encoding="utf-8-sig", newline="\n") as handle:
            line = 0
            while text := handle.readline(_LINE):
                line += 1
                if len(text) >= _LINE:
                    raise Refused(
                        "Line {line} has more than {most} characters. JSON Lines has one small object a line.",
                        line=line,
                        most=_LINE,
                    )
                if text.strip(" \t\r\n"):
                    yield line, self._object(text, line)

    def _object(self, text: str, line: int) -> Mapping[str, str | None] | Broken:
        try:
            found = value(text)
        except NotJson as reason:
            return reason.why
        if not isinstance(found, dict):
            return Broken("is valid JSON but no object with named values, as {“case”: “A”, ...}")
        flat: dict[str, str | None] = {}
        if not _flatten(found, "", flat, 1):
            return Broken(
                "holds objects nested more than {most} deep, or two keys of the same name", most=_NESTED
            )
        if any(cell is not None and len(cell) > self.limits.cell for cell in flat.values()):
            raise too_long(line, self.limits)
        return flat


def value(text: str) -> Any:
    """Strict JSON of one line.

    Raises:
        NotJson: not JSON by RFC 8259, or with a key twice in one object, or nested beyond reason.
    """
    try:
        return json.loads(text, object_pairs_hook=_once, parse_constant=_constant)
    except RecursionError:
        raise NotJson("is nested far too deep") from None
    except json.JSONDecodeError as error:
        raise NotJson("is not valid JSON (character {place})", place=str(error.pos + 1)) from None
    except NotJson:
        raise
    except ValueError:
        raise NotJson("holds a number with too many digits") from None


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        names = [name for name, _ in pairs]
        double = next(name for name in names if names.count(name) > 1)
        raise NotJson("names “{name}” twice", name=double[:60])
    return found


def _constant(name: str) -> NoReturn:
    raise NotJson("holds {name}, which is no JSON number", name=name)


def _flatten(found: Mapping[str, Any], prefix: str, flat: dict[str, str | None], depth: int) -> bool:
    """Inner objects become "outer.inner". False when too deep or when two names fall together."""
    if depth > _NESTED:
        return False
    for key, cell in found.items():
        name = prefix + (key.strip() or "?")
        if isinstance(cell, dict) and cell:
            if not _flatten(cell, f"{name}.", flat, depth + 1):
                return False
        elif name in flat:
            return False
        else:
            flat[name] = text_of(cell)
    return True


def text_of(cell: Any) -> str | None:
    """A value as text: true and false in small letters, 3.0 as 3, lists as JSON."""
    if cell is None or isinstance(cell, str):
        return cell
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, float):
        return number_text(cell)
    if isinstance(cell, int):
        return str(cell)
    return json.dumps(cell, ensure_ascii=False) if cell else None


def number_text(number: float) -> str | None:
    """A floating-point number as a person would write it; None for what is no number."""
    if not math.isfinite(number):
        return None
    return str(int(number)) if number.is_integer() and abs(number) < 1e15 else repr(number)
