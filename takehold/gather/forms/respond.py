"""A respondent's draft: what was said so far, in a signed field of the page and nowhere else, until it is sent once."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Final
from uuid import UUID

from django.core import signing
from django.http import QueryDict
from django.utils.translation import gettext as _

from takehold.gather.facts import surveys as facts
from takehold.gather.facts.surveys import DoorShut, Question

SALT: Final = "takehold.gather.respond"
LASTS: Final = 12 * 3600


class Wrong(Exception):
    """An answer that cannot be taken. ``str()`` is a sentence."""


@dataclass(frozen=True, slots=True)
class Draft:
    """What one respondent said so far. ``key`` makes an open link's answer count once."""

    key: str
    language: str
    said: Mapping[str, Any] = field(default_factory=dict)

    def with_answer(self, name: str, value: Any) -> Draft:
        """One more answer, or, empty, one less."""
        rest = {each: given for each, given in self.said.items() if each != name}
        return replace(self, said=rest if value in (None, "", []) else {**rest, name: value})


def begin(language: str) -> Draft:
    """An empty draft."""
    return Draft(secrets.token_urlsafe(16), language)


def seal(draft: Draft, nonce: UUID) -> str:
    """The signed field, good for this way in only."""
    return signing.dumps(
        [draft.key, draft.language, dict(draft.said)], salt=f"{SALT}:{nonce.hex}", compress=True
    )


def unseal(sealed: str, nonce: UUID) -> Draft:
    """The draft, or ``DoorShut("lost")`` where it is too old, changed, or of another survey."""
    try:
        key, language, said = signing.loads(sealed, salt=f"{SALT}:{nonce.hex}", max_age=LASTS)
    except (signing.BadSignature, ValueError, TypeError) as error:
        raise DoorShut("lost") from error
    return Draft(str(key), str(language), dict(said))


def given(question: Question, post: QueryDict) -> Any:
    """The answer to one question as it was sent; None where it was left out. Raises ``Wrong``."""
    if question.kind == facts.COMMENT:
        return _comment(question, post.get("answer", ""))
    if question.kind == facts.RANKING:
        return _ranking(question, post)
    chosen = [_choice(question, each) for each in post.getlist("answer") if each != ""]
    if question.kind == facts.CHECKBOX:
        return chosen or None
    return chosen[0] if chosen else None


def _comment(question: Question, text: str) -> str:
    text = text.replace("\r\n", "\n").replace("\x00", "").strip()
    if len(text) > question.most:
        raise Wrong(_("This is too long: at most {most} characters.").format(most=question.most))
    return text


def _choice(question: Question, sent: str) -> Any:
    if not sent.isascii() or not sent.isdigit() or len(sent) > 3 or int(sent) >= len(question.choices):
        raise Wrong(_("Please choose one of the answers."))
    return question.choices[int(sent)].value


def _ranking(question: Question, post: QueryDict) -> list[Any] | None:
    count = len(question.choices)
    places = [post.get(f"place-{at}", "") for at in range(count)]
    if not any(places):
        return None
    if sorted(places) != sorted(str(place) for place in range(1, count + 1)):
        raise Wrong(_("Give each its own place, from 1 to {n}, or leave all of them out.").format(n=count))
    by_place = sorted(range(count), key=lambda at: int(places[at]))
    return [question.choices[at].value for at in by_place]
