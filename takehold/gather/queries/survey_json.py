"""SurveyJS JSON, the stored and exchanged form of a survey. The only module that knows the package ``surveyjs``.

What can be asked is a subset: rating, radiogroup, checkbox, boolean, comment, dropdown, ranking, panels and visibleIf.
Everything else is refused when a survey comes in, by name and with what is allowed, never dropped in silence.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Any, Final

from django.utils.translation import gettext as _
from surveyjs import SurveyCreator, SurveyForm

from takehold.gather.facts import surveys as facts
from takehold.gather.facts.surveys import Choice, NotASurvey, Question, Questionnaire
from takehold.gather.queries import visibility
from takehold.gather.queries.promises import yes_and_no

MOST_BYTES: Final = 100_000
MOST_QUESTIONS: Final = 40
MOST_CHOICES: Final = 30
MOST_DEPTH: Final = 8
LONGEST_TEXT: Final = 1000
LONGEST_COMMENT: Final = 2000
NAME: Final = re.compile(r"[A-Za-z0-9][\w-]{0,79}")
REFUSED: Final = ("choicesByUrl", "showOtherItem", "hasOther", "showNoneItem", "hasNone", "showSelectAllItem",
                  "html", "enableIf", "requiredIf", "setValueIf", "valueExpression", "defaultValueExpression")  # fmt: skip
TEXTS: Final = (
    "title",
    "description",
    "text",
    "minRateDescription",
    "maxRateDescription",
    "labelTrue",
    "labelFalse",
)
ENGLISH: Final = "default"


def loads(text: str | bytes) -> dict[str, Any]:
    """The JSON of a survey as it was sent, checked. Raises ``NotASurvey``."""
    if len(text) > MOST_BYTES:
        raise NotASurvey(_("This survey is too large: at most 100 kB of JSON."))
    try:
        found = json.loads(text, parse_constant=_no_constant)
    except (ValueError, UnicodeDecodeError, RecursionError) as error:
        raise NotASurvey(_("This is no JSON. Export the survey as SurveyJS JSON and try again.")) from error
    if not isinstance(found, dict):
        raise NotASurvey(_("This JSON is no survey: SurveyJS puts one object with pages at its top."))
    check(found)
    return found


def _no_constant(name: str) -> float:
    raise ValueError(name)


def dumps(definition: Mapping[str, Any]) -> str:
    """The JSON to take along."""
    return json.dumps(definition, ensure_ascii=False, indent=2) + "\n"


def check(definition: Mapping[str, Any]) -> None:
    """Refuse what cannot be asked here. Raises ``NotASurvey`` with the question's name and what is allowed."""
    _walk(definition, 0)
    seen: set[str] = set()
    for raw in _elements(definition):
        kind, name = raw.get("type"), raw.get("name")
        if not isinstance(name, str) or not NAME.fullmatch(name):
            raise NotASurvey(_("Each question needs a name of letters, digits, - and _, up to 80 of them."))
        if name in seen:
            raise NotASurvey(_("Two questions are called “{name}”.").format(name=name))
        if kind != facts.PANEL:
            _check_question(raw, str(kind), name)
        _check_condition(raw, name, seen)
        seen.add(name)
    asked = _questions(definition)
    if not asked:
        raise NotASurvey(_("This survey asks nothing."))
    if len(asked) > MOST_QUESTIONS:
        raise NotASurvey(_("Too many questions: at most {most}.").format(most=MOST_QUESTIONS))
    _of_the_package(definition)


def _of_the_package(definition: Mapping[str, Any]) -> None:
    try:
        SurveyCreator(dict(definition), language=ENGLISH)
    except Exception as error:
        raise NotASurvey(_("This survey could not be read as SurveyJS JSON.")) from error


def _walk(value: Any, depth: int) -> None:
    if depth > MOST_DEPTH * 3:
        raise NotASurvey(_("This survey is nested too deeply."))
    if isinstance(value, Mapping):
        for name, each in value.items():
            if name in REFUSED and each:
                raise NotASurvey(_("“{what}” cannot be asked here. Please take it out.").format(what=name))
            if isinstance(each, str) and len(each) > LONGEST_TEXT * 2:
                raise NotASurvey(_("A text is too long: at most 1,000 characters."))
            _walk(each, depth + 1)
    elif isinstance(value, list):
        for each in value:
            _walk(each, depth + 1)


