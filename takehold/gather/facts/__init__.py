"""What leaves the room: a module for each kind of voice and source."""

from takehold.gather.facts.files import (
    BehaviourOffer,
    ColumnSeen,
    Draft,
    Offers,
    Preview,
    PreviewRow,
    SameColumns,
    Sample,
    SourceLine,
    SourceRoom,
    TallyChoice,
    TallyCount,
    ValueCount,
    Watching,
)

__all__ = [
    "BehaviourOffer",
    "ColumnSeen",
    "Draft",
    "Offers",
    "Preview",
    "PreviewRow",
    "SameColumns",
    "Sample",
    "SourceLine",
    "SourceRoom",
    "TallyChoice",
    "TallyCount",
    "ValueCount",
    "Watching",
]
