"""What may be done about people, teams, labels, roles and the floor."""

from takehold.people.operations.accounts import create_administrator, issue_key, open_account, revoke_key
from takehold.people.operations.admitting import add_person, close_account, let_in
from takehold.people.operations.imports import import_people, import_teams
from takehold.people.operations.labels import match_exactly, match_label
from takehold.people.operations.organisation import (
    confirm_sizes,
    keep_together,
    raise_floor,
    record_reorganisation,
)
from takehold.people.operations.roles import end_role, grant_role, take_back
from takehold.people.operations.roles_file import give_roles, read_roles
from takehold.people.operations.telling import tell

__all__ = [
    "add_person",
    "close_account",
    "confirm_sizes",
    "create_administrator",
    "end_role",
    "give_roles",
    "grant_role",
    "import_people",
    "import_teams",
    "issue_key",
    "keep_together",
    "let_in",
    "match_exactly",
    "match_label",
    "open_account",
    "raise_floor",
    "read_roles",
    "record_reorganisation",
    "revoke_key",
    "take_back",
    "tell",
]
