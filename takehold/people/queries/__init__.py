"""What may be asked about people, teams and who looks."""

from takehold.people.queries.labels import accepted as accepted_labels
from takehold.people.queries.labels import accepted_by_source, label_matches
from takehold.people.queries.members import members
from takehold.people.queries.partition import FLOOR
from takehold.people.queries.persons import named, person, persons, user_of, with_roles
from takehold.people.queries.teams import (
    baselines,
    current,
    floor,
    team_count,
    teams,
    units,
    visible_units,
    with_those_below,
)
from takehold.people.queries.told import spans, spans_by_source, stays_before
from takehold.people.queries.viewers import (
    has_administrator,
    key_holder,
    keys,
    own_teams,
    scope,
    sight,
    sight_of_house,
    system_viewer,
    viewer,
)

__all__ = [
    "FLOOR",
    "accepted_by_source",
    "accepted_labels",
    "baselines",
    "current",
    "floor",
    "has_administrator",
    "key_holder",
    "keys",
    "label_matches",
    "members",
    "named",
    "own_teams",
    "person",
    "persons",
    "scope",
    "sight",
    "sight_of_house",
    "spans",
    "spans_by_source",
    "stays_before",
    "system_viewer",
    "team_count",
    "teams",
    "units",
    "user_of",
    "viewer",
    "visible_units",
    "with_roles",
    "with_those_below",
]
