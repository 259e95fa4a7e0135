"""Bringing in a survey that was run elsewhere: once, after it ended, as a closed survey of its own.

It goes through the life of every other survey in one transaction: groups frozen, promise sealed, answers taken,
closed by the disclosure engine. Nobody ever sees it open, and nothing of the file is kept beside it.
"""

from __future__ import annotations

import json
import zlib
from base64 import b64decode, b64encode
from collections import Counter
from collections.abc import Mapping
from datetime import UTC, date, datetime, time
from time import sleep
from typing import Any, Final
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from takehold.audit import operations as audit
from takehold.evidence.of_persons import names_persons
from takehold.gather.disclosure import bringing, closing
from takehold.gather.facts import surveys as facts
from takehold.gather.facts.brought import ELSEWHERE, SCALES, BroughtInput, Export, Meaning, NotBrought, Said
from takehold.gather.facts.surveys import LANGUAGES, NotASurvey
from takehold.gather.models import Promise, Tree, Wave
from takehold.gather.operations import answering
from takehold.gather.operations.pulling import caller
from takehold.gather.operations.sealing import Unreadable, opened, seal
from takehold.gather.operations.survey_states import take
from takehold.gather.queries import brought, promises, survey_json
from takehold.gather.queries.surveys import change_to_ask
from takehold.gather.sources import elsewhere
from takehold.gather.sources.formbricks import management
from takehold.gather.sources.limesurvey import export as limesurvey
from takehold.gather.sources.limesurvey import remote
from takehold.people import queries as people
from takehold.people.facts import Viewer

SYSTEMS: Final = {"limesurvey": remote.fetch, "formbricks": management.fetch}
MOST_HELD: Final = 4_000_000
LEAST_OF_A_CHOICE: Final = 5
OTHER: Final = "other"


def look(*, viewer: Viewer, slug: str, content: bytes, filename: str) -> Export:
    """Read a file and keep nothing of it. Raises ``NotBrought``; ``NotYours`` or ``NotAllowed`` without the right."""
    change_to_ask(viewer=viewer, slug=slug)
    return limesurvey.read(content, filename, names_persons)


def ask(
    *,
    viewer: Viewer,
    slug: str,
    system: str,
    said: elsewhere.Said,
    now: datetime,
    fetch: elsewhere.Fetch | None = None,
) -> tuple[str, Export]:
    """Ask another survey tool for one survey; its name and answers. Address and password are forgotten at once."""
    change_to_ask(viewer=viewer, slug=slug)
    found = SYSTEMS[system](said, elsewhere.Calls(fetch or caller(), sleep), now)
    return found.title, limesurvey.export(
        found.records, survey=f"{system} {said.survey}", personal=names_persons
    )


def held(found: Export) -> str:
    """The answers as the page holds them until it is sent: sealed, so that only this house reads them."""
    days = [each.isoformat() if each else "" for each in found.days]
    plain = json.dumps([found.survey, found.titles, found.rows, days])
    packed = b64encode(zlib.compress(plain.encode())).decode()
    sealed = seal({ELSEWHERE: packed}).decode()
    if len(sealed) > MOST_HELD:
        raise NotBrought(_("These are too many answers for one page. Leave out columns and export again."))
    return sealed


def unheld(sealed: str) -> Export:
    """What was held. Raises ``NotBrought``."""
    try:
        packed = opened(sealed.encode())[ELSEWHERE]
        survey, titles, rows, days = json.loads(zlib.decompress(b64decode(packed)))
    except (Unreadable, KeyError, ValueError, TypeError, zlib.error) as error:
        raise NotBrought(_("This page was open for too long. Choose the file again.")) from error
    told = tuple(date.fromisoformat(each) if each else None for each in days)
    return Export(survey, tuple(titles), tuple(map(tuple, rows)), told)


def bring(*, viewer: Viewer, found: Export, said: BroughtInput, now: datetime) -> UUID:
    """Take it in, whole or not at all. Raises ``NotBrought``, ``TooFew``."""
    change = change_to_ask(viewer=viewer, slug=said.slug)
    _check(found, said, timezone.localdate(now))
    number, form = brought.number_of(found, said.closes_on), brought.form_of(found)
    if brought.here(number, form, said.opens_on, said.closes_on):
        raise NotBrought(_("This survey is here already. It is brought in once."))
    definition, choices = _definition(found, said)
    definition["takehold"] = {ELSEWHERE: found.survey or "file", "form": form}
    promise = dict.fromkeys(LANGUAGES, said.promise_text.strip())
    try:
        with transaction.atomic():
            row = Wave.objects.create(
                id=number, initiative_id=change.id, title=said.title.strip()[:200], moment=ELSEWHERE,
                template=f"{ELSEWHERE}-{number.hex[:28]}", definition=definition, languages=["en"],
                promise=said.promise, tree=Tree.TEAM, k_scores=max(5, people.floor()), k_comments=max(10, people.floor()),
                opens_on=said.opens_on, closes_on=said.closes_on, created_by_id=viewer.person_id, created_at=now,
            )  # fmt: skip
            _take_in(row, found, said, choices, promise)
            audit.record(
                actor=viewer.actor, action="survey brought in", subject=f"survey:{row.pk}", now=now,
                details={"initiative": change.id, "promise": row.promise_sha256, "answers": len(found.rows)},
            )  # fmt: skip
    except IntegrityError as error:
        raise NotBrought(_("This survey is here already. It is brought in once.")) from error
    return number


