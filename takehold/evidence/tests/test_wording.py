"""Words: each code of the analysis has a sentence that uses its numbers, and none of the words kept out of pages."""

import dataclasses
import gettext
import re
from datetime import date

import pytest

from takehold.analysis import reasons
from takehold.analysis.facts import (
    BehaviourVerdict,
    Coded,
    Detectable,
    Level,
    Period,
    Shift,
    Slip,
    Terms,
    Trend,
    UnitVerdict,
    Verdict,
)
from takehold.evidence import wording
from takehold.evidence.wording import answers, cautions

PLAIN = gettext.NullTranslations()
NUMBERS = {
    "rate": 0.814, "target": 0.9, "usual": 0.84, "before": 0.4, "from_rate": 0.4, "to_rate": 0.72, "rise": 0.12,
    "fall": 0.08, "last": date(2026, 3, 9), "first": date(2026, 3, 2), "go_live": date(2026, 1, 12),
    "since": date(2026, 3, 9), "on": date(2026, 5, 4), "weeks": 8, "days": 31, "chances": 4310, "more": 7, "needed": 10,
    "people": 12, "above_half": 5, "probability": 0.93, "recent_new_way": 61, "recent_chances": 92, "period": "week",
    "count": 3, "longest": 2, "grain": "week", "dispersion": 2.4, "now": 12.5, "after": 40.0, "n": 4, "looked_at": 9, "share": 0.1,
}  # fmt: skip
HIDDEN = re.compile(
    r"\b(wave|recipe|opportunit\w+|atom|rung|conformance|reverted|non-compliant|p-value)\b", re.I
)


def unit(code="held", verdict=Verdict.HOLDING, step=None, name="Ward 7", since=None):
    numbers = {key: NUMBERS[key] for key in reasons.BECAUSE[code]}
    return UnitVerdict(
        unit=name, verdict=verdict, reverted=False, because=Coded(code, numbers), next_step=step, since=since,
        chances=4310, new_way=3508, old_way=None, rate=0.814, interval=(0.78, 0.84), recent_from=date(2026, 2, 9), recent_to=date(2026, 3, 8),
        total_chances=4310, trend=Trend(Period.WEEK, (), (), (), None, ()), history=(), shifts=(), slip=None,
        detectable=None, cautions=(),
    )  # fmt: skip


def sound(sentence):
    assert sentence[0] == sentence[0].upper()
    assert sentence.endswith((".", "?"))
    assert not re.search(r"%\(|\{|\bNone\b|\d\.\d{3}", sentence), sentence
    assert not HIDDEN.search(sentence), sentence
    return sentence


@pytest.mark.parametrize("code", reasons.BECAUSE)
def test_each_reason_has_a_sentence(code):
    sentence = sound(wording.because(unit(code), PLAIN))
    if {"rate", "recent_new_way"} & set(reasons.BECAUSE[code]):
        assert re.search(r"4,310 chances|61 of 92 chances", sentence), "a share without its n"


@pytest.mark.parametrize("code", reasons.NEXT_STEP)
def test_each_next_step_has_a_sentence(code):
    numbers = {key: NUMBERS[key] for key in reasons.NEXT_STEP[code]}
    sound(wording.next_step(unit(step=Coded(code, numbers)), PLAIN))


@pytest.mark.parametrize("code", [*reasons.CAUTIONS, *cautions.OF_THE_COUNTING])
def test_each_caution_has_a_sentence(code):
    keys = reasons.CAUTIONS.get(code) or re.findall(r"%\((\w+)\)", cautions.CAUTIONS[code])
    sound(wording.caution(Coded(code, {key: NUMBERS[key] for key in keys}), PLAIN))


def test_there_are_no_words_for_codes_that_do_not_exist():
    assert set(wording.BECAUSE) == set(reasons.BECAUSE)
    assert set(wording.NEXT_STEP) == set(reasons.NEXT_STEP)
    assert set(cautions.OF_THE_ANALYSIS) == set(reasons.CAUTIONS)


def test_numbers_are_told_as_people_tell_them():
    assert wording.because(unit("held"), PLAIN) == (
        "81\u00a0% of 4,310 chances in the last 8 weeks were taken the new way; the target is 90\u00a0%, held to within 5 points "
        "for 8 weeks."
    )
    assert wording.caution(Coded("thin_tail", {"period": "month", "count": 1}), PLAIN) == (
        "Hardly any cases at the end, so greyed and not used: 1 month."
    )
    falling = Coded("chances_falling", {"before": 24.8, "now": 1.64})
    assert "about 25 chances a week and are now about 1.6." in wording.caution(falling, PLAIN)
    assert wording.percent(0.001, PLAIN) == "under 1\u00a0%"
    assert wording.percent(0.999, PLAIN) == "over 99\u00a0%"
    assert wording.percent(None, PLAIN) == "–"
    assert wording.interval((0.775, 0.84)) == "78–84\u00a0%"


def test_a_sentence_speaks_of_the_weeks_there_are():
    assert "(4,310 chances in the last 4 weeks)" in wording.because(unit("risen"), PLAIN)


