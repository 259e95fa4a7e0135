"""/cocreate/<round>/results/: what do people hold together, and where do they part?"""

from __future__ import annotations

import csv
import io
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from takehold.cocreation.facts.results import Holding, Results, Side, StatementResult, Three
from takehold.cocreation.queries import results_words as words
from takehold.cocreation.queries.results import results as found_of
from takehold.cocreation.queries.results_file import rows
from takehold.cocreation.queries.results_picture import picture
from takehold.cocreation.queries.rounds import one
from takehold.gather.facts.disclosure import NotYet
from takehold.people.facts import NotFound, Viewer
from takehold.people.views.entry import about, page


@require_safe
@page
def results(request: HttpRequest, viewer: Viewer, round_id: int) -> HttpResponse:
    """The page; before the round is closed there is nothing on it, for nobody."""
    try:
        found = found_of(viewer=viewer, round_id=round_id)
    except NotYet as wait:
        asked = one(viewer=viewer, round_id=round_id)
        about(request, asked.change_slug)
        waiting = {
            "round_id": round_id,
            "question": asked.said.question,
            "wait": str(wait),
            "closes_on": asked.said.closes_on,
        }
        return render(request, "cocreation/results.html", waiting)
    about(request, found.slug)
    wanted = request.GET.get("group", "")
    chosen = int(wanted[:9]) if wanted.isascii() and wanted.isdigit() else None
    return render(request, "cocreation/results.html", {**shown(found), **_team(found, chosen)})


def in_words(found: Results) -> dict[str, Any]:
    """What all hold, and where they part."""
    return {
        "answer": words.answer(found),
        "common": [(each.number, each.text, words.common(each), _agree(each)) for each in found.common],
        "divided": [
            (each.number, each.text, words.divided(found, each), _agree(each)) for each in found.divided
        ],
    }


def shown(found: Results) -> dict[str, Any]:
    """The result in words and pictures. What a minority holds strongly is said where the group stands, if it stands there."""
    strongly = {(letter, held.statement.number) for letter, held in found.strongly}
    told = {(each.letter, held.statement.number) for each in found.groups for held in each.holds}
    return {
        **in_words(found),
        "round_id": found.round_id,
        "question": found.question,
        "found": found,
        "turnout": words.turnout(found),
        "picture": picture(found),
        "rows": [_row(found, each) for each in found.statements],
        "groups": [
            (
                each.letter,
                each.n,
                [(*_held(held), (each.letter, held.statement.number) in strongly) for held in each.holds],
            )
            for each in found.groups
        ],
        "why_not": words.why_not(found),
        "strongly": [
            (letter, *_held(held))
            for letter, held in found.strongly
            if (letter, held.statement.number) not in told
        ],
        "passed": [
            (each.text, words.share(each.whole.passed))
            for each in words.passed(found)
            if each.whole is not None
        ],
    }


@require_safe
@page
def results_csv(request: HttpRequest, viewer: Viewer, round_id: int) -> HttpResponse:
    """The same as a file: statements and totals, never a voter."""
    try:
        found = found_of(viewer=viewer, round_id=round_id)
    except NotYet as error:
        raise NotFound from error
    text = io.StringIO()
    csv.writer(text, quoting=csv.QUOTE_ALL).writerows(rows(found))
    response = HttpResponse(text.getvalue().encode("utf-8-sig"), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="round-{round_id}.csv"'
    response["X-Content-Type-Options"] = "nosniff"
    return response


def _held(held: Holding) -> tuple[str, str, str]:
    """A statement, the side that is held, and by which share."""
    return held.statement.text, words.SIDES[held.side], words.share(held.share)


def _agree(statement: StatementResult) -> str:
    """Which share of everybody agrees, or disagrees where all do."""
    if statement.whole is None:
        return words.share(None)
    whole = statement.whole
    return words.share(whole.disagree if statement.common is Side.DISAGREE else whole.agree)


def _shares(three: Three | None) -> tuple[str, str, str, str]:
    if three is None:
        return "", words.share(None), "", ""
    return three.n, words.share(three.agree), words.share(three.disagree), words.share(three.passed)


def _row(found: Results, statement: StatementResult) -> tuple[Any, ...]:
    """A statement in the table: everybody, and how many agree of each opinion group."""
    groups = [words.share(three.agree if three is not None else None) for three in statement.by_group]
    return (
        statement.number,
        statement.text,
        _shares(statement.whole),
        groups,
        statement.common,
        statement.divides,
    )


def _team(found: Results, chosen: int | None) -> dict[str, Any]:
    """The groups of teams that can be chosen, and one of them: the one chosen, else the reader's own."""
    choices = [each for each in found.teams if each.base]
    team = next((each for each in choices if each.number == chosen or (chosen is None and each.own)), None)
    texts = {each.number: each.text for each in found.statements}
    told = [(number, texts[number], _shares(three)) for number, three in team.by_statement] if team else []
    return {"choices": choices, "team": team, "told": told}
