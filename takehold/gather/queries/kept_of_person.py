"""What gathering keeps about one person, and what it asks of that person and promised."""

from __future__ import annotations

from django.utils.translation import gettext as _

from takehold.audit import queries as audit
from takehold.gather import models
from takehold.gather.disclosure import own
from takehold.gather.facts.helping import HELP
from takehold.gather.facts.mine import OpenSurvey, Promised
from takehold.gather.queries import doors
from takehold.people import queries as people
from takehold.people.facts import Kept, PersonFact, Viewer
from takehold.people.queries.kept import Table

READ = "note about a person read"


def open_surveys(*, viewer: Viewer) -> tuple[OpenSurvey, ...]:
    """Surveys and offers that wait for this person, the first to close first; ``token`` is that of the person's own door."""
    rows = models.Invitation.objects.filter(
        person_id=viewer.person_id or 0, used=False, wave__state=models.WaveState.OPEN
    ).select_related("wave__initiative")
    found = [
        OpenSurvey(
            each.wave.title,
            each.wave.initiative.name,
            each.wave.closes_on,
            doors.token(doors.INVITED, each.nonce),
            each.wave.template == HELP,
        )
        for each in rows
    ]
    return tuple(sorted(found, key=lambda each: (each.closes_on, each.title)))


def promised(*, viewer: Viewer) -> tuple[Promised, ...]:
    """What was answered to surveys that asked this person, the newest first. Whoever was asked reads it."""
    asked = models.Asked.objects.filter(person_id=viewer.person_id or 0).values("wave_id")
    rows = models.YouSaid.objects.filter(wave__in=asked).select_related("wave")
    return tuple(
        Promised(each.wave.title, each.said, each.done, each.answer, each.written_at.date())
        for each in rows.order_by("-written_at", "id")
    )


def tables() -> tuple[Table, ...]:
    """Everything but what was said without a name, and whether a survey was answered: nobody is told that."""
    return _asked() + _voices() + _made()


def beside(person_id: int) -> tuple[Kept, ...]:
    """What is not read off a table: the person's own answers to surveys with names, and who read notes about them."""
    return (*own.about(person_id), _readers(person_id))


def _asked() -> tuple[Table, ...]:
    asked = {"survey": "wave__title", "on": "on"}
    invited = {
        "survey": "wave__title",
        "mailed": "mailed_on",
    }  # who was reminded had not answered: never told
    shut = _(
        "Your link ends. The place stays until the survey closes, so that nobody sees whether you had answered."
    )
    return (
        Table(_("Invitations to surveys that run"), models.Invitation, "person", invited, shut),
        Table(_("Surveys in which you were asked"), models.Asked, "person", asked),
    )


def _voices() -> tuple[Table, ...]:
    note = {"on": "happened_on", "kind": "kind", "text": "text", "author": "author__name"}
    written = {"on": "happened_on", "kind": "kind", "text": "text"}
    said = {"on": "said_on", "kind": "kind", "text": "text", "state": "state"}
    word = {"on": "on", "text": "text"}
    duty = {"called": "duty_called", "where": "report_where"}
    goes = ""
    words_go = _(
        "The words go; that something was said stays. A word that something is unsafe stays without your name until it is answered."
    )
    return (
        Table(_("Notes about you"), models.Note, "about", note),
        Table(_("Notes you wrote"), models.Note, "author", written),
        Table(_("What you added to notes"), models.NoteReply, "author", word, goes),
        Table(_("What you said with your name"), models.Say, "person", said, words_go),
        Table(_("What you answered to others"), models.SayReply, "author", word),
        Table(_("On duty for what is unsafe"), models.SayDesk, "duty", duty),
        Table(_("Channels you announced"), models.Channel, "announced_by", {"name": "name"}),
    )


def _made() -> tuple[Table, ...]:
    survey = {"survey": "title", "at": "created_at"}
    line = {"said": "said", "answer": "answer", "at": "written_at"}
    yes = {"given by": "given_by", "on": "on", "words": "words"}
    tally = {"on": "day", "behaviour": "behaviour_key", "team": "team__name", "cases": "chances"}
    return (
        Table(_("Cases you counted"), models.Tally, "observer", tally),
        Table(_("Surveys you planned"), models.Wave, "created_by", survey),
        Table(_("Answers to surveys that you wrote"), models.YouSaid, "written_by", line),
        Table(_("Files you brought that are not loaded"), models.Draft, "uploaded_by", {"file": "filename"}),
        Table(_("Teams you made from a file"), models.MadeTeam, "made_by", {"team": "team__name"}),
        Table(_("Systems you connected"), models.Feed, "created_by", {"name": "name", "at": "created_at"}),
        Table(_("Systems you let send"), models.Sender, "created_by", {"name": "name", "at": "created_at"}),
        Table(_("Addresses you allowed"), models.AllowedHost, "allowed_by", {"address": "host"}),
        Table(_("Agreements you recorded"), models.PersonsAgreement, "person", yes),
        Table(_("Times of keeping you set"), models.Retention, "set_by", {"kind": "kind", "days": "days"}),
    )


def _readers(person_id: int) -> Kept:
    """Who read notes about the person, by name: each reading of somebody else is on record."""
    notes = models.Note.objects.filter(about_id=person_id).values_list("id", flat=True)
    lines = audit.of(action=READ, subjects=[f"note:{each}" for each in notes])
    numbers = {each.actor: int(each.actor.removeprefix("person:")) for each in lines if ":" in each.actor}
    names = people.named(numbers.values()) if numbers else {}
    rows = tuple(
        (("at", each.at.isoformat()), ("reader", _name(names.get(numbers.get(each.actor, 0)), each.actor)))
        for each in lines
    )
    return Kept(
        _("Readings of notes about you"),
        rows,
        len(rows),
        stays=_("The record keeps a number in the place of your name."),
    )


def _name(person: PersonFact | None, actor: str) -> str:
    return person.name if person else actor
