"""A respondent's pages: no account, no script, one question a page. Nothing is stored before the answers are sent."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from functools import wraps
from typing import Any, Final
from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.loader import render_to_string
from django.utils.html import format_html
from django.utils.translation import get_language_bidi, override
from django.utils.translation import gettext as _
from django.utils.translation.trans_real import parse_accept_lang_header
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from takehold.gather.facts.surveys import LANGUAGES, Door, DoorShut, NotASurvey, Question, Questionnaire
from takehold.gather.forms import respond as drafts
from takehold.gather.operations.answering import respond as store
from takehold.gather.queries import doors, survey_json, survey_templates
from takehold.gather.views.entry import moment

COOKIE: Final = "survey"
SALT: Final = "takehold.gather.door"
PATH: Final = "/s/"
STATUS: Final = {"unknown": 404, "used": 200, "closed": 410, "lost": 410}
AFTER_DONE, WHEN_LEFT = 15, 180
"""Seconds after which a kiosk goes back to its start: after the thanks, and when somebody walked away."""

View = Callable[..., HttpResponse]


def friendly(view: View) -> View:
    """A door that is shut is a page in the reader's language, never an error."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            return view(request, *args, **kwargs)
        except DoorShut as shut:
            language = preferred(request, tuple(LANGUAGES))
            return show("gather/respond/shut.html", language, {"why": shut.why}, status=STATUS[shut.why])

    return guarded


def show(template: str, language: str, context: dict[str, Any], status: int = 200) -> HttpResponse:
    """A page in one language, which need not be one of the site's."""
    with override(language):
        context = {**context, "language": language, "rtl": get_language_bidi()}
        response = HttpResponse(render_to_string(template, context), status=status)
    response["Content-Language"] = language
    response["X-Robots-Tag"] = "noindex"
    return response


def preferred(request: HttpRequest, among: tuple[str, ...]) -> str:
    """The language asked for by a link on the page, else the browser's, else the survey's first."""
    asked = request.GET.get("lang", "")
    if asked in among:
        return asked
    for code, _priority in parse_accept_lang_header(request.headers.get("Accept-Language", "")):
        if code.split("-")[0] in among:
            return code.split("-")[0]
    return among[0]


@require_safe
@friendly
def enter(request: HttpRequest, token: str) -> HttpResponse:
    """The token leaves the address at once: it goes into a cookie that only these pages get."""
    kind, nonce = doors.opened(token)
    door = doors.door(kind, nonce)
    response = HttpResponseRedirect(PATH)
    response.set_signed_cookie(
        COOKIE,
        json.dumps([kind, nonce.hex, door.wave_id.hex]),
        salt=SALT,
        max_age=drafts.LASTS if kind != doors.KIOSK else None,
        path=PATH,
        secure=request.is_secure(),
        httponly=True,
        samesite="Lax",
    )
    return response


def come_by(request: HttpRequest) -> tuple[str, UUID, dict[str, Any]]:
    """Through which door this browser came, and what its survey asks."""
    sealed = request.get_signed_cookie(COOKIE, default="", salt=SALT)
    if not sealed:
        raise DoorShut("lost")
    kind, nonce, wave = json.loads(sealed)
    return kind, UUID(hex=nonce), doors.asked_in(UUID(hex=wave))


# no token against forged forms: each form carries the signed draft of this very door, which nobody else can make
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
@friendly
def respond(request: HttpRequest) -> HttpResponse:
    """The start, a question, or the thanks."""
    kind, nonce, survey = come_by(request)
    if request.method != "POST":
        door = doors.door(kind, nonce)
        if door.used:
            raise DoorShut("used")
        return start(door, survey, preferred(request, survey["languages"]))
    draft = drafts.unseal(request.POST.get("draft", ""), nonce)
    asked = asked_of(survey, draft.language)
    response = step(request, kind, nonce, survey, draft, asked)
    if kind == doors.KIOSK:
        response.headers.setdefault("Refresh", f"{WHEN_LEFT}; url={PATH}")
    else:  # with no-store the browser's own Back would show an error instead of the page before
        response["Cache-Control"] = "private, no-cache"
    return response


def asked_of(survey: dict[str, Any], language: str) -> Questionnaire:
    """The survey's questions in one language, read once a process."""
    text = json.dumps(survey["definition"], sort_keys=True)
    with override(language):
        return survey_json.kept(str(survey["id"]), language, text)


