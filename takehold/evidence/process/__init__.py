"""Process rules (Declare templates) over many cases at once, as portable Ibis expressions."""

from takehold.evidence.process.cases import evidence, outcomes
from takehold.evidence.process.collecting import collect, parts_needed

__all__ = ["collect", "evidence", "outcomes", "parts_needed"]
