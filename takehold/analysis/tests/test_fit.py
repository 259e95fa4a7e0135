"""What suits whom: only from what a person said, with its reasons; and never one thing for all."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from takehold.analysis.facts import Coded
from takehold.analysis.fit import (
    BARRIERS,
    HELPS,
    RECOGNITION,
    TOLD,
    Frame,
    Reinforcement,
    same_for_all,
    suggest,
)

PRACTICE = Reinforcement("practice-hour", ("ability",), ("practice", "time"), "in_person")
LETTER = Reinforcement("letter", ("awareness", "desire"), (), "in_writing")
STAGE = Reinforcement("stage", ("reinforcement",), recognition="in_public", needs_yes=True)
THANKS = Reinforcement("thanks", ("reinforcement",), recognition="in_private")
ALL = (PRACTICE, LETTER, STAGE, THANKS)


def some(choices):
    return st.lists(st.sampled_from(choices), unique=True, max_size=len(choices)).map(tuple)


frames = st.builds(
    Frame, hard=some(BARRIERS), helps=some(HELPS), told=some(TOLD), recognition=some(RECOGNITION)
)
things = st.builds(
    Reinforcement,
    key=st.text("abcdef", min_size=1, max_size=4),
    barriers=some(BARRIERS),
    offers=some(HELPS),
    told=st.sampled_from(("", *TOLD)),
    recognition=st.sampled_from(("", *RECOGNITION[:3])),
)


def test_the_reasons_are_the_persons_own_words():
    found = suggest(Frame(("ability",), ("time",), ("in_person",), ("in_private",)), ALL)
    assert [each.key for each in found] == ["practice-hour", "thanks"]
    assert found[0].reasons == (
        Coded("good_for", {"barrier": "ability"}),
        Coded("gives", {"help": "time"}),
        Coded("told_as_liked", {"told": "in_person"}),
    )
    assert found[1].reasons == (Coded("recognised_as_liked", {"recognition": "in_private"}),)


def test_who_said_nothing_is_proposed_nothing():
    assert suggest(Frame(), ALL) == ()


def test_the_hardest_comes_first_and_what_is_told_otherwise_is_said_with_it():
    found = suggest(Frame(("ability", "awareness"), told=("video",)), ALL)
    assert [each.key for each in found] == ["practice-hour", "letter"]
    assert found[1].against == (Coded("told_otherwise", {"told": "in_writing"}),)
    turned = suggest(Frame(("awareness", "ability")), ALL)
    assert [each.key for each in turned] == ["letter", "practice-hour"]


def test_who_wants_to_be_left_to_it_is_warned_of_a_round_in_the_team():
    round_ = Reinforcement("round", ("knowledge",), told="in_team")
    assert suggest(Frame(("knowledge",), ("quiet",)), [round_])[0].against == (Coded("wants_quiet"),)


@given(frames, st.lists(things, max_size=8, unique_by=lambda each: each.key))
def test_nothing_that_was_ruled_out_is_ever_proposed(frame, offered):
    by_key = {each.key: each for each in offered}
    for each in suggest(frame, offered):
        thing = by_key[each.key]
        if thing.recognition:
            assert thing.recognition in frame.recognition
            assert "none" not in frame.recognition
        assert each.reasons
        for reason in each.reasons:
            said = {*frame.hard, *frame.helps, *frame.told, *frame.recognition}
            assert set(reason.numbers.values()) <= said


@given(frames, st.lists(things, max_size=8, unique_by=lambda each: each.key), st.randoms())
def test_the_order_of_the_playbook_does_not_matter(frame, offered, shuffler):
    mixed = list(offered)
    shuffler.shuffle(mixed)
    assert suggest(frame, offered) == suggest(frame, mixed)


@pytest.mark.parametrize(
    ("plans", "asked"),
    [
        ([("a", "b"), ("b", "a"), ("a", "b")], (3, 2)),
        ([("a",), ("a",), ("a",), ()], (3, 1)),
        ([("a", "b"), ("a", "b")], None),
        ([("a",), ("a",), ("b",)], None),
        ([], None),
    ],
)
def test_a_plan_that_gives_everybody_the_same_is_questioned(plans, asked):
    found = same_for_all(plans)
    assert (found and (found.numbers["people"], found.numbers["reinforcements"])) == asked
