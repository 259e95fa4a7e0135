"""Weeks of a real help desk, resource by resource, and panels drawn from them in which nothing ever happens for good."""

import gzip
import xml.etree.ElementTree as ET
from collections import Counter
from datetime import date

import numpy as np

LEAST_WEEKS = 45


def weeks_of_resources(folder):
    """For each resource with enough of them, its weeks with chances: (chances, new way)."""
    chances, new_way, case = Counter(), Counter(), []
    with gzip.open(folder / "helpdesk" / "helpdesk.xes.gz") as packed:
        for _, element in ET.iterparse(packed, events=("end",)):
            if element.tag.endswith("}event"):
                case.append({child.get("key"): child.get("value") for child in element})
                element.clear()
            elif element.tag.endswith("}trace"):
                count(case, chances, new_way)
                case = []
                element.clear()
    assert sum(chances.values()) > 4400
    weeks = {}
    for resource, week in sorted(chances):
        weeks.setdefault(resource, []).append((chances[resource, week], new_way[resource, week]))
    return [np.array(w) for w in weeks.values() if len(w) >= LEAST_WEEKS]


def count(case, chances, new_way):
    taken = sum(event["concept:name"] == "Take in charge ticket" for event in case)
    for event in case:
        if event["concept:name"] == "Resolve ticket":
            day = date.fromisoformat(event["time:timestamp"][:10])
            key = (event["org:resource"], day.toordinal() // 7)
            chances[key] += 1
            new_way[key] += taken <= 1
            return


def drawn(pool, block, streams, length, rng):
    """(2, streams, length) chances and new way: blocks of a resource's real weeks, one after the other."""
    out = np.zeros((2, streams, length), dtype=np.int64)
    for stream in range(streams):
        real = pool[rng.integers(len(pool))]
        first = rng.integers(0, len(real) - block + 1, length // block + 1)
        out[:, stream] = real[(first[:, None] + np.arange(block)).ravel()[:length]].T
    return out
