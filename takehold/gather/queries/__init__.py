"""What may be asked about files on their way in, sources and tallies."""

from takehold.gather.queries.draft_rows import draft, drafts, drafts_to_expire
from takehold.gather.queries.lists import order_open, same_lists
from takehold.gather.queries.offers import offers, trial
from takehold.gather.queries.preview import preview, renamable
from takehold.gather.queries.rights import (
    initiative_to_gather_for,
    is_steward,
    may_gather,
    may_gather_anything,
)
from takehold.gather.queries.sources import (
    open_matches,
    rejected,
    source_line,
    source_room,
    teams,
    waits,
    watching,
)
from takehold.gather.queries.steps import steps, try_rules
from takehold.gather.queries.tallies import (
    counted_today,
    tally_behaviours,
    tally_changes,
    tally_choice,
    tally_teams,
)

__all__ = [
    "counted_today",
    "draft",
    "drafts",
    "drafts_to_expire",
    "initiative_to_gather_for",
    "is_steward",
    "may_gather",
    "may_gather_anything",
    "offers",
    "open_matches",
    "order_open",
    "preview",
    "rejected",
    "renamable",
    "same_lists",
    "source_line",
    "source_room",
    "steps",
    "tally_behaviours",
    "tally_changes",
    "tally_choice",
    "tally_teams",
    "teams",
    "trial",
    "try_rules",
    "waits",
    "watching",
]
