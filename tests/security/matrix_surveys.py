"""Rights on surveys: those of a change are planned by who leads it, read by who reads it, answered by who holds a link."""

from __future__ import annotations

from tests.security.entries import (
    ALL,
    EDITORS,
    EMPLOYED,
    FOR_EVERYBODY,
    FOR_SURGERY,
    NOT_THERE,
    NOT_WARD_1,
    OVERSEE,
    UUID,
    Call,
    instead,
)

PLAN, RUNNING, OVER = {"wave_id": "{plan}"}, {"wave_id": "{open-survey}"}, {"wave_id": "{closed-survey}"}
NO_SURVEY = {"wave_id": UUID}
NOT_LEADING = f"{EMPLOYED}, {OVERSEE}, steward"
ONLY_LEADING = {200: EDITORS, 404: f"stranger, {NOT_LEADING}"}
LEADING_RUNNING = {200: EDITORS, 403: f"other, small, {OVERSEE}, steward", 404: NOT_WARD_1}
LEADING_OVER = {200: EDITORS, 403: NOT_LEADING, 404: "stranger"}
A_LINE = {"line-0-said": "Slow", "line-0-done": "yes", "line-0-answer": "A second cart."}
ANOTHER_DAY = {"day": "2026-03-12"}
LINES = {"lines": [{"said": "Slow", "done": True, "answer": "A second cart."}]}
A_PLAN = {"title": "Next", "opens_on": "2026-04-01", "closes_on": "2026-04-09", "change": "{change}"}


