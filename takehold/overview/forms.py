"""What is typed into the pages of this room."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, cast

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from takehold.bridge.facts.weeks import TAKEN_BACK, Said
from takehold.initiatives.queries.names import ChangeName
from takehold.people.facts import GIVEN, RoleKind, TeamFact
from takehold.people.forms import ROLE_WORDS, BringForm, TeamField, names_of


def word() -> str:
    """The word that is typed before a person is erased, in the reader's language."""
    return _("erase")


class EraseForm(forms.Form):
    """The word, so that nobody is erased by a slip of the hand."""

    word = forms.CharField(max_length=40, widget=forms.TextInput(attrs={"autocomplete": "off"}))

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["word"].label = _("Type “{word}” to do it").format(word=word())

    def clean_word(self) -> str:
        """The word, in capitals or not."""
        typed: str = self.cleaned_data["word"].strip()
        if typed.casefold() != word().casefold():
            raise forms.ValidationError(_("This is not the word. Nothing was erased."))
        return typed


class DecisionForm(forms.Form):
    """A decision of the register by its number; empty: none."""

    decision = forms.IntegerField(required=False, min_value=1, max_value=2**63 - 1)


class WhoForm(forms.Form):
    """Whom an administrator means."""

    key = forms.CharField(
        label=lazy("Key or mail address"), max_length=254, widget=forms.TextInput(attrs={"autocomplete": "off"}),
        help_text=lazy("As the list of people has it."),
    )  # fmt: skip


class AddressForm(forms.Form):
    """By which address somebody signs in."""

    address = forms.CharField(
        label=lazy("Mail address for signing in"), max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
    )  # fmt: skip


class PersonForm(AddressForm):
    """Somebody who stands in no file of people."""

    name = forms.CharField(
        label=lazy("Name"), max_length=200, widget=forms.TextInput(attrs={"autocomplete": "off"})
    )
    field_order = ("name", "address")


def _day(label: Any, hint: Any) -> forms.DateField:
    widget = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
    return forms.DateField(
        label=label, help_text=hint, required=False, input_formats=["%Y-%m-%d"], widget=widget
    )


class RoleForm(forms.Form):
    """A role, where it is held, and for how long."""

    role = forms.ChoiceField(label=lazy("Role"), choices=[(kind.value, ROLE_WORDS[kind]) for kind in GIVEN])
    team = TeamField(
        label=lazy("Team"),
        required=False,
        help_text=lazy("For managers and coaches; those below it go with it."),
    )
    change = forms.ChoiceField(
        label=lazy("Change"), required=False, help_text=lazy("For lead and sponsor. Left out: all changes.")
    )
    since = _day(lazy("From"), lazy("Left out: from today on."))
    until = _day(
        lazy("Ends on"), lazy("The day on which it is over. Left out: until somebody takes it back.")
    )

    def __init__(
        self, *args: Any, teams: Iterable[TeamFact], changes: Iterable[ChangeName], **options: Any
    ) -> None:
        super().__init__(*args, **options)
        self.names = names_of(teams)
        cast(TeamField, self.fields["team"]).names = self.names
        going = [(str(each.id), each.name) for each in changes if not each.ended]
        cast(forms.ChoiceField, self.fields["change"]).choices = [("", _("all changes")), *going]

    def chosen(self) -> dict[str, Any]:
        """What was chosen, as the operation takes it; of a valid form."""
        data = self.cleaned_data
        return {
            "kind": RoleKind(data["role"]),
            "team_id": data["team"],
            "initiative_id": int(data["change"]) if data["change"] else None,
            "since": data["since"],
            "until": data["until"],
        }


class RolesFileForm(BringForm):
    """A file of roles."""

    what = None  # type: ignore[assignment]  # how Django leaves a field of the parent out


class RolesTextForm(forms.Form):
    """The file that was looked at, to be given."""

    text = forms.CharField(max_length=500_000, strip=False, widget=forms.HiddenInput)


class MoveForm(forms.Form):
    """What somebody says of a move of the week."""

    key = forms.CharField(max_length=120, widget=forms.HiddenInput)
    said = forms.ChoiceField(choices=[(each, each) for each in (*Said, TAKEN_BACK)])
    reason = forms.CharField(label=lazy("Not right here, because"), max_length=300, required=False)


class ActForm(forms.Form):
    """A visible act of a sponsor."""

    slug = forms.SlugField(max_length=80, widget=forms.HiddenInput)
    kind = forms.ChoiceField(label=lazy("What was it?"))
    what = forms.CharField(
        label=lazy("In a line"),
        max_length=300,
        help_text=lazy("For example: an hour on the night shift of Ward 7."),
    )
    groups = forms.MultipleChoiceField(
        label=lazy("Who saw it?"),
        required=False,
        widget=forms.SelectMultiple(attrs={"size": 6}),
        help_text=lazy("Nothing chosen: everybody the change is for."),
    )

    def __init__(
        self, *args: Any, kinds: Iterable[tuple[str, Any]], units: Iterable[tuple[int, str]], **options: Any
    ) -> None:
        super().__init__(*args, **options)
        cast(forms.ChoiceField, self.fields["kind"]).choices = list(kinds)
        choices = [(str(number), name) for number, name in units]
        cast(forms.MultipleChoiceField, self.fields["groups"]).choices = choices


class CalendarForm(forms.Form):
    """Whose dates a calendar outside reads."""

    change = forms.ChoiceField(label=lazy("Which dates?"), required=False)

    def __init__(self, *args: Any, changes: Iterable[ChangeName], **options: Any) -> None:
        """``changes``: those one reads; one's own dates can always be chosen."""
        super().__init__(*args, **options)
        field = cast(forms.ChoiceField, self.fields["change"])
        mine = ("", lazy("what is mine to do, in all changes"))
        field.choices = [mine, *((each.slug, each.name) for each in changes)]
