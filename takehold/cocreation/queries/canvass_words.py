"""Whom people turn to, in words."""

from __future__ import annotations

from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy
from django.utils.translation import ngettext

from takehold.analysis.influence import NAMES_FROM, PATTERNS_FROM, Bar
from takehold.cocreation.facts.canvasses import Canvasses, CanvassFact, CanvassResult, CanvassState

STATES: Final = {
    CanvassState.DRAFT: lazy("waits for the works council"),
    CanvassState.AGREED: lazy("agreed, not open yet"),
    CanvassState.OPEN: lazy("open"),
    CanvassState.CLOSED: lazy("closed"),
    CanvassState.STOPPED: lazy("stopped: the yes was taken back"),
}


def answer_of_all(found: Canvasses) -> str:
    """What is asked of the reader, or that it is off."""
    mine = [each for each in found.lines if each.mine]
    if mine:
        return _("This is asked of you: “{question}”").format(question=mine[0].question)
    if any(each.state in (CanvassState.OPEN, CanvassState.CLOSED) for each in found.lines):
        return _("Nothing is asked of you at the moment.")
    return _("This is off: nobody is asked before the works council said yes.")


def answer(found: CanvassFact) -> str:
    """Where it stands, or what was found."""
    if found.result is not None:
        return result(found.result)
    if found.state is CanvassState.DRAFT:
        return _("Nobody is asked: it waits for the yes of the works council.")
    if found.state is CanvassState.AGREED:
        return _("The yes is there. Nobody is asked before those who lead the change open it.")
    if found.state is CanvassState.STOPPED:
        return _("The yes was taken back. Everything that was named was deleted.")
    if found.mine:
        return (
            _("You are asked, and have not answered yet.")
            if found.own is None
            else _("You have answered. You can change it until it is closed.")
        )
    return _("It is open. What is found is told to everybody when it is closed.")


def result(found: CanvassResult) -> str:
    """What was found, in a sentence."""
    if found.bar is Bar.NOTHING:
        return _("Nothing is told: fewer than {bar} of those asked answered.").format(
            bar=percent(PATTERNS_FROM)
        )
    if found.bar is Bar.PATTERNS:
        return _("A pattern is told, and no name: fewer than {bar} of those asked answered.").format(
            bar=percent(NAMES_FROM)
        )
    if not found.people:
        return _("Nobody is named: nobody whom five or more turn to said yes to it.")
    if found.reached is None:
        return ngettext(
            "{n} person is named whom five or more turn to.",
            "{n} people are named whom five or more turn to.",
            len(found.people),
        ).format(n=len(found.people))
    return ngettext(
        "{n} person reaches {reached} or more of {asked} in at most two steps.",
        "{n} people together reach {reached} or more of {asked} in at most two steps.",
        len(found.few),
    ).format(n=len(found.few), reached=found.reached, asked=found.asked)


def pattern(found: CanvassResult) -> tuple[str, ...]:
    """The whole without anybody in it, sentence by sentence."""
    if found.widely is None or found.named is None or found.on_widely is None or found.parts is None:
        return ()
    return (
        _("{named} or more of {asked} people are turned to by somebody.").format(
            named=found.named, asked=found.asked
        ),
        ngettext(
            "{n} person is named by five or more; {share} of all namings fall there.",
            "{n} people are named by five or more; {share} of all namings fall on them.",
            found.widely,
        ).format(n=found.widely, share=percent(found.on_widely)),
        _("All who name or are named hang together.")
        if found.parts <= 1
        else _("They fall into {n} parts between which nobody turns to anybody.").format(n=found.parts),
    )


def response(found: CanvassFact) -> str:
    """How many answered, in steps of five, and what that allows."""
    if found.answered is None or found.asked is None:
        return ""
    return _(
        "{n} or more of {asked} have answered. A pattern is told from {low}, names from {high} on."
    ).format(n=found.answered, asked=found.asked, low=percent(PATTERNS_FROM), high=percent(NAMES_FROM))


def percent(share: float) -> str:
    """A share in words of a page."""
    return f"{round(100 * share)} %"
