"""One request to a system, with patience: what is worth another try is tried, a door that closed is opened again."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from email.utils import parsedate_to_datetime
from typing import Final, TypeVar

from django.utils.translation import gettext as _

from takehold.gather.sources.calling import Answer, Ask, CallBroken, CallRefused
from takehold.gather.sources.connecting import Connector, Door, Question, SignInRefused, Strange

TRIES: Final = 4
PATIENCE_SECONDS: Final = 20
Fetch = Callable[[Ask], Answer]
Sleep = Callable[[float], None]
T = TypeVar("T")


class Later(Exception):
    """The system asked to be left alone for so many ``seconds``; ``str()`` is a sentence."""

    def __init__(self, sentence: str, seconds: float) -> None:
        super().__init__(sentence)
        self.seconds = seconds


class Asker:
    """Asks one system during one reading; counts the ``calls`` that brought something."""

    def __init__(self, connector: Connector, question: Question, fetch: Fetch, sleep: Sleep) -> None:
        self.connector, self.question, self.fetch, self.sleep = connector, question, fetch, sleep
        self.calls = 0
        self._door: Door | None = None

    def __call__(self, ask: Ask, read: Callable[[Ask, Answer], T]) -> T:
        """Ask and read the answer.

        Raises:
            SignInRefused, Later, Strange, CallBroken, CallRefused: with a sentence. What ``read`` raises.
        """
        before = self._door
        headers = self._headers()
        try:
            return self._patiently(replace(ask, headers={**ask.headers, **headers}), read)
        except SignInRefused:
            if before is None:
                raise
        self._door = None
        return self._patiently(replace(ask, headers={**ask.headers, **self._headers()}), read)

    def leave(self) -> None:
        """Say that we are gone, where there is something to close. Nobody is troubled when it fails."""
        if self._door is not None and self._door.leave is not None:
            try:
                self.fetch(self._door.leave)
            except (CallBroken, CallRefused):
                return

    def _headers(self) -> Mapping[str, str]:
        entry = self.connector.entry
        ask = entry.ask(self.question) if entry is not None and self._door is None else None
        if entry is not None and ask is not None:
            self._door = self._patiently(ask, lambda _asked, answer: entry.door(self.question, answer))
        return self._door.headers if self._door is not None else {}

    def _patiently(self, ask: Ask, read: Callable[[Ask, Answer], T]) -> T:
        for attempt in range(TRIES):
            try:
                answer = self.fetch(ask)
                if not self.connector.accepts(ask, answer):
                    _wait(answer, self.sleep, attempt)
                    continue
                found = read(ask, answer)
            except (CallBroken, Strange):
                if attempt == TRIES - 1:
                    raise
                self.sleep(2.0**attempt)
                continue
            self.calls += 1
            return found
        raise Later(_("The system is busy. It is asked again later."), 15 * 60)


def _wait(answer: Answer, sleep: Sleep, attempt: int) -> None:
    """Take the pause that is worth it before another try; raises where none is."""
    if answer.status in (401, 403):
        raise SignInRefused(
            _("The system refuses the account or its token (%(status)s). It may have expired.")
            % {"status": answer.status}
        )
    if answer.status == 429 or answer.status >= 500:
        asked = _asked_to_wait(answer)
        if asked is not None and asked > PATIENCE_SECONDS:
            raise Later(_("The system asked us to wait. It is asked again then."), asked)
        sleep(asked if asked is not None else 2.0**attempt)
        return
    if 300 <= answer.status < 400:
        raise Strange(_("The address leads elsewhere. Enter the address that it leads to."))
    raise Strange(_("The system answered with the error %(status)s.") % {"status": answer.status})


def _asked_to_wait(answer: Answer) -> float | None:
    said = answer.headers.get("retry-after", "").strip()
    if said.isascii() and said.isdigit():
        return float(min(int(said), 86_400))
    try:
        gap = parsedate_to_datetime(said) - parsedate_to_datetime(answer.headers["date"])
        return max(0.0, min(86_400.0, gap.total_seconds()))
    except (KeyError, TypeError, ValueError):
        return None