def _take_in(
    row: Wave,
    found: Export,
    said: BroughtInput,
    choices: Mapping[int, Mapping[str, Any]],
    promise: dict[str, str],
) -> None:
    at = next((n for n, each in enumerate(said.columns) if each.meaning is Meaning.GROUP), None)
    groups = ["" if at is None else each[at][:200] for each in found.rows]
    cells = bringing.freeze_groups(wave=row, answered=Counter(groups), on=said.closes_on)
    opened_at, closed_at = (datetime.combine(day, time(12), UTC) for day in (said.opens_on, said.closes_on))
    take(
        row, "open", opened_at=opened_at, promise_version=ELSEWHERE, promise_text=promise,
        promise_sha256=promises.sha256(promise),
    )  # fmt: skip
    for answer, group, day in zip(found.rows, groups, found.days, strict=True):
        values = {f"q{n}": words[answer[n]] for n, words in choices.items() if answer[n] in words}
        lines = {
            f"q{n}": answer[n][: survey_json.LONGEST_TEXT]
            for n, each in enumerate(said.columns)
            if each.meaning is Meaning.LINE and answer[n]
        }
        week = min(max(day or said.closes_on, said.opens_on), said.closes_on)
        answering.submit(
            wave_id=row.pk, cell_id=cells[group], person_id=None, choices=values, comments=lines,
            now=datetime.combine(week, time(12), UTC),
        )  # fmt: skip
    closing.close(wave_id=row.pk, now=closed_at)


def _check(found: Export, said: BroughtInput, today: date) -> None:
    if not said.title.strip():
        raise NotBrought(_("Give the survey a name."))
    if said.promise not in (Promise.CONFIDENTIAL, Promise.ANONYMOUS):
        raise NotBrought(
            _("What was said with a name is for whoever it was said to. Such a survey is not brought in.")
        )
    if not said.promise_text.strip():
        raise NotBrought(_("Write down what people were promised there."))
    if said.closes_on >= today:
        raise NotBrought(_("It is brought in after it ended."))
    if said.opens_on >= said.closes_on:
        raise NotBrought(_("It closes on a later day than it opens."))
    if len(said.columns) != len(found.titles):
        raise NotBrought(_("Say of each column what it is."))
    if sum(each.meaning is Meaning.GROUP for each in said.columns) > 1:
        raise NotBrought(_("Only one column can be the group."))


def _definition(found: Export, said: BroughtInput) -> tuple[dict[str, Any], dict[int, dict[str, Any]]]:
    """The questions as SurveyJS JSON, and for each column what an answer there is here. Raises ``NotBrought``."""
    asked: list[dict[str, Any]] = []
    words: dict[int, dict[str, Any]] = {}
    for number, (title, column) in enumerate(zip(found.titles, said.columns, strict=True)):
        question: dict[str, Any] = {"name": f"q{number}", "title": title[:500]}
        given = Counter(row[number] for row in found.rows if row[number])
        if column.meaning in SCALES:
            low, high = SCALES[column.meaning]
            question |= {"type": facts.RATING, "rateMin": low, "rateMax": high, **_ours(column)}
            points = {each: brought.point(each) for each in given}
            words[number] = {each: n for each, n in points.items() if n is not None and low <= n <= high}
        elif column.meaning is Meaning.CHOICE:
            texts, words[number] = _choices(given)
            question |= {"type": facts.RADIO, "choices": texts}
        elif column.meaning is Meaning.LINE:
            question |= {"type": facts.COMMENT}
        else:
            continue
        asked.append(question)
    definition = {"title": said.title.strip()[:200], "pages": [{"name": "all", "elements": asked}]}
    try:
        survey_json.check(definition)
    except NotASurvey as error:
        raise NotBrought(str(error)) from error
    return definition, words


def _ours(column: Said) -> dict[str, Any]:
    if not column.element:
        return {}
    return {"takehold": {"element": column.element, **({"reverse": True} if column.reverse else {})}}


def _choices(given: Counter[str]) -> tuple[list[dict[str, str]], dict[str, str]]:
    """Answers that at least five gave stand by themselves. The form there is not known here: that an answer occurs at
    all would tell of whoever alone gave it."""
    often = [each for each, n in given.most_common(survey_json.MOST_CHOICES - 1) if n >= LEAST_OF_A_CHOICE]
    often.sort()  # the order of frequency would tell more than the figures do
    values = {each: f"c{n}" for n, each in enumerate(often)}
    texts = [{"value": value, "text": each[:200]} for each, value in values.items()]
    while len(texts) < 1:
        texts.append({"value": "c0", "text": "–"})
    texts.append({"value": OTHER, "text": _("another answer")})
    return texts, {each: values.get(each, OTHER) for each in given}