def test_where_no_week_is_whole_all_that_was_counted_is_told():
    short = dataclasses.replace(
        unit("no_whole_week"), rate=None, trend=Trend(Period.DAY, (), (200, 95), (160, 82), None, ())
    )
    assert wording.because(short, PLAIN).endswith("In all 82\u00a0% of 295 chances were taken the new way.")
    assert wording.because(dataclasses.replace(short, trend=unit().trend), PLAIN).endswith(
        "one whole week of it."
    )


def test_a_shift_has_its_day_and_its_doubt():
    up = Shift(date(2026, 5, 4), 0.4, 0.72, date(2026, 4, 20), date(2026, 5, 11))
    assert wording.shift(up, PLAIN) == (
        "Up from 40\u00a0% to 72\u00a0% about 4 May 2026 (between 20 April 2026 and 11 May 2026)"
    )
    down = Shift(up.on, 0.72, 0.4, up.on, up.on)
    assert wording.shifts([down], PLAIN) == "Down from 72\u00a0% to 40\u00a0% on 4 May 2026."
    assert wording.shifts([], PLAIN) == "No lasting shift was seen."
    assert wording.levels([Level(up.on, up.latest, 310, 0.72, None)], PLAIN) == (
        "72\u00a0% of 310 chances from 4 May 2026 to 11 May 2026",
    )


SLIP = Slip(
    tier="alert", since=date(2026, 3, 9), earliest=date(2026, 2, 23), latest=date(2026, 3, 23), recent_chances=92,
    recent_new_way=61, usual_rate=0.84, usual_low=0.77, usual_high=0.9, evidence=1.2, others_dipped=False,
)  # fmt: skip


def test_an_alert_says_what_why_not_and_how_often_it_is_wrong():
    said = wording.alert("log the change first", "Team X", SLIP, PLAIN, budget=12, teams=500, record=(14, 22))
    text = " ".join(sound(sentence) for sentence in said)
    for piece in (
        "Team X may be slipping back on “log the change first”.",
        "In the last 6 weeks: 61 of 92 chances (66\u00a0%), usually 84\u00a0% (range 77–90\u00a0%).",
        "about 9 March 2026 (most likely between 23 February 2026 and 23 March 2026)",
        "The other teams together did not dip in those weeks; single ones may have.",
        "about 12 false alerts a year over all 500 teams",
        "14 of 22 turned out real",
        "does not say why, nor who",
        "Next: ask the team.",
    ):
        assert piece in text
    sure = dataclasses.replace(SLIP, earliest=SLIP.since, latest=SLIP.since)
    of_one_week = wording.alert("b", "X", sure, PLAIN, budget=12, teams=5, record=None)
    assert "It began about 9 March 2026." in [sound(sentence) for sentence in of_one_week]
    young = wording.alert("b", "X", SLIP, PLAIN, budget=12, teams=5, record=(1, 2))
    assert "not known yet" in " ".join(young)
    watch = wording.alert("b", "X", dataclasses.replace(SLIP, tier="watch"), PLAIN, budget=12, teams=5)
    assert "first sign" in watch[0]


def test_quiet_has_its_limits():
    assert wording.quiet(Detectable(0.2, 4, 15), PLAIN) == (
        "There is no sign of a slip of 20 points or more. "
        "A slip of 10 points could go unseen here for about 15 weeks."
    )
    assert "more than a year" in wording.quiet(Detectable(0.2, 4, None), PLAIN)
    assert "too little data" in wording.quiet(None, PLAIN)


def test_the_answer_begins_with_who_needs_help():
    units = (
        unit(name="A"), unit(name="B"), unit("slipping", Verdict.SLIPPING_BACK, name="C"),
        unit("no_chances", Verdict.CANNOT_TELL, name="D"),
    )  # fmt: skip
    terms = Terms(as_of=date(2026, 3, 31))
    verdict = BehaviourVerdict(unit(name=""), units, (), (), None, terms)
    assert wording.answer(verdict, PLAIN) == "slipping back in 1 of 4 teams, cannot tell in 1, holding in 2"
    one = BehaviourVerdict(unit(name=""), (unit(since=date(2026, 1, 4)),), (), (), None, terms)
    assert wording.answer(one, PLAIN) == "holding since 4 January 2026"
    assert set(answers.BY_NEED) == set(Verdict)
    assert wording.next_step(units[2], PLAIN).startswith("Ask the team")
    assert wording.next_step(units[0], PLAIN) is None
    assert wording.word(Verdict.SLIPPING_BACK, PLAIN, reverted=True) == "mostly back to the old way"


def test_teams_stand_by_need_and_then_by_name_with_its_numbers():
    names = ["Ward 10", " ward 9", "Ward 2", "Été", "1st"]
    told = answers.by_need(
        [*(unit(name=n) for n in names), unit("no_chances", Verdict.CANNOT_TELL, name="Z")]
    )
    assert [u.unit for u in told] == ["Z", "1st", "Ward 2", " ward 9", "Ward 10", "Été"]


def test_words_come_from_the_translation():
    class Dutch(gettext.NullTranslations):
        def gettext(self, message):
            return {"1,000": "1.000", "March": "maart", "1.5": "1,5"}.get(message, message)

    assert wording.number(4310, Dutch()) == "4.310"
    assert wording.number(2.5, Dutch()) == "2,5"
    assert wording.day(date(2026, 3, 9), Dutch()) == "9 maart 2026"
