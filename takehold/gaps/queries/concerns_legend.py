"""Where concerns come from: ten sources, what each sounds like, and what answers it first. In our own words."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _


@dataclass(frozen=True, slots=True)
class SourceOfConcern:
    """One source: its name, how it sounds, and the first thing that answers it. Never a trait of a person."""

    name: str
    sounds_like: str
    first: str


def legend() -> tuple[SourceOfConcern, ...]:
    """The ten, those that are answered with words first, the one that may be right last."""
    return (
        SourceOfConcern(_("The reason is not known"), _("“Why do we do this at all?”"), _("Say the reason again, by somebody whom the team knows, with what happens if nothing changes.")),
        SourceOfConcern(_("What it means for one's own work"), _("“Who decides this now, if not I?”"), _("Say what changes in the role and what stays to be decided on the spot.")),
        SourceOfConcern(_("What happened the last time"), _("“We have seen three of these come and go.”"), _("Say what was learned from the last one, and show one thing that is different.")),
        SourceOfConcern(_("The job itself"), _("“Is this how they save posts?”"), _("Answer it plainly, by whoever decides it. No answer is taken for a yes.")),
        SourceOfConcern(_("Leaders do it otherwise"), _("“My own head still prints it.”"), _("Leaders go first, and are seen to.")),
        SourceOfConcern(_("Nobody was asked"), _("“Nobody on nights ever saw this form.”"), _("Try it where it is used, and change something because of what was said.")),
        SourceOfConcern(_("No time for it"), _("“When am I supposed to do that?”"), _("Take something away, or count the minutes and give them.")),
        SourceOfConcern(_("It was not shown"), _("“I clicked, and it was gone.”"), _("Show it at the place of work, and stay for the first time that it is real.")),
        SourceOfConcern(_("Something pays for the old way"), _("“The report still counts the sheets.”"), _("Find what rewards the old way, and stop rewarding it.")),
        SourceOfConcern(_("The objection is right"), _("“With this, an allergy can be missed.”"), _("Stop and look. It goes to whoever leads the change and, on request, to the council, and it is answered.")),
    )  # fmt: skip
