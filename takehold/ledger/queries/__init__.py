"""What the ledger answers. Figures, tickets and verdicts ask for a scope; what carries no figures does not."""

from takehold.ledger.queries.behind import events_behind
from takehold.ledger.queries.figures import figures
from takehold.ledger.queries.imports import import_fact, imports, recipe_text, rejected
from takehold.ledger.queries.measures import measure, measure_ids, measures
from takehold.ledger.queries.reports import report_measures, reported, reported_each
from takehold.ledger.queries.sources import freshness, labels, source, sources
from takehold.ledger.queries.spread import spread
from takehold.ledger.queries.verdicts import latest_verdicts, marks, saved_verdict

__all__ = [
    "events_behind", "figures", "freshness", "import_fact", "imports", "labels", "latest_verdicts", "marks", "measure",
    "measure_ids", "measures", "recipe_text", "rejected", "report_measures", "reported", "reported_each", "saved_verdict", "source", "sources",
    "spread",
]  # fmt: skip
