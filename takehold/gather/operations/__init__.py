"""What may be done: bring a file, say what its columns mean, choose behaviours, start the import, tally."""

from takehold.gather.operations.behaviours import add_own, choose_behaviours, remove_behaviour
from takehold.gather.operations.expiry import expire_drafts
from takehold.gather.operations.mapping import keep_apart, map_columns, reuse_mapping, use_mapping_text
from takehold.gather.operations.matching import check_teams, make_teams, match_labels
from takehold.gather.operations.quarantine import UploadRefused
from takehold.gather.operations.start import start_import
from takehold.gather.operations.tallies import save_tally
from takehold.gather.operations.upload import choose_sheet, discard_draft, upload

__all__ = [
    "UploadRefused",
    "add_own",
    "check_teams",
    "choose_behaviours",
    "choose_sheet",
    "discard_draft",
    "expire_drafts",
    "keep_apart",
    "make_teams",
    "map_columns",
    "match_labels",
    "remove_behaviour",
    "reuse_mapping",
    "save_tally",
    "start_import",
    "upload",
    "use_mapping_text",
]
