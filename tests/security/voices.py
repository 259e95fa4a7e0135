"""Things said and written, for the matrix of rights: see ``world.py``."""

from __future__ import annotations

from datetime import date
from typing import Any

from conftest import NOW, House
from takehold.gather.facts.channels import ChannelInput
from takehold.gather.facts.notes import NoteInput
from takehold.gather.facts.says import SayInput
from takehold.gather.models import Say
from takehold.gather.operations import channels, notes, says, themes


def build(house: House, slug: str) -> dict[str, Any]:
    """``{said}``: said without a name about the change for everybody, from ward 1, and read by its lead.
    ``{note}``: of ward 1's manager about the member, for those who lead that change.
    ``{theme}`` and ``{channel}`` are of that change; what was said speaks of the theme.
    """
    said = SayInput(
        kind="obstacle", text="The printer is in the way.", slug=slug, team_id=house.teams["ward-1"]
    )
    says.say(viewer=house.viewer("member"), said=said, nonce="one", on=NOW.date())
    row = Say.objects.get()
    says.open_say(viewer=house.viewer("lead"), say_id=row.id, on=NOW.date())
    note = NoteInput(
        "observation", "Prints the list.", slug=slug, about_id=house.people["member"], visibility="change"
    )
    written = notes.note(viewer=house.viewer("manager"), said=note, now=NOW)
    lead = house.viewer("lead")
    theme = themes.save_theme(viewer=lead, name="Printer", words=["printer"], slug=slug, now=NOW)
    told = ChannelInput("rollout", "csv", date(2026, 2, 2), "Newsletter", slug=slug)
    channel = channels.announce(viewer=lead, said=told, now=NOW)
    return {"said": row.id, "note": written, "theme": theme, "channel": channel}
