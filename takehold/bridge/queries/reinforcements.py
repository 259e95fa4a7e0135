"""What can be offered to one person, and in which words the reasons are told."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy
from django.utils.translation import ngettext

from takehold.analysis.facts import Coded
from takehold.analysis.fit import Reinforcement

HARD: Final[Mapping[str, Any]] = {
    "awareness": lazy("I do not see why it is needed"),
    "desire": lazy("I see why, and I do not want it this way"),
    "knowledge": lazy("I do not know how it is done"),
    "ability": lazy("I know how, and it does not work in my day"),
    "reinforcement": lazy("I did it for a while, and it slips away"),
}
HELPS: Final[Mapping[str, Any]] = {
    "time": lazy("time set aside for it"),
    "practice": lazy("practising where nothing can go wrong"),
    "explaining": lazy("having it explained"),
    "company": lazy("somebody beside me"),
    "tool": lazy("a better tool or form"),
    "say": lazy("a say in how it is done"),
    "example": lazy("seeing others do it"),
    "quiet": lazy("being left to it"),
}
TOLD: Final[Mapping[str, Any]] = {
    "in_person": lazy("in person"),
    "in_team": lazy("in the team"),
    "in_writing": lazy("in writing"),
    "video": lazy("as a short film"),
}
RECOGNITION: Final[Mapping[str, Any]] = {
    "in_public": lazy("in public, with my yes each time"),
    "in_team": lazy("in the team"),
    "in_private": lazy("by a word in private"),
    "none": lazy("not at all"),
}
OFFERED: Final = (
    Reinforcement("why-in-person", ("awareness", "desire"), ("explaining",), "in_person"),
    Reinforcement("why-in-writing", ("awareness",), ("explaining",), "in_writing"),
    Reinforcement("try-it-apart", ("knowledge", "ability"), ("practice",)),
    Reinforcement("an-hour-a-week", ("ability", "knowledge"), ("time", "quiet")),
    Reinforcement("beside-a-colleague", ("knowledge", "ability"), ("company", "example"), needs_yes=True),
    Reinforcement("short-film", ("knowledge",), ("example", "quiet"), "video"),
    Reinforcement("card-on-one-page", ("knowledge", "reinforcement"), ("tool", "quiet"), "in_writing"),
    Reinforcement("tell-what-is-in-the-way", ("ability", "desire"), ("say", "tool")),
    Reinforcement("shape-the-next-version", ("desire",), ("say",)),
    Reinforcement("look-back-after-two-weeks", ("reinforcement", "ability"), ("company",), "in_person"),
    Reinforcement("own-figures-for-me-alone", ("reinforcement",), ("quiet",), "in_writing"),
    Reinforcement("word-in-private", (), (), "", "in_private"),
    Reinforcement("thanks-in-the-team", (), (), "", "in_team"),
    Reinforcement("thanks-in-public", (), (), "", "in_public", needs_yes=True),
)
NAMES: Final[Mapping[str, Any]] = {
    "why-in-person": lazy("A quarter of an hour in person on why, with room to disagree"),
    "why-in-writing": lazy("The reasons on one page, with the facts behind them"),
    "try-it-apart": lazy("An hour of practice where nothing can go wrong"),
    "an-hour-a-week": lazy("An hour a week set aside, for four weeks"),
    "beside-a-colleague": lazy("A shift beside a colleague who does it already"),
    "short-film": lazy("A film of three minutes, made here"),
    "card-on-one-page": lazy("The steps on a card for the pocket"),
    "tell-what-is-in-the-way": lazy("Say what is in the way; an answer within a week"),
    "shape-the-next-version": lazy("Have a hand in the next version"),
    "look-back-after-two-weeks": lazy("Ten minutes to look back together, every two weeks"),
    "own-figures-for-me-alone": lazy("A short list to tick off for oneself, seen by nobody else"),
    "word-in-private": lazy("A word of thanks in private"),
    "thanks-in-the-team": lazy("Thanks in the team"),
    "thanks-in-public": lazy("Thanks on the wall of wins, with a yes each time"),
}


def said(code: Coded) -> str:
    """A reason for or against something, as a sentence to the person who gave it."""
    numbers = code.numbers
    match code.code:
        case "good_for":
            return _("You said: {what}.").format(what=HARD[str(numbers["barrier"])])
        case "gives":
            return _("You said that this would help: {what}.").format(what=HELPS[str(numbers["help"])])
        case "told_as_liked":
            return _("You like to be told things {how}.").format(how=TOLD[str(numbers["told"])])
        case "recognised_as_liked":
            return _("You like to be recognised: {how}.").format(how=RECOGNITION[str(numbers["recognition"])])
        case "told_otherwise":
            return _("It is told {how}, and you like it otherwise.").format(how=TOLD[str(numbers["told"])])
        case "wants_quiet":
            return _("It happens in front of the team, and you would rather be left to it.")
        case "same_for_all":
            many = int(str(numbers["people"]))
            return ngettext(
                "{n} plan holds exactly the same. People differ: is it theirs?",
                "All {n} plans hold exactly the same. People differ: are they theirs?",
                many,
            ).format(n=many)
        case other:
            raise ValueError(f"{other!r} is no reason of analysis.fit")
