from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from takehold.analysis.facts import Coded, Verdict
from takehold.ledger.facts import MarkFact
from takehold.overview.queries import sentences
from takehold.overview.tests import made_up

SLIDING = made_up.standing()
NO_DATA = made_up.standing(empty=True)
TODAY = made_up.TODAY
DOUBTS = (
    "no_chances", "stale_feed", "no_whole_week", "no_recent_chances", "too_few_chances", "no_target", "too_soon",
    "near_target_too_few",
)  # fmt: skip


def plain(text: str) -> str:
    return text.replace("\u00a0", " ")


def test_a_slip_anywhere_comes_before_the_whole():
    verdict, words = sentences.headline(made_up.line(SLIDING))
    assert verdict is Verdict.SLIPPING_BACK
    assert words == "slipping back in 2 of 12 teams"


def test_the_list_is_answered_in_a_line():
    lines = [made_up.line(SLIDING), made_up.line(NO_DATA)]
    assert (
        sentences.changes_answer(lines)
        == "2 changes. 1 is slipping back in 2 of 12 teams. 1 has no data yet."
    )
    assert sentences.changes_answer([]) == ""


def test_a_reader_of_one_unit_is_not_told_of_shares_of_teams():
    line = replace(made_up.line(SLIDING), tally=(("slipping back", 1),), slipping=("Ward 1",))
    assert sentences.headline(line)[1] == "slipping back"
    assert sentences.changes_answer([line]) == "1 change. Your team is slipping back on 1."


def test_a_change_says_its_level_and_what_moved_away_from_it():
    said = plain(sentences.standing_answer(SLIDING, TODAY))
    assert said.startswith("It stood at 8")
    assert "2 teams began to slide about" in said
    assert "no data" in sentences.standing_answer(NO_DATA, TODAY)


def test_what_happened_about_when_they_began_to_slide_stands_beside_it_and_is_not_called_the_cause():
    began = min(unit.verdict.slip.since for unit in SLIDING.units if unit.verdict.slip is not None)
    sliding = frozenset().union(*(unit.team_ids for unit in SLIDING.units if unit.verdict.slip is not None))
    form = MarkFact(1, began - timedelta(days=9), "form changed", "New form: nine fields", frozenset())
    said = sentences.meanwhile(SLIDING, [form], TODAY)
    assert said.startswith("About that time: “New form: nine fields” (")
    assert said.endswith("That one follows the other does not make it the cause.")
    for elsewhere in (
        replace(form, on=began - timedelta(days=60)),
        replace(form, on=began + timedelta(days=60)),
        replace(form, team_ids=frozenset({max(sliding, default=0) + 1})),
    ):
        assert sentences.meanwhile(SLIDING, [elsewhere], TODAY) == ""
    assert sentences.meanwhile(NO_DATA, [form], TODAY) == ""


def test_every_verdict_has_a_sentence():
    one = made_up.judged().units[5]
    said = {v: plain(sentences.whole_answer(replace(one, verdict=v), TODAY)) for v in Verdict}
    assert len(set(said.values())) == 7
    assert said[Verdict.HOLDING].startswith("It holds at 9")
    assert all(text.endswith(".") for text in said.values())


def test_a_slip_is_told_by_the_weeks_of_its_alert():
    one = next(unit.verdict for unit in SLIDING.units if unit.verdict.slip is not None)
    said = plain(sentences.whole_answer(replace(one, reverted=False), TODAY))
    share = round(100 * one.slip.recent_new_way / one.slip.recent_chances)
    assert said.startswith(f"It is slipping back: {share} % in the last 6 weeks, usually 9")
    wobbling = plain(sentences.whole_answer(replace(one, verdict=Verdict.WOBBLING), TODAY))
    assert wobbling.startswith(f"It wobbles: {share} % in the last 6 weeks")


def test_what_cannot_be_told_says_what_is_missing():
    one = made_up.judged().units[5]
    said = set()
    for code in DOUBTS:
        because = Coded(code, {"last": TODAY, "rate": 0.4})
        said.add(sentences.whole_answer(replace(one, verdict=Verdict.CANNOT_TELL, because=because), TODAY))
    assert len(said) == len(DOUBTS)
    assert "The data ends on 2 March, so we cannot tell how it is today." in said
    assert "We cannot tell yet whether this is being done." not in said


def test_teams_are_tallied_by_need_for_help():
    words = [unit.verdict.verdict for unit in SLIDING.units]
    assert (
        plain(sentences.tally_sentence(words))
        == "12 teams: 2 slipping back, 1 stalled, 1 cannot tell, 8 holding."
    )


def test_what_has_no_team_is_said():
    assert sentences.unmatched(0) == ""
    assert plain(sentences.unmatched(0.031)).startswith("3 % of the chances")