def _check_question(raw: Mapping[str, Any], kind: str, name: str) -> None:
    if kind not in facts.KINDS:
        raise NotASurvey(
            _("“{name}” is of the kind “{kind}”. These can be asked: {kinds}.").format(
                name=name, kind=kind[:40], kinds=", ".join((*facts.KINDS, facts.PANEL))
            )
        )
    if kind in (facts.RADIO, facts.CHECKBOX, facts.DROPDOWN, facts.RANKING):
        choices = raw.get("choices")
        if not isinstance(choices, list) or not 2 <= len(choices) <= MOST_CHOICES:
            raise NotASurvey(_("“{name}” needs between 2 and 30 choices.").format(name=name))
        values = [json.dumps(_value(each)) for each in choices]
        if any(_value(each) is None for each in choices) or len(set(values)) != len(values):
            raise NotASurvey(_("The choices of “{name}” need different values.").format(name=name))
    if kind == facts.RATING and not 2 <= len(_steps(raw)) <= 11:
        raise NotASurvey(_("“{name}” needs between 2 and 11 steps.").format(name=name))


def _check_condition(raw: Mapping[str, Any], name: str, before: set[str]) -> None:
    condition = raw.get("visibleIf")
    if not condition:
        return
    try:
        _test, names = visibility.read(str(condition))
    except (visibility.Unclear, RecursionError) as error:
        raise NotASurvey(
            _("The condition of “{name}” cannot be followed: {why}.").format(name=name, why=error)
        ) from error
    if unknown := names - before:
        raise NotASurvey(
            _("The condition of “{name}” speaks of “{other}”, which is not asked before it.").format(
                name=name, other=min(unknown)
            )
        )


def _elements(level: Mapping[str, Any], depth: int = 0) -> Iterator[Mapping[str, Any]]:
    """Panels and questions in their order, those inside panels too."""
    if depth > MOST_DEPTH:
        raise NotASurvey(_("This survey is nested too deeply."))
    pages = level.get("pages") if depth == 0 else None
    for holder in pages if isinstance(pages, list) and pages else [level]:
        inside = holder.get("elements", []) if isinstance(holder, Mapping) else None
        if not isinstance(inside, list) or not all(isinstance(each, Mapping) for each in inside):
            raise NotASurvey(_("This JSON is no survey: SurveyJS puts one object with pages at its top."))
        for raw in inside:
            yield raw
            if raw.get("type") == facts.PANEL:
                yield from _elements(raw, depth + 1)


