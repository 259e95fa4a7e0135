"""What gathering stores, a module for each kind of voice and source."""

from takehold.gather.models.agreements import PersonsAgreement, Retention
from takehold.gather.models.answers import Answer, Comment, Member, NamedAnswer, Release, ReleasedComment
from takehold.gather.models.feeds import AllowedHost, Feed, Pull
from takehold.gather.models.files import Draft, DraftState, MadeTeam
from takehold.gather.models.last_days import LastDay
from takehold.gather.models.notes import (
    Certainty,
    Channel,
    Formality,
    Hearing,
    Mention,
    Note,
    NoteKind,
    NoteReply,
    Theme,
    Visibility,
)
from takehold.gather.models.says import Say, SayDesk, SayKind, SayReply, SayState
from takehold.gather.models.senders import Received, Sender, TurnedAway
from takehold.gather.models.tallies import Tally
from takehold.gather.models.waves import (
    Asked,
    Cell,
    Invitation,
    OpenLink,
    Promise,
    Tree,
    Wave,
    WaveState,
    WaveTeam,
    YouSaid,
)

__all__ = [
    "AllowedHost", "Answer", "Asked", "Cell", "Certainty", "Channel", "Comment", "Draft", "DraftState", "Feed",
    "Formality", "Hearing", "Invitation", "LastDay", "MadeTeam", "Member", "Mention", "NamedAnswer", "Note", "NoteKind", "NoteReply",
    "OpenLink", "PersonsAgreement", "Promise", "Pull", "Received", "Release", "ReleasedComment", "Retention", "Say", "SayDesk", "SayKind",
    "SayReply", "SayState", "Sender", "Tally", "Theme", "Tree", "TurnedAway", "Visibility", "Wave", "WaveState", "WaveTeam", "YouSaid",
]  # fmt: skip
