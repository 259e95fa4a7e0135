"""What the ledger does. It asks for no rights: those and the audit line belong to the rooms above that call it."""

from takehold.ledger.operations.comparing import Compared, compare
from takehold.ledger.operations.housekeeping import compact, expire
from takehold.ledger.operations.imports import run_import
from takehold.ledger.operations.measures import register_measure
from takehold.ledger.operations.sources import register_source
from takehold.ledger.operations.tallies import add_counts
from takehold.ledger.operations.uploads import accept_upload
from takehold.ledger.operations.verdicts import add_mark, save_verdicts

__all__ = [
    "Compared", "accept_upload", "add_counts", "add_mark", "compact", "compare", "expire", "register_measure", "register_source",
    "run_import", "save_verdicts",
]  # fmt: skip