def _questions(definition: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    return [raw for raw in _elements(definition) if raw.get("type") != facts.PANEL]


def _value(choice: Any) -> Any:
    value = choice.get("value") if isinstance(choice, Mapping) else choice
    return value if isinstance(value, str | int | float) else None


def _steps(raw: Mapping[str, Any]) -> list[Any]:
    if raw.get("rateValues"):
        return [_value(each) for each in raw["rateValues"]]
    low, high = raw.get("rateMin", 1), raw.get("rateMax", raw.get("rateCount", 5))
    if not isinstance(low, int) or not isinstance(high, int) or high - low > 20:
        return []
    return list(range(low, high + 1))


def languages(definition: Mapping[str, Any]) -> tuple[str, ...]:
    """The languages in which every text of the survey is there. English is the language of plain texts."""
    there: list[set[str]] = []

    def look(value: Any) -> None:
        if isinstance(value, Mapping):
            for name, each in value.items():
                if name in TEXTS and isinstance(each, Mapping):
                    there.append({"en" if key == ENGLISH else key for key, text in each.items() if text})
                elif name in TEXTS and each:
                    there.append({"en"})
                else:
                    look(each)
        elif isinstance(value, list):
            for each in value:
                look(each)

    look(definition)
    every = set.intersection(*there) if there else {"en"}
    return tuple(code for code in facts.LANGUAGES if code in every) or ("en",)


def questionnaire(definition: Mapping[str, Any], language: str = "en") -> Questionnaire:
    """The questions in one language, panels opened up, each with the conditions of its page and panels."""
    wanted = ENGLISH if language == "en" else language
    creator = SurveyCreator(dict(definition), language=wanted)
    found: list[Question] = []
    for page in creator.pages:
        own = _conditions(page.raw)
        for element in page.elements.values():
            found += _opened(element, own)
    title = next(
        iter(creator.pages)
    ).elements  # the package translates elements only, so the survey's own texts
    speaker = next(iter(title.values()))  # are translated by the first of them
    return Questionnaire(
        title=str(speaker.translate(creator.title) or ""),
        description=str(speaker.translate(creator.description) or ""),
        language=language,
        languages=languages(definition),
        questions=tuple(found),
    )


def _conditions(raw: Mapping[str, Any]) -> tuple[str, ...]:
    return (str(raw["visibleIf"]),) if raw.get("visibleIf") else ()


def _opened(element: Any, above: tuple[str, ...]) -> list[Question]:
    conditions = (*above, *_conditions(element.raw))
    if element.type == facts.PANEL:
        return [each for child in element.elements.values() for each in _opened(child, conditions)]
    return [_question(element, conditions)]


def _question(element: Any, conditions: tuple[str, ...]) -> Question:
    raw, kind = element.raw, element.type
    ours = raw.get("takehold") if isinstance(raw.get("takehold"), Mapping) else {}
    return Question(
        name=element.name,
        kind=kind,
        title=str(element.title),
        hint=str(element.description or ""),
        choices=_choices(element, kind),
        required=bool(element.is_required),
        shown_if=conditions,
        low=str(element.min_rate_description or "") if kind == facts.RATING else "",
        high=str(element.max_rate_description or "") if kind == facts.RATING else "",
        most=_longest(raw),
        element=str(ours.get("element", "")),
    )


def _longest(raw: Mapping[str, Any]) -> int:
    said = raw.get("maxLength", 1000)
    return min(said, LONGEST_COMMENT) if isinstance(said, int) and said > 0 else 1000


def _choices(element: Any, kind: str) -> tuple[Choice, ...]:
    if kind == facts.RATING:
        if element.rate_values:
            return tuple(Choice(**element.choice_item(each)) for each in element.rate_values)
        return tuple(Choice(step, str(step)) for step in _steps(element.raw))
    if kind == facts.BOOLEAN:
        usual = yes_and_no()
        yes = element.label_true if element.raw.get("labelTrue") else usual[0]
        no = element.label_false if element.raw.get("labelFalse") else usual[1]
        return (Choice(element.value_true, yes), Choice(element.value_false, no))
    if kind == facts.COMMENT:
        return ()
    return tuple(Choice(**each) for each in element.choices_values)


def misfits(definition: Mapping[str, Any], answers: Mapping[str, Any]) -> tuple[str, ...]:
    """What does not fit the survey, by the package's own eyes: a second look before anything is stored."""
    creator = SurveyCreator(dict(definition), language=ENGLISH)
    form = SurveyForm(dict(answers), creator)
    found = [f"{name}: unknown" for name in answers if name not in creator.questions]
    for name, question in form.questions.items():
        if name in answers:
            found += question.check_value(answers[name])
    return tuple(found)


def visible(questions: Sequence[Question], said: Mapping[str, Any]) -> tuple[Question, ...]:
    """The questions to be asked, given what was said so far: a hidden question's answer counts for nothing."""
    shown: list[Question] = []
    counted: dict[str, Any] = {}
    for question in questions:
        if visibility.holds(question.shown_if, counted):
            shown.append(question)
            if question.name in said:
                counted[question.name] = said[question.name]
    return tuple(shown)


@lru_cache(maxsize=64)
def kept(wave: str, language: str, text: str) -> Questionnaire:
    """A frozen survey's questions, kept in memory: its pages then ask the database nothing."""
    return questionnaire(json.loads(text), language)