def start(door: Door, survey: dict[str, Any], language: str) -> HttpResponse:
    """Who asks, why, how long it takes, and who will see what."""
    asked = asked_of(survey, language)
    moved = doors.moved(door.wave_id, door.closes_on) if door.closes_on else None
    context = {
        "survey": survey,
        "asked": asked,
        "lead": format_html("<bdi>{}</bdi>", survey["lead"]) if survey["lead"] else "",
        "minutes": survey_templates.minutes(len(asked.questions)),
        "promise": survey["promise_text"].get(language, ""),
        "closes": day(door.closes_on, language),
        "moved": moved,
        "was": day(moved.was if moved else None, language),
        "languages": [(code, LANGUAGES[code], code == language) for code in survey["languages"]],
        "open_link": door.kind != doors.INVITED,
        "draft": drafts.seal(drafts.begin(language), door.nonce),
    }
    return show("gather/respond/start.html", language, context)


def day(value: date | None, language: str) -> str:
    """A day in words, or nothing."""
    with override(language):
        return survey_templates.in_words(value) if value else ""


def step(
    request: HttpRequest,
    kind: str,
    nonce: UUID,
    survey: dict[str, Any],
    draft: drafts.Draft,
    asked: Questionnaire,
) -> HttpResponse:
    """Take the answer of the page that was sent, and show the next one, the one before, or the thanks."""
    shown = survey_json.visible(asked.questions, draft.said)
    at = next((n for n, each in enumerate(shown) if each.name == request.POST.get("question")), -1)
    back = "back" in request.POST
    if at >= 0:
        try:
            with override(draft.language):
                draft = draft.with_answer(shown[at].name, drafts.given(shown[at], request.POST))
        except drafts.Wrong as wrong:
            if not back:
                return page(kind, nonce, survey, draft, shown, at, str(wrong))
        if not back and shown[at].required and shown[at].name not in draft.said:
            return page(kind, nonce, survey, draft, shown, at, needed(draft.language))
        name = shown[at].name
        shown = survey_json.visible(asked.questions, draft.said)
        at = next(n for n, each in enumerate(shown) if each.name == name)
    if back and at <= 0:
        return start(doors.door(kind, nonce), survey, draft.language)
    at += -1 if back else 1
    if at >= len(shown):
        return send(kind, nonce, survey, draft)
    return page(kind, nonce, survey, draft, shown, at)


def needed(language: str) -> str:
    """What is said where an answer is needed."""
    with override(language):
        return _("Please answer this one: the survey needs it.")


def page(
    kind: str,
    nonce: UUID,
    survey: dict[str, Any],
    draft: drafts.Draft,
    shown: tuple[Question, ...],
    at: int,
    wrong: str = "",
) -> HttpResponse:
    """One question."""
    question = shown[at]
    context = {
        "survey": survey,
        "question": question,
        "said": draft.said.get(question.name),
        "places": placed(question, draft.said.get(question.name)),
        "number": at + 1,
        "count": len(shown),
        "last": at + 1 == len(shown),
        "wrong": wrong,
        "draft": drafts.seal(draft, nonce),
    }
    return show("gather/respond/question.html", draft.language, context, status=422 if wrong else 200)


def placed(question: Question, said: Any) -> list[tuple[int, str, int]]:
    """For a ranking: number, text and chosen place of each choice."""
    order = said if isinstance(said, list) else []
    return [
        (at, choice.text, order.index(choice.value) + 1 if choice.value in order else 0)
        for at, choice in enumerate(question.choices)
    ]


def send(kind: str, nonce: UUID, survey: dict[str, Any], draft: drafts.Draft) -> HttpResponse:
    """The one commit, and the thanks."""
    door = doors.door(kind, nonce)
    try:
        store(door=door, said=draft.said, key=draft.key, now=moment())
    except NotASurvey as error:  # the draft is signed, so this is a survey of an older form
        raise DoorShut("lost") from error
    closes = day(door.closes_on, draft.language)
    kiosk = kind == doors.KIOSK
    response = show(
        "gather/respond/done.html", draft.language, {"survey": survey, "closes": closes, "kiosk": kiosk}
    )
    if kiosk:
        response["Refresh"] = f"{AFTER_DONE}; url={PATH}"
    return response
