"""Formbricks' management API (https://formbricks.com/docs/api-v2-reference): the survey by v1, its responses by v2.

Pages of at most 100 with ``limit`` and ``skip``; the cloud answers 429. A page may be shorter than asked for: it is over when
one is empty or as many came as ``meta.total`` says.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final
from urllib.parse import urlencode

from django.utils.html import strip_tags
from django.utils.translation import gettext as _

from takehold.gather.facts.brought import NotBrought
from takehold.gather.sources.calling import Ask
from takehold.gather.sources.elsewhere import Calls, Come, Said, still_open

LIMIT: Final = 100
MOST: Final = 20_000
NUMBER: Final = re.compile(r"[a-z0-9-]{5,60}")


def fetch(said: Said, calls: Calls, _now: datetime) -> Come:
    """The finished answers of a survey that is completed, questions by their headline."""
    if not NUMBER.fullmatch(said.survey):
        raise NotBrought(_("A survey of Formbricks has an id, such as clfqz1esd0000yzah51trddn8."))
    root, headers = said.address.rstrip("/"), {"x-api-key": said.secret, "Accept": "application/json"}
    survey = _data(calls(Ask(f"{root}/api/v1/management/surveys/{said.survey}", headers)).body)
    if not isinstance(survey, dict):
        raise NotBrought(_("The answer was not one of Formbricks', or broke off."))
    if survey.get("status") != "completed":
        raise still_open()
    titles = _titles(survey)
    records: list[dict[str, Any]] = []
    skip = 0
    while skip < MOST:
        query = urlencode(
            {"surveyId": said.survey, "limit": LIMIT, "skip": skip, "sortBy": "createdAt", "order": "asc"}
        )
        found = calls(Ask(f"{root}/api/v2/management/responses?{query}", headers)).body
        given = _data(found)
        if not isinstance(given, list) or not given:
            break
        records += [_record(each, titles) for each in given]
        skip += len(given)
        if skip >= _total(found, default=MOST):
            break
    return Come(str(survey.get("name") or said.survey), tuple(records))


def _record(found: Mapping[str, Any], titles: Mapping[str, str]) -> dict[str, Any]:
    """Only answers to questions; hidden fields, contact, language, browser and variables are not looked at."""
    given = found.get("data")
    said = given if isinstance(given, Mapping) else {}
    answers = {title: _plain(said.get(number)) for number, title in titles.items()}
    return {"submitdate": found.get("createdAt") if found.get("finished") else "", **answers}


def _plain(value: Any) -> Any:
    return "; ".join(map(str, value)) if isinstance(value, list) else value


def _titles(survey: Mapping[str, Any]) -> dict[str, str]:
    """Each question's id with its headline, whether it stands in ``questions`` or in ``blocks``."""
    blocks = survey.get("blocks") or ()
    asked = survey.get("questions") or [each for block in blocks for each in block.get("elements") or ()]
    found: dict[str, str] = {}
    for n, each in enumerate(asked, 1):
        said = each.get("headline")
        text = said.get("default", "") if isinstance(said, Mapping) else said
        found[str(each.get("id"))] = f"{n}. {strip_tags(str(text or '')).strip()}"[:500]
    return found


def _data(body: bytes) -> Any:
    try:
        return json.loads(body)["data"]
    except (ValueError, KeyError, TypeError) as error:
        raise NotBrought(_("The answer was not one of Formbricks', or broke off.")) from error


def _total(body: bytes, default: int) -> int:
    found = json.loads(body).get("meta")
    said = found.get("total") if isinstance(found, dict) else None
    return said if isinstance(said, int) else default
