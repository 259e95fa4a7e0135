"""How much of a file is believed: the sizes beyond which it is refused, and the refusal itself."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from takehold.evidence.sentences import Problem

KIB: Final = 1024
MIB: Final = 1024 * KIB
GIB: Final = 1024 * MIB


class Refused(Problem):
    """A file that is not read. ``str()`` is a sentence for the person who chose the file, ``sentence`` the same with
    what it takes to tell it in another language.

    ``detail`` is for the operator's log: what the parser itself said, when it failed in a way nobody foresaw.
    """

    def __init__(self, template: str, /, *, detail: str | None = None, **values: object) -> None:
        """Keep the sentence; ``detail`` stays None for every refusal that was foreseen."""
        super().__init__(template, **values)
        self.detail = detail


@dataclass(frozen=True, slots=True)
class Limits:
    """Ceilings for one reading. Sizes in bytes, times in seconds.

    ``unpacked_ratio`` applies only above ``unpacked_floor``: a short repetitive file packs 500-fold and harms nobody.
    ``cpu`` is granted per started ``cpu_unit`` of file size. ``wall`` is that many times the processor time.
    """

    upload: int = 2 * GIB
    memory: int = 1 * GIB
    engine_memory: int = 480 * MIB
    cpu: int = 60
    cpu_unit: int = 100 * MIB
    wall: float = 2.0
    unpacked: int = 10 * GIB
    unpacked_ratio: int = 200
    unpacked_floor: int = 64 * MIB
    rows: int = 200_000_000
    columns: int = 2_000
    cell: int = 1_000_000
    depth: int = 64
    members: int = 1_000
    threads: int = 2
    rejections: int = 1_000

    def may_unpack_to(self, packed: int) -> int:
        """Largest size that ``packed`` bytes may unfold to."""
        return min(self.unpacked, max(self.unpacked_floor, packed * self.unpacked_ratio))

    def processor_seconds(self, size: int) -> int:
        """Processor time for files of ``size`` bytes together."""
        return self.cpu * max(1, -(-size // self.cpu_unit))


DEFAULT_LIMITS: Final = Limits()


def too_greedy(limits: Limits) -> Refused:
    """Of a file that needs more memory than it gets."""
    return Refused(
        "Reading this file needs more than {size} of memory, so it was stopped. "
        "Export a shorter period or fewer columns, then try again.",
        size=limits.memory,
    )
