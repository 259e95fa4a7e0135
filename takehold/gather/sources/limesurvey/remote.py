"""LimeSurvey's RemoteControl 2 (https://api.limesurvey.org, JSON-RPC at ``/index.php/admin/remotecontrol``).

Errors come with status 200 as ``{"status": "..."}``. A session key lives for two hours and may end in the middle: another
is got, once a call. Answers come as base64. Who was invited (``list_participants``) is never asked for.
"""

from __future__ import annotations

import json
import re
from base64 import b64decode
from datetime import datetime
from typing import Any, Final

from django.utils.html import strip_tags
from django.utils.translation import gettext as _

from takehold.gather.facts.brought import NotBrought
from takehold.gather.sources.calling import Ask
from takehold.gather.sources.elsewhere import Calls, Come, Said, still_open

LOST: Final = "invalid session key"
NUMBER: Final = re.compile(r"\d{1,9}")


def fetch(said: Said, calls: Calls, now: datetime) -> Come:
    """The finished answers of a survey that has ended, questions by code and text."""
    if not NUMBER.fullmatch(said.survey):
        raise NotBrought(_("A survey of LimeSurvey has a number, such as 734512."))
    session = _Session(said, calls)
    try:
        listed = session.ask("list_surveys")
        found = next((each for each in listed if str(each.get("sid")) == said.survey), None)
        if found is None:
            raise NotBrought(_("This account sees no survey of this number."))
        if found.get("active") == "Y" and not _over(str(found.get("expires") or ""), now):
            raise still_open()
        asked = session.ask("list_questions", int(said.survey))
        packed = session.ask("export_responses", int(said.survey), "json", None, "complete", "code", "short")
    finally:
        session.leave()
    titles = {str(each.get("title")): strip_tags(str(each.get("question") or "")).strip() for each in asked}
    return Come(
        str(found.get("surveyls_title") or said.survey),
        tuple({_title(name, titles): value for name, value in each.items()} for each in _records(packed)),
    )


class _Session:
    def __init__(self, said: Said, calls: Calls) -> None:
        self.said, self.calls = said, calls
        self._key = ""

    def ask(self, method: str, *params: Any) -> Any:
        for _attempt in range(2):
            if not self._key:
                self._key = self._sign_in()
            found = self._call(method, self._key, *params)
            status = str(found.get("status", "")) if isinstance(found, dict) else ""
            if status.casefold() != LOST:
                break
            self._key = ""
        if status:
            raise NotBrought(_("LimeSurvey says: %(what)s") % {"what": status[:200]})
        if not isinstance(found, list | str):
            raise NotBrought(_("The answer was not one of LimeSurvey's, or broke off."))
        return found

    def leave(self) -> None:
        """End the session; nobody is troubled when that fails."""
        if self._key:
            try:
                self._call("release_session_key", self._key)
            except NotBrought:
                return

    def _sign_in(self) -> str:
        key = self._call("get_session_key", self.said.user, self.said.secret)
        if not isinstance(key, str) or not key:
            raise NotBrought(_("LimeSurvey refuses the account or its password."))
        return key

    def _call(self, method: str, *params: Any) -> Any:
        body = json.dumps({"method": method, "params": params, "id": 1}).encode()
        address = f"{self.said.address.rstrip('/')}/index.php/admin/remotecontrol"
        answer = self.calls(Ask(address, {"Content-Type": "application/json"}, "POST", body))
        try:
            return json.loads(answer.body)["result"]
        except (ValueError, KeyError, TypeError) as error:
            raise NotBrought(_("The answer was not one of LimeSurvey's, or broke off.")) from error


def _records(packed: Any) -> list[dict[str, Any]]:
    try:
        found = json.loads(b64decode(packed, validate=True))["responses"]
        rows = [each if "submitdate" in each else next(iter(each.values())) for each in found]
        if not all(isinstance(each, dict) for each in rows):
            raise TypeError
    except (ValueError, KeyError, TypeError, AttributeError, StopIteration) as error:
        raise NotBrought(_("The answer was not one of LimeSurvey's, or broke off.")) from error
    return rows


def _title(name: str, titles: dict[str, str]) -> str:
    text = titles.get(name.partition("[")[0], "")
    return f"{name}. {text}"[:500] if text else name


def _over(expires: str, now: datetime) -> bool:
    try:
        return datetime.fromisoformat(expires).date() < now.date()
    except ValueError:
        return False
