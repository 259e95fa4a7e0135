"""A proxy's log of the hospital: tools outside that its people use, by ward, over half a year.

A ward sends films of examinations by a service for large files: more and more of it, until its need is met, then hardly
any, and uses what it was offered instead. Its chat grows and stays. The rest is what any house has: translations, a poll, updates, advertising. That is put in
here; what reads the log does not know it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Final

import numpy as np

from takehold.analysis.series import monday
from takehold.simulation.story import Hospital

NAME: Final = "proxy.log"
STREAM: Final = 17
"""Its own stream of chance, so that nothing else of the hospital changes with it."""
WEEKS: Final = 26
MET: Final = 13
"""So many weeks before the end the need behind the service for large files was met."""
FILES, OFFERED, CHAT = "wetransfer.com", "linden.cryptshare.com", "web.whatsapp.com"
HIDDEN: Final = "download.windowsupdate.com"


@dataclass(frozen=True, slots=True)
class Use:
    """People of a ward who use a service in a week: from ``first`` to ``last`` in equal steps, then ``after`` from week
    ``turn`` on. ``ward`` empty: anybody of the house."""

    host: str
    ward: str
    first: float
    last: float
    turn: int = WEEKS
    after: tuple[int, ...] = ()

    def people(self, week: int) -> int:
        """How many in this week, from 0."""
        if week >= self.turn:
            return self.after[min(week - self.turn, len(self.after) - 1)]
        return round(self.first + (self.last - self.first) * week / max(1, self.turn - 1))


USES: Final = (
    Use(FILES, "ward-7", 5, 11, WEEKS - MET, (8, 6, 3, 1, 0)),
    Use(CHAT, "ward-7", 6, 14),
    Use("www.deepl.com", "", 70, 70),
    Use("chatgpt.com", "", 20, 90),
    Use("doodle.com", "", 30, 30),
    Use("www.ilovepdf.com", "ward-3", 7, 7),
    Use("trello.com", "ward-11", 2, 2),
    Use("tool.unknown-service.example", "", 12, 12),
    Use("www.google-analytics.com", "", 60, 60),
    Use(HIDDEN, "", 90, 90),
    Use(OFFERED, "ward-7", 0, 0, WEEKS - MET, (7, 9, 10, 11)),
)


def proxy_log(seed: int, hospital: Hospital) -> str:
    """Lines as Squid writes them, in the order of time; the last week is the last whole one before the hospital's end."""
    return "".join(f"{line}\n" for line in sorted(_lines(seed, hospital)))


def _lines(seed: int, hospital: Hospital) -> Iterator[str]:
    rng = np.random.default_rng([seed, STREAM])
    people = hospital.tables["people.csv"].columns
    everybody = list(people["key"])
    wards = {
        key: [who for who, team in zip(everybody, people["team"], strict=True) if team == key]
        for key in set(people["team"])
    }
    first = monday(hospital.end) - timedelta(weeks=WEEKS)
    for week in range(WEEKS):
        for use in USES:
            crowd = wards[use.ward] if use.ward else everybody
            for place in rng.choice(len(crowd), size=min(use.people(week), len(crowd)), replace=False):
                for _visit in range(int(rng.integers(1, 4))):
                    yield _line(first + timedelta(weeks=week), crowd[int(place)], use.host, rng)


def _line(week: date, who: str, host: str, rng: np.random.Generator) -> str:
    at = datetime.combine(week + timedelta(days=int(rng.integers(7))), time(), UTC)
    seconds = at.timestamp() + int(rng.integers(6 * 3600, 22 * 3600))
    return (
        f"{seconds:.3f} {int(rng.integers(20, 900)):>6} 10.7.0.9 TCP_TUNNEL/200 {int(rng.integers(500, 90_000))} "
        f"CONNECT {host}:443 {who} HIER_DIRECT/192.0.2.7 -"
    )
