"""What may be asked of this room."""

from takehold.influence.queries.attempts import approaches
from takehold.influence.queries.stakeholders import support

__all__ = ["approaches", "support"]
