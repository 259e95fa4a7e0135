"""Results as LimeSurvey exports them (https://manual.limesurvey.org/Exporting_results): CSV with codes or with texts, or
JSON as its RemoteControl gives it. Other tools' CSV reads alike.

Answers that were not sent off have no ``submitdate``. A survey without dates dates every answer 1980-01-01.
"""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any, Final

from django.utils.translation import gettext as _

from takehold.gather.facts.brought import Export, NotBrought

Personal = Callable[[str], bool]
LARGEST: Final = 20_000_000
MOST_ROWS, MOST_COLUMNS, LONGEST = 20_000, 300, 2_000
NO_DATE: Final = date(1980, 1, 1)
SENT: Final = ("submitdate", "date submitted", "datum abgeschickt", "completed", "timestamp", "zeitstempel")
ALWAYS_LEFT: Final = frozenset(
    [
        "id",
        "response_id",
        "responseid",
        "lastpage",
        "startlanguage",
        "seed",
        "token",
        "startdate",
        "datestamp",
        "ipaddr",
        "refurl",
        "interviewtime",
        "submitdate",
        "timestamp",
        "zeitstempel",
        "completed",
        "ip",
        "ipaddress",
        "useragent",
        "browser",
        "device",
        "url",
        "antwortid",
        "letzteseite",
        "startsprache",
        "zufallsstartwert",
        "zugangsschlüssel",
        "ipadresse",
        "referrerurl",
    ]
)
WORDS_LEFT: Final = frozenset(
    [
        "responseid",
        "lastpage",
        "startlanguage",
        "seed",
        "accesscode",
        "token",
        "datestarted",
        "datelastaction",
        "ipaddress",
        "referrerurl",
        "totaltime",
        "datesubmitted",
        "antwortid",
        "letzteseite",
        "startsprache",
        "zugangscode",
        "datumgestartet",
        "datumletzteaktivität",
        "datumabgeschickt",
        "ipadresse",
        "gesamtzeit",
        "name",
        "email",
        "emailaddress",
    ]
)
TIMES: Final = re.compile(r"groupTime\d*|\w+Time|(?i:(group|question) time:.*)")
FILE: Final = re.compile(r"survey[_-]?(\d{3,9})", re.I)


def read(content: bytes, filename: str, personal: Personal) -> Export:
    """The finished answers of an export. ``personal``: whether a column of this name holds persons. Raises ``NotBrought``."""
    if len(content) > LARGEST:
        raise NotBrought(_("The file is larger than 20 MB."))
    text = _text(content)
    records = _of_json(text) if text.lstrip()[:1] in ("{", "[") else _of_csv(text)
    found = FILE.search(filename)
    return export(records, survey=found[1] if found else "", personal=personal)


def export(records: Sequence[Mapping[str, Any]], *, survey: str, personal: Personal) -> Export:
    """Records as columns, without what leads to a person and without answers that were not sent off."""
    if not records:
        raise NotBrought(_("There are no answers in it."))
    if len(records) > MOST_ROWS:
        raise NotBrought(_("More than 20,000 answers are not taken at once."))
    names = tuple(dict.fromkeys(name for each in records for name in each))
    if len(names) > MOST_COLUMNS:
        raise NotBrought(_("More than 300 columns are not taken."))
    sent = next((name for name in names if name.casefold().strip(" .") in SENT), None)
    done = [each for each in records if sent is None or _plain(each.get(sent))]
    left = tuple(name for name in names if _left(name) or personal(name))
    kept = tuple(name for name in names if name not in left and any(_plain(each.get(name)) for each in done))
    return Export(
        survey=survey,
        titles=kept,
        rows=tuple(tuple(_plain(each.get(name)) for name in kept) for each in done),
        days=tuple(_day(_plain(each.get(sent))) if sent else None for each in done),
        left=left,
        unfinished=len(records) - len(done),
    )


def _left(name: str) -> bool:
    """Whether a column of LimeSurvey leads to a person, or tells when, whence or how quickly somebody answered."""
    word = re.sub(r"[^\w]", "", name).casefold()
    return word in ALWAYS_LEFT or word in WORDS_LEFT or bool(TIMES.fullmatch(name.strip()))


def _text(content: bytes) -> str:
    for encoding in ("utf-8-sig", "cp1252"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise NotBrought(_("This is no text: export the results as CSV or JSON."))


def _of_csv(text: str) -> list[dict[str, str]]:
    head = text[:4000].partition("\n")[0]
    mark = max((";", ",", "\t"), key=head.count)
    try:
        lines = csv.reader(io.StringIO(text, newline=""), delimiter=mark, strict=True)
        rows = [row for row in lines if any(row)]
    except csv.Error as error:
        raise NotBrought(_("This is no CSV that can be read: export the results again.")) from error
    if len(rows) < 2:
        raise NotBrought(_("There are no answers in it."))
    names = _once(each.strip() or f"column {n}" for n, each in enumerate(rows[0], 1))
    if any(len(row) > len(names) for row in rows):
        raise NotBrought(_("Some rows have more columns than the first: export the results again."))
    return [dict(zip(names, row, strict=False)) for row in rows[1:]]


def _once(names: Iterable[str]) -> list[str]:
    """Two columns of one name are two columns."""
    found: list[str] = []
    for name in names:
        same = sum(1 for each in found if each == name or each.startswith(f"{name} ("))
        found.append(f"{name} ({same + 1})" if same else name)
    return found


def _of_json(text: str) -> list[dict[str, Any]]:
    """``{"responses": [...]}``; in older versions each is wrapped once more under its number."""
    try:
        found = json.loads(text)
        given = found["responses"] if isinstance(found, dict) else found
        rows = [
            next(iter(each.values()))
            if len(each) == 1 and isinstance(next(iter(each.values())), dict)
            else each
            for each in given
        ]
        if not all(isinstance(each, dict) for each in rows):
            raise TypeError
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise NotBrought(_("This JSON holds no answers as LimeSurvey exports them.")) from error
    return rows


def _plain(value: Any) -> str:
    if value is None or isinstance(value, dict | list):
        return ""
    text = str(value).strip()[:LONGEST]
    return "" if text in ("N/A", "{question_not_shown}") else "".join(c for c in text if c != "\0")


def _day(said: str) -> date | None:
    for form in ("%Y-%m-%d", "%d.%m.%Y", "%m/%d/%Y"):
        try:
            found = datetime.strptime(said[:10], form).date()  # noqa: DTZ007 - only the day is kept
        except ValueError:
            continue
        return None if found == NO_DATE else found
    return None