SURVEYS = [
    Call("gather:offer-decline", "POST", body={"token": "of somebody else"}, answers=NOT_THERE),
    Call("api:my_offers", answers=FOR_EVERYBODY, nobody=401),
    Call(
        "api:decline_offer",
        "POST",
        body={"token": "of somebody else"},
        json=True,
        answers=NOT_THERE,
        nobody=401,
    ),
    Call("gather:surveys", answers=FOR_EVERYBODY),
    Call("gather:surveys", query="?change={surgery}", answers=FOR_SURGERY),
    Call("gather:survey-new", answers=FOR_EVERYBODY),
    Call("gather:survey-new", query="?change={change}", answers=LEADING_OVER),
    Call("gather:survey-new", query="?change={surgery}", answers=LEADING_RUNNING),
    Call("gather:survey-new", "POST", query="?change={change}", answers=instead(LEADING_OVER, 422)),
    Call("gather:survey-bring", answers=LEADING_OVER),
    Call("gather:survey-bring", "POST", body={"change": "{change}"}, answers=instead(LEADING_OVER, 422)),
    *[
        Call(f"api:{name}", "POST", body={"change": "{change}"}, answers={422: ALL}, nobody=401)
        for name in ("look_elsewhere", "bring_elsewhere")
    ],
    Call("gather:survey", parts=PLAN, answers=ONLY_LEADING),
    Call("gather:survey", parts=RUNNING, answers=FOR_SURGERY),
    Call("gather:survey", parts=OVER, answers=FOR_EVERYBODY),
    Call("gather:survey-results", parts=RUNNING, answers=FOR_SURGERY),
    Call("gather:survey-results", parts=OVER, answers=FOR_EVERYBODY),
    Call("gather:survey-edit", parts=PLAN, answers=ONLY_LEADING),
    Call("gather:survey-edit", "POST", parts=PLAN, answers=instead(ONLY_LEADING, 422)),
    Call("gather:survey-edit", parts=RUNNING, answers=instead(LEADING_RUNNING, 302)),
    *[
        Call(f"gather:survey-{name}", "POST", parts=PLAN, answers=instead(ONLY_LEADING, 302))
        for name in ("open", "discard")
    ],
    *[
        Call(f"gather:survey-{name}", "POST", parts=RUNNING, answers=instead(LEADING_RUNNING, 302))
        for name in ("open", "discard")
    ],
    *[
        Call(f"gather:survey-{name}", parts=parts, answers=answers)
        for name in ("questions", "json", "preview", "you-said")
        for parts, answers in ((PLAN, ONLY_LEADING), (RUNNING, LEADING_RUNNING), (OVER, LEADING_OVER))
    ],
    Call("gather:survey-questions", "POST", parts=PLAN, answers=instead(ONLY_LEADING, 422)),
    Call("gather:survey-you-said", "POST", parts=OVER, body=A_LINE, answers=instead(LEADING_OVER, 302)),
    Call("gather:survey-you-said", "POST", parts=RUNNING, body=A_LINE, answers=instead(LEADING_RUNNING, 422)),
    *[
        Call("gather:survey-last-day", parts=parts, answers=answers)
        for parts, answers in ((PLAN, ONLY_LEADING), (RUNNING, LEADING_RUNNING), (OVER, LEADING_OVER))
    ],
    Call(
        "gather:survey-last-day",
        "POST",
        parts=RUNNING,
        body=ANOTHER_DAY,
        answers=instead(LEADING_RUNNING, 302),
    ),
    Call("gather:survey-last-day", "POST", parts=OVER, body=ANOTHER_DAY, answers=instead(LEADING_OVER, 422)),
    Call("gather:survey-poster", parts={**RUNNING, "kind": "poster"}, answers=LEADING_RUNNING),
    Call(
        "gather:survey-poster",
        parts={**RUNNING, "kind": "kiosk"},
        answers={404: f"{EDITORS}, {NOT_WARD_1}", 403: f"other, small, {OVERSEE}, steward"},
    ),
    *[
        Call(f"gather:survey{name}", parts=NO_SURVEY, answers=NOT_THERE)
        for name in ("", "-results", "-edit", "-questions", "-json", "-preview", "-you-said", "-last-day")
    ],
    *[
        Call(f"gather:survey-{name}", "POST", parts=NO_SURVEY, answers=NOT_THERE)
        for name in ("open", "discard")
    ],
    Call("gather:survey-poster", parts={**NO_SURVEY, "kind": "poster"}, answers=NOT_THERE),
    Call("gather:respond", answers={410: ALL}, nobody=410),
    Call("gather:respond", "POST", answers={410: ALL}, nobody=410),
    Call("gather:respond-enter", parts={"token": "a" * 44}, answers=NOT_THERE, nobody=404),
    Call("api:surveys", answers=FOR_EVERYBODY, nobody=401),
    Call("api:plan_survey", "POST", json=True, body=A_PLAN, answers=instead(LEADING_OVER, 201), nobody=401),
    Call("api:survey", parts=PLAN, answers=ONLY_LEADING, nobody=401),
    Call("api:survey", parts=RUNNING, answers=FOR_SURGERY, nobody=401),
    Call("api:survey_participation", parts=RUNNING, answers=FOR_SURGERY, nobody=401),
    Call("api:survey_results", parts=RUNNING, answers=instead(FOR_SURGERY, 409), nobody=401),
    Call("api:survey_results", parts=OVER, answers=FOR_EVERYBODY, nobody=401),
    Call("api:survey_by_name", parts=OVER, answers=NOT_THERE, nobody=401),
    Call("api:survey_by_name", parts=RUNNING, answers=instead(FOR_SURGERY, 409), nobody=401),
    Call("api:survey_questions", parts=RUNNING, answers=LEADING_RUNNING, nobody=401),
    Call("api:survey_replace", "PUT", json=True, parts=PLAN, answers=instead(ONLY_LEADING, 422), nobody=401),
    Call(
        "api:survey_replace",
        "PUT",
        json=True,
        parts=RUNNING,
        answers=instead(LEADING_RUNNING, 409),
        nobody=401,
    ),
    Call("api:survey_open", "POST", json=True, parts=PLAN, answers=instead(ONLY_LEADING, 409), nobody=401),
    Call(
        "api:survey_open", "POST", json=True, parts=RUNNING, answers=instead(LEADING_RUNNING, 409), nobody=401
    ),
    Call(
        "api:survey_last_day",
        "POST",
        json=True,
        parts=RUNNING,
        body=ANOTHER_DAY,
        answers=LEADING_RUNNING,
        nobody=401,
    ),
    Call(
        "api:survey_last_day",
        "POST",
        json=True,
        parts=OVER,
        body=ANOTHER_DAY,
        answers=instead(LEADING_OVER, 409),
        nobody=401,
    ),
    Call("api:survey_you_said", "POST", json=True, parts=OVER, body=LINES, answers=LEADING_OVER, nobody=401),
    *[
        Call(f"api:survey{name}", parts=NO_SURVEY, answers=NOT_THERE, nobody=401)
        for name in ("", "_participation", "_results", "_questions")
    ],
    *[
        Call(
            f"api:survey_{name}",
            "POST",
            json=True,
            parts=NO_SURVEY,
            body={**LINES, **ANOTHER_DAY},
            answers=NOT_THERE,
            nobody=401,
        )
        for name in ("open", "you_said", "last_day")
    ],
]
