"""Statements of the Experience API, 1.0.3 (https://github.com/adlnet/xAPI-Spec) and 2.0 (IEEE 9274.1.1): what is
kept of one, and who acted only until the team is known.

Kept are begun and completed attempts that carry a registration, and passed and failed tests. The attempt's number is a
keyed hash of the registration: it joins the steps of one attempt and leads to nobody.
"""

from __future__ import annotations

import hmac
import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any, Final
from uuid import UUID

from django.conf import settings

from takehold.gather.facts.senders import NotTaken, Wrong
from takehold.gather.sources.receiving import keepable
from takehold.people.queries.whereabouts import stays, team_on

OUTSIDE: Final = "(outside)"
VERBS: Final[Mapping[str, str]] = {
    "initialized": "begun", "launched": "begun", "attempted": "begun", "started": "begun", "start": "begun",
    "completed": "completed", "complete": "completed", "passed": "passed", "failed": "failed",
}  # fmt: skip
"""By the last part of the verb's IRI: the vocabularies of ADL, cmi5 and Activity Streams."""
NEED_REGISTRATION: Final = frozenset({"begun", "completed"})
IDENTIFIERS: Final = ("mbox", "mbox_sha1sum", "openid", "account")
COLUMNS: Final = ("event", "attempt", "verb", "time", "team", "training")


@dataclass(frozen=True, slots=True)
class Actor:
    """By what a learning system names somebody. Never stored."""

    mail: str = field(default="", repr=False)
    sha1: str = field(default="", repr=False)
    account: str = field(default="", repr=False)

    @property
    def ways(self) -> tuple[str, ...]:
        """What can be looked up."""
        return tuple(each.casefold() for each in (self.mail, self.sha1, self.account) if each)


@dataclass(frozen=True, slots=True)
class Statement:
    """What a statement says that can be counted. ``verb`` is empty where nothing of it is."""

    id: str
    verb: str
    at: datetime
    training: str
    attempt: str
    actor: Actor


def statement(found: Any, now: datetime, where: str = "") -> Statement:
    """One statement checked as the specification demands, as far as it is read. Raises ``NotTaken``."""
    if not isinstance(found, dict):
        raise NotTaken(Wrong.NO_EVENT, where or "The body")
    ident = _id(found, where)
    actor = _actor(_object(found, "actor", where), where)
    verb = _iri(_object(found, "verb", where), "verb", where)
    thing = _object(found, "object", where)
    kind = thing.get("objectType", "Activity")
    training = _iri(thing, "object", where) if kind == "Activity" else ""
    registration = _registration(found, where)
    word = VERBS.get(verb.rstrip("/").rpartition("/")[2].casefold(), "") if training else ""
    if word in NEED_REGISTRATION and not registration:
        word = ""
    return Statement(
        ident,
        word,
        _moment(found, where, now),
        keepable(training[:200]),
        attempt(registration or ident),
        actor,
    )


def attempt(registration: str) -> str:
    """What an attempt is called here: a keyed hash, so that nobody finds the registration by it."""
    key = b"takehold: attempts" + settings.SECRET_KEY.encode()
    return hmac.new(key, registration.casefold().encode(), sha256).hexdigest()[:24]


def columns(said: Sequence[Statement]) -> list[dict[str, str]]:
    """Statements as plain columns, each with the team that its actor was in on that day; whoever acted is dropped."""
    known = stays(
        mails=_every(said, "mail"), keys=_every(said, "account"), hashes=_every(said, "sha1")
    )  # two queries, however many
    return [
        {
            "event": each.id, "attempt": each.attempt, "verb": each.verb, "training": each.training,
            "time": each.at.isoformat(timespec="microseconds"),
            "team": next((t for way in each.actor.ways if (t := team_on(known.get(way, ()), each.at.date()))), OUTSIDE),
        }
        for each in said
    ]  # fmt: skip


def _every(said: Sequence[Statement], name: str) -> Collection[str]:
    return {found for each in said if (found := getattr(each.actor, name))}


def _object(found: Mapping[str, Any], name: str, where: str) -> Mapping[str, Any]:
    inner = found.get(name)
    if not isinstance(inner, dict):
        raise NotTaken(Wrong.MISSING, where + name)
    return inner


def _id(found: Mapping[str, Any], where: str) -> str:
    """The statement's id; without one, one that the same content gets again."""
    if "id" not in found:
        return str(UUID(bytes=sha256(json.dumps(found, sort_keys=True).encode()).digest()[:16]))
    try:
        return str(UUID(found["id"]))
    except (ValueError, AttributeError, TypeError) as error:
        raise NotTaken(Wrong.MISSING, f"{where}id") from error


def _iri(found: Mapping[str, Any], name: str, where: str) -> str:
    ident = found.get("id")
    if not isinstance(ident, str) or ":" not in ident:
        raise NotTaken(Wrong.MISSING, f"{where}{name}.id")
    return ident


def _actor(found: Mapping[str, Any], where: str) -> Actor:
    """Exactly one way to know an agent; an anonymous group is nobody in particular."""
    given = [name for name in IDENTIFIERS if name in found]
    if not given and found.get("objectType") == "Group":
        return Actor()
    if len(given) != 1:
        raise NotTaken(Wrong.MISSING, f"{where}actor")
    said = found[given[0]]
    if given[0] == "account":
        said = said.get("name") if isinstance(said, dict) else None
    if not isinstance(said, str) or not said.strip():
        raise NotTaken(Wrong.MISSING, f"{where}actor.{given[0]}")
    said = keepable(said)
    match given[0]:
        case "mbox":
            if not said.startswith("mailto:"):
                raise NotTaken(Wrong.MISSING, f"{where}actor.mbox")
            return Actor(mail=said.removeprefix("mailto:"))
        case "mbox_sha1sum":
            return Actor(sha1=said)
        case "account":
            return Actor(account=said)
    return Actor()


def _registration(found: Mapping[str, Any], where: str) -> str:
    context = found.get("context", {})
    if not isinstance(context, dict):
        raise NotTaken(Wrong.MISSING, f"{where}context")
    said = context.get("registration")
    if said is None:
        return ""
    try:
        return str(UUID(said))
    except (ValueError, AttributeError, TypeError) as error:
        raise NotTaken(Wrong.MISSING, f"{where}context.registration") from error


def _moment(found: Mapping[str, Any], where: str, now: datetime) -> datetime:
    """When it happened; without a word, when it was stored, else now. UTC where no offset is named."""
    said = found.get("timestamp", found.get("stored"))
    if said is None:
        return now.astimezone(UTC)
    try:
        at = datetime.fromisoformat(said)
        return (at if at.tzinfo else at.replace(tzinfo=UTC)).astimezone(UTC)
    except (TypeError, ValueError, OverflowError) as error:
        raise NotTaken(Wrong.TIME, f"{where}timestamp") from error
